"""Pose the body with sliders and watch the muscles lengthen and shorten."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Any, ClassVar

import numpy as np
import traitlets

from stretchkit.body import RANGES, SIDES, Pose, named_pose, poses
from stretchkit.drawing import Figure, band, draw
from stretchkit.drawing.alt import pose_words
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Layer, Scene, View
from stretchkit.drawing.style import style_table
from stretchkit.drawing.wire import encode
from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.packed import pack

_TOLD = 3
# A recording has so many pictures for each slider; the page bends one into the next.
_FRAMES = 7
_RECORDED_UNIT_MM = 1.25
# In the still a point nearer than this to the line past it goes.
_STILL_MM = 0.8
# By keyword: the slider's name, the words of its low and its high end, and 1 or -1 for which end
# the positive angle stands at: in the view from behind, right is on the right.
_HEAD = {
    "neck_tilt_left": ("Tilt the head", ("to the left", "to the right"), -1),
    "neck_turn_left": ("Turn the head", ("to the left", "to the right"), -1),
    "neck_flexion": ("Look up, chin down", ("up", "down"), 1),
    "thoracic_flexion": ("Round the upper back", ("straightened", "rounded"), 1),
}
_SHOULDER = {
    "shoulder_depression": ("Lift or lower", ("up", "down"), 1),
    "shoulder_protraction": ("Back or forward", ("back", "forward"), 1),
}
_VIEWS: dict[View, str] = {"back": "Back", "front": "Front", "side": "Right side"}
_LAYERS: dict[Layer, str] = {"superficial": "Outer", "intermediate": "Middle", "deep": "Deep"}
_SHOWN = {"neck_tilt_left": 30.0, "shoulder_depression_right": 8.0}
# Half the width of the moving picture, and how far a letter keeps from its edge.
_HALF_MM, _LETTER_MM = 360.0, 40.0
_REMINDER = (
    "Longer and shorter than standing at rest. These are lengths in a model: "
    "not how hard a muscle is pulled, and no proof that a stretch helps."
)
_RECORDED = (
    "On this page each slider plays a recording of its own movement, one at a time. "
    "To mix movements, open the notebook."
)


class PoseLab(CourseWidget):
    """Move the head, the shoulders and the upper back; see which muscles lengthen, and compare.

    Parameters
    ----------
    pose
        Name of the pose to begin with, such as "neck_tilt_basic"; at rest if not given.
    side
        The side that feels the pull in it: "right" or "left".

    Raises
    ------
    KeyError
        If there is no such pose; the message names the closest.

    Examples
    --------
    >>> PoseLab()
    Pose lab: move the body with sliders and watch the muscles
    >>> PoseLab("neck_tilt_basic").arguments()
    {'pose': 'neck_tilt_basic'}
    """

    kind: ClassVar[str] = "poselab"
    setup = traitlets.Dict().tag(sync=True)  # the sliders, the poses and the looks, in words
    recording = traitlets.Dict().tag(sync=True)  # filled for handouts only

    def __init__(self, pose: str | None = None, side: str = "right") -> None:
        self._arguments = {} if pose is None else {"pose": pose}
        self._still = named_pose(pose, side) if pose else Pose(**_SHOWN)
        if side != "right":
            self._arguments["side"] = side
        start = named_pose(pose, side).changed() if pose else {}
        super().__init__(setup=_setup() | {"start": start})
        self.on_msg(lambda _widget, message, _buffers: self.send(*self._handle(message)))

    def _handle(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Return the words and the picture of what the page asks for, or `error` and no picture."""
        request = {"request": message.get("request")}
        try:
            pose = _asked(message)
            figure = draw(pose, message["view"], message["layer"], names=False)
        except (ValueError, KeyError, TypeError) as error:
            return request | {"error": str(error.args[0])}, []
        return request | _words(figure), [encode([_framed(figure.scene)])]

    def offline_state(self) -> dict[str, Any]:
        """Return what a page without Python needs besides: each slider's movement, recorded."""
        return {"recording": _record()}

    def arguments(self) -> dict[str, Any]:
        """Return the pose to begin with, if one was given."""
        return dict(self._arguments)

    def twin(self) -> str:
        """Return a still of one pose and a sentence on what the lab does."""
        figure = draw(self._still)
        return self._told(
            "When the notebook runs, sliders move this body and its muscles change colour.",
            replace(figure, scene=lean([figure.scene], _STILL_MM)[0]),
        )

    def paper(self) -> str:
        """Return the same for a sheet on which nothing moves; its names stand below, in large."""
        figure = draw(self._still, names=False)
        return self._told(
            f"The body in one pose. {'. '.join(pose_words(self._still))}. In the picture teal is "
            "longer, ochre is shorter. On a screen, sliders move it.",
            replace(figure, scene=lean([_framed(figure.scene)], _STILL_MM)[0]),
        )

    def _told(self, what: str, figure: Figure) -> str:
        most = "; ".join(f"{row['name']}, {row['band']}" for row in _most(figure.changes))
        return (
            f'<div class="sk-twin sk-twin-poselab"><p><strong>Pose lab.</strong> {what}</p>'
            f"{figure.html()}"
            f"<p>Lengthening most here: {escape(most)}. {escape(_REMINDER)}</p></div>"
        )

    def words(self) -> str:
        """Return one line that says what this is."""
        return "Pose lab: move the body with sliders and watch the muscles"


