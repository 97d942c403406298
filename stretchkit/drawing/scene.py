"""A drawing is a list of shapes; painters know colours and lines, and no anatomy."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

View = Literal["back", "front", "side", "whole"]
Layer = Literal["skin", "superficial", "intermediate", "deep", "bones"]
Kind = Literal["polygon", "line", "dot", "label"]


@dataclass(frozen=True)
class Shape:
    """One thing to paint.

    Parameters
    ----------
    kind
        A filled outline, an open line, a dot, or a word.
    key
        What it shows, a muscle, a bone, a part of the body, with its side:
        `levator_scapulae.right`.
    style
        A class of looks, such as `skin`, `bone`, `fibre`; the colours are in `style.py`.
    depth
        In millimetres towards the viewer; what is nearer is painted later.
    points
        n × 2, in millimetres of the picture: x to the right, y up. A word has one, and at each
        of a dot's there is one dot.
        In a line or a polygon a row of NaN lifts the pen: what follows is a new piece.
    value
        The muscle's change of length in per cent, where the colour shows it.
    text
        The word of a label.
    """

    kind: Kind
    key: str
    style: str
    depth: float
    points: NDArray[np.float64]
    value: float | None = None
    text: str = ""


@dataclass(frozen=True)
class Scene:
    """Shapes in the order of painting, inside a frame (left, bottom, right, top) in millimetres."""

    view: View
    layer: Layer
    frame: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]
