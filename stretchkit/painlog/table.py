"""The entries of a log as a table that works like any other and is never saved by being shown."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from stretchkit.painlog.entry import FIELDS, LISTS, Entry

PLACEHOLDER = (
    "Entries of a pain log: they show here when the notebook runs, and are not saved in it."
)


class Unsaved:
    """What a notebook shows is saved with it, so a log's rows are shown by other means.

    `live` makes the view that brings the rows to the page; a room above sets it.
    """

    live: Callable[[pd.DataFrame], Any] | None = None

    def __repr__(self) -> str:
        return PLACEHOLDER

    def __str__(self) -> str:
        return PLACEHOLDER

    def _repr_html_(self) -> str:
        return f"<p>{PLACEHOLDER}</p>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if Unsaved.live is None:
            return {"text/plain": PLACEHOLDER, "text/html": self._repr_html_()}
        rows: Any = self
        return Unsaved.live(pd.DataFrame(rows))._repr_mimebundle_(**kwargs)


class Entries(Unsaved, pd.DataFrame):
    """The entries, or rows, columns and sums of them."""

    @property
    def _constructor(self) -> type["Entries"]:
        return Entries

    @property
    def _constructor_sliced(self) -> type["EntryColumn"]:
        return EntryColumn


class EntryColumn(Unsaved, pd.Series):
    """A column of the entries, or what is counted from one."""

    @property
    def _constructor(self) -> type["EntryColumn"]:
        return EntryColumn

    @property
    def _constructor_expanddim(self) -> type[Entries]:
        return Entries


def entries_table(entries: Iterable[Entry]) -> Entries:
    """Return entries as a table: one row an entry, indexed by `id`."""
    found = [entry.model_dump() for entry in entries]
    table = pd.DataFrame({name: [row[name] for row in found] for name in FIELDS}, dtype=object)
    table.index = pd.Index([row["id"] for row in found], dtype="str", name="id")
    words = [n for n in FIELDS if n not in (*LISTS, "score", "felt_at")]
    return Entries(table.astype({"score": "int64", **dict.fromkeys(words, "str")}))
