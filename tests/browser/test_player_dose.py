"""How long and how often, chosen in the player: every word and every second follows."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.widgets.player import StretchPlayer
from stretchkit.widgets.player_twin import dose_words
from tests.browser.page import bare_page, shared_module, show
from tests.browser.player import Opener, model, opener, part, phases, press, traits

WAYS = [(key, form.key) for key, row in facts.stretches().items() for form in row.variations]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = bare_page(browser)
    shared_module(page, "dose")
    yield page
    page.close()


def unfold(page: Page) -> None:
    part(page, "dose-choice").locator("summary").click()


def own(page: Page, name: str) -> Any:
    return part(page, "dose-choice").get_by_label(name)


@pytest.mark.parametrize(("stretch", "variation"), WAYS)
def test_page_and_python_compose_the_same_session(page: Page, stretch: str, variation: str) -> None:
    form = facts.variation(stretch, variation)
    player = StretchPlayer(stretch, variation)
    doses = [(dose["hold_s"], dose["repetitions"]) for dose in player.script["doses"]]
    doses += [(1, 1), (2.5, 2), (form.max_hold_s, 10), *((form.hold_s, n) for n in range(1, 11))]
    for hold_s, repetitions in doses:
        dose = {"hold_s": hold_s, "repetitions": repetitions}
        got = page.evaluate("([script, d]) => dose.withDose(script, d)", [player.script, dose])
        names = ("kind", "seconds", "cue", "side", "top_arm", "repetition", "warning")
        flags = ("can_extend", "feels")
        assert [
            tuple(phase.get(name) for name in names)
            + tuple(bool(phase.get(name)) for name in flags)
            for phase in got["phases"]
        ] == [
            tuple(getattr(phase, name) for name in (*names, *flags))
            for phase in facts.timeline(form, hold_s, repetitions)
        ]
        assert got["dose"] == dose_words(form, hold_s, repetitions)


def test_the_choice_is_folded_and_says_what_each_dose_takes(opened: Opener) -> None:
    page = opened()
    choice = part(page, "dose-choice")
    expect(choice.get_by_role("radio")).to_have_count(0)
    unfold(page)
    expect(choice.get_by_role("radio")).to_have_count(6)
    expect(choice.get_by_role("radio", name="Week 1: Hold 10 seconds")).to_be_checked()
    expect(choice).to_contain_text(
        "Week 2: Hold 15 seconds, 4 times on each side. About 4 minutes."
    )
    expect(choice).to_contain_text("Ease to the same mild pull each time instead.")


def test_choosing_changes_words_bar_time_and_what_is_played(opened: Opener) -> None:
    page = opened()
    unfold(page)
    part(page, "dose-choice").get_by_role("radio", name="longer holds").check()
    expect(part(page, "dose")).to_contain_text("Hold 30 seconds, 2 times on each side.")
    planned = facts.timeline(facts.variation("neck_tilt"), 30, 2)
    total = sum(phase.seconds for phase in planned)
    minutes = f"Time left {int(total // 60)}:{int(total % 60):02}"
    expect(part(page, "progress")).to_contain_text(minutes)
    assert part(page, "progress").locator(".sk-bar span").count() == len(planned)
    press(page, "Start", "Skip", "Skip")
    expect(part(page, "remaining")).to_have_text("30")
    expect(part(page, "repetition")).to_have_text("Repetition 1 of 2")
    page.clock.fast_forward(400_000)
    completed = model(page, "traits.completed")
    assert [phase["seconds"] for phase in completed if phase["kind"] == "hold"] == [30] * 4
    assert model(page, "traits.dose") == {"key": "week_3_longer", "hold_s": 30, "repetitions": 2}


def test_own_numbers_within_their_bounds(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "standing")
    unfold(page)
    hold, times = own(page, "Seconds, 1 to 20"), own(page, "Times, 1 to 10")
    hold.fill("12")
    expect(part(page, "dose-choice").get_by_role("radio", name="Your own")).to_be_checked()
    times.fill("2")
    words = "Hold 12 seconds, 2 times, with the other arm on top each time."
    expect(part(page, "dose")).to_contain_text(words)
    for wrong, told in (("21", "a number from 1 to 20"), ("", "a number from 1 to 20")):
        hold.fill(wrong)
        expect(part(page, "dose-note")).to_have_text(f"Give {told}. Until then: {words}")
        expect(hold).to_have_attribute("aria-invalid", "true")
        assert model(page, "traits.dose") == {"key": "own", "hold_s": 12, "repetitions": 2}
    hold.fill("20")
    times.fill("2.5")
    expect(part(page, "dose-note")).to_contain_text("a whole number from 1 to 10")
    part(page, "dose-choice").get_by_role("radio", name="Week 1").check()
    expect(part(page, "dose-note")).to_be_empty()
    expect(times).to_have_value("3")
    expect(part(page, "dose-choice").get_by_role("radio", name="longer holds")).to_have_count(0)


def test_looking_up_stays_short_whatever_is_chosen(opened: Opener) -> None:
    page = opened("neck_tilt", "four_way")
    unfold(page)
    own(page, "Seconds, 1 to 30").fill("30")
    own(page, "Times, 1 to 10").fill("10")
    holds = [phase["seconds"] for phase in phases(page) if phase["kind"] == "hold"]
    assert holds == [30, 3, 30, 30] * 10


def test_once_started_the_dose_is_no_longer_offered(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    unfold(page)
    expect(part(page, "dose-choice").get_by_role("radio", name="Your own")).to_be_checked()
    press(page, "Start")
    expect(part(page, "dose-choice")).to_be_hidden()
    page.clock.fast_forward(60_000)
    expect(part(page, "dose-choice")).to_be_hidden()
    press(page, "Restart")
    expect(part(page, "dose-choice")).to_be_visible()


def test_a_page_reloaded_in_mid_session_goes_on_with_the_dose_chosen(opened: Opener) -> None:
    page = opened()
    unfold(page)
    part(page, "dose-choice").get_by_role("radio", name="article").check()
    press(page, "Start", *["Skip"] * 30)
    saved = model(page, "traits")
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    show(page, "player", saved)
    expect(part(page, "repetition")).to_have_text("Repetition 4 of 6")
    expect(part(page, "dose")).to_contain_text("6 times on each side")


def test_it_is_chosen_without_a_kernel_too(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        "() => { widgets[0].model.save_changes = () => { throw new Error('comm closed'); }; }"
    )
    unfold(page)
    part(page, "dose-choice").get_by_role("radio", name="Week 2").check()
    expect(part(page, "dose")).to_contain_text("Hold 15 seconds, 4 times")
    press(page, "Start", "Skip", "Skip")
    expect(part(page, "remaining")).to_have_text("15")


def test_two_views_show_one_choice(opened: Opener) -> None:
    page = opened()
    page.evaluate("""async () => { const {model} = widgets[0];
      const el = document.createElement('div'); document.querySelector('main').append(el);
      (await import(lastModule)).default.render({model, el}); }""")
    first, second = page.locator(".sk-player").all()
    first.locator("[data-part=dose-choice] summary").click()
    first.get_by_role("radio", name="Week 2").check()
    expect(second.locator("[data-part=dose]")).to_contain_text("Hold 15 seconds")
    second.locator("[data-part=dose-choice] summary").click()
    expect(second.get_by_role("radio", name="Week 2")).to_be_checked()


def test_by_keys_alone(opened: Opener) -> None:
    page = opened()
    part(page, "dose-choice").locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(part(page, "dose")).to_contain_text("Hold 15 seconds, 4 times")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    expect(part(page, "dose")).to_contain_text("Hold 16 seconds, 4 times")
    assert model(page, "traits.state") == "ready"


@pytest.mark.parametrize(("light", "width"), [(True, 390), (False, 1280)])
def test_it_is_accessible_and_fits(browser: Browser, light: bool, width: int) -> None:
    page = bare_page(browser, light=light, viewport={"width": width, "height": 844})
    show(page, "player", traits("neck_tilt"))
    unfold(page)
    own(page, "Seconds, 1 to 60").fill("99")
    report = Axe().run(page, context=".sk-player")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
