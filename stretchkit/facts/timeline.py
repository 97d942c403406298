"""A stretch, a hold and a number of repetitions → the phases that a clock counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stretchkit.facts.records import PhaseKind, PhaseTemplate, Side, Variation

MOST_REPETITIONS = 10
_OTHER: dict[str, Side] = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Phase:
    """One stretch of seconds with one thing to do.

    `side` is the side that feels the pull; `feels` is false while it is only being set up.
    `top_arm` is the arm on top where arms are crossed.
    `eyes_off` says a whole move that comes next and in which the screen is not seen.
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
    eyes_off: str | None
    can_extend: bool
    feels: bool


@dataclass(frozen=True)
class Blocks:
    """What a session of any dose is composed of.

    There is one round for each repetition: the first begins with getting ready, every other one
    with the way over from the round before. A hold has the most seconds it may last.
    """

    rounds: tuple[tuple[Phase, ...], ...]
    finish: tuple[Phase, ...]

    def compose(self, hold_s: float, repetitions: int) -> Iterator[Phase]:
        """Yield the phases of one session; the page composes its own by the same rule."""
        for phase in (part for one in self.rounds[:repetitions] for part in one):
            yield _held(phase, hold_s)
        for phase in self.finish:
            yield replace(_held(phase, hold_s), repetition=repetitions)


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
    return tuple(blocks(variation).compose(hold_s, repetitions))


def blocks(variation: Variation) -> Blocks:
    """Return the blocks of a variation, for up to ten repetitions."""
    warned: set[str] = set()

    def fill(templates: tuple[PhaseTemplate, ...], side: Side | None, n: int) -> Iterator[Phase]:
        for template in templates:
            yield _fill(template, variation, side, n, warned)

    rounds: list[tuple[Phase, ...]] = []
    for n in range(1, MOST_REPETITIONS + 1):
        phases: list[Phase] = []
        for place, side in enumerate(_sides(variation, n)):
            lead = variation.start if n == 1 and place == 0 else variation.between
            phases += [*fill(lead, side, n), *fill(variation.cycle, side, n)]
        rounds.append(tuple(phases))
    return Blocks(tuple(rounds), tuple(fill(variation.finish, None, 1)))


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
        and 1 <= repetitions <= MOST_REPETITIONS
    ):
        return repetitions
    raise ValueError(f"repetitions is {repetitions!r}; a whole number from 1 to 10 is accepted")


def _sides(variation: Variation, repetition: int) -> tuple[Side, ...]:
    """Return the side of each cycle in a repetition: the one that feels it, or the arm on top."""
    if variation.sides == "feel":
        return ("right", "left")
    return ("right",) if repetition % 2 else ("left",)


def _held(phase: Phase, hold_s: float) -> Phase:
    if phase.kind != "hold":
        return phase
    return replace(phase, seconds=min(hold_s, phase.seconds))


def _fill(
    template: PhaseTemplate,
    variation: Variation,
    cycle_side: Side | None,
    repetition: int,
    warned: set[str],
) -> Phase:
    seconds = template.seconds
    if seconds == "hold":
        seconds = template.max_seconds or variation.max_hold_s
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
        eyes_off=template.eyes_off,
        can_extend=template.kind == "hold" and template.can_extend,
        feels=template.feels,
    )


def _words(cue: str, side: Side | None, seconds: float) -> str:
    if side is None:
        return cue.format(seconds=f"{seconds:g}")
    other = _OTHER[side]
    return cue.format(
        side=side,
        other=other,
        Side=side.capitalize(),
        Other=other.capitalize(),
        seconds=f"{seconds:g}",
    )
