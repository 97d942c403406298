"""Which way is out of the body: what faces the viewer can be seen."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from stretchkit.body import Body
from stretchkit.body.data import Array

FACES = ("trunk", "blade_back", "blade_front", "arm")
# The trunk's axis: segment, point and half depth and half width of the body there, metres.
_AXIS = (
    ("skull", (0.010, 0.185, 0.0), 0.090, 0.075),
    ("C2", (0.006, 0.105, 0.0), 0.055, 0.052),
    ("C5", (0.000, 0.040, 0.0), 0.055, 0.054),
    ("C7", (-0.008, -0.005, 0.0), 0.058, 0.075),
    ("thorax", (-0.008, -0.080, 0.0), 0.095, 0.140),
    ("thorax", (-0.008, -0.150, 0.0), 0.105, 0.150),
    ("thorax_lower", (-0.008, -0.240, 0.0), 0.105, 0.144),
    ("lumbar", (-0.010, -0.380, 0.0), 0.095, 0.134),
    ("pelvis", (-0.018, -0.480, 0.0), 0.105, 0.155),
)


def outward(body: Body, face: str, side: str) -> Callable[[Array], Array]:
    """Return a function from points of the world to the way out of the body there."""
    if face == "trunk":
        return lambda points: out_of_trunk(body, points)
    if face == "arm":
        top, elbow = body.point("GH", side), body.point("EL", side)
        inner = top + 0.3 * (body.point("TS", side) - top) + body.transforms["thorax"][:3, 0] * 0.03
        return lambda points: points - _nearest(points, np.array([inner, top, elbow]))[0]
    root, low, angle = (body.point(name, side) for name in ("TS", "IA", "AA"))
    normal = np.cross(angle - root, low - root) * (1 if side == "right" else -1)
    normal /= np.linalg.norm(normal) * (-1 if face == "blade_back" else 1)
    return lambda points: np.broadcast_to(normal, points.shape)


def out_of_trunk(body: Body, points: Array) -> Array:
    """Return the way out of the trunk: that of the elliptical skin around the nearest axis."""
    axis = np.array([body.carry(name, np.array(point)) for name, point, _, _ in _AXIS])
    near, at = _nearest(points, axis)
    places = np.arange(len(axis))
    depth = np.interp(at, places, [depth for _, _, depth, _ in _AXIS])
    width = np.interp(at, places, [width for _, _, _, width in _AXIS])
    across = body.transforms["thorax"][:3, 2]
    away = points - near
    sideways = away @ across
    out: Array = away / (depth**2)[..., None]
    out += (sideways * (1 / width**2 - 1 / depth**2))[..., None] * across
    out /= np.linalg.norm(out, axis=-1, keepdims=True)
    return out


def _nearest(points: Array, line: Array) -> tuple[Array, Array]:
    """Return the nearest points of a line of straight pieces, and where along it they are."""
    least, at = np.full(points.shape[:-1], np.inf), np.zeros(points.shape[:-1])
    for number, (start, end) in enumerate(pairwise(line)):
        leg = end - start
        along, square = (points @ leg) - start @ leg, leg @ leg
        share = np.clip(along / square, 0, 1)
        # The square of the distance, without the point's own square: that is the same for all.
        gap = share * (share * square - 2 * along) - 2 * (points @ start) + start @ start
        nearer = gap < least
        np.copyto(least, gap, where=nearer)
        np.copyto(at, number + share, where=nearer)
    low = np.minimum(at.astype(int), len(line) - 2)
    legs = np.diff(line, axis=0)
    return line.take(low, axis=0) + (at - low)[..., None] * legs.take(low, axis=0), at
