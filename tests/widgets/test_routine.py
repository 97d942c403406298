"""The routine as Python sees it: what it accepts, its twin, what is kept and what never is."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from traitlets import TraitError

from stretchkit import facts, painlog
from stretchkit.facts.routine import routines
from stretchkit.facts.steps import steps
from stretchkit.programmes.shelf import NAME
from stretchkit.widgets import rebuild
from stretchkit.widgets.live import MIME
from stretchkit.widgets.player_body import film_bytes
from stretchkit.widgets.routine import RoutinePlayer

NECK = {"stretch": "neck_tilt", "variation": "basic"}
ROW = {"form": "neck_tilt:basic", "key": "week_2", "hold_s": 15, "repetitions": 4}
MINE = {"name": "After work", "rest_s": 30, "stretches": [ROW]}


class Page:
    """Stands in for the page: hands messages to a routine and keeps its replies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.player = RoutinePlayer("neck_only")
        self.heard: list[tuple[dict[str, Any], list[bytes]]] = []
        monkeypatch.setattr(RoutinePlayer, "send", lambda _player, *said: self.heard.append(said))

    def says(self, **message: Any) -> dict[str, Any]:
        self.player._handle_custom_msg({"request": "a-1", **message}, [])
        return self.heard[-1][0]

    def saved(self, act: str, **more: Any) -> dict[str, Any]:
        answer = self.says(saved={"act": act, **more})
        assert answer.pop("request") == "a-1"
        return answer


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Page:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    log = painlog.PainLog()
    monkeypatch.setattr(painlog, "default_log", lambda: log)
    return Page(monkeypatch)


def names(answer: dict[str, Any]) -> list[str]:
    return [routine["name"] for routine in answer["routines"]]


def test_a_new_routine_is_ready_and_has_done_nothing() -> None:
    player = RoutinePlayer()
    assert (player.state, player.completed, player.run) == ("ready", [], {})


def test_a_seated_routine_says_sitting_on_paper() -> None:
    paper = RoutinePlayer("three_seated").twin()
    assert "sitting</td>" in paper
    assert "standing" not in paper.split("</table>")[0]


@pytest.mark.parametrize("key", routines())
def test_the_routines_of_the_course_play(key: str) -> None:
    player = RoutinePlayer(key)
    forms = [one["form"] for one in player.routine["stretches"]]
    row = routines()[key].routine()
    assert forms == [f"{one.stretch}:{one.variation}" for one in row.stretches]
    assert set(forms) <= set(player.script["forms"])


@pytest.mark.parametrize(
    ("wrong", "fault", "words"),
    [
        ({"stretches": "three_seatd"}, KeyError, "three_seated"),
        ({"stretches": ["neck_tlit"]}, KeyError, "neck_tilt"),
        ({"stretches": []}, ValueError, "from 1 to 8"),
        ({"stretches": [NECK] * 9}, ValueError, "from 1 to 8"),
        ({"stretches": NECK}, ValueError, "give a list"),
        ({"stretches": 5}, ValueError, "give a list"),
        ({"rest_s": 5}, ValueError, "from 10 to 120"),
        ({"name": ""}, ValueError, "empty"),
        ({"name": 5}, ValueError, "a text"),
        ({"name": "x" * 100}, ValueError, "up to 60"),
    ],
)
def test_what_is_not_accepted_is_said(
    wrong: dict[str, Any], fault: type[Exception], words: str
) -> None:
    with pytest.raises(fault, match=words):
        RoutinePlayer(**wrong)


def test_only_what_was_given_is_saved_and_it_stays_small() -> None:
    assert RoutinePlayer().arguments() == {"stretches": "three_seated"}
    eight = [{**NECK, "hold_s": 12.5, "repetitions": 10}] * 8
    player = RoutinePlayer(iter(eight), name="x" * 60, rest_s=12.5)
    data, _ = player._repr_mimebundle_()
    assert len(json.dumps(data[MIME])) < 2_000
    again = rebuild(json.loads(json.dumps(data[MIME])))
    assert isinstance(again, RoutinePlayer)
    assert (again.routine, repr(again), again.twin()) == (
        player.routine,
        repr(player),
        player.twin(),
    )


def test_it_says_what_it_is_in_one_stable_line() -> None:
    assert repr(RoutinePlayer()) == (
        "RoutinePlayer: All three, seated, 3 stretches, about 7 minutes"
    )
    assert repr(RoutinePlayer(["neck_tilt"], name="Neck")) == (
        "RoutinePlayer: Neck, 1 stretch, about 2 minutes"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"stretches": [], "rest_s": 30},
        {"stretches": [ROW], "rest_s": 5},
        {"stretches": [{**ROW, "hold_s": 61}], "rest_s": 30},
        {"stretches": [{**ROW, "form": "neck_tilt:gone"}], "rest_s": 30},
        {"stretches": [{"form": 3}], "rest_s": 30},
        {"stretches": 3, "rest_s": 30},
    ],
)
def test_no_page_can_choose_what_is_not_allowed(wrong: dict[str, Any]) -> None:
    player = RoutinePlayer("neck_only")
    with pytest.raises(TraitError, match="not a routine"):
        player.routine = wrong
    assert len(player.routine["stretches"]) == 2


