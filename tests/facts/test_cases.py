"""The stories: every kind of the review, sorted as it sorts them, each wrong answer answered."""

import re
from collections import Counter

import pytest

from stretchkit import facts

CASES = facts.cases()
# How soon each story of notebook 02 needs help, as the review has it. "Now" for a cyclist means
# today at a place that can take a scan: the red flag of an unchecked injury stands at that level.
SORTED = {
    "desk_ache": "go_on",
    "cyclist_hit": "today",
    "chest_band": "emergency",
    "drooping_lid": "emergency",
    "clumsy_buttons": "today",
    "scalp_and_jaw": "today",
    "stiff_spine_slip": "today",
    "steroid_lifting": "today",
    "fever_night": "today",
    "arm_to_thumb": "this_week",
    "young_and_stiff": "go_on",
    "burning_band": "today",
    "scan_report": "go_on",
}


def test_the_thirteen_stories_are_sorted_as_the_review_sorts_them() -> None:
    assert {key: case.level for key, case in CASES.items() if case.notebook == "02"} == SORTED


# Words of a story that would make a reader tick a sign of the safety check, written down again.
MATCHES = {
    "chest_or_breath": r"\bchest\b|short of breath|tight band",
    "tearing_or_worst_headache": r"tearing|worst headache",
    "face_arm_speech_sight": r"face droops|suddenly (weak|numb)|cannot (speak|see)",
    "walking_swallowing_balance": r"holds on to the rail|(trouble|cannot) walk|swallow|balance",
    "new_one_sided_with_lid": r"eyelid|small pupil|double",
    "bladder_bowel_saddle": r"\bpee\b|\bpoo\b|between the legs",
    "stiff_neck_fever": r"fever.*stiff neck|stiff neck.*fever",
    "unchecked_injury": r"no one has checked",
    "clumsy_heavy_or_shock": r"buttons|drops things|legs feel heavy|shock",
    "fever_or_very_ill": r"fever|feels ill",
    "over_50_headache_scalp_jaw": r"new headache|scalp|jaw tires",
    "rash_or_burning_band": r"burning|rash|red spots",
    "weak_bones_sudden_pain": r"steroid|weak bones",
    "stiff_spine_bump": r"made his spine stiff",
    "night_pain": r"at night and in every position",
    "arm_tingles": r"\btingl",
    "morning_stiffness": r"stiff for an hour each morning",
}
WORST_FIRST = ("emergency", "today", "this_week", "go_on")


@pytest.mark.parametrize("key", SORTED)
def test_a_story_names_the_signs_that_its_words_match(key: str) -> None:
    matched = {sign for sign, words in MATCHES.items() if re.search(words, CASES[key].text, re.I)}
    assert set(CASES[key].signs) == matched


@pytest.mark.parametrize("key", SORTED)
def test_no_story_calls_the_level_of_its_worst_sign_wrong(key: str) -> None:
    levels = [facts.red_flags()[sign].level for sign in CASES[key].signs]
    assert min(levels, key=WORST_FIRST.index, default="go_on") in CASES[key].accepts
    assert CASES[key].level in CASES[key].accepts


def test_to_call_now_is_never_wrong_where_help_is_due_today() -> None:
    for key, level in SORTED.items():
        assert ("emergency" in CASES[key].accepts) == (level in ("emergency", "today"))
    assert "holds on to the rail" in (CASES["clumsy_buttons"].now or "")
    assert "counts as a break" in (CASES["stiff_spine_slip"].now or "")


def test_the_other_notebooks_have_their_kinds_of_story() -> None:
    counts = Counter(case.notebook for case in CASES.values())
    assert counts == {"02": 13, "03": 2, "08": 2, "09": 2}
    assert all(case.level is None for case in CASES.values() if case.notebook != "02")


@pytest.mark.parametrize("key", CASES)
def test_a_story_is_two_to_four_sentences_long(key: str) -> None:
    assert 2 <= len(re.findall(r"[.?](?:\s|$)", CASES[key].text)) <= 4


@pytest.mark.parametrize("key", SORTED)
def test_each_story_has_three_wrong_answers_each_with_a_word(key: str) -> None:
    traps = CASES[key].traps
    assert len({trap.text for trap in traps}) == 3 and len({trap.feedback for trap in traps}) == 3
    for trap in traps:
        assert trap.text != CASES[key].answer
        assert trap.feedback.split()[0].strip(".,:") not in ("Yes", "Right", "Wrong", "No")


def test_young_well_looking_and_usual_pain_are_traps_in_many_stories() -> None:
    kinds = Counter(trap.kind for key in SORTED for trap in CASES[key].traps)
    assert kinds["young"] >= 3 and kinds["well_looking"] >= 6 and kinds["usual_pain"] >= 6
    assert kinds["too_alarmed"] >= 3


def test_a_hurt_neck_is_tested_by_nobody_at_home() -> None:
    for key in ("cyclist_hit", "stiff_spine_slip"):
        (trap,) = [trap for trap in CASES[key].traps if trap.kind == "self_test"]
        assert "turn" in trap.text
    assert "leaves his neck alone" in CASES["cyclist_hit"].answer
    assert "No one tests how far his neck moves" in CASES["stiff_spine_slip"].answer


def test_rounding_and_stretching_wait_where_they_must() -> None:
    assert "does not round her back" in CASES["steroid_lifting"].answer
    assert "No neck stretch before that" in CASES["arm_to_thumb"].answer
    assert "Moving is good" in CASES["young_and_stiff"].answer
