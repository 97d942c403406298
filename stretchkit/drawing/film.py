"""The motion of a stretch: pictures of the poses its phases come to, and of places on the way.

Every picture is of a real pose, on the left side of the mirrored one; the page bends each into
the next. A film holds every picture of a variation once; a way says by which of them a session
goes from one place to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import ceil, degrees
from typing import Literal

import numpy as np

from stretchkit.body import SIDES, Body, Pose, measure, named_pose, place
from stretchkit.body.data import landmarks
from stretchkit.body.way import on_the_way
from stretchkit.drawing.camera import Camera, Frame, standing_camera, whole_angle
from stretchkit.drawing.figure import by_side, painted
from stretchkit.drawing.lean import lean
from stretchkit.drawing.order import OVER
from stretchkit.drawing.scene import Layer, Scene, Shape
from stretchkit.drawing.sheets import looks
from stretchkit.drawing.side_letters import corner_letters
from stretchkit.drawing.skin import skin_shapes
from stretchkit.facts import Phase, timeline
from stretchkit.facts.records import Variation

FilmView = Literal["whole", "back", "front"]
# A picture on a way: how far round the body has turned until there, in degrees, and its number.
Way = tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Place:
    """Where a phase comes to: a named pose and, where its sides differ, which one it is drawn for.

    Examples
    --------
    >>> Place.of("neck_tilt_basic", "left").name, Place.of("sit_tall", "left").name
    ('neck_tilt_basic.left', 'sit_tall')
    """

    pose: str
    side: str | None

    @staticmethod
    def of(pose: str, side: str) -> "Place":
        """Return the place of a pose drawn for a side."""
        same = named_pose(pose) == named_pose(pose, "left")
        return Place(pose, None if same else side)

    @property
    def angles(self) -> Pose:
        """The pose itself."""
        return named_pose(self.pose, self.side or "right")

    @property
    def name(self) -> str:
        """The name of the pose, with the side if it has one."""
        return f"{self.pose}.{self.side}" if self.side else self.pose


# The layer in which most muscles that the three stretches lengthen can be seen from behind.
MAP_LAYER: Layer = "intermediate"
# The one of the layer above that is told too: it is laid over them like a veil.
_VEIL = "trapezius_upper"
_VEIL_STYLES = {"muscle": "muscle_veil", "arrow_edge": "arrow_edge", "arrow": "arrow"}
# Between two pictures no part of the body turns by more, in degrees: bent into each other they
# then stay within a few millimetres of the truth.
_TURN = 36.0
# So many repetitions pass every step that a session of any length can take.
_ALL_STEPS = 3
_FRONT = 180.0
# No pose reaches out of this, in millimetres.
_ROOM = (-1000.0, -1650.0, 1000.0, 400.0)
# Paper left round bones for flesh, under the feet, and above the head for R and L, millimetres.
_FLESH, _GROUND, _LETTER_ROOM = 115.0, 60.0, 55.0
# How far a point may lie off a line that goes without it, in millimetres.
_FINE, _FINE_MAP = 2.0, 1.0
_HALF_MAP, _MAP_BOTTOM, _MAP_LETTER = 345.0, -470.0, 40.0


def places(variation: Variation, phase: Phase) -> tuple[Place, ...]:
    """Return where a phase goes, in order.

    Examples
    --------
    >>> from stretchkit.facts import timeline, variation
    >>> press = variation("cross_arm_knee_press")
    >>> release = timeline(press)[3]
    >>> [goal.name for goal in places(press, release)]
    ['stand_rise', 'stand_tall']
    """
    own = Place.of(phase.pose, phase.side or phase.top_arm or "right")
    ready = start(variation)
    # Its cue says to rise: by hands on the thighs, to where the rest begins.
    return (own, ready) if phase.kind == "release" and own != ready else (own,)


def start(variation: Variation) -> Place:
    """Return where a session begins, rests and ends."""
    return Place.of(variation.start[0].pose, "right")


@cache
def ways(variation: Variation) -> dict[tuple[str, str], Way]:
    """Return by which pictures a session goes from one place to the next, by their names.

    Examples
    --------
    >>> from stretchkit.facts import variation
    >>> ways(variation("neck_tilt"))["sit_tall", "neck_tilt_basic.left"]
    ((0.0, 0), (30.0, 2))
    """
    known = {pose: number for number, pose in enumerate(pictures(variation))}
    found = {}
    for first, last in _legs(variation):
        poses = _finely(first, last)
        turned = np.cumsum([0.0, *(_turn(a, b) for a, b in pairwise(poses))])
        found[first.name, last.name] = tuple(
            (round(float(degrees), 1), known[pose])
            for degrees, pose in zip(turned, poses, strict=True)
        )
    return found


def numbers(variation: Variation) -> dict[str, int]:
    """Return the number of the picture of each place, by its name."""
    found = {start(variation).name: 0}
    for (first, last), way in ways(variation).items():
        found |= {first: way[0][1], last: way[-1][1]}
    return found


@cache
def pictures(variation: Variation) -> tuple[Pose, ...]:
    """Return the pose of every picture that a session of this variation can need."""
    poses = [start(variation).angles]
    for first, last in _legs(variation):
        poses += _finely(first, last)
    return tuple(dict.fromkeys(poses))


@cache
def _legs(variation: Variation) -> tuple[tuple[Place, Place], ...]:
    """Return every change of place in a session of any length."""
    found: dict[tuple[str, str], tuple[Place, Place]] = {}
    for repetitions in range(1, _ALL_STEPS + 1):
        here = start(variation)
        for phase in timeline(variation, repetitions=repetitions):
            for goal in places(variation, phase):
                if goal != here:
                    found.setdefault((here.name, goal.name), (here, goal))
                here = goal
    return tuple(found.values())


@cache
def film(variation: Variation, view: FilmView) -> tuple[Scene, ...]:
    """Return every picture of a variation, in the order of `pictures`.

    `whole` is the person from behind and a little from the side, `front` the same from the front,
    `back` the muscles of the back, coloured by how they changed since the session began. The
    viewer stands still, so what does not move is the same.
    """
    poses = pictures(variation)
    if view == "back":
        return lean([_map(pose, start(variation).angles) for pose in poses], _FINE_MAP)
    return lean([_figure(variation, view, pose) for pose in poses], _FINE)


def still(variation: Variation, at: Place) -> Scene:
    """Return one picture of `whole` by itself."""
    return lean([_figure(variation, "whole", at.angles)], _FINE)[0]


def whole_turn(variation: Variation) -> float:
    """Return how far round the person the viewer of `whole` stands, in degrees; 0 is behind."""
    return max(whole_angle(pose) for pose in pictures(variation))


def _figure(variation: Variation, view: FilmView, pose: Pose) -> Scene:
    camera = _camera(variation, view)
    shapes = (*skin_shapes(place(pose), camera), *corner_letters(camera))
    return Scene("whole", "skin", camera.frame, shapes)


@cache
def _camera(variation: Variation, view: FilmView) -> Camera:
    camera = standing_camera(_FRONT if view == "front" else whole_turn(variation), _ROOM)
    return replace(camera, frame=_frame(camera, [place(pose) for pose in pictures(variation)]))


def _finely(first: Place, last: Place) -> tuple[Pose, ...]:
    """Return the poses on the way, so near each other that none turns far to the next."""
    stops = on_the_way(first.pose, last.pose, first.side or last.side or "right")
    found = [stops[0]]
    for a, b in pairwise(stops):
        found += _between(a, b)
        found.append(b)
    return tuple(found)


@cache
def _between(first: Pose, last: Pose) -> list[Pose]:
    """Return evenly spread poses between two, the same ones whichever is first."""
    if tuple(first.values()) > tuple(last.values()):
        return _between(last, first)[::-1]
    count = ceil(_turn(first, last) / _TURN)
    while True:
        shares = [number / count for number in range(1, count)]
        found = [_rounded(first.between(last, share)) for share in shares]
        if all(_turn(a, b) <= _TURN for a, b in pairwise([first, *found, last])):
            return found
        count += 1  # Angles that turn one axis after another do not turn evenly.


def _rounded(pose: Pose) -> Pose:
    return Pose(**{word: round(value, 2) for word, value in pose.items()})


@cache
def _turn(first: Pose, last: Pose) -> float:
    """Return by how many degrees the part that turns most turns from one pose to another."""
    one, other = place(first).transforms, place(last).transforms
    traces = [np.trace(one[name][:3, :3].T @ other[name][:3, :3]) for name in one]
    return degrees(float(np.arccos(np.clip((min(traces) - 1) / 2, -1, 1))))


def _map(pose: Pose, before: Pose) -> Scene:
    """Return the muscles of the back, without a scale and without room for names."""
    changes = by_side(measure(place(pose), place(before)))
    under, over = (
        painted(pose, "back", layer, changes, names=False)[0]
        for layer in (MAP_LAYER, "superficial")
    )
    scene = _veiled(under, over)
    frame = (-_HALF_MAP, _MAP_BOTTOM, _HALF_MAP, scene.frame[3])
    shapes = [_moved_in(shape) for shape in scene.shapes if shape.key != "legend"]
    return replace(scene, frame=frame, shapes=tuple(shapes))


def on_the_map(muscle: str) -> bool:
    """Return whether the muscles of the back that a film shows include this one."""
    return muscle == _VEIL or MAP_LAYER in looks()[muscle].layers


def _veiled(scene: Scene, over: Scene) -> Scene:
    """Return a map of the deeper muscles with the upper trapezius over them, seen through."""
    veil = [
        replace(shape, style=_VEIL_STYLES[shape.style])
        for shape in over.shapes
        if shape.key.startswith(_VEIL) and shape.style in _VEIL_STYLES
    ]
    top = next(i for i, shape in enumerate(scene.shapes) if shape.depth >= OVER)
    return replace(scene, shapes=(*scene.shapes[:top], *veil, *scene.shapes[top:]))


def _moved_in(shape: Shape) -> Shape:
    if shape.style != "side_letter":
        return shape
    most = _HALF_MAP - _MAP_LETTER
    return replace(shape, points=np.clip(shape.points, (-most, -np.inf), (most, np.inf)))


def _frame(camera: Camera, bodies: Sequence[Body]) -> Frame:
    """Return a frame round every body, with room for R and L above."""
    marks = np.array(
        [body.point(name, side) for body in bodies for name in landmarks() for side in SIDES]
    )
    x, y, _ = camera.project(marks).T
    left, bottom, right, top = x.min(), y.min(), x.max(), y.max()
    return (left - _FLESH, bottom - _GROUND, right + _FLESH, top + _FLESH + _LETTER_ROOM)
