"""What the one pain rule says of a log: scores before a stretch, after it and the next morning."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from stretchkit.facts.library import pain_rule, stop_answers

if TYPE_CHECKING:
    import pandas as pd

_NIGHT = timedelta(days=1)
_STANDS_DAYS = 7  # as long as a sign such as numbness


@dataclass
class Stretching:
    """The scores of one session; what nobody wrote down is None."""

    day: date
    region: str
    session: str | None
    before: int
    after: int | None = None
    morning: int | None = None

    @property
    def rose(self) -> bool:
        """Whether the pain went up by more points than the rule allows."""
        return _is_up(self.before, self.after)

    @property
    def stayed(self) -> bool:
        """Whether it was that much up the next morning too."""
        return self.rose and _is_up(self.before, self.morning)

    @property
    def is_over(self) -> bool:
        """Whether it was over the rule, after the stretch or by the next morning."""
        return self.rose or (self.morning is not None and self.morning > self.before)


def stretchings(entries: "pd.DataFrame") -> list[Stretching]:
    """Return the sessions of a log that have a score before them, in order.

    A score after, or of the next morning, belongs to the session it names. Where it names none, it
    belongs to the last score before, of the same region, of that day or of the day before it.

    Examples
    --------
    >>> from stretchkit.painlog import PainLog
    >>> log = PainLog(":memory:")
    >>> for moment, score in (("before", 2), ("after", 9)):
    ...     _ = log.add(score, region="arm", side="left", moment=moment, session="a")
    >>> [(one.before, one.after, one.rose) for one in stretchings(log.entries())]
    [(2, 9, True)]
    """
    found: list[Stretching] = []
    for row in entries.to_dict("records"):
        session = row["session"] if isinstance(row["session"], str) else None
        day, score = row["felt_at"].date(), int(row["score"])
        if row["moment"] == "before":
            found.append(Stretching(day, row["region"], session, score))
        elif row["moment"] == "after" and (one := _of(found, row, session, day)):
            one.after = max(score, one.after or 0)
        elif row["moment"] == "next_morning" and (one := _of(found, row, session, day - _NIGHT)):
            one.morning = max(score, one.morning or 0)
    return found


def over_the_rule(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    """Return what pain after stretching calls for, as (level, reason); nothing after a week."""
    over = [one for one in stretchings(entries) if one.is_over]
    if not over or (today - over[-1].day).days >= _STANDS_DAYS:
        return []
    found = []
    if over[-1].stayed:
        found.append(("today", "Your pain went up after a stretch and stayed up."))
    if len(over) > 1:
        found.append(("this_week", "After two stretches your pain was over the rule."))
    return found


def words_of_today(entries: "pd.DataFrame", today: date) -> dict[str, tuple[str, str]]:
    """Return what the scores of today call for beside that: level to title and words."""
    rule, sessions = pain_rule(), stretchings(entries)
    if any(one.rose and one.day == today for one in sessions):
        answer = stop_answers()["pain_up"]
        return {"done_today": (answer.title, answer.answer)}
    nights = [one for one in sessions if one.morning is not None and one.day + _NIGHT == today]
    # "Next time" lasts until there was one.
    recent = [one for one in sessions[-1:] if (today - one.day).days < _STANDS_DAYS]
    over = [one for one in [*nights, *recent] if one.is_over and not one.stayed]
    if over:
        broken = rule.during if over[-1].rose else rule.after
        return {"halve": ("Next time, halve the time", f"{broken} {rule.over_once}")}
    high = entries[entries.score >= rule.high_from]
    if any(felt_at.date() == today for felt_at in high.felt_at):
        return {"easier": ("A high number", rule.high)}
    return {}


def _is_up(before: int, later: int | None) -> bool:
    return later is not None and later - before > pain_rule().most_points_above


def _of(
    found: list[Stretching], row: dict[Any, Any], session: str | None, day: date
) -> Stretching | None:
    for one in reversed(found):
        if session is not None and one.session == session:
            return one
        if session is None and one.region == row["region"] and one.day == day:
            return one
    return None
