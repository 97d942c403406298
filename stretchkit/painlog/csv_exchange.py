"""A log as a CSV file and back, exact, and forgiving of what spreadsheets do to a file."""

import codecs
import csv
import io
import json
import os
import re
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from reprlib import repr as show
from typing import Any

from stretchkit.painlog.entry import FIELDS, LISTS, Entry, make_entry
from stretchkit.painlog.faults import CsvError, PainLogError

COLUMNS = ("id", *FIELDS)
NEEDED = ("score", "region", "side", "felt_at")
MOST_BYTES, MOST_LINES, MOST_REFUSED, LONGEST_HEADER = 20_000_000, 200_000, 1000, 10_000

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_WHOLE = re.compile(r"(\d{1,2})(?:[.,]0+)?")
_DAY_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?")
_CLOCK = r"(?:[ ,T]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?)?"
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})" + _CLOCK),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})" + _CLOCK),
)
# Rows typed by hand have no id; theirs is made of what they say, so that a second import of the
# same file finds them again.
_TYPED = uuid.UUID("0a1c6c9e-58f7-4d3c-9b53-4f7f4a1d2f60")


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not imported: its line in the file and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """What became of the rows of a CSV file."""

    added: int
    already_there: int
    refused: tuple[RefusedRow, ...]
    ignored_columns: tuple[str, ...] = ()

    def __repr__(self) -> str:
        # Without the reasons: they quote the rows, and what a notebook shows is saved with it.
        lines = ", ".join(str(row.line) for row in self.refused[:10])
        more = ", …" if len(self.refused) > 10 else ""
        where = f" (see .refused; line {lines}{more})" if lines else ""
        return (
            f"{self.added} added, {self.already_there} already there, "
            f"{len(self.refused)} refused{where}"
        )


@dataclass(frozen=True)
class ExportReport:
    """Where a log was written to."""

    entries: int
    path: Path

    def __repr__(self) -> str:
        # By the folder's name alone: what a notebook shows is saved with it.
        many = f"{self.entries} {'entry' if self.entries == 1 else 'entries'}"
        return (
            f"{many} written to {self.path.name} in the folder {self.path.parent.name}. "
            "If that folder is part of the course, keep a copy elsewhere: an update replaces it."
        )


@dataclass
class CsvTable:
    """The rows of a file: those that can be entries, by line, and those that cannot."""

    entries: list[tuple[int, Entry]] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()


def csv_text(entries: Iterable[Entry]) -> str:
    """Return entries as the text of a CSV file.

    It begins with the byte-order mark by which spreadsheets know UTF-8.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        plain = entry.plain()
        cells = [
            "; ".join(plain[name]) if name in LISTS else plain[name] or "" for name in COLUMNS[2:]
        ]
        writer.writerow([entry.id, entry.score, *map(_guard, cells)])
    return "\ufeff" + out.getvalue()


def _guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def save_text(path: Path, text: str, log: Path | None) -> None:
    """Write the text to a file, whole or not at all; never over the log itself."""
    if log is not None and path.resolve() == log:
        raise PainLogError(f"{path.name} is the log itself; name another file for the CSV.")
    part = None
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                Path(part).unlink()
        raise PainLogError(
            f"{path.name} could not be written: {error.strerror}. Nothing was changed."
        ) from None


def read_csv(path: Path, now: datetime) -> CsvTable:
    """Return the rows of a file, or raise a CsvError if it cannot be read as a whole."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CsvError(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, and no log is. "
                "Nothing was added."
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise CsvError(
            f"There is no file {path.name} at that place. Look at its name and its folder. "
            "Nothing was added."
        ) from None
    except OSError as error:
        raise CsvError(
            f"{path.name} could not be read: {error.strerror}. Nothing was added."
        ) from None
    encoding = (
        "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise CsvError(
            f"{path.name} is not a text in UTF-8. In the spreadsheet choose "
            "'CSV UTF-8' when you save. Nothing was added."
        ) from None
    return parse_csv(text, path.name, now)


