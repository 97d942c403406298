"""Causes and disputes: both sides, no claim, help named as the safety check names it."""

import pytest

import stretchkit as sk
from stretchkit import facts

CAUSES = facts.causes()
CONTESTED = facts.contested()
# What the reviews struck out must not come back, in any table of this course.
STRUCK_OUT = ("7.65", "55.0", "49.9", "2.1 points", "73 %", "59 %", "89 %", "per decade")


def test_the_causes_of_the_source_page_and_those_that_it_leaves_out() -> None:
    rows = {key: cause.source_page_row for key, cause in CAUSES.items()}
    assert rows == {
        **{"trauma": 5, "disc": 4, "strain": 4, "arthritis_age": 4, "arthritis_inflamed": 4},
        **{"muscle_imbalance": 5, "trigger_points": 6},
        **dict.fromkeys(["load", "sleep_mood_stress", "inside_the_chest", "shingles"]),
    }
    for cause in CAUSES.values():
        assert ("SourcePage" in cause.sources) == cause.on_source_page, cause.key


def test_help_is_named_with_the_most_urgent_first() -> None:
    order = {level.key: level.order for level in facts.levels().values()}
    for cause in CAUSES.values():
        levels = [order[one.key] for one in cause.get_help]
        assert levels == sorted(set(levels)), cause.key


@pytest.mark.parametrize(
    ("key", "level", "sign"),
    [
        ("trauma", "today", "unchecked_injury"),
        ("disc", "today", "weaker_or_spreading_numb"),
        ("disc", "this_week", "arm_tingles"),
        ("arthritis_inflamed", "go_on", "morning_stiffness"),
        ("inside_the_chest", "emergency", "chest_or_breath"),
        ("shingles", "today", "rash_or_burning_band"),
    ],
)
def test_a_cause_sends_to_the_sign_of_the_safety_check(key: str, level: str, sign: str) -> None:
    (signs,) = [one.signs for one in CAUSES[key].get_help if one.key == level]
    assert sign in signs


def test_nobody_is_told_to_stretch_or_test_where_help_comes_first() -> None:
    assert "do not test your neck" in CAUSES["trauma"].what_to_do
    assert "Do not stretch" in CAUSES["inside_the_chest"].what_to_do
    assert "three days" in CAUSES["shingles"].what_to_do


def test_the_course_of_neck_pain_is_as_the_review_put_it_right() -> None:
    assert "half to three quarters of people report it again" in CAUSES["strain"].course
    assert "Carroll2008" in CAUSES["strain"].sources
    assert "whiplash injury, about half" in CAUSES["trauma"].course
    assert "CarrollWAD2008" in CAUSES["trauma"].sources


def test_a_scan_is_said_not_to_tell_why() -> None:
    told = CAUSES["disc"].imaging
    for number in ("1,211", "88 of 100", "73 to 78", "5 of 100"):
        assert number in told
    assert "does not tell why you hurt" in told and "Nakashima2015" in CAUSES["disc"].sources


def test_what_is_disputed_has_both_sides() -> None:
    assert set(CONTESTED) == {
        *("trigger_points", "upper_crossed", "posture", "tight_is_short", "second_cause"),
    }
    named = {key for cause in CAUSES.values() for key in cause.contested}
    assert named == set(CONTESTED)
    assert CAUSES["muscle_imbalance"].evidence_for and CAUSES["trigger_points"].evidence_against


def test_the_numbers_of_the_disputes_are_those_put_right() -> None:
    points = " ".join(CONTESTED["trigger_points"].evidence_against)
    assert "0.45 (0.36 to 0.54)" in points and "6 studies of 363" in points
    assert "−0.08 to 0.75" in points and "−0.05 to 0.57" in points
    crossed = " ".join(CONTESTED["upper_crossed"].evidence_against)
    assert "Only 5 of those 11" in crossed
    posture = CONTESTED["posture"]
    assert "4.84 (0.14 to 9.54)" in posture.evidence_for[0] and "4.84°" not in str(posture)
    assert "0.24; 0.08 to 0.76" in " ".join(posture.evidence_against)
    assert "no source" in CONTESTED["second_cause"].evidence_for[0]


def test_janda_says_weak_and_others_added_overstretched() -> None:
    assert "overstretched was added by others" in CONTESTED["upper_crossed"].we_teach


def test_what_the_review_struck_out_stands_nowhere() -> None:
    tables = ("causes", "evidence", "cases", "observations", "exercises")
    for path in (path for name in tables for path in (facts.data_folder() / name).glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert [number for number in STRUCK_OUT if number in text] == [], path.name


def test_the_table_of_causes() -> None:
    table = sk.causes()
    assert list(table.index) == list(CAUSES)
    every = ["plain_label", "tissue", "what_it_is", "feels_like", "course", "imaging"]
    every += ["what_to_do", "get_help", "doubt", "sources"]
    assert (table[every].map(len) > 0).all(axis=None)
    assert table.loc["disc", "get_help"] == "emergency, today, this_week"
    assert table.loc["trigger_points", "contested"] == "trigger_points"
