"""The poses of the stretches and of the exercises, by the names that `data` uses."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from stretchkit.body.data import BodyDataError, folder
from stretchkit.body.pose import Pose


@dataclass(frozen=True)
class NamedPose:
    """A pose of the table: what it shows, in words, and its angles."""

    key: str
    words: str
    pose: Pose
    source: str


@cache
def poses() -> dict[str, NamedPose]:
    """Return every pose of the stretches, drawn for the right side (that feels the pull)."""
    return _read("poses.toml")


@cache
def exercise_poses() -> dict[str, NamedPose]:
    """Return every pose that observations and exercises have beside those of the stretches."""
    return _read("exercise_poses.toml")


def _read(name: str) -> dict[str, NamedPose]:
    path = folder() / name
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        return {key: _named(key, dict(row)) for key, row in rows.items()}
    except (tomllib.TOMLDecodeError, ValueError, KeyError) as error:
        raise BodyDataError(f"{path.name}: {error}") from error


def _named(key: str, row: dict[str, float | str]) -> NamedPose:
    words, source = row.pop("words"), row.pop("source")
    if not (isinstance(words, str) and isinstance(source, str) and words and source):
        raise ValueError(f"{key}: a pose needs words and a source")
    try:
        angles = Pose(**row)  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    return NamedPose(key, words, angles, source)


def named_pose(key: str, side: str = "right") -> Pose:
    """Return a pose by its name, mirrored if the left side is to feel the pull.

    Raises
    ------
    KeyError
        If there is no such pose; the message names the closest.

    Examples
    --------
    >>> named_pose("neck_tilt_basic")["neck_tilt_left"]
    30.0
    """
    found = {**poses(), **exercise_poses()}
    if key not in found:
        close = get_close_matches(key, found, n=3, cutoff=0.4) or list(found)
        raise KeyError(f"no pose {key!r}; the closest: {', '.join(close)}")
    pose = found[key].pose
    return pose.mirrored() if side == "left" else pose
