"""Choose what goes into a plan, and say why: strength, what was marked, what the stretches lack."""

from collections.abc import Callable

from stretchkit import facts
from stretchkit.programmes.plan import Move

Chosen = tuple[tuple[Move, tuple[str, ...]], ...]


def choose(
    moves: tuple[Move, ...], marked: frozenset[str], most: int, said: str = "You marked"
) -> Chosen:
    """Return at most so many moves, each with its reasons.

    First a strength exercise; then what answers most of what is still unanswered; then what the
    three stretches leave out; then, if there is room, one of the stretches. Where two do as
    much, the one that does more of the next thing is taken, and then the first one. `said` begins
    a reason that is a mark.
    """
    chosen: list[Move] = []

    def fresh(move: Move) -> int:
        return len((move.answers & marked) - {key for one in chosen for key in one.answers})

    def gaps(move: Move) -> int:
        return len(move.gives - {key for one in chosen for key in one.gives})

    def is_stretch(move: Move) -> bool:
        return move.kind == "stretch" and all(one.kind != "stretch" for one in chosen)

    def take(fits: Callable[[Move], int], rank: Callable[[Move], tuple[int, ...]]) -> bool:
        left = [move for move in moves if move not in chosen and fits(move)]
        if not left or len(chosen) == most:
            return False
        chosen.append(max(left, key=rank))
        return True

    take(lambda move: move.kind == "strengthen", lambda move: (fresh(move), gaps(move)))
    while take(fresh, lambda move: (fresh(move), is_stretch(move), gaps(move))):
        pass
    while take(gaps, lambda move: (gaps(move),)):
        pass
    take(is_stretch, lambda move: ())
    return tuple((move, _why(move, marked, said)) for move in chosen)


def _why(move: Move, marked: frozenset[str], said: str) -> tuple[str, ...]:
    answers = [
        row.plain_label for key, row in facts.observations().items() if key in marked & move.answers
    ]
    gives = [row.plain_label for key, row in facts.lacks().items() if key in move.gives]
    why = []
    if answers:
        why.append(f"{said}: {'; '.join(answers)}.")
    if gives:
        why.append(f"It adds what the three stretches leave out: {'; '.join(gives)}.")
    if not why:
        name = "course_stretch" if move.kind == "stretch" else "strength"
        why.append(facts.plan_texts()[name].text)
    return tuple(why)
