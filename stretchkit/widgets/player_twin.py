"""The player on paper: a ring with the seconds of a hold, and the steps as a list."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from html import escape

from stretchkit import facts
from stretchkit.body import named_pose
from stretchkit.drawing import draw
from stretchkit.facts.records import Stretch, Variation
from stretchkit.facts.steps import steps
from stretchkit.palette import LIGHT
from stretchkit.widgets.player_dose import doses_on_offer

_RING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="132" height="132">
<rect width="120" height="120" rx="12" fill="{paper}"/>
<circle cx="60" cy="60" r="50" fill="none" stroke="{panel}" stroke-width="9"/>
<circle cx="60" cy="60" r="50" fill="none" stroke="{longer}" stroke-width="9"/>
<text x="60" y="70" text-anchor="middle" font-family="system-ui, sans-serif" font-size="38" \
font-weight="600" fill="{ink}">{number}</text>
<text x="60" y="88" text-anchor="middle" font-family="system-ui, sans-serif" font-size="12" \
fill="{quiet}">{unit}</text>
</svg>"""


def ring_picture(hold_s: float) -> str:
    """Return an `<img>` of a ring with the seconds of one hold; it needs no network."""
    unit = "second" if hold_s == 1 else "seconds"
    drawing = _RING.format(number=f"{hold_s:g}", unit=unit, **LIGHT)
    data = b64encode(drawing.encode()).decode()
    return (
        f'<img alt="A ring around the number {hold_s:g}: hold for {hold_s:g} {unit}." '
        f'width="132" height="132" src="data:image/svg+xml;base64,{data}">'
    )


@cache
def hold_picture(variation: Variation) -> str:
    """Return an `<img>` of the person in the first hold, with the words of its cue."""
    hold = next(phase for phase in facts.timeline(variation) if phase.kind == "hold")
    pose = named_pose(hold.pose, hold.side or hold.top_arm or "right")
    words = f"The person seen whole, in the hold. {hold.cue}"
    return replace(draw(pose, "whole", "skin"), alt=words).html(256)


def dose_words(variation: Variation, hold_s: float, repetitions: int) -> str:
    """Return the dose of one session as a sentence."""
    times = "once" if repetitions == 1 else f"{repetitions} times"
    if variation.sides == "feel":
        times += " on each side"
    if variation.sides == "top_arm" and repetitions > 1:
        times += ", with the other arm on top each time"
    return f"Hold {hold_s:g} {'second' if hold_s == 1 else 'seconds'}, {times}."


def stop_signs() -> list[str]:
    """Return the signs that end a stretch."""
    return [sign.text for sign in facts.red_flags().values() if sign.box == "C"]


def player_twin(stretch: Stretch, variation: Variation, hold_s: float, repetitions: int) -> str:
    """Return the whole stretch as HTML that needs no script, kernel or network."""
    done = steps(variation, hold_s, repetitions)
    return "\n".join(
        [
            '<div class="sk-twin sk-twin-player">',
            f"<p><strong>{escape(stretch.name)}: {escape(variation.name)}</strong></p>",
            f"<p>{ring_picture(hold_s)}</p>",
            f"<p>{hold_picture(variation)}</p>",
            f"<p>{escape(variation.position.capitalize())}. "
            f"{escape(dose_words(variation, hold_s, repetitions))}</p>",
            *_week_by_week(variation),
            f"<ol>{items(done)}</ol>",
            f"<p><strong>Feel it here:</strong> {escape(variation.feel_it)}</p>",
            f"<p><strong>Easier:</strong> {escape(' '.join(variation.easier))}</p>",
            "<p><strong>Not for you if:</strong></p>",
            f"<ul>{items(variation.not_for_you_if)}</ul>",
            f"<p><strong>{escape(call_first())}</strong></p>",
            f"<p><strong>{escape(stop_words(variation))}</strong></p>",
            "<p>All the signs to stop:</p>",
            f"<ul>{items(stop_signs())}</ul>",
            f"<p>{escape(facts.safety_texts()['box_c_after'].text)}</p>",
            "</div>",
        ]
    )


def _week_by_week(variation: Variation) -> list[str]:
    """Return the doses of later weeks, which a page without a player has no other place for."""
    if not variation.by_week:
        return []
    offers = doses_on_offer(variation)
    doses = [
        f"{one['name']}: {one['hold_s']:g} seconds, {one['repetitions']} times." for one in offers
    ]
    words = " ".join([*doses, facts.safety_texts()["how_often"].text])
    return [f"<p><strong>Week by week:</strong> {escape(words)}</p>"]


def stop_words(variation: Variation) -> str:
    """Return the signs to stop of one form, with the one that is the same in every form."""
    return f"{variation.stop_line.removesuffix('.')}, {facts.safety_texts()['while_pain_up'].text}"


def call_first() -> str:
    """Return the one emergency sentence, which stands before all milder advice."""
    answer = facts.stop_answers()["emergency"]
    return f"{answer.title}: {answer.felt[0].lower()}{answer.felt[1:]}."


def items(texts: Iterable[str]) -> str:
    """Return texts as the items of a list."""
    return "".join(f"<li>{escape(text)}</li>" for text in texts)
