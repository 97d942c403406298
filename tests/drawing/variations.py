"""Every variation of every stretch, its phases, and the ways between their places."""

from functools import cache
from itertools import pairwise

from stretchkit import facts
from stretchkit.drawing.film import Place, places, start
from stretchkit.facts import Phase
from stretchkit.facts.records import Variation

VARIATIONS = [
    (stretch.key, variation.key)
    for stretch in facts.stretches().values()
    for variation in stretch.variations
]
LONGEST = 10


def sessions(variation: Variation) -> list[tuple[Phase, ...]]:
    """Return sessions of one, two and the most repetitions."""
    return [facts.timeline(variation, repetitions=count) for count in (1, 2, LONGEST)]


def places_of(variation: Variation, phases: tuple[Phase, ...]) -> list[tuple[Place, ...]]:
    """Return where each phase goes, from where the one before ended."""
    here, found = start(variation), []
    for phase in phases:
        goes = places(variation, phase)
        found.append((here, *(goal for goal in goes if goal != here)))
        here = goes[-1]
    return found


@cache
def legs() -> list[tuple[Place, Place]]:
    """Return every change of place in any session of any stretch."""
    found: dict[tuple[Place, Place], None] = {}
    for stretch, key in VARIATIONS:
        variation = facts.variation(stretch, key)
        for phases in sessions(variation):
            for goes in places_of(variation, phases):
                found.update(dict.fromkeys(pairwise(goes)))
    return list(found)
