"""What an entry accepts, and what it says when it does not."""

import os
import re
import time
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.painlog.entry import Entry, EntryError, clean_text, make_entry, read_time
from tests.painlog.helpers import FULL, NOW, any_entry, memory_log

ID = "7f0c9a52-3b7e-4a53-9a8e-0d1f2c3b4a5e"


def entry(**changed: object) -> Entry:
    return make_entry({**FULL, "id": ID, **changed}, NOW)


@pytest.mark.parametrize("score", [0, 10, np.int64(7), np.uint8(3), 4.0, np.float64(5)])
def test_a_whole_score_is_taken(score: object) -> None:
    assert entry(score=score).score == score
    assert type(entry(score=score).score) is int


@pytest.mark.parametrize(
    "score", [True, False, np.True_, 3.5, 11, -1, "four", "4", None, float("nan"), [4], 10**30]
)
def test_any_other_score_is_refused_with_the_scale(score: object) -> None:
    with pytest.raises(ValueError, match=r"from 0 \(no pain\) to 10 \(worst pain you can imagine"):
        entry(score=score)


@pytest.mark.parametrize(
    ("field", "called", "given", "closest"),
    [
        ("region", "region", "neck_bak", "'neck_back'"),
        ("side", "side", "lef", "'left'"),
        ("asked", "kind of pain", "average", "'average_today'"),
        ("moment", "moment", "befor", "'before'"),
    ],
)
def test_an_unknown_word_names_the_closest_and_all(
    field: str, called: str, given: str, closest: str
) -> None:
    said = f"^The {called} '{given}' is not known; the closest is {closest}; accepted: "
    with pytest.raises(ValueError, match=rf"{said}.* \({field}\)\.$"):
        entry(**{field: given})


@pytest.mark.parametrize("field", ["region", "side", "asked"])
@pytest.mark.parametrize("value", [None, "", 3, ["left"]])
def test_a_needed_word_cannot_be_left_out(field: str, value: object) -> None:
    said = rf"is (missing|not known); .*accepted: .* \({field}\)\.$"
    with pytest.raises(ValueError, match=said):
        entry(**{field: value})


@pytest.mark.parametrize("field", ["moment", "session", "stretch"])
def test_the_empty_text_of_a_form_is_nothing(field: str) -> None:
    assert getattr(entry(**{field: ""}), field) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tags", "numbness"),
        ("tags", 3),
        ("tags", ["a;b"]),
        ("tags", ["two\nlines"]),
        ("tags", [""]),
        ("tags", ["x" * 41]),
        ("tags", [f"word {n}" for n in range(21)]),
        ("qualities", [None]),
        ("session", "x" * 41),
        ("stretch", "Neck tilt"),
        ("stretch", 5),
        ("note", None),
        ("note", "x" * 2001),
        ("id", "row 1"),
    ],
)
def test_what_is_too_long_or_of_the_wrong_kind_is_refused_by_name(
    field: str, value: object
) -> None:
    with pytest.raises(ValueError, match=rf"^The .* accepted.* \({field}\)\.$"):
        entry(**{field: value})


def test_all_faults_are_told_at_once_and_nothing_else_of_the_entry() -> None:
    with pytest.raises(ValueError) as fault:
        entry(score=11, side="up", note="my secret")
    assert "The score 11 is not on the scale" in str(fault.value)
    assert "The side 'up' is not known" in str(fault.value)
    assert "secret" not in str(fault.value)
    assert fault.value.__context__ is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (
            "felt_at",
            "2027-11-22T20:00+00:00",
            "The time 22 Nov 2027, 20:00 is still to come; give a time that is past.",
        ),
        (
            "felt_at",
            "1899-12-31T00:00+00:00",
            "The time 31 Dec 1899 is too long ago; times before 1900 are not accepted.",
        ),
        ("note", "x" * 2001, "The note has 2001 characters; up to 2000 are accepted."),
    ],
)
def test_a_fault_names_its_field_to_python_and_not_to_a_person(
    field: str, value: object, words: str
) -> None:
    with pytest.raises(EntryError) as fault:
        entry(**{field: value})
    assert fault.value.words == words
    assert str(fault.value) == f"{words[:-1]} ({field})."


