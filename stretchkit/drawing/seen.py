"""How much of each thing in a picture can be seen, and is not covered by what lies over it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.scene import Scene
from stretchkit.drawing.style import STYLES

_CELL_MM = 4.0


def seen_areas(scene: Scene) -> dict[str, float]:
    """Return the area in mm² that each filled shape shows, by key, to a few square millimetres."""
    left, bottom, right, top = scene.frame
    columns = np.arange(left, right, _CELL_MM) + _CELL_MM / 2
    rows = np.arange(bottom, top, _CELL_MM) + _CELL_MM / 2
    owner = np.full((len(rows), len(columns)), -1)
    filled = [
        shape
        for shape in scene.shapes
        if shape.kind == "polygon" and STYLES[shape.style].fill and STYLES[shape.style].opacity == 1
    ]
    keys = list(dict.fromkeys(shape.key for shape in filled))
    for shape in filled:
        _paint(owner, columns, rows, shape.points, keys.index(shape.key))
    counts = np.bincount(owner[owner >= 0], minlength=len(keys))
    return {key: _CELL_MM**2 * float(count) for key, count in zip(keys, counts, strict=True)}


def _paint(
    owner: NDArray[np.intp], columns: Array, rows: Array, points: Array, number: int
) -> None:
    """Give the cells inside an outline to a shape."""
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    across = slice(*np.searchsorted(columns, [low[0], high[0]]))
    up = slice(*np.searchsorted(rows, [low[1], high[1]]))
    x, y = np.meshgrid(columns[across], rows[up])
    inside = np.zeros(x.shape, dtype=bool)
    for piece in _pieces(points):
        for (ax, ay), (bx, by) in zip(piece, np.roll(piece, -1, axis=0), strict=True):
            if ay != by:
                crosses = (ay > y) != (by > y)
                inside ^= crosses & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    owner[up, across][inside] = number


def _pieces(points: Array) -> Iterator[Array]:
    """Yield the pieces of an outline between which the pen is lifted."""
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    start = 0
    for end in [*gaps, len(points)]:
        if end - start > 2:
            yield points[start:end]
        start = end + 1
