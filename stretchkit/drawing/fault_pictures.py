"""Common faults beside the right pose: the same person from the same place, with arrows."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

import numpy as np

from stretchkit.body import SIDES, Body, named_pose, place, poses
from stretchkit.body.data import Array, landmarks
from stretchkit.drawing.camera import Camera, Frame, standing_camera
from stretchkit.drawing.figure import Figure
from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.side_letters import corner_letters
from stretchkit.drawing.skin import skin_shapes
from stretchkit.facts.records import Fault, FaultPicture

# How far round the person the viewer stands.
_ROUND = {"from behind": 0.0, "from the right side": 90.0, "from the front": 180.0}
# What is in the picture: all landmarks, those not of the legs, or these alone.
_LEGS = ("thigh", "shank", "foot")
_HEAD = ("vertex", "occ", "nose", "chin", "shoulder_outer", "AC")
# Room for flesh, and above it for the letters, in millimetres of the body.
_ROOM, _OVER = 130.0, 35.0
# Every picture is so many units wide, so that lines and letters are alike in all. A point nearer
# than this to the line past it goes, and more where light falls: they are small pictures.
_WIDE, _FINE, _FINE_LIGHT = 420.0, 1.5, 3.0
_FRONT = 1e6
# The arrow, in units, coming from 12 o'clock with its tip at 0, and how far it stays away.
_ARROW = np.array([[0, 0], [13, 23], [5, 20], [5, 62], [-5, 62], [-5, 20], [-13, 23]], dtype=float)
_AWAY = np.array([0.0, 8.0])


def compared(faults: Sequence[Fault]) -> tuple[Figure, list[Figure]]:
    """Return the picture of the right pose, and one of each fault, all from the same place.

    The faults must have one right pose in common, seen from one side and equally near.

    Raises
    ------
    KeyError
        If there is no such pose or landmark.
    ValueError
        If no picture can show a fault, or if the right pose is not the same for all.

    Examples
    --------
    >>> from stretchkit import facts
    >>> right, (wrong,) = compared(facts.stretch("neck_tilt").faults[:1])
    >>> right.alt
    'This way: head tilted left, felt on the right. Seen from behind.'
    """
    shown = [fault.picture for fault in faults if fault.picture]
    if len(shown) < len(faults) or len({(one.right, one.seen, one.near) for one in shown}) != 1:
        raise ValueError("faults in one row need a picture each, all beside the same right pose")
    first, body = shown[0], place(named_pose(shown[0].right))
    wrong = [place(named_pose(one.wrong)) for one in shown]
    eye = _camera(first, [body, *wrong])
    told = f"This way: {poses()[first.right].words}. Seen {first.seen}."
    return Figure(_scene(body, eye), told, {}), [
        Figure(_scene(posed, eye, [_arrow(one, posed, eye)]), _told(fault, one), {})
        for fault, one, posed in zip(faults, shown, wrong, strict=True)
    ]


def _told(fault: Fault, shown: FaultPicture) -> str:
    see = f"{fault.see[0].lower()}{fault.see[1:]}"
    return f"Fault: {see} Seen {shown.seen}; an arrow points at {shown.at_words}."


def _camera(shown: FaultPicture, bodies: list[Body]) -> Camera:
    """Return the one camera of all pictures, whose frame has room for every body."""
    names = [
        name
        for name, mark in landmarks().items()
        if shown.near == "whole"
        or (shown.near == "head" and name in _HEAD)
        or (shown.near == "upper body" and mark.segment not in _LEGS)
    ]
    eye = standing_camera(_ROUND[shown.seen], (0.0, 0.0, 0.0, 0.0))
    points = [body.point(name, side) for body in bodies for name in names for side in SIDES]
    x, y, _ = eye.project(np.array(points)).T
    frame: Frame = (x.min() - _ROOM, y.min() - _ROOM, x.max() + _ROOM, y.max() + _ROOM + _OVER)
    return replace(eye, frame=frame)


def _scene(body: Body, eye: Camera, arrows: Sequence[Shape] = ()) -> Scene:
    left, bottom, right, top = eye.frame
    paper: Frame = (0.0, 0.0, _WIDE, _WIDE * (top - bottom) / (right - left))
    shapes = [
        replace(shape, points=_fitted(shape.points, eye))
        for shape in skin_shapes(body, eye, above=bottom)
    ]
    # The letters of a view that is not `whole` are those for its width.
    shapes += corner_letters(replace(eye, view="back", frame=paper))
    scene = Scene("whole", "skin", paper, (*shapes, *arrows))
    sharp, soft = lean([scene], _FINE)[0], lean([scene], _FINE_LIGHT)[0]
    chosen = (
        # Over a joint, light that is not as fine as what lies under it leaves crescents.
        light if light.style.endswith("_lit") and not light.key.startswith("joint.") else line
        for line, light in zip(sharp.shapes, soft.shapes, strict=True)
    )
    return replace(scene, shapes=tuple(chosen))


def _fitted(points: Array, eye: Camera) -> Array:
    left, bottom, right, _ = eye.frame
    fitted: Array = (points - (left, bottom)) * (_WIDE / (right - left))
    return fitted


def _arrow(shown: FaultPicture, body: Body, eye: Camera) -> Shape:
    mark, _, side = shown.at.rpartition("_")
    tip = _fitted(eye.project(body.point(mark, side))[:2], eye)
    turn = radians(30.0 * shown.from_hour)
    clockwise = np.array([[cos(turn), -sin(turn)], [sin(turn), cos(turn)]])
    # Dark with a white rim, as the points where a muscle begins.
    return Shape("polygon", "arrow", "origin", _FRONT, tip + (_ARROW + _AWAY) @ clockwise)
