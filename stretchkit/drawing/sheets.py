"""Muscles as pictures: a coloured sheet, its tendons and its fibres, where they can be seen.

What is drawn is what is measured: the fibres come from `stretchkit.body`. A part of a sheet is
seen where the body's own surface turns towards the viewer. That is asked of the trunk, the blade
or the arm, never of the sheet itself, so a sheet that twists cannot flip inside out.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from stretchkit.body import SIDES, Body, fibre_paths, measure
from stretchkit.body.data import Array, table
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.outward import FACES, outward
from stretchkit.drawing.pieces import arrow, fibres, outline, pieces, tendons
from stretchkit.drawing.scene import Layer, Shape

_ROWS, _COLUMNS = 17, 25


@dataclass(frozen=True)
class Look:
    """How a muscle is shown: the layers it is in, what lies over what, and how thick it is.

    `rank` grows from the deepest to the outermost; `faces` names the surface that decides
    whether the muscle is seen; `belly` is the least width of its middle, in millimetres. The sheet
    is drawn on as far as the first fibre of the muscle it `joins`.
    """

    layers: tuple[str, ...]
    rank: int
    faces: str
    belly: float
    joins: str


@cache
def looks() -> dict[str, Look]:
    """Return how each muscle is shown, by muscle."""

    def read(row: dict[str, str]) -> tuple[str, Look]:
        if row["faces"] not in FACES:
            raise ValueError(f"faces is one of {', '.join(FACES)}, not {row['faces']!r}")
        layers = tuple(row["layers"].split())
        rank, belly = int(row["rank"]), float(row["belly_mm"])
        joins = "" if row["joins"] == "-" else row["joins"]
        return row["muscle"], Look(layers, rank, row["faces"], belly, joins)

    return dict(table("muscle_looks.csv", "muscle layers rank faces belly_mm joins", read))


@dataclass(frozen=True)
class Muscle:
    """A muscle as it is seen: its shapes, and where its middle lies in the picture."""

    name: str
    side: str
    change: float
    middle: Array
    area: float
    rank: int
    shapes: tuple[Shape, ...]


def muscles(body: Body, view: Camera, layer: Layer) -> list[Muscle]:
    """Return the muscles of a layer that can be seen, the deepest first."""
    found = []
    for side, lengths in measure(body).items():
        paths = fibre_paths(body, side)
        for face in FACES:
            if face != "trunk" and not view.shows(side):
                continue
            chosen = [
                (name, look)
                for name, look in looks().items()
                if look.faces == face and layer in look.layers
            ]
            if not chosen:
                continue
            grids = [_joined_grid(paths, name, look.joins) for name, look in chosen]
            every = np.concatenate(grids)
            turned = outward(body, face, side)(every) @ view.axes[2]
            shown, end = view.project(every), 0
            for (name, look), grid in zip(chosen, grids, strict=True):
                own = slice(end, end + len(grid))
                end += len(grid)
                seen = _widened(shown[own], look.belly)
                muscle = _drawn(name, side, lengths.change(name), look, seen, turned[own])
                if muscle is not None:
                    found.append(muscle)
    return sorted(found, key=lambda muscle: (muscle.rank, -SIDES.index(muscle.side)))


def _joined_grid(paths: dict[str, Array], name: str, joins: str) -> Array:
    """Return a sheet as rows of points, drawn on to the first fibre of the muscle it joins."""
    grid = _grid(paths[name])
    if not joins:
        return grid
    return np.concatenate([grid, _bridge(grid[-1], _grid(paths[joins])[0])])


def _grid(fibres: Array) -> Array:
    """Return a sheet as rows of points: fibres spread evenly, points evenly along each."""
    count, points, _ = fibres.shape
    steps = np.sqrt((np.diff(fibres, axis=1) ** 2).sum(axis=2)).mean(axis=0)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    fibres = _pick(fibres, np.interp(np.linspace(0, along[-1], _COLUMNS), along, range(points)), 1)
    return _pick(fibres, np.linspace(0, count - 1, _ROWS), 0)


def _bridge(last: Array, following: Array) -> Array:
    """Return rows from a sheet's last fibre to the first of its neighbour, so no gap shows."""
    shares = np.array([0.34, 0.67, 1.0])[:, None, None]
    rows: Array = last + shares * (following - last)
    return rows


def _pick(values: Array, at: Array, axis: int) -> Array:
    """Return values at fractional places along an axis."""
    low = np.minimum(at.astype(int), values.shape[axis] - 2)
    share = (at - low).reshape([-1 if a == axis else 1 for a in range(values.ndim)])
    first, last = np.take(values, low, axis), np.take(values, low + 1, axis)
    picked: Array = first + share * (last - first)
    return picked


def _widened(seen: Array, belly: float) -> Array:
    """Return a strap with a belly: a narrow or edge-on sheet gets the width of its middle."""
    if not belly:
        return seen
    spine = seen.mean(axis=0)[:, :2]
    along = np.gradient(spine, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    aside = ((seen[..., :2] - spine) * across).sum(axis=2)
    turn = 1.0 if (aside[-1] - aside[0]).sum() >= 0 else -1.0
    share = np.linspace(0, 1, _COLUMNS)
    wanted = belly / 2 * (0.35 + 0.65 * np.sin(np.pi * share) ** 0.7)
    spread = turn * np.linspace(-1, 1, _ROWS)[:, None] * wanted
    half = np.abs(aside).max(axis=0)
    blend = np.clip(half / np.maximum(wanted, 1e-9), 0, 1)
    width = np.where(half < wanted, spread * (1 - blend) + aside * blend, aside)
    width = np.where(
        half < wanted, width * (wanted / np.maximum(np.abs(width).max(0), 1e-9)), width
    )
    wide = seen.copy()
    wide[..., :2] += (width - aside)[..., None] * across
    return wide


def _drawn(
    name: str, side: str, change: float, look: Look, seen: Array, facing: Array
) -> Muscle | None:
    """Return a muscle's shapes, or None where it is turned away."""
    found = pieces(seen, facing)
    if not found:
        return None
    key, depth = f"{name}.{side}", float(seen[..., 2].mean())
    parts = [
        Shape("polygon", key, "muscle", depth, outline(found), change),
        Shape("polygon", key, "tendon", depth, tendons(found)),
        Shape("line", key, "fibre", depth, fibres(found)),
    ]
    largest = max(found, key=lambda piece: piece.area)
    if abs(change) >= TELLING:
        points = arrow(largest, longer=change > 0)
        parts += [Shape("line", key, style, depth, points) for style in ("arrow_edge", "arrow")]
    shown = tuple(part for part in parts if len(part.points))
    middle, _ = largest.middle()
    return Muscle(name, side, change, middle, largest.area, look.rank, shown)
