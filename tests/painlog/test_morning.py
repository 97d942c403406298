"""The question of the next morning: of yesterday's stretch, once, and only of one's own log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stretchkit.painlog import PainLog, morning, place
from stretchkit.painlog.morning import answer_morning, leave_morning, morning_question

NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
EVENING = NOW - timedelta(hours=12)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PainLog:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    monkeypatch.setattr(morning, "_left_alone", set())
    return PainLog(clock=lambda: NOW)


def stretched(log: PainLog, moment: str, score: int, **fields: Any) -> str:
    given: dict[str, Any] = {
        "region": "neck_back",
        "side": "left",
        "felt_at": EVENING,
        "session": "s1",
        "stretch": "neck_tilt",
    }
    return log.add(score, moment=moment, **{**given, **fields})


def test_it_asks_after_a_stretch_of_yesterday_in_one_sentence(log: PainLog) -> None:
    stretched(log, "before", 2)
    stretched(log, "after", 3)
    assert morning_question(log, NOW) == {
        "session": "s1",
        "asked": "After Neck tilt on 24 November you wrote 3. How is it this morning?",
        "before": 2,
    }


@pytest.mark.parametrize(
    ("moment", "begins", "before"), [("before", "Before", 3), ("after", "After", None)]
)
def test_one_score_is_enough_and_is_named_for_what_it_was(
    log: PainLog, moment: str, begins: str, before: int | None
) -> None:
    stretched(log, moment, 3)
    question = morning_question(log, NOW)
    assert question and question["before"] == before
    assert question["asked"].startswith(f"{begins} Neck tilt on 24 November you wrote 3.")


@pytest.mark.parametrize(
    ("hours", "asks"), [(-6, False), (-4, False), (-3, True), (0, True), (16, True), (17, False)]
)
def test_it_asks_from_the_morning_after_to_the_end_of_that_day(
    log: PainLog, hours: int, asks: bool
) -> None:
    stretched(log, "after", 3)
    question = morning_question(log, NOW + timedelta(hours=hours))
    assert (question is not None) == asks
    if question and hours > 5:
        assert question["asked"].endswith("How is it now?")


def test_a_stretch_of_today_or_of_days_ago_is_not_asked_about(log: PainLog) -> None:
    for days in (0, 2, 30):
        stretched(log, "after", 3, session=f"s{days}", felt_at=NOW - timedelta(days=days))
    assert morning_question(log, NOW) is None


@pytest.mark.parametrize("other", [{"session": None}, {"moment": "later"}, {"moment": None}])
def test_only_a_score_beside_a_session_is_asked_about(log: PainLog, other: Any) -> None:
    stretched(log, **{"moment": "after", "score": 3, **other})
    assert morning_question(log, NOW) is None


def test_an_unknown_stretch_is_named_plainly(log: PainLog) -> None:
    stretched(log, "after", 3, stretch=None)
    question = morning_question(log, NOW)
    assert question and question["asked"].startswith("After the stretch on 24 November")


def test_the_answer_joins_its_session_and_is_asked_for_once(log: PainLog) -> None:
    stretched(log, "before", 2, side="both")
    stretched(log, "after", 3, side="both")
    saved = answer_morning(log, "s1", 4, NOW)
    row = log.entries().loc[saved]
    assert (row.score, row.moment, row.session, row.asked) == (4, "next_morning", "s1", "now")
    assert (row.region, row.side, row.stretch) == ("neck_back", "both", "neck_tilt")
    assert row.felt_at == NOW
    assert morning_question(log, NOW) is None
    with pytest.raises(ValueError, match="already"):
        answer_morning(log, "s1", 5, NOW)
    assert len(log.entries()) == 3
    log.undo()
    assert morning_question(log, NOW), "taken back, it may be asked again"


@pytest.mark.parametrize("score", [11, "three", None])
def test_a_score_off_the_scale_is_refused(log: PainLog, score: Any) -> None:
    stretched(log, "after", 3)
    with pytest.raises(ValueError, match="not on the scale"):
        answer_morning(log, "s1", score, NOW)


def test_a_session_that_nobody_asks_about_takes_no_answer(log: PainLog) -> None:
    stretched(log, "after", 3)
    with pytest.raises(ValueError, match="not asked for"):
        answer_morning(log, "another", 3, NOW)


def test_put_aside_it_is_not_asked_again(log: PainLog) -> None:
    stretched(log, "after", 3)
    leave_morning("s1")
    assert morning_question(log, NOW) is None


def test_of_two_sessions_the_last_is_asked_about(log: PainLog) -> None:
    stretched(log, "after", 3, felt_at=EVENING - timedelta(hours=5))
    stretched(log, "after", 6, session="s2")
    question = morning_question(log, NOW)
    assert question and question["session"] == "s2"


def test_a_log_kept_elsewhere_is_never_asked_about(tmp_path: Path, log: PainLog) -> None:
    for other in (PainLog(":memory:"), PainLog(tmp_path / "of a class.sqlite3")):
        stretched(other, "after", 3)
        assert morning_question(other, NOW) is None
    named = PainLog(place.default_path())
    stretched(named, "after", 3)
    assert morning_question(named, NOW), "one's own by its path is one's own"


def test_to_ask_writes_nothing(log: PainLog, tmp_path: Path) -> None:
    assert morning_question(log, NOW) is None
    assert list(tmp_path.iterdir()) == []
