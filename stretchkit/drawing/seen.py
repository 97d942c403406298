"""How much of each thing in a picture can be seen, and is not covered by what lies over it."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.style import STYLES

Flags = NDArray[np.bool_]

_CELL_MM = 4.0


class Layers:
    """What hides something in a picture: its filled shapes, in the order of painting."""

    def __init__(self, painted: Sequence[Shape]) -> None:
        shapes = [
            shape
            for shape in painted
            if shape.kind == "polygon"
            and STYLES[shape.style].fill
            and STYLES[shape.style].opacity == 1
        ]
        self._outlines = [shape.points[~np.isnan(shape.points[:, 0])] for shape in shapes]
        self._low = np.array([points.min(axis=0) for points in self._outlines])
        self._high = np.array([points.max(axis=0) for points in self._outlines])
        self._places = {shape.key: place for place, shape in enumerate(shapes)}

    def shown(self, key: str, points: Array) -> Flags:
        """Return which points show the shape of that key."""
        return self.on(key, points) & self.bare(key, points)

    def on(self, key: str, points: Array) -> Flags:
        """Return which points lie on the shape of that key, seen or not."""
        return _inside(points, self._outlines[self._places[key]])

    def bare(self, key: str, points: Array) -> Flags:
        """Return on which points nothing lies that is painted later than the shape of that key."""
        bare: Flags = np.ones(len(points), dtype=bool)
        near = (self._low <= points.max(axis=0)) & (points.min(axis=0) <= self._high)
        near[: self._places[key] + 1] = False
        for place in np.flatnonzero(near.all(axis=1)):
            bare &= ~_inside(points, self._outlines[place])
        return bare


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


def _inside(points: Array, polygon: Array) -> Flags:
    x, y = points.T[..., None]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, 1, axis=0).T
    above = ay > y
    crossed = above != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = ax + (y - ay) / (by - ay) * (bx - ax)
    inside: Flags = np.count_nonzero(crossed & (x < crossing), axis=1) % 2 > 0
    return inside
