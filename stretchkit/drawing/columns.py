"""Where names stand beside a figure: in two columns, clear of it, with lines that do not cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.scene import Shape

Box = tuple[float, float, float, float]

# The columns reach from so high to so low (mm) and stand so far from the edge of the picture.
_TOP, _BOTTOM, _EDGE = 235.0, -420.0, 14.0
# Where a name may stand, and what it would hide, is asked every so many millimetres.
_DOWN, _ACROSS = 5.0, 8.0
# The room under a name, from it to its line and to the figure, and how far in what it hides is
# asked (mm).
_GAP, _ROOM, _CLOSE, _DEEP = 16.0, 8.0, 6.0, 260.0
# Lines that would cross if they were longer by such a share touch, or nearly so.
_SOONER = 0.05
# A name's line may be so much longer (mm) for each cm² of the figure that it leaves clear.
_CLEAR = 4.0
_FIGURE = ("skin", "cloth", "hair")


@dataclass(frozen=True)
class Name:
    """What is to be placed: how wide its lines of words are, how high one is; its line's end."""

    widths: tuple[float, ...]
    line: float
    spot: Array

    @property
    def width(self) -> float:
        """The width of the longest line of words."""
        return max(self.widths)

    @property
    def height(self) -> float:
        """The height of all lines of words."""
        return self.line * len(self.widths)


@dataclass(frozen=True)
class Place:
    """Where a name stands: in the left column or the right, its top and its line.

    `cost` is the length of the line, and more for what the name hides of the figure, `hidden`.
    """

    left: bool
    top: float
    line: Array
    cost: float
    hidden: float


def edge(frame: Box, left: bool) -> float:
    """Return where the names of a column begin, or end in the right one."""
    return frame[0] + _EDGE if left else frame[2] - _EDGE


def placed(
    names: Sequence[Name], frame: Box, painted: Sequence[Shape], *, either: bool
) -> list[Place]:
    """Return a place for each name, beside a picture as `painted`.

    A name stands on the side of its muscle; on `either`, if there it hides less of the figure.
    """
    strips = {left: _Strip(frame, left, painted) for left in (True, False)}
    sides = [bool(name.spot[0] <= 0) for name in names]
    best = _filled(names, sides, strips)
    for number in range(len(names)):
        if either and best[number].hidden:
            other = [side != (i == number) for i, side in enumerate(sides)]
            found = _filled(names, other, strips)
            crossed = any(_cross(a.line, b.line) for a, b in combinations(found, 2))
            if not crossed and _price(found) < _price(best):
                sides, best = other, found
    return best


def _price(places: Sequence[Place]) -> float:
    return sum(place.cost for place in places)


def _filled(
    names: Sequence[Name], sides: Sequence[bool], strips: dict[bool, "_Strip"]
) -> list[Place]:
    """Return a place for each name, each in the column that `sides` says."""
    found: dict[int, Place] = {}
    for left, strip in strips.items():
        order = [i for i, side in enumerate(sides) if side == left]
        order.sort(key=lambda i: -float(names[i].spot[1]))
        # Each change of order takes a crossing away; there are few names.
        for _ in range(len(order) ** 2):
            places = strip.stacked([names[i] for i in order])
            found |= dict(zip(order, places, strict=True))
            pairs = combinations(range(len(order)), 2)
            crossed = ((a, b) for a, b in pairs if _cross(places[a].line, places[b].line))
            if (pair := next(crossed, None)) is None:
                break
            a, b = pair
            order[a], order[b] = order[b], order[a]
    return [found[i] for i in range(len(names))]


