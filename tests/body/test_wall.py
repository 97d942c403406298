"""Latissimus lies on the wall of the trunk, which bends with the spine: no dip, no jump."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchkit.body import RANGES, Body, Pose, fibre_paths, measure, named_pose, place
from stretchkit.body.data import Array, stations, wall
from stretchkit.body.lengths import Lengths
from stretchkit.body.muscles import fibre_lengths, muscle_names, starts

MUSCLE = "latissimus_dorsi"
HOLDS = ["clasp_and_reach", "knee_press_standing", "hug", "neck_tilt_arm_behind_back"]
FIBRES = 10


def right(**degrees: float) -> Lengths:
    return measure(place(Pose(**degrees)))["right"]


def lengths_mm(pose: Pose, side: str = "right") -> Array:
    first = starts()[muscle_names().index(MUSCLE)]
    return 1000 * fibre_lengths(place(pose), side)[first : first + FIBRES]


def seen_from_ribs(body: Body) -> Array:
    ribs = body.transforms["thorax"]
    return (fibre_paths(body, "right")[MUSCLE] - ribs[:3, 3]) @ ribs[:3, :3]


def how_far_out(points: Array) -> Array:
    """How far from the middle of the neutral wall points are; on it is 1."""
    heights = [ring.centre[1] for ring in wall()]
    x, z, depth, width = (
        np.interp(points[..., 1], heights, column)
        for column in np.array(
            [(r.centre[0], r.centre[2], r.half_depth, r.half_width) for r in wall()]
        ).T
    )
    return np.hypot((points[..., 0] - x) / depth, (points[..., 2] - z) / width)


def test_the_wall_lies_under_the_skin() -> None:
    skin = stations()["torso"]
    heights = [ring.centre[1] for ring in skin]
    angle = np.linspace(-np.pi / 2, np.pi / 2, 37)
    for ring in wall():
        x = ring.centre[0] - ring.half_depth * np.cos(angle)
        z = ring.centre[2] + ring.half_width * np.sin(angle)
        middle, depth, width = (
            np.interp(ring.centre[1], heights, column)
            for column in np.array([(r.centre[0], r.half_depth, r.half_width) for r in skin]).T
        )
        assert np.hypot((x - middle) / depth, z / width).max() < 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_fibre_runs_through_the_wall(data: st.DataObject) -> None:
    arm = {
        word: data.draw(st.floats(*RANGES[word]))
        for word in ("arm_plane_right", "arm_elevation_right", "arm_rotation_right")
    }
    girdle = data.draw(st.floats(*RANGES["shoulder_protraction_right"]))
    path = seen_from_ribs(place(Pose(**arm, shoulder_protraction_right=girdle)))
    assert how_far_out(path[:, 1:-1]).min() > 1 - 1e-9


@pytest.mark.parametrize("key", ["neutral", *HOLDS])
def test_every_fibre_rises_all_the_way_from_its_origin(key: str) -> None:
    height = seen_from_ribs(place(named_pose(key)))[..., 1]
    assert np.diff(height, axis=1).min() > 0


@pytest.mark.parametrize("key", ["neutral", *HOLDS])
def test_the_sheet_neither_folds_nor_twists(key: str) -> None:
    # In the tendon it does turn: the lowest fibres end highest on the arm.
    path = seen_from_ribs(place(named_pose(key)))[:, :-2]
    facing = np.cross(np.diff(path, axis=1)[:-1], np.diff(path, axis=0)[:, :-1])
    facing /= np.linalg.norm(facing, axis=2, keepdims=True)
    assert (facing[1:] * facing[:-1]).sum(axis=2).min() > 0.7
    assert (facing[:, 1:] * facing[:, :-1]).sum(axis=2).min() > 0.7


@pytest.mark.parametrize("key", HOLDS)
def test_no_jump_on_the_way_to_a_hold(key: str) -> None:
    for first in (Pose(), named_pose("sit_tall")):
        way = [first.between(named_pose(key), share) for share in np.linspace(0, 1, 101)]
        for side in ("right", "left"):
            step = np.diff([lengths_mm(pose, side) for pose in way], axis=0)
            assert np.abs(step).max() < 3
            assert np.abs(np.diff(step, axis=0)).max() < 0.2


def test_bending_the_low_back_lengthens_the_lower_fibres_a_little() -> None:
    bent, hollow = right(lumbar_flexion=25), right(lumbar_flexion=-20)
    change = np.array([bent.fibre(MUSCLE, number) for number in range(FIBRES)])
    assert np.abs(change[:3]).max() < 0.2
    assert (change[4:] > 1).all()
    assert change.max() < 6
    assert 1 < bent.change(MUSCLE) < 4
    assert -4 < hollow.change(MUSCLE) < -0.5


def test_arms_forward_lengthen_it_as_in_the_reference() -> None:
    # Arm flexed 90 degrees in front, shoulder forward 15: +21 to +27 in the model of Seth (2019).
    reference = right(arm_plane_right=90, arm_elevation_right=90, shoulder_protraction_right=15)
    assert 21 <= reference.change(MUSCLE) <= 27
    clasp = measure(place(named_pose("clasp_and_reach")))
    press = measure(place(named_pose("knee_press_standing")))
    for side in ("right", "left"):
        assert 21 <= clasp[side].change(MUSCLE) <= 27
        assert 13 <= press[side].change(MUSCLE) < clasp[side].change(MUSCLE) - 3
        assert clasp[side].fibre(MUSCLE, 0) > clasp[side].fibre(MUSCLE, FIBRES - 1) > 5
