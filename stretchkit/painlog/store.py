"""Where the rows of a log lie: an SQLite file, or memory; every act one commit, nothing half.

The table `events` only grows: an add, a change, a delete or an undo is one more row. The view
`entries` is the present state, and may be read with any SQLite tool.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import quote

from stretchkit.painlog.faults import (
    NewerLogError,
    NotAPainLogError,
    PainLogError,
    ReadOnlyLogError,
    explain,
)

T = TypeVar("T")

APPLICATION_ID = int.from_bytes(b"PAIN")
SCHEMA = 1
TIMEOUT_S = 10.0

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
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA};
"""


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


def _is_blank(connection: sqlite3.Connection, name: str) -> bool:
    """Say whether there is no log yet; raise if there is something that is not one of ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION_ID and version > SCHEMA:
        raise NewerLogError(
            f"The log {name} was written by a newer version of this course. "
            "It was not touched. Update the course to open it."
        )
    if application == APPLICATION_ID and version == SCHEMA:
        return False
    (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application or version or things:
        raise NotAPainLogError(f"The file {name} is not a pain log. It was not touched.")
    return True


def _transact(connection: sqlite3.Connection, name: str, act: Callable[..., T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_blank(connection, name):
            for statement in _TABLES.strip().split(";\n"):
                connection.execute(statement)
        result = act(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


class FileStore:
    """A log in a file of its own; a connection lives for one call, so any thread may call."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        try:
            return self.path.exists()
        except OSError as error:
            raise PainLogError(
                f"The log {self.path.name} cannot be reached: {error.strerror}."
            ) from None

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        if not self.exists():
            return []
        with self._open() as connection:
            # One transaction, so that the check and the rows are of the same moment.
            connection.execute("BEGIN")
            if _is_blank(connection, self.path.name):
                return []
            return connection.execute(sql, values).fetchall()

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        self._create()
        with self._open() as connection:
            return _transact(connection, self.path.name, act)

    def shred(self) -> None:
        with self._open() as connection:
            connection.execute("VACUUM")

    def _create(self) -> None:
        """Make the file and its folder for the user alone, if they are not there."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise ReadOnlyLogError(
                f"The log {self.path.name} cannot be made in its folder: {error.strerror}. "
                "Nothing was stored."
            ) from None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self.path.as_posix()
        # Never creating, so that the file is only ever made with its own permissions.
        uri = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path), '/:')}"
        try:
            with closing(
                sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=TIMEOUT_S, isolation_level=None)
            ) as connection:
                connection.row_factory = sqlite3.Row
                # The journal mode stays SQLite's own, DELETE: right on network homes too, where
                # WAL is not. To set it here would rewrite a file before it is known to be ours.
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
        except sqlite3.Error as error:
            raise explain(error, self.path.name) from error


class MemoryStore:
    """A log in memory only; it ends with the process."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row

    def exists(self) -> bool:
        return True

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        with self._lock:
            if _is_blank(self._connection, "in memory"):
                return []
            return self._connection.execute(sql, values).fetchall()

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            return _transact(self._connection, "in memory", act)

    def shred(self) -> None:
        with self._lock:
            self._connection.execute("VACUUM")
