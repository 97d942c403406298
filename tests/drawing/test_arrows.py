"""Arrows stand where all of them is seen, and a muscle with too little room has none."""

import numpy as np
import pytest

from stretchkit.body import named_pose
from stretchkit.drawing import draw
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.scene import Layer, View
from stretchkit.drawing.seen import Layers
from tests.drawing.stills import still

PICTURES: list[tuple[str, View, Layer]] = [
    ("neck_chin_down", "back", "superficial"),
    ("neck_tilt_arm_ready", "back", "superficial"),
    ("clasp_and_reach", "side", "intermediate"),
    ("hug", "front", "superficial"),
    ("error_neck_tilt_pulled", "back", "intermediate"),
]


@pytest.mark.parametrize(("key", "view", "layer"), PICTURES)
def test_no_arrow_is_cut_by_what_lies_over_its_muscle(key: str, view: View, layer: Layer) -> None:
    shapes = [shape for shape in still(key, view, layer).scene.shapes if shape.key != "legend"]
    layers = Layers(shapes)
    arrows = [shape for shape in shapes if shape.style == "arrow"]
    assert arrows
    for one in arrows:
        assert layers.bare(one.key, one.points[~np.isnan(one.points[:, 0])]).all(), one.key


def test_arrows_come_out_from_under_the_shoulder_cap_and_tell_the_same() -> None:
    pose = named_pose("neck_chin_down")
    named, moving = (draw(pose, "back", names=names).scene.shapes for names in (True, False))
    key = "infraspinatus.right"
    ((one,), (other,)) = (
        [shape.points for shape in shapes if shape.key == key and shape.style == "arrow"]
        for shapes in (named, moving)
    )
    assert np.hypot(*(np.nanmean(one, axis=0) - np.nanmean(other, axis=0))) > 5
    lengths = [np.hypot(*np.diff(points, axis=0).T) for points in (one, other)]
    np.testing.assert_allclose(lengths[0], lengths[1], atol=0.5)


def test_most_muscles_that_change_keep_their_arrows() -> None:
    shapes = still("clasp_and_reach", "back", "superficial").scene.shapes
    told = {s.key for s in shapes if s.style == "muscle" and abs(s.value or 0) >= TELLING}
    with_arrows = {s.key for s in shapes if s.style == "arrow"}
    assert with_arrows <= told and len(with_arrows) > 0.6 * len(told)
    assert {s.key for s in shapes if s.style == "arrow_edge"} == with_arrows


def test_from_behind_a_head_far_back_has_no_bites_in_its_hair() -> None:
    shapes = still("error_neck_look_up_far", "back", "skin").scene.shapes
    (hair,) = (shape.points for shape in shapes if shape.style == "hair")
    top = hair[hair[:, 1] > np.median(hair[:, 1])]
    right = top[(top[:, 0] > 5)]
    order = right[np.argsort(-right[:, 1])]
    # From the crown down the outline only goes outward.
    assert (np.diff(order[:, 0]) > -1.0).all()
