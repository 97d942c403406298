"""What makes a silhouette a person in a room: creases of the skin, a stool, the ground."""

from functools import cache
from itertools import pairwise

import numpy as np

from stretchkit.body import Body
from stretchkit.body.data import Array, known_segment, metres, table
from stretchkit.body.pose import SIDES
from stretchkit.body.segments import FLOOR
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import curve, joined
from stretchkit.drawing.flesh import Rings
from stretchkit.drawing.hands import FINGERS
from stretchkit.drawing.order import UNDER
from stretchkit.drawing.scene import Shape

# Lofts whose middle tells whether a point of the skin faces the viewer, by the part they shape.
_CORES = {"trunk": ("torso", "neck"), "thigh": ("thigh",), "shank": ("shank",)}
_PART_OF = {"thigh": "thigh", "shank": "shank"}
# How squarely (cosine) a crease must face the viewer.
_FACING = 0.45
# The stool, metres from the middle of the hips: back, front, half width, and the seat's top.
_BACK, _FRONT, _HALF, _TOP = -0.16, 0.20, 0.2, -0.088
_SEAT, _LEG = 0.036, 0.026


@cache
def lines(name: str) -> dict[str, list[tuple[str, Array]]]:
    """Return the lines of a file: their points on the right side, each with its segment."""
    rows = table(
        name,
        "line order segment x_mm y_mm z_mm",
        lambda row: (row["line"], known_segment(row["segment"]), metres(row, "x", "y", "z")),
    )
    found: dict[str, list[tuple[str, Array]]] = {}
    for line, segment, point in rows:
        found.setdefault(line, []).append((segment, point))
    return found


def creases(found: Rings, body: Body, camera: Camera, level: dict[str, float]) -> list[Shape]:
    """Return the lines of the skin that face the viewer, one shape for each part."""
    drawn: dict[str, list[Array]] = {}
    for points in lines("skin_lines.csv").values():
        middle = not any(point[2] for _, point in points)
        core = _PART_OF.get(points[0][0], "trunk")
        for side in SIDES[:1] if middle else SIDES:
            part = core if core == "trunk" else f"{core}.{side}"
            seen = camera.project(np.stack([body.carry(name, p, side) for name, p in points]))
            lofts = [loft if core == "trunk" else f"{loft}.{side}" for loft in _CORES[core]]
            centres = found.centres[found.rows(lofts)]
            away = seen[:, None] - centres
            distance = np.sqrt((away**2).sum(axis=2))
            nearest = distance.argmin(axis=1)
            every = np.arange(len(seen))
            facing = away[every, nearest, 2] / distance[every, nearest] > _FACING
            if facing.sum() >= min(3, len(seen)):
                drawn.setdefault(part, []).append(curve(seen[facing, :2]))
    return [
        Shape("line", part, "skin_crease", level[part] + 1.6, joined(lines))
        for part, lines in drawn.items()
    ]


def finger_lines(found: Rings, body: Body, camera: Camera, side: str, depth: float) -> list[Shape]:
    """Return the lines between the fingers of a hand that is seen flat."""
    if abs(camera.axes[2] @ body.transforms[f"hand_{side}"][:3, 2]) < _FACING:
        return []
    between = []
    for one, other in pairwise(FINGERS):
        first, second = (found.centres[found.rows([f"{name}.{side}"]), :2] for name in (one, other))
        count = min(len(first), len(second))
        between.append((first[:count] + second[:count])[count // 4 : -1 : 2] / 2)
    return [Shape("line", f"hand.{side}", "skin_crease", depth + 0.6, joined(between))]


def furniture(body: Body, camera: Camera, level: dict[str, float]) -> list[Shape]:
    """Return the ground and, under somebody who sits, a stool."""
    left, _, right, _ = camera.frame
    floor = 1000 * (FLOOR - camera.origin[1]) - 6.0
    ground = np.array([[left + 60, floor], [right - 60, floor]])
    shapes = [Shape("line", "ground", "ground", UNDER - 300, ground)]
    return shapes + (_stool(body, camera, level) if _sits(body) else [])


def _sits(body: Body) -> bool:
    """Tell whether thighs are about level over upright shanks."""
    return all(
        abs(body.transforms[f"thigh_{side}"][1, 1]) < 0.35
        and body.transforms[f"shank_{side}"][1, 1] > 0.9
        for side in SIDES
    )


def _stool(body: Body, camera: Camera, level: dict[str, float]) -> list[Shape]:
    hips = (body.point("hip", "right") + body.point("hip", "left")) / 2
    # Seen from in front the sitter hides the seat; seen from behind or the side it hides him.
    sitter = max(level[f"{part}.{side}"] for part in ("thigh", "shank") for side in SIDES)
    front = UNDER - 100 if camera.axes[2, 0] > 0.3 else max(sitter, level["trunk"]) + 4.0
    seat = _box(camera, hips, (_BACK, _FRONT), (_TOP - _SEAT, _TOP), (-_HALF, _HALF))
    shapes = [Shape("polygon", "chair", "chair", front, seat)]
    ankles = (body.point("ankle", "right") + body.point("ankle", "left")) / 2
    for x in (_BACK + _LEG, _FRONT - 2 * _LEG):
        for z in (_LEG - _HALF, _HALF - 2 * _LEG):
            near = camera.axes[2] @ (hips - ankles + np.array([x, 0, z])) > 0.12
            height = (FLOOR - hips[1], _TOP - _SEAT)
            leg = _box(camera, hips, (x, x + _LEG), height, (z, z + _LEG))
            depth, style = (front - 0.5, "chair") if near else (UNDER - 200, "chair_far")
            shapes.append(Shape("polygon", "chair", style, depth, leg))
    return shapes


def _box(
    camera: Camera,
    at: Array,
    x: tuple[float, float],
    y: tuple[float, float],
    z: tuple[float, float],
) -> Array:
    """Return the outline of a box, seen level: a rectangle."""
    corners = np.array([(a, b, c) for a in x for b in y for c in z]) + at
    flat = camera.project(corners)[:, :2]
    (left, low), (right, high) = flat.min(axis=0), flat.max(axis=0)
    return np.array([[left, low], [right, low], [right, high], [left, high]])
