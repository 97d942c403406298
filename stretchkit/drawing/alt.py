"""A picture in words, written from the same numbers that draw it."""

from collections.abc import Sequence
from math import ceil, floor

from stretchkit.body import Pose
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.scene import Layer, View
from stretchkit.drawing.sheets import Muscle

_FROM = {
    "back": "From behind",
    "front": "From the front",
    "side": "From the right side",
    "whole": "The whole body",
}
_SHOWN = {
    "superficial": "the outer muscles",
    "intermediate": "the muscles under the outer layer",
    "deep": "the deep muscles",
    "bones": "the bones",
    "skin": "",
}
# What a teacher says for an angle: positive, negative. An angle is told from 4 degrees on.
_MIDDLE = {
    "neck_tilt_left": ("Head tilted {} to the left", "Head tilted {} to the right"),
    "neck_flexion": ("Head bent {} forward", "Head bent {} back"),
    "neck_turn_left": ("Head turned {} to the left", "Head turned {} to the right"),
    "thoracic_flexion": ("Upper back rounded {}", "Upper back arched {}"),
    "lumbar_flexion": ("Lower back rounded {}", "Lower back arched {}"),
    "pelvis_tilt": ("Folded {} forward at the hips", "Hips tipped {} back"),
}
_PAIRED = {
    "shoulder_protraction": ("{} forward", "{} back"),
    "shoulder_depression": ("{} down", "{} up"),
}
_TOLD = 4.0
_MOST = 4
_BAND = 5


def band(change: float, *, short: bool = False) -> str:
    """Return a change of length as a band, never as a decimal; nothing if it hardly changes.

    Examples
    --------
    >>> band(12.3)
    'about 10 to 15 per cent'
    >>> band(-12.3, short=True)
    '10–15 % shorter'
    """
    size = abs(change)
    if size < TELLING:
        return ""
    low = _BAND * floor(size / _BAND)
    high = max(_BAND * ceil(size / _BAND), low + _BAND)
    if short:
        word = "longer" if change > 0 else "shorter"
        return f"{low or f'{TELLING:g}'}–{high} % {word}"
    return f"about {low} to {high} per cent" if low else f"up to {high} per cent"


def describe(pose: Pose, view: View, layer: Layer, muscles: Sequence[Muscle]) -> str:
    """Return what a picture shows: from where, the pose, and what is longer and shorter."""
    shown = _SHOWN[layer]
    sentences = [f"{_FROM[view]}, {shown}" if shown else _FROM[view]]
    sentences += pose_words(pose) or ["Standing, arms hanging"]
    if layer not in ("skin", "bones"):
        changes = _changes(muscles)
        sentences += changes or ["No muscle shown is longer or shorter than at rest"]
        if changes:
            sentences.append("This is geometry, not tissue strain")
    return ". ".join(sentences) + "."


def latin_order(key: str) -> str:
    """Return a muscle's key as words: `trapezius_upper` is the upper trapezius."""
    *name, last = key.split("_")
    if last in ("upper", "middle", "lower", "posterior", "minor", "major") and len(name) == 1:
        return f"{last} {name[0]}" if last in ("upper", "middle", "lower") else f"{name[0]} {last}"
    return " ".join([*name, last])


def _degrees(value: float) -> str:
    return f"{round(abs(value))} degrees"


def pose_words(pose: Pose) -> list[str]:
    """Return what is not as at rest in a pose, in words: "Head tilted 30 degrees to the left"."""
    found = []
    for word, (positive, negative) in _MIDDLE.items():
        if abs(pose[word]) >= _TOLD:
            found.append((positive if pose[word] > 0 else negative).format(_degrees(pose[word])))
    for word, (positive, negative) in _PAIRED.items():
        right, left = pose[f"{word}_right"], pose[f"{word}_left"]
        if abs(right - left) < 1 and abs(right) >= _TOLD:
            found.append(
                "Shoulders " + (positive if right > 0 else negative).format(_degrees(right))
            )
            continue
        for side, value in (("Right", right), ("Left", left)):
            if abs(value) >= _TOLD:
                way = positive if value > 0 else negative
                found.append(f"{side} shoulder " + way.format(_degrees(value)))
    arms = {side: _arm(pose, side) for side in ("right", "left")}
    if arms["right"] == arms["left"]:
        found += [f"Arms {arms['right']}"] if arms["right"] else []
    else:
        found += [f"{side.capitalize()} arm {way}" for side, way in arms.items() if way]
    return found


def _arm(pose: Pose, side: str) -> str:
    lift, plane = pose[f"arm_elevation_{side}"], pose[f"arm_plane_{side}"]
    if lift < 15:
        return "bent at the elbow" if pose[f"elbow_flexion_{side}"] > 40 else ""
    if plane > 100:
        way = "forward and across"
    elif plane > 45:
        way = "forward"
    else:
        way = "behind" if plane < -30 else "out to the side"
    return f"raised {way}" if lift > 45 else f"a little {way}"


def _changes(muscles: Sequence[Muscle]) -> list[str]:
    found = []
    for word, sign in (("Longer", 1), ("Shorter", -1)):
        for side in ("right", "left"):
            own = [m for m in muscles if m.side == side and sign * m.change >= TELLING]
            own.sort(key=lambda m: -abs(m.change))
            if own:
                named = [f"{latin_order(m.name)}, {band(m.change)}" for m in own[:_MOST]]
                found.append(f"{word} on the {side}: " + "; ".join(named))
    return found
