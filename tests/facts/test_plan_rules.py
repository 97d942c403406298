"""What rules exercises out covers every warning of theirs, and nothing that is not there."""

import re

import pytest

from stretchkit import facts
from stretchkit.facts import plan_rules
from stretchkit.facts.library import FactError

CONDITIONS = facts.conditions()
# What the safety check asks is said by red flags, which leave no plan at all.
BY_RED_FLAG = {
    "The safety check told you not to stretch.",
    "Your neck was hurt and no one has checked it since.",
    "Your neck was hurt and no one has checked it since. Do not turn your head to test it.",
    "Your neck was hurt and no one has checked it since. Do not tilt your head to test it.",
    "Your neck joints are weak from arthritis, Down syndrome or an operation.",
}
# Words that say a sign of the safety check, wherever a reader says yes to them.
TELLING = {
    "chest_or_breath": "in your chest|chest pain|breath",
    "tearing_or_worst_headache": "tearing|worst",
    "face_arm_speech_sight": "droops|stroke|speak|suddenly",
    "walking_swallowing_balance": "walking|swallowing|balance",
    "new_one_sided_with_lid": "eyelid|pupil|double|slurred",
    "bladder_bowel_saddle": "pee|poo|between the legs",
    "stiff_neck_fever": "fever|stiff neck",
    "unchecked_injury": "no one has checked|a fall|a crash|a hit|fall",
    "clumsy_heavy_or_shock": "drop things|heavy|shock",
    "weaker_or_spreading_numb": "weaker|spreads",
    "fever_or_very_ill": "fever|ill",
    "over_50_headache_scalp_jaw": "headache|scalp|jaw",
    "rash_or_burning_band": "rash|burning",
    "weak_bones_sudden_pain": "weak bones|broken bone|steroid",
    "stiff_spine_bump": "spine is stiff",
    "new_one_sided_alone": "new pain",
    "past_cancer": "cancer",
    "weight_loss": "weight",
    "night_pain": "at night|every position",
    "arm_tingles": "tingle|tingles|tingling|numb|numbness",
    "weak_neck_joints": "neck joints|operation on your neck|neck or shoulder op|Down syndrome",
    "morning_stiffness": "in the morning",
    "while_sharp": "sharp|shooting",
    "while_dizzy": "dizzy|faint|blur",
}
# A condition that shares such words and is milder than the sign, with the reason.
MILDER = {
    ("faint_or_fall", "face_arm_speech_sight"): "a stroke in the past; the sign is sudden",
    ("faint_or_fall", "unchecked_injury"): "falling easily is no fall that no one has checked",
    ("faint_or_fall", "while_dizzy"): "it leaves out standing; the sign is about a stretch",
    ("dizzy_spells", "while_dizzy"): "the review leaves out looking up alone",
    ("lying_on_back_dizzy", "while_dizzy"): "it leaves out lying; the sign is about a stretch",
    ("weak_bones", "weak_bones_sudden_pain"): "the sign has a sudden new pain with it",
    ("stiff_spine_disease", "stiff_spine_bump"): "the sign has a bump or a new pain with it",
    ("swollen_arm", "past_cancer"): "the sign has a new pain with it",
}


def signs_in(words: str) -> set[str]:
    return {key for key, said in TELLING.items() if re.search(rf"\b({said})\b", words, re.I)}


def as_urgent(condition: str, sign: str) -> bool:
    own, levels = CONDITIONS[condition].level, facts.levels()
    needed = levels[facts.red_flags()[sign].level]
    as_soon = own is not None and levels[own].order <= needed.order
    return needed.key == "go_on" or as_soon or (condition, sign) in MILDER


def warnings() -> set[str]:
    """Return every "Not for you if" line of the course."""
    rows = [*facts.exercises().values(), *facts.observations().values()]
    ways = [way for stretch in facts.stretches().values() for way in stretch.variations]
    return {line for row in (*rows, *ways) for line in row.not_for_you_if}


def test_each_sign_of_the_check_is_told_by_words_of_its_own() -> None:
    signs = facts.red_flags()
    assert {key for key, one in signs.items() if one.box != "C"} <= set(TELLING)
    for key in TELLING:
        assert key in signs_in(signs[key].text), key


@pytest.mark.parametrize("key", CONDITIONS)
def test_who_says_yes_to_a_sign_gets_no_plan_that_is_milder_than_the_check(key: str) -> None:
    for sign in signs_in(CONDITIONS[key].plain_label):
        assert as_urgent(key, sign), (key, sign)


