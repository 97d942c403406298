"""A whole stretch with the keyboard alone, and with nothing but what a screen reader says."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.facts.records import StopAnswer
from tests.browser.player import Opener, model, opener, phases
from tests.drawing.variations import VARIATIONS

# What is announced, in order: each change of a live region that is there to be heard.
_LISTEN = """() => {
  window.heard = [];
  const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  new MutationObserver(changes => {
    for (const {target} of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      const words = element?.closest(regions)?.textContent.trim();
      if (words && heard.at(-1) !== words) heard.push(words);
    }
  }).observe(document.body, {childList: true, characterData: true, subtree: true});
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a button has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"Tab never comes to {name}")


@pytest.mark.parametrize(("stretch", "variation"), VARIATIONS)
def test_keys_and_announcements_suffice_for_a_whole_stretch(
    opened: Opener, stretch: str, variation: str
) -> None:
    page = opened(stretch, variation, repetitions=1)
    page.evaluate(_LISTEN)
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    for phase in phases(page):
        said = page.evaluate("heard.splice(0).join(' ')")
        assert phase["cue"] in said
        if phase["kind"] == "hold" and phase.get("side"):
            assert f"on the {phase['side']}" in said or phase["side"] in phase["cue"]
        page.clock.fast_forward(phase["seconds"] * 1000)
    assert model(page, "traits.state") == "done"
    assert "Done" in page.evaluate("heard.join(' ')")


@pytest.mark.parametrize("answer", facts.stop_answers().values(), ids=lambda answer: answer.key)
def test_stop_and_its_answer_are_reached_and_heard(opened: Opener, answer: StopAnswer) -> None:
    page = opened()
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    page.clock.fast_forward(1_000)
    expect(page.locator("[data-part=stop-question]")).to_be_visible()
    tab_to(page, answer.felt)
    page.keyboard.press("Enter")
    heading = page.locator("[data-part=stop-answer] :focus")
    expect(heading).to_have_text(answer.title)
    expect(heading).to_have_accessible_description(answer.answer)
    assert model(page, "traits.state") == "stopped"
