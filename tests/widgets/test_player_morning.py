"""The player and the morning after, as Python answers it: asked, kept, put aside, by message."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from stretchkit import painlog
from stretchkit.painlog import PainLog, advice_for, morning
from stretchkit.widgets.player import StretchPlayer

NOW = datetime(2025, 11, 25, 7, 30, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PainLog:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    monkeypatch.setattr(morning, "_left_alone", set())
    for name in ("morning_question", "answer_morning"):
        monkeypatch.setattr(painlog, name, partial(getattr(morning, name), now=NOW))
    log = PainLog(clock=lambda: NOW)
    monkeypatch.setattr(painlog, "default_log", lambda: log)
    return log


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    monkeypatch.setattr(StretchPlayer, "send", lambda _self, reply, _buffers: heard.append(reply))
    return heard


def stretched(log: PainLog) -> None:
    log.add(
        3,
        region="neck_back",
        side="left",
        felt_at=NOW - timedelta(hours=12),
        moment="before",
        session="s1",
        stretch="neck_tilt",
    )


def says(player: StretchPlayer, **message: Any) -> None:
    player._handle_custom_msg({"request": "a-1", **message}, [])


def test_a_log_without_a_stretch_of_yesterday_asks_nothing(
    log: PainLog, heard: list[dict[str, Any]], tmp_path: Path
) -> None:
    says(StretchPlayer("neck_tilt"), morning={})
    assert heard == [{"request": "a-1", "morning": None}]
    assert list(tmp_path.iterdir()) == []


def test_it_is_asked_answered_and_kept_with_its_session(
    log: PainLog, heard: list[dict[str, Any]]
) -> None:
    stretched(log)
    player = StretchPlayer("clasp_and_reach")
    says(player, morning={})
    assert heard[-1]["morning"]["session"] == "s1"
    says(player, morning={"session": "s1", "score": 4}, session="today")
    assert heard[-1]["saved"] is True
    last = log.entries().iloc[-1]
    assert (last.score, last.moment, last.session) == (4, "next_morning", "s1")
    assert last.stretch == "neck_tilt", "of the stretch of yesterday, not of this player"
    says(player, morning={})
    assert heard[-1]["morning"] is None
    says(player, morning={"session": "s1", "score": 5})
    assert "already" in heard[-1]["error"]


def test_put_aside_it_is_not_asked_by_the_next_player(
    log: PainLog, heard: list[dict[str, Any]]
) -> None:
    stretched(log)
    says(StretchPlayer("neck_tilt"), morning={"leave": "s1"})
    says(StretchPlayer("neck_tilt"), morning={})
    assert heard[-1]["morning"] is None
    assert len(log.entries()) == 1


def test_a_log_of_ones_own_says_what_it_calls_for_and_no_trait_holds_it(
    log: PainLog, heard: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painlog, "advice_for", partial(advice_for, now=NOW))
    log.add(4, region="chest_front", side="middle", felt_at=NOW)
    player = StretchPlayer("neck_tilt")
    says(player, morning={})
    assert [one["level"] for one in heard[-1]["advice"]] == ["emergency"]
    assert "You noted" not in str(player.get_state()) + str(player._repr_mimebundle_())
    elsewhere = PainLog(tmp_path / "of a class.sqlite3", clock=lambda: NOW)
    elsewhere.add(4, region="chest_front", side="middle", felt_at=NOW)
    monkeypatch.setattr(painlog, "default_log", lambda: elsewhere)
    says(player, morning={})
    assert heard[-1] == {"request": "a-1", "morning": None}
