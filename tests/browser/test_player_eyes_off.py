"""Moves made without seeing the screen: all of it is said before, and two sounds guide it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page import shared_module
from tests.browser.player import Opener, opener, part, phases, press

WAYS = [("cross_arm_knee_press", "standing", 0), ("neck_tilt", "four_way", 4)]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def announced(page: Page) -> str:
    return page.locator(".sk-player > .sk-only-heard[role=status]").inner_text()


@pytest.mark.parametrize(("stretch", "variation", "place"), WAYS)
def test_the_whole_move_is_shown_and_announced_before_it(
    opened: Opener, stretch: str, variation: str, place: int
) -> None:
    page = opened(stretch, variation)
    press(page, "Start", *["Skip"] * place)
    words = phases(page)[place]["eyes_off"]
    expect(part(page, "eyes-off")).to_have_text(words)
    assert words in announced(page)
    press(page, "Skip")
    expect(part(page, "eyes-off")).to_be_hidden()


def test_it_can_be_read_at_leisure_before_start(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "standing")
    expect(part(page, "eyes-off")).to_contain_text("You will not see the screen")


@pytest.mark.parametrize(("stretch", "variation", "place"), WAYS)
def test_the_notes_it_names_are_those_that_sound(
    opened: Opener, stretch: str, variation: str, place: int
) -> None:
    page = opened(stretch, variation)
    shared_module(page, "clock")
    told = phases(page)[place]["eyes_off"]
    sounds = page.evaluate(
        "([all, n]) => [0, 1, 2].map(more => clock.soundAfter(all, n + more))",
        [phases(page), place],
    )
    assert sounds == ["move", None, "end"]
    assert told.index("two rising notes") < told.index("one long low note")


def test_who_muted_the_notes_is_told(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "standing")
    press(page, "Mute")
    expect(part(page, "eyes-off")).to_contain_text("The notes are muted now.")
    press(page, "Unmute")
    expect(part(page, "eyes-off")).not_to_contain_text("muted")


@pytest.mark.parametrize(("width", "height"), [(390, 740), (1280, 720)])
def test_there_is_room_to_read_it_while_it_runs(opened: Opener, width: int, height: int) -> None:
    page = opened("cross_arm_knee_press", options={"viewport": {"width": width, "height": height}})
    press(page, "Start")
    page.evaluate("scrollTo(0, 0)")
    row = page.locator(".sk-first-row").bounding_box()
    told = part(page, "eyes-off").bounding_box()
    assert row and told
    assert told["y"] + told["height"] <= row["y"] <= height
