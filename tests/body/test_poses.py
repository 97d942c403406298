"""The poses of the stretches: hands where they belong, feet on the floor, nothing in the way."""

import tomllib
from itertools import pairwise

import numpy as np
import pytest

from stretchkit.body import SIDES, Pose, measure, named_pose, place, poses
from stretchkit.body.contact import overlaps
from stretchkit.body.reach import solve
from stretchkit.body.recipes import recipes, seat_edge, trunk_lean
from stretchkit.body.segments import FLOOR
from stretchkit.facts.place import data_folder

MM = 1000
KNEE_PRESSES = ["knee_press_standing", "knee_press_standing_reach"]
KNEE_PRESSES += ["knee_press_seated", "knee_press_seated_reach"]
STANDING = {
    "neutral",
    "stand_tall",
    "stand_rise",
    *KNEE_PRESSES[:2],
    "error_knee_press_bent_elbows",
    "error_knee_press_locked_knees",
}
SITTING = sorted(set(poses()) - STANDING)


def phases() -> list[tuple[str, str, str, str]]:
    """Every phase of every variation: stretch, variation, kind, pose."""
    found = []
    for path in sorted((data_folder() / "stretches").glob("*.toml")):
        stretch = tomllib.loads(path.read_text(encoding="utf-8"))
        for variation in stretch["variations"]:
            for part in ("start", "cycle", "between", "cycle", "finish"):
                for phase in variation.get(part, []):
                    found.append((stretch["key"], variation["key"], phase["kind"], phase["pose"]))
    return found


def apart(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.linalg.norm(first - second)) * MM


def test_every_phase_has_its_pose() -> None:
    assert {pose for *_, pose in phases()} <= set(poses())


def test_elbows_are_nearly_straight_in_the_holds_of_stretches_1_and_2() -> None:
    holds = {(v, pose) for s, v, kind, pose in phases() if kind == "hold" and s != "neck_tilt"}
    straight = {pose for variation, pose in holds if variation != "hug"}
    assert straight == {"knee_press_standing", "knee_press_seated", "clasp_and_reach"}
    for pose in straight:
        for side in SIDES:
            assert named_pose(pose)[f"elbow_flexion_{side}"] <= 10


def test_standing_press_has_the_trunk_of_the_facts() -> None:
    pose = named_pose("knee_press_standing")
    assert 65 <= trunk_lean(place(pose)) <= 70
    assert 20 <= pose["lumbar_flexion"] <= 25
    assert 15 <= pose["thoracic_flexion"] <= 20
    for side in SIDES:
        assert pose[f"knee_flexion_{side}"] == 45
        assert 10 <= pose[f"shoulder_protraction_{side}"] <= 15


@pytest.mark.parametrize("key", KNEE_PRESSES)
def test_each_hand_is_inside_the_opposite_knee(key: str) -> None:
    body = place(named_pose(key))
    assert apart(body.point("palm", "right"), body.point("knee_inner_front", "left")) < 5
    assert apart(body.point("palm", "left"), body.point("knee_inner_back", "right")) < 5


@pytest.mark.parametrize("key", KNEE_PRESSES)
def test_right_arm_is_on_top_and_left_in_the_mirror(key: str) -> None:
    for side, other in (SIDES, SIDES[::-1]):
        body = place(named_pose(key, side))
        crossing = {s: (body.point("EL", s) + 2 * body.point("WR", s)) / 3 for s in SIDES}
        assert crossing[side][0] > crossing[other][0] + 0.02


@pytest.mark.parametrize(
    "key",
    [
        "clasp_ready",
        "clasp_and_reach",
        "error_clasp_shoulders_shrugged",
        "error_clasp_low_back_only",
        "error_clasp_bent_elbows",
        "error_clasp_arms_high",
    ],
)
def test_clasped_hands_meet_in_the_midline(key: str) -> None:
    body = place(named_pose(key))
    hands = [body.point("clasp", side) for side in SIDES]
    assert apart(*hands) < 5
    assert abs(hands[0][2]) * MM < 5


@pytest.mark.parametrize("key", ["hug", "hug_ready"])
def test_hug_has_each_hand_on_the_opposite_shoulder(key: str) -> None:
    body = place(named_pose(key))
    assert apart(body.point("palm", "right"), body.point("shoulder_outer", "left")) < 5
    assert apart(body.point("palm", "left"), body.point("shoulder_front", "right")) < 5
    for side in SIDES:
        assert body.point("EL", side)[1] < body.point("GH", side)[1]


@pytest.mark.parametrize("key", ["neck_tilt_arm_ready", "neck_tilt_arm_behind_back"])
def test_left_hand_holds_the_right_wrist_behind_the_back(key: str) -> None:
    body = place(named_pose(key))
    wrist = body.point("WR", "right")
    assert apart(body.point("grip", "left"), wrist) < 5
    assert wrist[0] < body.point("hip")[0] - 0.1


