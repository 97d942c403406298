"""The calendar of a plan: other programs read it, and nobody reads in it why."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from stretchkit import facts
from stretchkit.programmes import programme
from stretchkit.programmes.calendar import ics

OBSERVATIONS = list(facts.observations())
MADE = datetime(2026, 11, 26, 14, 30, 5, tzinfo=UTC)
CLOCK = st.one_of(st.none(), st.times().map(lambda one: f"{one:%H:%M}"))

RULE = facts.pain_rule()
# The same for each plan of each reader: it tells nothing of whose it is.
HEED = "\n".join(
    [
        facts.plan_texts()["check_first"].text,
        " ".join(
            [
                facts.safety_texts()["box_c_title"].text,
                *(sign.text for sign in facts.red_flags().values() if sign.box == "C"),
                facts.safety_texts()["box_c_after"].text,
            ]
        ),
        " ".join([RULE.during, RULE.after, RULE.over_once, RULE.over_twice]),
        facts.safety_texts()["not_better"].text,
    ]
)


@given(
    st.lists(st.sampled_from(OBSERVATIONS), unique=True),
    st.integers(6, 12),
    st.integers(3, 5),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    CLOCK,
)
def test_the_calendar_validates_and_says_only_that_there_are_exercises(
    marked: list[str], weeks: int, days: int, start: date, at: str | None
) -> None:
    plan = programme(marked, weeks, days, start=start)
    text = ics(plan, at, MADE)
    found = Calendar.from_ical(text)
    assert found["version"] == "2.0" and found["prodid"]
    assert found.errors == [] and found.to_ical() == text
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert {part.name for part in found.walk()} == {"VCALENDAR", "VEVENT"}
    events = found.walk("VEVENT")
    assert len(events) == weeks * days == len({event["uid"] for event in events})
    for event, (week, day) in zip(events, plan.sessions(), strict=True):
        assert event.errors == [] and event.decoded("dtstamp") == MADE
        minutes = -(-plan.minutes_on(week, day) // 1)
        assert event["summary"] == f"Exercises, {minutes:g} minutes"
        assert event["description"] == HEED
        begin, end = event.decoded("dtstart"), event.decoded("dtend")
        on = start + timedelta(weeks=week - 1, days=day)
        if at is None:
            assert (begin, end) == (on, on + timedelta(days=1))
        else:
            # No zone: the time is that of wherever the calendar is read.
            assert begin == datetime.combine(on, datetime.strptime(at, "%H:%M").time())
            assert begin.tzinfo is None and end - begin == timedelta(minutes=minutes)
    assert {str(name) for event in events for name in event} == {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP")
    }


def test_a_file_is_written_and_says_when_it_was_made(tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    plan = programme(["neck_turn"], start="2027-01-04")
    text = plan.to_ics(tmp_path / "exercises.ics", at="18:30").read_bytes()
    assert b"DTSTART:20270104T183000\r\n" in text
    (made,) = {event.decoded("dtstamp") for event in Calendar.from_ical(text).walk("VEVENT")}
    assert before <= made <= datetime.now(UTC)
    again = plan.to_ics(str(tmp_path / "again.ics"), at="18:30").read_bytes()
    assert re.sub(b"DTSTAMP:.*", b"", again) == re.sub(b"DTSTAMP:.*", b"", text)


def test_the_same_plan_made_at_the_same_moment_is_the_same_file() -> None:
    one, other = (ics(programme(["neck_turn"], start="2027-01-04"), "18:30", MADE) for _ in "12")
    assert one == other
    assert b"DTSTAMP:20261126T143005Z\r\n" in one


def test_another_plan_for_the_same_days_takes_their_place() -> None:
    def names(marked: list[str]) -> list[str]:
        found = Calendar.from_ical(ics(programme(marked, start="2027-01-04"), None, MADE))
        return [str(event["uid"]) for event in found.walk("VEVENT")]

    assert names(["neck_turn"]) == names(["blade_hold"])


@pytest.mark.parametrize("at", ["6.30 pm", "25:00", "", 18, "18:30:15"])
def test_a_time_that_cannot_be_read_is_told_how_to_write_it(at: object) -> None:
    with pytest.raises(ValueError, match="give a time such as '18:30'"):
        ics(programme(start="2027-01-04"), at, MADE)  # type: ignore[arg-type]


def test_without_a_first_day_there_is_no_calendar(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="start='2027-01-04'"):
        programme().to_ics(tmp_path / "none.ics")
    assert not (tmp_path / "none.ics").exists()


def test_without_a_plan_the_advice_is_the_answer(tmp_path: Path) -> None:
    plan = programme(not_for=["chest_or_breath"], start="2027-01-04")
    with pytest.raises(ValueError, match="Call your emergency number now"):
        plan.to_ics(tmp_path / "none.ics")
