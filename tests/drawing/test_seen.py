"""How much of a thing is seen."""

import numpy as np
import pytest

from stretchkit.body import Pose
from stretchkit.drawing import scene
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.seen import seen_areas

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
