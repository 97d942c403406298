"""Fingers that bend round what the palm lies on."""

import numpy as np

from stretchkit.body import Body
from stretchkit.body.data import Array
from stretchkit.body.pose import SIDES
from stretchkit.drawing.lofts import Lofts

FINGERS = ("index", "middle", "ring", "little")
# What a hand may hold: its own body without that arm; thighs and knees it only rests on.
_HELD = ("torso", "neck", "slope", "deltoid", "pec", "lat")
_HELD_OTHER = ("upper_arm", "forearm")
# How far a finger bends from knuckle to tip, radians, and how near (metres) the palm must be.
_BEND, _NEAR = 1.25, 0.05
# What is left at the tips of the fingers' distance from the middle of the hand: they lie together.
_CLOSED = 0.66


def bent(lofts: Lofts, body: Body, moves: Array) -> tuple[Array, Array]:
    """Return centres and half axes of the neutral rings, fingers bent; `moves` poses the rings."""
    centres, axes = lofts.centres.copy(), lofts.axes.copy()
    for side, other in (SIDES, SIDES[::-1]):
        held = [row for name in _HELD for row in _rows(lofts, name, SIDES)]
        held += [row for name in _HELD_OTHER for row in _rows(lofts, name, (other,))]
        grip = _grip(lofts, body, moves, side, held)
        if grip > 0:
            bend = _BEND * grip
            middle = centres[[_rows(lofts, finger, (side,))[0] for finger in FINGERS], 0].mean()
            for finger in FINGERS:
                rows = _rows(lofts, finger, (side,))
                turns = _turns(bend if side == "right" else -bend, len(rows))
                closed = 1 - grip * (1 - _CLOSED) * np.linspace(0, 1, len(rows))
                centres[rows, 0] = middle + closed * (centres[rows, 0] - middle)
                steps = np.diff(centres[rows], axis=0, prepend=centres[rows[:1]])
                centres[rows] = centres[rows[0]] + np.cumsum(
                    np.einsum("nij,nj->ni", turns, steps), axis=0
                )
                axes[rows] = np.einsum("nij,nkj->nki", turns, axes[rows])
    return centres, axes


def _rows(lofts: Lofts, name: str, sides: tuple[str, ...]) -> list[int]:
    keys = [name] if name in lofts.places else [f"{name}.{side}" for side in sides]
    return [row for key in keys for row in range(lofts.places[key].start, lofts.places[key].stop)]


def _grip(lofts: Lofts, body: Body, moves: Array, side: str, held: list[int]) -> float:
    """Return 1 where the palm lies on something, 0 where nothing is near."""
    palm = body.point("palm", side)
    inward = body.transforms[f"hand_{side}"][:3, 2] * (-1 if side == "right" else 1)
    at = moves[held]
    way = np.einsum("nij,nj->ni", at[:, :3, :3], lofts.centres[held]) + at[:, :3, 3] - palm
    size = np.sqrt((lofts.axes[held, :2] ** 2).sum(axis=2)).min(axis=1)
    gap = np.sqrt((way**2).sum(axis=1)) - size
    gap = gap[way @ inward > 0]
    return float(np.clip(1.5 - gap.min() / _NEAR, 0, 1)) if len(gap) else 0.0


def _turns(bend: float, count: int) -> Array:
    """Return turns about the line of the knuckles that grow from the first ring to the last."""
    angles = bend * np.linspace(0, 1, count)
    c, s = np.cos(angles), np.sin(angles)
    turns = np.zeros((count, 3, 3))
    turns[:, 0, 0] = 1
    turns[:, 1, 1], turns[:, 1, 2], turns[:, 2, 1], turns[:, 2, 2] = c, -s, s, c
    return turns
