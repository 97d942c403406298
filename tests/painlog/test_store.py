"""The file under bad luck: not ours, read-only, no room, two at once, killed at any moment."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stretchkit import private_file
from stretchkit.painlog import PainLog
from stretchkit.painlog.faults import (
    BusyLogError,
    DamagedLogError,
    FullDiskError,
    NewerLogError,
    NotAPainLogError,
    PainLogError,
    ReadOnlyLogError,
)
from tests.painlog.helpers import FULL, add, memory_log

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="file permissions are those of POSIX")


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python on the code, with `log` at the first argument."""
    start = "import sys; from stretchkit.painlog import PainLog; log = PainLog(sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Give a folder and the rights of a plain user: to root nothing is read-only."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder:
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)


def sound(path: Path) -> bool:
    """Say whether SQLite finds the file whole."""
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@posix
def test_the_file_and_its_folder_are_made_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "log.sqlite3"
    before = os.umask(0)
    try:
        add(PainLog(path))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["log.sqlite3"]


@posix
def test_the_journal_too_is_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    add(log)
    seen = []
    before = os.umask(0)
    try:
        FileActs(log).write(lambda: seen.append((tmp_path / "log.sqlite3-journal").stat().st_mode))
    finally:
        os.umask(before)
    assert [stat.S_IMODE(mode) for mode in seen] == [0o600]


