"""Written cases on a plain page and in a handout: sorted by level, and by the C-spine rule."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from stretchkit.handout import HandoutExporter
from stretchkit.widgets.cases import Cases
from stretchkit.widgets.cspine import CSpineExercise
from tests.browser.page import show
from tests.browser.small import Opener, open_pages, press, rendered_again
from tests.browser.test_handout import Watched
from tests.facts.test_cspine import published
from tests.handout.test_exporter import widget
from tests.widgets.test_cspine import SAYS, path

STORIES = [case for case in facts.cases().values() if case.notebook == "02"]
WRITTEN = list(facts.cspine_cases().values())
LEVELS = ["emergency", "today", "this_week", "go_on"]
# Every act of `steps` done at once, and what the page shows after each.
_WALK = """steps => {
  const root = document.querySelector('.sk-root');
  const seen = element => element && element.checkVisibility() ? element : null;
  return steps.map(step => {
    const button = [...root.querySelectorAll('button')].filter(seen)
      .find(one => one.textContent === step || one.ariaLabel?.split(',')[0] === step);
    if (typeof step === 'number') root.querySelectorAll('input')[step]?.click();
    else if (button && !button.disabled) button.click();
    const words = part => seen(root.querySelector(`[data-part=${part}]`))?.innerText ?? '';
    const radios = [...root.querySelectorAll('input')];
    return {step, where: words('where'), feedback: words('feedback'), says: words('says'),
      story: words('case'), picked: radios.findIndex(radio => radio.checked),
      passed: root.querySelectorAll('[data-part=trail] li').length,
      onward: ['Next step', 'What the rule says'].some(name => [...root.querySelectorAll('button')]
        .some(one => one.textContent === name && seen(one)))};
  });
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]")


def choose(page: Page, number: int) -> None:
    page.get_by_role("radio").nth(number).check()
    press(page, "Check")


def level_of(number: int) -> int:
    return LEVELS.index(STORIES[number].level or "")


# Cases to sort


def test_every_choice_of_every_story_is_answered_and_none_that_is_accepted_called_wrong(
    opened: Opener,
) -> None:
    cases = Cases()
    page = opened(cases)
    acts = [0, "Check", 1, "Check", 2, "Check", 3, "Check", "Next case"]
    for at, story in enumerate(STORIES):
        seen = page.evaluate(_WALK, acts)
        answers = [one["feedback"] for one in seen if one["step"] == "Check"]
        for level, choice, told in zip(LEVELS, cases.cases[at]["choices"], answers, strict=True):
            assert ("Right." in told) == (level == story.level)
            also = level in story.accepts and level != story.level
            assert ("Right too. To call is right here as well." in told) == also
            assert ("Not this one. Try again." in told) == (level not in story.accepts)
            assert all(reply["words"] in told for reply in choice["replies"])
    expect(part(page, "where")).to_have_text("Case 13 of 13")


def test_a_story_without_a_level_is_answered_on_its_own_choices(opened: Opener) -> None:
    page = opened(Cases("08"))
    case = facts.cases()["gaps_on_bad_days"]
    page.get_by_label(case.traps[0].text).check()
    press(page, "Check")
    expect(part(page, "feedback")).to_contain_text(case.traps[0].feedback)
    page.get_by_label(case.answer).check()
    expect(part(page, "feedback")).to_be_empty()
    press(page, "Check")
    expect(part(page, "feedback")).to_contain_text(f"Right.{case.why}")


