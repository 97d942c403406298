"""Outlines of a field: where a sampled function passes through a level, as closed polygons."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array

Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]

# A cell's corners, from low left anticlockwise, are bits 1, 2, 4, 8 where the field is below the
# level. Its sides are 0 low, 1 right, 2 top, 3 left. By case, the way goes in at
# one side and out at another, the inside on its left.
_IN = np.array([0, 0, 1, 1, 2, 0, 2, 2, 3, 0, 1, 1, 3, 0, 3, 0])
_OUT = np.array([0, 3, 0, 3, 1, 3, 0, 3, 2, 2, 0, 2, 1, 1, 0, 0])
# The second way through a cell with two corners inside that do not touch.
_SECOND = {5: (2, 1), 10: (3, 2)}
# No loop this small (mm²) is worth a shape.
_SPECK = 25.0
_SMOOTHINGS, _TURNS = 2, 6


@dataclass(frozen=True)
class Grid:
    """A rectangle of sample points; `left` and `low` are its corner, `step` their distance."""

    left: float
    low: float
    step: float
    rows: int
    columns: int

    @staticmethod
    def over(low: Array, high: Array, step: float) -> "Grid":
        """Return the grid that covers a box with one sample to spare on each side."""
        columns, rows = (int(n) for n in np.ceil((high - low) / step) + 3)
        return Grid(float(low[0] - step), float(low[1] - step), step, rows, columns)

    def window(self, box: Box, room: float) -> tuple[slice, slice]:
        """Return the rows and columns of the samples inside a box with room around it."""
        x0, y0, x1, y1 = box
        return (
            slice(
                max(ceil((y0 - room - self.low) / self.step), 0),
                min(int((y1 + room - self.low) / self.step) + 1, self.rows),
            ),
            slice(
                max(ceil((x0 - room - self.left) / self.step), 0),
                min(int((x1 + room - self.left) / self.step) + 1, self.columns),
            ),
        )

    @cached_property
    def x(self) -> Floats:
        """The x of each column."""
        return _axis(self.left, self.step, self.columns)

    @cached_property
    def y(self) -> Floats:
        """The y of each row."""
        return _axis(self.low, self.step, self.rows)

    def filled(self, value: float) -> Floats:
        """Return a field of one value."""
        return np.full((self.rows, self.columns), value, dtype=np.float32)

    def points(self) -> tuple[Floats, Floats]:
        """Return x and y of all samples, each as rows by columns."""
        size = (self.rows, self.columns)
        return np.broadcast_to(self.x, size), np.broadcast_to(self.y[:, None], size)

    def nearest(self, field: Floats, points: Array) -> Floats:
        """Return the value of a field at the sample nearest to each point."""
        columns, rows = np.rint((points - (self.left, self.low)) / self.step).astype(int).T
        found: Floats = field[
            np.clip(rows, 0, self.rows - 1), np.clip(columns, 0, self.columns - 1)
        ]
        return found


def _axis(start: float, step: float, count: int) -> Floats:
    places: Floats = np.arange(count, dtype=np.float32) * np.float32(step) + np.float32(start)
    return places


def outlines(grid: Grid, values: Floats, level: float = 0.0) -> list[Array]:
    """Return the closed polygons, anticlockwise, that hold the values below a level, largest first.

    Holes are left out.
    """
    f = values - np.float32(level)
    for rim in (f[0], f[-1], f[:, 0], f[:, -1]):
        np.maximum(rim, 1e-3, out=rim)
    inside = f < 0
    bits = inside.view(np.uint8)
    case = (bits[:-1, :-1] + bits[:-1, 1:] * 2 + bits[1:, 1:] * 4 + bits[1:, :-1] * 8).ravel()
    rows, columns = f.shape
    flat = rows * columns
    cells = np.flatnonzero((case > 0) & (case < 15))
    case = case[cells]
    low = cells + cells // (columns - 1)
    # A side is named by its first sample: sides along x first, then (plus `flat`) those along y.
    side = np.stack([low, low + 1 + flat, low + columns, low + flat])
    every = np.arange(len(cells))
    follows = dict(
        zip(side[_IN[case], every].tolist(), side[_OUT[case], every].tolist(), strict=True)
    )
    for code, (start, end) in _SECOND.items():
        here = np.flatnonzero(case == code)
        follows.update(zip(side[start, here].tolist(), side[end, here].tolist(), strict=True))
    loops = []
    while follows:
        first, at = follows.popitem()
        loop = [first]
        while at != first:
            loop.append(at)
            at = follows.pop(at)
        loops.append(_crossings(grid, f.ravel(), np.array(loop)))
    sized = [(area, loop) for loop in loops if (area := _area(loop)) > _SPECK]
    sized.sort(key=lambda pair: -pair[0])
    return [loop for _, loop in sized]


def _crossings(grid: Grid, f: Floats, sides: NDArray[np.int64]) -> Array:
    flat = grid.rows * grid.columns
    upright = sides >= flat
    start = np.where(upright, sides - flat, sides)
    end = start + np.where(upright, grid.columns, 1)
    share = f[start] / (f[start] - f[end])
    x = grid.left + grid.step * (start % grid.columns + np.where(upright, 0, share))
    y = grid.low + grid.step * (start // grid.columns + np.where(upright, share, 0))
    points: Array = np.stack([x, y], axis=1)
    return points


def _area(loop: Array) -> float:
    x, y = loop.T
    return float(x[:-1] @ y[1:] - y[:-1] @ x[1:] + x[-1] * y[0] - y[-1] * x[0]) / 2


def thinned(loops: list[Array], fine: float) -> list[Array]:
    """Return closed polygons, smoothed, without the points within `fine` of the line past them.

    All are thinned together, since many small arrays are slow.
    """
    points = np.concatenate(loops)
    owner = np.repeat(np.arange(len(loops)), [len(loop) for loop in loops])
    for turn in range(-_SMOOTHINGS, _TURNS):
        ends = np.flatnonzero(np.append(owner[1:] != owner[:-1], True))
        starts = np.append(0, ends[:-1] + 1)
        before, after = np.arange(-1, len(owner) - 1), np.arange(1, len(owner) + 1)
        before[starts], after[ends] = ends, starts
        if turn < 0:
            points = (points[before] + 2 * points + points[after]) / 4
            continue
        along = points[after] - points[before]
        away = points - points[before]
        cross = np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0])
        keep = cross > fine * np.sqrt((along**2).sum(axis=1))
        # Never two neighbours at once, and never a polygon away.
        keep |= (np.arange(len(owner)) - starts[owner]) % 2 == turn % 2
        keep |= (ends - starts < 8)[owner]
        points, owner = points[keep], owner[keep]
    return np.split(points, np.flatnonzero(owner[1:] != owner[:-1]) + 1)


def curve(points: Array, closed: bool = False) -> Array:
    """Return a smooth line through a few points."""
    ends = (points[-1:], points[:2]) if closed else (points[:1], points[-1:])
    wide = np.concatenate([ends[0], points, ends[1]])
    p0, p1, p2, p3 = (wide[k : len(wide) - 3 + k, None] for k in range(4))
    t = np.linspace(0, 1, 5)[:-1, None]
    cubic = 3 * (p1 - p2) + p3 - p0
    bent = p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * cubic))
    line: Array = bent.reshape(-1, points.shape[1])
    return line if closed else np.concatenate([line, points[-1:]])


def joined(lines: list[Array]) -> Array:
    """Return many lines as one; a row of NaN between two lifts the pen."""
    gap = np.full((1, 2), np.nan)
    pieces = [piece for line in lines for piece in (gap, line)]
    return np.concatenate(pieces[1:])