class FileActs:
    """A look at the file in the middle of an act."""

    def __init__(self, log: PainLog) -> None:
        self.store = log._store

    def write(self, look: object) -> None:
        def act(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM events")
            look()  # type: ignore[operator]

        self.store.write(act)


def test_the_file_is_marked_as_ours_with_its_version_and_a_rollback_journal(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    add(PainLog(path))
    with sqlite3.connect(path) as connection:
        marks = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
    assert marks == [int.from_bytes(b"PAIN"), 1, "delete"]


@pytest.mark.parametrize("name", ["a b ü.sqlite3", "50%20off?.sqlite3", "#1'\".sqlite3"])
def test_any_name_of_a_file_works(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and set(name) & set('?"'):
        pytest.skip("Windows has no such file names")
    path = tmp_path / name
    add(PainLog(path))
    assert len(PainLog(path).entries()) == 1
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_that_is_not_ours_is_told_and_untouched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary, " * 200)
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE entries (id)")
    connection.close()
    for path in (text, other):
        before = path.read_bytes()
        log = PainLog(path)
        for act in (log.entries, lambda log=log: add(log), log.erase, log.undo, log.csv_text):
            with pytest.raises(NotAPainLogError, match=f"{path.name} is not a pain log"):
                act()
        assert path.read_bytes() == before


def test_a_log_of_a_newer_version_is_told_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    add(PainLog(path))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    for act in (PainLog(path).entries, lambda: add(PainLog(path))):
        with pytest.raises(NewerLogError, match="written by a newer version"):
            act()
    assert path.read_bytes() == before


def test_a_damaged_log_says_so(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    for _ in range(50):
        add(log)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(DamagedLogError, match="Make a copy"):
        log.entries()


def test_an_empty_file_is_an_empty_log(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    path.touch()
    assert PainLog(path).entries().empty
    add(PainLog(path))
    assert len(PainLog(path).entries()) == 1


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PainLogError, match="cannot be opened"):
        add(PainLog(tmp_path))


@posix
def test_a_read_only_file_can_be_read_and_keeps_its_entries() -> None:
    with as_nobody() as folder:
        path = folder / "log.sqlite3"
        log = PainLog(path)
        add(log)
        path.chmod(0o400)
        with pytest.raises(ReadOnlyLogError, match=r"may only be read\. Nothing was stored"):
            add(log)
        assert len(log.entries()) == 1


@posix
def test_a_read_only_folder_is_told_whether_or_not_the_log_is_there() -> None:
    with as_nobody() as folder:
        log = PainLog(folder / "log.sqlite3")
        add(log)
        folder.chmod(0o500)
        try:
            for there in (log, PainLog(folder / "new.sqlite3"), PainLog(folder / "sub" / "n.db")):
                with pytest.raises(ReadOnlyLogError, match="Nothing was stored"):
                    add(there)
            assert len(log.entries()) == 1
        finally:
            folder.chmod(0o700)


@posix
def test_a_folder_that_may_not_be_entered_is_no_empty_log() -> None:
    with as_nobody() as folder:
        log = PainLog(folder / "closed" / "log.sqlite3")
        add(log)
        (folder / "closed").chmod(0o000)
        try:
            with pytest.raises(PainLogError, match="cannot be reached"):
                log.entries()
        finally:
            (folder / "closed").chmod(0o700)


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let no file grow over a number of bytes, as a full disk would not."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@posix
def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    kept = [add(log, note="x" * 2000) for _ in range(20)]
    with (
        no_file_over(path.stat().st_size + 5000),
        pytest.raises(FullDiskError, match="not stored; all earlier ones are there"),
    ):
        while True:
            kept.append(add(log, note="x" * 2000))
    with no_file_over(5000), pytest.raises(PainLogError, match="could not be written"):
        log.to_csv(tmp_path / "log.csv")
    assert sorted(log.entries().index) == sorted(kept)
    assert sound(path)
    assert [file.name for file in tmp_path.iterdir()] == ["log.sqlite3"]
    add(log)


def test_a_log_held_by_another_program_is_told_after_a_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_file, "TIMEOUT_S", 0.05)
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    add(log)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    for act in (lambda: add(log), log.entries):
        with pytest.raises(BusyLogError, match="in use by another program"):
            act()
    holder.execute("ROLLBACK")
    add(log)
    assert len(log.entries()) == 2


@pytest.mark.parametrize("in_memory", [False, True])
def test_many_threads_may_write_one_log(tmp_path: Path, in_memory: bool) -> None:
    log = memory_log() if in_memory else PainLog(tmp_path / "log.sqlite3")
    stored: list[str] = []

    def write() -> None:
        for _ in range(10):
            stored.append(add(log))
            log.entries()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == 40
    assert sorted(log.entries().index) == sorted(stored)


def test_an_act_that_fails_in_the_middle_leaves_no_half(tmp_path: Path) -> None:
    log = PainLog(tmp_path / "log.sqlite3")
    add(log)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FileActs(log).write(stop)
    assert len(log.entries()) == 1


@posix
def test_a_kill_in_the_middle_of_an_act_leaves_no_half(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path)
    kept = [add(log) for _ in range(3)]
    killed = run(
        """
        import os, signal
        def act(connection):
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("DELETE FROM events")
            connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 5000) INSERT INTO events (act, at, kind, entry) "
                "SELECT 'a', 'now', 'delete', i FROM n")
            os.kill(os.getpid(), signal.SIGKILL)
        log._store.write(act)
        """,
        path,
    )
    assert killed.wait() == -signal.SIGKILL
    # The pages of the broken act are in the file; the journal that takes them back lies beside it.
    assert path.with_name("log.sqlite3-journal").exists()
    assert sorted(log.entries().index) == sorted(kept)
    assert sound(path)


WRITE = """
for n in range(int(sys.argv[2])):
    print(log.add(n % 11, region="arm", side="left", note=f"entry {n} " * 20), flush=True)
"""


@posix
def test_two_kernels_write_at_once_and_one_is_killed(tmp_path: Path) -> None:
    """A short form of `benchmarks/log_crash.py`: every id that was returned is in the log."""
    path = tmp_path / "log.sqlite3"
    one, other = run(WRITE, path, 60), run(WRITE, path, 60)
    assert one.stdout is not None
    told = [one.stdout.readline().strip() for _ in range(25)]
    one.kill()
    told += one.stdout.read().split()
    finished = other.communicate()[0].split()
    assert other.returncode == 0
    assert len(finished) == 60
    stored = set(PainLog(path).entries().index)
    assert {*told, *finished} <= stored
    assert len(stored) <= len(told) + 60 + 1
    assert sound(path)


def test_two_kernels_begin_a_log_at_the_same_moment(tmp_path: Path) -> None:
    for n in range(2):
        path = tmp_path / f"{n}.sqlite3"
        both = [run(WRITE, path, 1) for _ in range(2)]
        told = [kernel.communicate()[0].strip() for kernel in both]
        assert sorted(PainLog(path).entries().index) == sorted(told)


def test_opening_the_log_needs_neither_pandas_nor_matplotlib() -> None:
    code = "log.csv_text(); print([m for m in ('pandas', 'matplotlib') if m in sys.modules])"
    assert run(code, ":memory:").communicate()[0].strip() == "[]"


def test_the_full_entry_of_the_tests_is_full() -> None:
    assert all(FULL.values())
