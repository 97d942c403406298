"""Stories to think through: how soon is help needed, or which answer fits?"""

from html import escape
from string import ascii_uppercase
from typing import Any, ClassVar
from zlib import crc32

import traitlets

from stretchkit import facts
from stretchkit.facts.causes_records import Case, Trap
from stretchkit.facts.records import Level
from stretchkit.widgets.base import CourseWidget

_SHORT = {"emergency": "Now", "today": "Today", "this_week": "This week", "go_on": "Go on"}
# A story that can go on may have nothing to ask about: here the level says less than the check.
_GO_ON = "Keep moving. Ask in the next weeks if it stays"
_OPENINGS = {words: level for level, words in _SHORT.items()} | {"No help at all": "go_on"}
_SOONER = "That is sooner than this story calls for. In doubt, too soon is better than too late."
_LATER = "That is later than this story allows. Read once more what it tells."


class Cases(CourseWidget):
    """Go through the stories of a notebook one by one, and be answered whatever is chosen.

    Where a story asks how soon help is needed, the choices are the levels of the safety check.
    Nothing that is chosen leaves the page.

    Parameters
    ----------
    notebook : str, default "02"
        The number of the notebook that the stories belong to.

    Raises
    ------
    KeyError
        If that notebook has no stories; the message names those that have.

    Examples
    --------
    >>> Cases("08")
    Cases to think through, notebook 08: 2
    """

    kind: ClassVar[str] = "cases"
    cases = traitlets.List().tag(sync=True)
    groups = traitlets.List().tag(sync=True)  # the numbers of the cases, by level

    def __init__(self, notebook: str = "02") -> None:
        self._records = _of_notebook(notebook)
        super().__init__(
            cases=[shown(case) for case in self._records],
            groups=_by_level(self._records),
        )

    def arguments(self) -> dict[str, Any]:
        """Return the number of the notebook."""
        return {"notebook": self._records[0].notebook}

    def twin(self) -> str:
        """Return the stories with their choices, and all answers after the last story."""
        asked = "Which answer fits?"
        if any(case.level for case in self._records):
            levels = [f"{_SHORT[level.key]}: {_note(level)}" for level in _in_order()]
            asked = f"How soon does each of these people need help?{_lettered(levels)}"
        return (
            f'<div class="sk-twin sk-twin-cases"><div><strong>Cases.</strong> {asked}</div>'
            f"<ol>{''.join(map(_story, self._records))}</ol><p><strong>Answers</strong></p>"
            f"<ol>{''.join(map(_answer, self._records))}</ol></div>"
        )

    def words(self) -> str:
        """Return one line that says what this is."""
        notebook = self._records[0].notebook
        return f"Cases to think through, notebook {notebook}: {len(self._records)}"


def shown(case: Case) -> dict[str, Any]:
    """Return what the page needs of a case.

    Each choice has what is said to it; `others` is what else may tempt, for whoever was right.
    A choice that is `also` right is sooner than the story's own level, and never called wrong.
    A reply's `thought` is the wrong answer that its words are about.
    """
    others = [_reply(trap.feedback, f"“{trap.text}”") for trap in _elsewhere(case)]
    told = case.model_dump(mode="json", include={"text", "question", "answer"})
    return told | {"choices": _choices(case), "others": others}


def _choices(case: Case) -> list[dict[str, Any]]:
    if not case.level:
        return _own_choices(case)
    right = facts.levels()[case.level]
    return [
        {
            "text": _SHORT[level.key],
            "note": _note(level),
            "right": level is right,
            "also": level is not right and level.key in case.accepts,
            "replies": _replies(case, level, right),
        }
        for level in _in_order()
    ]


def _replies(case: Case, level: Level, right: Level) -> list[dict[str, str]]:
    """Return what is said to a level: the traps that lead there have their words on it."""
    if level.key in case.accepts:
        near = [trap for trap in case.traps if _leads_to(case, trap) in (level.key, case.level)]
        careful = [_reply(trap.feedback, f"But not: “{trap.text}”") for trap in near]
        first = [] if level is right else [_reply(case.now or "")]
        return [*first, _reply(case.answer), _reply(case.why), *careful]
    if traps := [trap for trap in case.traps if _leads_to(case, trap) == level.key]:
        return [_reply(trap.feedback, f"It is tempting: “{trap.text}”") for trap in traps]
    if level.order < right.order:
        return [_reply(_SOONER), _reply(case.why)]
    return [_reply(_LATER)]


def _own_choices(case: Case) -> list[dict[str, Any]]:
    """Return the answer among its traps, mixed, and always in the same order."""
    said = {trap.text: trap.feedback for trap in case.traps} | {case.answer: case.why}
    return [
        {
            "text": text,
            "note": "",
            "right": text == case.answer,
            "also": False,
            "replies": [_reply(said[text])],
        }
        for text in sorted(said, key=lambda text: crc32(text.encode()))
    ]


def _reply(words: str, thought: str = "") -> dict[str, str]:
    return {"thought": thought, "words": words}


def _elsewhere(case: Case) -> list[Trap]:
    """Return the traps that do not stand with the right level already."""
    return [trap for trap in case.traps if not case.level or _leads_to(case, trap) != case.level]


def _leads_to(case: Case, trap: Trap) -> str:
    """Return the level that a trap names with its first words."""
    for opening, level in _OPENINGS.items():
        if trap.text.startswith(opening):
            return level
    allowed = ", ".join(_OPENINGS)
    raise facts.FactError(f"cases.toml, {case.key}: each trap begins with one of: {allowed}")


def _note(level: Level) -> str:
    return _GO_ON if level.key == "go_on" else level.title


def _in_order() -> list[Level]:
    return sorted(facts.levels().values(), key=lambda level: level.order)


def _of_notebook(notebook: str) -> list[Case]:
    found: dict[str, list[Case]] = {}
    for case in facts.cases().values():
        found.setdefault(case.notebook, []).append(case)
    if notebook not in found:
        raise KeyError(f"no cases for notebook {notebook!r}; there are some for {', '.join(found)}")
    return found[notebook]


def _by_level(cases: list[Case]) -> list[dict[str, Any]]:
    titles = {level.key: f"{_SHORT[level.key]}. {_note(level)}" for level in _in_order()}
    groups = [
        {"title": title, "cases": [at for at, case in enumerate(cases) if case.level == key]}
        for key, title in (titles | {None: "All cases"}).items()
    ]
    return [group for group in groups if group["cases"]]


def _story(case: Case) -> str:
    if case.level:
        return f"<li>{escape(case.text)}</li>"
    choices = _lettered([choice["text"] for choice in _choices(case)])
    return f"<li>{escape(case.text)} <strong>{escape(case.question)}</strong>{choices}</li>"


def _answer(case: Case) -> str:
    letter = ascii_uppercase[[choice["right"] for choice in _choices(case)].index(True)]
    also = f" {_SHORT['emergency']} is right too: {case.now}" if case.now else ""
    return f"<li><strong>{letter}. {escape(case.answer)}</strong> {escape(case.why + also)}</li>"


def _lettered(choices: list[str]) -> str:
    rows = "".join(f"<li>{escape(choice)}</li>" for choice in choices)
    return f'<ol type="A">{rows}</ol>'
