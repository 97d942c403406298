"""The poses of observations and exercises: hands and feet where they belong, nothing in the way."""

import tomllib
from typing import Any

import numpy as np
import pytest

from stretchkit.body import SIDES, exercise_poses, named_pose, place, poses
from stretchkit.body.contact import overlaps
from stretchkit.body.data import folder, landmarks
from stretchkit.body.reach import solve
from stretchkit.body.recipes import BACK, goal, recipes
from stretchkit.body.segments import FLOOR, Body
from stretchkit.facts import exercises, observations

MM = 1000
RECIPES: dict[str, Any] = tomllib.loads(
    (folder() / "exercise_recipes.toml").read_text(encoding="utf-8")
)
LYING = [key for key in RECIPES if key.startswith("lie_")]
ON_BACK = [key for key in LYING if key.startswith("lie_back")]
SITTING = [key for key in RECIPES if key.startswith("sit_")]
SOLES = ("sole_heel", "sole_ball_inner", "sole_ball_outer")


def posed(key: str) -> Body:
    return place(named_pose(key))


def apart(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.linalg.norm(first - second)) * MM


def ground(body: Body) -> float:
    return float(body.carry("pelvis", BACK)[0])


def test_every_pose_is_shown_and_its_name_is_its_own() -> None:
    shown = {one.pose for row in (*observations().values(), *exercises().values())
             for one in row.poses}  # fmt: skip
    assert set(exercise_poses()) == set(RECIPES) <= shown
    assert not set(exercise_poses()) & set(poses())


@pytest.mark.parametrize("key", RECIPES)
def test_hands_are_within_5_mm_of_where_they_belong(key: str) -> None:
    body = posed(key)
    for line in RECIPES[key].get("goals", ()):
        if line.split()[0] in ("at", "level", "height", "off_back"):
            assert np.linalg.norm(goal(line)(body)) * MM < 5, line


@pytest.mark.parametrize("key", sorted(set(RECIPES) - set(LYING)))
def test_who_stands_or_sits_has_both_soles_on_the_floor(key: str) -> None:
    body = posed(key)
    heights = [body.point(mark, side)[1] - FLOOR for mark in SOLES for side in SIDES]
    assert np.abs(heights).max() * MM < 5


@pytest.mark.parametrize("key", ON_BACK)
def test_who_lies_has_both_soles_on_the_ground_and_nothing_under_it(key: str) -> None:
    body = posed(key)
    soles = [body.point(mark, side)[0] - ground(body) for mark in SOLES for side in SIDES]
    assert np.abs(soles).max() * MM < 5
    lowest = min(body.point(name, side)[0] for name in landmarks() for side in SIDES)
    assert (lowest - ground(body)) * MM > -5


@pytest.mark.parametrize("key", SITTING)
def test_who_sits_sits_as_tall_as_ever(key: str) -> None:
    body, seat = posed(key), posed("sit_tall")
    for side in SIDES:
        for name in ("hip", "knee", "ankle"):
            assert apart(body.point(name, side), seat.point(name, side)) < 1


@pytest.mark.parametrize("key", RECIPES)
def test_no_limb_goes_through_another_part(key: str) -> None:
    assert {pair: depth for pair, depth in overlaps(posed(key)).items() if depth > 0.003} == {}


def test_a_nod_leaves_the_head_down_and_a_lift_takes_it_a_finger_or_two_up() -> None:
    rest, nod, lift = (
        posed(key).point("occ")[0] * MM for key in ("lie_back", "lie_back_nod", "lie_back_head_up")
    )
    assert abs(nod - rest) < 5
    assert 15 < lift - nod < 35


def test_the_elbow_stays_at_the_side_while_the_lower_arm_turns_out() -> None:
    for start, end in (("lie_back_arm_up", "lie_back_arm_out"), ("band_arm_in", "band_arm_out")):
        bodies = [posed(start), posed(end)]
        assert apart(*(body.point("EL") for body in bodies)) < 25
        assert bodies[1].point("WR")[2] > bodies[0].point("WR")[2] + 0.15


def test_hands_on_a_wall_stay_where_they_are_while_the_body_moves() -> None:
    bent, straight, lean = (posed(key) for key in ("wall_lean_bent", "wall_lean_plus", "wall_lean"))
    for side in SIDES:
        palms = [body.point("palm", side)[:2] for body in (bent, straight, lean)]
        assert max(apart(palm, palms[0]) for palm in palms) < 5
    assert bent.point("jugular")[0] > straight.point("jugular")[0] + 0.2
    # The extra push takes the trunk back from the blades, elbows straight all the time.
    assert named_pose("wall_lean_plus")["shoulder_protraction_right"] >= 15
    assert named_pose("wall_lean_plus")["elbow_flexion_right"] <= 6


def test_the_arms_of_a_wall_angel_stay_on_the_wall() -> None:
    for key in ("wall_behind", "wall_behind_up"):
        body = posed(key)
        wall = ground(body)
        for side in SIDES:
            for name in ("EL", "WR"):
                assert 0.02 < body.point(name, side)[0] - wall < 0.06
    assert posed("wall_behind_up").point("WR")[1] > posed("wall_behind").point("WR")[1] + 0.05


def test_hands_are_just_off_the_wall_at_the_top_of_a_slide() -> None:
    start, top = posed("wall_facing"), posed("wall_facing_up")
    for side in SIDES:
        assert 0.01 < start.point("WR", side)[0] - top.point("WR", side)[0] < 0.04
        assert top.point("WR", side)[1] > start.point("WR", side)[1] + 0.2
        assert abs(top.point("WR", side)[2]) > abs(top.point("GH", side)[2])


def test_the_elbow_in_the_doorway_is_at_the_height_of_the_shoulder() -> None:
    for key in ("doorway_arm", "doorway_step"):
        body = posed(key)
        assert abs(body.point("EL")[1] - body.point("GH")[1]) < 0.05
        assert body.point("WR")[1] > body.point("EL")[1] + 0.23
    ends = [posed(key) for key in ("doorway_arm", "doorway_step")]
    behind = [body.point("EL")[0] - body.point("GH")[0] for body in ends]
    assert behind[1] < behind[0] - 0.05
    assert ends[1].point("ankle", "right")[0] > ends[1].point("ankle", "left")[0] + 0.2


@pytest.mark.parametrize("key", ["lie_back", "sit_hands_behind_head", "wall_behind"])
def test_baked_pose_is_the_one_its_recipe_gives(key: str) -> None:
    known = {name: named.pose for name, named in poses().items()}
    found = solve(recipes("exercise_recipes.toml")[key], known)
    assert dict(found) == pytest.approx(dict(named_pose(key)), abs=0.05)


def test_a_left_landmark_goes_to_the_mirror_image_of_the_place() -> None:
    body = posed("neutral")
    right, left = (goal(f"at palm_{side} thorax 100 0 50")(body) for side in SIDES)
    assert right == pytest.approx(left * [1, 1, -1])
    own = goal("at palm_left thorax_right 100 0 50")(body)
    assert own == pytest.approx(body.point("palm", "left") - [0.1, 0, 0.05])
