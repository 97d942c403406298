"""Where the rows of a log lie: an SQLite file, or memory; every act one commit, nothing half.

The table `events` only grows: an add, a change, a delete or an undo is one more row. The view
`entries` is the present state, and may be read with any SQLite tool.
"""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from stretchkit.painlog.faults import explain
from stretchkit.private_file import Kind, PrivateFile, whole

T = TypeVar("T")

_COLUMNS = (
    "score, region, side, felt_at, offset_min, asked, moment, session, stretch, "
    "qualities, triggers, tags, note"
)
# felt_at is UTC; offset_min is how many minutes the writer's clock was ahead of it.
# An add or a change holds the whole entry as it then was. The rows of one import share one act.
_TABLES = f"""
CREATE TABLE events (
    event INTEGER PRIMARY KEY,
    act TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('add', 'change', 'delete', 'undo')),
    entry TEXT CHECK ((entry IS NULL) = (kind = 'undo')),
    voids TEXT CHECK ((voids IS NULL) = (kind <> 'undo')),
    score INTEGER CHECK (typeof(score) IN ('integer', 'null') AND score BETWEEN 0 AND 10),
    region TEXT, side TEXT, felt_at TEXT, offset_min INTEGER, asked TEXT, moment TEXT,
    session TEXT, stretch TEXT, qualities TEXT, triggers TEXT, tags TEXT, note TEXT,
    CHECK ((score IS NULL) = (kind IN ('delete', 'undo')))
);
CREATE INDEX events_of_entry ON events (entry);
CREATE VIEW standing AS
    SELECT * FROM events
    WHERE kind <> 'undo' AND act NOT IN (SELECT voids FROM events WHERE kind = 'undo');
CREATE VIEW entries AS
    SELECT entry AS id, {_COLUMNS} FROM standing
    WHERE event IN (SELECT max(event) FROM standing GROUP BY entry) AND kind <> 'delete'
    ORDER BY felt_at, event;
"""
LOG = Kind(b"PAIN", 1, _TABLES)


class Store(Protocol):
    """A place for the rows of a log."""

    def exists(self) -> bool:
        """Say whether anything was ever kept here."""

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query; none where there is no log yet."""

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Do an act in one transaction and return what it returns."""

    def shred(self) -> None:
        """Write the store anew, so that nothing erased is left in it."""


def file_store(path: Path) -> PrivateFile:
    """Return a log in a file of its own."""
    return PrivateFile(path, LOG, explain)


class MemoryStore:
    """A log in memory only; it ends with the process."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        LOG.lay_out(self._connection)

    def exists(self) -> bool:
        return True

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock, whole(self._connection):
            return act(self._connection)

    def shred(self) -> None:
        with self._lock:
            self._connection.execute("VACUUM")