def test_the_twin_is_a_table_with_the_steps_and_stop_rules_of_each() -> None:
    player = RoutinePlayer()
    twin = player.twin()
    assert len(twin.encode()) < 60_000
    assert "<script" not in twin and "style=" not in twin
    for name in ("Stretch", "Form", "Dose", "Minutes"):
        assert f'<th scope="col">{name}</th>' in twin
    call = twin.index("Call your emergency number now: chest pain")
    for one in routines()["three_seated"].routine().stretches:
        form = facts.variation(one.stretch, one.variation)
        lines = (*steps(form, one.hold_s, one.repetitions), form.feel_it, *form.not_for_you_if)
        stop = f"{form.stop_line.removesuffix('.')}, {facts.safety_texts()['while_pain_up'].text}"
        for line in (*lines, stop):
            assert line.replace("'", "&#x27;") in twin
        assert call < twin.index(stop.replace("'", "&#x27;"))
    signs = twin.split("All the signs to stop:</p>")[1].split("</ul>")[0]
    assert signs.count("<li>") == sum(sign.box == "C" for sign in facts.red_flags().values())
    assert "About 7 minutes in all. Rest 30 seconds between them." in twin


def test_a_name_is_only_ever_text() -> None:
    assert "&lt;b&gt;Mine" in RoutinePlayer(["neck_tilt"], name="<b>Mine").twin()


def test_a_handout_carries_the_stretches_of_the_course_and_no_more() -> None:
    player = RoutinePlayer()
    offline = player.offline_state()
    forms = set(offline["script"]["forms"])
    used = {
        f"{one.stretch}:{one.variation}"
        for row in routines().values()
        for one in row.routine().stretches
    }
    assert forms == set(offline["films"]) == used
    assert {name for films in offline["films"].values() for name in films.values()} == set(
        player.offline_blobs()
    )


def test_the_page_gets_the_film_of_the_stretch_it_names(page: Page) -> None:
    page.says(film="back", form="neck_tilt:seat_edge")
    answer, buffers = page.heard[-1]
    assert answer == {"request": "a-1"}
    assert buffers == [film_bytes(facts.variation("neck_tilt", "seat_edge"), "back")]
    assert "error" in page.says(film="back", form="gone")


def test_a_score_is_kept_where_it_was_said_to_hurt(page: Page) -> None:
    score = {"score": 4, "moment": "before", "session": "s1", "side": "left"}
    assert page.says(**score, region="neck_back", keep=True)["saved"]
    log = painlog.default_log()
    assert list(log.entries().region) == ["neck_back"]
    assert log.entries().stretch.isna().all()
    assert "error" in page.says(**score, region="knee")


# Kept under a name


def test_nothing_is_written_before_the_reader_has_said_whose_computer_it_is(
    page: Page, tmp_path: Path
) -> None:
    assert page.saved("list") == {"routines": []}
    assert page.saved("save", routine=MINE) == {"ask": True}
    assert list(tmp_path.iterdir()) == []


def test_yes_keeps_the_routine_and_asks_no_more(page: Page, tmp_path: Path) -> None:
    assert names(page.saved("save", routine=MINE, keep=True)) == ["After work"]
    assert (tmp_path / NAME).is_file()
    if os.name == "posix":
        assert (tmp_path / NAME).stat().st_mode & 0o077 == 0
    assert names(page.saved("save", routine={**MINE, "name": "B"})) == ["After work", "B"]
    (first, _) = page.saved("list")["routines"]
    assert first == {**MINE, "rest_s": 30.0}


def test_no_writes_nothing_and_leaves_it_to_the_page(page: Page, tmp_path: Path) -> None:
    assert page.saved("save", routine=MINE, keep=False) == {"page_only": True}
    assert page.saved("save", routine=MINE) == {"page_only": True}
    assert page.saved("list") == {"page_only": True}
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_asked_about(page: Page) -> None:
    page.saved("save", routine=MINE, keep=True)
    other = {**MINE, "rest_s": 60}
    assert page.saved("save", routine=other) == {"taken": True}
    assert page.saved("list")["routines"][0]["rest_s"] == 30
    assert page.saved("save", routine=other, replace=True)["routines"][0]["rest_s"] == 60


def test_renamed_and_deleted(page: Page) -> None:
    page.saved("save", routine=MINE, keep=True)
    assert names(page.saved("rename", name="After work", to="Late")) == ["Late"]
    assert page.saved("delete", name="Late") == {"routines": []}
    assert "no routine called Late" in page.saved("delete", name="Late")["error"]


@pytest.mark.parametrize(
    "message",
    [
        {"act": "save", "routine": {**MINE, "name": ""}},
        {"act": "save", "routine": {**MINE, "name": None}},
        {"act": "save", "routine": {**MINE, "stretches": []}},
        {"act": "save", "routine": {}},
        {"act": "save", "routine": 3},
        {"act": "rename", "name": "gone", "to": 3},
        {"act": "dance"},
        {},
    ],
)
def test_a_fault_comes_back_as_words_and_stores_nothing(
    page: Page, tmp_path: Path, message: dict[str, Any]
) -> None:
    assert page.says(saved={"keep": True, **message})["error"]
    assert not (tmp_path / NAME).exists()


def test_a_file_that_is_not_ours_is_said(page: Page, tmp_path: Path) -> None:
    page.saved("save", routine=MINE, keep=True)
    (tmp_path / NAME).write_bytes(b"my letters\n" * 100)
    error = page.saved("save", routine={**MINE, "name": "B"})["error"]
    assert error == f"The file {NAME} is not a list of routines. It was not touched."


def test_no_name_that_the_reader_gave_is_ever_a_trait_or_an_output(page: Page) -> None:
    page.saved("save", routine=MINE, keep=True)
    page.saved("list")
    data, _ = page.player._repr_mimebundle_()
    state = {name: page.player.get_state()[name] for name in ("script", "routine", "run")}
    assert "After work" not in json.dumps(state) + json.dumps(data)
