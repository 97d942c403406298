"""The wall of the trunk, from the ribs to the crest of the hip bone: it bends with the spine.

A broad sheet such as latissimus lies on it. A fibre is strung in the neutral trunk, where every
height has its own half ellipse, and is then carried by the segments that carry that height.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from stretchkit.body.data import TRUNK, Array, wall
from stretchkit.body.segments import Body


@dataclass(frozen=True)
class _Wall:
    """The cross-sections, from the lowest up: heights, centres, half axes and weights."""

    heights: Array
    columns: Array
    weights: Array

    def at(self, heights: Array) -> tuple[Array, Array]:
        """Return the centre and half axes (x and z) at some heights, (…, 2) each."""
        found = np.stack([np.interp(heights, self.heights, own) for own in self.columns], axis=-1)
        return found[..., :2], found[..., 2:]


@cache
def _wall() -> _Wall:
    rings = wall()
    columns = [(*ring.centre[[0, 2]], ring.half_depth, ring.half_width) for ring in rings]
    weights = [[ring.weights.get(name, 0.0) for name in TRUNK] for ring in rings]
    heights = np.array([ring.centre[1] for ring in rings])
    return _Wall(heights, np.array(columns).T, np.array(weights).T)


def along_wall(body: Body, start: Array, end: Array, shares: Array, flip: Array) -> Array:
    """Return points of fibres on the wall, (fibres, shares, 3) in the world.

    `start` is in the neutral body, fixed to the trunk, and `end` in the frame of the ribs, where
    the arm hangs from them; both as if on the right. `flip` mirrors what is found for the left.
    """
    sections = _wall()
    a, b = (
        (points[:, [0, 2]] - centre) / half
        for points in (start, end)
        for centre, half in [sections.at(points[:, 1])]
    )
    height = start[:, 1:2] + shares * (end - start)[:, 1:2]
    centre, half = sections.at(height)
    flat = centre + half * _round(a, b, shares)
    points = np.stack([flat[..., 0], height, flat[..., 1]], axis=-1) * flip
    weights = np.stack([np.interp(height, sections.heights, own) for own in sections.weights], -1)
    moves = np.tensordot(weights, np.stack([body.transforms[name] for name in TRUNK]), axes=1)
    carried: Array = np.einsum("npij,npj->npi", moves[..., :3, :3], points) + moves[..., :3, 3]
    return carried


def _round(a: Array, b: Array, shares: Array) -> Array:
    """Return points of the shortest way from a to b outside a circle of radius 1, spread evenly.

    The way leads round by the side, so it never changes sides. Where nothing is in between, it is
    straight; an end inside the circle is put on it.
    """
    a, b = (ends * np.maximum(1, 1 / np.hypot(*ends.T))[:, None] for ends in (a, b))
    far_a, far_b = (np.maximum(1, np.hypot(*ends.T)) for ends in (a, b))
    enter = np.arctan2(*a.T) + np.arccos(1 / far_a)
    leave = np.arctan2(*b.T) - np.arccos(1 / far_b)
    before, after = np.sqrt(far_a**2 - 1), np.sqrt(far_b**2 - 1)
    arc = np.maximum(leave - enter, 0)
    gone = shares * (before + arc + after)[:, None] - before[:, None]
    turned = np.clip(gone, 0, arc[:, None])
    sine, cosine = np.sin(enter[:, None] + turned), np.cos(enter[:, None] + turned)
    off = gone - turned
    bent = np.stack([sine + off * cosine, cosine - off * sine], axis=-1)
    straight = a[:, None] + shares[:, None] * (b - a)[:, None]
    way: Array = np.where((arc > 0)[:, None, None], bent, straight)
    return way
