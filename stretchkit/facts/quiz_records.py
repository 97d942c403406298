"""The shape of the questions and predictions of the lessons."""

from typing import Annotated

from pydantic import Field, model_validator

from stretchkit.facts.records import Keyed, Record, Sources, Text


class Choice(Record):
    """One answer of a question, with what is said to whoever picks it."""

    text: Text
    right: bool = False
    feedback: Text


class QuizQuestion(Keyed):
    """A question with one right answer and a word for every wrong one."""

    notebook: Annotated[str, Field(pattern=r"^\d\d$")]
    objective: Text
    text: Text
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    sources: Sources

    @model_validator(mode="after")
    def _one_right_answer(self) -> "QuizQuestion":
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError("exactly one choice must have right = true")
        return self


class QuizPrediction(Keyed):
    """A guess made before the answer is seen."""

    notebook: Annotated[str, Field(pattern=r"^\d\d$")]
    text: Text
    choices: Annotated[tuple[Text, ...], Field(min_length=2)]
    answer: Annotated[int, Field(ge=0)]
    why: Text
    sources: Sources

    @model_validator(mode="after")
    def _the_answer_is_a_choice(self) -> "QuizPrediction":
        if self.answer >= len(self.choices):
            raise ValueError(f"answer {self.answer} is not one of 0 to {len(self.choices) - 1}")
        return self
