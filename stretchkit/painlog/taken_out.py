"""What called for help and is out of the log: who took it out may have chosen wrong."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stretchkit.painlog.advice import URGENCY, Advice, advice_for
from stretchkit.painlog.log import PainLog
from stretchkit.painlog.rows import row_entry

if TYPE_CHECKING:
    import pandas as pd

_URGENT = URGENCY[:2]
_KNOWN_FOR = timedelta(days=1)
_LOOKS_BACK = timedelta(days=15)  # further than the advice does

# Only an act that takes something out, or may: a change, a delete, an undo.
_ACTS = "SELECT event FROM events WHERE kind <> 'add' AND at >= ?"
_BEFORE = """
    WITH acts AS (SELECT * FROM events WHERE event < ?),
    stood AS (SELECT * FROM acts WHERE kind <> 'undo'
        AND act NOT IN (SELECT voids FROM acts WHERE kind = 'undo'))
    SELECT *, entry AS id FROM stood
    WHERE event IN (SELECT max(event) FROM stood GROUP BY entry) AND kind <> 'delete'
        AND felt_at >= ?
    ORDER BY felt_at, event
"""


def taken_out(log: PainLog, stands: list[Advice]) -> list[str]:
    """Return what the log called for before an act of the last day, and calls for no more.

    Read from the history alone, so an erase is the end of it, and an undo brings it to its end too.

    Parameters
    ----------
    stands
        What the log calls for now. What is as urgent, or less, than that is not named beside it.

    Returns
    -------
    list
        Of the levels "emergency" and "today" those that were taken out, the most urgent first.
    """
    now = log._clock()
    acts = log._store.read(_ACTS, (_stored(now - _KNOWN_FOR),))
    called = {one.level for act in acts for one in advice_for(_before(log, act["event"], now), now)}
    worst = min((URGENCY.index(one.level) for one in stands), default=len(URGENCY))
    return [level for level in URGENCY[:worst] if level in called and level in _URGENT]


def _before(log: PainLog, event: int, now: datetime) -> "pd.DataFrame":
    """Return the entries as they stood before an act."""
    from stretchkit.painlog.table import entries_table

    rows = log._store.read(_BEFORE, (event, _stored(now - _LOOKS_BACK)))
    return entries_table([row_entry(row, row["id"]) for row in rows])


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
