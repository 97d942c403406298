"""Every move that a plan may be made of, as far as nothing rules it out."""

import math
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from stretchkit import facts
from stretchkit.facts.plan_rules import Condition
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
            _of_stretch(use.key, facts.variation(use.key, key), asks, use.answers)
            for use in facts.stretch_uses().values()
            for key, asks in use.variations.items()
        ),
    )


def without(moves: tuple[Move, ...], conditions: tuple[str, ...]) -> tuple[Move, ...]:
    """Return the moves that none of the conditions rules out; of a stretch the first way."""
    found = [facts.conditions()[key] for key in conditions]
    left: dict[str, Move] = {}
    for move in moves:
        if not any(rules_out(one, move.own_lines, move.asks) for one in found):
            left.setdefault(move.key, move)
    return tuple(left.values())


def rules_out(condition: Condition, lines: Iterable[str], asks: Iterable[str]) -> bool:
    """Return whether a condition rules out what has these lines and asks this of the body."""
    return bool(
        condition.level or set(condition.lines) & set(lines) or set(condition.rules_out) & set(asks)
    )


def not_for_you_if(lines: Iterable[str], asks: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a move, and what else rules it out though no line of it says so.

    What leaves no plan at all is not for any move. A condition stands in its own words wherever no
    line has them: a line may name only a part of it.

    Examples
    --------
    >>> not_for_you_if(["The safety check told you not to stretch."], ["weight on the arms"])[-2:]
    ('You have a hernia.', 'You have a new pacemaker.')
    """
    rules = [one for one in facts.conditions().values() if rules_out(one, lines, asks)]
    in_own_words = {line for one in rules if one.level for line in one.lines}
    own = [line for line in lines if line not in in_own_words]
    said = " ".join(own).lower()
    labels = [one.plain_label for one in rules]
    also = [label for label in labels if label.removesuffix(".").lower() not in said]
    told = " ".join(also).lower()
    own = [line for line in own if line.removesuffix(".").lower() not in told]
    return tuple(dict.fromkeys([*own, *also]))


def ways_in_no_plan() -> dict[str, tuple[str, ...]]:
    """Return what the stretches of the course have besides: each way, with its lines."""
    return {
        _way(stretch.key, way): way.not_for_you_if
        for stretch in facts.stretches().values()
        for way in stretch.variations
        if way.key not in facts.stretch_uses()[stretch.key].variations
    }


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
        not_for_you_if=not_for_you_if(exercise.not_for_you_if, exercise.asks),
        own_lines=exercise.not_for_you_if,
        asks=exercise.asks,
        answers=frozenset(exercise.answers),
        gives=frozenset(gives),
        evidence=exercise.evidence,
        sources=exercise.sources,
    )


def _of_stretch(
    key: str, variation: Variation, asks: tuple[str, ...], answers: tuple[str, ...]
) -> Move:
    stretch, limits = facts.stretch(key), facts.plan_limits()
    one_side = takewhile(
        lambda phase: phase.kind not in ("switch_side", "rest"), facts.timeline(variation)
    )
    other = {"feel": ("Then the other side.",), "top_arm": ("Next time, the other arm on top.",)}
    return Move(
        key=key,
        variation=variation.key,
        kind="stretch",
        label=_way(key, variation),
        how_to=(*(phase.cue for phase in one_side), *other.get(variation.sides, ())),
        poses=(),
        needs=("chair",) if variation.position == "sitting" else (),
        steps=tuple(_dose(variation, facts.doses()[key]) for key in limits.stretch_doses),
        days_a_week=limits.stretch_days,
        easier=variation.easier[0],
        not_for_you_if=not_for_you_if(variation.not_for_you_if, asks),
        own_lines=variation.not_for_you_if,
        asks=asks,
        answers=frozenset(answers),
        gives=frozenset(),
        evidence=stretch.can_do,
        sources=tuple(dict.fromkeys([*stretch.sources, *variation.sources])),
    )


def _way(key: str, variation: Variation) -> str:
    stretch = facts.stretch(key)
    return f"stretch {stretch.number}, {stretch.name.lower()}: {variation.name.lower()}"


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
