"""Names stand beside the figure, each on its own side, and their lines do not cross."""

from itertools import combinations

import numpy as np
import pytest

from stretchkit.drawing.columns import Name, Place, placed
from stretchkit.drawing.labels import box
from stretchkit.drawing.scene import Layer, Shape, View
from tests.drawing.stills import still

FRAME = (-470.0, -540.0, 470.0, 330.0)


def name(x: float, y: float) -> Name:
    return Name(widths=(190.0,) * 3, line=29.0, spot=np.array([x, y]))


def block(low: tuple[float, float], high: tuple[float, float]) -> Shape:
    (left, bottom), (right, top) = low, high
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    return Shape("polygon", "arm", "skin_pale", 0.0, corners)


def heights(found: list[Place]) -> list[tuple[float, float]]:
    return [(place.top - 87.0, place.top) for place in found]


def test_a_name_stands_level_with_its_muscle_where_nothing_is_in_the_way() -> None:
    (found,) = placed([name(100, 0)], FRAME, [], either=False)
    assert not found.left
    assert abs(found.top - 87.0 / 2) <= 5 and not found.hidden


@pytest.mark.parametrize("y", [-300.0, 0.0, 150.0])
def test_a_name_makes_way_for_the_figure_up_or_down(y: float) -> None:
    arm = block((150, y - 40), (470, y + 40))
    (found,) = placed([name(100, y)], FRAME, [arm], either=False)
    assert not found.left and found.hidden < 10
    assert found.top <= y - 30 or found.top - 87.0 >= y + 30


def test_from_the_side_a_name_may_stand_on_the_other_side_of_the_figure() -> None:
    arm = block((150, -540), (470, 330))
    (own,), (other,) = (
        placed([name(100, 0)], FRAME, [arm], either=either) for either in (False, True)
    )
    assert not own.left and own.hidden > 90
    assert other.left and not other.hidden


def test_six_names_have_room_in_one_column_and_no_two_lines_cross() -> None:
    rng = np.random.default_rng(7)
    for _ in range(20):
        names = [name(x, y) for x, y in rng.uniform((10, -200), (200, 200), (6, 2))]
        found = placed(names, FRAME, [block((260, -100), (470, 0))], either=False)
        for (low, high), (other_low, other_high) in combinations(heights(found), 2):
            assert high < other_low or other_high < low
        assert all(FRAME[1] < low and high < FRAME[3] for low, high in heights(found))


def test_only_the_lines_that_would_lie_over_the_figure_count() -> None:
    arm = block((260, -540), (290, -20))
    short, long = (
        placed([Name(widths, 29.0, np.array([100.0, 0.0]))], FRAME, [arm], either=False)[0]
        for widths in ((190.0, 190.0, 150.0), (190.0, 190.0, 190.0))
    )
    assert short.hidden == long.hidden == 0 and short.top < long.top


@pytest.mark.parametrize(
    ("key", "view", "layer"),
    [
        ("hug", "side", "intermediate"),
        ("knee_press_seated", "side", "intermediate"),
        ("knee_press_standing", "side", "intermediate"),
        ("error_clasp_bent_elbows", "side", "intermediate"),
        ("knee_press_standing", "back", "superficial"),
        ("stand_rise", "back", "superficial"),
        ("clasp_and_reach", "back", "superficial"),
        ("hug", "back", "superficial"),
        ("error_head_poked", "front", "superficial"),
    ],
)
def test_no_name_lies_over_an_arm_or_its_edge(key: str, view: View, layer: Layer) -> None:
    shapes = still(key, view, layer).scene.shapes
    arms = [s.points for s in shapes if s.style == "skin_pale"]
    words = [box(s) for s in shapes if s.key.startswith("label.") and s.kind == "label"]
    assert words
    ends = np.array([(x, (y0 + y1) / 2) for x0, y0, x1, y1 in words for x in (x0, x1)])
    for arm in arms:
        (ax, ay), (bx, by) = arm.T, np.roll(arm, -1, axis=0).T
        x, y = ends.T[:, :, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            left = ax + (y - ay) / (by - ay) * (bx - ax) < x
        assert not (np.count_nonzero(((ay > y) != (by > y)) & left, axis=1) % 2).any()


def test_what_finds_no_room_is_not_named() -> None:
    shapes = still("error_neck_tilt_pulled", "back", "superficial").scene.shapes
    named = {s.key for s in shapes if s.style == "leader"}
    assert "label.trapezius_upper.left" in named and "label.trapezius_middle.left" not in named
