"""The cues aloud: off until chosen, the announced words and no others, one voice at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from tests.browser.page import show
from tests.browser.player import Opener, opener, press, traits

# What a browser's speech does, noted in `window.speech`: words said, and "|" for a cut.
STUB = """() => {
  window.speech = [];
  const heard = [];
  let voices = [];
  const synth = {
    getVoices: () => voices,
    speak: utterance => speech.push(utterance.text),
    cancel: () => speech.push('|'),
    addEventListener: (name, act) => heard.push(act),
    removeEventListener: (name, act) => heard.splice(heard.indexOf(act), 1),
  };
  Object.defineProperty(window, 'speechSynthesis', {configurable: true, value: synth});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.voicesCome = (...found) => { voices = found; [...heard].forEach(act => act()); };
  window.listeners = heard;
  window.english = {lang: 'en_GB', localService: true, name: 'An English voice'};
}"""
WITH_VOICE = f"() => {{ ({STUB})(); voicesCome(english); }}"
NAME = "Speak the cues"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name=NAME, exact=True)


def speech(page: Page) -> Any:
    return page.evaluate("speech.splice(0)")


def announced(page: Page) -> str:
    return page.locator(".sk-player > .sk-only-heard[role=status]").inner_text()


def test_it_is_offered_only_where_there_is_a_voice_of_the_language(opened: Opener) -> None:
    page = opened(prepare=STUB)
    expect(toggle(page)).to_be_hidden()
    page.evaluate("voicesCome({lang: 'de-DE', localService: true})")
    expect(toggle(page)).to_be_hidden()
    page.evaluate("voicesCome({lang: 'en-US', localService: false})")
    expect(toggle(page)).to_be_hidden()  # that one would send the words away
    page.evaluate("voicesCome({lang: 'de-DE', localService: true}, english)")
    expect(toggle(page)).to_be_visible()
    page.evaluate("voicesCome()")
    expect(toggle(page)).to_be_hidden()


def test_without_speech_in_the_browser_nothing_breaks(opened: Opener) -> None:
    prepare = """() => Object.defineProperty(window, 'speechSynthesis',
      {configurable: true, value: undefined})"""
    page = opened(prepare=prepare)
    press(page, "Start", "Skip", "Pause")
    expect(toggle(page)).to_be_hidden()


def test_it_is_silent_until_chosen(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, "Start", "Skip", "Stop")
    assert speech(page) == []


def test_each_phase_is_spoken_in_the_words_announced(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE, hold_s=5, repetitions=1)
    toggle(page).click()
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    speech(page)
    press(page, "Start")
    page.clock.fast_forward(50)
    for seconds in (8, 4, 5, 4):
        assert speech(page)[-1] == announced(page) != ""
        page.clock.fast_forward(seconds * 1000)
    press(page, "Skip")
    cut, words = speech(page)[-2:]
    assert (cut, words) == ("|", announced(page)), "what is out of date is not said on"


@pytest.mark.parametrize("name", ["Pause", "Mute"])
def test_it_is_cut_short_by(opened: Opener, name: str) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, "Start", NAME)
    speech(page)
    press(page, name)
    assert speech(page) == ["|"]


def test_stop_cuts_it_short_and_says_the_way_out(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", prepare=WITH_VOICE)
    press(page, "Start", NAME)
    speech(page)
    press(page, "Stop")
    *cuts, words = speech(page)
    assert set(cuts) == {"|"}
    assert words == announced(page)
    assert facts.variation("cross_arm_knee_press").way_out in words
    expect(toggle(page)).to_be_hidden()


def test_turned_off_again_it_is_silent(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, NAME, "Start", NAME)
    speech(page)
    press(page, "Skip", "Skip")
    assert speech(page) == []


def test_muted_it_says_nothing_and_cannot_be_turned_on(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, NAME, "Mute")
    speech(page)
    expect(toggle(page)).to_have_attribute("aria-disabled", "true")
    press(page, "Start", "Skip")
    assert speech(page) == []
    press(page, "Unmute", "Skip")
    assert speech(page)[-1] == announced(page)


def test_chosen_in_mid_phase_it_says_the_phase_at_once(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, "Start", "Skip", NAME)
    assert speech(page)[-1] == "Tilt your head left. Feel it on the right."


def test_two_players_never_speak_at_once(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    show(page, "player", traits("clasp_and_reach"))
    for place in range(2):
        one = page.locator(".sk-player").nth(place)
        one.get_by_role("button", name=NAME, exact=True).click()
        one.get_by_role("button", name="Start", exact=True).click()
    said = speech(page)
    speaking = 0
    for words in said:
        speaking = 0 if words == "|" else speaking + 1
        assert speaking <= 1, said
    first = page.locator(".sk-player").first
    first.get_by_role("button", name="Mute", exact=True).click()
    assert speech(page) == [], "what is done in a silent player leaves the other one speaking"


def test_a_closed_player_is_silent_and_listens_no_more(opened: Opener) -> None:
    page = opened(prepare=WITH_VOICE)
    press(page, NAME, "Start")
    speech(page)
    page.evaluate("widgets[0].cleanup()")
    assert speech(page) == ["|"]
    assert page.evaluate("listeners.length") == 0
