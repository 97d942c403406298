"""What a log says in words: an honest sentence beside its chart."""

from datetime import date
from typing import TYPE_CHECKING

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
CHEST = "chest_front"
BEST_FIRST = ("average_today", "worst_today", "now")


def of_one_kind(entries: "pd.DataFrame", asked: str | None = None) -> "tuple[str, pd.DataFrame]":
    """Return one kind of number and its entries; the kind with most of them if none is named.

    Kinds are never mixed: the worst of a day and the pain of a moment are not the same thing.
    """
    if asked is None:
        counts = entries.asked.value_counts()
        asked = max(BEST_FIRST, key=lambda kind: int(counts.get(kind, 0)))
    if asked not in KINDS:
        raise ValueError(f"asked is {asked!r}; accepted: {', '.join(KINDS)}")
    return asked, entries[entries.asked == asked]


def of_the_course(entries: "pd.DataFrame") -> "pd.DataFrame":
    """Return the entries that a chart may draw as a course of pain in the neck and back.

    Pain at the front of the chest calls for help at once; as a dot among the others it would look
    like one more day.
    """
    return entries[entries.region != CHEST]


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
    kind, shown = of_one_kind(of_the_course(entries), asked)
    if shown.empty:
        return " ".join(filter(None, [f"No entries of {KINDS[kind]} yet.", _chest(entries)]))
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
    """Return the kinds of number that a chart of the log can show, with their plain words."""
    there = set(of_the_course(entries).asked)
    return {kind: words for kind, words in KINDS.items() if kind in there}


def left_out(entries: "pd.DataFrame", kind: str) -> str:
    """Return how many entries a chart of one kind leaves out, in words; "" if none."""
    others = [
        f"{count(int(number), 'entry', 'entries')} of {KINDS[str(other)]}"
        for other, number in of_the_course(entries).asked.value_counts().items()
        if other != kind
    ]
    words = f"Not in this chart: {' and '.join(others)}." if others else ""
    return " ".join(filter(None, [words, _chest(entries)]))


def _chest(entries: "pd.DataFrame") -> str:
    chest = int((entries.region == CHEST).sum())
    if not chest:
        return ""
    return f"Not drawn: {count(chest, 'entry', 'entries')} at the front of the chest."
