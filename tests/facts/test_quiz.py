"""The questions and guesses of the first notebooks."""

from collections import Counter

from stretchkit.facts import predictions, questions

NOTEBOOKS = ("00", "01", "02", "03", "04", "05", "06", "07")


def test_each_notebook_has_questions_for_four_or_five_objectives_and_a_guess() -> None:
    objectives = {(row.notebook, row.objective) for row in questions().values()}
    counts = Counter(notebook for notebook, _ in objectives)
    assert counts == {"00": 4, "01": 5, "02": 5, "03": 5, "04": 5, "05": 5, "06": 5, "07": 5}
    assert {row.notebook for row in predictions().values()} == set(NOTEBOOKS)


def test_the_key_says_the_notebook() -> None:
    for row in (*questions().values(), *predictions().values()):
        assert row.key.startswith(f"nb{row.notebook}_")


def test_the_right_answer_is_not_always_in_the_same_place() -> None:
    for notebook in NOTEBOOKS:
        places = {
            next(n for n, choice in enumerate(row.choices) if choice.right)
            for row in questions().values()
            if row.notebook == notebook
        }
        assert len(places) > 1


def test_the_verdict_is_left_to_the_widget_which_says_right_or_not_yet() -> None:
    for row in questions().values():
        for choice in row.choices:
            assert choice.feedback.split()[0].strip(".,:") not in ("Yes", "Right", "Wrong")


def test_every_percentage_is_said_to_come_from_a_model() -> None:
    for row in questions().values():
        for choice in row.choices:
            if "percent" in choice.feedback:
                assert "open computer model" in choice.feedback
                assert {"Seth2019", "Mortensen2018"} & set(row.sources)
    for guess in predictions().values():
        if "percent" in guess.why:
            assert "open computer model" in guess.why or "this course's body" in guess.why
