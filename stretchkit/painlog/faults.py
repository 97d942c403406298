"""What can go wrong with a log, each as an error that says it in one plain sentence."""

from stretchkit.private_file import WORDS, Fault


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


_KINDS: dict[Fault, type[PainLogError]] = {
    "not_sqlite": NotAPainLogError,
    "not_ours": NotAPainLogError,
    "newer": NewerLogError,
    "damaged": DamagedLogError,
    "read_only": ReadOnlyLogError,
    "not_made": ReadOnlyLogError,
    "not_opened": ReadOnlyLogError,
    "full": FullDiskError,
    "disk": FullDiskError,
    "busy": BusyLogError,
}
_NOT_STORED = "This entry was not stored; all earlier ones are there."
_WORDS: dict[Fault, str] = {
    **WORDS,
    "not_sqlite": "is not a pain log. It was not touched.",
    "not_ours": "is not a pain log. It was not touched.",
    "damaged": (
        "is damaged. Make a copy of it before anything else, then put back your last export."
    ),
    "read_only": (
        "may only be read. Nothing was stored. Allow writing to the file, or name another one."
    ),
    "full": f"could not grow: the disk is full. {_NOT_STORED}",
    "disk": f"could not be written by this disk. {_NOT_STORED}",
}


def explain(fault: Fault, name: str, detail: str) -> PainLogError:
    """Return a fault of the file of that name as an error of the log."""
    what = "file" if fault == "not_ours" else "log"
    words = _WORDS[fault].format(detail=detail)
    return _KINDS.get(fault, PainLogError)(f"The {what} {name} {words}")
