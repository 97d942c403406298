"""Observe yourself: readings with their spread and noise, marks, and a plan made from the marks."""

from datetime import UTC, datetime
from typing import Any, ClassVar

import traitlets

from stretchkit import facts
from stretchkit.facts.programme_records import Pictured
from stretchkit.programmes import Plan, programme
from stretchkit.programmes.calendar import ics
from stretchkit.programmes.moves import not_for_you_if, rules_out
from stretchkit.programmes.pictures import pictures
from stretchkit.programmes.sheet import Node, html, on_one_page, page, sheet
from stretchkit.widgets.base import CourseWidget

_PARTS: Any = {"__all__": {"sources"}}
_LEFT_OUT: Any = {
    **{"sources": True, "norms": _PARTS, "noise": _PARTS, "lessons": _PARTS},
    **{"poses": True, "no_picture": True, "asks": True},
}
_SAID = ("check_first", "read_again", "tries_apart", "low_reading", "ruled_out")
_BLANK = "width: 6em; height: 2.2em; padding: 0.4em; border: 1px solid"


class Observations(CourseWidget):
    """Take readings of yourself, see them beside their spread and noise, mark what to work on.

    Readings stay in the page: they are not stored, and Python never sees them. A plan is asked
    for by message, with the keys of what was marked and of what rules exercises out alone; the
    answer goes back by message too, so that no trait and no output holds any of it.

    Examples
    --------
    >>> Observations()
    Observations: 9 things to look at, and a plan
    """

    kind: ClassVar[str] = "observations"
    observations = traitlets.List().tag(sync=True)
    conditions = traitlets.List().tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    sources = traitlets.List().tag(sync=True)
    exercises = traitlets.List().tag(sync=True)  # for pages without Python: the tree of them all

    def __init__(self) -> None:
        found = facts.observations().values()
        limits = facts.plan_limits()
        super().__init__(
            observations=[
                one.model_dump(mode="json", exclude=_LEFT_OUT)
                | {
                    "not_for_you_if": list(_not_for(one)),
                    "ruled_out_by": _ruled_out_by(one),
                    "pictures": pictures(one.poses),
                }
                for one in found
            ],
            conditions=[
                one.model_dump(include={"key", "group", "plain_label", "level"})
                for one in facts.conditions().values()
            ],
            limits=limits.model_dump(exclude={"key", "sources"}),
            texts={
                "not_advice": facts.safety_texts()["not_advice"].text,
                **{key: facts.plan_texts()[key].text for key in _SAID},
                "levels": {key: level.advice for key, level in facts.levels().items()},
            },
            sources=_sources(),
        )
        self.on_msg(lambda _widget, message, _buffers: self.send(self._handle(message)))

    def _handle(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a message of the page: a plan, or what is wrong in words."""
        request = {"request": message.get("request")}
        try:
            plan = _plan(message)
            match message.get("act"):
                case "plan":
                    return {**request, "plan": sheet(plan)}
                case "calendar":
                    text = ics(plan, message.get("at") or None, datetime.now(UTC)).decode()
                    return {**request, "file": text, "name": "exercises.ics"}
                case "sheet":
                    return {**request, "file": page(plan), "name": "my-plan.html"}
            raise ValueError("the page asked for something unknown; reload the page")
        except (KeyError, ValueError) as error:
            return {**request, "error": str(error.args[0])}

    def offline_state(self) -> dict[str, Any]:
        """Return the exercises as a tree: a page without Python shows them in place of a plan."""
        return {"exercises": exercise_list()}

    def arguments(self) -> dict[str, Any]:
        """Return nothing: there are no arguments, and what was observed is never kept."""
        return {}

    def twin(self) -> str:
        """Return the observations with blank fields, and all exercises, for paper.

        A saved notebook has room for one coarse picture of each observation: its end.
        """
        return self._on_paper(every_picture=False)

    def paper(self) -> str:
        """Return the same with every picture, for a handout."""
        return self._on_paper(every_picture=True)

    def _on_paper(self, *, every_picture: bool) -> str:
        found = [
            ["p", {}, ["strong", {}, "Observe yourself"]],
            _p(facts.plan_texts()["check_first"].text),
            _p("Nothing here is passed or failed. Each is a reason to pick an exercise."),
        ]
        if not every_picture:
            found.append(_ask_first())
        for row in facts.observations().values():
            shown = pictures(row.poses) if every_picture else pictures(row.poses[-1:], coarse=True)
            found += _blank(row, shown, whole=every_picture)
        found += [
            *exercise_list(pictured=every_picture),
            ["p", {}, ["strong", {}, "Sources"]],
            _list(self.sources),
        ]
        return f'<div class="sk-twin sk-twin-observations">{"".join(map(html, found))}</div>'

    def words(self) -> str:
        """Return one line that says what this is."""
        return f"Observations: {len(self.observations)} things to look at, and a plan"


def _plan(message: dict[str, Any]) -> Plan:
    return programme(
        message.get("observations", ()),
        weeks=message.get("weeks", 8),
        days=message.get("days", 3),
        not_for=message.get("not_for", ()),
        start=message.get("start") or None,
    )


def exercise_list(*, pictured: bool = True) -> list[Node]:
    """Return every exercise of a plan as a list of trees, with its pictures or, saved, without.

    A saved notebook has no room to say beside each what no exercise is for: it is said once.
    """
    kinds = {"lengthen": "stretch", "strengthen": "strength", "move": "movement"}
    found: list[Node] = [
        ["p", {}, ["strong", {}, "Exercises to choose from"]],
        _p(
            "A plan is made in the notebook, from what you mark. "
            f"It has at most {facts.plan_limits().most_items} of these, and always strength work."
        ),
    ]
    if not pictured:
        found.append(_ask_first())
    for row in facts.exercises().values():
        steps: Node = ["ol", {}, *(["li", {}, step] for step in row.how_to)]
        name = f"{_upper(row.plain_label)} ({kinds[row.group]})"
        named: Node = ["p", {}, ["strong", {}, name]]
        found += [on_one_page(named, *pictures(row.poses), steps)] if pictured else [named, steps]
        found += [
            _p(f"Begin with: {row.steps[0].words} Later: {row.steps[-1].words}"),
            _p(f"Easier: {row.step_back}"),
            _p(f"Not for you if: {' '.join(_not_for(row, whole=pictured))}"),
        ]
    return found


def _not_for(row: Pictured, *, whole: bool = True) -> tuple[str, ...]:
    """Return what a move is not for, without what none is for if that stands above them all.

    One that asks nothing of the body has its own lines alone.
    """
    if not row.asks:
        return row.not_for_you_if
    above = () if whole else _no_plan_at_all()
    return tuple(line for line in not_for_you_if(row.not_for_you_if, row.asks) if line not in above)


def _ruled_out_by(row: Pictured) -> list[str]:
    """Return the keys of the conditions that rule a move out: all its "Not for you if" lines."""
    lines, asks = row.not_for_you_if, row.asks
    own = set(lines)
    return [
        one.key
        for one in facts.conditions().values()
        if (rules_out(one, lines, asks) if asks else own & {*one.lines, one.plain_label})
    ]


def _no_plan_at_all() -> tuple[str, ...]:
    return tuple(one.plain_label for one in facts.conditions().values() if one.level)


def _ask_first() -> Node:
    return _p(f"Ask a clinician before any of these if: {' '.join(_no_plan_at_all())}")


def _blank(row: Any, shown: list[Node], *, whole: bool) -> list[Node]:
    sides = ("Left", "Right") if row.side_compare else ("",)
    unit = "" if row.unit == "yes or no" else f" ({row.unit})"
    tries = ("first try", "second try") if row.tries == 2 else ("",)
    names = [", ".join(filter(None, (side, one))) for side in sides for one in tries]
    again = facts.plan_texts()["read_again"].text
    first = "Yes or no" if row.unit == "yes or no" else "Reading"
    cells = [
        ["tr", {}, ["th", {"scope": "row"}, f"{_upper(name or first)}{unit}"],
         ["td", {"style": _BLANK}, ""]]
        for name in names
    ]  # fmt: skip
    return [
        ["p", {}, ["strong", {}, _upper(row.plain_label)]],
        _p(row.looks_at),
        _p(f"Not for you if: {' '.join(_not_for(row, whole=whole))}"),
        *shown,
        ["ol", {}, *(["li", {}, step] for step in row.how_to)],
        ["table", {}, ["tbody", {}, *cells]],
        *([_p(f"Less than {row.ask_below:g} {row.unit}? {again}")] if row.ask_below else []),
        _p(row.cannot_say),
    ]


def _sources() -> list[str]:
    keys: list[str] = []
    for row in facts.observations().values():
        keys += row.sources
        keys += [key for norm in row.norms for key in norm.sources]
        keys += [key for noise in row.noise for key in noise.sources]
        keys += [key for lesson in row.lessons for key in lesson.sources]
    return [facts.cite(key) for key in dict.fromkeys(keys)]


def _p(text: str) -> Node:
    return ["p", {}, text]


def _list(texts: list[str]) -> Node:
    return ["ul", {}, *(["li", {}, text] for text in texts)]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
