"""The shape of areas of the skin, of the traditional maps on them, and of pictures of causes."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from stretchkit.facts.records import Key, Keyed, Record, Sources, Text

SidedKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.(right|left))?$")]


class Area(Keyed):
    """A named area of the skin.

    `region` tells whether the pain log has it as a region, `goes_round` that no single view
    shows all of it, `middle` that it lies across the middle and so has no side.
    """

    label: Text
    region: bool = False
    goes_round: bool = False
    middle: bool = False
    source: Text


class ReferralPart(Record):
    """Words of a muscle's traditional map, and the areas they name; none if it is no place."""

    words: Text
    areas: tuple[Key, ...]


class Referral(Keyed):
    """The traditional map of a muscle, which is its key, in parts."""

    parts: Annotated[tuple[ReferralPart, ...], Field(min_length=1)]
    sources: Sources


class Tissue(Keyed):
    """A part of the spine that pictures of causes can bring out."""

    label: Text
    source: Text


class CausePanel(Record):
    """One part of a picture: what is seen from where, and what stands out in it.

    `near` names the window. `tissues` are brought out on the bones; `areas` are painted on the
    skin, each with its side or on both.
    """

    view: Literal["back", "front", "side"]
    layer: Literal["skin", "bones", "superficial"]
    near: Literal["close", "neck", "trunk", "arm"]
    style: Literal["pain", "map"] = "pain"
    tissues: tuple[Key, ...] = ()
    areas: tuple[SidedKey, ...] = ()


class CausePicture(Keyed):
    """The picture of a cause, which is its key, with the words below it; or why it has none."""

    panels: Annotated[tuple[CausePanel, ...], Field(max_length=2)] = ()
    words: Text | None = None
    why_none: Text | None = None
    sources: Sources

    @model_validator(mode="after")
    def _a_picture_or_why_there_is_none(self) -> "CausePicture":
        shown = {bool(self.panels), self.words is not None, self.why_none is None}
        if len(shown) > 1:
            raise ValueError("give panels and words, or why_none alone")
        return self
