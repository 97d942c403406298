"""The safety check: may this reader stretch today, or who should be asked first?"""

from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget

_BOXES = ("A", "B1", "B2")  # box C is for signs felt while stretching


class SafetyCheck(CourseWidget):
    """Ask for warning signs before stretching and say what to do about the worst one.

    The answers stay in the page: they are not stored, and Python never sees them.
    The players of the same notebook show the advice in place of Start.

    Examples
    --------
    >>> SafetyCheck()
    Safety check before stretching: 22 warning signs
    """

    kind: ClassVar[str] = "safety"
    signs = traitlets.List().tag(sync=True)
    levels = traitlets.List().tag(sync=True)
    nothing_ticked = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        texts = library.safety_texts()
        # A sign with a text of its own name has one line more to say when it is ticked.
        signs = [
            {
                "key": sign.key,
                "level": sign.level,
                "text": sign.text,
                "then": texts[sign.key].text if sign.key in texts else "",
            }
            for sign in library.red_flags().values()
            if sign.box in _BOXES
        ]
        levels = sorted(library.levels().values(), key=lambda level: level.order)
        super().__init__(
            signs=signs,
            levels=[level.model_dump(include={"key", "title", "advice"}) for level in levels],
            nothing_ticked=texts["nothing_ticked"].text,
        )

    def arguments(self) -> dict[str, Any]:
        """Return nothing: the check has no arguments, and its answers are never kept."""
        return {}

    def twin(self) -> str:
        """Return the signs as lists, the most urgent first."""
        lists = "".join(
            f"<p><strong>{escape(level['title'])} if:</strong></p><ul>"
            + "".join(
                f"<li>{escape(sign['text'])}</li>"
                for sign in self.signs
                if sign["level"] == level["key"]
            )
            + "</ul>"
            for level in self.levels
        )
        return (
            '<div class="sk-twin sk-twin-safety"><p><strong>Before you stretch today</strong></p>'
            f"{lists}<p>{escape(library.safety_texts()['none_of_these'].text)}</p></div>"
        )

    def words(self) -> str:
        """Return one line that says what this is."""
        return f"Safety check before stretching: {len(self.signs)} warning signs"
