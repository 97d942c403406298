"""Routines kept under a name, in a file of the reader: each act whole or not at all.

The file holds names and stretches, nothing about health; it is for its owner alone even so.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

from stretchkit.facts.routine import Routine, check_name, make_routine

NAME = "routines.sqlite3"
APPLICATION_ID = int.from_bytes(b"ROUT")
SCHEMA = 1
TIMEOUT_S = 10.0

# `key` is the name without its capitals: two names that differ in those alone are one.
_TABLES = f"""
CREATE TABLE routines (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, rest_s REAL NOT NULL, stretches TEXT NOT NULL
);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA};
"""


class ShelfError(Exception):
    """Something is wrong with the file of the routines; what was kept before is still there."""


class NameTakenError(ShelfError):
    """Another routine has that name; nothing was changed."""


_NOT_OURS = "is not a list of routines. It was not touched."
_READ_ONLY = "may only be read. Nothing was stored."
_FULL = "could not grow: the disk is full. Nothing was stored, and all earlier routines are there."
_FAULTS = {
    sqlite3.SQLITE_NOTADB: _NOT_OURS,
    sqlite3.SQLITE_CORRUPT: "is damaged. Make a copy of it before anything else.",
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened or written in its folder. Nothing was stored.",
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "could not be written by this disk. Nothing was stored.",
    sqlite3.SQLITE_BUSY: "is in use by another program. Nothing was stored. Try again in a moment.",
}


class RoutineShelf:
    """The routines in one file; nothing is written, not even an empty file, before the first save.

    Parameters
    ----------
    path
        The file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     shelf = RoutineShelf(Path(folder) / NAME)
    ...     shelf.save(make_routine(["neck_tilt"], "Evening"))
    ...     [routine.name for routine in shelf.all()]
    ['Evening']
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Routine]:
        """Return every routine, by name; one that the stretches of today do not allow is left out.

        It stays in the file.
        """
        if not self._exists():
            return []
        with self._open() as connection:
            if self._is_blank(connection):
                return []
            rows = connection.execute(
                "SELECT name, rest_s, stretches FROM routines ORDER BY key"
            ).fetchall()
        return [found for row in rows if (found := _read(*row))]

    def save(self, routine: Routine, replace: bool = False) -> None:
        """Keep a routine under its name.

        Raises
        ------
        NameTakenError
            If there is one of that name and it is not to be replaced.
        """
        row = (_key(routine.name), routine.name, routine.rest_s, _written(routine))
        how = "OR REPLACE " if replace else ""
        with self._change() as connection:
            connection.execute(f"INSERT {how}INTO routines VALUES (?, ?, ?, ?)", row)

    def rename(self, name: str, to: str) -> None:
        """Give a routine another name.

        Raises
        ------
        NameTakenError
            If another routine has that name.
        """
        to = check_name(to)
        with self._change() as connection:
            sql = "UPDATE routines SET key = ?, name = ? WHERE key = ?"
            self._one(connection.execute(sql, (_key(to), to, _key(name))), name)

    def delete(self, name: str) -> None:
        """Remove a routine; to save what was removed brings it back."""
        with self._change() as connection:
            sql = "DELETE FROM routines WHERE key = ?"
            self._one(connection.execute(sql, (_key(name),)), name)

    def _one(self, done: sqlite3.Cursor, name: str) -> None:
        if done.rowcount != 1:
            raise ShelfError(f"There is no routine called {name} any more.")

    def _exists(self) -> bool:
        try:
            return self._path.exists()
        except OSError as error:
            raise self._fault(f"cannot be reached: {error.strerror}.") from None

    def _create(self) -> None:
        """Make the file and its folder for the user alone, if they are not there."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise self._fault(
                f"cannot be made in its folder: {error.strerror}. Nothing was stored."
            ) from None

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one act, which is stored whole at the end."""
        self._create()
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self._is_blank(connection):
                    for statement in _TABLES.strip().split(";\n"):
                        connection.execute(statement)
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _is_blank(self, connection: sqlite3.Connection) -> bool:
        """Say whether nothing was ever kept; raise if the file is not one of ours."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application == APPLICATION_ID and version > SCHEMA:
            raise self._fault(
                "was written by a newer version of this course. It was not touched. "
                "Update the course to open it."
            )
        if application == APPLICATION_ID and version == SCHEMA:
            return False
        (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or version or things:
            raise self._fault(_NOT_OURS)
        return True

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self._path.as_posix()
        # Never creating, so that the file is only ever made with its own permissions.
        uri = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path), '/:')}"
        try:
            with closing(
                sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=TIMEOUT_S, isolation_level=None)
            ) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
        except sqlite3.IntegrityError:
            raise NameTakenError("There is a routine of that name already.") from None
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            raise self._fault(_FAULTS.get(code, f"could not be used: {error}.")) from error

    def _fault(self, words: str) -> ShelfError:
        # Without its folder: an error shown in a notebook is saved with it.
        return ShelfError(f"The file {self._path.name} {words}")


def _key(name: str) -> str:
    return name.casefold()


def _written(routine: Routine) -> str:
    return json.dumps([asdict(one) for one in routine.stretches])


def _read(name: str, rest_s: float, stretches: str) -> Routine | None:
    try:
        return make_routine(json.loads(stretches), name, rest_s)
    except (KeyError, ValueError, TypeError):
        return None
