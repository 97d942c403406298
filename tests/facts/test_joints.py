"""Bones, joints and how far they go: counted, sourced, in plain words."""

import math

import pytest

from stretchkit import facts
from stretchkit.body import Pose
from stretchkit.drawing import scene
from tests.facts.reading import grade, sentences
from tests.facts.test_wording import FORBIDDEN

JOINTS = facts.joints()
RANGES = facts.ranges()
# Drawn with the other vertebrae, not by themselves.
NOT_DRAWN_ALONE = {"atlas", "axis"}


def test_the_joints_are_counted_as_the_course_says() -> None:
    assert facts.count_joints(region="upper", kind="synovial") == 89
    assert facts.count_joints(region="upper") == 106
    assert facts.count_joints(region="upper", kind="functional") == 2
    assert facts.count_joints(region="low_back") == 15


def test_the_spine_alone_is_compared_with_the_low_back() -> None:
    assert facts.count_joints(region="upper", spine=True, kind="synovial") == 39
    assert facts.count_joints(region="upper", spine=True, kind="symphysis") == 17
    assert facts.count_joints(region="upper", spine=True) == 56
    assert facts.count_joints(region="low_back", spine=True) == 15
    ribs_and_girdle = facts.count_joints(region="upper", spine=False)
    assert ribs_and_girdle == 106 - 56


def test_every_bone_has_the_key_that_the_drawing_uses() -> None:
    drawn = {
        shape.key.split(".")[0].removesuffix(f"_{view}")
        for view in ("back", "front", "side")
        for shape in scene(Pose(), view=view, layer="bones").shapes
    }
    assert set(facts.bones()) - drawn == NOT_DRAWN_ALONE


def test_ranges_that_two_sources_give_differ_and_stand_beside_each_other() -> None:
    up = [one for one in RANGES.values() if one.movement == "look up"]
    assert {one.kind for one in up} == {"measured", "model limit", "clinic norm"}
    assert len({source for one in up for source in one.sources}) >= 3


@pytest.mark.parametrize(
    ("key", "low", "high", "source"),
    [
        ("neck_look_up_model", 72, 72, "Mortensen2018"),
        ("neck_turn_daily", -14, 14, "Christensen1998"),
        ("rhythm_raising", 2.3, 2.3, "Braman2009"),
        ("rhythm_skin", 2.4, 2.4, "Dayanidhi2005"),
        ("collarbone_rolled", 15, 31, "Ludewig2004"),
        ("collarbone_shrug", 20, 30, "Peeters2023"),
    ],
)
def test_a_number_is_the_one_that_was_seen(key: str, low: float, high: float, source: str) -> None:
    found = RANGES[key]
    assert (found.low, found.high) == (low, high) and source in found.sources


def test_a_mean_and_its_spread_are_the_numbers_given() -> None:
    spread = RANGES["upper_back_whole"]
    assert "mean 31.7, SD 11.3" in spread.population
    assert math.isclose(spread.low, 31.7 - 11.3) and math.isclose(spread.high, 31.7 + 11.3)
    turned = RANGES["blade_turned_up"]
    assert "mean 29.1, SD 10.1" in turned.population
    assert math.isclose(turned.low, 29.1 - 10.1) and math.isclose(turned.high, 29.1 + 10.1)


@pytest.mark.parametrize("key", RANGES)
def test_nothing_rests_on_numbers_that_the_review_could_not_find(key: str) -> None:
    assert "Ludewig2009" not in RANGES[key].sources
    assert not any(word in RANGES[key].population for word in (" cm", "per decade"))


def test_only_day_to_day_changes_go_both_ways() -> None:
    for one in RANGES.values():
        assert (one.low < 0) == (one.kind == "day to day"), one.key


PLAIN = {
    "joints": [text for one in JOINTS.values() for text in (one.moves, one.differs or "")],
    "bones": [one.words for one in facts.bones().values()],
    "ranges": [one.population for one in RANGES.values()],
    "labels": [f"{one.plain_label}." for one in (*JOINTS.values(), *facts.bones().values())],
}


@pytest.mark.parametrize("place", PLAIN)
def test_the_plain_words_are_of_reading_grade_eight_at_most(place: str) -> None:
    assert grade(PLAIN[place]) <= 8


@pytest.mark.parametrize("place", PLAIN)
def test_no_plain_sentence_is_long_and_none_claims(place: str) -> None:
    for text in PLAIN[place]:
        assert [part for part in sentences(text) if len(part.split()) > 26] == []
        assert not FORBIDDEN.search(text)
