"""The Canadian C-spine rule: every branch, against the published rule written down again."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit import facts
from stretchkit.facts.cspine import CspineCase, Decision

RULE = facts.cspine_rule()
CASES = facts.cspine_cases()
PUBLISHED_DANGEROUS = {
    *("fall_high", "head_first", "car_fast", "car_rolled", "car_thrown_out"),
    *("recreational_vehicle", "bicycle"),
}
NOT_SIMPLE = {"rear_end_pushed", "rear_end_bus_or_truck", "rear_end_fast", "car_rolled"}
MECHANISMS = [item.key for item in RULE.mechanisms]
LIMITS = [item.key for item in RULE.limits]


def make(**fields: object) -> CspineCase:
    plain = CASES["cannot_turn"].model_dump() | {"can_turn": True, "mechanism": "blow", "age": 30}
    return CspineCase.model_validate(plain | fields)


def published(case: CspineCase) -> bool | str:
    """The rule as the paper and two summaries have it, without a look at the data."""
    if case.age < 16 or case.hours > 48 or case.limits:
        return "not applicable"
    if case.mechanism in ("none", "stab_or_shot"):
        return "not applicable"
    if case.age >= 65 or case.tingling or case.mechanism in PUBLISHED_DANGEROUS:
        return True
    may_turn = (
        case.mechanism == "rear_end_simple"
        or case.sitting
        or case.walked
        or case.delayed
        or not case.midline_tenderness
    )
    return not (may_turn and case.can_turn)


def test_every_branch_agrees_with_the_published_rule() -> None:
    names = ("tingling", "sitting", "walked", "delayed", "midline_tenderness", "can_turn")
    base = make()
    seen = set()
    for age, mechanism, values in product(
        (15, 16, 64, 65), MECHANISMS, product((True, False), repeat=6)
    ):
        answers = dict(zip(names, values, strict=True))
        case = base.model_copy(update={"age": age, "mechanism": mechanism, **answers})
        decision = facts.decide(case)
        assert decision.image == published(case)
        seen.add((decision.step, decision.image))
    assert seen == {
        *(("limits", "not applicable"), ("high risk", True), ("low risk", True)),
        *(("turning", True), ("turning", False)),
    }


cases = st.builds(
    make,
    age=st.integers(0, 120),
    hours=st.floats(0, 400),
    mechanism=st.sampled_from(MECHANISMS),
    limits=st.lists(st.sampled_from(LIMITS), max_size=2, unique=True),
    tingling=st.booleans(),
    sitting=st.booleans(),
    walked=st.booleans(),
    delayed=st.booleans(),
    midline_tenderness=st.booleans(),
    can_turn=st.booleans(),
)


@given(cases)
def test_any_case_agrees_with_the_published_rule(case: CspineCase) -> None:
    assert facts.decide(case).image == published(case)


@given(cases)
def test_the_cautions_change_nothing_in_what_the_rule_says(case: CspineCase) -> None:
    decision = facts.decide(case)
    assert ("midline_tenderness" in decision.cautions) == case.midline_tenderness
    assert ("cannot_turn" in decision.cautions) == (not case.can_turn)
    sore = facts.decide(case.model_copy(update={"midline_tenderness": True, "sitting": True}))
    calm = facts.decide(case.model_copy(update={"midline_tenderness": False, "sitting": True}))
    assert sore.image == calm.image


@given(cases)
def test_every_reason_has_words(case: CspineCase) -> None:
    decision = facts.decide(case)
    for key in (*decision.because, *decision.cautions):
        assert facts.rule_words(key)
    assert decision.because or decision.step == "low risk"


def test_a_limit_comes_before_all_else() -> None:
    decision = facts.decide(make(age=70, limits=("pregnant",), tingling=True))
    assert decision == Decision("not applicable", "limits", ("pregnant",), ())


def test_48_hours_are_within_the_rule_and_more_are_not() -> None:
    assert facts.decide(make(hours=48)).step == "turning"
    assert facts.decide(make(hours=48.5)).because == ("over_48_hours",)


def test_turning_is_asked_for_only_where_the_rule_comes_to_it() -> None:
    assert facts.decide(make(age=65, can_turn=None)).image is True
    assert facts.decide(make(age=15, can_turn=None)).image == "not applicable"
    with pytest.raises(ValueError, match="can_turn must be given"):
        facts.decide(make(can_turn=None))


def test_soreness_alone_does_not_decide_and_a_caution_says_so() -> None:
    decision = facts.decide(make(midline_tenderness=True))
    assert decision.image is False and decision.cautions == ("midline_tenderness",)
    assert "whatever the rule says" in facts.rule_words("midline_tenderness")
    for item in RULE.cautions:
        assert item.sources == ("stretchkit_review",)


def test_the_items_are_those_of_the_published_rule() -> None:
    assert {item.key for item in RULE.mechanisms if item.dangerous} == PUBLISHED_DANGEROUS
    simple = {item.key for item in RULE.mechanisms if item.simple_rear_end}
    assert simple == {"rear_end_simple"} and not simple & NOT_SIMPLE
    assert set(MECHANISMS) >= NOT_SIMPLE
    assert (RULE.least_age, RULE.high_risk_age, RULE.turn_degrees, RULE.most_hours) == (
        *(16, 65, 45, 48),
    )
    limits = {"under_16", "not_blunt", "not_alert", "not_stable", "paralysis", "spine_disease"}
    assert set(LIMITS) == limits | {"neck_surgery", "pregnant", "over_48_hours"}


def test_limits_that_no_source_was_seen_for_are_marked() -> None:
    unchecked = {item.key for item in RULE.limits if not item.checked}
    assert unchecked == {"pregnant", "over_48_hours"}
    assert all("Stiell2001" not in item.sources for item in RULE.limits if not item.checked)


def test_the_accuracy_is_that_of_this_rule_alone() -> None:
    assert "0.90 to 1.00" in RULE.accuracy and "0.01 to 0.77" in RULE.accuracy
    assert "0.83" not in RULE.accuracy and "Michaleff2012" in RULE.sources


def test_it_is_for_students_on_paper_and_no_self_test() -> None:
    assert RULE.exercise_only.startswith("For students, on written cases only.")
    assert "no self-test" in RULE.exercise_only
    assert "does not turn the head to test it" in RULE.exercise_only


def test_the_written_cases_reach_every_branch() -> None:
    assert 8 <= len(CASES) <= 10
    reached = {facts.decide(case)[:2] for case in CASES.values()}
    assert len(reached) == 5
    high = {key for case in CASES.values() for key in facts.decide(case).because}
    assert {"age", "dangerous_mechanism", "tingling", "under_16", "not_blunt"} <= high


NUMBERS = {"an hour ago": 1, "two hours ago": 2, "three hours ago": 3, "five hours ago": 5}
TIMES = NUMBERS | {"yesterday": 20, "last night": 12}


@pytest.mark.parametrize("case", [one for one in CASES.values() if one.mechanism != "none"])
def test_a_written_case_tells_how_long_ago_the_injury_was(case: CspineCase) -> None:
    told = [hours for words, hours in TIMES.items() if words in case.text.lower()]
    assert told == [case.hours], "the answers say that the limit of 48 hours was looked at"


def test_a_blow_that_the_rule_may_call_an_axial_load_is_counted_as_one() -> None:
    for case in CASES.values():
        if "head" in case.text and case.mechanism not in PUBLISHED_DANGEROUS:
            assert not re.search(r"on the head|(hit|and) his .*and head|falling", case.text), (
                case.key
            )
    assert "side of the face" in CASES["lying_on_a_board"].text
    assert "Nothing came down on the top of his head." in CASES["lying_on_a_board"].text
    assert "no blow along the spine" in CASES["lying_on_a_board"].why


def test_an_unknown_item_names_the_closest() -> None:
    with pytest.raises(KeyError, match="walked"):
        facts.rule_words("walkd")
