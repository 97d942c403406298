"""One or two pictures of the body at rest side by side, with words below them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from stretchkit.body import Body, Pose, place
from stretchkit.body.data import Array
from stretchkit.drawing.camera import Camera, Frame, camera
from stretchkit.drawing.contour import joined
from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Layer, Scene, Shape, View
from stretchkit.drawing.side_letters import side_letters
from stretchkit.drawing.style import STYLES

# What a panel shows: left, bottom, right and top, in millimetres of the body.
WINDOWS: dict[str, Frame] = {
    "close": (-106.0, -76.0, 100.0, 124.0),
    "neck": (-262.0, -215.0, 262.0, 305.0),
    "trunk": (-262.0, -452.0, 262.0, 305.0),
    "arms": (-262.0, -872.0, 262.0, 305.0),
    "arm": (-356.0, -872.0, 30.0, 40.0),
}
_SEEN_FROM = {"back": "From behind", "front": "From the front"}
# The width of a scene of one panel and of two, the most height, and the room between panels.
_ONE, _TWO = 600.0, 900.0
_TALL = 880.0
_GAP = 12.0
_FRONT = 1e6
_LETTER = 48.0
# A letter stands where this share of the wider side can be seen.
_SHOWN = 0.6
_LINE = 1.4
_LETTER_WIDTH = 0.53
# A point nearer than this (mm) to the line past it goes.
_FINE = 0.4


@dataclass(frozen=True)
class Panel:
    """One picture of the body, seen by a camera whose frame is what it shows."""

    camera: Camera
    shapes: tuple[Shape, ...]


@cache
def at_rest() -> Body:
    """Return the body at rest."""
    return place(Pose())


def eye(view: View, side: str, near: str) -> Camera:
    """Return a camera of the body at rest that shows a window.

    The view `side` is that of the person's `side`, right or left.

    Raises
    ------
    ValueError
        If the view is none of `back`, `front` and `side`.
    """
    if view not in (*_SEEN_FROM, "side"):
        raise ValueError(f"no view {view!r} of areas; there are back, front, side")
    found = replace(camera(view, Pose(), at_rest()), frame=WINDOWS[near])
    if view == "side" and side == "left":
        # The viewer goes round to the other side.
        return replace(found, axes=found.axes * [[-1.0], [1.0], [-1.0]])
    return found


def seen_from(view: Camera) -> str:
    """Return from where a camera looks, as a sentence begins."""
    if view.view != "side":
        return _SEEN_FROM[view.view]
    return f"From the {'right' if view.axes[2] @ view.across > 0 else 'left'} side"


def side_by_side(panels: Sequence[Panel], layer: Layer, words: Sequence[str]) -> Scene:
    """Return panels side by side, all equally high: from where each is seen, and words below."""
    whole, tail = (_ONE, "") if len(panels) == 1 else (_TWO, "_whole")
    gaps = _GAP * (len(panels) - 1)
    shares = [_share(panel.camera.frame) for panel in panels]
    height = min(_TALL, (whole - gaps) / sum(shares))
    left = (whole - gaps - height * sum(shares)) / 2
    drawn: list[Shape] = []
    said: list[Shape] = []
    papers = [_paper((left - _GAP, -_GAP), (left, height + _GAP))]
    for panel, share in zip(panels, shares, strict=True):
        right = left + height * share
        drawn += _fitted(panel, left, height)
        papers.append(_paper((right, -_GAP), (right + _GAP, height + _GAP)))
        said += _letters(panel.camera, tail, left, right, height)
        said.append(_caption(seen_from(panel.camera), tail, (left + right) / 2, whole))
        left = right + _GAP
    below, floor = _below(words, tail, whole)
    papers.append(_paper((-_GAP, floor - _GAP), (whole + _GAP, 0.0)))
    frame = (0.0, floor, whole, height)
    scene = Scene(panels[0].camera.view, layer, frame, (*drawn, *papers, *said, *below))
    return lean([scene], _FINE)[0]


def _caption(where: str, tail: str, middle: float, whole: float) -> Shape:
    """Return from where a panel is seen; under a narrow one at the edge the words move inward."""
    size = STYLES[f"legend_middle{tail}"].size
    room = _LETTER_WIDTH * size * (len(where) + 2) / 2
    x = min(max(middle, room), whole - room)
    return _word(f"legend_middle{tail}", x, -1.1 * size, where)


def _below(words: Sequence[str], tail: str, whole: float) -> tuple[list[Shape], float]:
    """Return the words below the captions, and how far down they reach."""
    size = STYLES[f"legend_middle{tail}"].size
    most = int(whole / (_LETTER_WIDTH * size)) - 2
    lines = [line for text in words for line in _balanced(text, most)]
    said = [
        _word(f"legend_middle{tail}", whole / 2, -(1.1 + _LINE * number) * size, line)
        for number, line in enumerate(lines, 1)
    ]
    return said, -(1.7 + _LINE * len(lines)) * size


def _balanced(text: str, most: int) -> list[str]:
    """Return a text as lines of about equal length, as few as fit."""
    lines = -(-len(text) // most)
    return wrap(text, min(most, len(text) // lines + 8))


def _share(frame: Frame) -> float:
    left, bottom, right, top = frame
    return (right - left) / (top - bottom)


def _fitted(panel: Panel, left: float, height: float) -> list[Shape]:
    """Return what a panel's window shows, as large as the height asks, from `left` and 0."""
    window = panel.camera.frame
    scale = height / (window[3] - window[1])
    shift = np.array([left, 0.0]) - scale * np.array(window[:2])
    # What is cut is cut outside of the window, so that its edge is no line in the picture.
    room = _GAP / 2 / scale
    low, high = np.array(window[:2]) - room, np.array(window[2:]) + room
    fitted = []
    for shape in panel.shapes:
        points = _cut(shape.points, low, high, closed=shape.kind == "polygon")
        if len(points):
            fitted.append(replace(shape, points=scale * points + shift))
    return fitted


