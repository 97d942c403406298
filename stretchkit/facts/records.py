"""The shape of every fact: one class a kind of row, checked when read."""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]
Side = Literal["left", "right"]
PhaseKind = Literal["get_ready", "move_in", "hold", "release", "rest", "switch_side"]
SIDE_WORDS = ("side", "other", "Side", "Other")
LevelKey = Literal["emergency", "today", "this_week", "go_on"]


class Record(BaseModel):
    """A row of facts: nothing unknown is accepted and nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _only_known_fields(cls, row: Any) -> Any:
        unknown = set(row) - set(cls.model_fields) if isinstance(row, Mapping) else set()
        if unknown:
            names, allowed = ", ".join(sorted(unknown)), ", ".join(cls.model_fields)
            raise ValueError(f"unknown field {names}; allowed: {allowed}")
        return row


class Keyed(Record):
    """A row that others name by its key."""

    key: Key


class PhaseTemplate(Record):
    """One phase of a variation, before its sides and seconds are filled in.

    `cue` may use `{side}` and `{other}` (the side that feels the pull, or the arm on top,
    and its opposite), `{Side}` and `{Other}` to begin a sentence, and `{seconds}`, the number
    that the clock counts. A hold lasts as the person chose and can be made longer: its seconds
    are `"hold"`, and its cue has no number in it. `eyes_off` says beforehand a whole move in
    which the screen is not seen.
    """

    kind: PhaseKind
    seconds: Annotated[float, Field(gt=0, le=60)] | Literal["hold"]
    cue: Text
    pose: Key
    side: Side | None = None
    max_seconds: Annotated[float, Field(gt=0)] | None = None
    warning: Text | None = None
    eyes_off: Text | None = None
    can_extend: bool = True
    feels: bool = True

    @field_validator("cue")
    @classmethod
    def _the_placeholders_are_known(cls, cue: str) -> str:
        unknown = placeholders(cue) - {*SIDE_WORDS, "seconds"}
        if unknown:
            raise ValueError(
                f"unknown placeholder {', '.join(sorted(unknown))}; "
                f"allowed: {', '.join(SIDE_WORDS)}, seconds"
            )
        return cue

    @model_validator(mode="after")
    def _a_hold_lasts_as_chosen(self) -> "PhaseTemplate":
        if (self.kind == "hold") != (self.seconds == "hold"):
            raise ValueError("a phase of kind 'hold', and no other, has the seconds 'hold'")
        if self.kind == "hold" and "seconds" in placeholders(self.cue):
            raise ValueError("a hold's cue has no number in it: a hold can be made longer")
        return self


def placeholders(cue: str) -> set[str]:
    """Return the names in braces in a cue."""
    return {name for _, name, _, _ in Formatter().parse(cue) if name is not None}


class FaultPicture(Record):
    """The pose of a fault beside the right one, and where an arrow points.

    `at` is a landmark of the body with its side, `from_hour` where on a clock the arrow comes
    from. Drawn for the right side.
    """

    wrong: Key
    right: Key
    seen: Literal["from behind", "from the front", "from the right side"]
    near: Literal["whole", "upper body", "head"]
    at: Annotated[str, Field(pattern=r"_(right|left)$")]
    at_words: Text
    from_hour: Annotated[int, Field(ge=1, le=12)]


class Fault(Keyed):
    """A common fault: what is seen, what to say, and its picture where a body can show it."""

    see: Text
    say: Text
    picture: FaultPicture | None = None


class Variation(Keyed):
    """One way to do a stretch, and the phases it is made of.

    `by_week` is false where the dose table does not apply; `errors` are keys of faults.
    """

    name: Text
    summary: Text
    position: Literal["standing", "sitting", "standing or sitting"]
    sides: Literal["feel", "top_arm", "none"]
    hold_s: Annotated[float, Field(ge=1, le=60)]
    repetitions: Annotated[int, Field(ge=1, le=10)]
    max_hold_s: Annotated[float, Field(ge=1, le=60)] = 60
    by_week: bool = True
    ready_line: Text
    way_out: Text
    stop_line: Text
    feel_it: Text
    not_for_you_if: tuple[Text, ...] = ()
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    errors: tuple[Key, ...] = ()
    sources: Sources
    start: tuple[PhaseTemplate, ...]
    cycle: tuple[PhaseTemplate, ...]
    between: tuple[PhaseTemplate, ...] = ()
    finish: tuple[PhaseTemplate, ...] = ()

    @model_validator(mode="after")
    def _the_default_hold_is_allowed(self) -> "Variation":
        if self.hold_s > self.max_hold_s:
            raise ValueError(f"hold_s {self.hold_s:g} is above max_hold_s {self.max_hold_s:g}")
        return self

    @model_validator(mode="after")
    def _a_cue_with_a_side_has_one(self) -> "Variation":
        # The finish comes after the last cycle and so belongs to no side.
        sideless = self.finish
        if self.sides == "none":
            sideless = (*self.start, *self.cycle, *self.between, *self.finish)
        for phase in sideless:
            if phase.side is None and placeholders(phase.cue) & set(SIDE_WORDS):
                raise ValueError(
                    f"there is no side to name in {phase.cue!r}; give the phase a side"
                )
        return self


class Stretch(Keyed):
    """A stretch of the course with all its variations; the first is the default."""

    number: int
    name: Text
    plain_name: Text
    summary: Text
    lengthens: tuple[Key, ...]
    shortens: tuple[Key, ...]
    can_do: Text
    cannot_do: Text
    source_page_row: int
    sources: Sources
    faults: tuple[Fault, ...]
    variations: Annotated[tuple[Variation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _its_faults_are_those_of_its_variations(self) -> "Stretch":
        listed = [fault.key for fault in self.faults]
        named = {key for one in self.variations for key in one.errors}
        if len(set(listed)) < len(listed):
            raise ValueError("the key of a fault stands twice")
        if unlike := named ^ set(listed):
            raise ValueError(
                f"{', '.join(sorted(unlike))}: stands either in `faults` or in the `errors` of a "
                "variation, and must stand in both"
            )
        return self

    def faults_of(self, variation: Variation) -> tuple[Fault, ...]:
        """Return the faults of one variation, in the order of its list."""
        found = {fault.key: fault for fault in self.faults}
        return tuple(found[key] for key in variation.errors)


class Note(Keyed):
    """A doubt that is said wherever the facts it is about are shown."""

    text: Text
    sources: Sources


class Muscle(Keyed):
    """A muscle: plain words for everyone, standard terms for students, doubts for both.

    `referral` is the traditional map of trigger points and `upper_crossed` the role in Janda's
    proposal; neither is an established fact.
    """

    plain_label: Text
    latin: Text
    ta98: Text | None = None
    layer: Literal["superficial", "intermediate", "deep"]
    layer_note: Text | None = None
    origin: Text
    insertion: Text
    origin_latin: Text
    insertion_latin: Text
    nerve: Annotated[tuple[Key, ...], Field(min_length=1)]
    roots: Text
    actions: tuple[Key, ...]
    action_words: Text
    antagonists: tuple[Key, ...] = ()
    antagonists_note: Text | None = None
    referral: Text | None = None
    referral_note: Text | None = None
    upper_crossed: Literal["tight", "weak"] | None = None
    upper_crossed_note: Text | None = None
    differs: Text | None = None
    synonyms: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Sources

    @model_validator(mode="after")
    def _nothing_is_left_open(self) -> "Muscle":
        if not self.antagonists and self.antagonists_note is None:
            raise ValueError("name antagonists, or say in antagonists_note what opposes it")
        if (self.referral is None) == (self.referral_note is None):
            raise ValueError("give either referral or, where there is no map, referral_note")
        _check_difference(self.differs, self.sources)
        return self


class Action(Keyed):
    """A movement that a muscle makes, as the angles of a pose for a muscle of the right side."""

    plain_label: Text
    term: Text
    degrees: Annotated[dict[str, float], Field(min_length=1)]
    view: Literal["back", "front", "side"]
    sources: Sources


class Joint(Keyed):
    """Joints of one kind at one place; `how_many` counts both sides together."""

    plain_label: Text
    name: Text
    kind: Literal["synovial", "symphysis", "functional"]
    form: Text
    how_many: Annotated[int, Field(ge=1)]
    spine: bool
    region: Literal["upper", "low_back"]
    moves: Text
    differs: Text | None = None
    sources: Sources

    @model_validator(mode="after")
    def _a_difference_has_two_sources(self) -> "Joint":
        _check_difference(self.differs, self.sources)
        return self


class Bone(Keyed):
    """A bone, under the key that the drawing uses where it draws it."""

    plain_label: Text
    latin: Text
    ta98: Text | None = None
    words: Text
    synonyms: Annotated[tuple[Text, ...], Field(min_length=1)]
    sources: Sources


class Nerve(Keyed):
    """A nerve that moves muscles of the course."""

    plain_label: Text
    latin: Text
    roots: Text
    words: Text
    sources: Sources


class Range(Keyed):
    """How far a movement goes, and in whom; `day to day` is what changes by itself."""

    movement: Text
    joints: Annotated[tuple[Key, ...], Field(min_length=1)]
    low: float
    high: float
    unit: Literal["degrees", "ratio"] = "degrees"
    kind: Literal["clinic norm", "measured", "model limit", "day to day", "review", "textbook"]
    population: Text
    sources: Sources

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> "Range":
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


def _check_difference(differs: str | None, sources: tuple[str, ...]) -> None:
    if differs is not None and len(sources) < 2:
        raise ValueError("differs: name at least two sources, as it takes two to differ")


class RedFlag(Keyed):
    """A sign that says: do not stretch, get help, and how soon."""

    level: LevelKey
    box: Literal["A", "B1", "B2", "C"]
    text: Text
    sources: Sources


class Level(Keyed):
    """What to do at one level of the safety check."""

    key: LevelKey
    order: int
    title: Text
    advice: Text
    sources: Sources


class SafetyText(Keyed):
    """A sentence that stands in several places, always in the same words."""

    text: Text
    sources: Sources


class StopAnswer(Keyed):
    """What the player says when someone who pressed Stop tells what was felt."""

    key: Literal["too_strong", "pain_up", "nerve_or_dizzy", "emergency"]
    order: int
    felt: Text
    title: Text
    answer: Text
    level: Literal["easier", "done_today", "emergency"]
    sources: Sources


class Dose(Keyed):
    """How long and how often, by week; `sided` doses are for stretches that change sides."""

    order: int
    name: Text
    hold_s: Annotated[float, Field(ge=1, le=60)]
    repetitions: Annotated[int, Field(ge=1, le=10)]
    sided: bool = False
    note: str = ""
    sources: Sources


class PainRule(Keyed):
    """The one pain rule, said everywhere in the same words."""

    key: Literal["pain_rule"]
    during: Text
    after: Text
    over_once: Text
    over_twice: Text
    flare: Text
    most_points_above: int
    high_from: int
    high: Text
    sources: Sources


class Course(Keyed):
    """When the lessons and tables were written, and by when they should be read again."""

    key: Literal["course"]
    written: date
    review_by: date