def test_a_case_by_keyboard_alone(opened: Opener) -> None:
    page = opened(Cases())
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Case 1", exact=True).focus()
    for _ in STORIES:
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "feedback")).to_contain_text("Right.")
    expect(part(page, "feedback")).to_have_attribute("aria-live", "polite")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(part(page, "others")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Next case")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "case")).to_be_focused()
    expect(part(page, "where")).to_have_text("Case 2 of 13")
    assert page.evaluate("strayKeys.filter(key => key !== 'Tab')") == []


def test_a_long_note_stays_beside_its_level(opened: Opener) -> None:
    page = opened(Cases("02"))
    label = page.get_by_role("radio").nth(3).locator("xpath=..")
    label.evaluate("label => { label.style.width = '25em'; }")
    name, note = label.locator("strong").bounding_box(), label.locator(".sk-quiet").bounding_box()
    assert name and note and note["x"] >= name["x"] + name["width"]
    assert note["height"] > 40, "it has to wrap here"


def test_check_without_a_choice_asks_for_one_and_counts_for_nothing(opened: Opener) -> None:
    page = opened(Cases())
    press(page, "Check")
    expect(part(page, "feedback")).to_contain_text("Choose an answer first.")
    expect(page.get_by_role("button", name="Case 1", exact=True)).to_be_visible()


def test_the_list_says_where_you_are_and_how_each_case_went(opened: Opener) -> None:
    page = opened(Cases())
    choose(page, level_of(0))
    press(page, "Next case")
    choose(page, level_of(1) + 1)
    choose(page, level_of(1))
    here = page.get_by_role("button", name="Case 2, missed", exact=True)
    expect(here).to_have_attribute("aria-current", "step")
    assert page.locator("[aria-current]").count() == 1
    press(page, "Back one case")
    expect(page.get_by_role("button", name="Case 1, right", exact=True)).to_have_attribute(
        "aria-current", "step"
    )
    expect(page.get_by_role("radio").nth(level_of(0))).to_be_checked()
    expect(part(page, "feedback")).to_contain_text("Right.")
    press(page, "Case 13")
    expect(part(page, "where")).to_have_text("Case 13 of 13")
    expect(part(page, "feedback")).to_be_empty()


def test_the_missed_ones_come_again_until_none_is_missed(opened: Opener) -> None:
    page = opened(Cases())
    missed = (2, 5, 9)
    for at in range(13):
        if at in missed:
            choose(page, (level_of(at) + 1) % 4)
        choose(page, level_of(at))
        press(page, "Next case" if at < 12 else "To the end")
    expect(part(page, "case")).to_contain_text("Missed at first: 3, 6, 10.")
    expect(part(page, "case")).not_to_contain_text("Not answered")
    press(page, "Try the 3 you missed again")
    for place, at in enumerate(missed):
        expect(part(page, "where")).to_have_text(f"Missed case {place + 1} of 3")
        expect(part(page, "case")).to_contain_text(STORIES[at].text)
        expect(page.locator("input:checked")).to_have_count(0)
        choose(page, level_of(at) if place else (level_of(at) + 1) % 4)
        press(page, "Next case" if place < 2 else "To the end")
    press(page, "Try the one you missed again")
    choose(page, level_of(2))
    press(page, "To the end")
    expect(part(page, "case")).to_contain_text("None missed.")
    press(page, "All 13 cases from the start")
    expect(part(page, "where")).to_have_text("Case 1 of 13")
    assert page.locator("[data-part=cases] [aria-label*=',']").count() == 0


def test_the_end_names_what_was_left_out_and_folds_the_answers_away(opened: Opener) -> None:
    page = opened(Cases())
    press(page, "Case 13")
    press(page, "To the end")
    expect(part(page, "case")).to_contain_text("Not answered: 1, 2, 3")
    expect(page.get_by_role("button", name="missed again")).to_have_count(0)
    table = page.get_by_role("table")
    expect(table).to_be_hidden()
    page.get_by_text("All 13 cases with their answers").click()
    groups = table.locator("tbody")
    expect(groups.locator(".sk-case-group")).to_contain_text(
        ["Now.", "Today.", "This week.", "Go on."]
    )
    for level, group in zip(LEVELS, groups.all(), strict=True):
        rows = [story for story in STORIES if story.level == level]
        expect(group.locator("tr:has(td)")).to_have_count(len(rows))
        for story in rows:
            row = group.locator("tr", has_text=story.text)
            expect(row.locator("td").last).to_have_text(story.answer)
    press(page, "Back one case")
    expect(part(page, "where")).to_have_text("Case 13 of 13")


def test_no_order_of_clicks_calls_a_wrong_level_right(opened: Opener) -> None:
    page = opened(Cases())
    moves = ["Check", "Check", "Check", "Next case", "Back one case", "To the end"]
    moves += ["Case 4", "Case 13", "Try the one you missed again", "All 13 cases from the start"]

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.sampled_from([0, 1, 2, 3, *moves]), max_size=40))
    def walk(acts: list[Any]) -> None:
        for seen in page.evaluate(_WALK, acts):
            story = next((one for one in STORIES if one.text in seen["story"]), None)
            right = story is not None and LEVELS[seen["picked"]] in story.accepts
            said = "Right." in seen["feedback"] or "Right too." in seen["feedback"]
            if said:
                assert seen["picked"] >= 0 and right
            if seen["step"] == "Check" and story and seen["picked"] >= 0:
                assert said == right

    walk()


