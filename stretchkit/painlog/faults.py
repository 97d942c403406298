"""What can go wrong with a log, each as an error that says it in one plain sentence."""

import sqlite3


class PainLogError(Exception):
    """Something is wrong with the place of the log; what was stored before is still there."""


class NotAPainLogError(PainLogError):
    """The file is something else; it was not touched."""


class NewerLogError(PainLogError):
    """The file was written by a newer stretchkit; it was not touched."""


class DamagedLogError(PainLogError):
    """The file is a log that cannot be read any more."""


class ReadOnlyLogError(PainLogError):
    """The file or its folder may not be written."""


class FullDiskError(PainLogError):
    """There was no room; the act was not stored and everything before it is there."""


class BusyLogError(PainLogError):
    """Another program held the log for too long; the act was not stored."""


class CsvError(PainLogError, ValueError):
    """The CSV file as a whole cannot be imported; nothing of it was stored."""


# Messages name the file without its folder: an error shown in a notebook is saved with it.
_BY_CODE: dict[int, tuple[type[PainLogError], str]] = {
    sqlite3.SQLITE_NOTADB: (NotAPainLogError, "is not a pain log. It was not touched."),
    sqlite3.SQLITE_CORRUPT: (
        DamagedLogError,
        "is damaged. Make a copy of it before anything else, then put back your last export.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyLogError,
        "may only be read. Nothing was stored. Allow writing to the file, or name another one.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        ReadOnlyLogError,
        "cannot be opened or written in its folder. Nothing was stored.",
    ),
    sqlite3.SQLITE_FULL: (
        FullDiskError,
        "could not grow: the disk is full. This entry was not stored; all earlier ones are there.",
    ),
    sqlite3.SQLITE_IOERR: (
        FullDiskError,
        "could not be written by this disk. This entry was not stored; all earlier ones are there.",
    ),
    sqlite3.SQLITE_BUSY: (
        BusyLogError,
        "is in use by another program. Nothing was stored. Try again in a moment.",
    ),
}


def explain(error: sqlite3.Error, name: str) -> PainLogError:
    """Return a fault of SQLite as an error of the log; `name` is the file's name."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind, sentence = _BY_CODE.get(code, (PainLogError, f"could not be used: {error}."))
    return kind(f"The log {name} {sentence}")
