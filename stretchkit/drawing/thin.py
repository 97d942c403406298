"""A scene with fewer points, for pictures that are many and seen in passing."""

from dataclasses import replace

import numpy as np

from stretchkit.body.data import Array
from stretchkit.drawing.scene import Scene

_TURNS = 6


def thin(scene: Scene, within_mm: float) -> Scene:
    """Return a scene without the points that lie so near to the line between their neighbours."""
    shapes = tuple(
        replace(shape, points=_thin(shape.points, within_mm)) if shape.kind != "dot" else shape
        for shape in scene.shapes
    )
    return replace(scene, shapes=shapes)


def _thin(points: Array, within: float) -> Array:
    """Leave out every other idle point, then look again; ends and lifted pens stay."""
    for turn in range(_TURNS):
        along = points[2:] - points[:-2]
        away = points[1:-1] - points[:-2]
        cross = np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0])
        idle = cross < within * np.hypot(*along.T)
        idle &= np.arange(len(idle)) % 2 == turn % 2
        points = points[np.concatenate([[True], ~idle, [True]])] if len(points) > 2 else points
    return points