def parse_csv(text: str, name: str, now: datetime) -> CsvTable:
    """Return the rows of a text; `name` is what its faults call it."""
    text = text.removeprefix("\ufeff")
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise CsvError(f"{name} has more than {MOST_LINES:,} lines; no log has. Nothing was added.")
    header, delimiter = _header(text, name)
    table = CsvTable(ignored_columns=tuple(c for c in header if c and c not in COLUMNS))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    typed: dict[str, int] = {}
    line = 1
    try:
        next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                try:
                    table.entries.append((line, _entry(header, cells, typed, now)))
                except ValueError as error:
                    table.refused.append(RefusedRow(line, str(error)))
            if len(table.refused) > MOST_REFUSED:
                first = table.refused[0]
                raise CsvError(
                    f"{name}: more than {MOST_REFUSED} rows cannot be read. Nothing was added. "
                    f"The first, line {first.line}: {first.reason}"
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise CsvError(
            f"{name}, from line {line}: not a row of a CSV file ({error}). Nothing was added."
        ) from None
    return table


def _header(text: str, name: str) -> tuple[list[str], str]:
    """Return the names of the columns and the sign between cells: comma, semicolon or tab."""
    first = re.split(r"[\r\n]", text[: LONGEST_HEADER + 1], maxsplit=1)[0]
    best: list[str] = []
    sign = ","
    for delimiter in ",;\t":
        cells = [cell.strip().strip('"').casefold() for cell in first.split(delimiter)]
        if len(set(cells) & set(COLUMNS)) > len(set(best) & set(COLUMNS)):
            best, sign = cells, delimiter
    missing = [column for column in NEEDED if column not in best]
    if missing or len(first) > LONGEST_HEADER:
        raise CsvError(
            f"{name} has no column {', '.join(missing)}. Nothing was added. "
            f"The first line must name at least these columns: {', '.join(NEEDED)}."
        )
    twice = sorted({c for c in best if c in COLUMNS and best.count(c) > 1})
    if twice:
        raise CsvError(f"{name} has the column {', '.join(twice)} twice. Nothing was added.")
    return best, sign


def _entry(header: list[str], cells: list[str], typed: dict[str, int], now: datetime) -> Entry:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise ValueError(f"the row has {len(cells)} cells; the first line names {len(header)}")
    row = {
        name: _unguard(cell)
        for name, cell in zip(header, cells, strict=False)
        if name in COLUMNS and (cell if name == "note" else cell.strip())
    }
    fields: dict[str, Any] = {
        name: text if name == "note" else text.strip() for name, text in row.items()
    }
    fields |= {name: row[name].split(";") for name in LISTS if name in row}
    fields["score"] = _score(fields.get("score", ""))
    fields["felt_at"] = _time(fields.get("felt_at", ""))
    fields.setdefault("region", "")
    fields.setdefault("side", "")
    if "id" in fields:
        return make_entry(fields, now)
    entry = make_entry({**fields, "id": str(_TYPED)}, now)
    said = json.dumps({**entry.plain(), "id": None})
    typed[said] = typed.get(said, 0) + 1
    return entry.model_copy(update={"id": str(uuid.uuid5(_TYPED, f"{typed[said]} {said}"))})


def _score(text: str) -> object:
    whole = _WHOLE.fullmatch(text)
    return int(whole[1]) if whole else text


def _time(text: str) -> datetime | str:
    """Return what a spreadsheet makes of a time as a datetime; any other text as it is."""
    if _DAY_NUMBER.fullmatch(text):
        seconds = round(float(text.replace(",", ".")) * 86400)
        return datetime(1899, 12, 30) + timedelta(seconds=seconds)
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            part = {name: int(value or 0) for name, value in found.groupdict().items()}
            try:
                return datetime(part["y"], part["m"], part["d"], part["H"], part["M"], part["S"])
            except ValueError:
                break
    if re.match(r"\d{1,2}/\d{1,2}/\d", text):
        raise ValueError(
            f"The time {show(text)} can be read in two ways: the day or the month may come "
            "first; write it as 2026-03-01 07:30 (felt_at)."
        )
    return text


def sort_rows(table: CsvTable, present: Mapping[str, Entry]) -> tuple[list[Entry], ImportReport]:
    """Return the entries to add and the report, given those that are in the log."""
    known = dict(present)
    new: list[Entry] = []
    refused = list(table.refused)
    there = 0
    for line, entry in table.entries:
        other = known.get(entry.id)
        if other is None:
            known[entry.id] = entry
            new.append(entry)
        elif other == entry:
            there += 1
        else:
            names = ", ".join(n for n in FIELDS if getattr(other, n) != getattr(entry, n))
            refused.append(
                RefusedRow(line, f"the log has this id with another {names}; it was left alone")
            )
    refused.sort(key=lambda row: row.line)
    return new, ImportReport(len(new), there, tuple(refused), table.ignored_columns)
