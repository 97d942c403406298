"""What Python answers to the diary in the page, without a page."""

import gc
import json
import re
import uuid
import weakref
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stretchkit.painlog import PainLog, default_log
from stretchkit.widgets import rebuild
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.diary import PainDiary
from stretchkit.widgets.live import MIME

ENTRY = {"score": 4, "region": "neck_back", "side": "left", "asked": "now", "moment": "before"}


class Page:
    """Stands in for the page: numbers its messages and looks at the answers."""

    def __init__(self, log: PainLog | None) -> None:
        self.diary = PainDiary(log)
        self.count = 0

    def ask(self, **message: Any) -> dict[str, Any]:
        self.count += 1
        answer = self.diary._handle({**message, "request": f"p-{self.count}"})
        assert answer["request"] == f"p-{self.count}"
        return dict(json.loads(json.dumps(answer)))

    def add(self, **fields: Any) -> dict[str, Any]:
        return self.ask(act="add", id=uuid.uuid4().hex, entry={**ENTRY, **fields})


@pytest.fixture
def log() -> PainLog:
    return PainLog(":memory:")


def test_a_saved_score_is_in_the_log_and_in_the_list(log: PainLog) -> None:
    answer = Page(log).add(score=7, note="<b>desk</b>", felt_at="2026-03-01T07:30+01:00")
    assert answer["said"] == "Saved."
    (entry,) = answer["diary"]["entries"]
    assert entry["score"] == 7
    assert entry["text"] == "Back of the neck, left: pain now, before the stretch"
    assert entry["day"] == "Sun 1 Mar 2026, 07:30"
    assert entry["when"] == "2026-03-01T07:30"
    assert entry["note"] == "<b>desk</b>"
    assert list(log.entries().score) == [7]


def test_the_same_save_twice_stands_once_and_the_last_try_counts(log: PainLog) -> None:
    page, key = Page(log), uuid.uuid4().hex
    for score in (4, 4, 6):
        answer = page.ask(act="add", id=key, entry={**ENTRY, "score": score})
        assert answer["said"] == "Saved."
    assert list(log.entries().score) == [6]


def test_edit_delete_and_undo(log: PainLog) -> None:
    page = Page(log)
    key = page.add()["diary"]["entries"][0]["id"]
    changed = page.ask(act="change", id=key, entry={**ENTRY, "score": 8})
    assert changed["diary"]["entries"][0]["score"] == 8
    assert page.ask(act="delete", id=key)["diary"]["entries"] == []
    for score in (8, 4):
        assert page.ask(act="undo")["diary"]["entries"][0]["score"] == score
    assert page.ask(act="undo")["diary"]["entries"] == []
    assert page.ask(act="undo")["said"] == "There is nothing to undo."


