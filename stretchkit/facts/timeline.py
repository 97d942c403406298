"""A stretch, a hold and a number of repetitions → the phases that a clock counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from stretchkit.facts.records import PhaseKind, PhaseTemplate, Side, Variation

_OTHER: dict[str, Side] = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Phase:
    """One stretch of seconds with one thing to do.

    `side` is the side that feels the pull; `feels` is false while it is only being set up.
    `top_arm` is the arm on top where arms are crossed.
    `pose` is drawn as named for the right side and mirrored for the left.
    """

    kind: PhaseKind
    seconds: float
    cue: str
    pose: str
    side: Side | None
    top_arm: Side | None
    repetition: int
    warning: str | None
    can_extend: bool
    feels: bool


def timeline(
    variation: Variation, hold_s: float | None = None, repetitions: int | None = None
) -> tuple[Phase, ...]:
    """Return every phase of a session, in order.

    Parameters
    ----------
    variation
        The way of doing the stretch.
    hold_s
        Seconds of each hold, 1 to `variation.max_hold_s`; the variation's own if not given.
    repetitions
        Holds on each side, or in all where there are no sides, 1 to 10.

    Raises
    ------
    ValueError
        If a number is outside its range; the message names the range.

    Examples
    --------
    >>> from stretchkit.facts import stretch
    >>> phases = timeline(stretch("neck_tilt").variations[0], hold_s=5, repetitions=1)
    >>> [phase.side for phase in phases if phase.kind == "hold"]
    ['right', 'left']
    """
    hold_s = check_hold(variation, hold_s)
    repetitions = check_repetitions(repetitions, variation)
    return tuple(_phases(variation, hold_s, repetitions))


def check_hold(variation: Variation, hold_s: object = None) -> float:
    """Return the hold in seconds, or raise a ValueError that names the range."""
    if hold_s is None:
        return variation.hold_s
    most = variation.max_hold_s
    # True is an int and NaN a float: neither is a number of seconds.
    if isinstance(hold_s, int | float) and not isinstance(hold_s, bool) and 1 <= hold_s <= most:
        return float(hold_s)
    raise ValueError(
        f"hold_s is {hold_s!r}; {variation.name!r} accepts a number of seconds from 1 to {most:g}"
    )


def check_repetitions(repetitions: object, variation: Variation) -> int:
    """Return the repetitions, or raise a ValueError that names the range."""
    if repetitions is None:
        return variation.repetitions
    if (
        isinstance(repetitions, int)
        and not isinstance(repetitions, bool)
        and 1 <= repetitions <= 10
    ):
        return repetitions
    raise ValueError(f"repetitions is {repetitions!r}; a whole number from 1 to 10 is accepted")


def _phases(variation: Variation, hold_s: float, repetitions: int) -> Iterator[Phase]:
    warned: set[str] = set()

    def fill(templates: tuple[PhaseTemplate, ...], side: Side, repetition: int) -> Iterator[Phase]:
        for template in templates:
            yield _fill(template, variation, hold_s, side, repetition, warned)

    cycles = _cycles(variation, repetitions)
    yield from fill(variation.start, cycles[0][1], 1)
    for place, (repetition, side) in enumerate(cycles):
        yield from fill(variation.cycle, side, repetition)
        if place + 1 < len(cycles):
            next_repetition, next_side = cycles[place + 1]
            yield from fill(variation.between, next_side, next_repetition)
    yield from fill(variation.finish, cycles[-1][1], repetitions)


def _cycles(variation: Variation, repetitions: int) -> list[tuple[int, Side]]:
    sides: tuple[Side, ...] = ("right", "left")
    if variation.sides == "feel":
        return [(n + 1, side) for n in range(repetitions) for side in sides]
    return [(n + 1, sides[n % 2]) for n in range(repetitions)]


def _fill(
    template: PhaseTemplate,
    variation: Variation,
    hold_s: float,
    cycle_side: Side,
    repetition: int,
    warned: set[str],
) -> Phase:
    seconds = hold_s if template.seconds == "hold" else template.seconds
    if template.max_seconds is not None:
        seconds = min(seconds, template.max_seconds)
    side = template.side or cycle_side
    warning = template.warning if template.warning not in warned else None
    if warning:
        warned.add(warning)
    feels = template.side is not None or variation.sides == "feel"
    return Phase(
        kind=template.kind,
        seconds=float(seconds),
        cue=_words(template.cue, side, seconds),
        pose=template.pose,
        side=side if feels and template.kind in ("move_in", "hold", "switch_side") else None,
        top_arm=side if variation.sides == "top_arm" else None,
        repetition=repetition,
        warning=warning,
        can_extend=template.kind == "hold" and template.can_extend,
        feels=template.feels,
    )


def _words(cue: str, side: Side, seconds: float) -> str:
    other = _OTHER[side]
    return cue.format(
        side=side,
        other=other,
        Side=side.capitalize(),
        Other=other.capitalize(),
        seconds=f"{seconds:g}",
    )
