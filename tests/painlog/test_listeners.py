"""What shows a log is told of each act on it, once, and only for as long as it lives."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from stretchkit.painlog import PainLog
from stretchkit.painlog.listeners import listeners_of
from tests.painlog.helpers import add, memory_log


class Ear:
    """Counts what it hears."""

    count = 0

    def log_changed(self) -> None:
        self.count += 1


class Deaf:
    """Cannot be told."""

    def log_changed(self) -> None:
        raise RuntimeError("the page is gone")


@pytest.mark.parametrize(
    "act",
    [
        add,
        lambda log: log.change(log.entries().index[0], score=1),
        lambda log: log.delete(log.entries().index[0]),
        PainLog.undo,
        PainLog.erase,
        lambda log: log.erase(log.entries().index[0]),
        PainLog.keep_in_file,
    ],
)
def test_each_act_is_told_once(act: Callable[[PainLog], object]) -> None:
    log, ear = memory_log(), Ear()
    add(log)
    log.add_listener(ear)
    log.add_listener(ear)
    act(log)
    assert ear.count == 1


def test_to_read_or_to_be_refused_is_no_change() -> None:
    log, ear = memory_log(), Ear()
    log.add_listener(ear)
    log.entries()
    log.csv_text()
    with pytest.raises(ValueError, match="scale"):
        add(log, score=11)
    with pytest.raises(KeyError):
        log.delete("none")
    assert (ear.count, log.can_undo) == (0, False)


def test_an_import_is_told_once(tmp_path: Path) -> None:
    log, other, ear = memory_log(), memory_log(), Ear()
    for score in (1, 2, 3):
        add(log, score=score)
    log.to_csv(tmp_path / "log.csv")
    other.add_listener(ear)
    other.import_csv(tmp_path / "log.csv")
    assert ear.count == 1


def test_two_logs_of_one_file_tell_the_same_ears_and_two_in_memory_do_not(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log, ear = PainLog(path), Ear()
    log.add_listener(ear)
    add(PainLog(path))
    add(PainLog(tmp_path / "other.sqlite3"))
    assert ear.count == 1
    memory_log().add_listener(ear)
    add(memory_log())
    assert ear.count == 1


def test_a_log_that_leaves_the_disk_tells_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    log, ear = PainLog(), Ear()
    log.add_listener(ear)
    PainLog().keep_in_memory()
    assert ear.count == 1


def test_who_listens_is_not_kept_alive_by_the_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    log.add_listener(Ear())
    gc.collect()
    assert not listeners_of(path)
    add(log)


def test_an_ear_that_fails_costs_neither_the_entry_nor_the_other_ears() -> None:
    log, ear, deaf = memory_log(), Ear(), Deaf()
    for listener in (deaf, ear):
        log.add_listener(listener)
    assert add(log) in log.entries().index
    assert ear.count == 1


def test_there_is_something_to_undo_while_an_act_stands() -> None:
    log = memory_log()
    assert not log.can_undo
    log.delete(add(log))
    assert log.can_undo
    for _ in range(2):
        log.undo()
    assert not log.can_undo