def test_each_warning_that_says_a_sign_has_a_condition_as_urgent_as_the_check() -> None:
    for line in warnings() - BY_RED_FLAG:
        for sign in signs_in(line):
            standing = [key for key, one in CONDITIONS.items() if line in one.lines]
            assert any(as_urgent(key, sign) for key in standing), (line, sign)


def test_what_is_milder_than_its_sign_still_shares_its_words() -> None:
    for key, sign in MILDER:
        assert sign in signs_in(CONDITIONS[key].plain_label), (key, sign)


@pytest.mark.parametrize(
    "key",
    ["moves_bring_tingling", "bending_tingles", "operation", "stiff_spine_disease", "adults_only"],
)
def test_these_leave_no_plan_until_a_clinician_says_yes(key: str) -> None:
    assert CONDITIONS[key].level == "this_week"


def test_every_warning_of_an_exercise_or_stretch_can_be_said_yes_to() -> None:
    lines = {line for item in facts.exercises().values() for line in item.not_for_you_if}
    for stretch in facts.stretches().values():
        lines |= {line for way in stretch.variations for line in way.not_for_you_if}
    covered = {line for condition in CONDITIONS.values() for line in condition.lines}
    assert lines - covered <= BY_RED_FLAG
    assert facts.red_flags()["weak_neck_joints"].text in BY_RED_FLAG
    assert facts.red_flags()["unchecked_injury"].level == "today"


def test_a_condition_is_not_also_the_key_of_a_red_flag() -> None:
    assert not set(CONDITIONS) & set(facts.red_flags())


def test_late_in_pregnancy_all_of_early_pregnancy_counts() -> None:
    assert set(CONDITIONS["pregnant"].lines) < set(CONDITIONS["late_pregnancy"].lines)


def test_weak_bones_leave_out_stretches_1_and_2_and_what_bends_the_back() -> None:
    lines = set(CONDITIONS["weak_bones"].lines)
    for key in ("cross_arm_knee_press", "clasp_and_reach"):
        for way in facts.stretch(key).variations:
            assert lines & set(way.not_for_you_if)
    for key in ("towel_roll", "chest_lift"):
        assert lines & set(facts.exercises()[key].not_for_you_if)


def test_each_way_of_each_stretch_asks_first_about_a_stiff_spine() -> None:
    lines = set(CONDITIONS["stiff_spine_disease"].lines)
    for stretch in facts.stretches().values():
        for way in stretch.variations:
            assert lines & set(way.not_for_you_if), way.key
            assert "Westerveld2009" in way.sources


def test_what_the_stretches_leave_out_is_as_their_own_lists_say() -> None:
    lacks = facts.lacks()
    shortened = [
        set(facts.stretch(key).shortens) for key in ("cross_arm_knee_press", "clasp_and_reach")
    ]
    lengthened = {key for one in facts.stretches().values() for key in one.lengthens}
    assert all(set(lacks["chest"].muscles) <= one for one in shortened)
    assert not set(lacks["chest"].muscles) & lengthened
    assert all(set(lacks["side_rib"].muscles) <= one for one in shortened)
    assert set(lacks["lower_blade"].muscles) <= lengthened


def test_every_lack_can_be_given_by_several_exercises() -> None:
    for lack in facts.lacks().values():
        giving = [
            key
            for key, one in facts.exercises().items()
            if one.group == lack.group and set(one.targets) & set(lack.muscles)
        ]
        assert len(giving) >= (1 if lack.key == "chest" else 2), lack.key


def test_the_caps_are_those_of_the_review() -> None:
    limits = facts.plan_limits()
    assert (limits.fewest_items, limits.most_items, limits.most_minutes) == (2, 4, 12)
    assert (limits.fewest_weeks, limits.most_weeks) == (6, 12)
    assert (limits.fewest_days, limits.most_days) == (3, 5)


def test_an_exercise_is_done_on_at_least_three_days() -> None:
    # A plan has three days of strength at least, so fewer would need another pattern.
    assert min(one.days_a_week for one in facts.exercises().values()) >= 3


def test_a_reading_is_taken_twice_where_the_words_say_so() -> None:
    for one in facts.observations().values():
        assert (one.tries == 2) == any("twice" in line for line in one.how_to), one.key


def test_a_line_that_nothing_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = CONDITIONS["new_hip"].model_copy(update={"lines": ("You have a new hat.",)})
    monkeypatch.setattr(plan_rules, "rows", lambda *_: {"new_hip": wrong})
    plan_rules.conditions.cache_clear()
    with pytest.raises(FactError, match=r"new_hip: no item has the line 'You have a new hat\.'"):
        plan_rules.conditions()
    plan_rules.conditions.cache_clear()
