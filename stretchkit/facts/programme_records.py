"""The shape of what a person can observe on herself, and of the exercises that follow from it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from stretchkit.facts.causes_records import Texts
from stretchkit.facts.records import Key, Keyed, Record, Sources, Text

View = Literal[
    "slanting", "side", "slanting_front", "front",
    "on_back", "on_front", "over_the_feet", "from_above",
]  # fmt: skip
Thing = Literal[
    "wall ahead", "wall behind", "doorway", "mat under the back", "mat under the front",
    "towel under the head", "towel under the forehead", "rolled towel", "band between the hands",
    "band to the left", "band under the feet", "weights", "phone on the forehead",
    "angle of the head", "gap to the table",
]  # fmt: skip

# What a move asks of the body, as far as something may rule it out.
Ask = Literal[
    "arms at shoulder height", "arms above the shoulders", "hands behind the head", "chest opened",
    "arm turned out", "reaching or crossing", "weight on the arms", "push or pull", "straining",
    "nodding", "head loaded", "head tilted", "head turned", "head at its end", "looking up",
    "bending forward", "back rounded", "back arched", "lying on the back", "lying on the front",
    "on your feet",
]  # fmt: skip


class Norm(Record):
    """What was measured in some people: a mean with its spread, or a range; no line to pass."""

    population: Text
    n: Annotated[int, Field(ge=1)] | None = None
    mean: float | None = None
    sd: Annotated[float, Field(gt=0)] | None = None
    low: float | None = None
    high: float | None = None
    sources: Sources

    @model_validator(mode="after")
    def _a_mean_or_a_range(self) -> "Norm":
        pairs = [(self.mean, self.sd), (self.low, self.high)]
        if sorted(sum(value is None for value in pair) for pair in pairs) != [0, 2]:
            raise ValueError("give either mean and sd, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class Noise(Record):
    """How much a reading differs by itself.

    `MDC` is the least change that is more than noise, `SEM` how far one reading may be off, and
    `day to day` how much the same person's number changes either way.
    """

    kind: Literal["MDC", "SEM", "day to day"]
    value: Annotated[float, Field(gt=0)]
    population: Text
    sources: Sources


class Lesson(Record):
    """What a test with a cut-off did with shoulders that hurt and with shoulders that did not."""

    title: Text
    words: Text
    cut_off: float
    with_pain: Annotated[int, Field(ge=1)]
    with_pain_over: Annotated[int, Field(ge=0)]
    without_pain: Annotated[int, Field(ge=1)]
    without_pain_over: Annotated[int, Field(ge=0)]
    sources: Sources

    @property
    def sensitivity(self) -> float:
        """Return the share of those with pain that the test finds."""
        return self.with_pain_over / self.with_pain

    @property
    def specificity(self) -> float:
        """Return the share of those without pain that the test leaves alone."""
        return 1 - self.without_pain_over / self.without_pain


class HowTo(Record):
    """One picture of how something is done: a pose, from where it is seen, and what is with it.

    `near` is how much of the person it shows. Two pictures of a row are its start and its end,
    unless they have captions of their own.
    """

    pose: Key
    view: View
    near: Literal["whole", "trunk", "head"] = "whole"
    things: tuple[Thing, ...] = ()
    caption: Text | None = None
    words: Text


class Pictured(Keyed):
    """What is done with the body: it has one or two pictures, or says why it has none.

    `asks` is all that its steps, pictures and doses ask of the body.
    """

    poses: Annotated[tuple[HowTo, ...], Field(max_length=2)] = ()
    no_picture: Text | None = None
    asks: tuple[Ask, ...] = ()
    not_for_you_if: Texts

    @model_validator(mode="after")
    def _it_has_pictures_or_a_reason(self) -> "Pictured":
        if bool(self.poses) == (self.no_picture is not None):
            raise ValueError("give either poses or, where the body cannot be posed, no_picture")
        return self


class Observation(Pictured):
    """Something to observe on oneself: a reason to pick an exercise, never a diagnosis.

    `least` and `most` are the values that make sense at all; for yes or no they are 0 and 1.
    `tries` is how often a reading is taken; their mean counts. A mean below `ask_below` is far less
    than the norms: the reader is told to read again and then to ask.
    """

    plain_label: Text
    looks_at: Text
    how_to: Texts
    needs: tuple[Literal["partner", "ruler", "phone", "wall", "watch", "floor"], ...]
    unit: Literal["degrees", "seconds", "cm", "yes or no"]
    least: float
    most: float
    tries: Annotated[int, Field(ge=1, le=2)] = 1
    side_compare: bool
    norms: tuple[Norm, ...] = ()
    ask_below: float | None = None
    noise: tuple[Noise, ...] = ()
    noise_note: Text | None = None
    evidence: Text
    cannot_say: Text
    lessons: tuple[Lesson, ...] = ()
    sources: Sources

    @model_validator(mode="after")
    def _least_is_below_most(self) -> "Observation":
        if self.least >= self.most:
            raise ValueError(f"least {self.least:g} is not below most {self.most:g}")
        if self.unit == "yes or no" and (self.least, self.most) != (0, 1):
            raise ValueError("yes or no: least is 0 and most is 1")
        return self

    @model_validator(mode="after")
    def _noise_is_given_or_said_to_be_unknown(self) -> "Observation":
        if bool(self.noise) == (self.noise_note is not None):
            raise ValueError("give either noise or, where none was found, noise_note")
        return self

    @model_validator(mode="after")
    def _a_norm_lies_among_the_values_that_make_sense(self) -> "Observation":
        for norm in self.norms:
            for value in (norm.mean, norm.low, norm.high):
                if value is not None and not self.least <= value <= self.most:
                    raise ValueError(f"norm {value:g} is outside {self.least:g} to {self.most:g}")
        return self


class Step(Record):
    """One step of an exercise: what to do, how much, and the minutes that it takes in a day.

    `hold_s` is 0 for a slow movement that is not held.
    """

    words: Text
    sets: Annotated[int, Field(ge=1, le=4)]
    repetitions: Annotated[int, Field(ge=1, le=40)]
    hold_s: Annotated[float, Field(ge=0, le=60)] = 0
    minutes: Annotated[float, Field(gt=0, le=12)]


class Exercise(Pictured):
    """An exercise; the first of its steps is where one begins.

    `counter_to` are stretches that leave out what this one gives, `answers` observations that
    are a reason to pick it, `signs` red flags that forbid it above all.
    """

    plain_label: Text
    group: Literal["lengthen", "strengthen", "move"]
    targets: tuple[Key, ...] = ()
    targets_note: Text | None = None
    position: Literal["standing", "sitting", "lying"]
    needs: tuple[Literal["floor", "wall", "doorway", "chair", "band", "towel", "weights"], ...]
    how_to: Texts
    days_a_week: Annotated[int, Field(ge=1, le=7)]
    two_sided: bool
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    step_back: Text
    signs: tuple[Key, ...] = ()
    counter_to: tuple[Key, ...] = ()
    answers: tuple[Key, ...] = ()
    evidence: Text
    sources: Sources

    @model_validator(mode="after")
    def _it_is_for_something(self) -> "Exercise":
        if not self.targets and self.targets_note is None:
            raise ValueError("name targets, or say in targets_note what it is for")
        return self

    @model_validator(mode="after")
    def _steps_only_get_larger(self) -> "Exercise":
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            if work(after) < work(before) or after.minutes < before.minutes:
                raise ValueError(f"the step {after.words!r} is less than the one before it")
        return self

    @model_validator(mode="after")
    def _the_minutes_are_enough(self) -> "Exercise":
        for step in self.steps:
            if step.minutes * 60 < work(step) * (2 if self.two_sided else 1):
                raise ValueError(
                    f"the step {step.words!r} takes more than {step.minutes:g} minutes"
                )
        return self


def work(step: Step) -> float:
    """Return the seconds of one side that a step asks for; a slow movement counts as 3."""
    return step.sets * step.repetitions * (step.hold_s or 3)
