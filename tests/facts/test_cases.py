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
