"""When the log itself is a reason to get help, or to leave the stretching for today."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from stretchkit.facts.library import levels
from stretchkit.painlog.rule import over_the_rule, words_of_today
from stretchkit.painlog.summary import BEST_FIRST, CHEST, KINDS, days_of, of_one_kind

if TYPE_CHECKING:
    import pandas as pd

# The most urgent first. The levels of the check, and those of the pain rule alone.
_GENTLE = ("halve", "easier")
URGENCY = ("emergency", "today", "done_today", "this_week", *_GENTLE)

# Signs of the safety check that the diary asks for, as a person would say them.
SIGNS = {
    "weakness": "a weaker arm or hand",
    "clumsiness": "clumsy hands",
    "dizziness": "dizzy",
    "numbness": "numb",
    "tingling": "tingling",
}
# The same signs in a person's own words, by how they begin.
_SIGNS = (
    ("weak", "today", "weakness"),
    ("clums", "today", "clumsiness"),
    ("dizz", "today", "dizziness"),
    ("numb", "this_week", "numbness"),
    ("tingl", "this_week", "tingling"),
)
_SIGN_DAYS, _CHEST_DAYS, _HIGH, _HIGH_DAYS, _RISE, _WEEK_DAYS = 7, 2, 8, 3, 2, 3


class Advice(NamedTuple):
    """What the log calls for: how urgent it is, its title, and what was noted and what to do."""

    level: str
    title: str
    words: str


def advice_for(entries: "pd.DataFrame", now: datetime | None = None) -> list[Advice]:
    """Return when to get help, by what the log holds; at most one a level, the most urgent first.

    Looks at recent entries only: pain in the chest in the last two days, in the last seven a word
    such as weakness or numbness, a score of 8 or more on three days running, a week's mean two
    points above that of the week before, pain over the rule after a stretch, today one
    score of 8 or more. Notes are not read. An empty list does not mean that all is well.
    """
    if entries.empty:
        return []
    # The writer's day, which on a borrowed computer is not the computer's.
    zone = entries.felt_at.iloc[-1].tzinfo
    today = (now or datetime.now().astimezone()).astimezone(zone).date()
    found = [
        *_chest(entries, today),
        *_signs(entries, today),
        *_high(entries, today),
        *_rise(entries, today),
        *over_the_rule(entries, today),
    ]
    advice = {key: Advice(key, *row) for key, row in words_of_today(entries, today).items()}
    for level in levels().values():
        reasons = [reason for key, reason in found if key == level.key]
        if reasons:
            advice[level.key] = Advice(level.key, level.title, " ".join([*reasons, level.advice]))
    found_all = [advice[level] for level in URGENCY if level in advice]
    # A gentle word stands alone: under a graver one it would only dilute it.
    return [one for one in found_all if one.level not in _GENTLE] or found_all


def _last(entries: "pd.DataFrame", today: date, days: int) -> "pd.DataFrame":
    first = today - timedelta(days=days - 1)
    return entries.loc[[first <= day <= today for day in days_of(entries)]]


def _chest(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    near = _last(entries, today, _CHEST_DAYS)
    if near[(near.region == CHEST) & (near.score > 0)].empty:
        return []
    return [("emergency", "You noted pain at the front of the chest.")]


def _signs(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    near = _last(entries, today, _SIGN_DAYS)
    words = [w.casefold() for name in ("qualities", "tags") for row in near[name] for w in row]
    return [
        (level, f"You noted {name}.")
        for start, level, name in _SIGNS
        if any(part.startswith(start) for word in words for part in word.split())
    ]


def _high(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    high = set(days_of(entries[entries.score >= _HIGH]))
    last = max(high, default=date.min)
    run = {last - timedelta(days=n) for n in range(_HIGH_DAYS)} if high else {last}
    if not run <= high or (today - last).days > 1:
        return []
    return [("this_week", f"You noted {_HIGH} or more on {_HIGH_DAYS} days in a row.")]


def _rise(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    for kind in BEST_FIRST:
        shown = of_one_kind(entries, kind)[1]
        now = _mean_of_days(_last(shown, today, 7))
        before = _mean_of_days(_last(shown, today - timedelta(days=7), 7))
        if now is not None and before is not None and now - before >= _RISE:
            text = f"This week's mean of {KINDS[kind]} is {_RISE} points or more above last week's."
            return [("this_week", text)]
    return []


def _mean_of_days(entries: "pd.DataFrame") -> float | None:
    """Return the mean of the days' means, or None where there are too few days to have one."""
    by_day: dict[date, list[Any]] = {}
    for day, score in zip(days_of(entries), entries.score, strict=True):
        by_day.setdefault(day, []).append(score)
    if len(by_day) < _WEEK_DAYS:
        return None
    return float(sum(sum(scores) / len(scores) for scores in by_day.values()) / len(by_day))