def test_an_edit_keeps_the_time_unless_another_is_given(log: PainLog) -> None:
    page = Page(log)
    key = page.add(felt_at="2026-03-01T07:30+05:00")["diary"]["entries"][0]["id"]
    answer = page.ask(act="change", id=key, entry={**ENTRY, "score": 1})
    assert answer["diary"]["entries"][0]["when"] == "2026-03-01T07:30"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"score": 11}, "0 (no pain) to 10"),
        ({"score": 3.5}, "whole number"),
        ({"score": True}, "whole number"),
        ({"region": "knee"}, "accepted"),
        ({"felt_at": "2199-01-01T00:00+00:00"}, "The time 1 Jan 2199, 00:00 is still to come"),
        ({"note": "x" * 3000}, "characters"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_the_log_refuses_comes_back_in_words_and_stores_nothing(
    log: PainLog, fields: dict[str, Any], words: str
) -> None:
    answer = Page(log).add(**fields)
    assert words in answer["error"]
    assert not re.search(r"felt_at|\([a-z]+\)\.", answer["error"])
    assert log.entries().empty


def test_an_entry_that_is_gone_is_said_to_be_gone(log: PainLog) -> None:
    answer = Page(log).ask(act="delete", id=str(uuid.uuid4()))
    assert answer["error"] == "That entry is not in the log any more."


@given(
    some.dictionaries(
        some.sampled_from(["act", "id", "entry", "keep", "request"]),
        some.one_of(some.none(), some.integers(), some.text(), some.booleans(),
                    some.dictionaries(some.text(), some.text(), max_size=2)),
    )
)  # fmt: skip
def test_no_message_of_any_shape_breaks_it(message: dict[str, Any]) -> None:
    answer = PainDiary(PainLog(":memory:"))._handle(message)
    assert answer["request"] == message.get("request")
    assert answer.get("error") or message["act"] in ("show", "undo", "csv", "chart", "own")


def test_only_the_last_fourteen_are_listed_the_newest_first(log: PainLog) -> None:
    page = Page(log)
    for day in range(1, 21):
        page.add(score=day % 11, felt_at=f"2026-03-{day:02}T08:00+00:00")
    days = [entry["when"][8:10] for entry in page.ask(act="show")["diary"]["entries"]]
    assert days == [f"{day:02}" for day in range(20, 6, -1)]


def test_advice_comes_with_the_entries_that_call_for_it(log: PainLog) -> None:
    page = Page(log)
    now = datetime.now().astimezone() - timedelta(minutes=5)
    answer = page.add(region="chest_front", side="middle", score=5, felt_at=now.isoformat())
    (advice,) = answer["diary"]["advice"]
    assert advice["level"] == "emergency"
    assert advice["title"] == "Call your emergency number now"
    assert advice["words"].startswith("You noted pain at the front of the chest.")
    assert advice["new"]


def test_advice_is_new_to_the_save_that_brings_it_and_old_to_the_others(log: PainLog) -> None:
    page = Page(log)

    def new(answer: dict[str, Any]) -> dict[str, bool]:
        return {advice["level"]: advice["new"] for advice in answer["diary"]["advice"]}

    assert new(page.add()) == {}
    assert new(page.add(qualities=["numbness"])) == {"this_week": True}
    assert new(page.add()) == {"this_week": False}
    assert new(page.add(region="chest_front")) == {"emergency": True, "this_week": False}
    again = page.add(region="chest_front")
    assert new(again) == {"emergency": True, "this_week": False}
    key = again["diary"]["entries"][0]["id"]
    assert new(page.ask(act="change", id=key, entry={**ENTRY, "qualities": ["dizziness"]})) == {
        "emergency": False,
        "today": True,
        "this_week": False,
    }
    assert new(page.ask(act="undo")) == {"emergency": False, "this_week": False}
    assert new(page.ask(act="show")) == {"emergency": False, "this_week": False}


def test_the_last_call_for_help_is_not_taken_out_in_silence(log: PainLog) -> None:
    page = Page(log)

    def out(**message: Any) -> dict[str, str]:
        said = page.ask(**message)["diary"]["taken_out"]
        return {one["level"]: one["words"] for one in said}

    keys = [page.add(region="chest_front")["diary"]["entries"][0]["id"] for _ in range(2)]
    assert out(act="show") == {}
    assert out(act="delete", id=keys[0]) == {}
    gone = out(act="change", id=keys[1], entry={**ENTRY, "qualities": ["weakness"]})
    (words,) = gone.values()
    assert words.endswith("If it was true, call your emergency number, even if it has gone.")
    assert out(act="undo") == {}
    assert out(act="delete", id=keys[1]) == gone | {
        "today": "An entry that said to get seen today is out of the log. "
        "If it was true, do not stretch. Get seen today."
    }


def test_one_high_number_of_today_brings_a_gentle_word(log: PainLog) -> None:
    (advice,) = Page(log).add(score=9, moment=None, asked="average_today")["diary"]["advice"]
    assert (advice["level"], advice["new"]) == ("easier", True)


def test_a_chart_of_chest_entries_alone_is_words(log: PainLog) -> None:
    page = Page(log)
    page.add(region="chest_front")
    picture = page.ask(act="chart", asked=None)["picture"]
    assert picture["src"] == "" and picture["kinds"] == []
    assert "Not drawn: 1 entry at the front of the chest." in picture["alt"]


def test_the_third_day_of_high_scores_brings_the_advice_of_all_three(log: PainLog) -> None:
    page = Page(log)
    now = datetime.now().astimezone() - timedelta(minutes=5)
    for ago in (2, 1, 0):
        answer = page.add(score=9, felt_at=(now - timedelta(days=ago)).isoformat())
    (advice,) = answer["diary"]["advice"]
    assert (advice["level"], advice["new"]) == ("this_week", True)


def test_the_chart_of_the_kind_asked_for_comes_back(log: PainLog) -> None:
    page = Page(log)
    page.add(score=2, asked="now")
    page.add(score=9, asked="worst_today")
    picture = page.ask(act="chart", asked="worst_today")["picture"]
    assert picture["kind"] == "worst_today"
    assert "Score 9." in picture["alt"]


def test_the_first_use_asks_and_no_keeps_it_off_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    page = Page(None)
    assert page.ask(act="show")["diary"]["needs_answer"]
    answer = page.ask(act="own", keep=False)
    assert not answer["diary"]["needs_answer"]
    assert "memory" in answer["diary"]["where"]
    page.add(score=2)
    assert list(tmp_path.iterdir()) == []
    assert list(default_log().entries().score) == [2]
    assert page.ask(act="csv")["csv"].count("neck_back") == 1


def test_the_first_use_asks_and_yes_keeps_it_on_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    page = Page(None)
    assert not page.ask(act="own", keep=True)["diary"]["needs_answer"]
    page.add(score=2)
    assert list(PainLog().entries().score) == [2]


def test_before_the_question_is_answered_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    answer = Page(None).add(score=2)
    assert "only yours" in answer["error"]
    assert list(tmp_path.iterdir()) == []


def test_a_full_or_foreign_log_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite3"
    path.write_bytes(b"Dear reader, this is a letter and not a log. " * 9)
    answer = Page(PainLog(path)).add()
    assert "not a pain log" in answer["error"]
    assert path.read_bytes().startswith(b"Dear reader")


def test_nothing_of_the_log_is_in_what_the_notebook_saves(log: PainLog) -> None:
    diary = PainDiary(log)
    empty, _ = diary._repr_mimebundle_()
    log.add(9, region="arm", side="right", note="KINGFISHER")
    full, _ = diary._repr_mimebundle_()
    for mime in ("text/plain", "text/html", MIME):
        assert full[mime] == empty[mime]
    assert "KINGFISHER" not in json.dumps([full, diary.get_state()], default=str)
    assert full[MIME] == {"kind": "diary", "arguments": {}}
    own = set(PainDiary.class_trait_names(sync=True)) - set(
        CourseWidget.class_trait_names(sync=True)
    )
    assert own == {"choices"}


def test_what_is_written_elsewhere_is_told_to_the_page_without_a_word_of_it(log: PainLog) -> None:
    page, sent = Page(log), []
    page.diary.send = sent.append  # type: ignore[method-assign]
    log.add(1, region="arm", side="left", note="KINGFISHER")
    assert sent == []  # not yet on a page
    page.ask(act="show")
    log.add(2, region="arm", side="left", note="KINGFISHER")
    log.undo()
    assert sent == [{"changed": True}] * 2


def test_a_diary_that_was_closed_is_not_kept_by_the_log(log: PainLog) -> None:
    page = Page(log)
    page.ask(act="show")
    there = weakref.ref(page.diary)
    page.diary.close()
    del page
    gc.collect()
    assert there() is None


def test_the_page_knows_whether_there_is_anything_to_undo(log: PainLog) -> None:
    page = Page(log)
    assert page.ask(act="show")["diary"]["can_undo"] is False
    assert page.add()["diary"]["can_undo"] is True
    assert page.ask(act="undo")["diary"]["can_undo"] is False


def test_the_twin_is_a_week_to_fill_in_by_hand() -> None:
    diary = rebuild({"kind": "diary", "arguments": {}})
    twin = diary.twin()
    assert "Entries are never saved in the notebook." in twin
    assert twin.count('<th scope="row">') == 7
    assert "Next morning" in twin
    assert len(twin) < 60_000


def test_something_that_is_no_log_is_refused() -> None:
    with pytest.raises(TypeError, match="not a pain log"):
        PainDiary("my log")  # type: ignore[arg-type]
