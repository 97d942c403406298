"""Hair, ears and a calm face, drawn from points on the head, so they turn with it."""

from functools import cache

import numpy as np

from stretchkit.body import Body
from stretchkit.body.data import Array
from stretchkit.body.pose import SIDES
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import Floats, curve, joined, outlines
from stretchkit.drawing.details import lines
from stretchkit.drawing.flesh import Rings, grid_over
from stretchkit.drawing.scene import Shape

# The hair as an ellipsoid of the neutral skull, metres; the hairline is its height there by the
# way round from the nose (degrees, metres).
_CENTRE, _RADII = np.array([-0.001, 0.175, 0.0]), np.array([0.106, 0.102, 0.087])
_ROUND = np.radians([0, 25, 42, 55, 66, 76, 88, 100, 112, 125, 150, 180])
_HEIGHT = np.array([224, 227, 222, 205, 188, 158, 160, 172, 132, 106, 84, 78]) / 1000
# Where the light falls on the hair: right and up from its middle, and how wide, mm.
_SHINE = (-28.0, 34.0, 62.0)
_WHORL = 0.45
# The lowest hair at the nape, and how far behind the neck the neck hides it, metres.
_LOW_HAIR, _BEHIND = np.array([-0.075, 0.085, 0.0]), 0.02
# How far (mm) the hair reaches over the brow where that is seen over the crown.
_OVER_BROW = 80.0
_EAR_LINE = "ear_fold"
_HEAD, _HEAD_MELT = ("cranium", "jaw", "nose", "lips"), 14.0
# How squarely (cosine) the face must turn to the viewer where a line of it is drawn, and how far
# inside the outline that line, or a strand of the hair, must lie, mm.
_FACING, _INSIDE = 0.3, 4.5


def head_extras(
    found: Rings, body: Body, camera: Camera, level: dict[str, float], pale: bool
) -> list[Shape]:
    """Return ears, face and hair, by the depths of head and trunk."""
    turn = camera.axes @ body.transforms["skull"][:3, :3]
    style = "_pale" if pale else ""
    over = max(level["head"], level["trunk"]) + 1.0
    shapes = _hair(found, body, camera, turn, over + 4.0, style)
    for side, sign in (("right", 1.0), ("left", -1.0)):
        outward = turn[2] @ (-0.25, 0.0, 0.97 * sign)
        depth = over + 6.0 if outward > -0.05 else level["head"] - 0.5
        grid = grid_over(found, [f"ear.{side}"], 3.5, camera)
        if grid is not None:
            field = found.field([f"ear.{side}"], grid, 1.0)
            ear = outlines(grid, field)[:1]
            shapes += [Shape("polygon", f"ear.{side}", f"skin{style}", depth, loop) for loop in ear]
        if outward > 0.45 and not pale:
            fold = camera.project(body.carry("skull", curve(_points(_EAR_LINE)), side))[:, :2]
            shapes.append(Shape("line", f"ear.{side}", "skin_crease", depth + 0.1, fold))
    return shapes if pale else shapes + _face(found, body, camera, turn, over + 3.0)


def _points(name: str) -> Array:
    return np.array([point for _, point in lines("face_lines.csv")[name]])


def _face(found: Rings, body: Body, camera: Camera, turn: Array, depth: float) -> list[Shape]:
    # The further a feature lies round the side, the sooner it turns out of sight.
    sides = [s for s in SIDES if turn[2] @ (0.86, 0.1, 0.5 if s == "right" else -0.5) > 0.12]
    grid = grid_over(found, _HEAD, 4.5, camera) if sides else None
    if grid is None:
        return []
    head = found.field(_HEAD, grid, _HEAD_MELT)
    shapes = []
    for name in (name for name in lines("face_lines.csv") if name != _EAR_LINE):
        line, marks = curve(_points(name), closed=name == "eye"), []
        for side in sides:
            mark = camera.project(body.carry("skull", line, side))[:, :2]
            seen = _facing(line, turn, side, closed=name == "eye") > _FACING
            seen &= grid.nearest(head, mark) < -_INSIDE
            # What is left of a line may be short; an eye is seen whole or not at all.
            if (seen.sum() > 2 and name != "eye") or seen.all():
                marks.append(mark[seen])
        if name == "eye":
            shapes += [Shape("polygon", name, "face_eye", depth, _round(mark)) for mark in marks]
        elif marks:
            shapes.append(Shape("line", name, f"face_{name}", depth, joined(marks)))
    return shapes


