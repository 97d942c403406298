"""The pain log: what a person writes, changes, takes back, and owns."""

import os
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, TypeVar

from stretchkit.painlog import place
from stretchkit.painlog.csv_exchange import (
    ExportReport,
    ImportReport,
    csv_text,
    read_csv,
    save_text,
    sort_rows,
)
from stretchkit.painlog.entry import FIELDS, Entry, make_entry
from stretchkit.painlog.fhir import bundle
from stretchkit.painlog.listeners import Listener, listeners_of, tell
from stretchkit.painlog.rows import LAST_ACT, no_entry, present_entry, record, remove, row_entry
from stretchkit.painlog.store import MemoryStore, Store, file_store

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")

# Logs told to stay in memory, by the file they would otherwise have. One process shares them.
_kept_in_memory: dict[Path, MemoryStore] = {}


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class PainLog:
    """A log of pain scores in one file that is yours.

    Every act is stored at once and whole; none is ever overwritten, so each can be undone.
    Nothing is written, not even an empty file, before the first act.

    Parameters
    ----------
    path
        The file; `":memory:"` for a log that ends with the process. If not given, the file
        `pain_log.sqlite3` in your user data folder, or in the folder that the environment
        variable `STRETCHKIT_DATA` names.
    clock
        Gives the present moment.

    Examples
    --------
    >>> log = PainLog(":memory:")
    >>> entry = log.add(4, region="neck_back", side="left", moment="before")
    >>> log.change(entry, score=3)
    >>> log.undo()
    'change'
    >>> int(log.entries().score[entry])
    4
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._named = path is not None
        self._clock = clock
        self._path: Path | None = None
        if path is None:
            self._path = place.default_path()
        elif os.fspath(path) != ":memory:":
            self._path = Path(path).expanduser().resolve()
        self._own: Store = MemoryStore() if self._path is None else file_store(self._path)
        self._listeners = listeners_of(self._path)

    def __repr__(self) -> str:
        return "PainLog (your entries are not shown here)"

    @property
    def _store(self) -> Store:
        return _kept_in_memory.get(self._path, self._own) if self._path else self._own

    # Where the log is.

    @property
    def in_memory(self) -> bool:
        """Whether the log ends with this process."""
        return isinstance(self._store, MemoryStore)

    @property
    def is_own(self) -> bool:
        """Whether this is the log of whoever uses this computer, not one kept elsewhere."""
        return self._path == place.default_path()

    @property
    def needs_answer(self) -> bool:
        """Whether to ask "Is this computer only yours?" before the first entry."""
        return not (self._named or self.in_memory or self._store.exists())

    @property
    def where(self) -> str:
        """A plain sentence that says where the log is."""
        if self.in_memory or self._path is None:
            return (
                "Your log is in memory only, in this notebook alone. It goes when the notebook is "
                "shut down or restarted. Download it to keep it."
            )
        return place.sentence(self._path, self._named)

    def keep_in_memory(self) -> None:
        """Keep this log, and any other of the same file in this process, off the disk."""
        if self._path:
            _kept_in_memory.setdefault(self._path, MemoryStore())
            tell(self._listeners)

    def keep_in_file(self) -> None:
        """Make the empty file now, so that nobody is asked again."""
        self._write(lambda connection: None)

    # Writing.

    def add_listener(self, listener: Listener) -> None:
        """Call `listener.log_changed()` after each act of this process, as long as it lives."""
        self._listeners.add(listener)

    def _write(self, act: Callable[[Connection], T]) -> T:
        result = self._store.write(act)
        tell(self._listeners)
        return result

    def add(
        self,
        score: int,
        *,
        region: str,
        side: str,
        felt_at: datetime | str | None = None,
        asked: str = "now",
        moment: str | None = None,
        session: str | None = None,
        stretch: str | None = None,
        qualities: Iterable[str] = (),
        triggers: Iterable[str] = (),
        tags: Iterable[str] = (),
        note: str = "",
    ) -> str:
        """Store a score and return the id of the new entry.

        Parameters
        ----------
        score
            A whole number from 0 (no pain) to 10 (worst pain you can imagine).
        region, side
            Where it hurts; `stretchkit.painlog.REGIONS` and `SIDES` list the words.
        felt_at
            When; now if not given. A time without an offset is local.
        asked
            The question answered: `now`, `average_today` or `worst_today`.
        moment
            `before`, `after`, `later` or `next_morning` of a stretch, or none.
        session, stretch
            The stretching it belongs to: any short name; the key of the stretch.
        qualities, triggers, tags
            Short words of your own.
        note
            Up to 2,000 characters.

        Raises
        ------
        ValueError
            If a field is not accepted; the message says what is.
        PainLogError
            If the file cannot be used; nothing was stored.
        """
        fields = {name: value for name, value in locals().items() if name in FIELDS}
        return self.add_once(str(uuid.uuid4()), **fields)

    def add_once(self, id: str, **fields: Any) -> str:
        """Store an entry under an id made by the caller, unless it was stored before.

        For a form that makes a fresh id (a UUID) for each entry: a second click, or a message
        sent twice, stores nothing more. The fields are those of `add`. Returns the id.
        """
        now = self._clock()
        if fields.get("felt_at") is None:
            fields["felt_at"] = now.astimezone()
        entry = make_entry({**fields, "id": id}, now)

        def act(connection: Connection) -> str:
            known = connection.execute("SELECT 1 FROM events WHERE entry = ?", (entry.id,))
            if known.fetchone() is None:
                record(connection, now, "add", entry.id, entry)
            return entry.id

        return self._write(act)

    def change(self, id: str, **fields: Any) -> None:
        """Change fields of an entry; those not named stay. The earlier form stays in the history.

        Raises
        ------
        KeyError
            If there is no such entry.
        ValueError
            If a field is unknown or not accepted.
        """
        unknown = set(fields) - set(FIELDS)
        if unknown or not fields:
            raise ValueError(
                f"{', '.join(sorted(unknown)) or 'nothing'} cannot be changed; "
                f"fields of an entry: {', '.join(FIELDS)}"
            )
        self._must_exist(id)
        now = self._clock()

        def act(connection: Connection) -> None:
            before = present_entry(connection, id)
            after = make_entry({**before.model_dump(), **fields}, now)
            if after != before or after.felt_at.utcoffset() != before.felt_at.utcoffset():
                record(connection, now, "change", id, after)

        self._write(act)

    def delete(self, id: str) -> None:
        """Take an entry out of the log; `undo` brings it back, `erase` removes it for good."""
        self._must_exist(id)
        now = self._clock()

        def act(connection: Connection) -> None:
            record(connection, now, "delete", present_entry(connection, id).id)

        self._write(act)

    def undo(self) -> str | None:
        """Take back the last act that still stands; again for the one before it.

        Returns `"add"`, `"change"` or `"delete"`, what the act was, or None if there is none.
        An import is one act.
        """
        if not self._store.exists():
            return None
        now = self._clock()

        def act(connection: Connection) -> str | None:
            last = connection.execute(LAST_ACT).fetchone()
            if last is None:
                return None
            record(connection, now, "undo", None, voids=last["act"])
            return str(last["kind"])

        return self._write(act)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act that still stands, for `undo` to take back."""
        return bool(self._store.read(LAST_ACT))

    def erase(self, id: str | None = None) -> None:
        """Remove an entry and its history from the file for good; all entries if no id is given.

        It cannot be undone. Copies, exports and backups made earlier are not reached.
        """
        if id is not None:
            self._must_exist(id)
        elif not self._store.exists():
            return

        self._write(lambda connection: remove(connection, id))
        self._store.shred()

    def _must_exist(self, id: str) -> None:
        # Asked first, so that looking for an entry never makes a file.
        if not self._store.exists():
            raise no_entry(id)

    # Reading.

    def entries(self) -> "pd.DataFrame":
        """Return the entries as a table: one row an entry, by time, indexed by `id`.

        `felt_at` holds datetimes with the writer's own offset, so `felt_at.date()` is the
        writer's day. Offsets change with summer time: for pandas' own time column use
        `pd.to_datetime(table.felt_at, utc=True)`.

        What a notebook shows is saved with it, so this table shows its rows in the running page
        alone; what is saved in their place is a line of words.
        """
        from stretchkit.painlog.table import entries_table

        return entries_table(self._entries())

    def history(self, id: str) -> list[dict[str, Any]]:
        """Return every act on an entry, the first one first.

        Each is a dict: `at`, the moment in UTC; `act`, one of `add`, `change`, `delete`, `undo`;
        `entry`, the fields as they then were, or None; `undone`, whether it was taken back.
        """
        rows = self._store.read(
            "SELECT *, act IN (SELECT voids FROM events WHERE kind = 'undo') AS undone FROM events "
            "WHERE entry = ? OR voids IN (SELECT act FROM events WHERE entry = ?) ORDER BY event",
            (id, id),
        )
        if not rows:
            raise no_entry(id)
        return [
            {
                "at": datetime.fromisoformat(row["at"]),
                "act": row["kind"],
                "entry": None if row["score"] is None else row_entry(row, id).model_dump(),
                "undone": bool(row["undone"]),
            }
            for row in rows
        ]

    def _entries(self) -> list[Entry]:
        return [row_entry(row, row["id"]) for row in self._store.read("SELECT * FROM entries")]

    # Exchange.

    def csv_text(self) -> str:
        """Return the log as the text of a CSV file, as `to_csv` writes it."""
        return csv_text(self._entries())

    def to_csv(self, path: str | os.PathLike[str]) -> ExportReport:
        """Write the log to a CSV file that spreadsheets open and `import_csv` reads back.

        A text that a spreadsheet would take for a formula gets an apostrophe in front. The file
        is yours alone to read (0600) until you share it. Returns a report that says where it is;
        `~/my_pain.csv` is in your home folder, a bare name in the notebook's.
        """
        file = Path(path).expanduser()
        entries = self._entries()
        save_text(file, csv_text(entries), self._path)
        return ExportReport(len(entries), file.resolve())

    def import_csv(self, path: str | os.PathLike[str]) -> ImportReport:
        """Add the entries of a CSV file, all in one act; rows already there are left alone.

        Needed columns: `score`, `region`, `side`, `felt_at` (2026-03-01 07:30, 1.3.2026 07:30, or
        a spreadsheet's day number). A row that cannot be read is refused, with its line and the
        reason in the report, and the others are added.

        Raises
        ------
        CsvError
            If the file as a whole cannot be read; nothing was added.
        """
        now = self._clock()
        table = read_csv(Path(path).expanduser(), now)
        if not table.entries:
            return sort_rows(table, {})[1]

        def act(connection: Connection) -> ImportReport:
            rows = connection.execute("SELECT * FROM entries").fetchall()
            new, report = sort_rows(table, {row["id"]: row_entry(row, row["id"]) for row in rows})
            name = str(uuid.uuid4())
            for entry in new:
                record(connection, now, "add", entry.id, entry, act=name)
            return report

        return self._write(act)

    def to_fhir(self) -> dict[str, Any]:
        """Return the log as a FHIR R4 Bundle of Observations (LOINC 72514-3), for a clinician."""
        return bundle(self._entries())


@cache
def _log_at(path: Path) -> PainLog:
    return PainLog()


def default_log() -> PainLog:
    """Return the log at the default path, the same object all through the process."""
    return _log_at(place.default_path())


def recent(log: PainLog, n: int = 10) -> list[dict[str, Any]]:
    """Return the last `n` entries by time felt, the newest first, as JSON can carry them."""
    return [entry.plain() for entry in reversed(log._entries()[-n:])]