@pytest.mark.parametrize("key", ["neck_tilt_seat_ready", "neck_tilt_seat_edge"])
def test_right_hand_holds_the_seat_beside_the_hip(key: str) -> None:
    body = place(named_pose(key))
    assert apart(body.point("grip", "right"), seat_edge(body, "right")) < 5


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        ("sit_tall", "thigh_top"),
        ("sit_rise", "thigh_above_knee"),
        ("stand_rise", "thigh_above_knee"),
    ],
)
def test_hands_rest_on_the_thighs(key: str, mark: str) -> None:
    body = place(named_pose(key))
    for side in SIDES:
        assert apart(body.point("palm", side), body.point(mark, side)) < 5


@pytest.mark.parametrize("key", poses())
def test_soles_are_on_the_floor(key: str) -> None:
    body = place(named_pose(key))
    for side in SIDES:
        for mark in ("sole_heel", "sole_ball_inner", "sole_ball_outer"):
            assert abs(body.point(mark, side)[1] - FLOOR) * MM < 5


@pytest.mark.parametrize("key", SITTING)
def test_sitting_thighs_are_level_on_one_seat(key: str) -> None:
    body, seat = place(named_pose(key)), place(named_pose("sit_tall"))
    for side in SIDES:
        assert abs(body.point("knee", side)[1] - body.point("hip", side)[1]) * MM < 5
        assert apart(body.point("hip", side), seat.point("hip", side)) < 10


@pytest.mark.parametrize("key", poses())
def test_no_limb_goes_through_another_part(key: str) -> None:
    deep = {
        pair: depth for pair, depth in overlaps(place(named_pose(key))).items() if depth > 0.003
    }
    assert deep == {}


def test_an_arm_through_the_trunk_is_noticed() -> None:
    through = Pose(arm_elevation_right=45, arm_plane_right=-90, arm_rotation_right=-90)
    through = through.with_angles(elbow_flexion_right=120, arm_plane_right=0, arm_rotation_right=90)
    inside = Pose(elbow_flexion_right=90, arm_rotation_right=90, arm_elevation_right=0)
    assert (
        max(overlaps(place(inside)).values()) > 0.02
        or max(overlaps(place(through)).values()) > 0.02
    )


def test_from_one_phase_to_the_next_every_pose_on_the_way_is_allowed() -> None:
    steps: set[tuple[str, str]] = set()
    listed = phases()
    for before, after in pairwise(listed):
        if before[:2] == after[:2] and before[3] != after[3]:
            steps.add((before[3], after[3]))
    assert steps
    for first, last in sorted(steps):
        for side in SIDES:
            a, b = named_pose(first, side), named_pose(last, side)
            way = [measure(place(a.between(b, share)))["right"] for share in np.linspace(0, 1, 9)]
            assert np.isfinite([found.fibres_pct for found in way]).all()


def test_feet_stay_while_sitting() -> None:
    ankles = [place(named_pose(key)).point("ankle") for key in SITTING]
    assert max(apart(ankle, ankles[0]) for ankle in ankles) < 5


def test_errors_are_not_the_pose_itself() -> None:
    lifted = place(named_pose("error_neck_tilt_shoulder_lifted"))
    assert (
        lifted.point("AC", "left")[1] > place(named_pose("sit_tall")).point("AC", "left")[1] + 0.03
    )
    bent = named_pose("error_knee_press_bent_elbows")
    assert min(bent[f"elbow_flexion_{side}"] for side in SIDES) >= 50
    assert trunk_lean(place(bent)) > 70
    straight = named_pose("error_knee_press_locked_knees")
    assert straight["knee_flexion_right"] == straight["knee_flexion_left"] == 0
    assert trunk_lean(place(straight)) > 80
    low, reach = named_pose("error_clasp_low_back_only"), named_pose("clasp_and_reach")
    assert low["lumbar_flexion"] > reach["lumbar_flexion"] + 20
    assert low["thoracic_flexion"] < 0 < reach["thoracic_flexion"]
    high = place(named_pose("error_clasp_arms_high"))
    assert high.point("WR")[1] > high.point("eye")[1]
    pulled = place(named_pose("error_neck_tilt_pulled"))
    assert apart(pulled.point("palm", "left"), pulled.point("vertex")) < 20


def test_unknown_pose_names_the_closest() -> None:
    with pytest.raises(KeyError, match="sit_tall"):
        named_pose("sit_tal")


@pytest.mark.parametrize("key", ["sit_tall", "clasp_and_reach"])
def test_baked_pose_is_the_one_its_recipe_gives(key: str) -> None:
    assert dict(solve(recipes()[key], {})) == pytest.approx(dict(named_pose(key)), abs=0.05)
