"""The safety check: every sign is there, at its level, and help is never named too mildly."""

import re

import pytest

from stretchkit.facts import doses, levels, pain_rule, red_flags, safety_texts, stop_answers
from stretchkit.facts import stretches as all_stretches

# Each line of the boxes, by the words that must not be lost.
SIGNS = {
    "emergency": [
        "tightness in your chest",
        "short of breath",
        "tearing pain",
        "worst headache of your life",
        "face droops",
        "cannot speak or see well",
        "walking, swallowing or balance",
        "drooping eyelid",
        "small pupil",
        "neck was hurt or squeezed",
        "light hurts",
        "pee or poo",
        "numb between the legs",
        "stiff neck",
    ],
    "today": [
        "no one has checked you since",
        "drop things",
        "shock down your back",
        "arm gets weaker",
        "fever or feel very ill",
        "over 50 with a new headache",
        "burning band",
        "steroid pills",
        "spine is stiff from a disease",
        "New pain on one side of your neck or head",
        "hands round your neck",
        "legs feel heavy",
        "numb skin spreads",
        "sore scalp",
        "a jaw that tires",
    ],
    "this_week": [
        "had cancer",
        "lose weight",
        "keeps you up at night",
        "arm tingles",
        "Down syndrome",
    ],
    "go_on": ["30 minutes in the morning"],
}


@pytest.mark.parametrize(("level", "words"), [(k, w) for k, every in SIGNS.items() for w in every])
def test_every_sign_stands_at_its_level(level: str, words: str) -> None:
    found = [sign for sign in red_flags().values() if words in sign.text and sign.box != "C"]
    assert [sign.level for sign in found] == [level]


def test_boxes_and_levels_agree() -> None:
    expected = {"A": {"emergency"}, "B1": {"today"}, "B2": {"this_week", "go_on"}}
    for box, allowed in expected.items():
        assert {sign.level for sign in red_flags().values() if sign.box == box} == allowed
    counts = [sum(sign.box == box for sign in red_flags().values()) for box in ("A", "B1", "B2")]
    assert counts == [7, 9, 6]


def test_new_pain_on_one_side_with_a_sign_of_nerves_is_an_emergency() -> None:
    sign = red_flags()["new_one_sided_with_lid"]
    for words in ("double sight", "jerky eyes", "numb face", "slurred speech"):
        assert words in sign.text
    for words in ("trouble swallowing", "dizzy", "feel sick", "fall down", "any of these"):
        assert words in sign.text
    assert "rare" in safety_texts()["new_one_sided_alone"].text


def test_it_is_for_adults_and_has_an_end() -> None:
    assert "18 and over" in safety_texts()["adults_only"].text
    assert "18 and over" in safety_texts()["not_advice"].text
    assert "6 weeks" in safety_texts()["not_better"].text


def test_the_signs_that_end_a_stretch() -> None:
    told = " ".join(sign.text for sign in red_flags().values() if sign.box == "C").lower()
    for word in ("sharp", "tingling", "numb", "dizzy", "faint", "blur", "headache", "more than 2"):
        assert word in told
    assert red_flags()["while_emergency"].level == "emergency"


def test_levels_come_with_the_most_urgent_first() -> None:
    ordered = sorted(levels().values(), key=lambda level: level.order)
    assert [level.key for level in ordered] == ["emergency", "today", "this_week", "go_on"]
    for level in ordered[:3]:
        assert "Do not stretch" in level.advice
    assert "emergency number" in levels()["emergency"].title


def test_an_unchecked_injury_is_never_tested_by_turning_the_head() -> None:
    assert "Do not turn your head to test it." in red_flags()["unchecked_injury"].text
    assert "Do not turn your head to test it." in safety_texts()["unchecked_injury"].text


def test_meningitis_is_not_made_to_wait_for_a_rash() -> None:
    assert "Do not wait for a rash." in red_flags()["stiff_neck_fever"].text


def test_nobody_is_told_to_be_well() -> None:
    text = "Nothing ticked. This check cannot rule out illness."
    assert safety_texts()["nothing_ticked"].text == text


def test_stop_has_answers_from_mild_to_urgent() -> None:
    answers = sorted(stop_answers().values(), key=lambda row: row.order)
    assert [row.level for row in answers] == ["easier", "done_today", "done_today", "emergency"]
    mild, _, waits, urgent = answers
    assert "easier form" in mild.answer
    for words in ("Sit", "done for today", "stays or comes back, get seen today", "emergency"):
        assert words in waits.answer
    for sign in ("Chest", "face", "speech", "sight", "legs", "breath"):
        assert sign in urgent.felt
    assert urgent.answer == levels()["emergency"].advice, "one thing to do, in the same words"
    for words in ("emergency number", "Sit or lie down", "Do not drive yourself"):
        assert words in urgent.answer


def test_pain_that_went_up_can_be_said_at_stop_and_gets_the_flare_plan() -> None:
    rule, answer = pain_rule(), stop_answers()["pain_up"]
    assert f"more than {rule.most_points_above} points" in answer.felt
    assert answer.answer == f"{rule.flare} {rule.over_once} {rule.over_twice}"


def test_a_weak_limb_is_an_emergency_when_it_comes_suddenly() -> None:
    assert "suddenly goes weak or numb" in red_flags()["face_arm_speech_sight"].text


def test_the_one_dose_table() -> None:
    table = [(dose.hold_s, dose.repetitions) for dose in doses().values()]
    assert table == [(10, 3), (15, 4), (20, 3), (30, 2), (10, 6)]


def test_the_one_pain_rule() -> None:
    rule = pain_rule()
    assert rule.most_points_above == 2 and "2 points" in rule.during
    assert "next morning" in rule.after
    assert "halve" in rule.over_once and "stop stretching and ask" in rule.over_twice
    assert "done for today" in rule.flare and "get seen today" in rule.flare
    for words in (rule.over_once, rule.over_twice, rule.flare):
        assert not re.search(r"\b[Ii]t\b|this is", words), "what it is about is named, not meant"
    assert rule.high_from == 8 and "ask a clinician" in rule.high


def test_no_countrys_emergency_number_stands_anywhere() -> None:
    texts = [level.advice + level.title for level in levels().values()]
    texts += [answer.answer for answer in stop_answers().values()]
    texts += [sign.text for sign in red_flags().values()]
    texts += [text.text for text in safety_texts().values()]
    texts += [one.stop_line for item in all_stretches().values() for one in item.variations]
    assert not [text for text in texts if re.search(r"\b(911|999|112|111|000)\b", text)]
