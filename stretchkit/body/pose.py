"""A pose: named angles in degrees, each with a positive sense that a teacher would say."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from math import isfinite

SIDES = ("right", "left")

_MIDDLE = {
    "neck_flexion": (-60.0, 60.0),
    "neck_tilt_left": (-45.0, 45.0),
    "neck_turn_left": (-80.0, 80.0),
    "thoracic_flexion": (-20.0, 40.0),
    "lumbar_flexion": (-25.0, 60.0),
    "pelvis_tilt": (-30.0, 90.0),
}
_PAIRED = {
    "shoulder_protraction": (-20.0, 30.0),
    "shoulder_depression": (-30.0, 12.0),
    "shoulder_upward_rotation": (-15.0, 45.0),
    "arm_plane": (-90.0, 135.0),
    "arm_elevation": (0.0, 150.0),
    "arm_rotation": (-90.0, 90.0),
    "elbow_flexion": (0.0, 150.0),
    "forearm_pronation": (-90.0, 90.0),
    "wrist_flexion": (-80.0, 80.0),
    "hip_flexion": (-20.0, 120.0),
    "hip_abduction": (-20.0, 45.0),
    "knee_flexion": (0.0, 140.0),
    "ankle_dorsiflexion": (-40.0, 30.0),
}
PAIRED = tuple(_PAIRED)
RANGES: dict[str, tuple[float, float]] = {
    **_MIDDLE,
    **{f"{word}_{side}": limits for word, limits in _PAIRED.items() for side in SIDES},
}
# A shoulder pulled up this far cannot also be turned downward: the blade leaves the ribs.
SHRUG = -20.0


def angle_range(keyword: str, depression: float = 0.0) -> tuple[float, float]:
    """Return the lowest and highest angle of a keyword, in degrees.

    `depression` is the same side's shoulder depression: it matters for upward rotation only.
    """
    low, high = RANGES[keyword]
    if keyword.startswith("shoulder_upward_rotation") and depression < SHRUG:
        low = 0.0
    return low, high


class Pose(Mapping[str, float]):
    """The angles of a body, in degrees; what is not named is 0, standing with arms hanging.

    Flexion of the trunk and neck bends forward; `pelvis_tilt` carries the trunk forward.
    `arm_plane` 0 is out to the side and 90 is forward; `arm_rotation` turns inward;
    `forearm_pronation` 0 has the palm facing the thigh.

    Parameters
    ----------
    **degrees
        Angles by keyword. Left and right are those of the person moving, and
        `neck_tilt_left=-30` is a tilt to the right.

    Raises
    ------
    ValueError
        For an unknown keyword (the closest are named) or an angle outside its range.

    Examples
    --------
    >>> pose = Pose(neck_tilt_left=30, shoulder_depression_right=8)
    >>> pose["neck_tilt_left"], pose["neck_flexion"]
    (30.0, 0.0)
    >>> pose.mirrored()
    Pose(neck_tilt_left=-30, shoulder_depression_left=8)
    """

    __slots__ = ("_angles",)

    def __init__(self, **degrees: float) -> None:
        angles = dict.fromkeys(RANGES, 0.0)
        for keyword, value in degrees.items():
            if keyword not in RANGES:
                close = get_close_matches(keyword, RANGES, n=3, cutoff=0.5) or list(RANGES)
                raise ValueError(f"no angle {keyword!r}; the closest: {', '.join(close)}")
            if isinstance(value, str) or not isfinite(value):
                raise ValueError(f"{keyword} is an angle in degrees, not {value!r}")
            angles[keyword] = float(value)
        for keyword, value in degrees.items():
            side = keyword.rsplit("_", 1)[-1]
            depression = angles.get(f"shoulder_depression_{side}", 0.0)
            low, high = angle_range(keyword, depression)
            if not low <= value <= high:
                where = f" while shoulder_depression is {depression:g}" if low == 0.0 else ""
                raise ValueError(f"{keyword} is {value:g}; it goes from {low:g} to {high:g}{where}")
        self._angles = angles

    def __getitem__(self, keyword: str) -> float:
        return self._angles[keyword]

    def __iter__(self) -> Iterator[str]:
        return iter(self._angles)

    def __len__(self) -> int:
        return len(self._angles)

    def __hash__(self) -> int:
        return hash(tuple(self._angles.values()))

    def __repr__(self) -> str:
        named = ", ".join(f"{word}={value:g}" for word, value in self.changed().items())
        return f"Pose({named})"

    def changed(self) -> dict[str, float]:
        """Return the angles that are not 0."""
        return {word: value for word, value in self._angles.items() if value}

    def side(self, side: str) -> dict[str, float]:
        """Return one side's angles, their keywords without the side."""
        return {word: self._angles[f"{word}_{side}"] for word in PAIRED}

    def with_angles(self, **degrees: float) -> "Pose":
        """Return this pose with some angles changed."""
        return Pose(**{**self._angles, **degrees})

    def mirrored(self) -> "Pose":
        """Return the pose seen in a mirror: left and right exchanged."""
        angles = dict(self._angles)
        for word in ("neck_tilt_left", "neck_turn_left"):
            angles[word] = -angles[word]
        for word in PAIRED:
            right, left = f"{word}_right", f"{word}_left"
            angles[right], angles[left] = angles[left], angles[right]
        return Pose(**angles)

    def between(self, other: "Pose", share: float) -> "Pose":
        """Return the pose that lies `share` (0 to 1) of the way to another."""
        mixed = {word: value + share * (other[word] - value) for word, value in self.items()}
        return Pose(**mixed)
