"""Read `data/` once, check every row, and look rows up by key."""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from stretchkit.facts import quiz_records, records
from stretchkit.facts.citations import closest, source_keys
from stretchkit.facts.place import data_folder

Row = TypeVar("Row", bound=records.Keyed)


class FactError(ValueError):
    """A mistake in a file of facts; the message names the file, the row and what is allowed."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FactError(f"{path.name}: not valid TOML: {error}") from error


def check(row: dict[str, Any], kind: type[Row], path: Path) -> Row:
    """Return the row as a record, or raise a FactError that says where it is wrong."""
    name = row.get("key", "a row without a key")
    try:
        record = kind.model_validate(row)
    except ValidationError as error:
        faults = "; ".join(
            f"{_place(row, fault['loc'])}{fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise FactError(f"{path.name}, {name}: {faults}") from error
    for key in _sources(record):
        _must_exist(key, source_keys(), f"{path.name}, {name}: sources: {key!r} in references.bib")
    return record


def _place(row: Any, steps: tuple[int | str, ...]) -> str:
    """Return where in a row a fault is: list items by their key, or counted from 1."""
    names = []
    for step in steps:
        if isinstance(step, int):
            row = row[step] if isinstance(row, list) else None
            names.append(str((isinstance(row, dict) and row.get("key")) or step + 1))
        else:
            row = row.get(step) if isinstance(row, dict) else None
            names.append(step)
    return f"{'.'.join(names)}: " if names else ""


def rows(path: Path, table: str, kind: type[Row], beside: tuple[str, ...] = ()) -> dict[str, Row]:
    """Return the rows of one table of a file, by key.

    `beside` names the other tables that the file may hold: a misspelled table would
    otherwise read as an empty one.
    """
    tables = read_toml(path)
    for name in tables:
        if name not in (table, *beside):
            allowed = ", ".join((table, *beside))
            raise FactError(f"{path.name}: unknown table {name!r}; allowed: {allowed}")
    found: dict[str, Row] = {}
    for row in tables.get(table, []):
        if not isinstance(row, dict):
            raise FactError(f"{path.name}: write [[{table}]] with two brackets, one for each row")
        record = check(row, kind, path)
        if record.key in found:
            raise FactError(f"{path.name}, {record.key}: the key stands twice")
        found[record.key] = record
    return found


def _sources(record: records.Record) -> Iterator[str]:
    for name, value in record:
        if name == "sources":
            yield from value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, records.Record):
                    yield from _sources(item)


def _must_exist(key: str, known: Collection[str], what: str) -> None:
    if key not in known:
        raise FactError(f"{what} does not exist; the closest: {', '.join(closest(key, known))}")


def look_up(found: dict[str, Row], key: str, noun: str) -> Row:
    """Return the row with that key, or raise a KeyError that names the closest keys."""
    if key in found:
        return found[key]
    raise KeyError(f"no {noun} {key!r}; the closest: {', '.join(closest(str(key), found))}")


@cache
def stretches() -> dict[str, records.Stretch]:
    """Return the stretches in the order of the course."""
    paths = sorted((data_folder() / "stretches").glob("*.toml"))
    found = [check(read_toml(path), records.Stretch, path) for path in paths]
    for path, item in zip(paths, found, strict=True):
        for key in (*item.lengthens, *item.shortens):
            _must_exist(key, muscles(), f"{path.name}, {item.key}: the muscle {key!r}")
    return {item.key: item for item in sorted(found, key=lambda item: item.number)}


def stretch(key: str) -> records.Stretch:
    """Return one stretch."""
    return look_up(stretches(), key, "stretch")


def variation(stretch_key: str, key: str | None = None) -> records.Variation:
    """Return one variation of a stretch; its first if no key is given."""
    found = {item.key: item for item in stretch(stretch_key).variations}
    if key is None:
        return next(iter(found.values()))
    return look_up(found, key, f"variation of {stretch_key}")


@cache
def muscles() -> dict[str, records.Muscle]:
    """Return the muscles."""
    found = _anatomy("muscle", records.Muscle)
    for item in found.values():
        where = f"muscles.toml, {item.key}"
        for key in item.nerve:
            _must_exist(key, nerves(), f"{where}: the nerve {key!r}")
        for key in item.actions:
            _must_exist(key, actions(), f"{where}: the action {key!r}")
        for key in item.antagonists:
            _must_exist(key, found, f"{where}: the antagonist {key!r}")
    return found


def muscle(key: str) -> records.Muscle:
    """Return one muscle."""
    return look_up(muscles(), key, "muscle")


@cache
def actions() -> dict[str, records.Action]:
    """Return what muscles do, each as the angles of a pose."""
    return _anatomy("action", records.Action)


@cache
def nerves() -> dict[str, records.Nerve]:
    """Return the nerves of the muscles."""
    return _anatomy("nerve", records.Nerve)


@cache
def bones() -> dict[str, records.Bone]:
    """Return the bones of the region, by the keys that the drawing uses."""
    return _anatomy("bone", records.Bone)


@cache
def joints() -> dict[str, records.Joint]:
    """Return the joints of neck, upper back and girdle, and to compare, those of the low back."""
    return _anatomy("joint", records.Joint)


@cache
def ranges() -> dict[str, records.Range]:
    """Return how far movements go."""
    found = _anatomy("range", records.Range)
    for item in found.values():
        for key in item.joints:
            _must_exist(key, joints(), f"ranges.toml, {item.key}: the joint {key!r}")
    return found


@cache
def anatomy_notes() -> dict[str, records.Note]:
    """Return the doubts that are said wherever the anatomy they are about is shown."""
    return _anatomy("note", records.Note)


def _anatomy(table: str, kind: type[Row]) -> dict[str, Row]:
    return rows(data_folder() / "anatomy" / f"{table}s.toml", table, kind)


@cache
def red_flags() -> dict[str, records.RedFlag]:
    """Return the signs of the safety check."""
    return rows(data_folder() / "safety" / "red_flags.toml", "red_flag", records.RedFlag)


@cache
def levels() -> dict[str, records.Level]:
    """Return the levels of the safety check, the most urgent first."""
    return rows(data_folder() / "safety" / "levels.toml", "level", records.Level)


@cache
def safety_texts() -> dict[str, records.SafetyText]:
    """Return the sentences that stand in several places."""
    return rows(data_folder() / "safety" / "texts.toml", "text", records.SafetyText)


def sign_in_full(sign: records.RedFlag) -> str:
    """Return a sign and what to do at it; what both of them say stands once.

    Examples
    --------
    >>> sign_in_full(red_flags()["unchecked_injury"])[-71:]
    'checked you since. Do not turn your head to test it. Get checked today.'
    """
    then = safety_texts().get(sign.key)
    said = f"{sign.text} {then.text}" if then else sign.text
    return " ".join(dict.fromkeys(one.strip() for one in re.findall(r"[^.]+\.", said)))


@cache
def stop_answers() -> dict[str, records.StopAnswer]:
    """Return what the player answers to whoever pressed Stop."""
    return rows(data_folder() / "safety" / "stop.toml", "answer", records.StopAnswer)


@cache
def doses() -> dict[str, records.Dose]:
    """Return the doses, by week."""
    return rows(data_folder() / "safety" / "dose.toml", "dose", records.Dose, ("pain_rule",))


@cache
def course() -> records.Course:
    """Return when the course was written, and by when it should be read again."""
    path = data_folder() / "course.toml"
    return check(read_toml(path), records.Course, path)


@cache
def pain_rule() -> records.PainRule:
    """Return the one pain rule."""
    path = data_folder() / "safety" / "dose.toml"
    return check(read_toml(path).get("pain_rule", {}), records.PainRule, path)


@cache
def questions() -> dict[str, quiz_records.QuizQuestion]:
    """Return every question of the course."""
    return _quiz("question", quiz_records.QuizQuestion)


@cache
def predictions() -> dict[str, quiz_records.QuizPrediction]:
    """Return every prediction of the course."""
    return _quiz("prediction", quiz_records.QuizPrediction)


def _quiz(table: str, kind: type[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    # Beside those of the notebooks lies the quiz of the anatomy explorer.
    for path in sorted((data_folder() / "quiz").glob("[0-9][0-9].toml")):
        for key, record in rows(path, table, kind, ("question", "prediction")).items():
            if key in found:
                raise FactError(f"{path.name}, {key}: the key stands in another file too")
            found[key] = record
    return found
