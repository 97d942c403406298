"""Which muscles a phase makes longer, in words: from the model, at the phase's own pose."""

from dataclasses import dataclass
from functools import cache

from stretchkit.body import SIDES, Lengths, measure, place
from stretchkit.drawing.alt import band
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.film import Place, on_the_map, places, start
from stretchkit.facts import Phase, muscle
from stretchkit.facts.records import Variation

# From so many per cent more than at the start a patient reads "longer" and "much longer". Under
# five the model's own uncertainty is as large as the change; from fifteen on its order is sure.
LONGER, MUCH_LONGER = 5.0, 15.0
MOST = 3


@dataclass(frozen=True)
class Longer:
    """A muscle that a phase makes longer than at the start: on which sides, by what per cent."""

    muscle: str
    sides: tuple[str, ...]
    changes: tuple[float, ...]

    @property
    def words(self) -> str:
        """How much longer it is on every side named, for patients."""
        return "much longer" if min(self.changes) >= MUCH_LONGER else "longer"

    @property
    def bands(self) -> str:
        """How much longer it is, for students: geometry in a model, never a decimal."""
        told = [band(change).replace("per cent", "%") for change in self.changes]
        if len(set(told)) == 1:
            return told[0]
        pairs = zip(told, self.sides, strict=True)
        return ", ".join(f"{words} on the {side}" for words, side in pairs)


def longer(variation: Variation, phase: Phase) -> tuple[Longer, ...]:
    """Return what a phase makes longer than it was when the session began, as the map colours it.

    At most three, the most first; of a muscle in parts, one. A phase with a side tells of that
    side only; a phase that only sets up, and one that brings back, tells nothing.

    Examples
    --------
    >>> from stretchkit.facts import timeline, variation
    >>> tilt = variation("neck_tilt")
    >>> [row.muscle for row in longer(tilt, timeline(tilt)[1])][1:]
    ['levator_scapulae', 'trapezius_upper']
    """
    if phase.kind not in ("move_in", "hold") or not phase.feels:
        return ()
    sides: tuple[str, ...] = (phase.side,) if phase.side else SIDES
    here = _lengths(places(variation, phase)[0], start(variation))
    told = [
        Longer(name, sides, tuple(here[side].change(name) for side in sides))
        for name in here["right"].muscles
    ]
    rows = [row for row in told if min(row.changes) >= LONGER]
    rows.sort(key=lambda row: -min(row.changes))
    found: dict[str, Longer] = {}
    for row in rows:
        found.setdefault(muscle(row.muscle).plain_label.split(",")[0], row)
    return tuple(found.values())[:MOST]


def none_longer(at: Place, before: Place) -> bool:
    """Return whether no muscle of the map is coloured as longer in a place than before."""
    here = _lengths(at, before)
    shown = [name for name in here["right"].muscles if on_the_map(name)]
    return all(here[side].change(name) < TELLING for name in shown for side in SIDES)


@cache
def _lengths(at: Place, before: Place) -> dict[str, Lengths]:
    return measure(place(at.angles), place(before.angles))
