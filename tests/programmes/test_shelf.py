"""Routines kept under a name: each act whole, nobody else's file touched, nothing lost."""

import json
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.facts.routine import LONGEST_NAME, Routine, make_routine
from stretchkit.programmes.shelf import NAME, NameTakenError, RoutineShelf, ShelfError
from tests.facts.test_routine import stretches
from tests.painlog.test_store import as_nobody, no_file_over, posix

EVENING = make_routine(["neck_tilt", {"stretch": "clasp_and_reach", "hold_s": 7.5}], "Evening", 45)
OTHER = make_routine(["clasp_and_reach"], "Other")


@pytest.fixture
def shelf(tmp_path: Path) -> RoutineShelf:
    return RoutineShelf(tmp_path / "folder" / NAME)


def names(shelf: RoutineShelf) -> list[str]:
    return [routine.name for routine in shelf.all()]


def test_what_is_saved_comes_back_by_name(shelf: RoutineShelf) -> None:
    shelf.save(OTHER)
    shelf.save(EVENING)
    assert shelf.all() == [EVENING, OTHER]


@given(
    name=st.text(min_size=1, max_size=LONGEST_NAME).filter(
        lambda text: text.strip() and text.isprintable() and text == " ".join(text.split())
    ),
    parts=st.lists(stretches(), min_size=1, max_size=8),
    rest=st.floats(10, 120),
)
def test_any_routine_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, name: str, parts: list[dict[str, object]], rest: float
) -> None:
    shelf = RoutineShelf(tmp_path_factory.mktemp("any") / NAME)
    routine = make_routine(parts, name, rest)
    shelf.save(routine)
    assert shelf.all() == [routine]


def test_nothing_is_written_before_the_first_save(shelf: RoutineShelf, tmp_path: Path) -> None:
    assert shelf.all() == []
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_replaced_only_when_told(shelf: RoutineShelf) -> None:
    shelf.save(EVENING)
    for name in ("Evening", "evening", "EVENING"):
        with pytest.raises(NameTakenError):
            shelf.save(make_routine(["neck_tilt"], name))
    assert shelf.all() == [EVENING]
    shelf.save(make_routine(["neck_tilt"], "evening"), replace=True)
    assert [(one.name, len(one.stretches)) for one in shelf.all()] == [("evening", 1)]


def test_a_routine_is_renamed_and_takes_no_name_from_another(shelf: RoutineShelf) -> None:
    shelf.save(EVENING)
    shelf.save(OTHER)
    shelf.rename("Evening", " Late  evening ")
    assert names(shelf) == ["Late evening", "Other"]
    shelf.rename("Late evening", "LATE evening")
    assert names(shelf) == ["LATE evening", "Other"]
    with pytest.raises(NameTakenError):
        shelf.rename("LATE evening", "other")
    with pytest.raises(ValueError, match="empty"):
        shelf.rename("Other", " ")
    assert names(shelf) == ["LATE evening", "Other"]


def test_what_was_deleted_is_brought_back_by_saving_it(shelf: RoutineShelf) -> None:
    shelf.save(EVENING)
    shelf.delete("evening")
    assert shelf.all() == []
    shelf.save(EVENING)
    assert shelf.all() == [EVENING]


def test_what_is_gone_is_said(shelf: RoutineShelf) -> None:
    with pytest.raises(ShelfError, match="no routine called Evening any more"):
        shelf.delete("Evening")
    with pytest.raises(ShelfError, match="no routine called Evening any more"):
        shelf.rename("Evening", "Late")


@posix
def test_the_file_is_its_owners_alone(shelf: RoutineShelf, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        shelf.save(EVENING)
    finally:
        os.umask(old)
    path = tmp_path / "folder" / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"my letters\n" * 100, b"PK\x03\x04", b"SQLite format 3\x00"])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    shelf = RoutineShelf(path)
    with pytest.raises(ShelfError, match=NAME):
        shelf.all()
    with pytest.raises(ShelfError, match=NAME):
        shelf.save(EVENING)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE letters (text TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ShelfError, match=r"not a list of routines\. It was not touched"):
        RoutineShelf(path).save(EVENING)
    assert path.read_bytes() == before


def test_a_newer_file_is_left_alone(shelf: RoutineShelf, tmp_path: Path) -> None:
    shelf.save(EVENING)
    path = tmp_path / "folder" / NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ShelfError, match="newer version"):
        shelf.all()
    with pytest.raises(ShelfError, match="newer version"):
        shelf.save(OTHER)
    assert path.read_bytes() == before


def test_a_routine_of_a_stretch_that_is_no_more_hides_no_other(
    shelf: RoutineShelf, tmp_path: Path
) -> None:
    shelf.save(EVENING)
    with sqlite3.connect(tmp_path / "folder" / NAME) as connection:
        for key, rows in {"a": [{"stretch": "gone"}], "b": 7, "c": []}.items():
            connection.execute(
                "INSERT INTO routines VALUES (?, ?, 30, ?)", (key, key, json.dumps(rows))
            )
    connection.close()
    assert shelf.all() == [EVENING]


@posix
def test_a_file_or_folder_that_may_only_be_read() -> None:
    with as_nobody() as folder:
        shelf = RoutineShelf(folder / NAME)
        shelf.save(EVENING)
        (folder / NAME).chmod(0o400)
        with pytest.raises(ShelfError, match=r"Nothing was stored"):
            shelf.save(OTHER)
        assert shelf.all() == [EVENING]
        closed = folder / "closed"
        closed.mkdir(mode=0o500)
        with pytest.raises(ShelfError, match=r"cannot be made in its folder.*Nothing was stored"):
            RoutineShelf(closed / NAME).save(EVENING)


@posix
def test_a_full_disk_loses_nothing_that_was_stored(shelf: RoutineShelf, tmp_path: Path) -> None:
    shelf.save(EVENING)
    full = make_routine(["neck_tilt"] * 8)
    size = (tmp_path / "folder" / NAME).stat().st_size
    with no_file_over(size), pytest.raises(ShelfError, match="Nothing was stored"):
        for number in range(100):
            shelf.save(Routine(f"Routine {number}", full.stretches, 30))
    kept = names(shelf)
    assert kept[0] == "Evening" and len(kept) < 100


def test_two_at_once_lose_nothing(shelf: RoutineShelf) -> None:
    def save(start: int) -> None:
        for number in range(start, start + 10):
            shelf.save(make_routine(["neck_tilt"], f"Routine {number}"))

    threads = [threading.Thread(target=save, args=(start,)) for start in (0, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(shelf)) == 20


def test_an_act_that_breaks_off_leaves_all_as_it_was(shelf: RoutineShelf) -> None:
    shelf.save(EVENING)

    def act(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM routines")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf._file.write(act)
    assert shelf.all() == [EVENING]


def test_a_fault_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"my letters\n" * 100)
    with pytest.raises(ShelfError) as fault:
        RoutineShelf(path).all()
    assert str(tmp_path) not in str(fault.value)
