"""Rotations and 4 × 4 transforms. X is forward, Y is up, Z is to the subject's right."""

from math import cos, sin

import numpy as np

from stretchkit.body.data import Array

MIRROR = np.array([1.0, 1.0, -1.0])


def turn_x(angle: float) -> Array:
    """Return the rotation about X by an angle in radians."""
    c, s = cos(angle), sin(angle)
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def turn_y(angle: float) -> Array:
    """Return the rotation about Y by an angle in radians."""
    c, s = cos(angle), sin(angle)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def turn_z(angle: float) -> Array:
    """Return the rotation about Z by an angle in radians."""
    c, s = cos(angle), sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def axis_turn(axis: Array, angle: float) -> Array:
    """Return the rotation about a unit axis by an angle in radians."""
    c, s = cos(angle), sin(angle)
    x, y, z = axis
    d = 1 - c
    return np.array(
        [
            [c + x * x * d, x * y * d - z * s, x * z * d + y * s],
            [x * y * d + z * s, c + y * y * d, y * z * d - x * s],
            [x * z * d - y * s, y * z * d + x * s, c + z * z * d],
        ]
    )


def compose(turn: Array, shift: Array) -> Array:
    """Return the transform that turns, then shifts."""
    transform = np.eye(4)
    transform[:3, :3] = turn
    transform[:3, 3] = shift
    return transform


def about(centre: Array, turn: Array) -> Array:
    """Return the transform that turns about a point."""
    return compose(turn, centre - turn @ centre)


def moved(transform: Array, points: Array) -> Array:
    """Return points, one a row, carried by a transform."""
    carried: Array = points @ transform[:3, :3].T + transform[:3, 3]
    return carried


def mirrored(transform: Array) -> Array:
    """Return the same transform seen in the plane between left and right."""
    flip = np.array([1.0, 1.0, -1.0, 1.0])
    seen: Array = flip[:, None] * transform * flip
    return seen
