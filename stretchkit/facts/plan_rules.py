"""What a plan is made by: its limits, what rules an exercise out, what the stretches leave out."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from stretchkit.facts.library import (
    FactError,
    Row,
    check,
    doses,
    look_up,
    muscles,
    read_toml,
    rows,
    stretch,
    stretches,
)
from stretchkit.facts.links import must_name
from stretchkit.facts.place import data_folder
from stretchkit.facts.programme_library import exercises, observations
from stretchkit.facts.programme_records import Ask
from stretchkit.facts.records import Key, Keyed, Note, Sources, Text

_TABLES = ("limits", "lack", "stretch_use", "text")


class PlanLimits(Keyed):
    """How large a plan may be, and how long.

    A stretch is done on `stretch_days` of a week; `stretch_doses` are the rows of the dose table
    that it takes, week by week, and the last one stays.
    """

    fewest_items: Annotated[int, Field(ge=1)]
    most_items: Annotated[int, Field(ge=1)]
    most_minutes: Annotated[float, Field(gt=0)]
    fewest_weeks: Annotated[int, Field(ge=1)]
    most_weeks: Annotated[int, Field(ge=1)]
    fewest_days: Annotated[int, Field(ge=1)]
    most_days: Annotated[int, Field(le=7)]
    stretch_days: Annotated[int, Field(ge=1, le=7)]
    stretch_doses: Annotated[tuple[Key, ...], Field(min_length=1)]
    sources: Sources


class Condition(Keyed):
    """Something that rules exercises and stretches out.

    It stands for `lines`, "Not for you if" lines of theirs; whatever asks something of `rules_out`
    is left out too, though no line of it says so. One with a `level` rules out every one of them:
    the advice of that level of the safety check stands in place of a plan.
    """

    plain_label: Text
    group: Literal[
        "first of all", "shoulder and arm", "neck and head", "back, hip and knee",
        "heart, belly and balance",
    ]  # fmt: skip
    level: Literal["emergency", "today", "this_week"] | None = None
    lines: tuple[Text, ...] = ()
    rules_out: tuple[Ask, ...] = ()
    sources: Sources


class Lack(Keyed):
    """What the three stretches leave out.

    An exercise of the `group` that works on one of the `muscles` gives it.
    """

    plain_label: Text
    muscles: Annotated[tuple[Key, ...], Field(min_length=1)]
    group: Literal["lengthen", "strengthen"]
    words: Text
    sources: Sources


class StretchUse(Keyed):
    """The ways of a stretch that a plan tries, in order, and the observations that are a reason.

    Each way has what it asks of the body.
    """

    variations: Annotated[dict[Key, tuple[Ask, ...]], Field(min_length=1)]
    answers: tuple[Key, ...]
    sources: Sources


@cache
def plan_limits() -> PlanLimits:
    """Return how large a plan may be, and how long."""
    path = _plan_file()
    limits = check(read_toml(path).get("limits", {}), PlanLimits, path)
    must_name(limits.stretch_doses, doses(), path, limits.key, "dose")
    return limits


@cache
def conditions() -> dict[str, Condition]:
    """Return what rules exercises and stretches out."""
    path = data_folder() / "programme" / "conditions.toml"
    found = rows(path, "condition", Condition)
    lines = {line for item in exercises().values() for line in item.not_for_you_if}
    ways = [way for item in stretches().values() for way in item.variations]
    lines.update(line for way in ways for line in way.not_for_you_if)
    for condition in found.values():
        for line in condition.lines:
            if line not in lines:
                raise FactError(f"{path.name}, {condition.key}: no item has the line {line!r}")
    return found


@cache
def lacks() -> dict[str, Lack]:
    """Return what the three stretches leave out."""
    found = _plan_rows("lack", Lack)
    for lack in found.values():
        must_name(lack.muscles, muscles(), _plan_file(), lack.key, "muscle")
    return found


@cache
def stretch_uses() -> dict[str, StretchUse]:
    """Return how a plan uses the stretches, in the order in which it takes one."""
    path = _plan_file()
    found = _plan_rows("stretch_use", StretchUse)
    for use in found.values():
        must_name([use.key], stretches(), path, use.key, "stretch")
        ways = {way.key: way for way in stretch(use.key).variations}
        must_name(use.variations, ways, path, use.key, "variation")
        must_name(use.answers, observations(), path, use.key, "observation")
        for key in use.variations:
            if not look_up(ways, key, "variation").by_week:
                raise FactError(f"{path.name}, {use.key}: {key} has no dose by week")
    return found


@cache
def plan_texts() -> dict[str, Note]:
    """Return the sentences that stand on plans."""
    return _plan_rows("text", Note)


def _plan_file() -> Path:
    return data_folder() / "programme" / "plan.toml"


def _plan_rows(table: str, kind: type[Row]) -> dict[str, Row]:
    beside = tuple(name for name in _TABLES if name != table)
    return rows(_plan_file(), table, kind, beside)
