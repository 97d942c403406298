"""The player as Python sees it: what it accepts, its twin, and how a score is kept."""

import json
import re
from base64 import b64decode
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from stretchkit import facts, painlog
from stretchkit.facts.steps import steps
from stretchkit.widgets import rebuild
from stretchkit.widgets.guided import REGIONS
from stretchkit.widgets.live import MIME
from stretchkit.widgets.player import StretchPlayer

ALL = [(key, form.key) for key, row in facts.stretches().items() for form in row.variations]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> painlog.PainLog:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    log = painlog.PainLog()
    monkeypatch.setattr(painlog, "default_log", lambda: log)
    return log


class Page:
    """Stands in for the page: hands messages to a player and keeps its replies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.player = StretchPlayer("neck_tilt")
        self.heard: list[dict[str, Any]] = []
        monkeypatch.setattr(
            StretchPlayer, "send", lambda _player, message, _buffers: self.heard.append(message)
        )

    def says(self, **message: Any) -> dict[str, Any]:
        given = {"moment": "before", "session": "s1", "side": "left"}
        sent = {"request": "a-1", **given, **message}
        self.player._handle_custom_msg(sent, [])
        return self.heard[-1]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, log: painlog.PainLog) -> Page:
    return Page(monkeypatch)


def test_a_new_player_is_ready_and_has_done_nothing() -> None:
    player = StretchPlayer("neck_tilt")
    assert (player.state, player.completed) == ("ready", [])


def test_the_closest_keys_are_named() -> None:
    with pytest.raises(KeyError, match="neck_tilt"):
        StretchPlayer("neck_tlit")
    with pytest.raises(KeyError, match="seat_edge"):
        StretchPlayer("neck_tilt", "seat")


@pytest.mark.parametrize("hold", [0, -1, float("nan"), 3600, float("inf"), True, "ten", 60.5])
def test_a_hold_outside_its_range_is_refused(hold: Any) -> None:
    with pytest.raises(ValueError, match="from 1 to 60"):
        StretchPlayer("neck_tilt", hold_s=hold)


@pytest.mark.parametrize("repetitions", [0, -1, 11, 2.5, True, "three"])
def test_repetitions_outside_their_range_are_refused(repetitions: Any) -> None:
    with pytest.raises(ValueError, match="from 1 to 10"):
        StretchPlayer("neck_tilt", repetitions=repetitions)


def test_standing_head_down_is_never_held_over_twenty_seconds() -> None:
    with pytest.raises(ValueError, match="from 1 to 20"):
        StretchPlayer("cross_arm_knee_press", "standing", hold_s=21)


@settings(max_examples=30, deadline=None)
@given(hold=st.floats(1, 60), repetitions=st.integers(1, 10))
def test_the_numbers_given_are_the_dose_to_begin_with(hold: float, repetitions: int) -> None:
    dose = StretchPlayer("neck_tilt", hold_s=hold, repetitions=repetitions).dose
    assert (dose["hold_s"], dose["repetitions"]) == (hold, repetitions)


@pytest.mark.parametrize(("stretch", "variation"), ALL)
def test_every_phase_of_ten_repetitions_is_sent_once(stretch: str, variation: str) -> None:
    script = StretchPlayer(stretch, variation).script
    phases = facts.timeline(facts.variation(stretch, variation), repetitions=10)
    places = [place for one in script["rounds"] for place in one] + script["finish"]
    assert [script["parts"][place]["cue"] for place in places] == [p.cue for p in phases]
    assert len({json.dumps(part) for part in script["parts"]}) == len(script["parts"])


@pytest.mark.parametrize(
    ("given_arguments", "key"),
    [
        ({"stretch": "neck_tilt"}, "week_1"),
        ({"stretch": "neck_tilt", "hold_s": 15, "repetitions": 4}, "week_2"),
        ({"stretch": "neck_tilt", "hold_s": 10, "repetitions": 6}, "source_page"),
        ({"stretch": "neck_tilt", "hold_s": 11}, "own"),
        ({"stretch": "neck_tilt", "variation": "four_way"}, "usual"),
        ({"stretch": "neck_tilt", "variation": "four_way", "hold_s": 10}, "own"),
    ],
)
def test_a_dose_of_the_table_goes_by_its_name(given_arguments: Any, key: str) -> None:
    assert StretchPlayer(**given_arguments).dose["key"] == key


def test_no_dose_is_on_offer_that_is_too_long_or_is_not_of_this_stretch() -> None:
    def offered(stretch: str, variation: str) -> list[str]:
        return [dose["key"] for dose in StretchPlayer(stretch, variation).script["doses"]]

    weeks = ["week_1", "week_2", "week_3_shorter", "week_3_longer"]
    assert offered("neck_tilt", "basic") == [*weeks, "source_page"]
    assert offered("clasp_and_reach", "hug") == weeks, "the article gives no time for this one"
    assert offered("cross_arm_knee_press", "standing") == weeks[:3], "never over 20 seconds"
    assert offered("cross_arm_knee_press", "seated") == weeks
    assert offered("neck_tilt", "four_way") == ["usual"]


@pytest.mark.parametrize(
    "wrong", [{}, {"hold_s": 21, "repetitions": 3}, {"hold_s": 10, "repetitions": 11}]
)
def test_no_page_can_choose_what_is_not_allowed(wrong: dict[str, Any]) -> None:
    player = StretchPlayer("cross_arm_knee_press", "standing")
    with pytest.raises(TraitError, match="not a dose of this stretch"):
        player.dose = {"key": "own", **wrong}
    assert player.dose["hold_s"] == 10


def test_what_was_chosen_in_the_page_is_not_what_is_saved() -> None:
    player = StretchPlayer("neck_tilt")
    saved = (player.arguments(), player.twin(), repr(player))
    player.dose = {"key": "own", "hold_s": 5, "repetitions": 1}
    assert (player.arguments(), player.twin(), repr(player)) == saved


@pytest.mark.parametrize(("stretch", "variation"), ALL)
def test_the_page_gets_the_stop_rules_and_stays_small(stretch: str, variation: str) -> None:
    script = StretchPlayer(stretch, variation).script
    assert script["stop_line"] == facts.variation(stretch, variation).stop_line
    assert [answer["key"] for answer in script["stop_answers"]] == [
        "too_strong", "pain_up", "nerve_or_dizzy", "emergency",
    ]  # fmt: skip
    assert script["stop_signs"]
    assert script["way_out"] == facts.variation(stretch, variation).way_out
    assert script["not_for_you_if"] == list(facts.variation(stretch, variation).not_for_you_if)
    assert len(json.dumps(script)) < 20_000


def test_only_what_was_given_is_saved() -> None:
    assert StretchPlayer("neck_tilt").arguments() == {"stretch": "neck_tilt"}
    given_all: dict[str, Any] = {
        "stretch": "neck_tilt",
        "variation": "seat_edge",
        "hold_s": 5,
        "repetitions": 1,
    }
    assert StretchPlayer(**given_all).arguments() == given_all
    data, _ = StretchPlayer(**given_all)._repr_mimebundle_()
    assert len(json.dumps(data[MIME])) < 2_000


@pytest.mark.parametrize(
    ("given_arguments", "words"),
    [
        (
            {"stretch": "neck_tilt"},
            "StretchPlayer: Neck tilt, basic, hold 10 s, 3 times each side",
        ),
        (
            {"stretch": "neck_tilt", "variation": "arm_behind_back", "hold_s": 7.5},
            "StretchPlayer: Neck tilt, arm behind back, hold 7.5 s, 3 times each side",
        ),
        (
            {"stretch": "clasp_and_reach", "repetitions": 1},
            "StretchPlayer: Clasp and reach, clasp, hold 10 s, once",
        ),
    ],
)
def test_it_says_what_it_is_in_one_stable_line(given_arguments: Any, words: str) -> None:
    assert repr(StretchPlayer(**given_arguments)) == words


@pytest.mark.parametrize(("stretch", "variation"), ALL)
def test_the_twin_is_the_whole_stretch_on_paper(stretch: str, variation: str) -> None:
    form = facts.variation(stretch, variation)
    twin = StretchPlayer(stretch, variation).twin()
    assert twin == StretchPlayer(stretch, variation).twin()
    assert len(twin.encode()) < 60_000
    stop = f"{form.stop_line.removesuffix('.')}, {facts.safety_texts()['while_pain_up'].text}"
    for line in (*steps(form), form.feel_it, *form.not_for_you_if, stop):
        assert line.replace("'", "&#x27;") in twin
    assert "<script" not in twin and "style=" not in twin


@pytest.mark.parametrize(("stretch", "variation"), ALL)
def test_on_paper_the_call_stands_before_all_milder_advice(stretch: str, variation: str) -> None:
    twin = StretchPlayer(stretch, variation).twin()
    call, *milder = (
        twin.index(words)
        for words in (
            "Call your emergency number now: chest pain",
            facts.variation(stretch, variation).stop_line.removesuffix(".").replace("'", "&#x27;"),
            "All the signs to stop",
            "you are done for today",
        )
    )
    assert call < min(milder)
    signs = twin.split("All the signs to stop:</p>")[1].split("</ul>")[0]
    all_of_them = [sign.text for sign in facts.red_flags().values() if sign.box == "C"]
    assert re.findall("<li>(.*?)</li>", signs) == all_of_them


def test_the_twin_has_the_doses_of_later_weeks_where_the_table_applies() -> None:
    twin = StretchPlayer("neck_tilt").twin()
    for dose in facts.doses().values():
        assert f"{dose.name}: {dose.hold_s:g} seconds, {dose.repetitions} times." in unescape(twin)
    assert facts.safety_texts()["how_often"].text in unescape(twin)
    assert "Week" not in StretchPlayer("neck_tilt", "four_way").twin()


def test_the_twins_picture_shows_the_hold_and_says_it() -> None:
    twin = StretchPlayer("neck_tilt", hold_s=15).twin()
    (alt, data) = re.findall(r'<img alt="([^"]+)".*?base64,([^"]+)"', twin)[0]
    assert "15 seconds" in alt
    assert ">15</text>" in b64decode(data).decode()


def test_every_stretch_has_a_region_that_the_log_knows() -> None:
    assert set(REGIONS) == set(facts.stretches())
    assert set(REGIONS.values()) <= set(painlog.REGIONS)


def test_the_page_names_the_region_and_every_side_that_the_log_knows() -> None:
    place = StretchPlayer("neck_tilt").script["pain_place"]
    assert place["regions"] == [("neck_back", "Back of the neck")]
    assert [side for side, _ in place["sides"]] == list(painlog.SIDES)
    assert dict(place["sides"])["both"] == "Both sides"


def test_nothing_is_written_before_the_reader_has_said_whose_computer_it_is(
    page: Page, log: painlog.PainLog, tmp_path: Path
) -> None:
    assert page.says(score=4) == {"request": "a-1", "ask": True}
    assert log.entries().empty
    assert list(tmp_path.iterdir()) == []


def test_yes_keeps_the_score_in_the_log(page: Page, log: painlog.PainLog) -> None:
    saved = page.says(score=4, keep=True)
    assert saved == {"request": "a-1", "saved": True, "in_memory": False, "advice": []}
    assert page.says(score=3, moment="after", side="both")["saved"]
    rows = log.entries()
    assert list(rows.score) == [4, 3]
    assert list(rows.moment) == ["before", "after"]
    assert list(rows.side) == ["left", "both"], "the side is the one that was said"
    assert set(rows.region) == {"neck_back"}
    assert set(rows.session) == {"s1"}
    assert set(rows.stretch) == {"neck_tilt"}


def test_no_keeps_the_score_in_memory_only(
    page: Page, log: painlog.PainLog, tmp_path: Path
) -> None:
    saved = page.says(score=4, keep=False)
    assert saved["saved"] and saved["in_memory"], "the page must say that it is in memory only"
    assert page.says(score=5)["saved"]
    assert len(log.entries()) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_score_is_of_the_moment_it_was_chosen_not_of_that_it_was_saved(
    page: Page, log: painlog.PainLog
) -> None:
    page.says(score=4, felt_at="2026-03-01T07:30+05:00", keep=True)
    page.says(score=5, moment="after")
    first, second = log.entries().felt_at
    assert first.isoformat() == "2026-03-01T07:30:00+05:00"
    assert second > first


def test_what_the_log_calls_for_comes_back_with_the_save(page: Page) -> None:
    page.says(score=2, keep=True)
    (flare,) = page.says(score=9, moment="after")["advice"]
    assert flare["level"] == "done_today"
    page.says(score=2, session="s2")
    told = page.says(score=9, moment="after", session="s2")["advice"]
    assert [one["level"] for one in told] == ["done_today", "this_week"], "twice: stop, ask"
    assert "Ask a doctor or physiotherapist this week" in told[1]["words"]


@pytest.mark.parametrize(
    "message",
    [
        {"score": 11},
        {"score": "four"},
        {"score": 3.5},
        {"score": True},
        {},
        {"score": 4, "moment": 7},
        {"score": 4, "side": ""},
        {"score": 4, "side": None},
    ],
)
def test_a_fault_comes_back_as_words_and_stores_nothing(
    page: Page, log: painlog.PainLog, message: dict[str, Any]
) -> None:
    reply = page.says(**message, keep=True)
    assert reply["error"]
    assert log.entries().empty


def test_no_score_is_ever_a_trait(page: Page) -> None:
    page.says(score=9, keep=True)
    state = page.player.get_state()
    kept = {name: state[name] for name in ("script", "state", "completed", "run")}
    assert kept["run"] == {} and kept["completed"] == []
    assert "score" not in json.dumps(kept)


def test_what_was_felt_is_in_no_saved_form() -> None:
    player = StretchPlayer("neck_tilt")
    told = {"key": "stop a", "session": "a", "level": "emergency", "felt": "emergency"}
    player.felt = {"told": [told], "taken_back": []}
    data, _ = player._repr_mimebundle_()
    del data["application/vnd.jupyter.widget-view+json"]
    assert "stop a" not in str(data)
    assert rebuild(data[MIME]).felt == {}
