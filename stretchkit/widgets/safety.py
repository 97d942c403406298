"""The safety check: may this reader stretch today, or who should be asked first?"""

from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget

_BEFORE = ("A", "B1", "B2")  # the boxes to ask about; box C is for signs felt while stretching
_TEXTS = (
    "nothing_ticked",
    "adults_only",
    "box_c_title",
    "box_c_after",
    "not_better",
    "if_it_was_true",
    "if_it_was_true_seen",
)


class SafetyCheck(CourseWidget):
    """Ask for warning signs before stretching and say what to do about the worst one.

    The answers stay in the page, those of a handout in its tab: they are not stored for another
    time, and Python never sees them.
    The players of every notebook in the same page show the advice in place of Start.

    Examples
    --------
    >>> SafetyCheck()
    Safety check before stretching: 22 warning signs
    """

    kind: ClassVar[str] = "safety"
    signs = traitlets.List().tag(sync=True)
    levels = traitlets.List().tag(sync=True)
    stop_signs = traitlets.List().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

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
            if sign.box in _BEFORE
        ]
        levels = sorted(library.levels().values(), key=lambda level: level.order)
        super().__init__(
            signs=signs,
            levels=[level.model_dump(include={"key", "title", "advice"}) for level in levels],
            stop_signs=[sign.text for sign in library.red_flags().values() if sign.box == "C"],
            texts={key: texts[key].text for key in _TEXTS},
        )

    def arguments(self) -> dict[str, Any]:
        """Return nothing: the check has no arguments, and its answers are never kept."""
        return {}

    def twin(self) -> str:
        """Return the signs with what to do, the most urgent first, and when to stop a stretch."""
        said = self.texts
        lists = "".join(map(self._box, self.levels))
        return (
            '<div class="sk-twin sk-twin-safety"><p><strong>Before you stretch today</strong></p>'
            f"<p>{escape(said['adults_only'])}</p>"
            f"{lists}<p>{escape(library.safety_texts()['none_of_these'].text)}</p>"
            "<p><strong>While you stretch</strong></p>"
            f"<p>{escape(said['box_c_title'])}</p>{_list(self.stop_signs)}"
            f"<p>{escape(said['box_c_after'])}</p><p>{escape(said['not_better'])}</p></div>"
        )

    def _box(self, level: dict[str, str]) -> str:
        asked = [library.red_flags()[sign["key"]] for sign in self.signs]
        signs = [library.sign_in_full(sign) for sign in asked if sign.level == level["key"]]
        heading = f"<p><strong>{escape(level['title'])} if:</strong></p>"
        return f"{heading}{_list(signs)}<p>{escape(level['advice'])}</p>"

    def words(self) -> str:
        """Return one line that says what this is."""
        return f"Safety check before stretching: {len(self.signs)} warning signs"


def _list(texts: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
