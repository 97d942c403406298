"""Scenes as compact bytes, for the canvas in the page to read (`shared/painter.js`).

A header of JSON (its length first), then 16-bit numbers: six columns that describe each shape,
the size of each outline, for each scene the numbers of its shapes, and all points, x before y.
Each number is the step from the one before, small steps of either sense made small numbers, and
all low bytes stand before all high ones: so they are squeezed well.
Scenes sent together say only once what they share.
"""

import json
import struct
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from stretchkit.drawing.scene import Scene, Shape

KINDS = ("polygon", "line", "dot", "label")
# What stands for "no value" and for a row of NaN, which lifts the pen.
NO_VALUE = LIFTED = -32768
_FARTHEST = 32767
# Tenths of a per cent, and of a millimetre if not told otherwise: ±3.2 m fit in 16 bits.
_PER_CENT = 10


def encode(scenes: Sequence[Scene], unit_mm: float = 0.1) -> bytes:
    """Return scenes as bytes, their points rounded to `unit_mm`.

    The scenes share view and layer; a shape or an outline that comes again is sent once.

    Raises
    ------
    ValueError
        If a point does not fit in 16 bits.
    """
    rounded = iter(_rounded([shape for scene in scenes for shape in scene.shapes], unit_mm))
    strings: dict[str, int] = {}
    sizes: list[int] = []
    outlines: dict[bytes, int] = {}
    rows: dict[tuple[int, ...], int] = {}

    def number(shape: Shape) -> int:
        points = next(rounded)
        if points not in outlines:
            outlines[points] = len(sizes)
            sizes.append(len(shape.points))
        value = NO_VALUE
        if shape.value is not None:
            value = max(-_FARTHEST, min(_FARTHEST, round(shape.value * _PER_CENT)))
        words = (shape.key, shape.style, shape.text)
        named = (strings.setdefault(word, len(strings)) for word in words)
        row = (KINDS.index(shape.kind), *named, value, outlines[points])
        return rows.setdefault(row, len(rows))

    order = [[number(shape) for shape in scene.shapes] for scene in scenes]
    points = np.frombuffer(b"".join(outlines), "<i2").reshape(-1, 2)
    head = {
        "view": scenes[0].view,
        "layer": scenes[0].layer,
        "frames": [scene.frame for scene in scenes],
        "unit": unit_mm,
        "strings": list(strings),
        "shapes": len(rows),
        "outlines": len(sizes),
        "counts": [len(own) for own in order],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = (
        np.array(list(rows), "<i2").T,
        np.array(sizes, "<i2"),
        np.array([index for own in order for index in own], "<u2").astype("<i2"),
        points.T,
    )
    stream = np.concatenate([part.ravel() for part in numbers])
    return struct.pack("<I", len(text)) + text + _as_steps(stream)


def _as_steps(numbers: np.ndarray) -> bytes:
    # Steps wrap round in 16 bits, and so does the sum that undoes them.
    steps = np.diff(numbers, prepend=np.int16(0)).astype("<i2")
    folded = (steps << 1) ^ (steps >> 15)
    return np.frombuffer(folded.astype("<i2").tobytes(), "u1").reshape(-1, 2).T.tobytes()


def _rounded(shapes: Sequence[Shape], unit_mm: float) -> list[bytes]:
    """Return the points of each shape; all at once, since many small arrays are slow."""
    points = np.round(np.concatenate([np.empty((0, 2)), *(s.points for s in shapes)]) / unit_mm)
    ends = np.cumsum([len(shape.points) for shape in shapes])
    far = np.flatnonzero(np.abs(points).max(axis=1) > _FARTHEST)
    if len(far):
        key = shapes[np.searchsorted(ends, far[0], side="right")].key
        raise ValueError(f"{key} lies outside of what can be sent")
    points[np.isnan(points)] = LIFTED
    data = points.astype("<i2").tobytes()
    return [data[4 * start : 4 * end] for start, end in pairwise([0, *ends.tolist()])]
