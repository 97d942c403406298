"""The exercise on the C-spine rule: its steps and decisions are those of the published rule."""

import re
from html import escape

import pytest
from hypothesis import given

from stretchkit import facts
from stretchkit.facts.citations import cite_html
from stretchkit.facts.cspine import CspineCase
from stretchkit.widgets import rebuild
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.cspine import CSpineExercise, worked
from stretchkit.widgets.live import MIME
from tests.facts.test_cspine import NOT_SIMPLE, PUBLISHED_DANGEROUS, cases, make, published

RULE = facts.cspine_rule()
CASES = facts.cspine_cases()
SAYS = {
    True: "Take a scan.",
    False: "No scan by this rule.",
    "not applicable": "The rule decides nothing here.",
}


def path(case: CspineCase) -> list[int]:
    """The right choice at each step that is come to, written down again: 0 ends the rule."""
    limits = case.age < 16 or case.hours > 48 or bool(case.limits)
    limits = limits or case.mechanism in ("none", "stab_or_shot")
    high = case.age >= 65 or case.tingling or case.mechanism in PUBLISHED_DANGEROUS
    low = case.sitting or case.walked or case.delayed or not case.midline_tenderness
    low = low or case.mechanism == "rear_end_simple"
    ends = [limits, high, not low, not case.can_turn]
    return [int(not end) for end in ends[: [*ends, True].index(True) + 1]]


def check(case: CspineCase) -> None:
    page = worked(case)
    assert [step["right"] for step in page["steps"]] == path(case)
    assert page["says"] == SAYS[published(case)]


@pytest.mark.parametrize("key", CASES)
def test_each_written_case_goes_the_way_of_the_published_rule(key: str) -> None:
    check(CASES[key])
    assert worked(CASES[key])["why"] == CASES[key].why


@given(cases)
def test_any_case_goes_the_way_of_the_published_rule(case: CspineCase) -> None:
    check(case)


@given(cases)
def test_each_step_names_the_items_that_decide_it(case: CspineCase) -> None:
    words = [step["words"] for step in worked(case)["steps"]]
    assert all(words)
    none = "none of them"
    if path(case) == [0]:
        assert none not in words[0]
    if len(words) > 1:
        assert none in words[0] and f"The person is {case.age}," in words[0]
        assert (none in words[1]) == (len(words) > 2)
        assert (facts.rule_words("age") in words[1]) == (case.age >= 65)
        assert (f"{case.age}, below 65" in words[1]) == (len(words) > 2)
    if len(words) > 2:
        assert (none in words[2]) == (len(words) == 3)
        assert (facts.rule_words("walked") in words[2]) == (case.walked)
        assert ("has not walked" in words[2]) == (len(words) == 3)
    if len(words) > 3:
        assert ("does not turn 45" in words[3]) == (not case.can_turn)


def test_how_it_happened_is_said_where_it_decides() -> None:
    assert facts.rule_words("bicycle") in worked(CASES["cyclist"])["steps"][1]["words"]
    assert facts.rule_words("none") in worked(CASES["desk_pain"])["steps"][0]["words"]


def test_the_courses_own_caution_stands_where_the_rule_calls_for_no_scan() -> None:
    (caution,) = worked(make(midline_tenderness=True))["cautions"]
    assert caution.startswith("Not in the rule, a caution of this course: Sore over the bones")
    assert worked(make(midline_tenderness=True, age=70))["cautions"] == []
    assert worked(make(midline_tenderness=False))["cautions"] == []


def test_the_steps_name_every_item_of_the_rule_and_what_is_dangerous_or_not_simple() -> None:
    limits, high, low, turning = CSpineExercise().steps
    for step, items in ((limits, RULE.limits), (high, RULE.high_risk), (low, RULE.low_risk)):
        for row, item in zip(step["items"], items, strict=True):
            assert row["text"].startswith(item.words)
            assert ("not seen in a source" in row["text"]) == (not item.checked)
    parts = {row["text"]: set(row["parts"]) for row in (*high["items"], *low["items"])}
    ways = {facts.rule_words(key) for key in PUBLISHED_DANGEROUS}
    assert parts[facts.rule_words("dangerous_mechanism")] == ways
    assert parts[facts.rule_words("simple_rear_end")] == {*map(facts.rule_words, NOT_SIMPLE)}
    assert "45 degrees to the left and to the right" in turning["ask"]


def test_nobody_is_asked_about_themselves() -> None:
    asked = [step["ask"] for step in CSpineExercise().steps]
    choices = [choice for step in CSpineExercise().steps for choice in step["choices"]]
    assert not re.search(r"\byou(r)?\b", " ".join([*asked, *choices]), re.I)
    assert all("case" in question for question in asked)


def test_on_paper_the_warning_is_first_then_rule_cases_answers_unfolded() -> None:
    twin = CSpineExercise().twin()
    assert "<details" not in twin and len(twin.encode()) < 60_000
    order = [RULE.exercise_only, RULE.limits[0].words, RULE.accuracy, RULE.doubt]
    order += [CASES["cyclist"].text, "<strong>Answers</strong>", CASES["cyclist"].why]
    places = [twin.index(words if "<" in words else escape(words)) for words in order]
    assert places == sorted(places)
    answers = twin.split("<strong>Answers</strong>")[1]
    for case in CASES.values():
        assert f"<strong>{SAYS[case.image]}</strong>" in answers and escape(case.why) in answers
        assert escape(case.text) not in answers
    for key in RULE.sources:
        assert cite_html(key) in answers


def test_what_is_saved_is_small_and_no_choice_is_a_trait() -> None:
    bundle, _ = CSpineExercise()._repr_mimebundle_()
    assert bundle[MIME] == {"kind": "cspine", "arguments": {}}
    assert rebuild(bundle[MIME]).twin() == bundle["text/html"]
    own = set(CSpineExercise.class_trait_names(sync=True))
    assert own - set(CourseWidget.class_trait_names(sync=True)) == {"rule", "steps", "cases"}
