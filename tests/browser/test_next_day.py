"""A page that stays open over night: what held for a day is asked again, what is grave stands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit.facts import levels
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.player import Opener, model, opener, part, press
from tests.browser.test_player_advice import CALL, FELT, NERVE, players, stop_with, tick, with_check

HOUR_MS = 3_600_000
PAST = "You stopped on an earlier day"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def wait(page: Page, hours: int) -> None:
    page.clock.fast_forward(hours * HOUR_MS)


def test_none_of_these_holds_until_the_night_and_is_asked_again_after_it(opened: Opener) -> None:
    page = opened()
    wait(page, 8)  # it is ten in the evening
    said = with_check(lambda: page).locator(".sk-safety").get_by_text("You said: none of these")
    expect(said).to_be_visible()
    wait(page, 4)  # past midnight, and nobody went to bed
    expect(said).to_be_visible()
    wait(page, 6)
    expect(said).to_be_hidden()
    expect(page.get_by_text("Before you stretch today: is any of these true")).to_be_visible()
    player = players(page)[0]
    player.get_by_role("button", name="Start", exact=True).click()
    player.get_by_role("button", name="Skip", exact=True).click()
    expect(player.locator("[data-part=safety]")).to_contain_text("Paused: answer the safety check")


def test_a_sign_that_halts_stays_ticked_and_one_that_does_not_is_asked_again(
    opened: Opener,
) -> None:
    page = with_check(opened)
    by_level = {sign["level"]: sign["key"] for sign in SafetyCheck().signs}
    for level, stays in (("go_on", False), ("today", True)):
        tick(page, by_level[level])
        wait(page, 24)
        box = page.locator(f".sk-safety input[name={by_level[level]}]")
        expect(box).to_be_checked(checked=stays)
    assert levels()["today"].title in players(page)[0].inner_text()


def test_done_for_today_is_over_the_next_day_with_what_to_do_then(opened: Opener) -> None:
    page = with_check(opened)
    first, second = players(page)
    stop_with(page, first, NERVE.felt)
    for player in (first, second):
        expect(player.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    wait(page, 24)
    for player in (first, second):
        expect(player).to_contain_text(PAST)
        expect(player).to_contain_text(NERVE.answer)
        expect(player.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert model(page, "traits.state") == "ready"
    assert page.locator(".sk-safety").get_by_role("checkbox").first.is_visible(), "asked again"


def test_a_stretch_paused_over_night_goes_on_once_the_check_is_answered(opened: Opener) -> None:
    page = with_check(opened)
    player = players(page)[0]
    for name in ("Start", "Skip", "Skip", "Pause"):
        player.get_by_role("button", name=name, exact=True).click()
    wait(page, 24)
    asked = player.locator("[data-part=safety]")
    expect(asked).to_contain_text("Paused: answer the safety check to go on.")
    resume = player.get_by_role("button", name="Resume", exact=True)
    resume.click()
    expect(asked).to_be_focused()
    assert model(page, "traits.state") == "paused"
    asked.get_by_role("button", name="None of these today").click()
    expect(asked).to_be_hidden()
    resume.click()
    assert model(page, "traits.state") == "running"


def test_pain_that_went_up_does_not_end_the_next_day(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.get_by_label("Pain now, before you start").select_option("3")
    press(page, "Start")
    page.clock.run_for(60_000)
    page.get_by_label("Pain now, after the stretch").select_option("10")
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_hidden()
    wait(page, 24)
    expect(part(page, "advice")).to_contain_text(PAST)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_call_stands_on_the_next_day(opened: Opener) -> None:
    page = with_check(opened)
    stop_with(page, players(page)[0], FELT["emergency"])
    wait(page, 24)
    for player in players(page):
        expect(player).to_contain_text(CALL)
        expect(player.get_by_role("button", name="Start", exact=True)).to_be_hidden()


def test_the_log_is_asked_anew_each_day(opened: Opener) -> None:
    page = opened()
    asked = "widgets[0].model.sent.filter(({morning}) => morning).length"
    assert page.evaluate(asked) == 1
    wait(page, 5)
    assert page.evaluate(asked) == 1
    wait(page, 24)
    assert page.evaluate(asked) == 2
