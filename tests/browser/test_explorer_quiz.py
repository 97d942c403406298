"""The quiz of the explorer: by picture, by list, by keys; an answer for every choice."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.facts.explorer_quiz import find_questions, lengthens_questions
from tests.browser.explorer import CHOICES, Opener, in_picture, open_explorers, part, press

WHERE = {row.where: row for row in find_questions().values()}
BY_LABEL = {f"Find the {facts.muscle(row.structure).plain_label}.": row for row in WHERE.values()}
BY_TEXT = {row.text: row for row in lengthens_questions().values()}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_explorers(browser)


def question(page: Page) -> str:
    return part(page, "question").inner_text()


def choose(page: Page, *, rightly: bool) -> None:
    """Choose in the list, the right answer or the first wrong one."""
    asked = question(page)
    if asked in BY_LABEL:
        right = BY_LABEL[asked].structure
    else:
        row = next(one for one in BY_TEXT[asked].choices if one.right)
        right = f"{row.muscle}.{row.side}"
    keys = page.locator(CHOICES).evaluate_all("all => all.map(one => one.dataset.key)")
    assert right in keys
    wanted = right if rightly else next(key for key in keys if key != right)
    page.locator(f"{CHOICES}[data-key='{wanted}']").click()


def go_on(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Next|How it went)$")).click()


def until(page: Page, kind: dict[str, object]) -> None:
    """Answer rightly until a question of this kind is asked."""
    while question(page) not in kind:
        choose(page, rightly=True)
        go_on(page)


def test_five_questions_of_two_kinds_are_drawn_and_come_to_an_end(opened: Opener) -> None:
    page = opened()
    press(page, "Quiz")
    asked = []
    for number in range(5):
        expect(part(page, "asked")).to_contain_text(f"Question {number + 1} of 5")
        expect(part(page, "question")).to_be_focused()
        asked.append(question(page))
        choose(page, rightly=True)
        expect(part(page, "feedback")).to_contain_text("Right.")
        go_on(page)
    assert len(set(asked)) == 5
    assert sum(text in BY_LABEL for text in asked) == 3
    expect(part(page, "question")).to_have_text("5 of 5 right")
    expect(page.get_by_role("button", name="Try the missed ones again")).to_have_count(0)
    press(page, "Leave the quiz")
    expect(part(page, "structures")).to_be_visible()
    expect(page.get_by_role("button", name="Quiz", exact=True)).to_be_focused()


def test_the_missed_ones_come_again_and_only_they(opened: Opener) -> None:
    page = opened()
    press(page, "Quiz")
    missed = set()
    for number in range(5):
        if number in (1, 3):
            missed.add(question(page))
        choose(page, rightly=number not in (1, 3))
        go_on(page)
    expect(part(page, "question")).to_have_text("3 of 5 right")
    for text in missed:
        expect(part(page, "quiz")).to_contain_text(text)
    press(page, "Try the missed ones again")
    again = set()
    for _ in range(2):
        again.add(question(page))
        choose(page, rightly=True)
        go_on(page)
    assert again == missed
    expect(part(page, "question")).to_have_text("2 of 2 right")


def test_a_wrong_muscle_pressed_in_the_picture_is_named_and_the_right_one_shown(
    opened: Opener,
) -> None:
    page = opened()
    press(page, "Quiz")
    until(page, dict(BY_LABEL))
    row = BY_LABEL[question(page)]
    places = page.locator("[data-part=places] button")
    wrong = next(
        key
        for key in places.evaluate_all("all => all.map(one => one.dataset.key)")
        if not key.startswith(row.structure)
    )
    in_picture(page, wrong).focus()
    page.keyboard.press("Enter")
    name = facts.muscle(wrong.split(".")[0]).plain_label
    side = wrong.split(".")[1]
    expect(part(page, "feedback")).to_have_text(f"↺That is the {name}, {side}.{row.where}")
    alt = part(page, "picture").get_attribute("aria-label")
    assert alt and f"{facts.muscle(row.structure).plain_label}, right, stands out" in alt


def test_the_right_muscle_counts_on_either_side(opened: Opener) -> None:
    page = opened()
    press(page, "Quiz")
    until(page, dict(BY_LABEL))
    row = BY_LABEL[question(page)]
    for view in ("Back", "Front"):
        if not in_picture(page, f"{row.structure}.left").count():
            press(page, view)
    in_picture(page, f"{row.structure}.left").focus()
    page.keyboard.press("Enter")
    expect(part(page, "feedback")).to_contain_text("Right.")


def test_while_a_muscle_is_to_be_found_its_name_is_nowhere_in_the_picture(opened: Opener) -> None:
    page = opened()
    press(page, "Quiz")
    until(page, dict(BY_LABEL))
    label = facts.muscle(BY_LABEL[question(page)].structure).plain_label
    places = page.locator("[data-part=places] button")
    names = places.evaluate_all("all => all.map(one => one.ariaLabel)")
    assert names and all(name.startswith("From ") for name in names)
    assert all(label not in name.lower() for name in names)
    alt = part(page, "picture").get_attribute("aria-label")
    assert alt and "stands out" not in alt
    choose(page, rightly=True)
    names = places.evaluate_all("all => all.map(one => one.ariaLabel)")
    assert any(label in name.lower() for name in names), "answered, it has its name again"


def test_every_wrong_choice_of_a_movement_is_answered_and_the_movement_is_shown(
    opened: Opener,
) -> None:
    page = opened(reduced_motion="reduce")
    press(page, "Quiz")
    until(page, dict(BY_TEXT))
    row = BY_TEXT[question(page)]
    choose(page, rightly=False)
    said = part(page, "feedback").inner_text()
    wrong = [one for one in row.choices if not one.right]
    assert any(one.feedback in said for one in wrong)
    assert next(one.feedback for one in row.choices if one.right) in said
    press(page, "Show the movement")
    expect(part(page, "picture")).to_have_attribute("aria-label", re.compile("Longer on the"))
    expect(part(page, "said")).to_contain_text("% longer")


def test_a_muscle_that_is_no_choice_is_named_and_nothing_is_lost(opened: Opener) -> None:
    page = opened()
    press(page, "Quiz")
    until(page, dict(BY_TEXT))
    press(page, "Back")
    press(page, "Deep")
    in_picture(page, "suboccipitals.right").focus()
    page.keyboard.press("Enter")
    expect(part(page, "feedback")).to_contain_text("It is not one of the choices.")
    choose(page, rightly=True)
    expect(part(page, "feedback")).to_contain_text("Right.")


def test_by_keys_alone_the_quiz_is_answered(opened: Opener) -> None:
    page = opened()
    page.get_by_role("button", name="Quiz", exact=True).focus()
    page.keyboard.press("Enter")
    for number in range(5):
        expect(part(page, "asked")).to_contain_text(f"Question {number + 1} of 5")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("what => document.activeElement.matches(what)", CHOICES):
                break
        page.keyboard.press("Enter")
        expect(part(page, "feedback")).not_to_have_text("")
        page.keyboard.press("Enter")  # the focus is on Next
    expect(part(page, "question")).to_contain_text("of 5 right")
    assert set(page.evaluate("strayKeys")) <= {"Tab"}
