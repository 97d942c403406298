"""The Canadian C-spine rule on written cases, step by step: a student's exercise."""

from collections.abc import Iterable
from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit import facts
from stretchkit.facts.citations import cite_list
from stretchkit.facts.cspine import CspineCase, CspineRule, Decision, RuleItem
from stretchkit.widgets.base import CourseWidget

_SAYS: dict[bool | str, str] = {
    True: "Take a scan.",
    False: "No scan by this rule.",
    "not applicable": "The rule decides nothing here.",
}
_ORDER = ("limits", "high risk", "low risk", "turning")
_CAUTION = "Not in the rule, a caution of this course"
_UNSEEN = "(professional knowledge, not seen in a source)"
# Items of the rule that are seen from how it happened, so that its words explain them.
_BY_MECHANISM = {"not_blunt", "dangerous_mechanism", "simple_rear_end"}
_NOT_SIMPLE = ("rear_end_pushed", "rear_end_bus_or_truck", "rear_end_fast", "car_rolled")


class CSpineExercise(CourseWidget):
    """Apply the Canadian C-spine rule to written cases, and be answered at every step.

    It asks of the written cases alone, never of the reader. Nothing that is chosen leaves the page.

    Examples
    --------
    >>> CSpineExercise()
    The Canadian C-spine rule on 10 written cases, for students
    """

    kind: ClassVar[str] = "cspine"
    rule = traitlets.Dict().tag(sync=True)
    steps = traitlets.List().tag(sync=True)
    cases = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        rule = facts.cspine_rule()
        super().__init__(
            rule={
                "name": rule.name,
                "exercise_only": rule.exercise_only,
                "notes": _notes(rule),
                "sources": [facts.cite(key) for key in rule.sources],
            },
            steps=_steps(rule),
            cases=[worked(case) for case in facts.cspine_cases().values()],
        )

    def arguments(self) -> dict[str, Any]:
        """Return nothing: the exercise has no arguments."""
        return {}

    def twin(self) -> str:
        """Return the rule, the cases, and after the last case what the rule says of each."""
        name, warning = escape(self.rule["name"]), escape(self.rule["exercise_only"])
        notes = "".join(
            f"<p><strong>{note['title']}:</strong> {escape(note['text'])}</p>"
            for note in self.rule["notes"]
        )
        return (
            f'<div class="sk-twin sk-twin-cspine"><p><strong>{name}.</strong> {warning}</p>'
            "<table><thead><tr><th>Look for</th><th>Then</th></tr></thead>"
            f"<tbody>{''.join(map(_rows, self.steps))}</tbody></table>{notes}"
            "<p><strong>What does the rule say of each case, and at which step?</strong></p>"
            f"<ol>{_list_items(case['text'] for case in self.cases)}</ol>"
            "<p><strong>Answers</strong></p>"
            f"<ol>{''.join(map(self._answer, self.cases))}</ol>"
            "<p><strong>Sources of the rule</strong></p>"
            f"{cite_list(facts.cspine_rule().sources)}</div>"
        )

    def words(self) -> str:
        """Return one line that says what this is."""
        return f"The {self.rule['name']} on {len(self.cases)} written cases, for students"

    def _answer(self, case: dict[str, Any]) -> str:
        step = self.steps[len(case["steps"]) - 1]["title"]
        rest = " ".join([f"{step}.", case["why"], *case["cautions"]])
        return f"<li><strong>{escape(case['says'])}</strong> {escape(rest)}</li>"


def worked(case: CspineCase) -> dict[str, Any]:
    """Return a case with the right choice at each step that the rule comes to, and its decision.

    At each step choice 0 ends the rule and choice 1 goes on; after the last step nothing is left
    to call for a scan. The course's own cautions stand where the rule calls for none.
    """
    decision = facts.decide(case)
    taken = _ORDER[: _ORDER.index(decision.step) + 1]
    cautions = decision.cautions if decision.image is not True else ()
    return {
        "text": case.text,
        "steps": [_answered(case, step, decision) for step in taken],
        "says": _SAYS[decision.image],
        "why": case.why,
        "cautions": [f"{_CAUTION}: {facts.rule_words(key)}" for key in cautions],
    }


def _answered(case: CspineCase, step: str, decision: Decision) -> dict[str, Any]:
    ends = step == decision.step and decision.image is not False
    return {"right": 0 if ends else 1, "words": _because(case, step, ends)}


