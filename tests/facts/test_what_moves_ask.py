"""What a move asks of the body stands in the data, and whatever rules it out lets none through."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit import facts
from stretchkit.facts.library import read_toml
from stretchkit.facts.place import data_folder
from stretchkit.facts.programme_records import Exercise, Observation
from stretchkit.programmes.moves import every_move, rules_out, without

BODY = data_folder() / "body"
POSES = {**read_toml(BODY / "poses.toml"), **read_toml(BODY / "exercise_poses.toml")}
CONDITIONS = facts.conditions()
ROWS: dict[str, Exercise | Observation] = {**facts.exercises(), **facts.observations()}
# Observations that are the same movement as an exercise.
SAME = [
    ("wall_angel", "wall_angel_slide"),
    ("neck_hold", "head_lift"),
    ("blade_hold", "chest_lift"),
    ("neck_turn", "slow_turns"),
    ("neck_tilt_reach", "slow_turns"),
]
WAYS = [(use, way) for use, row in facts.stretch_uses().items() for way in row.variations]


class Arm(NamedTuple):
    lift: float
    plane: float
    turn: float


class Pose:
    def __init__(self, key: str) -> None:
        self.key = key
        names = ("arm_elevation", "arm_plane", "arm_rotation")
        self.arms = [
            Arm(*(self.of(f"{name}_{side}") for name in names)) for side in ("left", "right")
        ]

    def of(self, name: str) -> float:
        return float(POSES[self.key].get(name, 0))


# Words of steps, doses, easier ways and pictures, and what they ask of the body.
BY_WORDS = {
    "arms above the shoulders": r"higher|slide (them|your arms) up|like a Y|hands? behind",
    "hands behind the head": r"hands? behind (your|the) head",
    "chest opened": r"blades (are |come )?together|pull across the chest|chest is open",
    "weight on the arms": r"hands on (it|a table|the floor)|leaning on|lean in|on your knees",
    "push or pull": r"\bpush|\bpress |\bband\b|\bweights?\b|draws",
    "straining": r"(lift|press) your (head|chest)|lift your hands a little",
    "nodding": r"\bnod",
    "head loaded": r"(lift|press) your head|head is (held|a finger)",
    "head tilted": r"\btilt|\bear (down|toward|sink)",
    "head turned": r"turn your head|head (has )?turned",
    "head at its end": r"(head|ear) [^.]*as far as is fine",
    "bending forward": r"\bfold down|you will lean|lean forward",
    "lying on the back": r"\b(lie|lying)( flat)? on (your|the) back\b",
    "lying on the front": r"\b(lie|lying) on (your|the) front\b",
    "on your feet": r"(?<!or )\bstand (tall|sideways|with|in|on)|standing (with|in|on)|a wall",
}
BY_ANGLE: dict[str, Callable[[Pose], bool]] = {
    "arms at shoulder height": lambda pose: any(75 <= arm.lift <= 105 for arm in pose.arms),
    "arms above the shoulders": lambda pose: any(arm.lift > 105 for arm in pose.arms),
    "arm turned out": lambda pose: any(arm.turn < -30 for arm in pose.arms),
    "reaching or crossing": lambda pose: any(
        arm.plane > 55 and 40 < arm.lift <= 105 for arm in pose.arms
    ),
    "head tilted": lambda pose: abs(pose.of("neck_tilt_left")) > 10,
    "head turned": lambda pose: abs(pose.of("neck_turn_left")) > 10,
    "looking up": lambda pose: pose.of("neck_flexion") + pose.of("thoracic_flexion") < -12,
    "back rounded": lambda pose: pose.of("thoracic_flexion") > 5,
    "back arched": lambda pose: pose.of("thoracic_flexion") < -10,
    "lying on the back": lambda pose: pose.key.startswith("lie_back"),
    "lying on the front": lambda pose: pose.key.startswith("lie_front"),
}
# What the review would leave out at the very least; a condition may rule out more.
AT_LEAST = {
    "shoulder_joint": {"arms above the shoulders", "hands behind the head", "weight on the arms"},
    "raising_arms_hurts": {
        *("arms at shoulder height", "arms above the shoulders", "hands behind the head"),
    },
    "reaching_hurts": {"reaching or crossing"},
    "leaning_on_wrists_hurts": {"weight on the arms"},
    "dizzy_spells": {"looking up", "head turned"},
    "narrow_neck": {"looking up", "head turned"},
    "chin_nod_hurts": {"nodding"},
    "weak_bones": {"bending forward", "back rounded", "back arched"},
    "bending_hurts": {"bending forward"},
    "lying_on_back_dizzy": {"lying on the back"},
    "lying_on_front_hurts": {"lying on the front"},
    "pregnant": {"lying on the front"},
    "late_pregnancy": {"lying on the front", "lying on the back"},
    "hernia": {"straining", "push or pull", "bending forward", "weight on the arms"},
    "new_pacemaker": {"arms above the shoulders", "chest opened", "weight on the arms"},
    "blood_pressure": {"straining"},
    "faint_or_fall": {"on your feet"},
}


def told_by_pictures(poses: list[str]) -> Iterator[str]:
    for pose in map(Pose, poses):
        yield from (ask for ask, says in BY_ANGLE.items() if says(pose))


def told_by_words(texts: list[str]) -> Iterator[str]:
    words = " ".join(texts)
    yield from (ask for ask, said in BY_WORDS.items() if re.search(said, words, re.I))


@pytest.mark.parametrize("key", ROWS)
def test_what_steps_doses_and_pictures_ask_for_is_in_the_data(key: str) -> None:
    row = ROWS[key]
    texts = [row.plain_label, *row.how_to, *(one.words for one in row.poses)]
    if key in facts.exercises():
        exercise = facts.exercises()[key]
        texts += [exercise.step_back, *(step.words for step in exercise.steps)]
    asked = {*told_by_words(texts), *told_by_pictures([one.pose for one in row.poses])}
    assert asked <= set(row.asks), asked - set(row.asks)


@pytest.mark.parametrize(("key", "way"), WAYS)
def test_what_a_stretch_asks_for_is_in_the_data(key: str, way: str) -> None:
    phases = facts.timeline(facts.variation(key, way))
    words = [one.cue for one in phases]
    asked = {*told_by_words(words), *told_by_pictures([one.pose for one in phases])}
    given = set(facts.stretch_uses()[key].variations[way])
    assert asked <= given, asked - given


@pytest.mark.parametrize("key", facts.exercises())
def test_no_dose_goes_where_the_steps_and_the_pictures_do_not(key: str) -> None:
    row = facts.exercises()[key]
    said = " ".join([*row.how_to, *row.needs])
    for step in row.steps:
        for place in re.findall(
            r"wall|table|floor|knees|chair|doorway|higher|standing", step.words
        ):
            assert place in said, (step.words, place)


def test_each_move_asks_something() -> None:
    assert not [key for key, row in ROWS.items() if not row.asks]


def test_every_exercise_that_is_done_standing_is_ruled_out_by_what_rules_out_standing() -> None:
    for key, row in facts.exercises().items():
        assert (row.position == "standing") == ("on your feet" in row.asks), key


@pytest.mark.parametrize("key", AT_LEAST)
def test_a_condition_rules_out_at_least_what_the_review_would(key: str) -> None:
    assert AT_LEAST[key] <= set(CONDITIONS[key].rules_out)


@given(st.lists(st.sampled_from(list(CONDITIONS)), unique=True, max_size=8))
def test_whatever_is_ticked_nothing_that_is_ruled_out_is_left(ticked: list[str]) -> None:
    barred = {ask for key in ticked for ask in CONDITIONS[key].rules_out}
    lines = {line for key in ticked for line in CONDITIONS[key].lines}
    left = without(every_move(), tuple(ticked))
    for move in left:
        if move.variation:
            asks = facts.stretch_uses()[move.key].variations[move.variation]
            own = facts.variation(move.key, move.variation).not_for_you_if
        else:
            asks = facts.exercises()[move.key].asks
            own = facts.exercises()[move.key].not_for_you_if
        assert not barred & set(asks) and not lines & set(own), move.key
    assert not left or not any(CONDITIONS[key].level for key in ticked)


@pytest.mark.parametrize(("observation", "exercise"), SAME)
def test_an_observation_rules_out_all_that_the_same_exercise_does(
    observation: str, exercise: str
) -> None:
    seen, done = ROWS[observation], ROWS[exercise]
    for key, one in CONDITIONS.items():
        if rules_out(one, done.not_for_you_if, done.asks):
            assert rules_out(one, seen.not_for_you_if, seen.asks), key


def test_a_reading_is_asked_about_only_where_it_is_less_than_half_of_what_was_measured() -> None:
    asked = [row for row in facts.observations().values() if row.ask_below is not None]
    assert {row.key for row in asked} == {"neck_turn", "neck_tilt_reach"}
    for row in asked:
        assert row.ask_below is not None
        assert row.ask_below <= min(norm.low for norm in row.norms if norm.low is not None) / 2
