"""Question and prediction on a plain page; and what all small widgets share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.chart import plot_pain
from stretchkit.widgets.diary import PainDiary
from stretchkit.widgets.prediction import Prediction
from stretchkit.widgets.question import Question
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import show
from tests.browser.small import (
    Opener,
    diary_log,
    on_page,
    open_pages,
    press,
    put,
    rendered_again,
)

QUESTION = next(iter(library.questions().values()))
PREDICTION = next(iter(library.predictions().values()))
OTHER = 0 if PREDICTION.answer else 1
MINE = "[data-part=guess]"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


# Every one of them


def every_kind() -> list[CourseWidget]:
    return [
        Question(QUESTION.key),
        Prediction(PREDICTION.key),
        SafetyCheck(),
        PainDiary(diary_log(3, 4)),
        plot_pain(diary_log(3, 4)),
    ]


def test_keys_pressed_on_any_control_stay_inside(opened: Opener) -> None:
    page = opened(*every_kind())
    expect(page.get_by_role("button", name="Draw again")).to_be_visible()
    controls = page.locator(".sk-root :is(button, input, select, textarea):visible")
    assert controls.count() > 40
    for control in controls.all():
        control.press("b")
    for key in ("x", "d", "ArrowDown", "Enter", " "):
        page.keyboard.press(key)
    assert page.evaluate("strayKeys") == []
    page.keyboard.press("Escape")
    assert page.evaluate("strayKeys") == ["Escape"]


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_fits_and_can_be_hit(opened: Opener, width: int) -> None:
    page = opened(*every_kind(), viewport={"width": width, "height": 800})
    expect(page.locator(".sk-chart img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(
            '.sk-root button, label.sk-choice, .sk-score-cell, .sk-root select')]
          .filter(target => target.checkVisibility())
          .flatMap(target => [target.offsetWidth, target.offsetHeight]))"""
    )
    assert smallest >= 44


def test_each_is_a_named_group_and_each_control_has_a_name(opened: Opener) -> None:
    page = opened(*every_kind())
    groups = page.locator(".sk-root[role=group]")
    assert groups.count() == 5
    assert all(group.get_attribute("aria-label") for group in groups.all())


# Question


def test_a_question_by_keyboard_alone(opened: Opener) -> None:
    page = opened(Question(QUESTION.key))
    feedback = page.locator("[data-part=feedback]")
    right = next(n for n, choice in enumerate(QUESTION.choices) if choice.right)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for number in range(len(QUESTION.choices)):
        if number:
            page.keyboard.press("Shift+Tab")
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Check")).to_be_focused()
        page.keyboard.press("Enter")
        expect(feedback).to_contain_text(QUESTION.choices[number].feedback)
        expect(feedback).to_contain_text("Right." if number == right else "Try again.")
    expect(feedback).to_have_attribute("aria-live", "polite")


def test_check_without_a_choice_asks_for_one_and_a_new_choice_clears_the_word(
    opened: Opener,
) -> None:
    page = opened(Question(QUESTION.key))
    feedback = page.locator("[data-part=feedback]")
    press(page, "Check")
    expect(feedback).to_contain_text("Choose an answer first.")
    page.get_by_role("radio").first.check()
    expect(feedback).to_be_empty()


def test_a_checked_question_stays_checked_when_its_cell_is_run_again(opened: Opener) -> None:
    page = opened(Question(QUESTION.key))
    page.get_by_role("radio").nth(1).check()
    press(page, "Check")
    said = page.locator("[data-part=feedback]").inner_text()
    assert said
    rendered_again(page, Question(QUESTION.key))
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.locator("[data-part=feedback]")).to_have_text(said, use_inner_text=True)


def test_markup_in_a_question_is_shown_as_words(opened: Opener) -> None:
    page = opened()
    evil = "<img src=x onerror='window.hurt = true'>"
    choice = {"text": evil, "right": False, "feedback": evil}
    show(page, "question", {"question": {"text": evil, "choices": [choice, choice]}})
    page.get_by_role("radio").first.check()
    press(page, "Check")
    assert page.locator("[data-part=feedback]").inner_text().count(evil) == 1
    assert page.locator(".sk-question img").count() == 0
    assert page.evaluate("window.hurt") is None


def test_two_questions_do_not_share_their_radio_buttons(opened: Opener) -> None:
    page = opened(Question(QUESTION.key), Question(QUESTION.key))
    for question in page.locator(".sk-question").all():
        question.get_by_role("radio").first.check()
    assert page.locator("input:checked").count() == 2


# Prediction


def choose(widget: Locator, number: int) -> None:
    widget.get_by_role("radio").nth(number).check()
    press(widget, "Lock in my guess")


def test_a_guess_is_locked_changed_and_shown_beside_the_answer(opened: Opener) -> None:
    page = opened(Prediction(PREDICTION.key))
    widget = page.locator(".sk-prediction")
    assert PREDICTION.why not in widget.inner_text()
    choose(widget, PREDICTION.answer)
    press(widget, "Change my guess")
    choose(widget, OTHER)
    expect(widget.locator(MINE)).to_have_text(f"Your guess: {PREDICTION.choices[OTHER]}")
    expect(widget.locator(MINE)).to_be_focused()
    press(widget, "Show the answer")
    answer = widget.locator("[data-part=answer]")
    expect(answer).to_contain_text(PREDICTION.choices[OTHER])
    expect(answer).to_contain_text(PREDICTION.choices[PREDICTION.answer])
    expect(answer).to_contain_text(PREDICTION.why)
    expect(answer).to_be_focused()
    expect(widget.get_by_role("button")).to_have_count(0)
    assert page.evaluate("[widgets[0].model.sent.length, widgets[0].model.saves]") == [0, 0]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_answer_view_picks_up_the_guess_and_seeing_it_fixes_the_guess(opened: Opener) -> None:
    page = opened(Prediction(PREDICTION.key))
    page.evaluate("document.querySelector('main').style.paddingBottom = '3000px'")
    above = page.locator(".sk-prediction").first
    page.evaluate("widgets[0].el.style.marginBottom = '3000px'")
    put(page, Prediction(PREDICTION.key, answer=True))
    below = page.locator(".sk-prediction").nth(1)
    expect(below).to_contain_text("No guess was made on this page.")
    choose(above, OTHER)
    expect(below).to_contain_text(PREDICTION.why)
    expect(above.get_by_role("button", name="Change my guess")).to_be_visible()
    below.scroll_into_view_if_needed()
    expect(above.get_by_role("button", name="Change my guess")).to_have_count(0)
    assert on_page(page, f"guesses['{PREDICTION.key}']") == {"choice": OTHER, "seen": True}


def test_the_answer_can_be_seen_without_a_guess(opened: Opener) -> None:
    page = opened(Prediction(PREDICTION.key, answer=True))
    press(page, "Show the answer")
    answer = page.locator("[data-part=answer]")
    expect(answer).to_contain_text("No guess was made on this page.")
    expect(answer).to_contain_text(PREDICTION.why)
