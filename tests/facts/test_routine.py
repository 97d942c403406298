"""Routines: what is accepted, and that nothing of a stretch is lost when several are joined."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchkit import facts
from stretchkit.facts.library import FactError
from stretchkit.facts.routine import (
    ALL_DONE,
    Routine,
    check_name,
    make_routine,
    routines,
)
from tests.facts.reading import grade

FORMS = [(key, form) for key, row in facts.stretches().items() for form in row.variations]


@st.composite
def stretches(draw: st.DrawFn) -> dict[str, Any]:
    key, form = draw(st.sampled_from(FORMS))
    hold = draw(st.floats(1, form.max_hold_s))
    times = draw(st.integers(1, 10))
    return {"stretch": key, "variation": form.key, "hold_s": hold, "repetitions": times}


def made(given_stretches: list[dict[str, Any]], rest: float) -> Routine:
    return make_routine(given_stretches, "Mine", rest)


@settings(max_examples=60, deadline=None)
@given(st.lists(stretches(), min_size=1, max_size=8), st.floats(10, 120))
def test_every_stretch_is_whole_and_rests_stand_between_only(
    parts: list[dict[str, Any]], rest: float
) -> None:
    phases = list(made(parts, rest).phases())
    for place, part in enumerate(parts):
        form = facts.variation(part["stretch"], part["variation"])
        alone = facts.timeline(form, part["hold_s"], part["repetitions"])
        here = [phase for n, phase in phases if n == place]
        is_last = place == len(parts) - 1
        between = [] if is_last else [here.pop()]
        assert [(p.kind, p.side, p.top_arm, p.seconds, p.pose, p.warning) for p in here] == [
            (p.kind, p.side, p.top_arm, p.seconds, p.pose, p.warning) for p in alone
        ], "sides alternate, and the way up is taken, as in the stretch alone"
        for phase in between:
            assert (phase.kind, phase.seconds) == ("rest", rest)
            assert phase.cue.startswith("Rest. Next: ")
    assert [n for n, _ in phases] == sorted(n for n, _ in phases)
    assert phases[-1][1].cue.startswith(ALL_DONE)
    assert not any(phase.cue.startswith(ALL_DONE) for _, phase in phases[:-1])


@settings(max_examples=60, deadline=None)
@given(st.lists(stretches(), min_size=1, max_size=8), st.floats(10, 120))
def test_the_time_is_that_of_all_stretches_and_rests(
    parts: list[dict[str, Any]], rest: float
) -> None:
    each = [sum(phase.seconds for phase in one.phases()) for one in made(parts, rest).stretches]
    assert made(parts, rest).seconds == pytest.approx(sum(each) + rest * (len(parts) - 1))


def test_what_is_not_given_is_the_stretchs_own() -> None:
    (one,) = make_routine(["neck_tilt"]).stretches
    assert (one.variation, one.hold_s, one.repetitions) == ("basic", 10, 3)
    assert make_routine(["neck_tilt"]).rest_s == 30


def test_a_plans_stretches_are_a_routine() -> None:
    from stretchkit.programmes import programme

    routine = make_routine(programme(["neck_turn"]).routines(week=2))
    assert [one.stretch for one in routine.stretches] == ["neck_tilt"]
    assert routine.stretches[0].hold_s == 15


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stretches": []}, "there are 0 stretches"),
        ({"stretches": ["neck_tilt"] * 9}, "there are 9 stretches; a routine has from 1 to 8"),
        ({"stretches": "neck_tilt"}, "give a list"),
        ({"stretches": {"stretch": "neck_tilt"}}, "give a list"),
        ({"stretches": 3}, "give a list"),
        ({"stretches": [3]}, "give a key"),
        ({"stretches": [{"variation": "basic"}]}, "give a key"),
        ({"stretches": [{"stretch": "neck_tilt", "holds": 3}]}, "unknown: holds"),
        ({"stretches": [{"stretch": "neck_tilt", "hold_s": 61}]}, "from 1 to 60"),
        ({"stretches": [{"stretch": "neck_tilt", "repetitions": 0}]}, "from 1 to 10"),
        ({"rest_s": 9}, "from 10 to 120"),
        ({"rest_s": 121}, "from 10 to 120"),
        ({"rest_s": float("nan")}, "from 10 to 120"),
        ({"rest_s": True}, "from 10 to 120"),
        ({"rest_s": "long"}, "from 10 to 120"),
        ({"name": ""}, "name is empty"),
        ({"name": " \n\t "}, "name is empty"),
        ({"name": "a\x00b"}, "cannot be read"),
        ({"name": "x" * 61}, "has 61 letters; up to 60"),
        ({"name": 7}, "a text is accepted"),
        ({"name": None}, "a text is accepted"),
    ],
)
def test_what_is_not_accepted_is_said(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make_routine(**{"stretches": ["neck_tilt"], **wrong})


def test_an_unknown_stretch_names_the_closest() -> None:
    with pytest.raises(KeyError, match="neck_tilt"):
        make_routine(["neck_tlit"])
    with pytest.raises(KeyError, match="seat_edge"):
        make_routine([{"stretch": "neck_tilt", "variation": "seat"}])


def test_standing_head_down_is_not_held_longer_in_a_routine() -> None:
    with pytest.raises(ValueError, match="from 1 to 20"):
        make_routine([{"stretch": "cross_arm_knee_press", "hold_s": 21}])


def test_a_name_is_one_line() -> None:
    assert check_name("  My \n evening  ") == "My evening"


def test_every_stretch_ends_with_the_words_that_are_left_out_between() -> None:
    for _, form in FORMS:
        assert facts.timeline(form)[-1].cue.startswith(ALL_DONE)
        assert facts.timeline(form)[-1].kind == "rest", "and so upright"


def test_the_routines_of_the_course_are_short_and_in_plain_words() -> None:
    limit = facts.plan_limits().most_minutes * 60
    assert {"three_seated", "neck_only"} <= set(routines())
    for row in routines().values():
        assert row.routine().seconds < limit
        assert grade([row.name, row.note]) <= 6
        assert all(
            facts.variation(one.stretch, one.variation).position != "standing"
            for one in row.stretches
        )
    three = routines()["three_seated"].routine()
    assert [one.stretch for one in three.stretches] == list(facts.stretches())


def test_a_seated_routine_says_to_stay_on_the_chair_where_a_form_may_be_done_standing() -> None:
    seated = [row for row in routines().values() if "seated" in row.name]
    assert seated
    for row in seated:
        found = {facts.variation(one.stretch, one.variation).position for one in row.stretches}
        assert found == {"sitting"} or "stay on the chair" in row.note


def test_what_can_be_done_either_way_is_done_sitting_in_a_seated_routine() -> None:
    three = routines()["three_seated"].routine()
    assert {three.position(one) for one in three.stretches} == {"sitting"}
    assert not any("standing" in phase.cue for _, phase in three.phases())
    mixed = make_routine(["cross_arm_knee_press", "clasp_and_reach", "neck_tilt"], "Mixed", 10)
    assert [mixed.position(one) for one in mixed.stretches] == [
        "standing",
        "standing or sitting",
        "sitting",
    ]


def test_a_mistake_in_the_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    folder = tmp_path / "programme"
    folder.mkdir()
    text = (facts.data_folder() / "programme" / "routines.toml").read_text(encoding="utf-8")
    wrong = text.replace("hold_s = 10", "hold_s = 70", 1)
    (folder / "routines.toml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr("stretchkit.facts.routine.data_folder", lambda: tmp_path)
    with pytest.raises(FactError, match=r"routines\.toml, three_seated: hold_s is 70"):
        routines.__wrapped__()
