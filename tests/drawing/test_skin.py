"""The figure: clean outlines in every pose, the right side on the right, nothing hidden wrongly."""

import numpy as np
import pytest

from stretchkit.body import Pose, named_pose, place, poses
from stretchkit.body.data import Array
from stretchkit.drawing.camera import VIEWS, camera
from stretchkit.drawing.order import OVER
from stretchkit.drawing.scene import Shape, View
from stretchkit.drawing.skin import skin_shapes
from stretchkit.drawing.style import STYLES
from tests.drawing.stills import still
from tests.drawing.test_every_still import inside


def figure(pose: Pose, view: View, see_through: bool = False) -> list[Shape]:
    body = place(pose)
    return skin_shapes(body, camera(view, pose, body), see_through)


def part(shapes: list[Shape], key: str) -> Shape:
    return next(shape for shape in shapes if shape.key == key and shape.kind == "polygon")


def crosses_itself(points: Array) -> bool:
    """Tell whether two sides of a closed polygon that are not neighbours cross."""
    a, b = points, np.roll(points, -1, axis=0)

    def turn(p: Array, q: Array, r: Array) -> Array:
        u, v = q - p, r - p
        found: Array = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
        return found

    p, q, r, s = a[:, None], b[:, None], a[None], b[None]
    split = (turn(p, q, r) * turn(p, q, s) < 0) & (turn(r, s, p) * turn(r, s, q) < 0)
    return bool(split.any())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("key", poses())
def test_outlines_are_closed_simple_and_few(key: str, view: View) -> None:
    shapes = figure(named_pose(key), view)
    assert len(shapes) <= 70
    assert sum(len(shape.points) for shape in shapes) < 3500
    for shape in shapes:
        assert shape.style in STYLES
        if shape.kind == "polygon":
            assert np.isfinite(shape.points).all()
            assert len(shape.points) >= 3
            assert not crosses_itself(shape.points), shape.key


@pytest.mark.parametrize("view", ["back", "front", "whole"])
def test_left_hand_is_where_a_viewer_looks_for_it(view: View) -> None:
    pose = Pose(arm_elevation_left=15, arm_elevation_right=15)
    shapes = figure(pose, view)
    left, right = (
        part(shapes, f"forearm.{side}").points[:, 0].mean() for side in ("left", "right")
    )
    assert (left < right) == (view != "front")


def test_mirror_image_has_the_same_outline() -> None:
    pose = named_pose("neck_tilt_arm_behind_back")
    one, other = figure(pose, "back"), figure(pose.mirrored(), "back")
    for name, same in (("upper_arm.right", "upper_arm.left"), ("trunk", "trunk")):
        here, there = part(one, name).points, part(other, same).points
        assert here[:, 0].max() == pytest.approx(-there[:, 0].min(), abs=1.5)
        assert here[:, 1].max() == pytest.approx(there[:, 1].max(), abs=1.5)


def test_same_pose_gives_the_same_shapes() -> None:
    first, second = (figure(named_pose("hug"), "front") for _ in range(2))
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert (one.key, one.style, one.depth) == (other.key, other.style, other.depth)
        np.testing.assert_array_equal(one.points, other.points)


def test_forearms_behind_the_back_hide_muscles_and_upper_arms_do_not() -> None:
    behind = figure(named_pose("neck_tilt_arm_behind_back"), "back")
    assert part(behind, "forearm.right").depth >= OVER
    assert part(behind, "upper_arm.right").depth < OVER
    before = figure(named_pose("hug"), "back")
    assert part(before, "forearm.right").depth < part(before, "trunk").depth


def test_who_sits_has_a_stool_and_who_stands_has_none() -> None:
    def chairs(key: str, view: View) -> int:
        return sum(shape.key == "chair" for shape in figure(named_pose(key), view))

    assert chairs("sit_tall", "whole") == 5
    assert chairs("sit_tall", "back") == 0
    assert chairs("knee_press_standing", "whole") == 0


@pytest.mark.parametrize("key", ["neutral", "stand_tall", "sit_tall", "neck_tilt_seat_edge", "hug"])
def test_from_behind_shorts_have_no_seam_under_the_seat(key: str) -> None:
    shapes = still(key, "whole", "skin").scene.shapes
    legs = [s.points for s in shapes if s.key.startswith("shorts.") and s.style == "cloth"]
    joints = [s.points for s in shapes if s.style == "cloth_joint"]
    stool = max((s.points[:, 1].max() for s in shapes if s.style == "chair"), default=-np.inf)
    edge = next(s.points for s in shapes if (s.key, s.style) == ("seat", "cloth"))
    on_legs = [p for p in edge if p[1] > stool and any(inside(p, leg) for leg in legs)]
    hidden = [any(inside(point, joint) for joint in joints) for point in on_legs]
    assert np.mean(hidden) > 0.85


def test_see_through_figure_is_pale_and_has_no_face() -> None:
    styles = {shape.style for shape in figure(Pose(), "front", see_through=True)}
    assert {"skin_pale", "cloth_pale", "hair_pale"} <= styles
    assert all(style.endswith("_pale") for style in styles)


def test_face_is_seen_from_in_front_only() -> None:
    assert any(shape.style == "face_mouth" for shape in figure(Pose(), "front"))
    assert not any(shape.style.startswith("face") for shape in figure(Pose(), "back"))


@pytest.mark.parametrize("view", ["back", "front", "side"])
@pytest.mark.parametrize("key", poses())
def test_only_what_lies_wholly_under_a_height_is_left_out(key: str, view: View) -> None:
    pose, above = named_pose(key), -444.0
    body = place(pose)
    seen_from = camera(view, pose, body)
    whole, cut = (skin_shapes(body, seen_from, True, height) for height in (-np.inf, above))
    left = iter(cut)
    other = next(left)
    for shape in whole:
        if shape.key == other.key and np.array_equal(shape.points, other.points):
            other = next(left, other)
        else:
            assert shape.points[:, 1].max() < above - 1.8, shape.key
    assert next(left, None) is None


def test_under_the_legend_no_legs_are_drawn() -> None:
    skin, deep = (still("sit_tall", "back", layer).scene.shapes for layer in ("skin", "deep"))
    assert "thigh.right" in {shape.key for shape in skin}
    assert "thigh.right" not in {shape.key for shape in deep}


@pytest.mark.parametrize("angle", range(0, 151, 30))
def test_bending_elbow_keeps_the_limb_whole(angle: int) -> None:
    """No outline comes near the middle of the elbow, so there is no pit in any bend."""
    body_pose = Pose(elbow_flexion_right=angle)
    body = place(body_pose)
    view = camera("side", body_pose, body)
    shapes = skin_shapes(body, view)
    elbow = view.project(body.point("EL"))[:2]
    for name in ("upper_arm.right", "forearm.right"):
        outline = part(shapes, name).points
        away = np.hypot(*(outline - elbow).T)
        assert away.min() > 20
