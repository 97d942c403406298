"""What an exercise is done with or on: a wall, a mat, a towel, a band, weights, a phone."""

from collections.abc import Callable, Iterable

import numpy as np

from stretchkit.body import SIDES, Body
from stretchkit.body.data import Array, landmarks
from stretchkit.body.recipes import BACK
from stretchkit.body.segments import FLOOR
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.order import UNDER
from stretchkit.drawing.scene import Shape

_FAR, _NEAR = UNDER - 400.0, 5e5
# Metres: how thick flesh and skin are in front of a wrist, and how thick a wall is drawn.
_WRIST, _THICK = 0.032, 0.05
# How far a wall reaches to either side, and how thick a folded towel is, in metres.
_WIDE, _FOLDED = 0.75, 0.03
# Half the width of a mat, and how far under the skin at rest it lies: clothes and cloth.
_MAT, _GIVES = 0.40, 0.008
# The foremost point of the pelvis at rest: the ground of whoever lies on the front.
_FRONT = np.array([0.110, -0.545, 0.0])


def props(names: Iterable[str], body: Body, camera: Camera) -> list[Shape]:
    """Return the things of these names beside a posed body."""
    return [shape for name in names for shape in THINGS[name](body, camera)]


def _flat(camera: Camera, points: Array) -> Array:
    seen: Array = camera.project(points)[:, :2]
    return seen


def _polygon(camera: Camera, points: Iterable[Iterable[float]], style: str, depth: float) -> Shape:
    return Shape("polygon", "thing", style, depth, _flat(camera, np.array(list(points))))


def _wall(camera: Camera, ahead: float) -> list[Shape]:
    """Return a wall: from the side as thick as it is, from elsewhere wide behind everything."""
    top = (camera.frame[3] + 100) / 1000
    side = abs(camera.axes[0, 0]) > 0.95
    near, far = ((ahead, 0.0), (ahead + _THICK, 0.0)) if side else ((ahead, -_WIDE), (ahead, _WIDE))
    corners = [(x, y, z) for (x, z), y in ((near, FLOOR), (far, FLOOR), (far, top), (near, top))]
    return [_polygon(camera, corners, "wall", _FAR)]


def _wall_ahead(body: Body, camera: Camera) -> list[Shape]:
    marks = ("palm", "EL", "WR")
    hands = max(body.point(name, side)[0] for name in marks for side in SIDES)
    # The palm is skin; elbow and wrist are in the middle of the arm.
    flat = hands == max(body.point("palm", side)[0] for side in SIDES)
    return _wall(camera, hands + (0.0 if flat else _WRIST))


def _wall_behind(body: Body, camera: Camera) -> list[Shape]:
    return _wall(camera, body.carry("pelvis", BACK)[0])


def _doorway(body: Body, camera: Camera) -> list[Shape]:
    """Return the post of a doorway that the right lower arm lies on."""
    elbow, wrist = body.point("EL"), body.point("WR")
    ahead = max(elbow[0], wrist[0]) + _WRIST
    middle, top = float(elbow[2]), camera.frame[3] / 1000
    ends = [(z, y) for z, y in ((-0.05, FLOOR), (0.09, FLOOR), (0.09, top), (-0.05, top))]
    front = [(ahead, y, middle + z) for z, y in ends]
    return [_polygon(camera, front, "wall", _FAR)]


def _under_back(body: Body) -> float:
    """Return how far ahead the ground is that somebody lies on with the back."""
    return float(body.carry("pelvis", BACK)[0]) - _GIVES


def _under_front(body: Body) -> float:
    """Return the same for the front: the pelvis stays down when the chest is lifted."""
    return float(body.carry("pelvis", _FRONT)[0]) + _GIVES


def _mat(body: Body, camera: Camera, level: float) -> list[Shape]:
    """Return a mat under somebody who lies, from head to feet."""
    marks = np.array([body.point(name, side) for name in landmarks() for side in SIDES])
    low, high = marks[:, 1].min() - 0.08, marks[:, 1].max() + 0.08
    corners = [(level, y, z) for y, z in ((low, -_MAT), (high, -_MAT), (high, _MAT), (low, _MAT))]
    return [_polygon(camera, corners, "wall", _FAR)]


def _mat_behind(body: Body, camera: Camera) -> list[Shape]:
    return _mat(body, camera, _under_back(body))


def _mat_before(body: Body, camera: Camera) -> list[Shape]:
    return _mat(body, camera, _under_front(body))


def _pad(camera: Camera, low: Array, high: Array, depth: float) -> list[Shape]:
    """Return a box as the outline round its corners."""
    corners = np.array(
        [(a, b, c) for a in (low[0], high[0]) for b in (low[1], high[1]) for c in (low[2], high[2])]
    )
    return [Shape("polygon", "thing", "thing", depth, _hull(_flat(camera, corners)))]


