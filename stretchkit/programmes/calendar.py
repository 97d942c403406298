"""A plan as a calendar file; whoever sees the calendar learns only that there are exercises."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from stretchkit import facts

if TYPE_CHECKING:
    from stretchkit.programmes.plan import Plan


def ics(plan: Plan, at: str | None, made: datetime) -> bytes:
    """Return the plan in the iCalendar format (RFC 5545), made at a moment in UTC.

    The same input gives the same bytes. Times are those of wherever the calendar is read. A day
    keeps its event's name from plan to plan, so that a newer plan takes the place of an older one
    in calendars that merge.
    """
    from icalendar import Calendar, Event

    if not plan.items:
        raise ValueError("there is nothing to write: " + plan.words())
    if plan.start is None:
        raise ValueError(
            "a calendar needs a first day: make the plan with start, such as start='2027-01-04'"
        )
    clock = _time(at)
    found = Calendar()
    found.add("prodid", "-//stretchkit//exercises//EN")
    found.add("version", "2.0")
    for week, day in plan.sessions():
        on = date_of(plan.start, week, day)
        minutes = math.ceil(plan.minutes_on(week, day))
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"stretchkit:exercises:{on}")))
        event.add("dtstamp", made)
        begin: date = on if clock is None else datetime.combine(on, clock)
        event.add("dtstart", begin)
        event.add("dtend", begin + (timedelta(days=1) if clock is None else _minutes(minutes)))
        event.add("summary", f"Exercises, {minutes} minutes")
        event.add("description", _heed(plan))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())


def date_of(start: date, week: int, day: int) -> date:
    """Return the date of a day of a plan: weeks count from 1, days from 0."""
    return start + timedelta(weeks=week - 1, days=day)


def _heed(plan: Plan) -> str:
    """Return what holds for every day of every plan, so that it tells nothing of whose it is."""
    texts = facts.safety_texts()
    signs = [sign.text for sign in facts.red_flags().values() if sign.box == "C"]
    stop = " ".join([texts["box_c_title"].text, *signs, texts["box_c_after"].text])
    check = facts.plan_texts()["check_first"].text
    return "\n".join([check, stop, plan.step_back, texts["not_better"].text])


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _time(at: str | None) -> time | None:
    if at is None:
        return None
    try:
        return datetime.strptime(at, "%H:%M").time()
    except (TypeError, ValueError):
        raise ValueError(f"at is {at!r}; give a time such as '18:30'") from None
