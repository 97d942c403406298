"""Muscles: sheets of fibres, straight or round the trunk. What is drawn is what is measured."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import LIMBS, SEGMENTS, Array, Sheet, sheets, surfaces
from stretchkit.body.segments import Body
from stretchkit.body.turns import MIRROR
from stretchkit.body.wall import along_wall

# Points along the bent part of a fibre, from where it meets the ribs to where it leaves them.
_BEND = 9
POINTS = _BEND + 2
_SHARES = np.linspace(0, 1, POINTS)


@dataclass(frozen=True)
class _Plan:
    """All muscles at once: which points to carry, and how fibres are strung between them.

    `from_trunk` is where the legs on the wall start, in the neutral body.
    """

    points: Array
    segments: NDArray[np.intp]
    mix: Array
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    on_ribs: NDArray[np.bool_]
    on_wall: NDArray[np.bool_]
    from_trunk: Array
    fibre_of: NDArray[np.intp]
    first_fibre: NDArray[np.intp]
    muscles: tuple[str, ...]


def _spread(fibres: int, points: int) -> Array:
    """Return the weights that spread fibres evenly along an edge of so many points."""
    at = np.linspace(0, points - 1, fibres) if fibres > 1 else np.array([(points - 1) / 2])
    weights: Array = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(points)))
    return weights


@cache
def _plan() -> _Plan:
    every: tuple[Sheet, ...] = sheets()
    names: list[str] = []
    points, blocks = [], []
    starts, ends, wraps, fibre_of, first_fibre = [], [], [], [], []
    node = fibre = 0
    for sheet in every:
        first_fibre.append(fibre)
        for number, (segments, edge) in enumerate(sheet.edges):
            names.extend(segments)
            points.append(edge)
            blocks.append(_spread(sheet.fibres, len(edge)))
            nodes = np.arange(node, node + sheet.fibres)
            node += sheet.fibres
            if number:
                starts.append(nodes - sheet.fibres)
                ends.append(nodes)
                wraps.append(np.full(sheet.fibres, sheet.wrap))
                fibre_of.append(np.arange(fibre, fibre + sheet.fibres))
        fibre += sheet.fibres
    mix = np.zeros((node, len(names)))
    row = column = 0
    for block in blocks:
        mix[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    wrap, first = np.concatenate(wraps), np.concatenate(starts)
    return _Plan(
        np.concatenate(points),
        np.array([SEGMENTS.index(name) for name in names]),
        mix,
        first,
        np.concatenate(ends),
        wrap == "ribs",
        wrap == "wall",
        (mix @ np.concatenate(points))[first[wrap == "wall"]],
        np.concatenate(fibre_of),
        np.array(first_fibre),
        tuple(sheet.muscle for sheet in every),
    )


def muscle_names() -> tuple[str, ...]:
    """Return the muscles in the order of the tables."""
    return _plan().muscles


def starts() -> NDArray[np.intp]:
    """Return the number of each muscle's first fibre."""
    return _plan().first_fibre


def _strings(body: Body, side: str) -> Array:
    """Return every leg of every fibre of a side as points (legs, POINTS, 3) in the world."""
    plan = _plan()
    names = [f"{name}_{side}" if name in LIMBS else name for name in SEGMENTS]
    stack = np.stack([body.transforms[name] for name in names])[plan.segments]
    flip = MIRROR if side == "left" else np.ones(3)
    carried = np.einsum("nij,nj->ni", stack[:, :3, :3], plan.points * flip) + stack[:, :3, 3]
    nodes = plan.mix @ carried
    start, end = nodes[plan.starts], nodes[plan.ends]
    strings = start[:, None] + _SHARES[:, None] * (end - start)[:, None]
    ribs = body.transforms["thorax"]
    local = ((nodes - ribs[:3, 3]) @ ribs[:3, :3]) * flip
    bent, which = _bend(local[plan.starts], local[plan.ends], plan.on_ribs)
    strings[which, 1:-1] = (bent * flip) @ ribs[:3, :3].T + ribs[:3, 3]
    to_limb = local[plan.ends[plan.on_wall]]
    strings[plan.on_wall, 1:-1] = along_wall(body, plan.from_trunk, to_limb, _SHARES[1:-1], flip)
    found: Array = strings
    return found


