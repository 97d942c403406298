"""A file for its owner alone; what the log and the routines keep in one is tested with them."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import get_args

import pytest

from stretchkit import private_file
from stretchkit.facts.routine import make_routine
from stretchkit.painlog.faults import explain as explain_log
from stretchkit.private_file import Fault, Kind, PrivateFile
from stretchkit.programmes.shelf import RoutineShelf
from stretchkit.programmes.shelf import _explain as explain_shelf
from tests.painlog.test_store import posix

LETTERS = Kind(b"LETT", 2, "CREATE TABLE letters (text TEXT);\nCREATE TABLE stamps (text TEXT);\n")
NOTES = Kind(b"NOTE", 1, "CREATE TABLE notes (text TEXT);\n")
ALL = "SELECT text FROM letters"


class FileError(Exception):
    """Holds the fault, the name and the detail as they came."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "letters.db"


def at(path: Path, kind: Kind = LETTERS) -> PrivateFile:
    return PrivateFile(path, kind, FileError)


def write(connection: sqlite3.Connection) -> int:
    return connection.execute("INSERT INTO letters VALUES ('Dear you')").rowcount


def test_to_look_makes_nothing_and_to_write_makes_all(path: Path) -> None:
    file = at(path)
    assert not file.exists() and file.read(ALL) == []
    assert not path.parent.exists()
    assert file.write(write) == 1
    assert [row["text"] for row in file.read(ALL)] == ["Dear you"]
    with sqlite3.connect(path) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert (mark, version) == (int.from_bytes(b"LETT"), 2)


@posix
def test_it_is_its_owners_alone_whatever_the_shell_would_allow(path: Path) -> None:
    before = os.umask(0)
    try:
        at(path).write(write)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_first_act_that_breaks_off_leaves_an_empty_file_that_can_be_used(path: Path) -> None:
    def act(connection: sqlite3.Connection) -> None:
        write(connection)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at(path).write(act)
    assert path.read_bytes() == b""
    assert at(path).read(ALL) == []
    at(path).write(write)


def test_a_file_that_is_gone_is_not_made_again_to_be_shredded(path: Path) -> None:
    at(path).write(write)
    path.unlink()
    with pytest.raises(FileError) as error:
        at(path).shred()
    assert error.value.args[:2] == ("not_opened", "letters.db")
    assert not path.exists()


def test_what_was_erased_is_not_left_in_the_file(path: Path) -> None:
    file = at(path)
    file.write(write)
    file.write(lambda connection: connection.execute("DELETE FROM letters") and None)
    file.shred()
    assert b"Dear you" not in path.read_bytes()


@pytest.mark.parametrize(
    ("kind", "fault"), [(NOTES, "not_ours"), (LETTERS._replace(version=1), "newer")]
)
def test_a_file_of_another_kind_or_of_a_newer_version_is_never_touched(
    path: Path, kind: Kind, fault: Fault
) -> None:
    at(path).write(write)
    before = path.read_bytes()
    for act in (lambda: at(path, kind).read(ALL), lambda: at(path, kind).write(write)):
        with pytest.raises(FileError) as error:
            act()
        assert error.value.args == (fault, "letters.db", "")
    assert path.read_bytes() == before


def test_a_fault_of_the_act_itself_brings_its_reason(path: Path) -> None:
    with pytest.raises(FileError) as error:
        at(path).write(lambda connection: connection.execute("SELECT no_such_thing"))
    assert error.value.args == ("other", "letters.db", "no such column: no_such_thing")


def test_a_file_that_another_program_holds_is_waited_for_and_then_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_file, "TIMEOUT_S", 0.05)
    shelf = RoutineShelf(path)
    shelf.save(make_routine(["neck_tilt"], "Evening"))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Exception, match=r"in use by another program\. Nothing was stored"):
        shelf.delete("Evening")
    holder.close()
    assert [routine.name for routine in shelf.all()] == ["Evening"]


@pytest.mark.parametrize("explain", [explain_log, explain_shelf])
@pytest.mark.parametrize("fault", get_args(Fault))
def test_every_fault_has_its_words(explain: private_file.Explain, fault: Fault) -> None:
    words = str(explain(fault, "name.db", "the reason"))
    assert " name.db " in words and words.endswith(".") and "{" not in words
    assert ("the reason" in words) == (fault in ("unreachable", "not_made", "other"))
