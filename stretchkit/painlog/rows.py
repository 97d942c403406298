"""An act as a row of the table of events, and a row as the entry it holds."""

import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from sqlite3 import Connection, Row
from typing import Any

from stretchkit.painlog.entry import FIELDS, LISTS, Entry

# The last act that still stands: the one that an undo would take back.
LAST_ACT = "SELECT act, kind FROM standing ORDER BY event DESC LIMIT 1"


def no_entry(id: str) -> KeyError:
    """Return the fault of asking for an entry that is not there."""
    return KeyError(f"no entry {id!r} in this log")


def present_entry(connection: Connection, id: str) -> Entry:
    """Return an entry as it stands now, or raise a KeyError."""
    row = connection.execute("SELECT * FROM entries WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise no_entry(id)
    return row_entry(row, id)


def row_entry(row: Row, id: str) -> Entry:
    """Return a stored row as an entry; what is stored was checked when it was written."""
    zone = timezone(timedelta(minutes=row["offset_min"]))
    return Entry.model_construct(
        **{
            **{name: row[name] for name in FIELDS},
            **{name: tuple(json.loads(row[name])) for name in LISTS},
            "id": id,
            "felt_at": datetime.fromisoformat(row["felt_at"]).astimezone(zone),
        }
    )


def record(
    connection: Connection,
    now: datetime,
    kind: str,
    id: str | None,
    entry: Entry | None = None,
    *,
    act: str | None = None,
    voids: str | None = None,
) -> None:
    """Append an act to the table of events."""
    values: dict[str, Any] = {
        "act": act or str(uuid.uuid4()),
        "at": now.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "entry": id,
        "voids": voids,
    }
    if entry is not None:
        offset = entry.felt_at.utcoffset() or timedelta(0)
        values |= entry.model_dump(include=set(FIELDS))
        values |= {name: json.dumps(values[name], ensure_ascii=False) for name in LISTS}
        values["felt_at"] = entry.felt_at.astimezone(UTC).isoformat(timespec="microseconds")
        values["offset_min"] = round(offset.total_seconds() / 60)
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO events ({names}) VALUES ({marks})", values)


def remove(connection: Connection, id: str | None) -> None:
    """Remove all acts on an entry, and every undo of one; all of the table if no id is given."""
    if id is None:
        connection.execute("DELETE FROM events")
        return
    if not connection.execute("DELETE FROM events WHERE entry = ?", (id,)).rowcount:
        raise no_entry(id)
    connection.execute(
        "DELETE FROM events WHERE kind = 'undo' "
        "AND voids NOT IN (SELECT act FROM events WHERE kind <> 'undo')"
    )