def _facing(line: Array, turn: Array, side: str, *, closed: bool) -> Array:
    """Return how squarely (cosine) the face turns to the viewer along a line that runs across it.

    A closed line has the way from its first point to the one over against it.
    """
    run = np.gradient(line, axis=0)
    if closed:
        run[:] = line[len(line) // 2] - line[0]
    out = run[:, [2, 0]] * (1, -1 if side == "right" else 1)
    facing: Array = out @ turn[2, [0, 2]] / np.hypot(*out.T)
    return facing


def _round(points: Array) -> Array:
    """Return points in the order round their middle: what is seen from its edge stays simple."""
    away = points - points.mean(axis=0)
    ordered: Array = points[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
    return ordered


def _hair(
    found: Rings, body: Body, camera: Camera, turn: Array, depth: float, style: str
) -> list[Shape]:
    grid = grid_over(found, ["hair"], 4.5, camera)
    if grid is None:
        return []
    x, y = grid.points()
    middle = camera.project(body.carry("skull", _CENTRE))
    field = np.maximum(found.field(["hair"], grid, 1.0), _below_hairline(middle, turn, x, y))
    nape, neck = body.carry("skull", _LOW_HAIR), body.carry("C5", np.zeros(3))
    if (nape - neck) @ camera.axes[2] < -_BEHIND:
        # What hangs down at the back of the head is hidden by the neck.
        field = np.maximum(field, -found.field(["neck"], grid, 1.0))
    shapes = [
        Shape("polygon", "hair", f"hair{style}", depth, loop) for loop in outlines(grid, field)[:1]
    ]
    if style:
        return shapes
    shine = np.hypot(x - middle[0] - _SHINE[0], y - middle[1] - _SHINE[1]) - _SHINE[2]
    shapes += [
        Shape("polygon", "hair", "hair_lit", depth + 0.1, loop)
        for loop in outlines(grid, np.maximum(field + 9, shine))[:1]
    ]
    strands = []
    for way in _strands():
        line = _CENTRE + way * _RADII
        low = np.maximum(_hairline(way[:, 0], way[:, 2]) + 0.012, 0.125)
        seen = (way @ turn[2] > 0.25) & (line[:, 1] > low)
        strand = camera.project(body.carry("skull", line))[:, :2]
        seen &= grid.nearest(field, strand) < -_INSIDE
        if seen.sum() > 2:
            strands.append(strand[seen])
    if strands:
        shapes.append(Shape("line", "hair", "hair_strand", depth + 0.2, joined(strands)))
    return shapes


@cache
def _strands() -> list[Array]:
    """Return lines from the whorl down the ball of the hair, turning a little as they go."""
    found = []
    for number in range(10):
        down = np.pi * np.linspace(0.20, 0.62 + 0.14 * (number % 3), 7)
        about = np.radians(10 + 36 * number) + 0.5 * (down - 1.0)
        x, y, z = np.sin(down) * np.cos(about), np.cos(down), np.sin(down) * np.sin(about)
        # The whorl lies behind the top of the head.
        c, s = np.cos(_WHORL), np.sin(_WHORL)
        found.append(np.stack([c * x - s * y, c * y + s * x, z], axis=1))
    return found


def _hairline(forward: Array, right: Array) -> Array:
    """Return the height of the hairline, in metres, in some directions round the head."""
    about = np.abs(np.arctan2(right, forward))
    wave = 0.0016 * np.sin(about * 23) * (about < 2.9)
    height: Array = np.interp(about, _ROUND, _HEIGHT) + wave
    return height


def _below_hairline(middle: Array, turn: Array, x: Floats, y: Floats) -> Floats:
    """Return how far (mm) the head's surface seen at each point lies below the hairline."""
    flat = np.stack([x - middle[0], y - middle[1]], axis=-1) / 1000
    # In the space where the hair is a ball: the sight line is p + t·v.
    start, sight = (flat @ turn[:2]) / _RADII, turn[2] / _RADII
    a, b = sight @ sight, start @ sight
    root = b * b - a * ((start**2).sum(axis=-1) - 1)
    t = (-b + np.sqrt(np.maximum(root, 0))) / a
    surface = (start + t[..., None] * sight) * _RADII
    below: Floats = 1000 * (
        _hairline(surface[..., 0], surface[..., 2]) - _CENTRE[1] - surface[..., 1]
    )
    # From behind a head far back, the temples at the edge would be bites out of the hair.
    far_back = np.clip(5 * -turn[2, 0], 0, 1) * np.clip(4 * turn[2, 1] - 2, 0, 1)
    below -= _OVER_BROW * far_back * (surface[..., 0] > 0)
    return below.astype(np.float32)