# The C-spine rule


def clicks(way: list[int], wrong_first: tuple[bool, ...]) -> list[Any]:
    """What to press to go through a case, with a wrong choice first at some of its steps."""
    acts: list[Any] = []
    for right, errs in zip(way, wrong_first, strict=True):
        acts += [1 - right, "Check"] * errs + [right, "Check", "Next step"]
    return [*acts[:-1], "What the rule says"]


@pytest.mark.parametrize("at", range(len(WRITTEN)), ids=lambda at: WRITTEN[at].key)
def test_every_path_of_a_case_ends_at_what_the_published_rule_says(opened: Opener, at: int) -> None:
    page = opened(CSpineExercise())
    case, way = WRITTEN[at], path(WRITTEN[at])
    press(page, f"Case {at + 1}")
    for wrong_first in product((False, True), repeat=len(way)):
        *before, last = page.evaluate(_WALK, clicks(way, wrong_first))
        assert [seen["says"] for seen in before] == [""] * len(before)
        told = [seen["feedback"] for seen in before if seen["step"] == "Check"]
        assert sum("Not this one. Try again." in words for words in told) == sum(wrong_first)
        assert sum("Right." in words for words in told) == len(way) == last["passed"]
        assert last["says"] == SAYS[published(case)]
        expect(part(page, "step")).to_contain_text(case.why)
        expect(part(page, "step")).to_be_focused()
        outcome = "missed" if any(wrong_first) else "right"
        expect(page.get_by_role("button", name=f"Case {at + 1}, {outcome}")).to_be_visible()
        press(page, "Start this case again")


def test_no_order_of_clicks_reveals_a_wrong_decision_as_right(opened: Opener) -> None:
    page = opened(CSpineExercise())
    ways = {case.text: path(case) for case in WRITTEN}
    says = {case.text: SAYS[published(case)] for case in WRITTEN}
    moves = ["Check", "Check", "Next step", "Next step", "What the rule says", "Next case"]
    moves += ["Back one case", "Start this case again", "Case 2", "Case 6", "Case 8"]

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from([0, 1, 0, 1, *moves]), max_size=60))
    def walk(acts: list[Any]) -> None:
        for seen in page.evaluate(_WALK, acts):
            (text,) = [text for text in ways if text in seen["story"]]
            way, passed, picked = ways[text], seen["passed"], seen["picked"]
            over = passed == len(way)
            assert seen["says"] == (says[text] if over else "")
            right = not over and picked == way[passed]
            if "Right." in seen["feedback"] or seen["onward"]:
                assert right and seen["onward"]
            if seen["step"] == "Check" and not over and picked >= 0:
                assert ("Right." in seen["feedback"]) == right

    walk()


def test_a_wrong_choice_is_answered_with_what_the_case_tells(opened: Opener) -> None:
    page = opened(CSpineExercise())
    choose(page, 1)
    press(page, "Next step")
    choose(page, 1)
    expect(part(page, "feedback")).to_contain_text(facts.rule_words("bicycle"))
    page.get_by_role("radio").first.check()
    expect(part(page, "feedback")).to_be_empty()


