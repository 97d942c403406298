"""The class clock: read from ten metres, driven by one key, its left the left of the room."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from tests.browser.page import bare_page, shared_module, show
from tests.browser.player import Opener, model, opener, part, phases, press, traits

BIG = {"viewport": {"width": 1920, "height": 1080}}
WAYS = [(key, form.key) for key, row in facts.stretches().items() for form in row.variations]
REFUSED = """() => {
  Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'));
}"""


# Whether the screen has to be scrolled, before and after each of these keys.
TOO_HIGH = """(screen, keys) => {
  const isTooHigh = () => screen.scrollHeight > screen.clientHeight;
  return [isTooHigh(), ...keys.map(key => {
    screen.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    return isTooHigh();
  })];
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def button(page: Page, name: str) -> Locator:
    return part(page, "class-clock").get_by_role("button", name=name, exact=True)


def glyph_height(page: Page, name: str) -> float:
    """Return the height of the digits as they are painted, in pixels."""
    return float(
        part(page, name).evaluate(
            """element => { const pen = document.createElement('canvas').getContext('2d');
              const {fontWeight, fontSize, fontFamily} = getComputedStyle(element);
              pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
              return pen.measureText('0').actualBoundingBoxAscent; }"""
        )
    )


def test_its_digits_are_a_fifth_of_the_picture_and_all_is_in_sight(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", options=BIG)
    press(page, "Class clock")
    page.keyboard.press("Space")
    for _ in phases(page)[:-1]:
        assert glyph_height(page, "class-digits") >= 1080 / 5
        for name in ("class-digits", "class-cue", "class-next"):
            expect(part(page, name)).to_be_in_viewport(ratio=1)
        expect(button(page, "Stop")).to_be_in_viewport(ratio=1)
        assert page.evaluate(
            "() => { const screen = document.querySelector('.sk-class-screen');"
            " return screen.scrollHeight <= screen.clientHeight; }"
        )
        page.keyboard.press("n")


@pytest.mark.parametrize("size", [(1280, 720), (1024, 600), (1024, 768), (1280, 1024), (390, 740)])
@pytest.mark.parametrize(("stretch", "variation"), WAYS)
def test_on_a_small_screen_nothing_scrolls_from_ready_to_stop(
    opened: Opener, stretch: str, variation: str, size: tuple[int, int]
) -> None:
    width, height = size
    options = {"viewport": {"width": width, "height": height}}
    page = opened(stretch, variation, repetitions=1, options=options)
    press(page, "Class clock")
    keys = [" ", *("n" for _ in phases(page)[:-1]), "s"]
    too_high = page.locator(".sk-class-screen").evaluate(TOO_HIGH, keys)
    assert too_high == [False, *(False for _ in keys)]
    expect(part(page, "class-phase")).to_have_text("Stopped")


@pytest.mark.parametrize("refused", [False, True])
def test_it_fills_the_screen_or_where_that_is_refused_the_window(
    opened: Opener, refused: bool
) -> None:
    page = opened(prepare=REFUSED if refused else "", options=BIG)
    press(page, "Class clock")
    if not refused:
        page.wait_for_function("document.fullscreenElement?.matches('.sk-class-screen')")
    box = part(page, "class-clock").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    page.evaluate("document.querySelector('main').style.transform = 'scale(0.5)'")
    assert part(page, "class-clock").bounding_box() == box, "no frame around it holds it back"
    press(page, "Leave")
    expect(part(page, "class-clock")).to_be_hidden()
    expect(page.get_by_role("button", name="Class clock")).to_be_focused()
    page.wait_for_function("!document.fullscreenElement")


@pytest.mark.parametrize(("stretch", "variation"), WAYS)
def test_arrow_word_and_cue_agree_in_every_phase(
    opened: Opener, stretch: str, variation: str
) -> None:
    page = opened(stretch, variation, repetitions=2, options=BIG)
    press(page, "Class clock")
    page.keyboard.press("Space")
    other = {"left": "right", "right": "left"}
    middle = 1920 / 2
    for phase in phases(page):
        words = part(page, "class-side").inner_text().replace("\n", " ")
        cue = part(page, "class-cue").inner_text()
        assert cue == phase["cue"]
        arrows = {
            side: part(page, f"class-{side}").locator("svg").bounding_box()
            for side in ("left", "right")
        }
        shown = [side for side, box in arrows.items() if box]
        side = phase.get("side") if phase.get("feels") else None
        if side:
            assert f"tilt {other[side]}, feel it on the {side}" in words
            assert (
                f"ilt your head {other[side]}" in cue
                or f"tilt {other[side]}" in cue.lower()
                or (f"Head tilted {other[side]}" in cue)
            )
            assert shown == [other[side]]
            felt = part(page, f"class-{side}").get_by_text("Feel it", exact=True).bounding_box()
            assert felt and (felt["x"] < middle) == (side == "left")
        elif phase.get("top_arm") and phase["kind"] in ("move_in", "hold"):
            assert words == f"Class: {phase['top_arm']} arm on top"
            assert shown == [phase["top_arm"]]
        else:
            assert (words, shown) == ("", [])
        for arrow in shown:
            box = arrows[arrow]
            assert box and (box["x"] < middle) == (arrow == "left"), "that side of the room"
            head = part(page, f"class-{arrow}").locator("path").get_attribute("d")
            assert head and (int(head.split()[2]) < 50) == (arrow == "left"), "its head too"
        page.keyboard.press("n")


@pytest.mark.parametrize("options", [BIG, {"viewport": {"width": 390, "height": 740}}])
def test_it_shows_all_that_ends_a_stretch(opened: Opener, options: dict[str, Any]) -> None:
    page = opened("neck_tilt", "arm_behind_back", options=options)
    press(page, "Class clock")
    page.keyboard.press("n")
    for key in ("while_pain_up", "while_urgent"):
        words = part(page, "class-clock").get_by_text(facts.safety_texts()[key].text)
        expect(words).to_be_in_viewport(ratio=1)


def test_one_key_starts_pauses_and_goes_on(opened: Opener) -> None:
    page = opened()
    press(page, "Class clock")
    expected = [
        ("Space", "state", "running"),
        ("Space", "state", "paused"),
        ("Space", "state", "running"),
        ("n", "run.index", 1),
        ("PageDown", "run.index", 2),
        ("PageUp", "run.index", 1),
        ("Space", "state", "paused"),
        ("PageDown", "state", "running"),
        ("s", "state", "stopped"),
    ]
    for key, trait, value in expected:
        page.keyboard.press(key)
        assert model(page, f"traits.{trait}") == value, key


def test_a_presenters_remote_alone_leads_through_a_session(opened: Opener) -> None:
    page = opened(repetitions=1)
    press(page, "Class clock")
    for _ in range(len(phases(page)) + 1):
        page.keyboard.press("PageDown")
    assert model(page, "traits.state") == "done"
    expect(part(page, "class-phase")).to_have_text("Done")
    page.keyboard.press("Escape")
    expect(part(page, "class-clock")).to_be_hidden()
    expect(part(page, "done")).to_be_visible()


def test_space_on_another_button_presses_that_button_only(opened: Opener) -> None:
    page = opened()
    press(page, "Class clock")
    page.keyboard.press("Space")
    button(page, "Next").focus()
    page.keyboard.press("Space")
    assert (model(page, "traits.state"), model(page, "traits.run.index")) == ("running", 1)


def test_stop_shows_the_way_out_large_and_asks_on_the_page(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", options=BIG)
    press(page, "Class clock")
    page.keyboard.press("Space")
    button(page, "Stop").click()
    expect(part(page, "class-cue")).to_have_text(facts.variation("cross_arm_knee_press").way_out)
    expect(part(page, "class-clock")).to_contain_text("Stopping is always right")
    said = facts.safety_texts()
    expect(part(page, "class-clock")).to_contain_text(said["stopped_urgent"].text)
    expect(part(page, "class-clock")).to_contain_text(said["stopped_nerve"].text)
    expect(part(page, "class-clock")).to_contain_text("Leave the clock to say what you felt.")
    # The call stands out, and each order has a line of its own.
    call = part(page, "class-before").locator("p.sk-class-call")
    expect(call).to_have_text(said["stopped_urgent"].text)
    assert part(page, "class-before").locator("p").count() == 3
    expect(part(page, "class-keys")).to_have_text("Esc: leave the clock.")
    expect(button(page, "Leave")).to_be_focused()
    press(page, "Leave")
    expect(part(page, "stop-question")).to_be_visible()
    expect(page.locator(".sk-player")).to_be_focused()


def heard(page: Page) -> str:
    return part(page, "class-clock").locator("[role=status]").inner_text()


def test_who_listens_hears_the_way_out_and_when_to_call(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    press(page, "Class clock")
    for key in ("Space", "n", "s"):
        page.keyboard.press(key)
    way_out = facts.variation("cross_arm_knee_press").way_out
    urgent = facts.safety_texts()["stopped_urgent"].text
    assert heard(page).startswith(f"Stopped. {way_out} {urgent} ")
    press(page, "Leave")
    assert part(page, "stop-question").is_visible()


def test_a_call_answered_in_another_view_comes_first(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    press(page, "Class clock")
    for key in ("Space", "n", "s"):
        page.keyboard.press(key)
    answer = facts.stop_answers()["emergency"]
    page.evaluate(
        """item => { const {told} = document.body[Symbol.for('stretchkit')];
          const [[key, was]] = told;
          told.set(key, {...was, ...item});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }""",
        {"felt": answer.key, "level": answer.level, "title": answer.title, "advice": answer.answer},
    )
    assert heard(page).startswith(f"Stopped. {answer.title}. {answer.answer}")
    expect(part(page, "class-cue")).to_have_text(f"{answer.title}.")
    press(page, "Leave")
    expect(part(page, "stop-answer")).to_contain_text(answer.title)


def test_phases_are_announced_inside_it(opened: Opener) -> None:
    page = opened()
    press(page, "Class clock")
    page.keyboard.press("Space")
    page.keyboard.press("n")
    said = part(page, "class-clock").locator("[role=status]")
    expect(said).to_contain_text("Tilt your head left. Feel it on the right.")


def test_an_unanswered_check_is_answered_on_the_page(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        """() => { document.body[Symbol.for('stretchkit')] = {safety: {state: 'unanswered'}};
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }"""
    )
    page.evaluate(
        """() => document.body.addEventListener('sk-safety-answer', ({detail}) => {
          document.body[Symbol.for('stretchkit')].safety = {state: detail};
          document.body.dispatchEvent(new CustomEvent('sk-safety')); })"""
    )
    press(page, "Class clock")
    expect(part(page, "class-clock")).to_be_hidden()
    expect(part(page, "safety")).to_be_in_viewport(ratio=1)
    expect(part(page, "safety")).to_be_focused()
    expect(part(page, "safety")).to_contain_text("Then the class clock opens.")
    press(page, "None of these today")
    expect(part(page, "class-clock")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("n")
    assert model(page, "traits.run.index") == 1


def test_a_check_that_is_asked_for_while_the_clock_is_open_is_seen_whole(opened: Opener) -> None:
    page = opened(options={"viewport": {"width": 1280, "height": 720}})
    press(page, "Class clock")
    page.wait_for_function("document.fullscreenElement")
    page.keyboard.press("Space")
    page.evaluate(
        """() => { document.body[Symbol.for('stretchkit')] = {safety: {state: 'unanswered'}};
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }"""
    )
    page.clock.fast_forward(8_100)
    expect(part(page, "class-clock")).to_be_hidden()
    expect(part(page, "safety")).to_be_focused()
    expect(part(page, "safety")).to_be_in_viewport(ratio=1)


def test_who_is_told_to_stop_is_shown_no_clock(opened: Opener) -> None:
    page = opened()
    press(page, "Class clock")
    page.evaluate(
        """() => { document.body[Symbol.for('stretchkit')].safety = {state: 'stopped',
            level: 'today', title: 'Do not stretch', advice: 'Let a doctor see you.'};
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }"""
    )
    expect(part(page, "class-clock")).to_be_hidden()
    expect(page.get_by_role("button", name="Class clock")).to_be_hidden()


def test_no_key_leaves_it_but_escape(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        "() => { window.got = []; document.addEventListener('keydown', e => got.push(e.key)); }"
    )
    press(page, "Class clock")
    for key in ("b", "d", "d", "x", "PageDown", "Space", "n"):
        page.keyboard.press(key)
    assert page.evaluate("got") == []


@pytest.mark.parametrize(("light", "width"), [(True, 1280), (False, 390)])
def test_it_is_accessible_and_fits(browser: Browser, light: bool, width: int) -> None:
    page = bare_page(browser, light=light, viewport={"width": width, "height": 844})
    show(page, "player", traits("neck_tilt"))
    press(page, "Class clock")
    for _ in range(3):
        page.keyboard.press("n")
    report = Axe().run(page, context=".sk-player")
    assert report.violations_count == 0, report.generate_report()
    screen = page.locator(".sk-class-screen")
    assert screen.evaluate("screen => screen.scrollWidth <= screen.clientWidth")
    page.close()


def test_the_side_of_a_class_is_the_side_that_feels_it(browser: Browser) -> None:
    page = bare_page(browser)
    shared_module(page, "class_clock")
    got = page.evaluate(
        "class_clock.classSide({kind: 'hold', side: 'right', feels: true, cue: ''})"
    )
    assert got == {
        "move": "left",
        "feel": "right",
        "words": "Class: tilt left, feel it on the right",
    }
    page.close()