def _bend(start: Array, end: Array, wraps: NDArray[np.bool_]) -> tuple[Array, NDArray[np.intp]]:
    """Return the bent part of the legs that the ribs push out, and which legs those are.

    A band on a smooth surface bends along the surface's normal. So a leg is bent in the plane
    of its ends and of the normal where it runs deepest. Seen so that the ribs become a ball,
    that plane cuts a circle, and the leg goes to it, along it and leaves: a closed form that
    needs no guess from another pose. An end inside the ribs is put on them first, so that a leg
    does not jump from straight to bent.
    """
    ribs = surfaces()["ribs"]
    a, b = ribs.inside(start), ribs.inside(end)
    far_a, far_b = np.sqrt(_dot(a, a)), np.sqrt(_dot(b, b))
    pushed = ((far_a < 1) | (far_b < 1))[:, 0]
    a, b = a / np.minimum(1, far_a), b / np.minimum(1, far_b)
    along = _unit(b - a)
    deepest = a - _dot(a, along) * along
    which = np.flatnonzero(wraps & (pushed | (_dot(deepest, deepest)[:, 0] < 1)))
    a, b, along, deepest = a[which], b[which], along[which], deepest[which]
    straight = a[:, None] + np.linspace(0, 1, _BEND)[:, None] * (b - a)[:, None]
    normal = _unit(np.cross(along, deepest / ribs.radii**2))
    centre = _dot(a, normal) * normal
    radius = np.sqrt(np.maximum(1 - _dot(centre, centre), 1e-12))
    a, b = (a - centre) / radius, (b - centre) / radius
    ahead = _unit(a)
    aside = _unit(b - _dot(b, ahead) * ahead)
    enter = _reach(a)
    leave = np.arctan2(_dot(b, aside), _dot(b, ahead)) - _reach(b)
    bent = (leave > enter)[:, 0]
    angle = enter + np.linspace(0, 1, _BEND) * (leave - enter)
    circle = np.cos(angle)[..., None] * ahead[:, None] + np.sin(angle)[..., None] * aside[:, None]
    ball = centre[:, None] + radius[..., None] * circle
    ball = np.where(bent[:, None, None], ball, straight)
    kept = bent | pushed[which]
    return ribs.outside(ball[kept]), which[kept]


def _reach(point: Array) -> Array:
    """Return the angle between a point and where its tangent touches a circle of radius 1."""
    reach: Array = np.arccos(1 / np.maximum(1, np.sqrt(_dot(point, point))))
    return reach


def _dot(a: Array, b: Array) -> Array:
    product: Array = (a * b).sum(axis=-1, keepdims=True)
    return product


def _unit(vectors: Array) -> Array:
    directions: Array = vectors / np.sqrt(_dot(vectors, vectors))
    return directions


def fibre_lengths(body: Body, side: str) -> Array:
    """Return the length of every fibre of a side in metres, muscle after muscle."""
    plan = _plan()
    steps = np.diff(_strings(body, side), axis=1)
    legs = np.sqrt((steps**2).sum(axis=2)).sum(axis=1)
    lengths: Array = np.bincount(plan.fibre_of, weights=legs).astype(np.float64)
    return lengths


def fibre_paths(body: Body, side: str) -> dict[str, Array]:
    """Return the fibres of a side, muscle → (fibres, points, 3) in metres, origin first."""
    plan = _plan()
    strings = _strings(body, side)
    last = [*plan.first_fibre[1:], int(plan.fibre_of.max()) + 1]
    paths = {}
    for muscle, first, end in zip(plan.muscles, plan.first_fibre, last, strict=True):
        own = strings[(plan.fibre_of >= first) & (plan.fibre_of < end)]
        paths[muscle] = np.concatenate(own.reshape(-1, end - first, POINTS, 3), axis=1)
    return paths
