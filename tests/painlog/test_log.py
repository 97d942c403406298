"""Adding, changing, deleting, undoing, erasing: what a person sees of the log."""

import sqlite3
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from stretchkit.painlog import PainLog, default_log, recent
from stretchkit.painlog.entry import FIELDS
from tests.painlog.helpers import FULL, NOW, add, any_entry, memory_log


def test_the_table_has_one_row_an_entry_and_the_arguments_as_columns() -> None:
    log = memory_log()
    id = add(log)
    table = log.entries()
    assert list(table.columns) == list(FIELDS) == list(FULL)
    assert table.index.name == "id"
    assert list(table.index) == [id]
    assert table.loc[id].to_dict() == FULL
    assert table.felt_at[id].utcoffset() == timedelta(hours=1)


def test_an_empty_table_has_the_same_columns_and_types_as_a_full_one(tmp_path: Path) -> None:
    log = memory_log()
    empty = PainLog(tmp_path / "none.sqlite3").entries()
    add(log)
    pd.testing.assert_series_equal(empty.dtypes, log.entries().dtypes)
    assert str(empty.score.dtype) == "int64"


@given(any_entry)
def test_whatever_is_added_is_read_back(fields: dict[str, Any]) -> None:
    log = memory_log()
    score = fields["score"]
    id = log.add(score, **{name: value for name, value in fields.items() if name != "score"})
    row = log.entries().loc[id].to_dict()
    assert {n: (None if v is None or v != v else v) for n, v in row.items()} == fields
    assert row["felt_at"].utcoffset() == fields["felt_at"].utcoffset()
    assert row["felt_at"].date() == fields["felt_at"].date()


def test_entries_stand_in_the_order_in_which_they_were_felt() -> None:
    log = memory_log()
    for day in (20, 3, 11):
        add(log, felt_at=datetime(2026, 3, day, tzinfo=UTC))
    assert [moment.day for moment in log.entries().felt_at] == [3, 11, 20]


def test_a_refused_entry_leaves_nothing(tmp_path: Path) -> None:
    log = PainLog(tmp_path / "log.sqlite3")
    with pytest.raises(ValueError):
        log.add(11, region="neck_back", side="left")
    assert list(tmp_path.iterdir()) == []


def test_a_form_sent_twice_is_stored_once() -> None:
    log = memory_log()
    id = str(uuid.uuid4())
    fields = {**FULL, "note": "first"}
    assert log.add_once(id, **fields) == id
    assert log.add_once(id, **{**fields, "note": "second"}) == id
    assert list(log.entries().note) == ["first"]
    log.delete(id)
    log.add_once(id, **fields)
    assert log.entries().empty


def test_a_change_keeps_the_other_fields_and_the_earlier_form() -> None:
    log = memory_log()
    id = add(log)
    log.change(id, score=2, note="")
    assert log.entries().loc[id].to_dict() == {**FULL, "score": 2, "note": ""}
    acts = log.history(id)
    assert [act["act"] for act in acts] == ["add", "change"]
    assert [act["entry"]["score"] for act in acts] == [4, 2]
    assert all(act["at"] == NOW for act in acts)


def test_a_change_to_the_same_is_no_act() -> None:
    log = memory_log()
    id = add(log)
    log.change(id, score=4)
    assert log.undo() == "add"


@pytest.mark.parametrize("fields", [{}, {"scor": 3}])
def test_a_change_of_no_known_field_names_those_there_are(fields: dict[str, Any]) -> None:
    log = memory_log()
    id = add(log)
    with pytest.raises(ValueError, match="cannot be changed; fields of an entry: score, region"):
        log.change(id, **fields)


def test_a_wrong_change_leaves_the_entry_as_it_was() -> None:
    log = memory_log()
    id = add(log)
    with pytest.raises(ValueError, match=r"The score 12 is not on the scale; .* \(score\)\."):
        log.change(id, score=12)
    assert log.entries().score[id] == 4
    assert len(log.history(id)) == 1


def test_an_unknown_entry_is_a_key_error_and_makes_no_file(tmp_path: Path) -> None:
    log = PainLog(tmp_path / "log.sqlite3")
    for act in (lambda: log.change("x", score=1), lambda: log.delete("x"), lambda: log.erase("x"),
                lambda: log.history("x")):  # fmt: skip
        with pytest.raises(KeyError, match="no entry 'x' in this log"):
            act()
    assert list(tmp_path.iterdir()) == []


def test_a_deleted_entry_cannot_be_changed_or_deleted_again_but_has_a_history() -> None:
    log = memory_log()
    id = add(log)
    log.delete(id)
    assert log.entries().empty
    for act in (lambda: log.change(id, score=1), lambda: log.delete(id)):
        with pytest.raises(KeyError):
            act()
    assert [act["act"] for act in log.history(id)] == ["add", "delete"]


def test_undo_takes_back_act_after_act_to_the_empty_log() -> None:
    log = memory_log()
    id = add(log)
    log.change(id, score=9)
    log.delete(id)
    assert log.undo() == "delete"
    assert log.entries().score[id] == 9
    assert log.undo() == "change"
    assert log.entries().score[id] == 4
    assert log.undo() == "add"
    assert log.entries().empty
    assert log.undo() is None
    acts = log.history(id)
    assert [act["act"] for act in acts] == ["add", "change", "delete", "undo", "undo", "undo"]
    assert [act["undone"] for act in acts] == [True, True, True, False, False, False]


def test_undo_of_a_log_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert PainLog(tmp_path / "log.sqlite3").undo() is None
    assert list(tmp_path.iterdir()) == []