@pytest.mark.parametrize("field", [*FULL, "id", "weather"])
def test_no_fault_of_a_field_tells_a_person_its_raw_name(field: str) -> None:
    with pytest.raises(EntryError) as fault:
        entry(**{field: object()})
    assert f"({field})" in str(fault.value)
    assert f"({field})" not in fault.value.words
    assert not re.search(r"\b(felt_at|asked)\b|\w+ (is|has) <", fault.value.words)


@given(st.text())
def test_a_note_keeps_its_words_and_loses_control_characters(text: str) -> None:
    kept = clean_text(text)
    assert clean_text(kept) == kept
    assert "\x00" not in kept
    assert "\r" not in kept
    kept.encode("utf-8")
    if text.isprintable():
        assert kept == text


@given(any_entry)
def test_any_valid_entry_comes_back_as_given(fields: dict[str, object]) -> None:
    made = entry(**fields)
    assert {name: getattr(made, name) for name in fields} == fields


@given(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(), st.binary(), st.lists(st.text()))
)
def test_nonsense_raises_value_errors_only(value: object) -> None:
    for field in FULL:
        try:
            entry(**{field: value})
        except ValueError as fault:
            assert len(str(fault)) < 400


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> object:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot set its time zone for one process")
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_a_naive_time_is_local_and_an_hour_that_comes_twice_is_the_first() -> None:
    assert read_time("2026-01-10 07:30").isoformat() == "2026-01-10T07:30:00+01:00"
    assert read_time("2026-07-10 07:30").isoformat() == "2026-07-10T07:30:00+02:00"
    assert read_time(datetime(2025, 10, 26, 2, 30)).isoformat() == "2025-10-26T02:30:00+02:00"
    assert read_time(pd.Timestamp("2025-10-26 02:30")).utcoffset() == timedelta(hours=2)


@pytest.mark.usefixtures("berlin")
def test_an_entry_without_a_time_is_felt_now_on_the_local_clock() -> None:
    log = memory_log()
    id = log.add(4, region="arm", side="right")
    assert log.entries().felt_at[id].isoformat() == "2026-03-31T14:00:00+02:00"


@pytest.mark.parametrize(
    "value",
    [datetime.max, datetime.max.replace(tzinfo=UTC), "2026-03-31T12:01:01+00:00"],
)
def test_a_time_to_come_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"still to come|cannot place"):
        entry(felt_at=value)


def test_a_clock_one_minute_off_is_forgiven() -> None:
    assert entry(felt_at=NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    "value",
    [datetime.min, datetime.min.replace(tzinfo=UTC), "1899-12-31T00:00+00:00"],
)
def test_a_time_before_1900_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"before 1900|cannot place"):
        entry(felt_at=value)


@pytest.mark.parametrize(
    "value", [pd.NaT, date(2026, 3, 1), "yesterday", "", 5, np.datetime64("2026-03-01"), "24:00"]
)
def test_what_is_no_time_is_refused_with_an_example(value: object) -> None:
    with pytest.raises(ValueError, match="a time such as 2026-03-01 07:30 is accepted"):
        entry(felt_at=value)


def test_an_impossible_offset_is_refused() -> None:
    far = timezone(timedelta(hours=15))
    with pytest.raises(ValueError, match="more than 14 hours"):
        entry(felt_at=datetime(2026, 3, 1, tzinfo=far))


def test_odd_seconds_of_an_offset_are_rounded_and_the_moment_kept() -> None:
    local_mean_time = timezone(timedelta(minutes=53, seconds=28))
    felt = datetime(1901, 5, 1, 8, 0, tzinfo=local_mean_time)
    kept = entry(felt_at=felt).felt_at
    assert kept == felt
    assert kept.utcoffset() == timedelta(minutes=53)
