"""Every move that a plan may be made of, as far as nothing rules it out."""

import math
from functools import cache
from itertools import takewhile

from stretchkit import facts
from stretchkit.facts.programme_records import Exercise, work
from stretchkit.facts.records import Dose as DoseRow
from stretchkit.facts.records import Variation
from stretchkit.programmes.plan import Dose, Move


@cache
def every_move() -> tuple[Move, ...]:
    """Return the exercises, then the stretches, each stretch in all its ways."""
    return (
        *(_of_exercise(exercise) for exercise in facts.exercises().values()),
        *(
            _of_stretch(use.key, facts.variation(use.key, key), use.answers)
            for use in facts.stretch_uses().values()
            for key in use.variations
        ),
    )


def without(moves: tuple[Move, ...], conditions: tuple[str, ...]) -> tuple[Move, ...]:
    """Return the moves that none of the conditions rules out; of a stretch the first way."""
    found = [facts.conditions()[key] for key in conditions]
    lines = {line for condition in found for line in condition.lines}
    barred = {key for condition in found for key in condition.also_not_for}
    left: dict[str, Move] = {}
    for move in moves:
        if move.key not in barred and not lines & set(move.not_for_you_if):
            left.setdefault(move.key, move)
    return tuple(left.values())


def not_for_you_if(exercise: Exercise) -> tuple[str, ...]:
    """Return the lines of an exercise, and what else rules it out though no line of it says so.

    What leaves no plan at all is not for any exercise.

    Examples
    --------
    >>> not_for_you_if(facts.exercises()["cross_body"])[-1]
    'You had a shoulder operation and have not yet been told that you may stretch.'
    """
    rules = facts.conditions().values()
    also = [
        one.plain_label
        for one in rules
        if exercise.key in one.also_not_for
        or (one.level and not set(one.lines) & set(exercise.not_for_you_if))
    ]
    return tuple(dict.fromkeys([*exercise.not_for_you_if, *also]))


def _of_exercise(exercise: Exercise) -> Move:
    gives = [
        lack.key
        for lack in facts.lacks().values()
        if lack.group == exercise.group and set(lack.muscles) & set(exercise.targets)
    ]
    return Move(
        key=exercise.key,
        variation=None,
        kind=exercise.group,
        label=exercise.plain_label,
        how_to=exercise.how_to,
        poses=exercise.poses,
        needs=exercise.needs,
        steps=tuple(Dose(step.words, work(step), step.minutes) for step in exercise.steps),
        days_a_week=exercise.days_a_week,
        easier=exercise.step_back,
        not_for_you_if=not_for_you_if(exercise),
        answers=frozenset(exercise.answers),
        gives=frozenset(gives),
        evidence=exercise.evidence,
        sources=exercise.sources,
    )


def _of_stretch(key: str, variation: Variation, answers: tuple[str, ...]) -> Move:
    stretch, limits = facts.stretch(key), facts.plan_limits()
    one_side = takewhile(
        lambda phase: phase.kind not in ("switch_side", "rest"), facts.timeline(variation)
    )
    other = {"feel": ("Then the other side.",), "top_arm": ("Next time, the other arm on top.",)}
    return Move(
        key=key,
        variation=variation.key,
        kind="stretch",
        label=f"stretch {stretch.number}, {stretch.name.lower()}: {variation.name.lower()}",
        how_to=(*(phase.cue for phase in one_side), *other.get(variation.sides, ())),
        poses=(),
        needs=("chair",) if variation.position == "sitting" else (),
        steps=tuple(_dose(variation, facts.doses()[key]) for key in limits.stretch_doses),
        days_a_week=limits.stretch_days,
        easier=variation.easier[0],
        not_for_you_if=variation.not_for_you_if,
        answers=frozenset(answers),
        gives=frozenset(),
        evidence=stretch.can_do,
        sources=tuple(dict.fromkeys([*stretch.sources, *variation.sources])),
    )


def _dose(variation: Variation, dose: DoseRow) -> Dose:
    hold_s, times = dose.hold_s, dose.repetitions
    seconds = sum(phase.seconds for phase in facts.timeline(variation, hold_s, times))
    sides = " each side" if variation.sides == "feel" else ""
    return Dose(
        words=f"Hold for {hold_s:g} seconds, {times} times{sides}.",
        work=hold_s * times,
        minutes=math.ceil(seconds / 30) / 2,
        routine=(hold_s, times),
    )
