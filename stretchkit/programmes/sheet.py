"""A plan as a sheet to read, print and tick: one tree, shown by a notebook and by a widget.

A node of the tree is a text, or a list: a tag, its attributes, then the nodes in it. Texts are
only ever shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from stretchkit import facts
from stretchkit.programmes.calendar import date_of
from stretchkit.programmes.pictures import pictures

if TYPE_CHECKING:
    from stretchkit.programmes.plan import Item, Plan

Node = str | list[Any]

_SPACE = "\N{NO-BREAK SPACE}"
_BOX = (
    "width: 2.2em; height: 2.2em; padding: 0.2em; border: 1px solid; "
    "text-align: center; vertical-align: middle"
)
_BOXES = "The number in a box is how many minutes that day takes."
_DAY = "padding: 0.2em; text-align: center"
_CELL = "padding: 0.4em 0.8em 0.4em 0; text-align: left"
_STYLE = (
    ":root { color-scheme: light dark } "
    "body { max-width: 44rem; margin: auto; padding: 1rem } "
    "body { font: 1.05rem/1.45 system-ui, sans-serif } "
    "h4 { margin: 1.6em 0 0.4em } p, ul, ol { margin: 0.4em 0 } h3, h4 { break-after: avoid } "
    "tr, li, figure { break-inside: avoid } "
    "@media print { body { padding: 0; font-size: 11pt; color: #000 } details { display: none } "
    # The check is a page of its own.
    "article + article { break-before: page } }"
)
_KINDS = {
    "strengthen": "strength",
    "lengthen": "stretch",
    "move": "movement",
    "stretch": "stretch of the course",
}


def html(node: Node) -> str:
    """Return a tree as HTML."""
    if isinstance(node, str):
        return escape(node)
    tag, attributes, *inside = node
    written = "".join(f' {name}="{_quoted(value)}"' for name, value in attributes.items())
    end = "" if tag == "img" else f"</{tag}>"
    return f"<{tag}{written}>{''.join(map(html, inside))}{end}"


def _quoted(value: str) -> str:
    # Single quotes stay: a picture is full of them.
    return escape(value, quote=False).replace('"', "&quot;")


def page(plan: Plan) -> str:
    """Return a plan as a page of its own, to print: first the safety check, then the plan."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(_title(plan))}</title><style>{_STYLE}</style></head>"
        f"<body>{html(_check()) if plan.items else ''}{html(sheet(plan))}</body></html>\n"
    )


def line(plan: Plan) -> str:
    """Return a plan in one line."""
    if plan.advice:
        return f"No plan. {plan.advice.title}. {plan.advice.words}"
    if not plan.items:
        return f"No plan. {plan.notes[0]}"
    return f"{_title(plan)}: {'; '.join(item.move.label for item in plan.items)}"


def sheet(plan: Plan) -> Node:
    """Return a plan as a tree; where there is advice in its place, that alone."""
    if plan.advice:
        return _card(["h3", {}, plan.advice.title], _p(plan.advice.words))
    if not plan.items:
        return _card(["h3", {}, "No plan"], _list(plan.notes))
    texts, safety = facts.plan_texts(), facts.safety_texts()
    ticks = [] if plan.example else [texts["ticks"].text]
    not_better = f"{safety['not_better'].text} {texts['long_plan'].text}"
    return _card(
        ["h3", {}, _title(plan)],
        *([_p(["strong", {}, texts["example"].text])] if plan.example else []),
        ["p", {}, ["strong", {}, texts["check_first"].text]],
        ["ol", {}, *(["li", {}, *_in_short(plan, item)] for item in plan.items)],
        # On paper this and the last part may stand on a sheet of their own.
        on_one_page(
            ["h4", {}, f"Week by week{' (example)' if plan.example else ''}"],
            _p(" ".join([texts["go_on"].text, *ticks, _BOXES])),
            _weeks(plan),
        ),
        on_one_page(["h4", {}, "If it hurts"], _p(plan.step_back), *_stop_signs()),
        *(node for number, item in enumerate(plan.items, 1) for node in _in_full(item, number)),
        ["h4", {}, "What the three stretches leave out"],
        _list(f"{lack} {by}" for lack, by in plan.counter_movements),
        ["h4", {}, "About this example" if plan.example else "About this plan"],
        _list([*plan.notes, not_better, safety["not_advice"].text]),
        ["details", {}, ["summary", {}, "Sources"], ["ul", {}, *map(_source, plan.sources)]],
    )


def _title(plan: Plan) -> str:
    first = f" from {plan.start.day} {plan.start:%B %Y}" if plan.start else ""
    name = "Example of a plan" if plan.example else "Plan"
    return (
        f"{name} for {plan.weeks} weeks{first}, {len(plan.days)} days a week, "
        f"up to {plan.minutes:g} minutes a day"
    )


