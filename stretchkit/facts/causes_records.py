"""The shape of what may lie behind pain, of the evidence, and of cases to think through."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from stretchkit.facts.records import Key, Keyed, LevelKey, Record, Sources, Text

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Unit = Literal[
    "points of 10", "points of 9", "mm of 100", "NPQ points", "SMD", "Hedges g", "hazard ratio"
]


class Help(Keyed):
    """How soon to get help with one cause; `signs` are red flags, all of this very level."""

    key: LevelKey
    words: Text
    signs: Annotated[tuple[Key, ...], Field(min_length=1)]


class Cause(Keyed):
    """What may lie behind pain in neck and upper back.

    `source_page_row` is its row in the list of what the source page says, if it says it.
    `contested` are keys of ideas that people disagree on.
    """

    plain_label: Text
    on_source_page: bool
    source_page_row: Annotated[int, Field(ge=1, le=11)] | None = None
    tissue: Text
    what_it_is: Text
    feels_like: Text
    course: Text
    imaging: Text
    evidence_for: Text | None = None
    evidence_against: Text | None = None
    contested: tuple[Key, ...] = ()
    what_to_do: Text
    get_help: Annotated[tuple[Help, ...], Field(min_length=1)]
    doubt: Text
    sources: Sources

    @model_validator(mode="after")
    def _the_page_and_its_row_agree(self) -> "Cause":
        if self.on_source_page != (self.source_page_row is not None):
            raise ValueError("source_page_row is given if, and only if, on_source_page is true")
        return self

    @model_validator(mode="after")
    def _a_dispute_has_two_sides(self) -> "Cause":
        sides = (self.evidence_for is None, self.evidence_against is None)
        if sides[0] != sides[1] or (self.contested and sides[0]):
            raise ValueError("give evidence_for and evidence_against together; a dispute has both")
        return self


class Contested(Keyed):
    """An idea that people disagree on, both sides, and what the course teaches."""

    plain_label: Text
    claim: Text
    evidence_for: Texts
    evidence_against: Texts
    we_teach: Text
    source_page_row: Annotated[int, Field(ge=1, le=11)] | None = None
    sources: Sources


class Trial(Keyed):
    """One result of a trial or review; below zero, or a hazard ratio below one, is less of it.

    `n` is how many people, `trials` how many trials a review joined, both of the whole study
    where its parts were not seen. A change within a group is no effect of what was done: some
    of it comes by itself. `low` and `high` are the ends of the 95 % confidence interval.
    """

    cite: Text
    design: Literal[
        "randomised trial",
        "cluster-randomised trial",
        "crossover trial",
        "second year of a trial",
        "systematic review",
        "network meta-analysis",
    ]
    population: Text
    n: Annotated[int, Field(ge=1)] | None = None
    trials: Annotated[int, Field(ge=1)] | None = None
    when: Text
    what_was_done: Text
    comparison: Text
    outcome: Literal["pain", "worst pain", "function", "new neck pain", "strength and movement"]
    measure: Literal["between groups", "change within a group", "in words"]
    unit: Unit | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    favours: Literal["what was done", "the comparison", "neither", "not compared"]
    certainty: Text
    plain: Text
    doubt: Text | None = None
    sources: Sources

    @model_validator(mode="after")
    def _a_number_has_a_unit(self) -> "Trial":
        in_words = self.measure == "in words"
        if in_words != (self.effect is None) or in_words != (self.unit is None):
            raise ValueError("give effect and unit, or, without them, measure = 'in words'")
        return self

    @model_validator(mode="after")
    def _the_interval_holds_the_effect(self) -> "Trial":
        if (self.low is None) != (self.high is None):
            raise ValueError("give low and high together")
        if self.low is None or self.high is None:
            return self
        if self.effect is None or not self.low <= self.effect <= self.high:
            raise ValueError("low, effect and high must come in this order")
        nothing = 1 if self.unit == "hazard ratio" else 0
        if self.measure == "between groups" and (self.low <= nothing <= self.high) != (
            self.favours == "neither"
        ):
            raise ValueError(f"favours is 'neither' if the interval holds {nothing}, and only then")
        return self

    @model_validator(mode="after")
    def _a_change_within_a_group_favours_nothing(self) -> "Trial":
        if self.measure == "change within a group" and self.favours == "what was done":
            raise ValueError("a change within a group cannot favour what was done")
        return self

    @model_validator(mode="after")
    def _it_cites_one_of_its_sources(self) -> "Trial":
        if self.cite not in self.sources:
            raise ValueError(f"cite {self.cite!r} is not among the sources")
        return self


class Term(Keyed):
    """A word of research or medicine in plain words."""

    term: Text
    plain: Text
    sources: Sources


class Trap(Record):
    """A wrong answer that tempts, and what is said to whoever picks it."""

    kind: Literal["young", "well_looking", "usual_pain", "too_alarmed", "self_test", "certain"]
    text: Text
    feedback: Text


class Case(Keyed):
    """A story with a question; `level` is how soon to get help, where that is the question.

    `signs` are the red flags in the story. To call now is never wrong where help is due today:
    `now` is what is said to whoever would.
    """

    notebook: Annotated[str, Field(pattern=r"^\d\d$")]
    text: Text
    question: Text
    level: LevelKey | None = None
    answer: Text
    why: Text
    now: Text | None = None
    traps: Annotated[tuple[Trap, ...], Field(min_length=2, max_length=3)]
    signs: tuple[Key, ...] = ()
    sources: Sources

    @model_validator(mode="after")
    def _urgent_cases_name_their_signs(self) -> "Case":
        if not self.signs and self.level not in (None, "go_on"):
            raise ValueError(f"level {self.level}: name the signs of it")
        return self

    @model_validator(mode="after")
    def _to_call_now_is_accepted_where_help_is_due_today(self) -> "Case":
        if (self.now is not None) != (self.level == "today"):
            raise ValueError("now is given if, and only if, the level is today")
        return self

    @property
    def accepts(self) -> tuple[LevelKey, ...]:
        """The levels that are right: that of the story, and now where help is due today."""
        if self.level is None:
            return ()
        return ("emergency", self.level) if self.now else (self.level,)
