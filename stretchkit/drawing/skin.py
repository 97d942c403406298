"""The figure itself: skin, clothes, hair and face of a posed body, as shapes."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from stretchkit.body import Body
from stretchkit.body.pose import SIDES
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import Floats, Grid, outlines, thinned
from stretchkit.drawing.details import creases, finger_lines, furniture
from stretchkit.drawing.flesh import Rings, grid_over, rings
from stretchkit.drawing.hands import FINGERS
from stretchkit.drawing.head import head_extras
from stretchkit.drawing.order import depths
from stretchkit.drawing.scene import Shape


@dataclass(frozen=True)
class _Part:
    """One outline: its lofts, how they run together (mm), its grid (mm) and its look."""

    lofts: tuple[str, ...]
    melt: float
    step: float
    style: str = "skin"
    inset: float = 7.0
    on: str = ""


@dataclass(frozen=True)
class _Joint:
    """A disc in which two parts are one: where (mm, right side), how large, which way it
    faces on the segment `base` and how squarely (cosine) that must be to the viewer, and whether
    it is one only where the hip is straight."""

    first: str
    second: str
    segment: str
    point: tuple[float, float, float]
    radius: float
    faces: tuple[float, float, float] = (0, 0, 0)
    base: str = "pelvis"
    least: float = -0.6
    straight: bool = False


@cache
def _parts() -> dict[str, _Part]:
    trunk = (
        "torso",
        "neck",
        *(f"{loft}.{side}" for loft in ("slope", "deltoid", "pec", "lat") for side in SIDES),
    )
    found = {
        "trunk": _Part(trunk, 30, 9, inset=8),
        "head": _Part(("cranium", "jaw", "nose", "lips"), 14, 4.5, inset=6),
        "seat": _Part(("seat",), 10, 9, "cloth", 8, on="trunk"),
    }
    for side in SIDES:
        own = {
            "upper_arm": _Part(("upper_arm",), 10, 7),
            "forearm": _Part(("forearm", "palm", "thumb", *FINGERS), 4, 4, inset=5),
            "thigh": _Part(("thigh",), 10, 9),
            "shank": _Part(("shank", "foot"), 20, 7),
            "shorts": _Part(("leg_of_shorts",), 10, 8, "cloth", 8, on="thigh"),
        }
        for name, part in own.items():
            lofts = tuple(f"{loft}.{side}" for loft in part.lofts)
            on = f"{part.on}.{side}" if part.on else ""
            found[f"{name}.{side}"] = _Part(lofts, part.melt, part.step, part.style, part.inset, on)
    return found


_JOINTS = (
    _Joint("trunk", "upper_arm", "humerus", (0, -94, 184), 81, (0, 0.3, 0.95), "thorax"),
    _Joint("upper_arm", "forearm", "humerus", (0, -374, 189), 47),
    _Joint("thigh", "shank", "thigh", (6, -974, 92), 56),
    _Joint("seat", "shorts", "pelvis", (-14, -565, 140), 78, (0, 0, 1)),
    _Joint("seat", "shorts", "pelvis", (-10, -552, 58), 62, straight=True),
    _Joint("seat", "shorts", "pelvis", (-30, -575, 60), 75, (-1, 0, 0), least=0.3),
)
_NAPE = _Joint("trunk", "head", "C2", (-50, 88, 0), 45, (-1, 0, 0), "C2")
# How far a point may lie off a line, as a share of the picture's height.
_FINE = 1 / 2800
# How far an outline and its line reach out of the rings of a part, at most, mm.
_LINE = 4.0
# How far light parts are moved towards the light, right and up, mm.
_LIGHT = np.array([-3.0, 3.0])


def skin_shapes(
    body: Body, camera: Camera, see_through: bool = False, above: float = -np.inf
) -> list[Shape]:
    """Return the shapes of the figure, in the order of painting.

    `see_through` is for what lies under the skin: pale, no face, no light. Shapes whose depth is
    above `order.OVER` belong in front of muscles and bones, all others behind them. A part that
    lies wholly under the height `above` is left out.
    """
    found = rings(body, camera)
    parts = _parts()
    # The shoulder's lofts belong to trunk and arm alike, so they do not tell which is nearer.
    solid = {name: part.lofts for name, part in parts.items() if not part.on}
    level = depths(found, {**solid, "trunk": ("torso", "neck")})
    for name, part in parts.items():
        if part.on:
            level[name] = level[part.on] + 2.0
    tops = {name: found.box(part.lofts)[1][1] + _LINE for name, part in parts.items()}
    shown = {name: level[name] for name in parts if tops[name] > above}
    pale = "_pale" if see_through else ""
    shapes: list[Shape] = []
    for name, depth in shown.items():
        shapes += _outline(found, camera, name, parts[name], depth, pale)
    for joint in _JOINTS:
        for side in SIDES:
            shapes += _patch(found, body, camera, joint, side, shown, pale)
    shapes += _patch(found, body, camera, _NAPE, "right", shown, pale)
    if not see_through:
        for side in SIDES:
            shapes += finger_lines(found, body, camera, side, level[f"forearm.{side}"])
        shapes += creases(found, body, camera, level)
    if camera.view == "whole":
        shapes += furniture(body, camera, level)
    shapes += head_extras(found, body, camera, level, see_through)
    return sorted(_thinned(shapes, camera), key=lambda shape: shape.depth)


def _thinned(shapes: list[Shape], camera: Camera) -> list[Shape]:
    many = [shape for shape in shapes if shape.kind == "polygon" and len(shape.points) > 12]
    fine = _FINE * (camera.frame[3] - camera.frame[1])
    slim = dict(zip(map(id, many), thinned([shape.points for shape in many], fine), strict=True))
    return [
        replace(shape, points=slim[id(shape)]) if id(shape) in slim else shape for shape in shapes
    ]


def _outline(
    found: Rings, camera: Camera, name: str, part: _Part, depth: float, pale: str
) -> list[Shape]:
    grid = grid_over(found, part.lofts, part.step, camera)
    if grid is None:
        return []
    field = found.field(part.lofts, grid, part.melt)
    shapes = [
        Shape("polygon", name, f"{part.style}{pale}", depth, loop)
        for loop in outlines(grid, field)[:1]
    ]
    if not pale:
        shapes += [
            Shape("polygon", name, f"{part.style}_lit", depth + 0.5, loop + _LIGHT)
            for loop in outlines(grid, _eroded(field, part), -part.inset)[:1]
        ]
    return shapes


def _eroded(field: Floats, part: _Part) -> Floats:
    """Return the field of cloth a sample smaller all round: a hem has no inside of its own."""
    if part.style == "skin":
        return field
    wide = np.pad(field + np.float32(part.inset), 1, mode="edge")
    sides = (wide[2:, 1:-1], wide[:-2, 1:-1], wide[1:-1, 2:], wide[1:-1, :-2])
    smaller: Floats = np.maximum.reduce(sides) - np.float32(part.inset)
    return smaller


def _patch(
    found: Rings,
    body: Body,
    camera: Camera,
    joint: _Joint,
    side: str,
    level: dict[str, float],
    pale: str,
) -> list[Shape]:
    """Return the skin over a joint, which hides the outlines that end in it."""
    x0, y0, _ = camera.project(body.carry(joint.segment, np.array(joint.point) / 1000, side))
    left, low, right, high = camera.frame
    r = joint.radius
    if not (
        left - r < x0 < right + r and low - r < y0 < high + r and _open(body, camera, joint, side)
    ):
        return []
    parts = _parts()
    names = [n if n in parts else f"{n}.{side}" for n in (joint.first, joint.second)]
    if not all(name in level for name in names):
        return []
    first, second = (parts[name] for name in names)
    grid = Grid.over(np.array([x0 - r, y0 - r]), np.array([x0 + r, y0 + r]), 7.0)
    away = SIDES[1 - SIDES.index(side)]
    both = np.minimum(
        *(
            found.field([n for n in part.lofts if not n.endswith(away)], grid, part.melt)
            for part in (first, second)
        )
    )
    x, y = grid.points()
    key, depth = f"joint.{names[1]}", max(level[name] for name in names) + 1.0
    disc = np.hypot(x - np.float32(x0), y - np.float32(y0)) - np.float32(r)
    shapes = [
        Shape("polygon", key, f"{first.style}_joint{pale}", depth, loop)
        for loop in outlines(grid, np.maximum(both + 1, disc))[:1]
    ]
    if not pale:
        dx, dy = (_LIGHT - (x0, y0)).astype(np.float32)
        lit = np.maximum(both + max(first.inset, second.inset), np.hypot(x + dx, y + dy) - r - 1)
        shapes += [
            Shape("polygon", key, f"{first.style}_lit", depth + 0.1, loop + _LIGHT)
            for loop in outlines(grid, lit)[:1]
        ]
    return shapes


def _open(body: Body, camera: Camera, joint: _Joint, side: str) -> bool:
    """Tell whether a joint faces the viewer and, where that matters, is straight."""
    upright = body.transforms["pelvis"][:3, 1] @ body.transforms[f"thigh_{side}"][:3, 1]
    if joint.straight and upright < 0.7:
        return False
    way = np.array(joint.faces) * (1, 1, 1 if side == "right" else -1)
    return bool(camera.axes[2] @ body.transforms[joint.base][:3, :3] @ way >= joint.least)
