"""A guess made before the answer is seen, shown again beside it."""

from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.question import lettered


class Prediction(CourseWidget):
    """Ask for a guess, keep it on the page, and show it beside the answer.

    The guess stays in the page: it is not stored and not sent to Python.

    Parameters
    ----------
    key : str
        The key of a prediction in `data/quiz`.
    answer : bool, default False
        True for the view further down the notebook that picks up the guess and gives the answer.

    Raises
    ------
    KeyError
        If there is no such prediction; the message names the closest keys.

    Examples
    --------
    >>> from stretchkit.facts import library
    >>> key = next(iter(library.predictions()))
    >>> Prediction(key, answer=True).arguments() == {"key": key, "answer": True}
    True
    """

    kind: ClassVar[str] = "prediction"
    prediction = traitlets.Dict().tag(sync=True)
    answer_view = traitlets.Bool().tag(sync=True)

    def __init__(self, key: str, answer: bool = False) -> None:
        self._record = library.look_up(library.predictions(), key, "prediction")
        asked = {"key", "text", "choices", "answer", "why"}
        super().__init__(
            prediction=self._record.model_dump(mode="json", include=asked),
            answer_view=bool(answer),
        )

    def arguments(self) -> dict[str, Any]:
        """Return the key, and whether this is the answer view."""
        return {"key": self._record.key, "answer": self.answer_view}

    def twin(self) -> str:
        """Return the question with lettered choices, its answer folded away below.

        The answer view gives the answer at once: it stands where the answer belongs.
        """
        item = self._record
        answer = f"{item.choices[item.answer]}. {item.why}"
        if self.answer_view:
            return (
                f'<div class="sk-twin sk-twin-quiz"><p>{escape(item.text)}</p>'
                f"<details open><summary>Answer</summary><p>{escape(answer)}</p></details></div>"
            )
        return lettered("Prediction", item.text, list(item.choices), answer)

    def words(self) -> str:
        """Return the prediction in one line."""
        kind = "Answer" if self.answer_view else "Prediction"
        return f"{kind}: {self._record.text}"
