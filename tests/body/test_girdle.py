"""The shoulder girdle closes over its whole range, smoothly, whatever pose came before."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchkit.body.data import landmarks, surfaces
from stretchkit.body.girdle import girdle
from stretchkit.body.pose import RANGES, angle_range
from stretchkit.body.turns import moved

MARKS = landmarks()


def _angles() -> st.SearchStrategy[tuple[float, float, float]]:
    def upward(front_and_down: tuple[float, float]) -> st.SearchStrategy[tuple[float, ...]]:
        low, high = angle_range("shoulder_upward_rotation_right", front_and_down[1])
        return st.tuples(*map(st.just, front_and_down), st.floats(low, high))

    ranges = [RANGES[f"shoulder_{word}_right"] for word in ("protraction", "depression")]
    return st.tuples(*(st.floats(*limits) for limits in ranges)).flatmap(upward)


@settings(max_examples=400, deadline=None)
@given(_angles())
def test_blade_stays_on_the_ribs_and_on_the_collarbone(angles: tuple[float, float, float]) -> None:
    collarbone, blade = girdle(*np.radians(angles))
    joint = MARKS["AC"].point
    assert np.allclose(moved(collarbone, joint), moved(blade, joint), atol=1e-12)
    ribs = surfaces()["girdle"]
    for corner in ("TS", "IA"):
        rest = MARKS[corner].point
        deep = (ribs.inside(rest) ** 2).sum()
        assert abs((ribs.inside(moved(blade, rest)) ** 2).sum() - deep) < 1e-8
    for transform in (collarbone, blade):
        assert np.allclose(transform[:3, :3] @ transform[:3, :3].T, np.eye(3), atol=1e-12)


def test_every_corner_of_the_range_closes() -> None:
    for front, down, low in product((-20, 30), (-30, -20.001, -20, 12), (True, False)):
        limits = angle_range("shoulder_upward_rotation_right", down)
        girdle(*np.radians([front, down, limits[0] if low else limits[1]]))


def test_small_steps_move_the_blade_a_little() -> None:
    """No jump from one solution to another, along every edge and middle of the range."""
    corner = MARKS["IA"].point
    for front, down in product(np.linspace(-20, 30, 5), np.linspace(-30, 12, 5)):
        low, high = angle_range("shoulder_upward_rotation_right", down)
        path = [
            moved(girdle(*np.radians([front, down, up]))[1], corner)
            for up in np.linspace(low, high, 40)
        ]
        assert np.linalg.norm(np.diff(path, axis=0), axis=1).max() < 0.012


def test_rest_is_rest() -> None:
    for transform in girdle(0.0, 0.0, 0.0):
        assert np.allclose(transform, np.eye(4), atol=1e-15)
