"""Where limbs would cut into the trunk, the head or each other: capsules against the skin."""

from functools import cache

import numpy as np

from stretchkit.body.data import Array, stations
from stretchkit.body.pose import SIDES
from stretchkit.body.segments import Body

# Limbs as tapering capsules: landmarks at the ends, how far along they start, radii in metres.
_CAPSULES = {
    "upper_arm": ("GH", "EL", 0.55, (0.042, 0.038)),
    "forearm": ("EL", "WR", 0.05, (0.040, 0.024)),
    "hand": ("WR", "MCP", 0.3, (0.020, 0.020)),
    "thigh": ("hip", "knee", 0.5, (0.075, 0.053)),
    "shank": ("knee", "ankle", 0.1, (0.050, 0.034)),
}
_ARM = ("upper_arm", "forearm", "hand")
_SAMPLES = 9
# What skin and muscle give way by when they rest on each other, metres.
SOFT = 0.012
# The part of the trunk's height, in the neutral body, that moves with each segment, metres.
_HEIGHTS = {
    "pelvis": (-0.60, -0.44),
    "lumbar": (-0.44, -0.30),
    "thorax_lower": (-0.30, -0.15),
    "thorax": (-0.15, -0.05),
}


def overlaps(body: Body) -> dict[tuple[str, str], float]:
    """Return how deep parts cut into each other, in metres, beyond what is soft; 0 is clear.

    Hands may touch what they hold, and a thigh may touch the belly above it.
    """
    limbs = {f"{name}_{side}": _samples(body, name, side) for name in _CAPSULES for side in SIDES}
    names = [f"{name}_{side}" for name in (*_ARM, "shank") for side in SIDES]
    points = np.concatenate([limbs[name][0] for name in names])
    radii = np.concatenate([limbs[name][1] for name in names])
    found: dict[tuple[str, str], float] = {}
    for part, depths in (
        ("trunk", _into_trunk(body, points, radii)),
        ("head", _into_head(body, points, radii)),
    ):
        for name, depth in zip(names, depths.reshape(len(names), -1).max(axis=1), strict=True):
            found[name, part] = float(depth)
    for first, second in _pairs():
        (a, ra), (b, rb) = limbs[first], limbs[second]
        gap = np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=2)) - ra[:, None] - rb[None]
        found[first, second] = float(-gap.min())
    return {pair: max(0.0, depth - SOFT) for pair, depth in found.items()}


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    across = [("forearm_right", "forearm_left"), ("thigh_right", "thigh_left")]
    across += [("shank_right", "shank_left"), ("upper_arm_right", "upper_arm_left")]
    for one, other in (SIDES, SIDES[::-1]):
        across.append((f"forearm_{one}", f"upper_arm_{other}"))
        for leg in ("thigh", "shank"):
            across += [(f"forearm_{one}", f"{leg}_{side}") for side in SIDES]
    return tuple(across)


def _samples(body: Body, name: str, side: str) -> tuple[Array, Array]:
    start, end, first, radii = _CAPSULES[name]
    share = np.linspace(first, 1, _SAMPLES)[:, None]
    a, b = body.point(start, side), body.point(end, side)
    return a + share * (b - a), np.linspace(*radii, _SAMPLES)


def _into_trunk(body: Body, points: Array, radii: Array) -> Array:
    rings = stations()["torso"]
    height = np.array([ring.centre[1] for ring in rings])
    sizes = np.array([(ring.centre[0], ring.half_depth, ring.half_width) for ring in rings])
    deepest = np.full(len(points), -1.0)
    for segment, (low, high) in _HEIGHTS.items():
        transform = body.transforms[segment]
        local = (points - transform[:3, 3]) @ transform[:3, :3]
        own = (local[:, 1] > low) & (local[:, 1] <= high)
        if own.any():
            x, depth, width = (np.interp(local[own, 1], height, column) for column in sizes.T)
            away = local[own][:, [0, 2]] - np.stack([x, np.zeros_like(x)], axis=1)
            share = np.sqrt((away[:, 0] / depth) ** 2 + (away[:, 1] / width) ** 2)
            gap = np.sqrt((away**2).sum(axis=1)) * (1 - 1 / np.maximum(share, 1e-6))
            deepest[own] = np.maximum(deepest[own], radii[own] - gap)
    return deepest


def _into_head(body: Body, points: Array, radii: Array) -> Array:
    centre = (body.point("vertex") + body.point("chin")) / 2
    gap: Array = radii + 0.085 - np.sqrt(((points - centre) ** 2).sum(axis=1))
    return gap
