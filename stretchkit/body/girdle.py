"""The shoulder girdle: the collarbone turns, and the blade glides on the ribs.

The collarbone puts the acromioclavicular joint in its place; the blade's two medial corners
must stay as deep as they are at rest in an ellipsoid fixed to the ribs (van der Helm 1994).
Two turns of the blade are free for that, and are solved here, from the same guesses each time,
so that a pose does not depend on the one before it.
"""

from functools import cache

import numpy as np

from stretchkit.body.data import Array, landmarks, surfaces
from stretchkit.body.turns import about, axis_turn, compose, turn_x, turn_y

CLOSED = 1e-9
# Guesses tried in turn, each a swing and a lean in radians added to the first guess.
_GUESSES = np.radians([(0, 0), (0, 20), (0, -20), (20, 0), (-20, 0), (20, 20), (-20, -20)])
_LONGEST_STEP = np.radians(8.0)


class GirdleError(RuntimeError):
    """The shoulder girdle did not close; inside the ranges of a pose this does not happen."""


@cache
def _rest() -> tuple[Array, Array, Array, Array, Array, Array]:
    named = landmarks()
    joint, spine, tip, angle, hinge = (named[key].point for key in ("AC", "TS", "IA", "AA", "SC"))
    lean = angle - spine
    normal = np.cross(tip - angle, spine - angle)
    normal *= -np.sign(normal[0])
    corners = np.stack([spine, tip])
    levels = (surfaces()["girdle"].inside(corners) ** 2).sum(axis=1)
    return joint, hinge, corners, lean / _norm(lean), normal / _norm(normal), levels


def _norm(vector: Array) -> float:
    return float(np.sqrt(vector @ vector))


def girdle(protraction: float, depression: float, upward: float) -> tuple[Array, Array]:
    """Return where the right collarbone and blade go, in the neutral frame of the ribs.

    Parameters
    ----------
    protraction, depression, upward
        Turns of the collarbone forward and down, and of the blade upward, in radians.

    Returns
    -------
    tuple of (4, 4) arrays
        Transforms of collarbone and blade.

    Raises
    ------
    GirdleError
        If no turn of the blade keeps it on the ribs.
    """
    joint, hinge, corners, lean_axis, normal, levels = _rest()
    collarbone = about(hinge, turn_y(protraction) @ turn_x(depression))
    placed = collarbone[:3, :3] @ joint + collarbone[:3, 3]
    arms = (corners - joint) @ axis_turn(normal, upward).T
    guess = np.array([0.6 * protraction, 0.0])
    for extra in _GUESSES:
        found = _glide(placed, arms, lean_axis, levels, guess + extra)
        if found is not None:
            swing, lean = found
            turn = turn_y(swing) @ axis_turn(lean_axis, lean) @ axis_turn(normal, upward)
            return collarbone, compose(turn, placed - turn @ joint)
    degrees = np.degrees([protraction, depression, upward])
    raise GirdleError("the girdle does not close at {:g}, {:g}, {:g}".format(*degrees))


def _glide(
    placed: Array, arms: Array, lean_axis: Array, levels: Array, start: Array
) -> tuple[float, float] | None:
    """Return the swing and lean that keep the blade's corners at their levels, by Newton steps."""
    swing, lean = start
    ribs = surfaces()["girdle"]
    for _ in range(40):
        leaned = arms @ axis_turn(lean_axis, lean).T
        turn = turn_y(swing)
        spokes = leaned @ turn.T
        offset = ribs.inside(spokes + placed)
        miss = (offset**2).sum(axis=1) - levels
        if np.abs(miss).max() < CLOSED:
            return float(swing), float(lean)
        slope = 2 * offset / ribs.radii @ ribs.axes.T
        by_swing = slope[:, 0] * spokes[:, 2] - slope[:, 2] * spokes[:, 0]
        by_lean = (slope * (np.cross(lean_axis, leaned) @ turn.T)).sum(axis=1)
        step = np.linalg.lstsq(np.stack([by_swing, by_lean], axis=1), -miss, rcond=1e-3)[0]
        step *= min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        swing, lean = swing + step[0], lean + step[1]
    return None
