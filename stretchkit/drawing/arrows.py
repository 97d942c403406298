"""Arrows that are seen whole: which way a muscle changes must not be cut in half."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stretchkit.body.data import Array
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.pieces import arrow
from stretchkit.drawing.scene import Shape
from stretchkit.drawing.seen import Flags, Layers
from stretchkit.drawing.sheets import Muscle

_STYLES = ("arrow_edge", "arrow")
# Every so many rows and columns of a sheet are asked; a fibre's way is that over as many points.
_EACH, _WAY = 3, 4


def seen_whole(muscles: Sequence[Muscle], painted: Sequence[Shape], layers: Layers) -> list[Shape]:
    """Return a picture in which each muscle's arrows stand where all of them is seen.

    A muscle of which too little is seen for them has none.
    """
    arrows = {
        f"{muscle.name}.{muscle.side}": _placed(muscle, layers)
        for muscle in muscles
        if abs(muscle.change) >= TELLING
    }
    found = []
    for shape in painted:
        if shape.style not in _STYLES:
            found.append(shape)
        elif (points := arrows[shape.key]) is not None:
            found.append(replace(shape, points=points))
    return found


def middles(painted: Sequence[Shape]) -> dict[str, Array]:
    """Return the middle of the arrows of each muscle that has some."""
    return {
        shape.key: np.nanmean(shape.points, axis=0) for shape in painted if shape.style == "arrow"
    }


def _placed(muscle: Muscle, layers: Layers) -> Array | None:
    """Return the arrows of a muscle at its middle, or else amid the places that show them whole."""
    middle, along = muscle.largest.middle
    key, longer = f"{muscle.name}.{muscle.side}", muscle.change > 0
    first = arrow(middle, along, longer=longer)
    if _whole(key, first[None], layers)[0]:
        return first
    rows = muscle.largest.whole.points[1:-1:_EACH]
    at = rows[:, _WAY:-_WAY:_WAY].reshape(-1, 2)
    way = (rows[:, 2 * _WAY :: _WAY] - rows[:, : -2 * _WAY : _WAY]).reshape(-1, 2)
    long = np.hypot(*way.T)
    at, way = at[long > 0], way[long > 0] / long[long > 0, None]
    level = arrow(np.zeros(2), np.array([np.hypot(*along), 0.0]), longer=longer)
    every = at[:, None] + level @ np.stack([way, way[:, ::-1] * (-1, 1)], axis=1)
    whole = every[_whole(key, every, layers)] if len(every) else every
    if not len(whole):
        return None
    middles = np.nanmean(whole, axis=1)
    nearest: Array = whole[np.argmin(np.hypot(*(middles - middles.mean(axis=0)).T))]
    return nearest


def _whole(key: str, arrows: Array, layers: Layers) -> Flags:
    """Return which arrows lie on their muscle with their shafts, and under nothing at all."""
    inked = ~np.isnan(arrows[0, :, 0])
    points = arrows[:, inked]
    bare = layers.bare(key, points.reshape(-1, 2)).reshape(points.shape[:2])
    shafts = _shafts(arrows)
    on = layers.on(key, shafts.reshape(-1, 2)).reshape(shafts.shape[:2])
    return np.array([one.all() for one in np.concatenate([bare, on], axis=1)])


def _shafts(arrows: Array) -> Array:
    """Return the ends of both shafts of each arrow: the last two points of each half."""
    half = arrows.shape[1] // 2
    ends = [half - 2, half - 1, -2, -1]
    return arrows[:, ends]
