"""The pieces of a sheet that face the viewer: their outlines, tendons, fibres and arrows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stretchkit.body.data import Array

_GAP = np.full((1, 2), np.nan)
_TENDON = 0.12
_SMALL = 90.0
# Points nearer than this to the line between their neighbours are left out.
_FINE = 0.35
# Fibres drawn: about one in so many millimetres of a muscle's width.
_EVERY = 6.5
_FEWEST, _MOST = 3, 11


@dataclass(frozen=True)
class Piece:
    """Neighbouring rows of a sheet, and from which to which column each is seen."""

    rows: Array
    first: Array
    last: Array
    columns: int

    def cut(self, row: int, first: float, last: float) -> Array:
        """Return a row's points from one column to another; both may lie between two points."""
        inner = np.arange(np.floor(first) + 1, np.ceil(last))
        at = np.concatenate([[first], inner, [last]])
        low = np.minimum(at.astype(int), self.columns - 2)
        share = (at - low)[:, None]
        points = self.rows[row]
        cut: Array = points[low] * (1 - share) + points[low + 1] * share
        return cut

    def at(self, columns: Array) -> Array:
        """Return one point a row, each at its own column."""
        low = np.minimum(columns.astype(int), self.columns - 2)
        share, rows = (columns - low)[:, None], np.arange(len(self.rows))
        points: Array = self.rows[rows, low] * (1 - share) + self.rows[rows, low + 1] * share
        return points

    def outline(self, first: Array, last: Array) -> Array:
        """Return the outline of the part between two columns of each row."""
        end = self.cut(-1, first[-1], last[-1])
        start = self.cut(0, first[0], last[0])
        return np.concatenate([self.at(first)[:-1], end[:-1], self.at(last)[:0:-1], start[:0:-1]])

    @cached_property
    def area(self) -> float:
        """The area in square millimetres."""
        x, y = self.outline(self.first, self.last).T
        return float(abs(x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]) / 2)

    def middle(self) -> tuple[Array, Array]:
        """Return the middle of what is seen, and the direction of the fibres there."""
        row = len(self.rows) // 2
        cut = self.cut(row, self.first[row], self.last[row])
        steps = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(cut, axis=0).T))])
        low, at, high = (
            np.array([np.interp(share * steps[-1], steps, column) for column in cut.T])
            for share in (0.35, 0.5, 0.65)
        )
        return at, high - low


def pieces(seen: Array, facing: Array) -> list[Piece]:
    """Return the pieces of a sheet (rows, columns, 3) whose `facing` is more than 0."""
    columns = facing.shape[1]
    points = seen[..., :2]
    spans = [_span(row, columns) for row in facing]
    found, start = [], 0
    for end in range(len(spans) + 1):
        if end < len(spans) and spans[end] is not None:
            continue
        own = [span for span in spans[start:end] if span is not None]
        if len(own) > 1:
            first, last = np.array(own).T
            piece = Piece(points[start:end], first, last, columns)
            if piece.area > _SMALL:
                found.append(piece)
        start = end + 1
    return found


def _span(facing: Array, columns: int) -> tuple[float, float] | None:
    """Return the longest stretch of a row that is seen, or None if there is next to none."""
    seen = np.concatenate([[False], facing > 0, [False]])
    if seen[1:-1].all():
        return 0.0, columns - 1.0
    turns = np.flatnonzero(seen[1:] != seen[:-1])
    if not len(turns):
        return None
    starts, ends = turns[::2], turns[1::2] - 1
    best = int((ends - starts).argmax())
    first, last = float(starts[best]), float(ends[best])
    if first > 0:
        a, b = facing[int(first) - 1], facing[int(first)]
        first -= b / (b - a)
    if last < columns - 1:
        a, b = facing[int(last)], facing[int(last) + 1]
        last += a / (a - b)
    return (first, last) if last - first > 1 else None


def outline(found: list[Piece]) -> Array:
    """Return the outlines of all pieces as one polygon."""
    return _joined([piece.outline(piece.first, piece.last) for piece in found])


def tendons(found: list[Piece]) -> Array:
    """Return the ends of the fibres, where muscle becomes tendon, as one polygon."""
    parts = []
    for piece in found:
        reach = _TENDON * (piece.columns - 1)
        if (piece.first < reach / 2).all():
            parts.append(piece.outline(piece.first, np.minimum(piece.last, reach)))
        end = piece.columns - 1 - reach
        if (piece.last > end + reach / 2).all():
            parts.append(piece.outline(np.maximum(piece.first, end), piece.last))
    return _joined(parts)


def fibres(found: list[Piece]) -> Array:
    """Return fibres as one line of many strokes, denser or sparser with the width."""
    parts = []
    for piece in found:
        rows = len(piece.rows)
        ends = [piece.cut(i, piece.first[i], piece.last[i]) for i in (0, rows - 1)]
        width = max(np.hypot(*(ends[0][k] - ends[1][k])) for k in (0, -1))
        count = int(np.clip(width / _EVERY, _FEWEST, _MOST))
        chosen = np.rint(np.linspace(0, rows - 1, count + 2)[1:-1]).astype(int)
        for row in sorted(set(chosen.tolist())):
            cut = piece.cut(row, piece.first[row], piece.last[row])
            parts.append(cut)
    return _joined(parts)


def arrow(piece: Piece, *, longer: bool) -> Array:
    """Return two arrows along the fibres: apart where they get longer, together where shorter."""
    middle, along = piece.middle()
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
    return _joined(parts)


def _joined(parts: list[Array]) -> Array:
    """Return parts with the pen lifted between them, without the points nobody would miss."""
    if not parts:
        return np.empty((0, 2))
    points = np.concatenate([row for part in parts for row in (_GAP, part)][1:])
    for turn in range(4):
        along = points[2:] - points[:-2]
        away = points[1:-1] - points[:-2]
        cross = np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0])
        idle = cross < _FINE * np.hypot(*along.T)
        idle &= np.arange(len(idle)) % 2 == turn % 2
        points = points[np.concatenate([[True], ~idle, [True]])]
    return points
