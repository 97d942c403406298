"""What a log says in words: an honest sentence, and when the log itself is a reason to get help."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from stretchkit.facts.library import levels

if TYPE_CHECKING:
    import pandas as pd

ENOUGH_DAYS = 7
NO_ENTRIES = "No entries yet."
GAPS = "Days without an entry may be the worst or the best."
KINDS = {
    "average_today": "average pain of the day",
    "now": "pain now",
    "worst_today": "worst pain of the day",
}
_BEST_FIRST = ("average_today", "worst_today", "now")

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


def of_one_kind(entries: "pd.DataFrame", asked: str | None = None) -> "tuple[str, pd.DataFrame]":
    """Return one kind of number and its entries; the kind with most of them if none is named.

    Kinds are never mixed: the worst of a day and the pain of a moment are not the same thing.
    """
    if asked is None:
        counts = entries.asked.value_counts()
        asked = max(_BEST_FIRST, key=lambda kind: int(counts.get(kind, 0)))
    if asked not in KINDS:
        raise ValueError(f"asked is {asked!r}; accepted: {', '.join(KINDS)}")
    return asked, entries[entries.asked == asked]


def days_of(entries: "pd.DataFrame") -> list[date]:
    """Return the writer's own day of each entry."""
    return [moment.date() for moment in entries.felt_at]


def plain_day(day: date) -> str:
    """Return a day as `1 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def count(number: int, one: str, many: str) -> str:
    """Return `1 day`, `2 days`."""
    return f"{number} {one if number == 1 else many}"


def too_early(days: int) -> str:
    """Return the sentence under a chart of few days."""
    return f"Too early to see a pattern: {count(days, 'day', 'days')} so far."


def pain_words(entries: "pd.DataFrame", asked: str | None = None) -> str:
    """Return what the chart of a log shows, in words; no trend is claimed.

    Parameters
    ----------
    entries
        A log's entries, as `PainLog.entries()` gives them.
    asked
        The kind of number; the one with most entries if not given.
    """
    if entries.empty:
        return NO_ENTRIES
    kind, shown = of_one_kind(entries, asked)
    if shown.empty:
        return f"No entries of {KINDS[kind]} yet."
    days = sorted(set(days_of(shown)))
    span = (days[-1] - days[0]).days + 1
    lowest, highest = int(shown.score.min()), int(shown.score.max())
    when = plain_day(days[0])
    if span > 1:
        when += f" to {plain_day(days[-1])}"
    parts = [
        f"{KINDS[kind].capitalize()}, {when}.",
        f"{count(len(shown), 'entry', 'entries')} on {len(days)} of {count(span, 'day', 'days')}.",
        f"Lowest {lowest}, highest {highest}." if len(shown) > 1 else f"Score {lowest}.",
    ]
    if len(days) < ENOUGH_DAYS:
        parts.append(too_early(len(days)))
    if len(days) < span:
        parts.append(GAPS)
    return " ".join(filter(None, [*parts, left_out(entries, kind)]))


def kinds_in(entries: "pd.DataFrame") -> dict[str, str]:
    """Return the kinds of number that have entries, with their plain words."""
    there = set(entries.asked)
    return {kind: words for kind, words in KINDS.items() if kind in there}


def left_out(entries: "pd.DataFrame", kind: str) -> str:
    """Return how many entries a chart of one kind leaves out, in words; "" if none."""
    others = [
        f"{count(int(number), 'entry', 'entries')} of {KINDS[str(other)]}"
        for other, number in entries.asked.value_counts().items()
        if other != kind
    ]
    return f"Not in this chart: {' and '.join(others)}." if others else ""


def advice_for(entries: "pd.DataFrame", now: datetime | None = None) -> list[tuple[str, str]]:
    """Return when to get help, by what the log holds: (level, sentences), the most urgent first.

    Looks at recent entries only: pain in the chest in the last two days, in the last seven a word
    such as weakness or numbness, a score of 8 or more on three days running, a week's mean two
    points above that of the week before. Notes are not read. An empty list does not mean that all
    is well.
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
    ]
    advice = []
    for level in sorted(levels().values(), key=lambda level: level.order):
        reasons = [reason for key, reason in found if key == level.key]
        if reasons:
            advice.append((str(level.key), " ".join([*reasons, level.advice])))
    return advice


def _last(entries: "pd.DataFrame", today: date, days: int) -> "pd.DataFrame":
    first = today - timedelta(days=days - 1)
    return entries.loc[[first <= day <= today for day in days_of(entries)]]


def _chest(entries: "pd.DataFrame", today: date) -> list[tuple[str, str]]:
    near = _last(entries, today, _CHEST_DAYS)
    if near[(near.region == "chest_front") & (near.score > 0)].empty:
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
    for kind in _BEST_FIRST:
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
