"""A head from all round: its face turns out of sight, its hair stays behind the neck."""

import numpy as np
import pytest

from stretchkit.body import Pose, named_pose, place, poses
from stretchkit.drawing.camera import standing_camera
from stretchkit.drawing.scene import Shape
from stretchkit.drawing.skin import skin_shapes
from tests.drawing.test_every_still import inside, pieces

ROUND = (40, 60, 70, 90, 110, 135, 180, 225)
FRAME = (-900.0, -1900.0, 900.0, 600.0)


def seen(pose: Pose, angle: float) -> list[Shape]:
    return skin_shapes(place(pose), standing_camera(angle, FRAME))


def outline(shapes: list[Shape], key: str, style: str) -> np.ndarray:
    return next(shape.points for shape in shapes if (shape.key, shape.style) == (key, style))


@pytest.mark.parametrize("key", ["neutral", "error_head_poked", "error_clasp_chin_poked"])
@pytest.mark.parametrize("angle", ROUND)
def test_no_line_of_the_face_reaches_out_of_the_head(key: str, angle: float) -> None:
    shapes = seen(named_pose(key), angle)
    head = outline(shapes, "head", "skin")
    for shape in shapes:
        if shape.style.startswith("face_"):
            for piece in pieces(shape.points):
                assert all(inside(point, head) for point in piece), shape.key


def test_from_the_side_a_brow_does_not_turn_down_at_the_rim() -> None:
    # Its inner end, towards the nose, has turned away.
    brow = next(shape for shape in seen(Pose(), 90) if shape.key == "brow").points
    inner = brow[np.argmax(brow[:, 0])]
    assert brow[:, 1].max() - inner[1] < 2


def test_both_eyes_are_seen_from_in_front_one_from_the_side_and_none_from_behind() -> None:
    count = {
        angle: sum(shape.style == "face_eye" for shape in seen(Pose(), angle))
        for angle in (0, 90, 180)
    }
    assert count == {0: 0, 90: 1, 180: 2}


@pytest.mark.parametrize("angle", [25, 40, 70, 90])
@pytest.mark.parametrize("key", poses())
def test_no_strand_sticks_out_of_the_hair(key: str, angle: float) -> None:
    shapes = seen(named_pose(key), angle)
    hair = outline(shapes, "hair", "hair")
    for shape in shapes:
        if shape.style == "hair_strand":
            for piece in pieces(shape.points):
                assert all(inside(point, hair) for point in piece)


@pytest.mark.parametrize("angle", [150, 180, 210])
def test_no_hair_lies_over_the_throat_of_a_head_far_back(angle: float) -> None:
    pose = named_pose("error_neck_look_up_far")
    body, camera = place(pose), standing_camera(angle, FRAME)
    chin, notch = (camera.project(body.point(name, "right"))[:2] for name in ("chin", "jugular"))
    hair = [s.points for s in skin_shapes(body, camera) if s.style == "hair"]
    throat = chin + np.linspace(0, 1, 30)[:, None] * (notch - chin)
    assert not any(inside(point, one) for one in hair for point in throat)
