"""A session as numbered sentences for paper, from the same phases that the clock counts."""

from collections.abc import Iterable, Iterator

from stretchkit.facts.records import Variation
from stretchkit.facts.timeline import Phase, check_hold, check_repetitions, timeline


def steps(
    variation: Variation, hold_s: float | None = None, repetitions: int | None = None
) -> tuple[str, ...]:
    """Return the sentences of one session, in order.

    Parameters
    ----------
    variation
        The way of doing the stretch.
    hold_s
        Seconds of each hold; the variation's own if not given.
    repetitions
        Holds on each side, or in all where there are no sides.

    Raises
    ------
    ValueError
        If a number is outside its range; the message names the range.

    Examples
    --------
    >>> from stretchkit.facts import variation
    >>> steps(variation("neck_tilt"))[1]
    'Tilt your head left. Feel it on the right.'
    """
    hold_s = check_hold(variation, hold_s)
    repetitions = check_repetitions(repetitions, variation)
    one_round = timeline(variation, hold_s, 1)
    first = len(variation.start) + len(variation.cycle)
    last = len(one_round) - len(variation.finish)
    sentences = [*_each(phase for phase in one_round[:first] if _stands_on_paper(phase))]
    if variation.sides == "feel":
        sentences.append(_other_side(one_round[first:last]))
    elif repetitions > 1:
        again = timeline(variation, hold_s, 2)[first : first + len(variation.between)]
        sentences.extend(_each(again))
    sentences.append(_how_often(variation, repetitions))
    return (*sentences, *_each(one_round[last:]))


def _stands_on_paper(phase: Phase) -> bool:
    # A rest inside a round only says what comes next, which paper shows anyway.
    return phase.kind not in ("rest", "switch_side") or phase.warning is not None


def _each(phases: Iterable[Phase]) -> Iterator[str]:
    for phase in phases:
        seconds = f"Hold for {_seconds(phase)}. " if phase.kind == "hold" else ""
        warning = f" {phase.warning}" if phase.warning else ""
        yield f"{seconds}{phase.cue}{warning}"


def _other_side(phases: Iterable[Phase]) -> str:
    moves = [phase for phase in phases if phase.kind in ("move_in", "hold", "release")]
    words = [
        f"Hold for {_seconds(phase)}." if phase.kind == "hold" else phase.cue for phase in moves
    ]
    return f"Now the other side. {' '.join(words)}"


def _how_often(variation: Variation, repetitions: int) -> str:
    times = "once" if repetitions == 1 else f"{repetitions} times"
    if variation.sides == "feel":
        return f"Do it {times} on each side."
    swap = variation.sides == "top_arm" and repetitions > 1
    return f"Do it {times}." + (" Change the arm on top each time." if swap else "")


def _seconds(phase: Phase) -> str:
    return "1 second" if phase.seconds == 1 else f"{phase.seconds:g} seconds"
