"""The skin as rings: lofts of elliptical stations, carried by the segments.

A part of the body is one or more lofts. Seen by a camera each ring is an ellipse, a loft the hull
of its neighbouring ellipses, and a part the field of distances to its lofts, in millimetres, below
0 inside; two lofts of one part melt into each other. So a limb keeps a clean outline in every
pose, also when it points at the viewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stretchkit.body import Body
from stretchkit.body.data import Array
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import Box, Floats, Grid
from stretchkit.drawing.hands import bent
from stretchkit.drawing.lofts import lofts

# How many hulls are measured at a time; what is well away from them is _FAR, in millimetres.
_RUN, _FAR = 9, 60.0


@dataclass(frozen=True)
class Rings:
    """Rings seen by a camera: centres (x, y, depth) and ellipses, one row a ring.

    `hulls` has a column for each ring and its next, see `_hulls`; `low` and `high` are the
    corners of the boxes round the rings, and `runs` has for each loft which hulls are measured
    at a time and the box round them: left, low, right, high.
    """

    centres: Array
    spread: Array
    hulls: Floats
    low: Array
    high: Array
    places: dict[str, slice]
    runs: dict[str, list[tuple[slice, Box]]]

    def rows(self, lofts: Sequence[str]) -> list[int]:
        """Return the rows of some lofts' rings."""
        return [row for name in lofts for row in range(*self.places[name].indices(len(self.low)))]

    def box(self, lofts: Sequence[str]) -> tuple[Array, Array]:
        """Return the lowest and highest corner of the box round some lofts."""
        rows = self.rows(lofts)
        return self.low[rows].min(axis=0), self.high[rows].max(axis=0)

    def field(self, lofts: Sequence[str], grid: Grid, melt: float) -> Floats:
        """Return the distance of a grid to lofts; lofts closer than `melt` run into each other."""
        whole: Floats | None = None
        for name in lofts:
            own = self._loft(name, grid, melt + grid.step + 2)
            if own is not None and whole is not None:
                near = np.maximum(np.float32(melt) - np.abs(whole - own), 0)
                own = np.minimum(whole, own) - near * near / np.float32(4 * melt)
            whole = whole if own is None else own
        return grid.filled(_FAR) if whole is None else whole

    def _loft(self, name: str, grid: Grid, room: float) -> Floats | None:
        found: Floats | None = None
        for run, box in self.runs[name]:
            rows, columns = grid.window(box, room)
            if rows.start < rows.stop and columns.start < columns.stop:
                found = grid.filled(_FAR) if found is None else found
                own = found[rows, columns]
                away = self._run(run, grid.x[columns], grid.y[rows, None])
                np.minimum(own, away, out=own)
        return found

    def _run(self, run: slice, x: Floats, y: Floats) -> Floats:
        """Return the distance to the hulls of some rings with their next."""
        cx, cy, su, lean, sv, eu, ev, fu, fv, r, dr = self.hulls[:, run, None, None]
        dx, dy = x - cx, y - cy
        u, v = dx * su, (dy - lean * dx) * sv
        t = np.clip(u * fu + v * fv, 0, 1)
        u = u - t * eu
        v = v - t * ev
        # To first order, the distance is the overshoot over its gradient.
        square = u * u + v * v + np.float32(1e-6)
        v = v * sv
        u = u * su - v * lean
        over = square - np.sqrt(square) * (r + t * dr)
        distance: Floats = (over / np.sqrt(u * u + v * v + np.float32(1e-9))).min(axis=0)
        return distance


def _hulls(centres: Array, spread: Array) -> Floats:
    """Return what `Rings._run` needs of each ring and its next.

    In the space (u, v) where the mean of their ellipses is a circle of radius 1, their hull is a
    capsule that tapers: its start in the picture, the way into that space, the step to the next
    there and as a share of its square, the radius at the start and its gain.
    """
    mean = (spread[1:] + spread[:-1]) / 2
    a, b, c = mean[:, 0, 0], mean[:, 0, 1], mean[:, 1, 1]
    su, lean = 1 / np.sqrt(a), b / a
    sv = 1 / np.sqrt(c - b * lean)
    step = np.diff(centres[:, :2], axis=0)
    eu, ev = step[:, 0] * su, (step[:, 1] - lean * step[:, 0]) * sv
    square = eu * eu + ev * ev + 1e-9
    # Half widths square to the step; m is that direction carried back into the picture.
    my = eu * sv / np.sqrt(square)
    mx = -ev * su / np.sqrt(square) - my * lean
    wide = [
        np.sqrt(mx * mx * s[:, 0, 0] + 2 * mx * my * s[:, 0, 1] + my * my * s[:, 1, 1])
        for s in (spread[:-1], spread[1:])
    ]
    rows = (
        *centres[:-1, :2].T, su, lean, sv, eu, ev, eu / square, ev / square,
        wide[0], wide[1] - wide[0],
    )  # fmt: skip
    return np.array(rows, dtype=np.float32)


def rings(body: Body, camera: Camera) -> Rings:
    """Return every ring of a posed body as the camera sees it."""
    loft = lofts()
    stacked = np.stack([body.transforms[name] for name in loft.names])
    moves = np.tensordot(loft.weights, stacked, axes=1)
    own, turned = bent(loft, body, moves)
    centres = np.einsum("nij,nj->ni", moves[:, :3, :3], own) + moves[:, :3, 3]
    axes = np.einsum("nij,nkj->nki", moves[:, :3, :3], turned)
    # Blended turns shrink what they carry; a limb keeps its thickness.
    kept = np.sqrt((turned**2).sum(axis=2) / (axes**2).sum(axis=2))
    seen = 1000 * (axes * kept[:, :, None]) @ camera.axes[:2].T
    spread = np.einsum("nki,nkj->nij", seen, seen) + 0.5 * np.eye(2)
    flat = camera.project(centres)
    half = np.sqrt(spread[:, [0, 1], [0, 1]])
    low, high = flat[:, :2] - half, flat[:, :2] + half
    runs = _runs(loft.places, low, high)
    return Rings(flat, spread, _hulls(flat, spread), low, high, loft.places, runs)


def _runs(places: dict[str, slice], low: Array, high: Array) -> dict[str, list[tuple[slice, Box]]]:
    """Return the runs of each loft's hulls; the last ring of one is the first of the next."""
    ends = [
        (name, start, min(start + _RUN, place.stop - 1))
        for name, place in places.items()
        for start in range(place.start, place.stop - 1, _RUN)
    ]
    # Every other group is a run; the end of the last one must be inside.
    groups = [at for _, start, end in ends for at in (start, end + 1)]
    corners = np.concatenate(
        [
            np.minimum.reduceat(np.concatenate([low, low[-1:]]), groups)[::2],
            np.maximum.reduceat(np.concatenate([high, high[-1:]]), groups)[::2],
        ],
        axis=1,
    ).tolist()
    runs: dict[str, list[tuple[slice, Box]]] = {}
    for (name, start, end), box in zip(ends, corners, strict=True):
        runs.setdefault(name, []).append((slice(start, end), box))
    return runs


def grid_over(found: Rings, lofts: Sequence[str], step: float, camera: Camera) -> Grid | None:
    """Return a grid over lofts, as far as they lie in the picture, or None if they do not."""
    low, high = found.box(lofts)
    left, bottom, right, top = camera.frame
    low, high = np.maximum(low, (left - 40, bottom - 40)), np.minimum(high, (right + 40, top + 40))
    return Grid.over(low, high, step) if (high - low > step).all() else None
