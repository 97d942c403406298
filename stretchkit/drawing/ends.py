"""Where a muscle begins and ends, as marks along the edges of its sheet.

The origin has round marks, the insertion diamonds; what lies on the far side is paler and smaller.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np

from stretchkit.body import Body, Pose, fibre_paths, place
from stretchkit.body.data import Array
from stretchkit.drawing.camera import Camera, camera
from stretchkit.drawing.outward import outward
from stretchkit.drawing.scene import Shape, View
from stretchkit.drawing.sheets import looks

ORIGIN, INSERTION = "origin", "insertion"
_EDGES = {ORIGIN: 0, INSERTION: -1}
_FRONT = 1e6
# Marks stand about so far apart, in metres; a shorter edge than the least has a single one.
_EVERY, _LEAST, _MOST = 0.022, 0.010, 8


def ends(body: Body, view: Camera, keys: Iterable[str]) -> list[Shape]:
    """Return the marks of some muscles, each named as a shape is: `levator_scapulae.right`.

    An edge has as many marks in every pose, and lies on the far side or not as it does at rest,
    so that the marks of one picture can be bent into those of another.
    """
    paths: dict[str, dict[str, Array]] = {}
    shapes = []
    for key in keys:
        muscle, side = key.split(".")
        own = paths.setdefault(side, fibre_paths(body, side))[muscle]
        for style, at in _EDGES.items():
            marks = _spread(own[:, at], _how_many(muscle, style))
            points = view.project(marks)[:, :2]
            far = "" if _is_near(view.view, key, style) else "_far"
            shapes.append(Shape("dot", key, style + far, _FRONT, points))
    return shapes


@cache
def _rest() -> tuple[Body, dict[str, dict[str, Array]]]:
    body = place(Pose())
    return body, {side: fibre_paths(body, side) for side in ("right", "left")}


@cache
def _how_many(muscle: str, style: str) -> int:
    edge = _rest()[1]["right"][muscle][:, _EDGES[style]]
    length = _along(edge)[-1]
    return 1 if length < _LEAST else min(2 + round(float(length) / _EVERY), _MOST)


@cache
def _is_near(view: View, key: str, style: str) -> bool:
    """Return whether most of an edge faces the viewer when the body is at rest."""
    muscle, side = key.split(".")
    body, paths = _rest()
    edge = paths[side][muscle][:, _EDGES[style]]
    facing = outward(body, looks()[muscle].faces, side)(edge) @ camera(view, Pose(), body).axes[2]
    return bool(np.median(facing) > 0)


def _along(edge: Array) -> Array:
    """Return how far along an edge each of its points lies."""
    steps = np.sqrt((np.diff(edge, axis=0) ** 2).sum(axis=1))
    return np.concatenate([[0.0], np.cumsum(steps)])


def _spread(edge: Array, count: int) -> Array:
    """Return so many points evenly along an edge; a single one is in its middle."""
    along = _along(edge)
    wanted = along[-1] * (np.linspace(0, 1, count) if count > 1 else np.array([0.5]))
    return np.stack([np.interp(wanted, along, column) for column in edge.T], axis=1)