def _asked(message: Mapping[str, Any]) -> Pose:
    if "pose" in message:
        return named_pose(message["pose"])
    return Pose(**message["degrees"])


def _framed(scene: Scene) -> Scene:
    """Return a scene without the room for names at its sides; R and L move in."""
    left, bottom, right, top = scene.frame
    if scene.view in ("back", "front"):
        left, right = max(left, -_HALF_MM), min(right, _HALF_MM)
    shapes = list(scene.shapes)
    for number, shape in enumerate(shapes):
        if shape.style == "side_letter":
            ((x, y),) = shape.points
            x = min(max(x, left + _LETTER_MM), right - _LETTER_MM)
            shapes[number] = replace(shape, points=np.array([[x, y]]))
    return replace(scene, frame=(left, bottom, right, top), shapes=tuple(shapes))


def _setup() -> dict[str, Any]:
    shoulders = [
        {"title": f"{side.capitalize()} shoulder", "sliders": _sliders(_SHOULDER, side)}
        for side in reversed(SIDES)
    ]
    return {
        "groups": [{"title": "Head and upper back", "sliders": _sliders(_HEAD)}, *shoulders],
        "poses": _pose_choices(),
        "views": [{"key": key, "label": label} for key, label in _VIEWS.items()],
        "layers": [{"key": key, "label": label} for key, label in _LAYERS.items()],
        "table": style_table(),
        "names": {key: _name(key) for key in draw(Pose()).changes},
        "reminder": _REMINDER,
        "recorded": _RECORDED,
    }


def _sliders(rows: Mapping[str, tuple[str, tuple[str, str], int]], side: str = "") -> list[Any]:
    found = []
    for word, (label, ends, sense) in rows.items():
        key = f"{word}_{side}" if side else word
        low, high = sorted(sense * limit for limit in RANGES[key])
        name = f"{side.capitalize()} shoulder: {label.lower()}" if side else label
        found.append(
            {"key": key, "label": label, "name": name, "ends": ends, "sense": sense}
            | {"min": low, "max": high}
        )
    return found


def _pose_choices() -> list[dict[str, Any]]:
    """Return the poses held in the stretches, and the common errors, in words."""
    held = {
        phase.pose: None
        for stretch in library.stretches().values()
        for variation in stretch.variations
        for phase in variation.cycle
        if phase.kind == "hold"
    }
    errors = [key for key in poses() if key.startswith("error_")]
    groups = [("Poses of the stretches", "", held), ("Common errors", "Common error: ", errors)]
    return [
        {
            "title": title,
            "poses": [
                {"key": key, "label": _label(key), "caption": before + _label(key)} for key in keys
            ],
        }
        for title, before, keys in groups
    ]


def _label(key: str) -> str:
    words = poses()[key].words.removeprefix("error: ")
    return words[:1].upper() + words[1:]


def _words(figure: Figure) -> dict[str, Any]:
    bands = {key: _band(change) for key, change in figure.changes.items()}
    return {"alt": figure.alt, "most": _most(figure.changes), "bands": bands}


def _band(change: float) -> str:
    words = band(change).replace("per cent", "%")
    return f"{words} {'longer' if change > 0 else 'shorter'}" if words else "hardly changed"


def _most(changes: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the three that lengthen most; both sides are one row where their band is the same."""
    rows: dict[tuple[str, str], list[str]] = {}
    for key in sorted(changes, key=lambda key: -changes[key]):
        words = _band(changes[key])
        if changes[key] >= TELLING:
            rows.setdefault((key.split(".")[0], words), []).append(key)
    return [
        {
            "name": _name(*keys),
            "latin": library.muscles()[muscle].latin,
            "band": words,
            "keys": keys,
        }
        for (muscle, words), keys in list(rows.items())[:_TOLD]
    ]


def _name(*keys: str) -> str:
    muscle, side = keys[0].split(".")
    sides = "both sides" if len(keys) > 1 else side
    return f"{library.muscles()[muscle].plain_label}, {sides}"


def _record() -> dict[str, Any]:
    """Return every slider's movement: its scenes packed together, its words beside them."""
    scenes: list[Scene] = []
    films = {}
    for group in _setup()["groups"]:
        for row in group["sliders"]:
            frames: list[Any] = []
            for degrees in _steps(row["min"], row["max"]):
                figure = draw(Pose(**{row["key"]: row["sense"] * degrees}), names=False)
                frames.append((degrees, len(scenes), _words(figure)))
                scenes.append(_framed(figure.scene))
            films[row["key"]] = frames
    return {
        "pictures": pack(encode(scenes, _RECORDED_UNIT_MM)),
        "films": pack(json.dumps(films).encode()),
    }


def _steps(low: float, high: float) -> Iterable[float]:
    """Return angles from end to end, evenly on each side of 0, which is one of them."""
    down = round(_FRAMES * -low / (high - low))
    up = _FRAMES - 1 - down
    return [low * (down - at) / down for at in range(down)] + [
        high * at / up for at in range(up + 1)
    ]
