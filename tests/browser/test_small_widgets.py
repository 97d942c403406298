"""Question, prediction and safety check on a plain page; and what all small widgets share."""

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.facts import library
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.chart import plot_pain
from stretchkit.widgets.diary import PainDiary
from stretchkit.widgets.prediction import Prediction
from stretchkit.widgets.question import Question
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import show
from tests.browser.small import Opener, diary_log, on_page, open_pages, press, put

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


# Safety check


ORDER = ["emergency", "today", "this_week", "go_on"]
SIGNS = {sign["key"]: sign["level"] for sign in SafetyCheck().signs}


def box(page: Page, key: str) -> Locator:
    return page.locator(f".sk-safety input[name={key}]").first


def test_no_order_of_clicks_ends_below_the_worst_sign_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    chance = random.Random(8)
    buttons = ["None of these today", "One or more", "Change my answers"]
    acts = [*SIGNS, *buttons, *buttons, *buttons, "player: clear", "player: more"]
    for _ in range(12):
        page.evaluate(
            """steps => { window.trail = steps.map(step => {
              const root = document.querySelector('.sk-safety');
              const button = [...root.querySelectorAll('button')].find(b => b.textContent === step);
              const box = root.querySelector(`input[name="${step}"]`);
              if (box) box.click();
              else if (button) button.click();
              else document.body.dispatchEvent(
                new CustomEvent('sk-safety-answer', {detail: step.split(' ')[1]}));
              const ticked = [...root.querySelectorAll('input:checked')].map(b => b.name);
              const {state, level} = document.body[Symbol.for('stretchkit')].safety;
              const result = root.querySelector('[data-part=result]');
              return {ticked, state, level, said: result.hidden ? '' : result.innerText};
            }); }""",
            [chance.choice(acts) for _ in range(60)],
        )
        for step in page.evaluate("trail"):
            levels = sorted((SIGNS[key] for key in step["ticked"]), key=ORDER.index)
            if not levels:
                assert step["state"] in ("clear", "unanswered")
                assert step["level"] is None
                continue
            worst = library.levels()[levels[0]]
            assert step["level"] == worst.key
            assert step["state"] == ("clear" if worst.key == "go_on" else "stopped")
            assert worst.title in step["said"] and worst.advice in step["said"]


def test_nothing_ticked_is_never_called_safe(opened: Opener) -> None:
    page = opened(SafetyCheck())
    assert on_page(page, "safety.state") == "unanswered"
    press(page, "None of these today")
    expect(page.locator("[data-part=result]")).to_contain_text(
        "Nothing ticked. This check cannot rule out illness."
    )
    assert "safe " not in page.locator(".sk-safety").inner_text().lower()
    assert on_page(page, "safety.state") == "clear"
    press(page, "Change my answers")
    assert on_page(page, "safety.state") == "unanswered"
    expect(box(page, next(iter(SIGNS)))).to_be_focused()
    expect(box(page, next(iter(SIGNS)))).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
def test_none_of_these_can_only_be_reached_past_the_whole_list(opened: Opener, width: int) -> None:
    page = opened(SafetyCheck(), viewport={"width": width, "height": 700})
    ends = page.locator(".sk-signs").evaluate_all(
        "signs => Math.max(...signs.map(s => s.getBoundingClientRect().bottom))"
    )
    for name in ("None of these today", "One or more"):
        button = page.get_by_role("button", name=name).bounding_box()
        assert button is not None and button["y"] >= ends
    order = page.locator(".sk-safety :is(input, button):visible").evaluate_all(
        "controls => controls.map(c => c.type === 'checkbox' ? '' : c.textContent)"
    )
    assert order == [""] * len(SIGNS) + ["None of these today", "One or more"]


@pytest.mark.parametrize("width", [390, 1280])
def test_one_or_more_without_a_tick_asks_for_one_and_leads_to_the_first(
    opened: Opener, width: int
) -> None:
    page = opened(SafetyCheck(), viewport={"width": width, "height": 700})
    press(page, "One or more")
    asked = page.locator(".sk-asked")
    expect(asked).to_have_text("Tick what is true.")
    expect(asked).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status")).to_have_text("Tick what is true.")
    expect(box(page, next(iter(SIGNS)))).to_be_focused()
    expect(box(page, next(iter(SIGNS)))).to_be_in_viewport(ratio=1)
    box(page, "night_pain").check()
    expect(asked).to_have_count(0)


def test_one_or_more_after_a_tick_leads_to_what_it_means(opened: Opener) -> None:
    page = opened(SafetyCheck(), viewport={"width": 390, "height": 700})
    box(page, next(iter(SIGNS))).check()
    press(page, "One or more")
    title = page.locator("[data-part=result] .sk-title")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport(ratio=1)


def test_what_is_announced_is_made_of_whole_sentences(opened: Opener) -> None:
    page = opened(SafetyCheck())
    heard = page.get_by_role("status")
    for key, level in SIGNS.items():
        box(page, key).check()
        expect(heard).to_contain_text(f"{library.levels()[level].title}. ")
        assert ".." not in heard.inner_text()
        box(page, key).uncheck()
        expect(heard).to_have_text("Nothing is ticked now.")
    press(page, "None of these today")
    expect(heard).to_have_text("Nothing ticked. This check cannot rule out illness.")


def test_an_unchecked_injury_is_told_not_to_test(opened: Opener) -> None:
    page = opened(SafetyCheck())
    box(page, "unchecked_injury").check()
    result = page.locator("[data-part=result]")
    expect(result).to_contain_text("Do not stretch. Get seen today")
    expect(result).to_contain_text("Do not turn your head to test it.")


