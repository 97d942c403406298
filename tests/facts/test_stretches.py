"""What a person is told to do: right sides, enough time, no hold that is too long."""

import re
from itertools import pairwise

import pytest

from stretchkit.facts import Phase, steps, stretches, timeline
from stretchkit.facts.records import Variation

WAYS = {
    f"{stretch.key}:{one.key}": one
    for stretch in stretches().values()
    for one in stretch.variations
}
PHASES = {name: timeline(one) for name, one in WAYS.items()}
OTHER = {"left": "right", "right": "left"}

# How each sentence of a cue names a side: where {s} is the side that feels the pull (or the arm
# on top) and {o} the opposite one. A sentence with a side that is not listed here fails.
SENTENCES = (
    "Tilt your head {o}.",
    "Feel it on the {s}.",
    "Head tilted {o}, a mild pull on the {s}.",
    "Next, tilt {o} and feel it on the {s}.",
    "You will tilt {o} and feel it on the {s}.",
    "{S} arm behind you.",
    "{O} hand holds the {s} wrist.",
    "Next, {s} arm behind you.",
    "{S} hand holds the edge of the seat.",
    "Next, {s} hand on the seat.",
    "Cross your arms, {s} arm on top.",
    "Next time, {s} arm on top.",
)
# The tour of the four directions, said before it begins, has no side of its own.
NO_SIDE = ("First chin down, then a short look up, then left, then right.",)


def sided_sentences(cue: str) -> list[str]:
    every = [f"{part.strip('. ')}." for part in cue.split(". ")]
    return [one for one in every if re.search(r"\b(left|right)\b", one, re.IGNORECASE)]


def allowed(side: str) -> set[str]:
    other = OTHER[side]
    words = {"s": side, "o": other, "S": side.capitalize(), "O": other.capitalize()}
    return {pattern.format(**words) for pattern in SENTENCES}


def test_the_eight_ways_of_the_course_are_there_in_order() -> None:
    assert list(WAYS) == [
        "cross_arm_knee_press:standing",
        "cross_arm_knee_press:seated",
        "clasp_and_reach:clasp",
        "clasp_and_reach:hug",
        "neck_tilt:basic",
        "neck_tilt:arm_behind_back",
        "neck_tilt:seat_edge",
        "neck_tilt:four_way",
    ]


@pytest.mark.parametrize("name", WAYS)
def test_the_words_of_every_phase_name_the_side_of_the_phase(name: str) -> None:
    for phase in PHASES[name]:
        sided = {one for one in sided_sentences(phase.cue) if one not in NO_SIDE}
        side = phase.side or phase.top_arm
        if side is None and sided:  # The rest in the four-way finish that says what comes next.
            place = PHASES[name].index(phase)
            side = next(after.side for after in PHASES[name][place:] if after.side)
        assert not sided or sided <= allowed(str(side)), phase


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_tilt_is_felt_on_the_opposite_side(side: str) -> None:
    moves = [
        phase
        for phases in PHASES.values()
        for phase in phases
        if phase.kind == "move_in" and phase.side == side and "Tilt" in phase.cue
    ]
    assert len(moves) == 3 * 3 + 1
    for move in moves:
        assert f"Tilt your head {OTHER[side]}. Feel it on the {side}." in move.cue


def test_both_sides_get_the_same_holds() -> None:
    for name, one in WAYS.items():
        felt = [phase.side for phase in PHASES[name] if phase.kind == "hold"]
        on_top = [phase.top_arm for phase in PHASES[name] if phase.kind == "hold"]
        if one.sides == "feel":
            assert felt == ["right", "left"] * one.repetitions
        if one.sides == "top_arm":
            assert on_top == ["right", "left", "right"] and set(felt) == {None}


def test_the_arm_behind_the_back_is_held_by_the_other_hand_at_the_wrist() -> None:
    cues = [phase.cue for phase in PHASES["neck_tilt:arm_behind_back"]]
    assert "Right arm behind you. Left hand holds the right wrist." in cues
    assert "Left arm behind you. Right hand holds the left wrist." in cues
    assert not any("finger" in cue for cue in cues)


@pytest.mark.parametrize("name", WAYS)
def test_no_phase_is_shorter_than_its_least(name: str) -> None:
    least = {"get_ready": 8, "move_in": 4, "release": 4, "rest": 3, "switch_side": 3}
    for phase in PHASES[name]:
        assert phase.seconds >= least.get(phase.kind, 1), phase


@pytest.mark.parametrize("name", WAYS)
def test_there_is_time_to_hear_every_cue(name: str) -> None:
    one = WAYS[name]
    for phase in PHASES[name]:
        said = [phase.warning or "", phase.cue, phase.eyes_off or ""]
        said += [one.ready_line] if phase.kind == "get_ready" else []
        if phase.kind != "hold":
            assert len(" ".join(said).split()) / phase.seconds <= 3.2, phase


