"""What each pose asks for (recipes.toml, exercise_recipes.toml), as goals that a body can miss.

A goal is a function of the posed body that gives metres, 0 when it is met.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, degrees

import numpy as np

from stretchkit.body.data import Array, folder
from stretchkit.body.pose import PAIRED, RANGES, SIDES
from stretchkit.body.segments import FLOOR, Body

Goal = Callable[[Body], Array]
# Half the distance between the feet, ankle to midline, metres: feet hip-width apart.
STANCE = 0.15
# The hindmost point of the trunk, on the pelvis at rest: what lies on the ground.
BACK = np.array([-0.125, -0.545, 0.0])
# A degree off, or a hand turned by a radian, counts as so many metres.
_DEGREE = 0.005
_TURN = 0.015

_LEGS = ("hip_flexion", "hip_abduction", "ankle_dorsiflexion")
_ARMS = tuple(word for word in PAIRED if word.startswith(("arm_", "elbow", "forearm", "wrist")))
_GROUPS = {
    "legs": _LEGS,
    "arms": _ARMS,
    **{f"arms_{side}": tuple(f"{word}_{side}" for word in _ARMS) for side in SIDES},
}


@dataclass(frozen=True)
class Recipe:
    """A pose to solve. `angles` are fixed or first guesses; `free` groups move as one."""

    words: str
    source: str
    base: str
    angles: dict[str, float]
    free: tuple[tuple[str, ...], ...]
    limits: dict[str, tuple[float, float]]
    goals: tuple[Goal, ...]


def recipes(name: str = "recipes.toml") -> dict[str, Recipe]:
    """Return what every pose of a table asks for, in the order in which they are solved."""
    text = (folder() / name).read_text(encoding="utf-8")
    found = {}
    for key, row in tomllib.loads(text).items():
        both = [word for name in row.get("both", ()) for word in _GROUPS.get(name, (name,))]
        single = [word for name in row.get("free", ()) for word in _GROUPS.get(name, (name,))]
        found[key] = Recipe(
            row["words"],
            row["source"],
            row.get("base", ""),
            {each: value for word, value in row.get("angles", {}).items() for each in sides(word)},
            (*(sides(word) for word in both), *((word,) for word in single)),
            {word: (low, high) for word, (low, high) in row.get("limits", {}).items()},
            tuple(goal(line) for line in row.get("goals", ())),
        )
    return found


def sides(word: str) -> tuple[str, ...]:
    """Return the keywords a word stands for: both sides of a paired one."""
    return (word,) if word in RANGES else tuple(f"{word}_{side}" for side in SIDES)


def goal(line: str) -> Goal:
    """Return the goal that a line of the table names, such as "touch palm_right knee_left"."""
    name, *words = line.split()
    return _GOALS[name](*words)


def _landmark(body: Body, name: str) -> Array:
    mark, _, side = name.rpartition("_")
    return body.point(mark, side)


def _touch(first: str, second: str) -> Goal:
    """Two landmarks meet."""
    return lambda body: _landmark(body, first) - _landmark(body, second)


def _soles() -> Goal:
    """Both soles are flat on the floor, hip-width apart."""
    marks = ("sole_heel", "sole_ball_inner", "sole_ball_outer")

    def misses(body: Body) -> Array:
        heights = [body.point(mark, side)[1] - FLOOR for mark in marks for side in SIDES]
        widths = [abs(body.point("ankle", side)[2]) - STANCE for side in SIDES]
        return np.array([*heights, *widths])

    return misses


def _soles_behind() -> Goal:
    """Both soles are flat on the ground that the back of whoever lies on it touches."""
    marks = ("sole_heel", "sole_ball_inner", "sole_ball_outer")

    def misses(body: Body) -> Array:
        ground = body.carry("pelvis", BACK)[0]
        return np.array([body.point(mark, side)[0] - ground for mark in marks for side in SIDES])

    return misses


def _at(mark: str, segment: str, *place: str) -> Goal:
    """A landmark is at a place of the neutral body, in millimetres, that a segment carries.

    The place is on the right; that of a left landmark is its mirror image, unless the segment
    names its own side.
    """
    name, _, own = segment.rpartition("_")
    side = own if own in SIDES else mark.rpartition("_")[2]
    carrier = name if own in SIDES else segment
    point = np.array([float(part) for part in place]) / 1000
    return lambda body: _landmark(body, mark) - body.carry(carrier, point, side)


def _off_back(mark: str, ahead: str) -> Goal:
    """A landmark is so many millimetres ahead of the back, as the back of an arm on a wall."""
    return lambda body: np.array(
        [(_landmark(body, mark) - body.carry("pelvis", BACK))[0] - float(ahead) / 1000]
    )


def _level(mark: str, ahead: str) -> Goal:
    """A landmark is so many millimetres ahead of where the hips are at rest, as on a wall."""
    return lambda body: np.array([_landmark(body, mark)[0] - float(ahead) / 1000])


def _height(mark: str, above: str) -> Goal:
    """A landmark is so many millimetres above the floor."""
    return lambda body: np.array([_landmark(body, mark)[1] - FLOOR - float(above) / 1000])


def _thighs_level() -> Goal:
    """The thighs are level, as on a chair of the right height."""
    return lambda body: np.array(
        [body.point("knee", side)[1] - body.point("hip", side)[1] for side in SIDES]
    )


def trunk_lean(body: Body) -> float:
    """Return the angle of the line from the hips to the shoulders, in degrees from upright."""
    ends = [np.mean([body.point(name, side) for side in SIDES], axis=0) for name in ("hip", "GH")]
    line = ends[1] - ends[0]
    return degrees(atan2(line[0], line[1]))


def _lean(least: str, most: str) -> Goal:
    """The line from hips to shoulders is between two angles from upright."""

    def misses(body: Body) -> Array:
        angle = trunk_lean(body)
        return np.array([max(float(least) - angle, 0.0, angle - float(most)) * _DEGREE])

    return misses


def _faces(column: int) -> Callable[..., Goal]:
    """A hand's palm or fingers point a way, softly (X forward, Y up, Z to that hand's side)."""

    def towards(side: str, *way: str) -> Goal:
        wanted = np.array([float(part) for part in way])
        wanted /= np.linalg.norm(wanted)
        sign = 1 if side == "right" else -1

        def misses(body: Body) -> Array:
            # The left hand's axes are those of the mirrored right one.
            points = -body.transforms[f"hand_{side}"][:3, column] * (sign if column == 2 else 1)
            miss: Array = _TURN * (points - wanted * (1, 1, sign))
            return miss

        return misses

    return towards


def seat_edge(body: Body, side: str) -> Array:
    """Return the edge of the seat beside the hip: a hand's width out, under the thigh."""
    out = 1 if side == "right" else -1
    edge: Array = body.point("hip", side) + np.array([0.030, -0.100, out * 0.120])
    return edge


def _hold_seat(side: str) -> Goal:
    """A hand holds the edge of the seat."""
    return lambda body: body.point("grip", side) - seat_edge(body, side)


def _behind_back() -> Goal:
    """The right wrist lies behind the waist, near the midline."""
    waist = np.array([-0.150, -0.425, 0.015])
    return lambda body: body.point("WR", "right") - body.carry("lumbar", waist)


def _clasped(height: str) -> Goal:
    """Both hands meet in the midline, so much above the shoulder joints (metres, softly)."""

    def misses(body: Body) -> Array:
        right, left = (body.point("clasp", side) for side in SIDES)
        level = np.mean([body.point("GH", side)[1] for side in SIDES]) + float(height)
        return np.array([*(right - left), right[2], 0.3 * (right[1] - level)])

    return misses


_GOALS: dict[str, Callable[..., Goal]] = {
    "touch": _touch,
    "soles": _soles,
    "soles_behind": _soles_behind,
    "at": _at,
    "off_back": _off_back,
    "level": _level,
    "height": _height,
    "thighs_level": _thighs_level,
    "lean": _lean,
    "palm": _faces(2),
    "fingers": _faces(1),
    "hold_seat": _hold_seat,
    "behind_back": _behind_back,
    "clasped": _clasped,
}
