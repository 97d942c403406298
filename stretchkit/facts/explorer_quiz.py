"""The quiz of the anatomy explorer: muscles to find, and muscles that lengthen in a movement."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from stretchkit.facts.library import FactError, muscles, rows
from stretchkit.facts.place import data_folder
from stretchkit.facts.records import Key, Keyed, Record, Side, Sources, Text


class FindQuestion(Keyed):
    """A muscle to find; `where` is said to whoever chose anything, right or wrong."""

    structure: Key
    where: Text
    beside: Annotated[tuple[Key, ...], Field(min_length=3, max_length=3)]
    sources: Sources

    @model_validator(mode="after")
    def _the_right_one_is_not_beside_itself(self) -> "FindQuestion":
        if len({self.structure, *self.beside}) != 4:
            raise ValueError("beside names three other muscles, each once")
        return self


class LengthensChoice(Record):
    """A muscle of one side, with what is said to whoever picks it."""

    muscle: Key
    side: Side
    right: bool = False
    feedback: Text


class LengthensQuestion(Keyed):
    """A movement, and the muscles of which one gets longer in it."""

    text: Text
    degrees: Annotated[dict[str, float], Field(min_length=1)]
    choices: Annotated[tuple[LengthensChoice, ...], Field(min_length=3)]
    sources: Sources

    @model_validator(mode="after")
    def _one_right_answer(self) -> "LengthensQuestion":
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError("exactly one choice must have right = true")
        return self


@cache
def find_questions() -> dict[str, FindQuestion]:
    """Return the muscles to find."""
    found = rows(_path(), "find", FindQuestion, ("lengthens",))
    for row in found.values():
        _must_be_muscles(row.key, row.structure, *row.beside)
    return found


@cache
def lengthens_questions() -> dict[str, LengthensQuestion]:
    """Return the movements in which one of some muscles lengthens."""
    found = rows(_path(), "lengthens", LengthensQuestion, ("find",))
    for row in found.values():
        _must_be_muscles(row.key, *(choice.muscle for choice in row.choices))
    return found


def _path() -> Path:
    return data_folder() / "quiz" / "explorer.toml"


def _must_be_muscles(row: str, *keys: str) -> None:
    for key in keys:
        if key not in muscles():
            raise FactError(f"{_path().name}, {row}: no muscle {key!r} in muscles.toml")