@pytest.mark.parametrize("name", WAYS)
def test_every_session_comes_back_to_rest(name: str) -> None:
    kinds = [phase.kind for phase in PHASES[name]]
    assert kinds[0] == "get_ready" and kinds[-1] == "rest"
    for place, kind in enumerate(kinds):
        if kind == "hold":
            assert kinds[place - 1] == "move_in" and kinds[place + 1] == "release"
    assert 60 <= sum(phase.seconds for phase in PHASES[name]) <= 240


@pytest.mark.parametrize("name", ["cross_arm_knee_press:standing", "cross_arm_knee_press:seated"])
def test_the_rise_from_stretch_1_is_slow_and_followed_by_a_wait_upright(name: str) -> None:
    phases = timeline(WAYS[name], repetitions=10)
    for before, after in pairwise(phases):
        if before.kind == "release":
            assert before.seconds >= 8
            assert "Hands on thighs" in before.cue and "head last" in before.cue
            assert after.kind == "rest" and after.seconds >= 10
            assert "ait for two breaths" in after.cue


def test_standing_with_the_head_low_never_lasts_more_than_20_seconds() -> None:
    standing = WAYS["cross_arm_knee_press:standing"]
    holds = [phase for phase in timeline(standing, hold_s=20) if phase.kind == "hold"]
    assert {phase.seconds for phase in holds} == {20}
    assert not any(phase.can_extend for phase in holds)
    with pytest.raises(ValueError, match="from 1 to 20"):
        timeline(standing, hold_s=20.5)


def test_the_seated_form_goes_to_30_seconds() -> None:
    seated = WAYS["cross_arm_knee_press:seated"]
    assert any(phase.can_extend for phase in timeline(seated, hold_s=30))
    with pytest.raises(ValueError, match="from 1 to 30"):
        timeline(seated, hold_s=31)


@pytest.mark.parametrize("hold_s", [1, 2, 3, 5, 10, 30])
def test_looking_up_is_short_and_cannot_be_made_longer(hold_s: float) -> None:
    phases = timeline(WAYS["neck_tilt:four_way"], hold_s=hold_s)
    up = [phase for phase in phases if phase.pose == "neck_look_up" and phase.kind == "hold"]
    assert [phase.seconds for phase in up] == [min(hold_s, 3)]
    assert not up[0].can_extend


def test_the_four_directions_come_in_order_with_the_middle_between() -> None:
    phases = PHASES["neck_tilt:four_way"]
    holds = [phase for phase in phases if phase.kind == "hold"]
    assert [(phase.pose, phase.side, phase.seconds) for phase in holds] == [
        ("neck_chin_down", None, 5),
        ("neck_look_up", None, 3),
        ("neck_tilt_basic", "right", 5),
        ("neck_tilt_basic", "left", 5),
    ]
    assert sum(phase.kind == "release" for phase in phases) == 4