def _in_short(plan: Plan, item: Item) -> list[Node]:
    some = ""
    if item.days != plan.days:
        some = f" (on days {', '.join(str(day + 1) for day in item.days)} only)"
    return [["strong", {}, f"{_upper(item.move.label)}{some}"], _list(_doses(item))]


def _in_full(item: Item, number: int) -> list[Node]:
    move = item.move
    needs = f" You need: {', '.join(move.needs)}." if move.needs else ""
    return [
        on_one_page(
            ["h4", {}, f"{number}. {_upper(move.label)} ({_KINDS[move.kind]})"],
            _p(f"{' '.join(item.why)}{needs}"),
            *pictures(move.poses),
            ["ol", {}, *(["li", {}, step] for step in move.how_to)],
        ),
        _p(["strong", {}, "Easier: "], move.easier),
        _p(["strong", {}, "Not for you if: "]),
        _list(move.not_for_you_if),
        _p(["strong", {}, "What is known: "], move.evidence),
    ]


def _doses(item: Item) -> Iterable[str]:
    """Yield the doses, weeks of the same dose together."""
    numbered = enumerate(item.doses, 1)
    for dose, group in groupby(numbered, lambda pair: pair[1]):
        weeks = [week for week, _ in group]
        when = f"Week {weeks[0]}" if len(weeks) == 1 else f"Weeks {weeks[0]} to {weeks[-1]}"
        yield f"{when}: {dose.words} {_minutes(dose.minutes)}."


def _weeks(plan: Plan) -> Node:
    """Return the table to tick: a row a week, a box a day, and in it the minutes of that day."""
    head = [["th", {"scope": "col", "style": _CELL}, "Week"]]
    head += [["th", {"scope": "col", "style": _DAY}, _day(plan, day)] for day in plan.days]
    rows = []
    for week in range(1, plan.weeks + 1):
        minutes = [plan.minutes_on(week, day) for day in plan.days]
        name = ["th", {"scope": "row", "style": _CELL}, _week(plan, week)]
        boxes = [["td", {"style": _BOX}, f"{time:g}" if time else "–"] for time in minutes]
        rows.append(["tr", {}, name, *boxes])
    return ["table", {"style": "width: auto; border-collapse: collapse"},
            ["thead", {}, ["tr", {}, *head]], ["tbody", {}, *rows]]  # fmt: skip


def _day(plan: Plan, day: int) -> str:
    return f"{date_of(plan.start, 1, day):%a}" if plan.start else f"Day {day + 1}"


def _week(plan: Plan, week: int) -> str:
    if plan.start is None:
        return str(week)
    on = date_of(plan.start, week, 0)
    return f"{week} ({on.day}{_SPACE}{on:%b})"


def _check() -> Node:
    """Return the signs of the safety check, the most urgent first, and what to do at each."""
    signs = [sign for sign in facts.red_flags().values() if sign.box != "C"]
    found = []
    for level in sorted(facts.levels().values(), key=lambda level: level.order):
        texts = [facts.sign_in_full(sign) for sign in signs if sign.level == level.key]
        found += [_p(["strong", {}, f"{level.title} if:"]), _list(texts), _p(level.advice)]
    return _card(
        ["h3", {}, "The safety check"],
        _p(facts.plan_texts()["check_first"].text),
        *found,
        _p(facts.safety_texts()["none_of_these"].text),
    )


def _stop_signs() -> list[Node]:
    texts = facts.safety_texts()
    signs = [sign.text for sign in facts.red_flags().values() if sign.box == "C"]
    return [
        _p(["strong", {}, texts["box_c_title"].text]),
        _list(signs),
        _p(texts["box_c_after"].text),
    ]


def _source(key: str) -> Node:
    words = re.split(r"(https://\S+)", facts.cite(key))
    parts = [["a", {"href": one}, one] if one.startswith("https://") else one for one in words]
    return ["li", {}, *(part for part in parts if part)]


def _minutes(minutes: float) -> str:
    return "1 minute" if minutes == 1 else f"{minutes:g} minutes"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _p(*inside: Node) -> Node:
    return ["p", {}, *inside]


def _list(texts: Iterable[str]) -> Node:
    return ["ul", {}, *(["li", {}, text] for text in texts)]


def on_one_page(*inside: Node) -> Node:
    """Return a tree that no page's end parts."""
    return ["div", {"style": "break-inside: avoid"}, *inside]


def _card(*inside: Node) -> Node:
    return ["article", {"class": "sk-card"}, *inside]
