"""Where muscles begin and end: on their edges, as many marks in every pose, far ones told apart."""

import numpy as np
import pytest

from stretchkit.body import SIDES, Pose, fibre_paths, muscle_names, place
from stretchkit.drawing.camera import Camera, camera
from stretchkit.drawing.ends import ends
from stretchkit.drawing.scene import Shape, View
from stretchkit.drawing.style import STYLES
from stretchkit.palette import LIGHT

EVERY = [f"{muscle}.{side}" for muscle in muscle_names() for side in SIDES]
TILTED = Pose(neck_tilt_left=30, shoulder_depression_right=8)
RAISED = Pose(arm_elevation_right=90, shoulder_upward_rotation_right=30)


def marks(pose: Pose, view: View) -> dict[tuple[str, str], Shape]:
    """Return the marks of every muscle by muscle and by which end they are."""
    body = place(pose)
    found = ends(body, camera(view, pose, body), EVERY)
    return {(shape.key, shape.style.removesuffix("_far")): shape for shape in found}


def seen(pose: Pose, view: View) -> Camera:
    return camera(view, pose, place(pose))


@pytest.mark.parametrize("view", ["back", "front", "side"])
@pytest.mark.parametrize("pose", [Pose(), TILTED, RAISED], ids=["rest", "tilted", "raised"])
def test_marks_run_from_one_end_of_each_edge_to_the_other(view: View, pose: Pose) -> None:
    found = marks(pose, view)
    for side in SIDES:
        for muscle, paths in fibre_paths(place(pose), side).items():
            for style, at in (("origin", 0), ("insertion", -1)):
                own = found[f"{muscle}.{side}", style].points
                edge = seen(pose, view).project(paths[:, at])[:, :2]
                for point in own:
                    assert _off(point, edge) < 0.1
                if len(own) > 1:
                    np.testing.assert_allclose(own[[0, -1]], edge[[0, -1]], atol=0.1)


def _off(point: np.ndarray, edge: np.ndarray) -> float:
    """Return how far a point lies from a line through the points of an edge."""
    if len(edge) == 1:
        return float(np.hypot(*(point - edge[0])))
    start, leg = edge[:-1], np.diff(edge, axis=0)
    share = ((point - start) * leg).sum(axis=1) / np.maximum((leg**2).sum(axis=1), 1e-12)
    nearest = start + np.clip(share, 0, 1)[:, None] * leg
    return float(np.hypot(*(point - nearest).T).min())


@pytest.mark.parametrize("view", ["back", "front", "side"])
def test_a_muscle_has_the_same_marks_in_every_pose(view: View) -> None:
    rest, raised = marks(Pose(), view), marks(RAISED, view)
    for name, shape in rest.items():
        assert shape.style == raised[name].style
        assert len(shape.points) == len(raised[name].points)


def test_the_marks_follow_the_movement() -> None:
    rest, tilted = marks(Pose(), "back"), marks(TILTED, "back")
    levator = "levator_scapulae.right"
    assert np.abs(rest[levator, "origin"].points - tilted[levator, "origin"].points).max() > 10
    assert np.abs(rest[levator, "insertion"].points - tilted[levator, "insertion"].points).max() > 2


def test_the_levator_begins_beside_the_neck_and_ends_on_the_blade() -> None:
    found = marks(Pose(), "back")
    for side, sign in (("right", 1), ("left", -1)):
        start = found[f"levator_scapulae.{side}", "origin"].points
        end = found[f"levator_scapulae.{side}", "insertion"].points
        assert (sign * start[:, 0] > 0).all() and (sign * end[:, 0] > 0).all()
        assert start[:, 1].min() > end[:, 1].max()
        assert abs(start[:, 0]).max() < abs(end[:, 0]).min()


def test_what_lies_on_the_far_side_is_marked_otherwise() -> None:
    found = marks(Pose(), "back")
    assert found["trapezius_upper.right", "origin"].style == "origin"
    # It winds round to the front of the arm.
    assert found["latissimus_dorsi.right", "insertion"].style == "insertion_far"
    assert marks(Pose(), "front")["pectoralis_major.right", "origin"].style == "origin"


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["origin", "origin_far", "insertion", "insertion_far"])
def test_marks_are_seen_on_the_paper(name: str) -> None:
    style = STYLES[name]
    colour = style.stroke if style.diamond else style.fill
    assert (_light(LIGHT["paper"]) + 0.05) / (_light(colour) + 0.05) >= 3


def test_origin_and_insertion_differ_in_shape_and_colour() -> None:
    origin, insertion = STYLES["origin"], STYLES["insertion"]
    assert origin.diamond != insertion.diamond
    assert origin.fill != insertion.fill
