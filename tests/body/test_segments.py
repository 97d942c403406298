"""Where the body is in a pose: words have their sense, sides are those of the person."""

import numpy as np
import pytest
from hypothesis import given, settings

from stretchkit.body import Pose, place
from stretchkit.body.segments import FLOOR
from tests.body.conftest import poses


def moved(name: str, side: str, **degrees: float) -> np.ndarray:
    """How far a landmark goes, X forward, Y up, Z to the right, in the frame of the ankles."""
    before, after = place(Pose()), place(Pose(**degrees))
    return after.point(name, side) - before.point(name, side)


@pytest.mark.parametrize(
    ("degrees", "landmark", "side", "axis", "sign"),
    [
        ({"neck_flexion": 20}, "nose", "right", 1, -1),
        ({"neck_tilt_left": 20}, "vertex", "right", 2, -1),
        ({"neck_turn_left": 20}, "nose", "right", 2, -1),
        ({"thoracic_flexion": 20}, "C7T1", "right", 0, 1),
        (
            {"pelvis_tilt": 20, "hip_flexion_right": 20, "hip_flexion_left": 20},
            "C7T1",
            "right",
            0,
            1,
        ),
        ({"shoulder_protraction_right": 15}, "AC", "right", 0, 1),
        ({"shoulder_protraction_left": 15}, "TS", "left", 2, -1),
        ({"shoulder_depression_right": 8}, "GH", "right", 1, -1),
        ({"shoulder_upward_rotation_right": 20}, "IA", "right", 2, 1),
        ({"arm_elevation_right": 60}, "EL", "right", 2, 1),
        ({"arm_elevation_left": 60}, "EL", "left", 2, -1),
        ({"arm_elevation_left": 60, "arm_plane_left": 90}, "EL", "left", 0, 1),
        ({"elbow_flexion_left": 60}, "WR", "left", 0, 1),
        ({"elbow_flexion_right": 90, "arm_rotation_right": 60}, "WR", "right", 2, -1),
        ({"wrist_flexion_left": 40}, "TIP", "left", 2, 1),
    ],
)
def test_words_have_their_sense(
    degrees: dict[str, float], landmark: str, side: str, axis: int, sign: int
) -> None:
    assert moved(landmark, side, **degrees)[axis] * sign > 0.005


def test_pronation_turns_the_palm_back() -> None:
    body = place(Pose(forearm_pronation_right=90))
    assert body.transforms["hand_right"][:3, 2] @ [-1, 0, 0] < -0.95


def test_one_moving_side_leaves_the_other() -> None:
    still = place(Pose(shoulder_protraction_right=15, arm_elevation_right=40))
    for name in ("AC", "IA", "EL", "TIP"):
        assert np.allclose(still.point(name, "left"), place(Pose()).point(name, "left"), atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(poses())
def test_mirror_image(pose: Pose) -> None:
    body, mirror = place(pose), place(pose.mirrored())
    for name in ("TIP", "IA", "toe", "nose", "C3C4"):
        for side, other in (("right", "left"), ("left", "right")):
            assert np.allclose(
                body.point(name, side), mirror.point(name, other) * [1, 1, -1], atol=1e-12
            )


@settings(max_examples=60, deadline=None)
@given(poses())
def test_bones_keep_their_length_and_feet_the_floor(pose: Pose) -> None:
    body, rest = place(pose), place(Pose())
    for ends in (("SC", "AC"), ("GH", "EL"), ("EL", "WR"), ("hip", "knee"), ("knee", "ankle")):
        for side in ("right", "left"):
            long = [
                np.linalg.norm(b.point(ends[0], side) - b.point(ends[1], side))
                for b in (body, rest)
            ]
            assert long[0] == pytest.approx(long[1], abs=1e-9)
    soles = ("sole_heel", "sole_ball_inner", "sole_ball_outer")
    lowest = min(body.point(name, side)[1] for name in soles for side in ("right", "left"))
    assert lowest == pytest.approx(FLOOR, abs=1e-9)
