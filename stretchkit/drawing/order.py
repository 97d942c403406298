"""Which part of the figure lies in front of which."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from stretchkit.body.data import Array
from stretchkit.body.pose import SIDES
from stretchkit.drawing.flesh import Rings

# Parts behind the muscles and bones get depths from UNDER up, parts before them from OVER up.
UNDER, OVER = -2000.0, 2000.0
_STEP = 10.0
# How much nearer than it is (mm) a limb counts, so that it is painted over a trunk it touches.
_LIMB_FIRST = 25.0
# By how much more (mm) a forearm does on the other arm: its hand lies on what it holds.
_HAND_FIRST = 10.0
# The same where they do not overlap: an arm at the side lies over the shoulder's outline.
_TRUNK_BACK = 60.0
# Not every ring is needed to tell.
_EVERY = 3


def depths(found: Rings, parts: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return a depth for each part, so that what lies nearer where two overlap is painted later."""
    names = list(parts)
    nearer, touch = _nearer(found, parts)
    mean = [found.centres[found.rows(lofts), 2].mean() for lofts in parts.values()]
    mean[names.index("trunk")] -= _TRUNK_BACK
    left, order = list(range(len(names))), list[int]()
    while left:
        free = [i for i in left if not (nearer[i, left] > 0).any()]
        order.append(min(free or left, key=lambda i: (mean[i], i)))
        left.remove(order[-1])
    # A forearm that crosses the trunk, with nothing but such forearms on it, hides muscles too.
    over: list[int] = []
    for place in range(len(order) - 1, order.index(names.index("trunk")), -1):
        covered = any(touch[order[place], i] and i not in over for i in order[place + 1 :])
        if names[order[place]].startswith("forearm") and not covered:
            over.append(order[place])
    return {
        names[i]: (OVER if i in over else UNDER) + _STEP * place for place, i in enumerate(order)
    }


def _nearer(found: Rings, parts: Mapping[str, Sequence[str]]) -> tuple[Array, Array]:
    """Return how much nearer (mm) each part is than each other where they overlap, and if so."""
    rows = [found.rows(lofts)[::_EVERY] for lofts in parts.values()]
    at = np.concatenate(rows)
    start = np.cumsum([0, *map(len, rows[:-1])])
    spread = found.spread[at]
    size = np.sqrt(np.sqrt(spread[:, 0, 0] * spread[:, 1, 1] - spread[:, 0, 1] ** 2))
    x, y, z = found.centres[at].T
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    # Small rings count most, so that the hand tells where a forearm belongs.
    lap = np.maximum(0.9 * (size[:, None] + size) - apart, 0) / np.minimum(size[:, None], size) ** 2
    total, gain = (
        np.add.reduceat(np.add.reduceat(values, start, axis=0), start, axis=1)
        for values in (lap, lap * (z[:, None] - z))
    )
    limb = _LIMB_FIRST * np.array([name != "trunk" for name in parts])
    mean = gain / np.maximum(total, 1e-6) + limb[:, None] - limb + _held(tuple(parts))
    np.fill_diagonal(total, 0)
    return np.where(total > 0, mean, 0), total


@cache
def _held(names: tuple[str, ...]) -> Array:
    """Return how much nearer than it is each part counts than each other for what it may hold."""
    held = np.zeros((len(names), len(names)))
    for side, other in (SIDES, SIDES[::-1]):
        if f"forearm.{side}" in names and f"upper_arm.{other}" in names:
            hand, arm = names.index(f"forearm.{side}"), names.index(f"upper_arm.{other}")
            held[hand, arm], held[arm, hand] = _HAND_FIRST, -_HAND_FIRST
    return held
