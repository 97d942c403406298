"""The static side of a prediction."""

from html import escape

import pytest

from stretchkit.facts import library
from stretchkit.widgets import rebuild
from stretchkit.widgets.live import MIME
from stretchkit.widgets.prediction import Prediction

KEYS = sorted(library.predictions())


@pytest.mark.parametrize("key", KEYS)
def test_the_twin_folds_the_answer_and_its_reason_away(key: str) -> None:
    record = library.predictions()[key]
    before, folded = Prediction(key).twin().split("<details>")
    assert before.count("<li>") == len(record.choices)
    assert "<summary>Answer</summary>" in folded
    # The reason is where the choices are not, so nobody reads it before guessing.
    assert escape(record.why) in folded and escape(record.why) not in before


@pytest.mark.parametrize("key", KEYS)
def test_the_answer_view_gives_the_answer_unfolded_on_paper(key: str) -> None:
    record = library.predictions()[key]
    twin = Prediction(key, answer=True).twin()
    assert "<details open>" in twin
    assert escape(record.choices[record.answer]) in twin
    assert escape(record.why) in twin
    assert "<li>" not in twin


def test_both_views_come_back_from_what_is_saved() -> None:
    for answer in (False, True):
        saved = Prediction(KEYS[0], answer=answer)._repr_mimebundle_()[0][MIME]
        again = rebuild(saved)
        assert isinstance(again, Prediction)
        assert again.answer_view is answer
        assert again.arguments() == saved["arguments"]


def test_the_two_views_are_told_apart_in_words() -> None:
    assert Prediction(KEYS[0]).words() != Prediction(KEYS[0], answer=True).words()


def test_an_unknown_key_names_the_closest() -> None:
    with pytest.raises(KeyError, match=KEYS[0]):
        Prediction(KEYS[0] + "x")


def test_no_trait_holds_a_guess() -> None:
    traits = Prediction(KEYS[0]).trait_names(sync=True)
    assert not [name for name in traits if "guess" in name]
