"""Small pictures of how something is done: the person, and what it is done on or with."""

from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians, sin, sqrt
from urllib.parse import quote

import numpy as np

from stretchkit.body import SIDES, Body, named_pose, place
from stretchkit.body.data import Array, landmarks
from stretchkit.drawing.camera import Camera, Frame, standing_camera
from stretchkit.drawing.lean import lean
from stretchkit.drawing.props import props
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.side_letters import side_letters
from stretchkit.drawing.skin import skin_shapes
from stretchkit.drawing.svg import svg
from stretchkit.facts.programme_records import HowTo

# How far round somebody upright the viewer stands, in degrees; 0 is behind.
_ROUND = {"slanting": 45.0, "side": 90.0, "slanting_front": 140.0, "front": 180.0}
# Which way is towards the viewer of somebody who lies, and which way is up in the picture: X is
# ahead of the body, Y is its head, Z its right.
_LOW, _HIGH = radians(8.0), radians(55.0)
_LYING = {
    "on_back": ((sin(_LOW), 0.0, cos(_LOW)), (cos(_LOW), 0.0, -sin(_LOW))),
    "on_front": ((-sin(_LOW), 0.0, cos(_LOW)), (-cos(_LOW), 0.0, -sin(_LOW))),
    "over_the_feet": ((sin(_HIGH), -cos(_HIGH), 0.0), (cos(_HIGH), sin(_HIGH), 0.0)),
    "from_above": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}
SEEN_FROM = {
    "slanting": "From behind and the right",
    "side": "From the right",
    "slanting_front": "From the front and the right",
    "front": "From the front",
    "on_back": "From the right",
    "on_front": "From the right",
    "over_the_feet": "From above the feet",
    "from_above": "From above",
}
# What a picture shows of the person, by segments and by landmarks.
_LEGS = ("thigh", "shank", "foot")
_HEAD = ("vertex", "chin", "nose", "occ", "ear", "GH", "AC")
# Room round landmarks for flesh, and above them for R and L, millimetres of the body.
_FLESH, _LETTERS = 95.0, {"whole": 110.0, "trunk": 75.0, "head": 20.0}
# How far the middle of R and L stands from the edges of a picture, in millimetres of it.
_LETTER = 30.0
# All pictures of about one size, in millimetres of the picture, and in pixels.
_SIZE, _PIXELS = 500.0, 0.48
# What an address may hold as it is, so that it stays short; SVG writes its quotes as these.
_KEPT = " !$&()*+,-./:;=?@[]^_`{|}~'"
# What nobody misses in so small a picture.
_LEFT_OUT = ("skin_lit", "cloth_lit", "hair_lit", "hair_strand")
# A point nearer than this (mm of the picture) to the line past it goes, and so many whole numbers
# are a millimetre: in a picture to be seen, and in one that must be small above all.
_FINE, _COARSE = (1.0, 1.0), (2.2, 0.5)


@dataclass(frozen=True)
class Small:
    """A small picture: SVG text, words for those who cannot see it, caption, width in pixels."""

    svg: str
    alt: str
    caption: str
    width: int

    @property
    def address(self) -> str:
        """The picture as the address of an image, which needs no file beside it."""
        return "data:image/svg+xml," + quote(self.svg.replace('"', "'"), safe=_KEPT)


@cache
def how_to_pictures(rows: tuple[HowTo, ...], *, coarse: bool = False) -> tuple[Small, ...]:
    """Return the pictures of some rows; those from one side and as near share one frame.

    Two pictures are the start and the end, unless they have captions of their own. Coarse ones
    take half the room.
    """
    fine, unit = _COARSE if coarse else _FINE
    bodies = [place(named_pose(row.pose)) for row in rows]
    frames: dict[tuple[str, str], Frame] = {}
    for row, body in zip(rows, bodies, strict=True):
        own = _frame(row, body)
        name = (row.view, row.near)
        frames[name] = _round_both(frames.get(name, own), own)
    captions = ("Start", "End") if len(rows) == 2 else ("",) * len(rows)
    found = []
    for row, body, caption in zip(rows, bodies, captions, strict=True):
        whole = _scene(row, body, frames[row.view, row.near])
        if coarse:
            plain = tuple(shape for shape in whole.shapes if shape.style != "skin_crease")
            whole = replace(whole, shapes=plain)
        (scene,) = lean([whole], fine)
        alt = f"{SEEN_FROM[row.view]}. {row.words}"
        width = round(_PIXELS * (scene.frame[2] - scene.frame[0]))
        found.append(Small(svg(scene, unit=unit), alt, row.caption or caption, width))
    return tuple(found)


def _scene(row: HowTo, body: Body, frame: Frame) -> Scene:
    """Return one picture as shapes, as large as all others, of what a frame shows."""
    camera = replace(_camera(row.view), frame=frame)
    shapes = [*skin_shapes(body, camera), *props(row.things, body, camera)]
    shapes.sort(key=lambda shape: shape.depth)
    # Half a stool says nothing.
    left_out = _LEFT_OUT if row.near == "whole" else (*_LEFT_OUT, "chair", "chair_far", "ground")
    scale = _SIZE / sqrt((frame[2] - frame[0]) * (frame[3] - frame[1]))
    left, bottom, right, top = (scale * edge for edge in frame)
    seen = replace(camera, frame=(left, bottom, right, top))
    drawn = [
        replace(shape, points=scale * shape.points)
        for shape in shapes
        if shape.style not in left_out and _inside(shape, frame)
    ]
    letters = side_letters(seen, left + _LETTER, right - _LETTER, top - 1.6 * _LETTER)
    return Scene(camera.view, "skin", seen.frame, (*drawn, *letters))


def _camera(view: str) -> Camera:
    none = (0.0, 0.0, 0.0, 0.0)
    if view in _ROUND:
        return standing_camera(_ROUND[view], none)
    toward, up = np.array(_LYING[view])
    axes = np.stack([np.cross(up, toward), up, toward])
    # Not "whole", which has the ground under the feet.
    return Camera("side", axes, np.zeros(3), none, np.array([0.0, 0.0, 1.0]))


def _frame(row: HowTo, body: Body) -> Frame:
    marks = list(_HEAD)
    if row.near != "head":
        left_out = _LEGS if row.near == "trunk" else ()
        marks = [name for name, mark in landmarks().items() if mark.segment not in left_out]
    points = np.array([body.point(name, side) for name in marks for side in SIDES])
    x, y, _ = _camera(row.view).project(points).T
    return (
        float(x.min()) - _FLESH,
        float(y.min()) - _FLESH,
        float(x.max()) + _FLESH,
        float(y.max()) + _FLESH + _LETTERS[row.near],
    )


def _round_both(one: Frame, other: Frame) -> Frame:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _inside(shape: Shape, frame: Frame) -> bool:
    points: Array = shape.points[~np.isnan(shape.points[:, 0])]
    low, high = points.min(axis=0), points.max(axis=0)
    return bool((high > frame[:2]).all() and (low < frame[2:]).all())