def _because(case: CspineCase, step: str, ends: bool) -> str:
    if step == "turning":
        does = "does not turn" if ends else "turns at least"
        return f"In this case the head {does} {facts.cspine_rule().turn_degrees} degrees each way."
    # The low-risk items end the rule by their absence, all others by being there.
    holds = not ends if step == "low risk" else ends
    if not holds:
        return f"In this case it is none of them. {_looked_for(case, step)}"
    # The items are named whether or not the last step, turning, went well.
    because = facts.decide(case.model_copy(update={"can_turn": True})).because
    return f"In this case: {' '.join(_named(case, key) for key in because)}"


def _looked_for(case: CspineCase, step: str) -> str:
    """Return what a case tells of each item of a step that it has none of."""
    rule, how = facts.cspine_rule(), facts.rule_words(case.mechanism)
    if step == "limits":
        return (
            f"The person is {case.age}, the injury is not older than {rule.most_hours} hours, "
            "and no other limit is told."
        )
    if step == "high risk":
        return (
            f"The person is {case.age}, below {rule.high_risk_age}. "
            f"It happened in no dangerous way. {how} No arm or leg tingles or feels numb."
        )
    return (
        f"It is no simple hit from behind. {how} The person does not sit up and has not walked, "
        "the pain began at once, and the bones in the middle of the neck are sore."
    )


def _named(case: CspineCase, item: str) -> str:
    words = facts.rule_words(item)
    return f"{words} {facts.rule_words(case.mechanism)}" if item in _BY_MECHANISM else words


def _steps(rule: CspineRule) -> list[dict[str, Any]]:
    """Return the steps in order, each with what to look for and its two choices."""
    turn = rule.turn_degrees
    return [
        {
            "title": "First, the limits",
            "ask": "Is any of these limits in the case?",
            "items": _items(rule.limits),
            "choices": ["One or more: the rule decides nothing", "None: go on to step 1"],
        },
        {
            "title": "Step 1, high risk",
            "ask": "Is any of these items in the case?",
            "items": _items(rule.high_risk),
            "choices": ["One or more: take a scan", "None: go on to step 2"],
        },
        {
            "title": "Step 2, low risk",
            "ask": "Is any of these items in the case?",
            "items": _items(rule.low_risk),
            "choices": ["None: take a scan", "One or more: go on to step 3"],
        },
        {
            "title": "Step 3, turning",
            "ask": f"In the case, does the head turn {turn} degrees to the left and to the right?",
            "items": [],
            "choices": ["Less than that: take a scan", "As far as that: no scan by this rule"],
        },
    ]


def _items(items: Iterable[RuleItem]) -> list[dict[str, Any]]:
    """Return the items, those on how it happened with what counts and what does not."""
    ways = facts.cspine_rule().mechanisms
    explained = {
        "dangerous_mechanism": ("Dangerous is", [way.words for way in ways if way.dangerous]),
        "simple_rear_end": ("Not simple is", [facts.rule_words(key) for key in _NOT_SIMPLE]),
    }
    found = []
    for item in items:
        lead, parts = explained.get(item.key, ("", []))
        text = item.words if item.checked else f"{item.words} {_UNSEEN}"
        found.append({"text": text, "lead": lead, "parts": parts})
    return found


def _notes(rule: CspineRule) -> list[dict[str, str]]:
    cautions = " ".join(item.words for item in rule.cautions)
    return [
        {"title": "How good it is", "text": rule.accuracy},
        {"title": "What is not certain", "text": rule.doubt},
        {"title": _CAUTION, "text": cautions},
    ]


def _rows(step: dict[str, Any]) -> str:
    looked_for = "".join(map(_item, step["items"]))
    look = f"<ul>{looked_for}</ul>" if looked_for else escape(step["ask"])
    then = f"<ul>{_list_items(step['choices'])}</ul>"
    title = f'<tr><th colspan="2">{escape(step["title"])}</th></tr>'
    return f"{title}<tr><td>{look}</td><td>{then}</td></tr>"


def _item(item: dict[str, Any]) -> str:
    parts = f" {item['lead']}:<ul>{_list_items(item['parts'])}</ul>" if item["parts"] else ""
    return f"<li>{escape(item['text'])}{parts}</li>"


def _list_items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)
