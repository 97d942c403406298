"""What the log calls for stands beside what was saved, for as long as the log holds it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from stretchkit import facts
from stretchkit.painlog import PainLog
from stretchkit.widgets.diary import PainDiary
from tests.browser.small import Opener, diary_log, open_pages, press
from tests.browser.test_diary_page import fill_in, score


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


def test_who_takes_out_what_called_for_help_is_told_to_call_if_it_was_true(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    log = PainLog()
    log.add(3, region="arm", side="left", qualities=("weakness",))
    log.add(5, region="chest_front", side="middle")
    page = opened(PainDiary(log))
    taken, brought = page.locator("[data-part=taken-out]"), page.locator("[data-part=brought]")
    expect(brought).to_contain_text("You noted pain at the front of the chest.")
    expect(brought).to_contain_text("You noted weakness.")
    expect(taken).to_be_hidden()
    # What a player of the page heard of the same log when its cell was run.
    page.evaluate(
        """() => document.body[Symbol.for('stretchkit')].told.set('player log emergency',
          {key: 'player log emergency', level: 'emergency', ofLog: true})"""
    )
    page.get_by_role("button", name="Delete").first.click()
    expect(taken).to_contain_text(facts.safety_texts()["if_it_was_true"].text)
    expect(taken).to_be_in_viewport()
    expect(brought).not_to_contain_text("chest")
    told = "[...document.body[Symbol.for('stretchkit')].told.values()].map(({level}) => level)"
    assert page.evaluate(told) == ["today"]
    # The players and checks of the page say it too.
    kept = "[...document.body[Symbol.for('stretchkit')].takenBack.values()].map(one => one.ifTrue)"
    assert page.evaluate(kept) == [taken.text_content()]
    page.get_by_role("button", name="Delete").first.click()
    expect(brought).to_be_empty()
    expect(taken.locator("p")).to_have_count(2)
    expect(taken).to_contain_text(facts.safety_texts()["if_it_was_true_seen"].text)
    assert page.evaluate(told) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_advice_that_a_save_brings_is_seen_beside_save_at_once(opened: Opener, width: int) -> None:
    page = opened(PainDiary(diary_log()), viewport={"width": width, "height": 700})
    page.evaluate("document.querySelector('main').style.padding = '900px 0'")
    brought, top = page.locator("[data-part=brought]"), page.locator("[data-part=advice]")
    said = page.locator("[data-part=status]")
    for _ in range(2):  # the same words a second time are seen a second time
        score(page, 5)
        page.get_by_label("Where").select_option("chest_front")
        page.get_by_label("Side").select_option("middle")
        press(page, "Save")
        expect(said).to_have_text("Saved.")
        expect(brought).to_be_focused()
        expect(brought.locator(".sk-panel-emergency")).to_contain_text("emergency number")
        expect(brought).to_be_in_viewport(ratio=1)
        expect(said).to_be_in_viewport(ratio=1)
        expect(brought).to_have_attribute("role", "alert")
        expect(top.locator(".sk-panel").first).to_contain_text("emergency number")
        save, panel, line = (
            place.bounding_box()
            for place in (page.get_by_role("button", name="Save"), brought, said)
        )
        assert save and panel and line
        assert panel["y"] - save["y"] - save["height"] < 40
        assert panel["y"] < line["y"]
    score(page, 9)
    page.get_by_label("Where").select_option("hand")
    page.get_by_label("Side").select_option("left")
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_have_count(3)
    expect(top.locator(".sk-panel-emergency")).to_contain_text("emergency number")
    expect(brought.locator(".sk-panel-emergency")).to_contain_text("emergency number")
    expect(brought).to_be_in_viewport(ratio=1)


def test_after_a_grave_entry_the_gravest_words_are_first_at_the_top_too(opened: Opener) -> None:
    log = diary_log()
    log.add(3, region="arm", side="left", qualities=("tingling",))
    page = opened(PainDiary(log), viewport={"width": 390, "height": 700})
    top, brought = page.locator("[data-part=advice]"), page.locator("[data-part=brought]")
    expect(top.locator(".sk-panel")).to_have_count(1)
    score(page, 5)
    page.get_by_label("Where").select_option("chest_front")
    page.get_by_label("Side").select_option("middle")
    press(page, "Save")
    expect(top.locator(".sk-panel")).to_have_count(2)
    first, second = top.locator(".sk-panel").all()
    expect(first).to_have_text(str(brought.locator(".sk-panel").first.text_content()))
    expect(first).to_contain_text("Call your emergency number now")
    expect(second).to_contain_text("Ask a clinician this week")


def test_what_the_readers_own_log_calls_for_is_told_to_the_page(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    told = "[...(document.body[Symbol.for('stretchkit')].told ?? new Map()).values()].length"
    for log, count in ((diary_log(), 0), (PainLog(), 1)):
        log.add(5, region="chest_front", side="middle")
        page = opened(PainDiary(log))
        expect(page.locator("[data-part=advice] .sk-panel")).to_have_count(1)
        assert page.evaluate(told) == count


def test_advice_that_stands_when_the_diary_opens_is_at_its_head(opened: Opener) -> None:
    log = diary_log()
    log.add(3, region="arm", side="left", qualities=("numbness",))
    page = opened(PainDiary(log))
    expect(page.locator("[data-part=advice] .sk-panel-stop")).to_contain_text(
        "Do not stretch yet. Ask a clinician this week"
    )
    expect(page.locator("[data-part=brought]")).to_be_empty()
    assert page.evaluate("document.activeElement === document.body")


def test_a_sign_ticked_beside_the_score_is_kept_and_answered(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    fill_in(page, 3)
    page.get_by_label("A weaker arm or hand").check()
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_contain_text("a weaker arm or hand")
    expect(page.locator("[data-part=brought] .sk-panel-stop")).to_contain_text(
        "You noted weakness."
    )
    assert list(log.entries().qualities) == [("weakness",)]
    expect(page.get_by_label("A weaker arm or hand")).not_to_be_checked()
