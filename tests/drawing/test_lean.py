"""Fewer points, the same picture: what is left out lies on the lines that stay."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Scene, Shape

FRAME = (0.0, 0.0, 100.0, 100.0)
FINE = 1.0


def scene(*outlines: Any) -> Scene:
    shapes = [Shape("line", f"line{n}", "fibre", 0, np.array(o)) for n, o in enumerate(outlines)]
    return Scene("back", "deep", FRAME, tuple(shapes))


def wave(height: float) -> np.ndarray:
    x = np.linspace(0, 100, 60)
    return np.stack([x, 50 + height * np.sin(x / 9)], axis=1)


def away(points: np.ndarray, line: np.ndarray) -> float:
    """Return how far the farthest point lies from a line."""
    start, leg = line[:-1], np.diff(line, axis=0)
    share = ((points[:, None] - start) * leg).sum(axis=2) / (leg**2).sum(axis=1)
    near = start + np.clip(share, 0, 1)[..., None] * leg
    return float(np.sqrt(((points[:, None] - near) ** 2).sum(axis=2)).min(axis=1).max())


def test_a_point_stays_if_one_picture_needs_it() -> None:
    flat, bent = lean([scene(wave(0)), scene(wave(20))], FINE)
    assert len(flat.shapes[0].points) == len(bent.shapes[0].points) < 60
    assert away(wave(20), bent.shapes[0].points) < 2 * FINE


def test_by_itself_a_flat_line_needs_two_points_and_few_more() -> None:
    (flat,) = lean([scene(wave(0))], FINE)
    assert len(flat.shapes[0].points) <= 4


def test_where_the_pen_is_lifted_it_stays_lifted() -> None:
    points = np.concatenate([wave(5), [[np.nan, np.nan]], wave(9)])
    (one,) = lean([scene(points)], FINE)
    kept = one.shapes[0].points
    assert np.isnan(kept[:, 0]).sum() == 1
    gap = int(np.flatnonzero(np.isnan(kept[:, 0]))[0])
    np.testing.assert_allclose(kept[[0, gap - 1, gap + 1, -1]], points[[0, 59, 61, -1]])


@given(arrays(float, (20, 2), elements=st.floats(0, 100)))
def test_ends_stay_and_nothing_new_comes(points: np.ndarray) -> None:
    (one,) = lean([scene(points)], FINE)
    kept = one.shapes[0].points
    assert (kept[[0, -1]] == points[[0, -1]]).all()
    assert {tuple(point) for point in kept} <= {tuple(point) for point in points}
