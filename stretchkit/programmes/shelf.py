"""Routines kept under a name, in a file of the reader: each act whole or not at all.

The file holds names and stretches, nothing about health; it is for its owner alone even so.
"""

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

from stretchkit.facts.routine import Routine, check_name, make_routine
from stretchkit.private_file import WORDS, Fault, Kind, PrivateFile

NAME = "routines.sqlite3"

# `key` is the name without its capitals: two names that differ in those alone are one.
_TABLES = """
CREATE TABLE routines (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, rest_s REAL NOT NULL, stretches TEXT NOT NULL
);
"""
_ROUTINES = Kind(b"ROUT", 1, _TABLES)


class ShelfError(Exception):
    """Something is wrong with the file of the routines; what was kept before is still there."""


class NameTakenError(ShelfError):
    """Another routine has that name; nothing was changed."""


_WORDS: dict[Fault, str] = {
    **WORDS,
    "not_sqlite": "is not a list of routines. It was not touched.",
    "not_ours": "is not a list of routines. It was not touched.",
    "damaged": "is damaged. Make a copy of it before anything else.",
    "read_only": "may only be read. Nothing was stored.",
    "full": (
        "could not grow: the disk is full. Nothing was stored, and all earlier routines are there."
    ),
    "disk": "could not be written by this disk. Nothing was stored.",
}


def _explain(fault: Fault, name: str, detail: str) -> ShelfError:
    return ShelfError(f"The file {name} {_WORDS[fault].format(detail=detail)}")


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
        self._file = PrivateFile(path, _ROUTINES, _explain)

    def all(self) -> list[Routine]:
        """Return every routine, by name; one that the stretches of today do not allow is left out.

        It stays in the file.
        """
        rows = self._file.read("SELECT name, rest_s, stretches FROM routines ORDER BY key")
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
        self._write(f"INSERT {how}INTO routines VALUES (?, ?, ?, ?)", row, routine.name)

    def rename(self, name: str, to: str) -> None:
        """Give a routine another name.

        Raises
        ------
        NameTakenError
            If another routine has that name.
        """
        to = check_name(to)
        sql = "UPDATE routines SET key = ?, name = ? WHERE key = ?"
        self._write(sql, (_key(to), to, _key(name)), name)

    def delete(self, name: str) -> None:
        """Remove a routine; to save what was removed brings it back."""
        self._write("DELETE FROM routines WHERE key = ?", (_key(name),), name)

    def _write(self, sql: str, values: tuple[str | float, ...], name: str) -> None:
        """Write, change or remove the one row of a name."""

        def act(connection: sqlite3.Connection) -> None:
            try:
                done = connection.execute(sql, values)
            except sqlite3.IntegrityError:
                raise NameTakenError("There is a routine of that name already.") from None
            if done.rowcount != 1:
                raise ShelfError(f"There is no routine called {name} any more.")

        self._file.write(act)


def _key(name: str) -> str:
    return name.casefold()


def _written(routine: Routine) -> str:
    return json.dumps([asdict(one) for one in routine.stretches])


def _read(name: str, rest_s: float, stretches: str) -> Routine | None:
    try:
        return make_routine(json.loads(stretches), name, rest_s)
    except (KeyError, ValueError, TypeError):
        return None
