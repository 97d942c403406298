"""The pictures of the explorer: the body at rest from all sides, and what muscles do to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from stretchkit import facts
from stretchkit.body import Pose, place
from stretchkit.drawing import draw
from stretchkit.drawing.camera import camera
from stretchkit.drawing.ends import ends
from stretchkit.drawing.lean import lean
from stretchkit.drawing.scene import Layer, Scene, Shape, View
from stretchkit.drawing.seen import seen_areas
from stretchkit.drawing.sheets import looks
from stretchkit.facts.explorer_quiz import lengthens_questions

VIEWS: tuple[View, ...] = ("back", "front", "side")
LAYERS: tuple[Layer, ...] = ("skin", "superficial", "intermediate", "deep", "bones")
# The page bends one picture into the next. A movement of more degrees needs one halfway as well.
_FAR_DEGREES = 30.0
# The pictures of a movement are seen in passing: points so near to a line are left out.
_FINE_MM = 0.7
# The part of a picture that is shown, in millimetres, and how far a letter keeps from its edges.
_FRAME = (-300.0, -525.0, 300.0, 330.0)
_LETTER_MM = 46.0
# A thing of which less can be seen is not there to point at.
_LEAST_MM2 = 60.0
# A thing is seen well where it shows at least this share of the most that it shows anywhere.
_WELL = 0.5

Place = tuple[View, Layer]


@dataclass(frozen=True)
class Film:
    """A movement as pictures: its angles, from where and how deep it is seen, and who is in it.

    `shown` are the muscles whose ends are marked, each with its side.
    """

    degrees: Mapping[str, float]
    place: Place
    shown: tuple[str, ...]


@cache
def plates() -> dict[Place, Scene]:
    """Return the body at rest, by view and layer, with marks where each muscle begins and ends."""
    return {(view, layer): _plate(Pose(), (view, layer)) for view in VIEWS for layer in LAYERS}


@cache
def seen_well() -> dict[str, tuple[Place, ...]]:
    """Return where each thing of the plates is seen well, the best place first."""
    areas: dict[str, dict[Place, float]] = {}
    for at, plate in plates().items():
        for key, area in seen_areas(plate).items():
            hidden = at[0] == "side" and key.endswith(".left")
            if area >= _LEAST_MM2 and not hidden:
                areas.setdefault(key, {})[at] = area
    found = {}
    for key, own in areas.items():
        best = sorted(own, key=lambda at: -own[at])
        found[key] = tuple(at for at in best if own[at] >= _WELL * own[best[0]])
    return found


@cache
def films() -> dict[str, Film]:
    """Return what can be shown as a movement, by key: actions of muscles, then the quiz's poses."""
    found: dict[str, Film] = {}
    for muscle in facts.muscles().values():
        for action in muscle.actions:
            key, at = film_of(muscle.key, action), _where(muscle.key, action)
            shown = found[key].shown if key in found else ()
            degrees = facts.actions()[action].degrees
            found[key] = Film(degrees, at, (*shown, f"{muscle.key}.right"))
    for row in lengthens_questions().values():
        shown = tuple(f"{choice.muscle}.{choice.side}" for choice in row.choices)
        right = next(choice for choice in row.choices if choice.right)
        found[row.key] = Film(row.degrees, seen_well()[f"{right.muscle}.right"][0], shown)
    return found


def film_of(muscle: str, action: str) -> str:
    """Return the key of the film that shows a muscle in one of its actions."""
    return " ".join((action, *_where(muscle, action)))


@cache
def record(key: str) -> tuple[Mapping[str, float], str, tuple[Scene, ...]]:
    """Return the changes in a film's last picture, its words, and its pictures after rest."""
    film = films()[key]
    far = max(abs(end) for end in film.degrees.values()) > _FAR_DEGREES
    poses = [
        Pose(**{word: share * end for word, end in film.degrees.items()})
        for share in ((0.5, 1.0) if far else (1.0,))
    ]
    last = draw(poses[-1], *film.place, names=False)
    pictures = [_plate(pose, film.place, film.shown) for pose in poses]
    return last.changes, last.alt, lean(pictures, _FINE_MM)


def _where(muscle: str, action: str) -> Place:
    """Return where an action is shown: its own view, or else where the muscle is seen best."""
    places = seen_well()[f"{muscle}.right"]
    wanted = facts.actions()[action].view
    return next((at for at in places if at[0] == wanted), places[0])


def _plate(pose: Pose, at: Place, keys: Collection[str] | None = None) -> Scene:
    """Return a picture without scale and names, with the ends of some muscles or of all in it."""
    view, layer = at
    scene = draw(pose, view, layer, names=False).scene
    shapes = [_moved_in(shape) for shape in scene.shapes if shape.key != "legend"]
    shown = dict.fromkeys(shape.key for shape in shapes if shape.key.split(".")[0] in looks())
    marked = [key for key in shown if keys is None or key in keys]
    body = place(pose)
    shapes += ends(body, camera(view, pose, body), marked)
    return replace(scene, frame=_FRAME, shapes=tuple(shapes))


def _moved_in(shape: Shape) -> Shape:
    if shape.style != "side_letter":
        return shape
    ((x, _),) = shape.points
    left, _, right, top = _FRAME
    x = min(max(x, left + _LETTER_MM), right - _LETTER_MM)
    return replace(shape, points=np.array([[x, top - _LETTER_MM - 12]]))