def test_the_way_on_comes_into_sight_with_the_word_on_a_right_choice(opened: Opener) -> None:
    page = opened(CSpineExercise(), viewport={"width": 800, "height": 520})
    choose(page, 1)
    expect(page.get_by_role("button", name="Next step")).to_be_in_viewport(ratio=1)
    expect(part(page, "feedback")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_word_that_it_is_no_self_test_is_always_in_sight(opened: Opener, width: int) -> None:
    page = opened(CSpineExercise(), viewport={"width": width, "height": 700})
    warning = page.get_by_text("For students, on written cases only.")
    expect(warning).to_have_text(facts.cspine_rule().exercise_only)
    page.locator("summary").click()
    controls = page.locator(".sk-cspine :is(button, input, summary, td):visible")
    assert controls.count() > 20
    for control in controls.all():
        control.scroll_into_view_if_needed()
        expect(warning).to_be_in_viewport(ratio=1)
    press(page, "Case 2")
    expect(part(page, "case")).to_be_in_viewport(ratio=1)
    below, above = part(page, "case").bounding_box(), warning.bounding_box()
    assert below and above and below["y"] >= above["y"] + above["height"]


def test_the_rule_stands_below_with_limits_accuracy_doubt_and_sources(opened: Opener) -> None:
    page = opened(CSpineExercise())
    rule = facts.cspine_rule()
    expect(page.get_by_role("table")).to_be_hidden()
    page.get_by_text("its limits, and how good it is").click()
    fold = part(page, "rule")
    for words in (rule.accuracy, rule.doubt, *(item.words for item in rule.limits)):
        expect(fold).to_contain_text(words)
    expect(fold).to_contain_text(facts.cite("Stiell2001"))
    link = fold.get_by_role("link", name="fammedref.org")
    expect(link).to_have_attribute(
        "href", "https://fammedref.org/decision-tools/canadian-c-spine-rule"
    )


def test_a_source_links_to_web_addresses_alone_and_its_words_stay_words(opened: Opener) -> None:
    page = opened()
    exercise = CSpineExercise()
    evil = "javascript:alert(1) data:text/html,x <img src=x> https://example.org/<b>&c"
    traits = {"rule": exercise.rule | {"sources": [evil]}, "steps": exercise.steps}
    show(page, "cspine", traits | {"cases": exercise.cases})
    page.get_by_text("its limits, and how good it is").click()
    fold = part(page, "rule")
    expect(fold.get_by_role("link")).to_have_count(1)
    expect(fold.get_by_role("link")).to_have_text("https://example.org/<b>&c")
    expect(fold).to_contain_text(evil)
    assert fold.locator("img, b").count() == 0


# Both


def test_markup_in_a_case_is_shown_as_words(opened: Opener) -> None:
    page = opened()
    evil = "<img src=x onerror='window.hurt = true'>"
    reply = {"thought": evil, "words": evil}
    choice = {"text": evil, "note": evil, "right": True, "replies": [reply]}
    case = {"text": evil, "question": evil, "answer": evil, "choices": [choice], "others": [reply]}
    groups = [{"title": evil, "cases": [0]}, {"title": evil, "cases": [0]}]
    show(page, "cases", {"cases": [case], "groups": groups})
    choose(page, 0)
    press(page, "To the end")
    assert page.locator(".sk-cases img").count() == 0
    assert page.evaluate("window.hurt") is None


def test_the_end_of_the_rule_says_what_was_missed_and_begins_anew(opened: Opener) -> None:
    page = opened(CSpineExercise())
    _, *rest = WRITTEN
    wrong = next(n for n in range(3) if n != path(WRITTEN[0])[0])
    choose(page, wrong)
    for _ in rest:
        press(page, "Next case")
    press(page, "To the end")
    expect(part(page, "case")).to_contain_text("The end of the cases")
    expect(part(page, "case")).to_contain_text("Missed at first: 1.")
    left = ", ".join(str(number) for number in range(2, len(WRITTEN) + 1))
    expect(part(page, "case")).to_contain_text(f"Not answered: {left}.")
    press(page, f"All {len(WRITTEN)} cases from the start")
    expect(part(page, "where")).to_have_text(f"Case 1 of {len(WRITTEN)}")
    expect(page.get_by_role("button", name="Case 1", exact=True)).to_be_visible()


def test_who_goes_on_from_the_last_right_choice_has_answered_the_case(opened: Opener) -> None:
    page = opened(CSpineExercise())
    way = path(WRITTEN[0])
    for number in way[:-1]:
        choose(page, number)
        press(page, "Next step")
    choose(page, way[-1])
    press(page, "Next case")
    expect(page.get_by_role("button", name="Case 1, right")).to_be_visible()
    press(page, "Back one case")
    press(page, "Start this case again")
    expect(page.get_by_role("button", name="Case 1", exact=True)).to_be_visible()


def test_a_cell_that_is_run_again_loses_no_answer(opened: Opener) -> None:
    page = opened(Cases())
    choose(page, 0)
    press(page, "Next case")
    choose(page, 1)
    rendered_again(page, Cases())
    expect(part(page, "where")).to_contain_text("Case 2 of")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(part(page, "feedback")).not_to_be_empty()
    marks = part(page, "cases").get_by_role("button")
    expect(marks.nth(0)).to_have_attribute("aria-label", re.compile("Case 1, (right|missed)"))


def test_a_written_case_of_the_rule_goes_on_where_it_was(opened: Opener) -> None:
    page = opened(CSpineExercise())
    choose(page, path(WRITTEN[0])[0])
    page.get_by_role("button", name=re.compile("Next step|What the rule says")).click()
    before = part(page, "trail").inner_text()
    rendered_again(page, CSpineExercise())
    expect(part(page, "trail")).to_have_text(before, use_inner_text=True)


def test_nothing_that_is_chosen_is_stored_or_sent(opened: Opener) -> None:
    page = opened(Cases("08"), CSpineExercise())
    for root in page.locator(".sk-root").all():
        root.get_by_role("radio").first.check()
        root.get_by_role("button", name="Check").click()
        root.get_by_role("button", name="Next case").click()
    assert page.evaluate("widgets.flatMap(w => [w.model.sent.length, w.model.saves])") == [0] * 4
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.get_by_role("radio").first.press("d")
    assert page.evaluate("strayKeys") == []


def to_the_end(page: Page) -> None:
    stories, rule = page.locator(".sk-cases"), page.locator(".sk-cspine")
    press(stories, "Case 13")
    press(stories, "To the end")
    for number, onward in zip(path(WRITTEN[0]), ("Next step", "What the rule says"), strict=True):
        rule.get_by_role("radio").nth(number).check()
        press(rule, "Check")
        press(rule, onward)


@pytest.mark.parametrize(("light", "width"), [(True, 390), (False, 1280)])
@pytest.mark.parametrize("state", ["answered", "at the end"])
def test_it_is_accessible_fits_and_can_be_hit(
    opened: Opener, state: str, light: bool, width: int
) -> None:
    options: dict[str, Any] = {"viewport": {"width": width, "height": 844}}
    page = opened(Cases(), CSpineExercise(), light=light, **options)
    for name, number in (("cases", level_of(0)), ("cspine", path(WRITTEN[0])[0])):
        page.locator(f".sk-{name}").get_by_role("radio").nth(number).check()
        press(page.locator(f".sk-{name}"), "Check")
    if state == "at the end":
        to_the_end(page)
    for fold in page.locator("details:visible > summary").all():
        fold.click()
    report = Axe().run(page, context=".sk-root")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator(".sk-root :is(button, summary, label):visible").all():
        box = control.bounding_box()
        assert box and box["height"] >= 43.9 and box["width"] >= 43.9, control.inner_text()


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    cells = [new_markdown_cell("# Cases"), widget("cases", notebook="02"), widget("cspine")]
    page, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path / "handout.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_it_lives_in_a_handout_and_its_twin_on_paper(browser: Browser, handout: Path) -> None:
    watched = Watched(browser, handout)
    page = watched.page
    expect(page.locator(".is-live")).to_have_count(2)
    for name in ("cases", "cspine"):
        root = page.locator(f".sk-{name}")
        root.get_by_role("radio").nth(1).check()
        root.get_by_role("button", name="Check").click()
        expect(root.locator("[data-part=feedback]")).not_to_be_empty()
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert watched.left() == [] and watched.complaints == []
    assert page.evaluate("window.violations") == []
    page.emulate_media(media="print")
    assert page.locator("main :is(button, input):visible").count() == 0
    for twin in (".sk-twin-cases", ".sk-twin-cspine"):
        expect(page.locator(twin).get_by_text("Answers")).to_be_visible()
        expect(page.locator(twin).locator("li").last).to_be_visible()
    page.close()
