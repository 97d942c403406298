"""The pieces of sheets that face the viewer: their outlines, tendons, fibres and arrows.

All sheets are cut at once, since many small arrays are slow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.contour import joined

_GAP = np.full((1, 2), np.nan)
_TENDON = 0.12
_SMALL = 90.0
# Points nearer than this to the line between their neighbours are left out.
_FINE = 0.35
# By how many points a row's end may stick out past both rows beside it, or past the only one. A
# sheet that grazes the body's surface would otherwise end in spikes, one row wide.
_JUT, _RIM_JUT = 1.0, 4.0
# Fibres drawn: about one in so many millimetres of a muscle's width.
_EVERY = 6.5
_FEWEST, _MOST = 3, 11


@dataclass(frozen=True)
class Band:
    """Neighbouring rows of a sheet, each from one column to another.

    `points` has as many columns in every row: in a row that begins later or ends sooner its ends
    come several times. `steps` tells which points are followed by another.
    """

    points: Array
    steps: NDArray[np.bool_]

    @staticmethod
    def between(grid: Array, columns: range, first: Array, last: Array) -> "Band":
        """Return the part of a grid from column `first` to column `last` of each row.

        Both may lie between two points, and lie between the ends of `columns`.
        """
        at = np.clip(np.array(columns), first[:, None], last[:, None])
        low = np.minimum(at.astype(int), grid.shape[1] - 2)
        share, rows = (at - low)[..., None], np.arange(len(grid))[:, None]
        points = grid[rows, low] * (1 - share) + grid[rows, low + 1] * share
        return Band(points, at[:, 1:] > at[:, :-1])

    def rows(self, start: int, end: int) -> "Band":
        """Return some of the rows."""
        return Band(self.points[start:end], self.steps[start:end])

    def row(self, number: int) -> Array:
        """Return the points of one row."""
        own = self.points[number]
        return np.concatenate([own[:1], own[1:][self.steps[number]]])

    def outline(self) -> Array:
        """Return the outline of all rows."""
        points, (start, *_, end) = self.points, self.steps
        return np.concatenate(
            [points[:-1, 0], points[-1, :-1][end], points[:0:-1, -1], points[0, 1:][start][::-1]]
        )


@dataclass(frozen=True)
class Piece:
    """What is seen of neighbouring rows of a sheet, and the tendons at their ends."""

    whole: Band
    tendons: tuple[Band, ...]

    @cached_property
    def outline(self) -> Array:
        """The outline of what is seen."""
        return self.whole.outline()

    @cached_property
    def area(self) -> float:
        """The area in square millimetres."""
        x, y = self.outline.T
        return float(abs(x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]) / 2)

    @cached_property
    def width(self) -> float:
        """The mean width in millimetres: the area over half the way round."""
        round_it = np.diff(self.outline, axis=0, append=self.outline[:1])
        return 2 * self.area / float(np.hypot(*round_it.T).sum())

    @cached_property
    def middle(self) -> tuple[Array, Array]:
        """The middle of what is seen, and the direction of the fibres there."""
        cut = self.whole.row(len(self.whole.points) // 2)
        steps = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(cut, axis=0).T))])
        wanted = np.array([0.35, 0.5, 0.65]) * steps[-1]
        low, at, high = np.stack([np.interp(wanted, steps, column) for column in cut.T], axis=1)
        return at, high - low


def pieces(sheets: Sequence[Array], facing: Sequence[Array]) -> list[list[Piece]]:
    """Return the pieces of each sheet (rows, columns, 2) whose `facing` is more than 0."""
    owner = np.repeat(np.arange(len(sheets)), [len(sheet) for sheet in sheets])
    shown, first, last = _spans(np.concatenate(facing))
    shown, first, last = _without_spikes(shown, owner[shown], first, last)
    grid = np.concatenate(sheets)[shown]
    columns = grid.shape[1]
    reach = _TENDON * (columns - 1)
    end = columns - 1 - reach
    whole = Band.between(grid, range(columns), first, last)
    near = Band.between(grid, range(int(reach) + 2), first, np.minimum(last, reach))
    far = Band.between(grid, range(int(end), columns), np.maximum(first, end), last)
    tendons = ((near, first < reach / 2), (far, last > end + reach / 2))
    found: list[list[Piece]] = [[] for _ in sheets]
    parted = np.flatnonzero((np.diff(shown) > 1) | (np.diff(owner[shown]) > 0)) + 1
    for a, b in pairwise([0, *parted.tolist(), len(shown)]):
        if b - a > 1:
            ends = tuple(band.rows(a, b) for band, seen in tendons if seen[a:b].all())
            piece = Piece(whole.rows(a, b), ends)
            if piece.area > _SMALL:
                found[owner[shown[a]]].append(piece)
    return found


def _spans(facing: Array) -> tuple[NDArray[np.intp], Array, Array]:
    """Return the rows of which more than next to nothing is seen, and from where to where.

    That is the longest stretch of the row.
    """
    seen = np.pad(facing > 0, ((0, 0), (1, 1)))
    rows, turns = np.nonzero(seen[:, 1:] != seen[:, :-1])
    rows, starts, ends = rows[::2], turns[::2], turns[1::2] - 1
    order = np.lexsort((starts - ends, rows))
    best = order[np.unique(rows[order], return_index=True)[1]]
    rows, first, last = rows[best], starts[best].astype(float), ends[best].astype(float)
    for end, way, rim in ((first, -1, 0), (last, 1, facing.shape[1] - 1)):
        cut = np.flatnonzero(end != rim)
        column = end[cut].astype(int)
        inside, outside = facing[rows[cut], column], facing[rows[cut], column + way]
        end[cut] += way * inside / (inside - outside)
    wide = last - first > 1
    return rows[wide], first[wide], last[wide]


def _without_spikes(
    rows: NDArray[np.intp], owner: NDArray[np.intp], first: Array, last: Array
) -> tuple[NDArray[np.intp], Array, Array]:
    """Return rows and where they start and end, none of them far outside the rows beside it.

    A row that shows nothing beside them is left out.
    """
    parted = (np.diff(rows) > 1) | (np.diff(owner) > 0)
    first, last = -_blunt(-first, parted), _blunt(last, parted)
    wide = last - first > 1
    return rows[wide], first[wide], last[wide]


def _blunt(ends: Array, parted: NDArray[np.bool_]) -> Array:
    before = np.append(-np.inf, np.where(parted, -np.inf, ends[:-1]))
    after = np.append(np.where(parted, -np.inf, ends[1:]), -np.inf)
    jut = np.where(np.isinf(before) | np.isinf(after), _RIM_JUT, _JUT)
    blunted: Array = np.minimum(ends, np.maximum(before, after) + jut)
    return blunted


def outline(found: list[Piece]) -> Array:
    """Return the outlines of all pieces as one polygon."""
    return joined([piece.outline for piece in found])


def tendons(found: list[Piece]) -> Array:
    """Return the ends of the fibres, where muscle becomes tendon, as one polygon."""
    return joined([band.outline() for piece in found for band in piece.tendons])


def fibres(found: list[Piece]) -> Array:
    """Return fibres as one line of many strokes, denser or sparser with the width."""
    parts = []
    for piece in found:
        points = piece.whole.points
        width = np.hypot(*(points[0, [0, -1]] - points[-1, [0, -1]]).T).max()
        count = int(np.clip(width / _EVERY, _FEWEST, _MOST))
        parts += [piece.whole.row(row) for row in _chosen(len(points), count)]
    return joined(parts)


@cache
def _chosen(rows: int, count: int) -> tuple[int, ...]:
    """Return so many rows, or fewer, evenly spread and not at the ends."""
    return tuple(np.unique(np.rint(np.linspace(0, rows - 1, count + 2)[1:-1]).astype(int)).tolist())


def arrow(middle: Array, along: Array, *, longer: bool) -> Array:
    """Return two arrows along the fibres: apart where they get longer, together where shorter."""
    length = float(np.clip(0.8 * np.hypot(*along), 20.0, 38.0))
    along = along / max(float(np.hypot(*along)), 1e-9)
    across = np.array([-along[1], along[0]])
    parts = []
    for way in (1, -1):
        tip, tail = (length / 2, 3.0) if longer else (3.5, length / 2 + 2)
        back = -5.5 if longer else 5.5
        point = middle + way * tip * along
        base = point + way * back * along
        parts.append(np.array([base + 5.0 * across, point, base - 5.0 * across]))
        parts.append(np.array([middle + way * tail * along, point]))
    return joined(parts)


def slim(lines: Sequence[Array]) -> list[Array]:
    """Return lines without the points nobody would miss."""
    points = np.concatenate([part for line in lines for part in (_GAP, line)] + [_GAP])
    owner = np.repeat(np.arange(len(lines) + 1), [len(line) + 1 for line in lines] + [1])
    for turn in range(4):
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        along = points[2:] - points[:-2]
        away = points[1:-1] - points[:-2]
        cross = np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0])
        idle = cross < _FINE * np.hypot(*along.T)
        # Never two neighbours at once.
        idle &= (np.arange(len(owner)) - starts[owner])[1:-1] % 2 == turn % 2
        kept = np.concatenate([[True], ~idle, [True]])
        points, owner = points[kept], owner[kept]
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return [points[a + 1 : b] for a, b in pairwise(starts.tolist())]
