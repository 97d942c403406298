"""The body in the player: what the page needs to know, and the films it asks for."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from stretchkit import facts
from stretchkit.drawing import style_table
from stretchkit.drawing.alt import describe
from stretchkit.drawing.film import (
    FilmView,
    Place,
    film,
    numbers,
    on_the_map,
    places,
    start,
    still,
    ways,
    whole_turn,
)
from stretchkit.drawing.told import Longer, longer, none_longer
from stretchkit.drawing.wire import encode
from stretchkit.facts.records import Variation
from stretchkit.facts.timeline import blocks
from stretchkit.widgets.packed import pack

VIEWS: tuple[FilmView, ...] = get_args(FilmView)
# Points are rounded to so many millimetres: less than a pixel of the size they are shown at.
_UNITS: dict[FilmView, float] = {"whole": 2.5, "front": 2.5, "back": 2.0}
# Turned further than this from behind, in degrees, the viewer stands rather at the side.
_BESIDE = 45.0
_REMINDER = (
    "Lengths in a model, compared with the start of this stretch: geometry, not how hard a muscle "
    "is pulled, and no proof that a stretch helps."
)


def body_script(variation: Variation) -> dict[str, Any]:
    """Return what the page needs before it has any film.

    `moments` are what phases show, `places` their pictures, and `ways` by which pictures it goes
    from one to another; `still` is the picture of the hold, and `looks` the table that paints it.
    """
    beside = whole_turn(variation) > _BESIDE
    return {
        "start": start(variation).name,
        "moments": [_for_page(variation, moment) for moment in moments(variation)],
        "places": numbers(variation),
        "ways": {f"{a}>{b}": way for (a, b), way in ways(variation).items()},
        "captions": {
            "whole": "From the right" if beside else "From behind",
            "front": "From the front",
            "back": "Muscles, from behind",
        },
        "reminder": _REMINDER,
        "still": pack(encode([still(variation, _held(variation))], _UNITS["whole"])),
        "looks": pack(json.dumps(style_table()).encode()),
    }


@dataclass(frozen=True)
class Moment:
    """What a phase shows, whatever its length and its words."""

    goes: tuple[Place, ...]
    told: tuple[Longer, ...]


def moment_of(variation: Variation, phase: facts.Phase) -> int:
    """Return which of the moments of a variation a phase shows."""
    return moments(variation).index(_moment(variation, phase))


@cache
def moments(variation: Variation) -> tuple[Moment, ...]:
    """Return every different moment of a session of any length."""
    whole = blocks(variation)
    phases = [*(phase for one in whole.rounds for phase in one), *whole.finish]
    return tuple(dict.fromkeys(_moment(variation, phase) for phase in phases))


def _moment(variation: Variation, phase: facts.Phase) -> Moment:
    return Moment(places(variation, phase), longer(variation, phase))


def film_bytes(variation: Variation, view: FilmView) -> bytes:
    """Return the pictures of a variation for `shared/painter.js`.

    Raises
    ------
    ValueError
        If there is no such view.
    """
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}; there are {', '.join(VIEWS)}")
    return encode(film(variation, view), _UNITS[view])


def packed_film(variation: Variation, view: FilmView) -> str:
    """Return the same as text, for a handout."""
    return pack(film_bytes(variation, view))


def _held(variation: Variation) -> Place:
    hold = next(phase for phase in facts.timeline(variation) if phase.kind == "hold")
    return places(variation, hold)[0]


def _for_page(variation: Variation, moment: Moment) -> dict[str, Any]:
    last = moment.goes[-1]
    told = sorted(moment.told, key=lambda row: not on_the_map(row.muscle))
    row: dict[str, Any] = {
        "goes": [place.name for place in moment.goes],
        "pose": last.pose,
        "drawn_for": last.side or "right",
        "alt": describe(last.angles, "whole", "skin", []),
    }
    if told:
        sides = told[0].sides
        row["sides"] = f"the {sides[0]}" if len(sides) == 1 else "both sides"
        row["longer"] = [_muscle(one) for one in told]
        row["why"] = _why(told[0].muscle)
    elif none_longer(last, start(variation)):
        row["none"] = "None is longer than at the start."
    return row


def _muscle(one: Longer) -> dict[str, Any]:
    record = facts.muscle(one.muscle)
    return {
        "name": record.plain_label,
        "latin": record.latin,
        "words": one.words,
        "bands": one.bands,
        "shown": on_the_map(one.muscle),
    }


def _why(muscle: str) -> str:
    """Return one sentence: where a muscle runs, and so why this position makes it longer."""
    record = facts.muscle(muscle)
    return (
        f"The {record.plain_label} runs from {record.origin} to {record.insertion}: "
        "this position takes its two ends apart."
    )
