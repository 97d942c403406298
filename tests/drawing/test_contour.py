"""Outlines of a field keep to the field, and thinning keeps to the outline."""

import numpy as np
import pytest

from stretchkit.drawing.contour import Floats, Grid, curve, joined, outlines, thinned


def discs(grid: Grid, *middles: tuple[float, float]) -> Floats:
    x, y = grid.points()
    away = [np.hypot(x - a, y - b) - 40 for a, b in middles]
    field: Floats = np.minimum.reduce(away).astype(np.float32)
    return field


def test_outline_of_a_disc_is_its_circle() -> None:
    grid = Grid.over(np.array([-50.0, -50.0]), np.array([50.0, 50.0]), 7.0)
    (loop,) = outlines(grid, discs(grid, (0, 0)))
    assert np.hypot(*loop.T) == pytest.approx(40, abs=0.2)
    (slim,) = thinned([loop], 0.4)
    assert len(slim) < len(loop)
    assert np.hypot(*slim.T) == pytest.approx(40, abs=1.5)


def test_level_draws_the_outline_further_in() -> None:
    grid = Grid.over(np.array([-50.0, -50.0]), np.array([50.0, 50.0]), 7.0)
    (loop,) = outlines(grid, discs(grid, (0, 0)), -10)
    assert np.hypot(*loop.T) == pytest.approx(30, abs=0.3)


def test_two_discs_give_two_outlines_and_the_picture_edge_closes_them() -> None:
    grid = Grid.over(np.array([-100.0, -50.0]), np.array([60.0, 50.0]), 5.0)
    loops = outlines(grid, discs(grid, (-60, 0), (60, 0)))
    assert len(loops) == 2
    assert loops[0][:, 0].mean() == pytest.approx(-60, abs=1)
    assert loops[1][:, 0].max() <= grid.left + grid.step * (grid.columns - 1)


def test_joined_lines_are_parted_by_a_gap() -> None:
    line = joined([np.zeros((2, 2)), np.ones((3, 2))])
    assert np.isnan(line).any(axis=1).tolist() == [False, False, True, False, False, False]


def test_curve_runs_through_its_points() -> None:
    points = np.array([[0.0, 0.0], [10.0, 5.0], [20.0, 0.0]])
    line = curve(points)
    for point in points:
        assert np.hypot(*(line - point).T).min() == pytest.approx(0, abs=1e-9)
