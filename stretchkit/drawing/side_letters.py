"""R and L on a picture, where the person's right and left are seen."""

import numpy as np

from stretchkit.drawing.camera import Camera
from stretchkit.drawing.scene import Shape

_FRONT = 1e6


def side_letters(
    camera: Camera, left: float, right: float, height: float, *, style: str = "side_letter"
) -> list[Shape]:
    """Return R and L at the left and right end of a picture; from a side, the near side's alone.

    Parameters
    ----------
    camera : Camera
        The view that the letters are of.
    left, right, height : float
        Where the middles of the two letters go, in the picture's millimetres.
    style : str
        The style of the letters.

    Returns
    -------
    list of Shape
        Labels with the keys "side.R" and "side.L".
    """
    if camera.is_from_a_side:
        places = [("R" if camera.axes[2] @ camera.across > 0 else "L", left)]
    else:
        way = int(camera.axes[0] @ camera.across > 0)
        ends = (left, right)
        places = [("R", ends[way]), ("L", ends[1 - way])]
    return [
        Shape("label", f"side.{letter}", style, _FRONT, np.array([[x, height]]), text=letter)
        for letter, x in places
    ]


def corner_letters(camera: Camera) -> list[Shape]:
    """Return R and L in the upper corners of a view's own frame."""
    left, _, right, top = camera.frame
    tail, size = ("_large", 105.0) if camera.view == "whole" else ("", 62.0)
    return side_letters(camera, left + size, right - size, top - size, style=f"side_letter{tail}")
