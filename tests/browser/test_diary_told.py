"""The diary on the page shows at once what is written in its log by Python or beside it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit.widgets.chart import plot_pain
from stretchkit.widgets.diary import PainDiary
from tests.browser.small import Opener, diary_log, open_pages, press, put


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


def told_by_python(page: Page, diary: PainDiary, place: int = 0) -> None:
    """Bring what the diary sends of its own accord to the page, as a kernel would."""
    diary.send = lambda words: page.evaluate(f"words => widgets[{place}].model.hear(words)", words)


def test_what_another_cell_writes_shows_at_once_here_and_in_the_chart(opened: Opener) -> None:
    log = diary_log(8)
    diary = PainDiary(log)
    page = opened(diary, plot_pain(log))
    rows, chart = page.locator("[data-part=entries] li"), page.locator(".sk-chart img")
    expect(rows).to_have_count(1)
    expect(chart).to_be_visible()
    told_by_python(page, diary)
    page.get_by_label("Note").fill("half a thought")
    new = log.add(5, region="neck_back", side="middle", felt_at="2026-03-02 08:00")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Back of the neck, middle")
    expect(chart).to_have_attribute("alt", re.compile("Lowest 5, highest 8"))
    log.delete(new)
    expect(rows).to_have_count(1)
    log.undo()
    expect(rows).to_have_count(2)
    log.erase()
    expect(page.get_by_text("There is nothing to undo.")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("half a thought")


def answer_to_last(diary: PainDiary, page: Page) -> dict[str, Any]:
    asked = "widgets[0].model.sent.filter(({act}) => act === 'show').at(-1)"
    return diary._handle(page.evaluate(asked))


def test_many_acts_of_one_cell_are_asked_about_once(opened: Opener) -> None:
    page = opened()
    diary = PainDiary(diary_log())
    put(page, diary, python=False)
    shown = "widgets[0].model.sent.filter(({act}) => act === 'show')"
    page.evaluate("answer => widgets[0].model.hear(answer)", answer_to_last(diary, page))
    page.evaluate("for (let n = 0; n < 50; n += 1) widgets[0].model.hear({changed: true})")
    assert page.evaluate(f"{shown}.length") == 2
    page.evaluate("answer => widgets[0].model.hear(answer)", answer_to_last(diary, page))
    page.wait_for_function(f"{shown}.length === 3")


def test_what_a_save_brought_stays_beside_it_until_it_holds_no_more(opened: Opener) -> None:
    log = diary_log()
    diary = PainDiary(log)
    page = opened(diary)
    page.locator(".sk-score-cell").nth(5).click()
    page.get_by_label("Where").select_option("chest_front")
    page.get_by_label("Side").select_option("middle")
    press(page, "Save")
    brought = page.locator("[data-part=brought]")
    expect(brought).to_contain_text("emergency number")
    told_by_python(page, diary)
    other = log.add(1, region="hand", side="left")
    expect(page.locator("[data-part=entries] li")).to_have_count(2)
    expect(brought).to_contain_text("emergency number")
    log.delete(next(key for key in log.entries().index if key != other))
    expect(brought).to_be_empty()


def test_a_save_redraws_the_other_diary_and_the_chart_of_the_page(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log), PainDiary(log), plot_pain(log))
    expect(page.locator(".sk-chart")).to_contain_text("Your log is empty.")
    first = page.locator(".sk-diary").first
    first.locator(".sk-score-cell").nth(2).click()
    first.get_by_label("Where").select_option("hand")
    first.get_by_label("Side").select_option("left")
    press(first, "Save")
    expect(page.locator(".sk-diary").nth(1).locator("[data-part=entries] li")).to_have_count(1)
    expect(page.locator(".sk-chart img")).to_be_visible()
