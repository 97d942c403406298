"""The player on a phone, in a low window and on a filled screen: all in sight, nothing cut."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from tests.browser.player import Opener, opener, part, phases, press
from tests.browser.test_player_body import answer_films

LONG_WORDS = [("cross_arm_knee_press", "standing"), ("neck_tilt", "arm_behind_back")]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def signs_row(page: Page) -> Locator:
    """Return the row of Pause, Stop and the signs to stop."""
    return page.locator(".sk-first-row")


def sticking_out(page: Page) -> list[str]:
    """Return what reaches beyond the inside of the player's frame."""
    return list(
        page.evaluate(
            """() => { const root = document.querySelector('.sk-player');
              const inside = root.getBoundingClientRect().right
                - parseFloat(getComputedStyle(root).paddingRight);
              return [...root.querySelectorAll(':not(.sk-only-heard)')]
                .filter(part => part.checkVisibility())
                .filter(part => part.getBoundingClientRect().right > inside + 1)
                .map(part => `${part.tagName} ${part.className} ${part.textContent}`); }"""
        )
    )


@pytest.mark.parametrize("width", [300, 390, 1280])
def test_nothing_sticks_out_and_every_button_is_easy_to_hit(opened: Opener, width: int) -> None:
    page = opened(options={"viewport": {"width": width, "height": 844}})
    page.get_by_label("Pain now, before").select_option("10")
    assert sticking_out(page) == []
    press(page, "Start", "Skip", "Skip")
    assert sticking_out(page) == []
    for button in page.locator(".sk-player button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["width"] >= 44 and box["height"] >= 44, button.inner_text()


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(("stretch", "variation"), LONG_WORDS)
def test_stop_and_its_signs_are_in_sight_on_a_phone_in_every_phase(
    opened: Opener, stretch: str, variation: str, full: bool
) -> None:
    page = opened(
        stretch, variation, repetitions=1, options={"viewport": {"width": 390, "height": 740}}
    )
    press(page, "Start")
    if full:
        press(page, "Full screen")
        page.wait_for_function("document.fullscreenElement")
    for _ in phases(page)[:-1]:
        page.evaluate("(document.fullscreenElement ?? window).scrollTo(0, 0)")
        expect(page.get_by_role("button", name="Stop", exact=True)).to_be_in_viewport(ratio=1)
        signs = part(page, "stop-signs").locator("p").first
        expect(signs).to_be_in_viewport(ratio=1)
        for key in ("while_pain_up", "while_urgent"):
            expect(signs).to_contain_text(facts.safety_texts()[key].text)
        expect(part(page, "instruction")).to_be_in_viewport(ratio=1)
        words, row = part(page, "instruction").bounding_box(), signs_row(page).bounding_box()
        assert words and row and words["y"] + words["height"] <= row["y"], "nothing covers it"
        assert row["height"] < 740 / 3
        expect(part(page, "remaining")).to_be_in_viewport(ratio=1)
        page.locator(".sk-player").focus()
        page.keyboard.press("n")


@pytest.mark.parametrize("font", ["14px", "17px"])
def test_in_a_low_window_every_button_is_in_sight_while_it_runs(opened: Opener, font: str) -> None:
    page = opened("cross_arm_knee_press", options={"viewport": {"width": 1280, "height": 720}})
    page.evaluate("f => document.body.style.setProperty('--jp-content-font-size1', f)", font)
    page.evaluate("document.querySelector('main').style.paddingBottom = '200vh'")
    press(page, "Start")
    for _ in phases(page)[:-1]:
        top = part(page, "phase").bounding_box()
        assert top
        for button in page.locator(".sk-player button:visible").all():
            box = button.bounding_box()
            # JupyterLab's own bars leave about 600 px of a window of 720.
            assert box and box["y"] + box["height"] - top["y"] < 600, button.inner_text()
        page.keyboard.press("n")


@pytest.mark.parametrize("size", [(1280, 900), (1280, 720), (1024, 600)])
@pytest.mark.parametrize(("stretch", "variation"), [*LONG_WORDS, ("neck_tilt", "basic")])
def test_a_filled_screen_has_nothing_to_scroll(
    opened: Opener, stretch: str, variation: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = opened(stretch, variation, options={"viewport": {"width": width, "height": height}})
    answer_films(page, (stretch, variation))  # with its pictures, which take the room of words
    page.wait_for_function("window.answered === 2")
    press(page, "Start", "Full screen")
    page.wait_for_function("document.fullscreenElement")
    for _ in phases(page)[:7]:
        assert page.evaluate(
            "document.fullscreenElement.scrollHeight <= document.fullscreenElement.clientHeight"
        )
        page.keyboard.press("n")