def _hull(points: Array) -> Array:
    """Return the corners of the outline round some points, in order."""
    rows = sorted({(round(float(x), 3), round(float(y), 3)) for x, y in points})

    def half(rows: list[tuple[float, float]]) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for x, y in rows:
            while len(found) > 1:
                (a, b), (c, d) = found[-2:]
                if (c - a) * (y - b) - (d - b) * (x - a) > 0:
                    break
                found.pop()
            found.append((x, y))
        return found[:-1]

    return np.array([*half(rows), *half(rows[::-1])])


def _towel_under_head(body: Body, camera: Camera) -> list[Shape]:
    floor = _under_back(body)
    head = body.point("occ")
    low = np.array([floor, head[1] - 0.10, -0.13])
    return _pad(camera, low, low + np.array([_FOLDED, 0.19, 0.26]), UNDER - 50)


def _towel_under_forehead(body: Body, camera: Camera) -> list[Shape]:
    floor = _under_front(body)
    brow = body.carry("skull", np.array([0.092, 0.215, 0.0]))
    low = np.array([floor - _FOLDED, brow[1] - 0.05, -0.12])
    return _pad(camera, low, np.array([floor, brow[1] + 0.07, 0.12]), UNDER - 50)


def _roll(body: Body, camera: Camera) -> list[Shape]:
    """Return a rolled towel across the back, under the blades."""
    floor = _under_back(body)
    under = body.carry("thorax_lower", np.array([-0.112, -0.235, 0.0]))
    half = max(0.03, (float(under[0]) - floor) / 2)
    middle = np.array([floor + half, float(under[1]), 0.0])
    turn = np.linspace(0, 2 * np.pi, 17)[:-1]
    ring = np.stack([half * np.cos(turn), half * np.sin(turn), 0 * turn], axis=1) + middle
    both = np.concatenate([ring + np.array([0, 0, z]) for z in (-0.2, 0.2)])
    return [Shape("polygon", "thing", "thing", UNDER - 50, _hull(_flat(camera, both)))]


def _line(camera: Camera, points: Iterable[Array], depth: float) -> list[Shape]:
    flat = _flat(camera, np.array(list(points)))
    return [Shape("line", "thing", "band", depth, flat)]


def _band_between(body: Body, camera: Camera) -> list[Shape]:
    return _line(camera, [body.point("grip", side) for side in SIDES], _NEAR)


def _band_to_the_left(body: Body, camera: Camera) -> list[Shape]:
    hand = body.point("grip")
    return _line(camera, [hand, np.array([hand[0], hand[1], -2.0])], _NEAR)


def _band_under_feet(body: Body, camera: Camera) -> list[Shape]:
    soles = [body.point("sole_ball_outer", side) for side in SIDES]
    hands = [body.point("grip", side) for side in SIDES]
    return _line(camera, [hands[0], *soles, hands[1]], _NEAR)


def _weights(body: Body, camera: Camera) -> list[Shape]:
    found = []
    for side in SIDES:
        hand = body.point("grip", side)
        half = np.array([0.09, 0.035, 0.035])
        found += _pad(camera, hand - half, hand + half, _NEAR)
    return found


def _phone_on_forehead(body: Body, camera: Camera) -> list[Shape]:
    turn = body.transforms["skull"][:3, :3]
    middle = body.carry("skull", np.array([0.108, 0.222, 0.0]))
    corners = [
        middle + turn @ np.array([x, y, z])
        for x in (-0.004, 0.004)
        for y in (-0.025, 0.025)
        for z in (-0.05, 0.05)
    ]
    return [Shape("polygon", "thing", "phone", _NEAR, _hull(_flat(camera, np.array(corners))))]


def _angle_of_head(body: Body, camera: Camera) -> list[Shape]:
    """Return a level line through the bump of the neck, and one from there to the tragus."""
    bump = body.carry("thorax", np.array([-0.075, 0.0, 0.0]))
    ear = body.carry("skull", np.array([0.008, 0.150, 0.0]))
    level = [bump, np.array([ear[0] + 0.12, bump[1], 0.0])]
    dot = Shape("dot", "thing", "sticker", _NEAR, _flat(camera, np.array([bump])))
    return [*_line(camera, level, _NEAR), *_line(camera, [bump, ear], _NEAR), dot]


def _gap_to_table(body: Body, camera: Camera) -> list[Shape]:
    """Return a line from the ground up to the back tip of the right shoulder."""
    floor = _under_back(body)
    tip = body.point("AA")
    return _line(camera, [np.array([floor, tip[1], tip[2]]), tip], _NEAR)


THINGS: dict[str, Callable[[Body, Camera], list[Shape]]] = {
    "wall ahead": _wall_ahead,
    "wall behind": _wall_behind,
    "doorway": _doorway,
    "mat under the back": _mat_behind,
    "mat under the front": _mat_before,
    "towel under the head": _towel_under_head,
    "towel under the forehead": _towel_under_forehead,
    "rolled towel": _roll,
    "band between the hands": _band_between,
    "band to the left": _band_to_the_left,
    "band under the feet": _band_under_feet,
    "weights": _weights,
    "phone on the forehead": _phone_on_forehead,
    "angle of the head": _angle_of_head,
    "gap to the table": _gap_to_table,
}
