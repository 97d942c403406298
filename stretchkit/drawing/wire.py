"""Scenes as compact bytes, for the canvas in the page to read (`shared/painter.js`).

A header of JSON (its length first), then 16-bit numbers, low byte first: a row for each shape,
the size of each outline, for each scene the numbers of its shapes, and all points, each as the
step from the one before.
Scenes sent together say only once what they share.
"""

import json
import struct
from collections.abc import Sequence

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
    strings: dict[str, int] = {}
    sizes: list[int] = []
    outlines: dict[bytes, int] = {}
    rows: dict[tuple[int, ...], int] = {}

    def number(shape: Shape) -> int:
        points = _rounded(shape, unit_mm).tobytes()
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
    text += b" " * (len(text) % 2)
    numbers = (
        np.array(list(rows), "<i2"),
        np.array(sizes, "<i2"),
        np.array([index for own in order for index in own], "<u2"),
        # Steps wrap round in 16 bits, and so does the sum that undoes them.
        np.diff(points, axis=0, prepend=np.zeros((1, 2), "<i2")).astype("<i2").T,
    )
    return struct.pack("<I", len(text)) + text + b"".join(part.tobytes() for part in numbers)


def _rounded(shape: Shape, unit_mm: float) -> np.ndarray:
    points = np.round(shape.points / unit_mm)
    lifted = np.isnan(points)
    if np.abs(points[~lifted]).max(initial=0) > _FARTHEST:
        raise ValueError(f"{shape.key} lies outside of what can be sent")
    return np.where(lifted, LIFTED, points).astype("<i2")
