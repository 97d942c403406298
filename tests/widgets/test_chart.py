"""The chart of a log as a view: its picture goes by message, and nothing of it is saved."""

from base64 import b64decode
from pathlib import Path

import pytest

from stretchkit.painlog import PainLog, pain_words
from stretchkit.widgets import rebuild
from stretchkit.widgets.chart import PainChart, plot_pain
from stretchkit.widgets.live import MIME


def log_of(*scores: int) -> PainLog:
    log = PainLog(":memory:")
    for day, score in enumerate(scores, start=1):
        log.add(score, region="neck_back", side="left", felt_at=f"2026-03-{day:02} 08:00")
    return log


def test_the_picture_answers_the_message_that_asked_for_it() -> None:
    log = log_of(4, 5, 3)
    answer = plot_pain(log)._handle({"act": "chart", "request": "a-1"})
    assert answer["request"] == "a-1"
    head, data = answer["picture"]["src"].split(",")
    assert head == "data:image/svg+xml;base64"
    assert b"<svg" in b64decode(data)
    assert answer["picture"]["alt"] == pain_words(log.entries())


def test_the_kinds_with_entries_can_be_chosen_and_the_commonest_comes_first() -> None:
    log = log_of(4, 5, 3)
    day = {"region": "neck_back", "side": "left", "felt_at": "2026-03-01 09:00"}
    for score in (1, 2):
        log.add(score, asked="average_today", **day)
    chart = plot_pain(log)
    first = chart._handle({"act": "chart", "request": 1})["picture"]
    assert first["kind"] == "now"
    assert first["kinds"] == [("average_today", "Average pain of the day"), ("now", "Pain now")]
    assert first["left_out"] == "Not in this chart: 2 entries of average pain of the day."
    other = chart._handle({"act": "chart", "asked": "average_today", "request": 2})["picture"]
    assert other["kind"] == "average_today"
    assert other["alt"] == pain_words(log.entries(), "average_today")
    assert other["left_out"] == "Not in this chart: 3 entries of pain now."
    assert other["src"] != first["src"]


@pytest.mark.parametrize("asked", ["worst_today", "weekly", "", None, 3, ["now"]])
def test_a_kind_without_entries_leads_to_the_commonest(asked: object) -> None:
    answer = plot_pain(log_of(4))._handle({"act": "chart", "asked": asked, "request": 1})
    assert answer["picture"]["kind"] == "now"


def test_an_empty_log_says_so_and_what_to_do() -> None:
    picture = plot_pain(log_of())._handle({"act": "chart", "request": 1})["picture"]
    assert picture["src"] == ""
    assert picture["kinds"] == []
    assert "empty" in picture["alt"] and "pain diary" in picture["alt"]


def test_nothing_of_the_log_is_saved_with_the_notebook() -> None:
    full, _ = plot_pain(log_of(9, 9, 9))._repr_mimebundle_()
    empty, _ = plot_pain(log_of())._repr_mimebundle_()
    for mime in ("text/plain", "text/html", MIME):
        assert full[mime] == empty[mime]
    assert full[MIME] == {"kind": "chart", "arguments": {"chart": "pain"}}


def test_it_is_made_again_from_what_is_saved() -> None:
    again = rebuild({"kind": "chart", "arguments": {"chart": "pain"}})
    assert isinstance(again, PainChart)
    assert "not saved" in again.twin()


@pytest.mark.parametrize("wrong", ["log.csv", 7, [1, 2]])
def test_something_that_is_no_log_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match=r"not a pain log; make one with sk\.PainLog"):
        plot_pain(wrong)  # type: ignore[arg-type]


def test_an_unknown_chart_names_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match="'pain'"):
        PainChart("mood")


def test_a_log_that_cannot_be_read_is_an_answer_in_words(tmp_path: Path) -> None:
    (tmp_path / "not-a-log.sqlite3").write_bytes(b"something else, and rather longer than that" * 9)
    log = PainLog(tmp_path / "not-a-log.sqlite3")
    answer = plot_pain(log)._handle({"act": "chart", "request": 1})
    assert "not a pain log" in answer["error"]
