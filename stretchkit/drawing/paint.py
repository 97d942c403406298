"""Areas of the skin as shapes: an outline fixed to the body, filled, edged and hatched.

An outline is a few points of the skin, each fixed to a segment. Seen by a camera it is a polygon;
all areas together are one field of distances, cut off a little inside the body's own outline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from stretchkit.body import SIDES, Body
from stretchkit.body.data import Array, known_segment, metres, table
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import Floats, Grid, curve, joined, outlines, thinned
from stretchkit.drawing.flesh import rings
from stretchkit.drawing.hands import FINGERS
from stretchkit.drawing.scene import Shape
from stretchkit.facts import areas, look_up

Style = Literal["pain", "map"]
# An area and its side: right, left, or middle.
SidedArea = tuple[str, str]
MIDDLE = "middle"

_STEP, _FINE = 4.0, 0.6
# An area ends so far inside the body's outline, and reaches so far over its own (mm), so that
# the halves on both sides of the middle become one.
_RIM, _OVER = 5.0, 2.0
_ARM_RIM = 3.0
_ARM = ("deltoid", "upper_arm", "forearm", "palm", "thumb", *FINGERS)
# How lofts run together (mm), and what is well away from an area.
_MELT, _FAR = 12.0, 999.0
# The distance of hatching lines, in millimetres.
_HATCH = 9.0
_DEPTH = 1e5


@dataclass(frozen=True)
class Patch:
    """One outline of an area: the views it is seen in, and points on segments, right side."""

    views: tuple[str, ...]
    points: tuple[tuple[str, Array], ...]

    def seen(self, body: Body, camera: Camera, side: str) -> Array:
        """Return the outline in the picture."""
        placed = np.stack([body.carry(name, point, side) for name, point in self.points])
        return curve(camera.project(placed)[:, :2], closed=True)


@cache
def patches() -> dict[str, tuple[Patch, ...]]:
    """Return the outlines of every area."""
    rows = table(
        "area_points.csv",
        "area patch views order segment x_mm y_mm z_mm",
        lambda row: (
            (areas()[row["area"]].key, row["patch"], row["views"]),
            (known_segment(row["segment"]), metres(row, "x", "y", "z")),
        ),
    )
    points: dict[tuple[str, str, str], list[tuple[str, Array]]] = {}
    for name, point in rows:
        points.setdefault(name, []).append(point)
    found: dict[str, tuple[Patch, ...]] = {}
    for (area, _, views), own in points.items():
        found[area] = (*found.get(area, ()), Patch(tuple(views.split()), tuple(own)))
    return found


def sided(names: Sequence[str]) -> list[SidedArea]:
    """Return areas with their side; a name without one is on both, but for what has no side.

    Raises
    ------
    KeyError
        If there is no such area; the message names the closest.
    ValueError
        If there is no such side.
    """
    found: list[SidedArea] = []
    for name in names:
        area, _, side = name.partition(".")
        if side not in ("", *SIDES):
            raise ValueError(f"no side {side!r} of {area}; there are right, left")
        key = look_up(areas(), area, "area").key
        if areas()[key].middle:
            found.append((key, MIDDLE))
        else:
            found += [(key, own) for own in ([side] if side else SIDES)]
    return found


def polygons(body: Body, camera: Camera, wanted: Sequence[SidedArea]) -> dict[SidedArea, Array]:
    """Return the outlines in the picture of the areas that can be seen, parted by NaN."""
    found = {}
    for area, side in wanted:
        if camera.view == "side" and not _faces(camera, side):
            continue
        own = [p.seen(body, camera, side) for p in patches()[area] if camera.view in p.views]
        if own:
            found[area, side] = joined(own)
    return found


def painted(
    body: Body,
    camera: Camera,
    figure: Sequence[Shape],
    outlined: Mapping[SidedArea, Array],
    style: Style,
) -> list[Shape]:
    """Return areas as shapes: a tint, lines across it, and an edge that is seen on skin and hair.

    They lie over the figure, but not on clothes that hide a hand. Areas that touch are one.
    """
    if not outlined:
        return []
    points = np.concatenate(list(outlined.values()))
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    grid = Grid.over(low - 2 * _OVER, high + 2 * _OVER, _STEP)
    field, skin = grid.filled(_FAR), rings(body, camera)
    for (area, side), polygon in outlined.items():
        own = grid.filled(_FAR)
        for piece in _pieces(polygon):
            np.minimum(own, _away(piece, grid.x, grid.y) - np.float32(_OVER), out=own)
        if _on_arm(area):
            # The trunk or the thigh behind an arm is not the arm.
            arm = skin.field([f"{loft}.{side}" for loft in _ARM], grid, _MELT)
            np.maximum(own, arm + np.float32(_ARM_RIM), out=own)
        np.minimum(field, own, out=field)
    inside = skin.field(list(skin.places), grid, _MELT) + np.float32(_RIM)
    field = np.maximum(field, inside)
    for cloth in _over_hands(figure):
        np.maximum(field, np.float32(_RIM) - _away(cloth, grid.x, grid.y), out=field)
    loops = thinned(outlines(grid, field), _FINE)
    edge = [np.concatenate([loop, loop[:1]]) for loop in loops]
    tint, lines = joined(loops), _hatching(loops)
    look = "area" if style == "pain" else "area_map"
    shapes = [Shape("polygon", "areas", look, _DEPTH, tint)]
    if lines:
        shapes.append(Shape("line", "areas", f"{look}_lines", _DEPTH, joined(lines)))
    for tail in ("halo", "edge"):
        shapes.append(Shape("line", "areas", f"area_{tail}", _DEPTH, joined(edge)))
    return shapes


@cache
def _on_arm(area: str) -> bool:
    segments = {name for patch in patches()[area] for name, _ in patch.points}
    return bool(segments & {"forearm", "hand"})


def _over_hands(figure: Sequence[Shape]) -> list[Array]:
    """Return the outlines of clothes that are painted over the forearms and hands."""
    depths = [shape.depth for shape in figure if shape.key.startswith("forearm")]
    arms = max(depths, default=np.inf)
    return [
        shape.points
        for shape in figure
        if shape.style in ("cloth", "cloth_joint") and shape.depth > arms
    ]


def _faces(camera: Camera, side: str) -> bool:
    return side == MIDDLE or bool((camera.axes[2] @ camera.across > 0) == (side == "right"))


def _pieces(polygon: Array) -> list[Array]:
    gaps = np.flatnonzero(np.isnan(polygon[:, 0]))
    return [own[~np.isnan(own[:, 0])] for own in np.split(polygon, gaps)]


def _away(polygon: Array, x: Floats, y: Floats) -> Floats:
    """Return the distance of samples to a polygon, below 0 inside."""
    px, py = x[None, :, None], y[:, None, None]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, -1, axis=0).T
    dx, dy = bx - ax, by - ay
    share = ((px - ax) * dx + (py - ay) * dy) / np.maximum(dx * dx + dy * dy, 1e-9)
    share = np.clip(share, 0, 1)
    gap = np.hypot(px - ax - share * dx, py - ay - share * dy).min(axis=2)
    rising = np.where(dy == 0, 1e-9, dy)
    crossed = ((ay > py) != (by > py)) & (px < ax + (py - ay) * dx / rising)
    inside = np.count_nonzero(crossed, axis=2) % 2 > 0
    away: Floats = np.where(inside, -gap, gap).astype(np.float32)
    return away


def _hatching(loops: Sequence[Array]) -> list[Array]:
    """Return lines across polygons that rise to the right."""
    turn = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    turned = [loop @ turn for loop in loops]
    starts = np.concatenate(turned)
    ends = np.concatenate([np.roll(loop, -1, axis=0) for loop in turned])
    lines = []
    # In the turned picture the lines are level.
    low, high = starts[:, 1].min(), starts[:, 1].max()
    for level in np.arange(np.ceil(low / _HATCH) * _HATCH, high, _HATCH):
        crossed = (starts[:, 1] > level) != (ends[:, 1] > level)
        a, b = starts[crossed], ends[crossed]
        at = np.sort(a[:, 0] + (level - a[:, 1]) * (b - a)[:, 0] / (b - a)[:, 1])
        lines += [
            np.array([[one, level], [other, level]]) @ turn.T
            for one, other in zip(at[::2], at[1::2], strict=True)
        ]
    return lines
