"""The question of the next morning: after a stretch of yesterday, once, of the reader's own log."""

from datetime import datetime, timedelta
from typing import Any

from stretchkit.facts.library import stretches
from stretchkit.painlog.entry import Entry
from stretchkit.painlog.log import PainLog

_MORNING, _NOON = 4, 12
_left_alone: set[str] = set()  # sessions of which the reader does not want to be asked


def morning_question(log: PainLog, now: datetime | None = None) -> dict[str, Any] | None:
    """Return the question to ask of a session of the day before, or None if there is none.

    The pain rule looks at the next morning, so a day later it is too late to ask. A log that is
    not the reader's own, such as that of a class, is never asked about.

    Returns
    -------
    dict
        `session`; `asked`, the question in words; `before`, the score before the stretch, or None.
    """
    if not log.is_own:
        return None
    now = now or datetime.now().astimezone()
    entries = log._entries()
    scores = [entry for entry in entries if _is_of_yesterday(entry, now)]
    if not scores:
        return None
    last = scores[-1]
    session = [entry for entry in entries if entry.session == last.session]
    answered = any(entry.moment == "next_morning" for entry in session)
    if answered or last.session in _left_alone:
        return None
    before = [entry.score for entry in session if entry.moment == "before"]
    return {
        "session": last.session,
        "asked": _words(last, now),
        "before": before[0] if before else None,
    }


def answer_morning(log: PainLog, session: str, score: int, now: datetime | None = None) -> str:
    """Store the score of this morning with that session and return the id of the entry.

    Raises
    ------
    ValueError
        If this session is not asked about, or not any more; or if the score is not accepted.
    """
    now = now or datetime.now().astimezone()
    asked = morning_question(log, now)
    if asked is None or asked["session"] != session:
        raise ValueError("This morning's score is in your log already, or is not asked for now")
    last = next(entry for entry in reversed(log._entries()) if entry.session == session)
    return log.add(
        score,
        region=last.region,
        side=last.side,
        felt_at=now.astimezone(last.felt_at.tzinfo),
        moment="next_morning",
        session=session,
        stretch=last.stretch,
    )


def leave_morning(session: str) -> None:
    """Do not ask about this session again while Python runs."""
    _left_alone.add(session)


def _is_of_yesterday(entry: Entry, now: datetime) -> bool:
    here = now.astimezone(entry.felt_at.tzinfo)  # the writer's own clock
    yesterday = here.date() - timedelta(days=1)
    return (
        entry.session is not None
        and entry.moment in ("before", "after")
        and entry.felt_at.date() == yesterday
        and here.hour >= _MORNING
    )


def _words(last: Entry, now: datetime) -> str:
    stretch = stretches().get((last.stretch or "").partition(":")[0])
    name = stretch.name if stretch else "the stretch"
    moment = "After" if last.moment == "after" else "Before"
    here = now.astimezone(last.felt_at.tzinfo)
    day = f"{last.felt_at.day} {last.felt_at:%B}"
    today = "this morning" if here.hour < _NOON else "now"
    return f"{moment} {name} on {day} you wrote {last.score}. How is it {today}?"