class AnyCourseOfActs(RuleBasedStateMachine):
    """Whatever is done in whatever order, undo steps back through the very states seen."""

    def __init__(self) -> None:
        super().__init__()
        self.log = memory_log()
        self.states: list[dict[str, int]] = [{}]

    def known(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(list(self.states[-1])))

    @rule(score=st.integers(0, 10))
    def add(self, score: int) -> None:
        self.states.append({**self.states[-1], add(self.log, score=score): score})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data(), score=st.integers(0, 10))
    def change(self, data: st.DataObject, score: int) -> None:
        id = self.known(data)
        self.log.change(id, score=score)
        if self.states[-1][id] != score:
            self.states.append({**self.states[-1], id: score})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        id = self.known(data)
        self.log.delete(id)
        self.states.append({key: n for key, n in self.states[-1].items() if key != id})

    @rule()
    def undo(self) -> None:
        undone = self.log.undo()
        assert (undone is None) == (len(self.states) == 1)
        if undone:
            self.states.pop()

    @invariant()
    def the_log_is_as_expected(self) -> None:
        assert {entry.id: entry.score for entry in self.log._entries()} == self.states[-1]


TestAnyCourseOfActs = AnyCourseOfActs.TestCase
TestAnyCourseOfActs.settings = settings(max_examples=40, stateful_step_count=20)


@pytest.mark.parametrize("whole_log", [False, True])
def test_erased_words_are_gone_from_the_bytes_of_the_file(tmp_path: Path, whole_log: bool) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path, clock=lambda: NOW)
    kept = [add(log, note=f"kept {n} " + "words " * 50) for n in range(40)]
    gone = add(log, note="a private sentence", tags=("quiet word",))
    log.change(gone, note="another private sentence")
    log.delete(gone)
    log.undo()
    assert path.read_bytes().count(b"private sentence") >= 2
    log.erase(None if whole_log else gone)
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for words in (b"private sentence", b"quiet word", gone.encode()):
        assert words not in left
    with pytest.raises(KeyError):
        log.history(gone)
    assert list(log.entries().index) == ([] if whole_log else kept)
    assert (b"kept 7" in left) != whole_log


def test_erasing_one_entry_leaves_the_undo_of_the_others_right() -> None:
    log = memory_log()
    first, second = add(log), add(log)
    log.change(first, score=1)
    log.change(second, score=2)
    log.undo()
    log.erase(second)
    assert log.undo() == "change"
    assert log.entries().score.to_dict() == {first: 4}


def test_recent_entries_come_newest_first_as_json_can_carry_them() -> None:
    log = memory_log()
    for day in range(1, 13):
        add(log, felt_at=datetime(2026, 3, day, 8, tzinfo=UTC))
    rows = recent(log, 3)
    assert [row["felt_at"] for row in rows] == [f"2026-03-{d}T08:00:00+00:00" for d in (12, 11, 10)]
    assert set(rows[0]) == {"id", *FIELDS}
    assert recent(memory_log(), 3) == []


def test_neither_the_log_nor_its_place_shows_an_entry_or_a_path(tmp_path: Path) -> None:
    log = PainLog(tmp_path / "log.sqlite3", clock=lambda: NOW)
    add(log)
    assert repr(log) == str(log) == "PainLog (your entries are not shown here)"
    assert not hasattr(log, "_repr_html_")
    assert str(tmp_path) not in log.where


def test_two_logs_in_memory_are_two_logs() -> None:
    one, other = memory_log(), memory_log()
    add(one)
    assert other.entries().empty


# Where the log is, and who was asked.


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data of mine, é"
    monkeypatch.setenv("STRETCHKIT_DATA", str(folder))
    return folder


def test_the_default_log_lies_where_stretchkit_data_says(own_folder: Path) -> None:
    log = PainLog()
    assert log.entries().empty
    assert not own_folder.exists()
    log.add(3, region="hand", side="both")
    assert [file.name for file in own_folder.iterdir()] == ["pain_log.sqlite3"]
    assert "in the folder that was set on this computer" in log.where
    assert "STRETCHKIT_DATA" not in log.where and own_folder.name not in log.where


def test_there_is_one_default_log_a_process(own_folder: Path) -> None:
    assert default_log() is default_log()
    default_log().add(3, region="hand", side="both")
    assert len(PainLog().entries()) == 1


def test_the_question_is_open_until_it_is_answered_either_way(own_folder: Path) -> None:
    assert PainLog().needs_answer
    PainLog().keep_in_file()
    assert not PainLog().needs_answer
    assert own_folder.exists()


def test_a_log_kept_in_memory_is_shared_and_leaves_no_file(own_folder: Path) -> None:
    early = PainLog()
    PainLog().keep_in_memory()
    early.add(3, region="hand", side="both")
    assert len(PainLog().entries()) == 1
    assert not PainLog().needs_answer
    assert early.in_memory
    assert "memory only" in early.where
    assert not own_folder.exists()


def test_a_log_at_a_named_path_never_asks(tmp_path: Path) -> None:
    assert not PainLog(tmp_path / "study.sqlite3").needs_answer
    assert not PainLog(":memory:").needs_answer


def test_on_binder_it_says_that_the_file_goes_with_the_session(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert "goes when this session ends" in PainLog().where


def test_the_user_data_folder_is_named_from_home_not_from_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("STRETCHKIT_DATA")
    log = PainLog()
    assert str(Path.home()) not in log.where
    assert "pain_log.sqlite3" in log.where


def test_the_present_state_can_be_read_with_any_sqlite_tool(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    log = PainLog(path, clock=lambda: NOW)
    add(log)
    log.delete(add(log))
    rows = sqlite3.connect(path).execute("SELECT score, felt_at, offset_min FROM entries")
    assert rows.fetchall() == [(4, "2026-03-01T06:30:00.000000+00:00", 60)]
