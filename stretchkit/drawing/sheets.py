"""Muscles as pictures: a coloured sheet, its tendons and its fibres, where they can be seen.

What is drawn is what is measured: the fibres come from `stretchkit.body`. A part of a sheet is
seen where the body's own surface turns towards the viewer. That is asked of the trunk, the blade
or the arm, never of the sheet itself, so a sheet that twists cannot flip inside out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from stretchkit.body import SIDES, Body, fibre_paths
from stretchkit.body.data import Array, table
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.outward import FACES, outward
from stretchkit.drawing.pieces import Piece, arrow, fibres, outline, pieces, slim, tendons
from stretchkit.drawing.scene import Layer, Shape

_ROWS, _COLUMNS = 17, 25
# A piece whose mean width is less (mm) is a splinter at the body's edge: it tells nobody anything.
_THIN, _THIN_STRAP = 4.0, 2.5
# One of less than a thumbnail (mm²) that shows less than such a share of its sheet peeps round the
# body's edge: the muscle lies on the other side, and is seen from there.
_PEEP, _PEEP_SHARE = 500.0, 1 / 3
# So does one as narrow as this (mm) that shows less than half of its sheet: a strip of no use.
_STRIP, _STRIP_SHARE = 8.0, 1 / 2
# A twisted tendon is so wide, and begins to gather so far from its tip (mm).
_TENDON, _GATHERED = 12.0, 70.0


@dataclass(frozen=True)
class Look:
    """How a muscle is shown: the layers it is in, what lies over what, and how thick it is.

    `rank` grows from the deepest to the outermost; `faces` names the surface that decides
    whether the muscle is seen; `belly` is the least width of its middle, in millimetres. The sheet
    is drawn on as far as the first fibre of the muscle it `joins`. The fibres of a `twisted`
    one gather into a tendon where they cross.
    """

    layers: tuple[str, ...]
    rank: int
    faces: str
    belly: float
    joins: str
    twisted: bool


@cache
def looks() -> dict[str, Look]:
    """Return how each muscle is shown, by muscle."""

    def read(row: dict[str, str]) -> tuple[str, Look]:
        if row["faces"] not in FACES:
            raise ValueError(f"faces is one of {', '.join(FACES)}, not {row['faces']!r}")
        layers = tuple(row["layers"].split())
        rank, belly = int(row["rank"]), float(row["belly_mm"])
        joins = "" if row["joins"] == "-" else row["joins"]
        twisted = row["twisted"] == "yes"
        return row["muscle"], Look(layers, rank, row["faces"], belly, joins, twisted)

    return dict(table("muscle_looks.csv", "muscle layers rank faces belly_mm joins twisted", read))


@dataclass(frozen=True)
class Muscle:
    """A muscle as it is seen: its shapes, and its largest piece in the picture."""

    name: str
    side: str
    change: float
    rank: int
    largest: Piece
    shapes: tuple[Shape, ...]

    @property
    def middle(self) -> Array:
        """The middle of the largest piece."""
        return self.largest.middle[0]

    @property
    def area(self) -> float:
        """The area of the largest piece, in square millimetres."""
        return self.largest.area


@dataclass(frozen=True)
class _Sheet:
    """A muscle's rows of points in the picture, and how far each point faces the viewer."""

    name: str
    side: str
    look: Look
    seen: Array
    facing: Array


def muscles(body: Body, view: Camera, layer: Layer, changes: Mapping[str, float]) -> list[Muscle]:
    """Return the muscles of a layer that can be seen, the deepest first.

    `changes` are in per cent, by muscle and side: `levator_scapulae.right`.
    """
    sheets = _with_bellies([one for side in SIDES for one in _sheets(body, view, layer, side)])
    cut = pieces([sheet.seen[..., :2] for sheet in sheets], [sheet.facing for sheet in sheets])
    found = [
        _drawn(sheet, kept, changes[f"{sheet.name}.{sheet.side}"])
        for sheet, own in zip(sheets, cut, strict=True)
        if (kept := _without_splinters(own, sheet))
    ]
    found.sort(key=lambda muscle: (muscle.rank, -SIDES.index(muscle.side)))
    return _slimmed(found)


def _sheets(body: Body, view: Camera, layer: Layer, side: str) -> Iterator[_Sheet]:
    paths = fibre_paths(body, side)
    for face in FACES:
        if face != "trunk" and not view.shows(side):
            continue
        chosen = {
            name: look
            for name, look in looks().items()
            if look.faces == face and layer in look.layers
        }
        if not chosen:
            continue
        grids = [_joined_grid(paths, name, look.joins) for name, look in chosen.items()]
        every = np.concatenate(grids)
        turned = outward(body, face, side)(every) @ view.axes[2]
        shown, end = view.project(every), 0
        for (name, look), grid in zip(chosen.items(), grids, strict=True):
            own = slice(end, end + len(grid))
            end += len(grid)
            sheet = _Sheet(name, side, look, shown[own], turned[own])
            yield _tendon_gathered(sheet) if look.twisted else sheet


