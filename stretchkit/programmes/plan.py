"""A plan as a record: its weeks, their items, and why each of them is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stretchkit.facts.programme_records import HowTo
from stretchkit.programmes import calendar, sheet

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Dose:
    """How much of one item in a day.

    `work` are the seconds of one side that it asks for; `minutes` hold rests and both sides too.
    `routine` is how the player counts a stretch, as hold seconds and repetitions.
    """

    words: str
    work: float
    minutes: float
    routine: tuple[float, int] | None = None


@dataclass(frozen=True)
class Move:
    """An exercise, or one way of doing a stretch: what a plan is made of.

    `poses` are its pictures; a stretch has none here, since it has its player. `answers` are keys
    of observations, `gives` keys of what the three stretches leave out. `own_lines` are the "Not
    for you if" lines of the facts, `asks` what it asks of the body; either may rule it out, and
    `not_for_you_if` says all that does.
    """

    key: str
    variation: str | None
    kind: Literal["strengthen", "lengthen", "move", "stretch"]
    label: str
    how_to: tuple[str, ...]
    poses: tuple[HowTo, ...]
    needs: tuple[str, ...]
    steps: tuple[Dose, ...]
    days_a_week: int
    easier: str
    not_for_you_if: tuple[str, ...]
    own_lines: tuple[str, ...]
    asks: tuple[str, ...]
    answers: frozenset[str]
    gives: frozenset[str]
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One move in a plan: a dose for each week, and its days, counted from 0 in a week."""

    move: Move
    why: tuple[str, ...]
    doses: tuple[Dose, ...]
    days: tuple[int, ...]


@dataclass(frozen=True)
class Advice:
    """What stands instead of a plan: get help, and how soon."""

    level: str
    title: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What to do for some weeks; `programme` makes it.

    Attributes
    ----------
    weeks : int
        How many weeks.
    days : tuple of int
        The days of a week with exercises, counted from 0.
    items : tuple of Item
        What to do; none where `advice` stands instead.
    notes : tuple of str
        What there is to say about the whole plan.
    counter_movements : tuple of tuple of str
        What the three stretches leave out, and the item that gives it, or why there is none.
    step_back : str
        When to do less: the pain rule.
    sources : tuple of str
        Keys of everything that the plan rests on.
    example : bool
        Whether it is there to look at, and nobody's own plan.
    """

    weeks: int
    days: tuple[int, ...]
    start: date | None
    items: tuple[Item, ...]
    notes: tuple[str, ...]
    counter_movements: tuple[tuple[str, str], ...]
    step_back: str
    sources: tuple[str, ...]
    advice: Advice | None = None
    example: bool = False

    @property
    def minutes(self) -> float:
        """Return the minutes of the longest day."""
        return max((self.minutes_on(week, day) for week, day in self.sessions()), default=0)

    def sessions(self) -> Iterable[tuple[int, int]]:
        """Yield each week, counted from 1, with each of its days that has something to do."""
        for week in range(1, self.weeks + 1):
            for day in self.days:
                if any(day in item.days for item in self.items):
                    yield week, day

    def minutes_on(self, week: int, day: int) -> float:
        """Return the minutes of one day of a week."""
        return sum(item.doses[week - 1].minutes for item in self.items if day in item.days)

    def routines(self, week: int) -> tuple[dict[str, Any], ...]:
        """Return what the stretches of a week are to `StretchPlayer`, as its arguments.

        `RoutinePlayer` takes them all: `RoutinePlayer(plan.routines(week=1))`.

        Raises
        ------
        ValueError
            If the plan has no such week; the message names the weeks.

        Examples
        --------
        >>> from stretchkit.programmes import programme
        >>> programme().routines(week=2)[0]
        {'stretch': 'neck_tilt', 'variation': 'basic', 'hold_s': 15.0, 'repetitions': 4}
        """
        if week not in range(1, self.weeks + 1):
            raise ValueError(f"week is {week!r}; this plan has weeks 1 to {self.weeks}")
        return tuple(
            {
                "stretch": item.move.key,
                "variation": item.move.variation,
                "hold_s": routine[0],
                "repetitions": routine[1],
            }
            for item in self.items
            if (routine := item.doses[week - 1].routine)
        )

    def table(self) -> pd.DataFrame:
        """Return the plan as a table: one row an item and week, indexed by `week`.

        Examples
        --------
        >>> from stretchkit.programmes import programme
        >>> table = programme(["neck_turn"], weeks=6).table()
        >>> table.loc[1, ["exercise", "dose"]].iloc[0].tolist()
        ['wall slide with a lift', '8 times.']
        """
        import pandas as pd

        columns = ("week", "key", "exercise", "kind", "dose", "days_a_week", "minutes", "why",
                   "easier", "sources")  # fmt: skip
        rows = [
            (
                week + 1,
                item.move.key,
                item.move.label,
                item.move.kind,
                item.doses[week].words,
                len(item.days),
                item.doses[week].minutes,
                " ".join(item.why),
                item.move.easier,
                ", ".join(item.move.sources),
            )
            for week in range(self.weeks)
            for item in self.items
        ]
        return pd.DataFrame(rows, columns=columns).set_index("week")

    def to_ics(self, path: str | Path, at: str | None = None) -> Path:
        """Write the plan as a calendar: one neutral event a day, no alarm, nothing of why.

        Parameters
        ----------
        path
            The file, such as "exercises.ics".
        at
            The time of day of each event, such as "18:30"; all day if not given.

        Raises
        ------
        ValueError
            If the plan has no first day or nothing in it, or if the time cannot be read.
        """
        path = Path(path)
        path.write_bytes(calendar.ics(self, at, datetime.now(UTC)))
        return path

    def to_html(self, path: str | Path) -> Path:
        """Write the plan as one page to print, with a box to tick for each day."""
        path = Path(path)
        path.write_text(sheet.page(self), encoding="utf-8")
        return path

    def words(self) -> str:
        """Return the plan in one line."""
        return sheet.line(self)

    def __repr__(self) -> str:
        return self.words()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/plain": self.words(), "text/html": sheet.html(sheet.sheet(self))}
