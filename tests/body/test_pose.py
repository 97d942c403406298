"""A pose takes named angles in their ranges, and says what is wrong with anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.body import RANGES, Pose
from tests.body.conftest import poses


def test_unknown_keyword_names_the_closest() -> None:
    with pytest.raises(ValueError, match="neck_tilt_left"):
        Pose(neck_tilt=10)


@pytest.mark.parametrize("word", RANGES)
def test_ends_of_a_range_are_allowed_and_beyond_is_not(word: str) -> None:
    low, high = RANGES[word]
    for value in (low, high):
        assert Pose(**{word: value})[word] == value
    for value in (low - 0.01, high + 0.01):
        with pytest.raises(ValueError, match=rf"{word}.*{low:g} to {high:g}"):
            Pose(**{word: value})


def test_lifted_shoulder_takes_no_downward_rotation() -> None:
    Pose(shoulder_depression_right=-25, shoulder_upward_rotation_right=5)
    Pose(shoulder_depression_left=-25, shoulder_upward_rotation_right=-5)
    with pytest.raises(ValueError, match="0 to 45 while shoulder_depression is -25"):
        Pose(shoulder_depression_right=-25, shoulder_upward_rotation_right=-5)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "30"])
def test_only_finite_numbers_are_angles(value: float) -> None:
    with pytest.raises(ValueError, match="neck_flexion is an angle"):
        Pose(neck_flexion=value)


@given(poses())
def test_mirrored_twice_is_the_same(pose: Pose) -> None:
    assert pose.mirrored().mirrored() == pose


@given(poses(), st.floats(0, 1))
def test_between_a_pose_and_itself_is_that_pose(pose: Pose, share: float) -> None:
    assert dict(pose.between(pose, share)) == pytest.approx(dict(pose), abs=1e-9)


def test_a_pose_shows_what_is_not_zero() -> None:
    assert repr(Pose(neck_tilt_left=30, arm_plane_left=0)) == "Pose(neck_tilt_left=30)"
