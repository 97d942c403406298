"""The way from one named pose to another: straight, or by stops where straight will not do."""

import tomllib
from functools import cache
from typing import Any

from stretchkit.body.data import BodyDataError, folder
from stretchkit.body.pose import Pose
from stretchkit.body.poses import named_pose
from stretchkit.body.recipes import sides

_FILE = "ways.toml"


def on_the_way(first: str, last: str, side: str = "right") -> tuple[Pose, ...]:
    """Return the poses that the way from one named pose to another goes by, both ends included.

    Between two of them every angle goes straight. `side` is as in `named_pose`.

    Raises
    ------
    KeyError
        If there is no such pose; the message names the closest.

    Examples
    --------
    >>> len(on_the_way("sit_tall", "neck_tilt_basic"))
    2
    >>> len(on_the_way("sit_tall", "neck_tilt_arm_ready"))
    4
    """
    stops, ways = _table()
    by = ways.get((first, last)) or ways.get((last, first), ())[::-1]
    between = [stops[key] if key in stops else named_pose(key) for key in by]
    if side == "left":
        between = [pose.mirrored() for pose in between]
    return (named_pose(first, side), *between, named_pose(last, side))


@cache
def _table() -> tuple[dict[str, Pose], dict[tuple[str, str], tuple[str, ...]]]:
    """Return the stops, for the right side, and by which of them each way goes."""
    try:
        rows = tomllib.loads((folder() / _FILE).read_text(encoding="utf-8"))
        stops = {key: _stop(row) for key, row in rows["stops"].items()}
        ways = {(row["from"], row["to"]): tuple(row["by"]) for row in rows["ways"]}
        for key in {name for way in ways.items() for part in way for name in part} - set(stops):
            named_pose(key)
    except (tomllib.TOMLDecodeError, ValueError, KeyError) as error:
        raise BodyDataError(f"{_FILE}: {error}") from error
    return stops, ways


def _stop(row: dict[str, Any]) -> Pose:
    if not (row["words"] and row["source"]):
        raise ValueError("a stop needs words and a source")
    changed = {each: value for word, value in row["angles"].items() for each in sides(word)}
    return named_pose(row["base"]).with_angles(**changed)
