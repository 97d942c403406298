"""How much of a thing is seen, and pictures with fewer points."""

import numpy as np
import pytest

from stretchkit.body import Pose
from stretchkit.drawing import scene
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.seen import seen_areas
from stretchkit.drawing.thin import thin

FRAME = (-300.0, -300.0, 300.0, 300.0)
NAN = (np.nan, np.nan)


def box(key: str, left: float, bottom: float, right: float, top: float) -> Shape:
    points = [(left, bottom), (right, bottom), (right, top), (left, top)]
    return Shape("polygon", key, "bone", 0.0, np.array(points))


def picture(*shapes: Shape) -> Scene:
    return Scene("back", "bones", FRAME, shapes)


def test_what_lies_under_something_else_is_not_seen() -> None:
    areas = seen_areas(picture(box("low", 0, 0, 100, 100), box("high", 40, 0, 240, 100)))
    assert areas["low"] == pytest.approx(4000, rel=0.05)
    assert areas["high"] == pytest.approx(20000, rel=0.05)


def test_lines_hide_nothing_and_what_is_outside_of_the_frame_does_not_count() -> None:
    line = Shape("line", "rib", "rib", 0.0, np.array([(0.0, 50.0), (100.0, 50.0)]))
    areas = seen_areas(picture(box("half", 250, 0, 350, 100), line))
    assert areas == {"half": pytest.approx(5000, rel=0.1)}


def test_an_outline_in_two_pieces_is_seen_twice() -> None:
    one, other = box("a", 0, 0, 60, 60).points, box("a", 100, 0, 160, 60).points
    both = Shape("polygon", "a", "bone", 0.0, np.concatenate([one, [NAN], other]))
    assert seen_areas(picture(both))["a"] == pytest.approx(7200, rel=0.1)


def test_the_outer_layer_hides_most_of_the_head_strap() -> None:
    outer = seen_areas(scene(Pose(), "back", "superficial"))["splenius_capitis.right"]
    middle = seen_areas(scene(Pose(), "back", "intermediate"))["splenius_capitis.right"]
    assert outer < middle / 3


def test_a_thin_picture_has_fewer_points_in_nearly_the_same_places() -> None:
    full = scene(Pose(), "back", "intermediate")
    few = thin(full, 0.7)
    assert [shape.key for shape in few.shapes] == [shape.key for shape in full.shapes]
    count = [sum(len(shape.points) for shape in one.shapes) for one in (full, few)]
    assert count[1] < 0.75 * count[0]
    whole, less = seen_areas(full), seen_areas(few)
    for key, area in whole.items():
        assert less[key] == pytest.approx(area, rel=0.05, abs=150)
    for before, after in zip(full.shapes, few.shapes, strict=True):
        np.testing.assert_array_equal(before.points[[0, -1]], after.points[[0, -1]])
        assert np.isnan(before.points).sum() == np.isnan(after.points).sum()
