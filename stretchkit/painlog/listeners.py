"""Who is told that a log has changed: what shows it in this process, for as long as it lives."""

from contextlib import suppress
from pathlib import Path
from typing import Protocol
from weakref import WeakSet, WeakValueDictionary


class Listener(Protocol):
    """Something that shows a log."""

    def log_changed(self) -> None:
        """Look at the log again, or see to it that somebody does."""


_of_files: "WeakValueDictionary[Path, WeakSet[Listener]]" = WeakValueDictionary()


def listeners_of(path: Path | None) -> WeakSet[Listener]:
    """Return the listeners of a log; all logs of one file have the same ones."""
    own: WeakSet[Listener] = WeakSet()
    return own if path is None else _of_files.setdefault(path, own)


def tell(listeners: WeakSet[Listener]) -> None:
    """Tell each that the log has changed."""
    for listener in tuple(listeners):
        # What was stored is stored, also where somebody cannot hear of it.
        with suppress(Exception):
            listener.log_changed()