def test_the_word_on_a_sign_opens_where_it_was_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    for key in ("chest_or_breath", "weak_neck_joints", "unchecked_injury"):
        box(page, key).check()
        result = page.locator(f"label:has(input[name={key}]) + [data-part=result]")
        expect(result).to_contain_text("Call your emergency number now")
        expect(page.get_by_role("status")).to_contain_text("Call your emergency number now")


def test_none_of_these_cannot_be_pressed_over_a_ticked_sign(opened: Opener) -> None:
    page = opened(SafetyCheck())
    none = page.get_by_role("button", name="None of these today")
    box(page, "weight_loss").check()
    expect(none).to_be_disabled()
    box(page, "weight_loss").uncheck()
    expect(none).to_be_enabled()
    assert on_page(page, "safety.state") == "unanswered"


def tell(page: Page, key: str, **item: str) -> None:
    """Stand in for a player or a log of the page that told it something."""
    page.evaluate(
        """([key, item]) => { const page = document.body[Symbol.for('stretchkit')];
          (page.told ??= new Map()).set(key, {key, ...item});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }""",
        [key, item],
    )


CALL = {"level": "emergency", "title": "Call your emergency number now", "advice": "Call now."}


@pytest.mark.parametrize("ticked", ["none", "morning_stiffness", "weight_loss"])
def test_the_check_says_first_what_the_page_was_told_elsewhere(opened: Opener, ticked: str) -> None:
    page = opened(SafetyCheck())
    tell(page, "stop a", session="a", **{"from": "Neck tilt, Basic tilt"}, **CALL)
    result = page.locator("[data-part=result]")
    expect(result.locator(".sk-title").first).to_have_text("Call your emergency number now")
    if ticked == "none":
        press(page, "None of these today")
    else:
        box(page, ticked).check()
    first, *others = result.locator(".sk-panel:visible").all()
    expect(first).to_contain_text("Call now.")
    expect(first).to_contain_text("Neck tilt, Basic tilt")
    said = ["Also:"] if ticked == "weight_loss" else []
    assert [other.inner_text()[:5] for other in others] == said
    for milder in ("Nothing ticked", "Moving is fine"):
        assert milder not in result.inner_text()
    expect(page.get_by_role("status")).to_have_text("Call your emergency number now. Call now.")


def test_after_none_nothing_on_the_check_asks_any_more(opened: Opener) -> None:
    page = opened(SafetyCheck())
    press(page, "None of these today")
    shown = page.locator(".sk-safety").inner_text()
    assert "You said: none of these today." in shown
    for gone in ("is any of these true", "Read the list"):
        assert gone not in shown


def test_one_or_more_without_a_tick_halts_the_players_until_it_is_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    press(page, "One or more")
    assert on_page(page, "safety.unticked")
    expect(page.locator("[data-part=result]")).to_contain_text("First tick what is true")
    box(page, "weight_loss").check()
    box(page, "weight_loss").uncheck()
    assert not on_page(page, "safety.unticked")
    press(page, "One or more")
    press(page, "None of these today")
    assert not on_page(page, "safety.unticked")


def test_from_the_check_there_is_a_way_back_to_the_stretch_that_waits(opened: Opener) -> None:
    page = opened(SafetyCheck())
    back = page.get_by_role("button", name="Back to the stretch")
    expect(back).to_be_hidden()
    page.evaluate(
        """() => { document.body[Symbol.for('stretchkit')].waiting = () => { window.back = true; };
          document.body.dispatchEvent(new CustomEvent('sk-safety-answer', {detail: 'more'})); }"""
    )
    expect(back).to_be_hidden()
    press(page, "None of these today")
    back.click()
    assert page.evaluate("back")
    expect(back).to_be_hidden()


def test_a_player_that_says_one_or_more_leads_to_the_list(opened: Opener) -> None:
    page = opened(SafetyCheck(), SafetyCheck())
    page.evaluate(
        "document.body.dispatchEvent(new CustomEvent('sk-safety-answer', {detail: 'more'}))"
    )
    expect(box(page, next(iter(SIGNS)))).to_be_focused()


def test_several_checks_on_a_page_agree_and_a_ticked_sign_outlives_them(opened: Opener) -> None:
    page = opened(SafetyCheck())
    page.evaluate(
        """() => { window.told = [];
        document.body.addEventListener('sk-safety', () =>
          told.push(document.body[Symbol.for('stretchkit')].safety?.state)); }"""
    )
    box(page, "night_pain").check()
    put(page, SafetyCheck())  # a check that comes later does not overwrite the answer
    second = page.locator(".sk-safety").nth(1)
    expect(second.locator("input[name=night_pain]")).to_be_checked()
    second.locator("input[name=chest_or_breath]").check()
    expect(box(page, "chest_or_breath")).to_be_checked()
    page.evaluate("widgets[1].cleanup()")
    assert on_page(page, "safety.level") == "emergency"
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); widgets[1].el.remove(); }")
    assert on_page(page, "safety.level") == "emergency", "its cell is run again"
    assert page.evaluate("told.at(-1)") == "stopped"
    put(page, SafetyCheck())
    expect(box(page, "night_pain")).to_be_checked()
    expect(page.locator("[data-part=result]")).to_contain_text("Call your emergency number now")
    press(page, "Change my answers")
    page.evaluate("widgets[2].cleanup()")
    assert on_page(page, "safety") is None
    assert page.evaluate("told.at(-1)") is None
    assert page.evaluate("widgets.flatMap(w => [...w.model.sent, w.model.saves])") == [0, 0, 0]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
