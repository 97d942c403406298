"""A question with one right answer and a word for every choice."""

from html import escape
from string import ascii_uppercase
from typing import Any, ClassVar

import traitlets

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget


class Question(CourseWidget):
    """Ask one question of the course and answer every choice.

    Nothing that is chosen leaves the page.

    Parameters
    ----------
    key : str
        The key of a question in `data/quiz`.

    Raises
    ------
    KeyError
        If there is no such question; the message names the closest keys.

    Examples
    --------
    >>> from stretchkit.facts import library
    >>> key = next(iter(library.questions()))
    >>> Question(key).arguments() == {"key": key}
    True
    """

    kind: ClassVar[str] = "question"
    question = traitlets.Dict().tag(sync=True)

    def __init__(self, key: str) -> None:
        self._record = library.look_up(library.questions(), key, "question")
        super().__init__(question=self._record.model_dump(mode="json", include={"text", "choices"}))

    def arguments(self) -> dict[str, Any]:
        """Return the key of the question."""
        return {"key": self._record.key}

    def twin(self) -> str:
        """Return the question with lettered choices, its answer folded away below."""
        choices = self._record.choices
        right = next(number for number, choice in enumerate(choices) if choice.right)
        answer = f"{ascii_uppercase[right]}. {choices[right].text} {choices[right].feedback}"
        return lettered("Question", self._record.text, [item.text for item in choices], answer)

    def words(self) -> str:
        """Return the question in one line."""
        return f"Question: {self._record.text}"


def lettered(kind: str, text: str, choices: list[str], answer: str) -> str:
    """Return a question as plain HTML: choices A, B, C and the answer folded away."""
    rows = "".join(f"<li>{escape(choice)}</li>" for choice in choices)
    return (
        f'<div class="sk-twin sk-twin-quiz"><p><strong>{kind}.</strong> {escape(text)}</p>'
        f'<ol type="A">{rows}</ol>'
        f"<details><summary>Answer</summary><p>{escape(answer)}</p></details></div>"
    )
