"""What the tests of the log share: a fixed moment, a full entry, any entry at all."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from stretchkit.painlog import ASKED, MOMENTS, REGIONS, SIDES, PainLog
from stretchkit.painlog.entry import NOTE_LENGTH, WORD_LENGTH, clean_text

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))
FULL: dict[str, Any] = {
    "score": 4,
    "region": "neck_back",
    "side": "left",
    "felt_at": datetime(2026, 3, 1, 7, 30, tzinfo=BERLIN),
    "asked": "average_today",
    "moment": "before",
    "session": "s-12",
    "stretch": "neck_tilt:basic",
    "qualities": ("aching", "burning"),
    "triggers": ("desk work",),
    "tags": ("week 1",),
    "note": "Slept badly.\n=1+1 ünïcode 痛",
}


def memory_log() -> PainLog:
    """Return an empty log in memory whose clock stands at NOW."""
    return PainLog(":memory:", clock=lambda: NOW)


def add(log: PainLog, **changed: Any) -> str:
    """Add the full entry with some fields changed."""
    fields = {**FULL, **changed}
    return log.add(fields.pop("score"), **fields)


# Words and notes that a spreadsheet, a separator or an apostrophe could spoil.
_awkward = st.sampled_from(["=1+1", "'=1", "''-2", "@a", "+", "'", "\t=", "\n", ",", '"', "#", "x"])
_char = st.characters(exclude_categories=["Cs", "Cc"])
notes = (
    st.lists(_awkward | st.text(_char, max_size=30), max_size=6)
    .map("".join)
    .filter(lambda text: len(text) <= NOTE_LENGTH)
)
words = (
    st.one_of(_awkward, st.text(_char, min_size=1, max_size=WORD_LENGTH))
    .map(str.strip)
    .filter(lambda text: text and text == clean_text(text) and not set(text) & set(";\n\t"))
)
times = st.datetimes(
    min_value=datetime(1900, 1, 3),
    max_value=datetime(2026, 3, 30),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
any_entry = st.fixed_dictionaries(
    {
        "score": st.integers(0, 10),
        "region": st.sampled_from(sorted(REGIONS)),
        "side": st.sampled_from(sorted(SIDES)),
        "felt_at": times,
        "asked": st.sampled_from(sorted(ASKED)),
        "moment": st.none() | st.sampled_from(sorted(MOMENTS)),
        "session": st.none() | words,
        "stretch": st.none() | st.sampled_from(["neck_tilt", "clasp_and_reach:hug"]),
        "qualities": st.lists(words, max_size=3, unique=True).map(tuple),
        "triggers": st.lists(words, max_size=3, unique=True).map(tuple),
        "tags": st.lists(words, max_size=3, unique=True).map(tuple),
        "note": notes,
    }
)
