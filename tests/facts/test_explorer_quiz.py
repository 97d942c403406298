"""The quiz of the explorer: the body agrees with every answer, and each choice is answered."""

import pytest

from stretchkit import muscle_lengths
from stretchkit.body import Pose
from stretchkit.facts import FactError, muscles, questions
from stretchkit.facts import explorer_quiz as quiz
from stretchkit.facts.explorer_quiz import FindQuestion, LengthensQuestion
from stretchkit.facts.library import check
from tests.facts.reading import grade, sentences
from tests.facts.test_wording import FORBIDDEN, texts

FIND, LENGTHENS = quiz.find_questions(), quiz.lengthens_questions()
# A wrong choice lengthens by at most this share of what the right one does.
CLEARLY_LESS = 0.5
LONGER_PCT = 5.0


def test_the_pool_is_larger_than_a_round() -> None:
    assert len(FIND) >= 8
    assert len(LENGTHENS) >= 5


@pytest.mark.parametrize("key", LENGTHENS)
def test_the_right_choice_lengthens_and_the_others_do_not(key: str) -> None:
    row = LENGTHENS[key]
    change = muscle_lengths(Pose(**row.degrees))["change_pct"]
    own = {one: float(change[one.muscle, one.side]) for one in row.choices}
    (right,) = (pct for one, pct in own.items() if one.right)
    assert right >= LONGER_PCT
    assert max(pct for one, pct in own.items() if not one.right) <= CLEARLY_LESS * right


@pytest.mark.parametrize("key", LENGTHENS)
def test_what_is_said_of_a_choice_agrees_with_the_body(key: str) -> None:
    row = LENGTHENS[key]
    change = muscle_lengths(Pose(**row.degrees))["change_pct"]
    for choice in row.choices:
        own = float(change[choice.muscle, choice.side])
        if "gets shorter" in choice.feedback or "gets a little shorter" in choice.feedback:
            assert own <= -2, choice
        if "as it is" in choice.feedback or "does not pull" in choice.feedback:
            assert abs(own) < 2, choice


def test_no_two_choices_of_a_question_are_the_same() -> None:
    for row in LENGTHENS.values():
        named = [(choice.muscle, choice.side) for choice in row.choices]
        assert len(set(named)) == len(named)


def test_each_muscle_to_find_is_named_where_it_is_described() -> None:
    for row in FIND.values():
        words = {*muscles()[row.structure].plain_label.replace(",", "").split()} - {"the"}
        assert sum(word in row.where for word in words) >= len(words) - 1, row.key


@pytest.mark.parametrize("record", [*FIND.values(), *LENGTHENS.values()], ids=lambda row: row.key)
def test_the_words_are_plain(record: FindQuestion | LengthensQuestion) -> None:
    said = [*texts(record.model_copy(update={"structure": "", "beside": ()}))]
    said = [text for text in said if " " in text]
    assert grade(said) <= 6
    assert [s for text in said for s in sentences(text) if len(s.split()) > 26] == []
    assert [text for text in said if FORBIDDEN.search(text)] == []


def test_a_mistake_is_told_with_its_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("quiz") / "explorer.toml"
    row = {"key": "a", "structure": "x", "where": "w", "beside": ["x", "y", "z"], "sources": []}
    with pytest.raises(FactError, match=r"explorer\.toml, a: .*three other muscles"):
        check(row | {"sources": ["Gray42"]}, FindQuestion, path)
    choice = {"muscle": "m", "side": "left", "feedback": "f"}
    two = {"key": "b", "text": "t", "degrees": {"a": 1}, "choices": [choice] * 3}
    with pytest.raises(FactError, match="exactly one choice"):
        check(two | {"sources": ["Gray42"]}, LengthensQuestion, path)


def test_the_quiz_of_the_explorer_is_not_a_notebook_s() -> None:
    assert not set(FIND) & set(questions()) and not set(LENGTHENS) & set(questions())
