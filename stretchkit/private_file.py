"""A file of the reader, for its owner alone; every act on it is stored whole or not at all.

It is an SQLite file with a mark that says what it holds, so that no other file is ever written to.
Who keeps things in one (the pain log, the routines) adds its own words and errors.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import quote

T = TypeVar("T")

TIMEOUT_S = 10.0

Fault = Literal[
    "not_sqlite", "not_ours", "newer", "damaged", "unreachable", "not_made", "not_opened",
    "read_only", "full", "disk", "busy", "other",
]  # fmt: skip
_BY_CODE: dict[int, Fault] = {
    sqlite3.SQLITE_NOTADB: "not_sqlite",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_CANTOPEN: "not_opened",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_BUSY: "busy",
}
# What is said alike of every such file; `{detail}` is the reason that the computer gives.
WORDS: dict[Fault, str] = {
    "newer": (
        "was written by a newer version of this course. It was not touched. "
        "Update the course to open it."
    ),
    "unreachable": "cannot be reached: {detail}.",
    "not_made": "cannot be made in its folder: {detail}. Nothing was stored.",
    "not_opened": "cannot be opened or written in its folder. Nothing was stored.",
    "busy": "is in use by another program. Nothing was stored. Try again in a moment.",
    "other": "could not be used: {detail}.",
}


# Makes the error of a fault from the fault, the name of the file and the detail. The name is
# without its folder: an error shown in a notebook is saved with it.
Explain = Callable[[Fault, str, str], Exception]


class Kind(NamedTuple):
    """What a file holds: the four letters of its mark, its version, the SQL of its tables."""

    mark: bytes
    version: int
    tables: str

    @property
    def application_id(self) -> int:
        """The mark, as SQLite keeps it."""
        return int.from_bytes(self.mark)

    def lay_out(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty file, inside the transaction that there is."""
        for statement in self.tables.strip().split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {self.application_id}")
        connection.execute(f"PRAGMA user_version = {self.version}")


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is inside in one transaction; if it breaks off, nothing of it is stored."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


class PrivateFile:
    """Tables in a file of their own; a connection lives for one call, so any thread may call.

    Nothing is written, not even an empty file, before the first act.

    Parameters
    ----------
    path
        The file.
    kind
        What it holds.
    explain
        Makes the error of a fault.
    """

    def __init__(self, path: Path, kind: Kind, explain: Explain) -> None:
        self._path = path
        self._kind = kind
        self._explain = explain

    def exists(self) -> bool:
        """Say whether anything was ever kept here."""
        try:
            return self._path.exists()
        except OSError as error:
            raise self._error("unreachable", error.strerror) from None

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query; none where nothing was ever kept."""
        if not self.exists():
            return []
        with self._open() as connection:
            # One transaction, so that the check and the rows are of the same moment.
            connection.execute("BEGIN")
            return [] if self._is_blank(connection) else connection.execute(sql, values).fetchall()

    def write(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Do an act in one transaction and return what it returns."""
        self._create()
        with self._open() as connection, whole(connection):
            if self._is_blank(connection):
                self._kind.lay_out(connection)
            return act(connection)

    def shred(self) -> None:
        """Write the file anew, so that nothing erased is left in it."""
        with self._open() as connection:
            connection.execute("VACUUM")

    def _create(self) -> None:
        """Make the file and its folder for the user alone, if they are not there."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise self._error("not_made", error.strerror) from None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self._path.as_posix()
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
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            raise self._error(_BY_CODE.get(code, "other"), str(error)) from error

    def _is_blank(self, connection: sqlite3.Connection) -> bool:
        """Say whether nothing was ever kept; raise if there is something that is not ours."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application == self._kind.application_id and version > self._kind.version:
            raise self._error("newer")
        if application == self._kind.application_id and version == self._kind.version:
            return False
        (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or version or things:
            raise self._error("not_ours")
        return True

    def _error(self, fault: Fault, detail: str | None = "") -> Exception:
        return self._explain(fault, self._path.name, str(detail))
