"""The static side of a question: what stands on paper and in a saved notebook."""

import pytest

from stretchkit.facts import library
from stretchkit.widgets import rebuild
from stretchkit.widgets.live import MIME
from stretchkit.widgets.question import Question, lettered

KEYS = sorted(library.questions())


@pytest.mark.parametrize("key", KEYS)
def test_the_twin_asks_offers_and_answers(key: str) -> None:
    record = library.questions()[key]
    twin = Question(key).twin()
    assert twin.count("<li>") == len(record.choices)
    before, folded = twin.split("<details>")
    right = next(choice for choice in record.choices if choice.right)
    letter = "ABCDEFGH"[record.choices.index(right)]
    assert "<summary>Answer</summary>" in folded
    assert f"<p>{letter}. " in folded
    assert "<p>" in before
    assert len(twin) < 60_000


def test_what_is_saved_is_the_same_every_time_and_makes_the_widget_again() -> None:
    first, _ = Question(KEYS[0])._repr_mimebundle_()
    second, _ = Question(KEYS[0])._repr_mimebundle_()
    for mime in ("text/plain", "text/html", MIME):
        assert first[mime] == second[mime]
    assert rebuild(first[MIME]).words() == first["text/plain"]
    assert "\n" not in first["text/plain"]


def test_an_unknown_key_names_the_closest() -> None:
    with pytest.raises(KeyError, match=KEYS[0]):
        Question(KEYS[0] + "x")


def test_the_page_gets_the_texts_and_nothing_else() -> None:
    question = Question(KEYS[0]).question
    assert set(question) == {"text", "choices"}
    assert all(set(choice) == {"text", "right", "feedback"} for choice in question["choices"])


def test_words_with_markup_stay_words() -> None:
    html = lettered("Question", "<b>?", ["<i>"], "<script>")
    assert "<b>" not in html and "<i>" not in html and "<script>" not in html
    assert "&lt;b&gt;?" in html