WARNED = {
    "cross_arm_knee_press:standing": ("Wall or chair beside you. Rise slowly.", "release"),
    "neck_tilt:arm_behind_back": ("Tingling? Let the arm go.", "move_in"),
    "neck_tilt:four_way": ("Look up only a little. Dizzy? Stop.", "rest"),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_warning_is_said_once_a_session_before_its_move(name: str) -> None:
    warned = [phase for phase in timeline(WAYS[name], repetitions=4) if phase.warning]
    if name not in WARNED:
        assert warned == []
        return
    words, kind = WARNED[name]
    assert [(phase.warning, phase.kind) for phase in warned] == [(words, kind)]
    assert WAYS[name].ready_line == words


def test_before_looking_up_the_whole_move_is_said() -> None:
    phases = PHASES["neck_tilt:four_way"]
    place = next(n for n, phase in enumerate(phases) if phase.pose == "neck_look_up")
    assert phases[place - 1].warning == "Look up only a little. Dizzy? Stop."
    assert "back to the middle" in phases[place - 1].cue
    assert "At two rising notes, look up." in phases[place - 1].eyes_off
    assert "At one long low note, come back." in phases[place - 1].eyes_off


def test_before_folding_down_the_whole_move_is_said() -> None:
    first = PHASES["cross_arm_knee_press:standing"][0]
    parts = ("fold down", "hold your knees", "press them out", "let go and rise slowly")
    for part in ("two rising notes", *parts[:3], "one long low note", parts[3]):
        assert part in first.eyes_off


def test_the_whole_move_is_said_only_where_the_screen_is_not_seen() -> None:
    told = {
        name: [phase.kind for phase in phases if phase.eyes_off] for name, phases in PHASES.items()
    }
    assert {name: kinds for name, kinds in told.items() if kinds} == {
        "cross_arm_knee_press:standing": ["get_ready"],
        "neck_tilt:four_way": ["rest"],
    }


@pytest.mark.parametrize("name", WAYS)
def test_the_default_is_the_dose_of_the_first_week(name: str) -> None:
    one = WAYS[name]
    dose = (5, 1) if one.key == "four_way" else (10, 3)
    assert (one.hold_s, one.repetitions) == dose


@pytest.mark.parametrize("name", WAYS)
def test_nothing_pulls_on_the_head_or_holds_the_breath(name: str) -> None:
    one = WAYS[name]
    told = " ".join([*(phase.cue for phase in PHASES[name]), *one.easier, *one.harder]).lower()
    for wrong in ("hand on your head", "weight", "hold your breath", "breathe in and hold"):
        assert wrong not in told


@pytest.mark.parametrize("name", WAYS)
def test_every_way_says_when_to_stop_and_who_should_not(name: str) -> None:
    one = WAYS[name]
    for sign in ("sharp pain", "numb", "dizzy", "faint", "headache"):
        assert sign in one.stop_line
    assert one.not_for_you_if[0] == "The safety check told you not to stretch."
    assert one.way_out.endswith((".",)) and "slowly" in one.way_out + one.stop_line
    assert one.errors and one.easier


def test_weak_bones_skip_both_rounding_stretches() -> None:
    for name, one in WAYS.items():
        told = any("weak bones" in text for text in one.not_for_you_if)
        assert told == (not name.startswith("neck_tilt"))


def test_a_replaced_shoulder_is_sent_to_the_seat_edge() -> None:
    texts = WAYS["neck_tilt:arm_behind_back"].not_for_you_if
    assert any("shoulder replacement" in text and "seat edge" in text for text in texts)


def test_poses_have_no_left_or_right_in_their_names() -> None:
    poses = {phase.pose for phases in PHASES.values() for phase in phases}
    assert not any("left" in pose or "right" in pose for pose in poses)


def _hold_steps(one: Variation, hold_s: float) -> list[str]:
    return [step for step in steps(one, hold_s, 2) if "Hold for" in step]


@pytest.mark.parametrize("name", WAYS)
def test_the_steps_on_paper_say_the_seconds_the_clock_counts(name: str) -> None:
    counted: set[Phase] = {p for p in timeline(WAYS[name], 7, 2) if p.kind == "hold"}
    assert {f"Hold for {phase.seconds:g} seconds." for phase in counted} == {
        f"Hold for {step.split('Hold for ')[1].split('.')[0]}."
        for step in _hold_steps(WAYS[name], 7)
    }


def test_the_steps_name_both_sides_and_how_often() -> None:
    told = " ".join(steps(WAYS["neck_tilt:basic"]))
    assert "Tilt your head left. Feel it on the right." in told
    assert "Now the other side. Tilt your head right. Feel it on the left." in told
    assert "Do it 3 times on each side." in told
    knees = steps(WAYS["cross_arm_knee_press:standing"])
    assert "Do it 3 times. Change the arm on top each time." in knees
    assert "Do it once." in steps(WAYS["clasp_and_reach:clasp"], 1, 1)
    assert any("Hold for 1 second." in step for step in steps(WAYS["clasp_and_reach:clasp"], 1, 1))


def test_the_steps_carry_the_warnings() -> None:
    for name, (words, _) in WARNED.items():
        assert sum(words in step for step in steps(WAYS[name])) == 1


def test_a_warning_is_read_after_what_it_is_about() -> None:
    told = steps(WAYS["neck_tilt:arm_behind_back"])
    assert told[1] == (
        "Right arm behind you. Left hand holds the right wrist. Tingling? Let the arm go."
    )


@pytest.mark.parametrize("name", [name for name, one in WAYS.items() if one.sides == "feel"])
def test_the_other_side_ends_as_the_first_one_does(name: str) -> None:
    release = next(phase.cue for phase in PHASES[name] if phase.kind == "release")
    other = next(step for step in steps(WAYS[name]) if step.startswith("Now the other side."))
    assert other.endswith(f"Hold for 10 seconds. {release}")


@pytest.mark.parametrize("name", WAYS)
def test_no_words_for_paper_name_a_button(name: str) -> None:
    one = WAYS[name]
    told = " ".join([*steps(one), *one.easier, *one.not_for_you_if])
    assert not re.search(r"\b(Skip|Pause|Press Start|button)\b", told)


def test_steps_refuse_what_the_timeline_refuses() -> None:
    with pytest.raises(ValueError, match="from 1 to 20"):
        steps(WAYS["cross_arm_knee_press:standing"], hold_s=30)
    with pytest.raises(ValueError, match="from 1 to 10"):
        steps(WAYS["neck_tilt:basic"], repetitions=0)