class _Strip:
    """The room of one column, and what of the figure lies there."""

    def __init__(self, frame: Box, left: bool, painted: Sequence[Shape]) -> None:
        self._left, self._edge = left, edge(frame, left)
        self._way = 1.0 if left else -1.0
        self._tops = np.arange(_TOP, _BOTTOM, -_DOWN)
        inward = self._edge + self._way * np.arange(_ACROSS / 2, _DEEP, _ACROSS)
        hidden = _covered(painted, inward, self._tops - _DOWN / 2) * _DOWN * _ACROSS / 100
        # cm² of the figure above each height, in strips from the edge inward.
        self._above = np.pad(hidden.cumsum(axis=0).cumsum(axis=1), ((1, 0), (0, 0)))

    def stacked(self, names: Sequence[Name]) -> list[Place]:
        """Return places for names one under the other, in this order, at the least cost."""
        rows = [int(np.ceil((name.height + _GAP) / _DOWN)) for name in names]
        starts = np.cumsum([0, *rows])
        # By how many rows each name has moved down; those under it have moved as far at least.
        moves = np.arange(len(self._tops) - starts[-1] + 1)
        spent, ways = np.zeros(len(moves)), []
        for name, start, high in zip(names, starts, rows, strict=False):
            least = np.minimum.accumulate(spent)
            ways.append(np.maximum.accumulate(np.where(spent == least, moves, 0)))
            spent = least + self._cost(name, start + moves, high)[0]
        found: list[Place] = []
        at = int(np.argmin(spent))
        for name, start, high, way in reversed(list(zip(names, starts, rows, ways, strict=False))):
            cost, hidden = (float(part[at]) for part in self._cost(name, start + moves, high))
            line = np.stack([self._start(name, self._tops[start + at]), name.spot])
            found.append(Place(self._left, float(self._tops[start + at]), line, cost, hidden))
            at = int(way[at])
        return found[::-1]

    def _cost(self, name: Name, rows: NDArray[np.intp], high: int) -> tuple[Array, Array]:
        """Return what a name costs at each of some rows, and the cm² of the figure it hides."""
        hidden = np.zeros(len(rows))
        ends = [round(name.line * number / _DOWN) for number in range(1, len(name.widths))]
        for wide, start, end in zip(name.widths, [0, *ends], [*ends, high], strict=True):
            deep = min(int(np.ceil((wide + _CLOSE) / _ACROSS)), self._above.shape[1] - 1)
            hidden += self._above[rows + end, deep] - self._above[rows + start, deep]
        long = np.hypot(*(self._start(name, self._tops[rows]) - name.spot[:, None]))
        return long + _CLEAR * hidden, hidden

    def _start(self, name: Name, tops: Array) -> Array:
        """Return where a name's line starts if its top is there."""
        across = self._edge + self._way * (name.width + _ROOM)
        return np.stack([np.full_like(tops, across), tops - name.height / 2])


def _covered(painted: Sequence[Shape], x: Array, y: Array) -> Array:
    """Return 1 at each point (rows y, columns x) that lies in a part of the figure, else 0."""
    order = np.argsort(x)
    found = np.zeros((len(y), len(x)), dtype=bool)
    for shape in painted:
        if shape.kind != "polygon" or not shape.style.startswith(_FIGURE):
            continue
        points = shape.points
        low, high = points.min(axis=0), points.max(axis=0)
        if high[0] < x.min() or low[0] > x.max():
            continue
        (ax, ay), (bx, by) = points.T, np.roll(points, -1, axis=0).T
        rows, edges = np.nonzero((ay > y[:, None]) != (by > y[:, None]))
        share = (y[rows] - ay[edges]) / (by - ay)[edges]
        after = np.searchsorted(x[order], ax[edges] + share * (bx - ax)[edges])
        # A point is inside if an odd number of edges lies to its left.
        turns = np.zeros((len(y), len(x) + 1), dtype=int)
        np.add.at(turns, (rows, after), 1)
        found |= np.cumsum(turns, axis=1)[:, :-1] % 2 > 0
    covered = np.empty(found.shape)
    covered[:, order] = found
    return covered


def _cross(one: Array, other: Array) -> bool:
    """Return whether two straight lines cross, or one that begins a little sooner would."""
    one, other = (np.stack([a + _SOONER * (a - b), b]) for a, b in (one, other))

    def side(line: Array, point: Array) -> float:
        (ax, ay), (bx, by) = line
        return float((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax))

    apart = side(one, other[0]) * side(one, other[1]) < 0
    return apart and side(other, one[0]) * side(other, one[1]) < 0