def _tendon_gathered(sheet: _Sheet) -> _Sheet:
    """Return a sheet whose fibres gather into one tendon where they come to the arm.

    Those of pectoralis major cross there; drawn as they run, the sheet would shrink to a point
    and spread again like the tail of a fish.
    """
    seen = sheet.seen[..., :2]
    tip = seen[:, -1].mean(axis=0)
    axis = seen[:, _COLUMNS // 2].mean(axis=0) - tip
    axis /= max(float(np.hypot(*axis)), 1e-9)
    turn = np.stack([axis, [-axis[1], axis[0]]], axis=1)
    along, aside = np.moveaxis((seen - tip) @ turn, -1, 0)
    # How much of its own way a point keeps: nothing at the tip, all well away from it.
    own = np.clip(along / _GATHERED, 0, 1)
    own = own**2 * (3 - 2 * own)
    way = np.sign((aside[-1] - aside[0]).sum())
    tendon = way * np.linspace(-0.5, 0.5, _ROWS)[:, None] * _TENDON
    along = along - (1 - own) * along[:, -1:]
    aside = own * aside + (1 - own) * tendon
    shown = sheet.seen.copy()
    shown[..., :2] = tip + np.stack([along, aside], axis=-1) @ turn.T
    return replace(sheet, seen=shown)


def _without_splinters(found: list[Piece], sheet: _Sheet) -> list[Piece]:
    least = _THIN_STRAP if sheet.look.belly else _THIN
    every = sheet.seen.shape[0] * (sheet.seen.shape[1] - 1)

    def worth_seeing(piece: Piece) -> bool:
        share = piece.whole.steps.sum() / every
        peeps = piece.area < _PEEP and share < _PEEP_SHARE
        strip = not sheet.look.belly and piece.width < _STRIP and share < _STRIP_SHARE
        return piece.width >= least and not peeps and not strip

    return [piece for piece in found if worth_seeing(piece)]


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
    at = np.interp(np.linspace(0, along[-1], _COLUMNS), along, range(points))
    low = np.minimum(at.astype(int), points - 2)
    share = (at - low)[:, None]
    fibres = fibres[:, low] * (1 - share) + fibres[:, low + 1] * share
    rows: Array = (_spread(count) @ fibres.reshape(count, -1)).reshape(_ROWS, _COLUMNS, 3)
    return rows


@cache
def _spread(count: int) -> Array:
    """Return the shares of so many fibres in each row of a grid."""
    at = np.linspace(0, count - 1, _ROWS)
    shares: Array = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(count)))
    return shares


def _bridge(last: Array, following: Array) -> Array:
    """Return rows from a sheet's last fibre to the first of its neighbour, so no gap shows."""
    shares = np.array([0.34, 0.67, 1.0])[:, None, None]
    rows: Array = last + shares * (following - last)
    return rows


def _with_bellies(sheets: list[_Sheet]) -> list[_Sheet]:
    """Return the sheets with every strap widened; all at once, since many small arrays are slow."""
    straps = [sheet for sheet in sheets if sheet.look.belly]
    if not straps:
        return sheets
    bellies = np.array([strap.look.belly for strap in straps])
    wide = iter(_widened(np.stack([strap.seen for strap in straps]), bellies))
    return [replace(one, seen=next(wide)) if one.look.belly else one for one in sheets]


def _widened(seen: Array, bellies: Array) -> Array:
    """Return straps with bellies: a narrow or edge-on sheet gets the width of its middle."""
    spine = seen[..., :2].mean(axis=1)
    along = np.gradient(spine, axis=1)
    across = np.stack([-along[..., 1], along[..., 0]], axis=2)
    across /= np.maximum(np.linalg.norm(across, axis=2, keepdims=True), 1e-9)
    aside = ((seen[..., :2] - spine[:, None]) * across[:, None]).sum(axis=3)
    turns = np.where((aside[:, -1] - aside[:, 0]).sum(axis=1) >= 0, 1.0, -1.0)
    share = np.linspace(0, 1, _COLUMNS)
    wanted = (bellies / 2)[:, None, None] * (0.35 + 0.65 * np.sin(np.pi * share) ** 0.7)
    spread = turns[:, None, None] * np.linspace(-1, 1, _ROWS)[:, None] * wanted
    half = np.abs(aside).max(axis=1, keepdims=True)
    blend = np.clip(half / wanted, 0, 1)
    width = spread * (1 - blend) + aside * blend
    width *= wanted / np.maximum(np.abs(width).max(axis=1, keepdims=True), 1e-9)
    wide = seen.copy()
    wide[..., :2] += (np.where(half < wanted, width, aside) - aside)[..., None] * across[:, None]
    return wide


def _drawn(sheet: _Sheet, found: list[Piece], change: float) -> Muscle:
    key, depth = f"{sheet.name}.{sheet.side}", float(sheet.seen[..., 2].mean())
    parts = [Shape("polygon", key, "muscle", depth, outline(found), change)]
    if any(piece.tendons for piece in found):
        parts.append(Shape("polygon", key, "tendon", depth, tendons(found)))
    parts.append(Shape("line", key, "fibre", depth, fibres(found)))
    largest = max(found, key=lambda piece: piece.area)
    if abs(change) >= TELLING:
        points = arrow(*largest.middle, longer=change > 0)
        parts += [Shape("line", key, style, depth, points) for style in ("arrow_edge", "arrow")]
    return Muscle(sheet.name, sheet.side, change, sheet.look.rank, largest, tuple(parts))


def _slimmed(found: list[Muscle]) -> list[Muscle]:
    lines = iter(slim([shape.points for muscle in found for shape in muscle.shapes]))
    return [
        replace(muscle, shapes=tuple(replace(shape, points=next(lines)) for shape in muscle.shapes))
        for muscle in found
    ]
