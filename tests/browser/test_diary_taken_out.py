"""What called for help and was taken out of the log is said of, until the log itself forgets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from stretchkit.painlog import PainLog
from stretchkit.widgets.diary import PainDiary
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import load, show
from tests.browser.player import traits
from tests.browser.small import Opener, on_page, open_pages, press, put
from tests.browser.test_diary_told import told_by_python

CALL = facts.safety_texts()["if_it_was_true"].text
SEEN = facts.safety_texts()["if_it_was_true_seen"].text


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PainLog:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    return PainLog()


def beside(page: Page) -> list[Locator]:
    """Return where the check and the player say what was taken back."""
    said = "[data-part=if-it-was-true]"
    return [page.locator(f"{root} {said}") for root in (".sk-safety", ".sk-player")]


def with_check_and_player(opened: Opener, diary: PainDiary) -> Page:
    page = opened(SafetyCheck())
    show(page, "player", traits("neck_tilt"))
    put(page, diary)
    return page


@pytest.mark.parametrize("undone", [True, False])
def test_after_an_erase_nothing_of_the_log_is_said_any_more_also_over_a_reload(
    opened: Opener, log: PainLog, undone: bool
) -> None:
    log.add(5, region="chest_front", side="middle")
    page = with_check_and_player(opened, diary := PainDiary(log))
    page.locator("input[name=chest_or_breath]").check()
    page.locator("input[name=chest_or_breath]").uncheck()
    page.get_by_role("button", name="Delete, ").click()
    taken = page.locator("[data-part=taken-out]")
    expect(taken).to_contain_text(CALL)
    for place in beside(page):
        expect(place).to_contain_text("An entry in your pain log")
    if undone:
        press(page, "Undo")
        expect(taken).to_be_hidden()
    told_by_python(page, diary, 2)
    log.erase()
    expect(page.get_by_text("There is nothing to undo.")).to_be_visible()
    expect(page.locator("[data-part=status]")).to_be_empty()
    felt = page.evaluate("widgets[1].model.traits.felt")
    for _ in range(2):
        expect(taken).to_be_hidden()
        for place in beside(page):  # what was taken back in the check stays
            expect(place).to_contain_text("chest")
            expect(place).not_to_contain_text("log")
        load(page)
        put(page, SafetyCheck())
        show(page, "player", {**traits("neck_tilt"), "felt": felt})
        put(page, PainDiary(log))


def test_what_was_taken_out_is_said_in_the_diary_too_after_a_reload(
    opened: Opener, log: PainLog
) -> None:
    log.delete(log.add(5, region="chest_front", side="middle"))
    page = with_check_and_player(opened, PainDiary(log))
    for place in (page.locator("[data-part=taken-out]"), *beside(page)):
        expect(place).to_contain_text(CALL)


def test_who_takes_out_a_sign_to_be_seen_for_today_is_told_so_if_it_was_true(
    opened: Opener, log: PainLog
) -> None:
    log.add(3, region="arm", side="right", qualities=("weakness",))
    page = with_check_and_player(opened, PainDiary(log))
    taken = page.locator("[data-part=taken-out]")
    expect(page.locator(".sk-diary [data-part=advice]")).to_contain_text("Get seen today")
    expect(taken).to_be_hidden()
    page.get_by_role("button", name="Change, ").click()
    page.get_by_label("A weaker arm or hand").uncheck()
    press(page, "Save")
    for place in (taken, *beside(page)):
        expect(place).to_contain_text(SEEN)
    press(page, "Undo")
    for place in (taken, *beside(page)):
        expect(place).to_be_hidden()
    assert on_page(page, "told.size") == 1


def test_no_player_hands_its_kernel_what_was_taken_out_of_the_log(
    opened: Opener, log: PainLog
) -> None:
    log.add(5, region="chest_front", side="middle")
    page = with_check_and_player(opened, PainDiary(log))
    page.get_by_role("button", name="Delete, ").click()
    expect(beside(page)[1]).to_contain_text(CALL)
    page.get_by_role("button", name="Start", exact=True).click()
    press(page, "Stop")
    felt = page.evaluate("widgets[1].model.traits.felt")
    assert felt["told"] and felt["taken_back"] == []
    assert "log" not in str(felt)