def _cut(points: Array, low: Array, high: Array, *, closed: bool) -> Array:
    """Return the part of an outline or a line inside a box; a line falls into pieces there."""
    for axis in (0, 1):
        for limit, way in ((low[axis], 1.0), (high[axis], -1.0)):
            beyond = way * (points[:, axis] - limit) < 0
            if beyond.any():
                points = _cut_once(points, axis, float(limit), beyond, closed)
    return points


def _cut_once(
    points: Array, axis: int, limit: float, beyond: NDArray[np.bool_], closed: bool
) -> Array:
    pieces: list[list[Array]] = []
    for rows in _runs(points):
        own: list[Array] = []
        before = rows[-1] if closed else None
        for row in rows:
            if before is not None and beyond[before] != beyond[row]:
                a, b = points[before], points[row]
                own.append(a + (limit - a[axis]) / (b[axis] - a[axis]) * (b - a))
                if not closed and beyond[row]:
                    pieces.append(own)
                    own = []
            if not beyond[row]:
                own.append(points[row])
            before = row
        pieces.append(own)
    kept = [np.array(own) for own in pieces if len(own) > 1]
    return joined(kept) if kept else np.empty((0, 2))


def _runs(points: Array) -> list[list[int]]:
    """Return the rows of each piece between which the pen is lifted."""
    found: list[list[int]] = [[]]
    for row, lifted in enumerate(np.isnan(points[:, 0])):
        if lifted:
            found.append([])
        else:
            found[-1].append(row)
    return [rows for rows in found if rows]


def _letters(view: Camera, tail: str, left: float, right: float, height: float) -> list[Shape]:
    """Return the letters, but for an edge of the picture that shows nothing of its side."""
    low, _, high, _ = view.frame
    style = f"side_letter{tail}"
    top = height - _LETTER - 0.5 * STYLES[style].size
    letters = side_letters(view, left + _LETTER, right - _LETTER, top, style=style)
    if view.is_from_a_side:
        return letters
    reach = {True: high, False: -low}
    return [
        letter
        for letter in letters
        if reach[float(letter.points[0, 0]) > (left + right) / 2] > _SHOWN * max(-low, high)
    ]


def _paper(low: tuple[float, float], high: tuple[float, float]) -> Shape:
    (left, bottom), (right, top) = low, high
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    return Shape("polygon", "words", "paper", _FRONT, corners)


def _word(style: str, x: float, y: float, text: str) -> Shape:
    return Shape("label", "words", style, _FRONT, np.array([[x, y]]), text=text)
