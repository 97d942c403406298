"""A routine on paper: a table of its stretches, and the steps of each."""

from html import escape

from stretchkit import facts
from stretchkit.facts.records import Variation
from stretchkit.facts.routine import Routine, RoutineStretch
from stretchkit.facts.steps import steps
from stretchkit.widgets.player_twin import call_first, dose_words, items, stop_signs, stop_words


def routine_twin(routine: Routine) -> str:
    """Return the whole routine as HTML that needs no script, kernel or network."""
    return "\n".join(
        [
            '<div class="sk-twin sk-twin-routine">',
            _table(routine),
            f"<p><strong>{escape(call_first())}</strong></p>",
            *(_stretch(one) for one in dict.fromkeys(routine.stretches)),
            "<p>All the signs to stop:</p>",
            f"<ul>{items(stop_signs())}</ul>",
            f"<p>{escape(facts.safety_texts()['box_c_after'].text)}</p>",
            "</div>",
        ]
    )


def _table(routine: Routine) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(facts.stretch(one.stretch).name)}</th>'
        f"<td>{escape(_form(one).name)}, {routine.position(one)}</td>"
        f"<td>{escape(dose_words(_form(one), one.hold_s, one.repetitions))}</td>"
        f"<td>{_minutes(sum(phase.seconds for phase in one.phases()))}</td></tr>"
        for one in routine.stretches
    )
    rest = f" Rest {routine.rest_s:g} seconds between them." if len(routine.stretches) > 1 else ""
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Stretch", "Form", "Dose", "Minutes")
    )
    return (
        f"<table><caption><strong>{escape(routine.name)}</strong>. About "
        f"{routine.minutes} minute{'' if routine.minutes == 1 else 's'} in all.{rest}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _stretch(one: RoutineStretch) -> str:
    form = _form(one)
    return "\n".join(
        [
            f"<p><strong>{escape(one.label)}</strong></p>",
            f"<ol>{items(steps(form, one.hold_s, one.repetitions))}</ol>",
            f"<p><strong>Feel it here:</strong> {escape(form.feel_it)}</p>",
            f"<p><strong>Easier:</strong> {escape(' '.join(form.easier))}</p>",
            "<p><strong>Not for you if:</strong></p>",
            f"<ul>{items(form.not_for_you_if)}</ul>",
            f"<p><strong>{escape(stop_words(form))}</strong></p>",
        ]
    )


def _form(one: RoutineStretch) -> Variation:
    return facts.variation(one.stretch, one.variation)


def _minutes(seconds: float) -> str:
    """Return minutes to the half minute, never nought."""
    return f"{max(0.5, round(seconds / 30) / 2):g}"
