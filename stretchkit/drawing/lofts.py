"""The skin of the neutral body: rings along lofts of elliptical stations."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from stretchkit.body.data import NECK, SEGMENTS, TRUNK, Array, Station, stations
from stretchkit.body.pose import SIDES
from stretchkit.body.turns import MIRROR

MIDDLE = ("torso", "neck", "cranium", "jaw", "nose", "lips", "hair", "seat")
_AXIAL = (*TRUNK, *NECK)
# Distance of rings along a loft and their thickness, as shares of their size, and limits in metres.
_SPACING, _SPACING_HEAD, _THICK, _THIN, _RANGE = 0.7, 0.24, 0.5, 0.003, (0.012, 0.036)
# A loft ends in a dome, with rings at these shares of its height, unless it is cut off.
_DOME = np.array([0.0, 0.2, 0.8])
_CUT = ("neck", "seat", "leg_of_shorts", "hair", "cranium")


@dataclass(frozen=True)
class Lofts:
    """All rings of the neutral body: centres, half axes, weights, and each loft's place."""

    names: tuple[str, ...]
    centres: Array
    axes: Array
    weights: Array
    places: dict[str, slice]


@cache
def lofts() -> Lofts:
    names = (
        *_AXIAL,
        *(f"{name}_{side}" for name in SEGMENTS if name not in _AXIAL for side in SIDES),
    )
    centres, axes, weights = [], [], []
    places: dict[str, slice] = {}
    count = 0
    for loft, rings in stations().items():
        centre, axis, blend = _close_rings(rings, loft in _CUT)
        for side in SIDES:
            if loft in MIDDLE and side == "left":
                continue
            flip = MIRROR if side == "left" else np.ones(3)
            table = np.zeros((len(centre), len(names)))
            for segment, share in blend.items():
                own = segment if segment in _AXIAL else f"{segment}_{side}"
                table[:, names.index(own)] = share
            centres.append(centre * flip)
            axes.append(axis * flip)
            weights.append(table)
            key = loft if loft in MIDDLE else f"{loft}.{side}"
            places[key] = slice(count, count + len(centre))
            count += len(centre)
    return Lofts(
        names, np.concatenate(centres), np.concatenate(axes), np.concatenate(weights), places
    )


def _close_rings(rings: tuple[Station, ...], cut: bool) -> tuple[Array, Array, dict[str, Array]]:
    """Return close rings along stations: centres, half axes (width, depth, along), weights."""
    points = np.array([ring.centre for ring in rings])
    sizes = np.array([(ring.half_width, ring.half_depth) for ring in rings])
    gaps = np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1))
    along = np.concatenate([[0], np.cumsum(gaps)])
    girth = sizes.mean(axis=1)
    spacing = _SPACING_HEAD if "skull" in rings[0].weights else _SPACING
    places = [0.0]
    while places[-1] < along[-1]:
        own = float(np.interp(places[-1], along, girth))
        places.append(places[-1] + float(np.clip(spacing * own, *_RANGE)))
    at = np.array(places) * along[-1] / places[-1]
    domed = np.ones((len(at), 1))
    if not cut:
        first, last = 0.5 * girth[[0, -1]]
        inner = at[(at > first * 1.2) & (at < along[-1] - last * 1.2)]
        at = np.concatenate([first * _DOME, inner, along[-1] - last * _DOME[::-1]])
        share = np.minimum(at / first, (along[-1] - at) / last)
        domed = np.sqrt(1 - np.clip(1 - share, 0, 0.98) ** 2)[:, None]
    inward = np.minimum(at, along[-1] - at)
    thickness = np.clip(0.6 * inward, _THIN, _THICK * np.interp(at, along, girth))
    centre = _smooth(along, points, at)
    size = _smooth(along, sizes, at) * domed
    tangent = np.gradient(centre, at, axis=0)
    tangent /= np.sqrt((tangent**2).sum(axis=1))[:, None]
    side = np.where(np.abs(tangent[:, 2:]) < 0.8, [[0.0, 0.0, 1.0]], [[0.0, 1.0, 0.0]])
    width = side - (side * tangent).sum(axis=1)[:, None] * tangent
    width /= np.sqrt((width**2).sum(axis=1))[:, None]
    depth = np.cross(tangent, width)
    axes = np.stack(
        [width * size[:, :1], depth * size[:, 1:], tangent * thickness[:, None]], axis=1
    )
    segments = sorted({name for ring in rings for name in ring.weights})
    blend = {
        name: np.interp(at, along, [ring.weights.get(name, 0.0) for ring in rings])
        for name in segments
    }
    return centre, axes, blend


def _smooth(along: Array, values: Array, at: Array) -> Array:
    """Return values on a cubic through the stations that does not overshoot sharp turns."""
    slope = np.gradient(values, along, axis=0)
    left = np.clip(np.searchsorted(along, at, side="right") - 1, 0, len(along) - 2)
    gap = (along[left + 1] - along[left])[:, None]
    u = (at - along[left])[:, None] / gap
    start, end = values[left], values[left + 1]
    smooth: Array = (
        start * (1 + 2 * u) * (1 - u) ** 2
        + end * u * u * (3 - 2 * u)
        + gap * u * (1 - u) * (slope[left] * (1 - u) - slope[left + 1] * u)
    )
    return smooth
