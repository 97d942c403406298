"""What a person sees of the player on a plain page, presses, and is told after Stop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.facts.records import StopAnswer
from tests.browser.page import bare_page, show
from tests.browser.player import Opener, model, opener, part, phases, press, traits


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def hear(page: Page) -> None:
    """Keep what is announced in `window.said`."""
    page.evaluate(
        """() => { window.said = [];
          const status = document.querySelector('.sk-player > [role=status]');
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, {childList: true}); }"""
    )


# What is seen


def test_four_questions_are_answered_at_a_glance(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    page.clock.fast_forward(2_500)
    expect(part(page, "phase")).to_have_text("Hold")
    expect(part(page, "instruction")).to_contain_text("Head tilted left")
    expect(part(page, "side")).to_have_text("Feel it on the right")
    expect(part(page, "remaining")).to_have_text("8")
    expect(part(page, "next")).to_contain_text("Next: Bring your head back")
    expect(part(page, "repetition")).to_have_text("Repetition 1 of 3")
    expect(part(page, "progress")).to_contain_text("Time left 2:07")
    expect(part(page, "stop-signs")).to_contain_text("Stop and come back to the middle slowly if")


def test_the_words_name_both_sides_in_turn(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    press(page, "Start")
    seen = []
    for phase in phases(page):
        seen.append((part(page, "instruction").inner_text(), part(page, "side").inner_text()))
        page.clock.fast_forward(phase["seconds"] * 1000 + 1)
    assert ("Tilt your head left. Feel it on the right.", "Feel it on the right") in seen
    assert ("Tilt your head right. Feel it on the left.", "Feel it on the left") in seen


def test_the_arm_on_top_is_named_where_arms_cross(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    press(page, "Start", "Skip")
    expect(part(page, "side")).to_have_text("Right arm on top")
    press(page, "Skip")
    expect(part(page, "side")).to_have_text("Right arm on top")
    for ended in ("Come back", "Rest"):
        press(page, "Skip")
        expect(part(page, "phase")).to_have_text(ended)
        expect(part(page, "side")).to_have_text("")


def test_the_pills_say_what_they_mean_and_only_where_it_is_felt(opened: Opener) -> None:
    page = opened("neck_tilt", "seat_edge", repetitions=1)
    press(page, "Start")
    shown = []
    for phase in phases(page):
        pills = part(page, "pills")
        lit = pills.locator(".sk-side-on")
        shown.append((phase["kind"], lit.inner_text() if pills.is_visible() else None))
        press(page, "Skip")
    expect(part(page, "pills")).to_contain_text("Feel it:")
    one_side = [("move_in", None), ("move_in", "{}"), ("hold", "{}"), ("release", None)]
    right, left = ([(kind, felt and side) for kind, felt in one_side] for side in ("Right", "Left"))
    assert shown == [("get_ready", None), *right, ("switch_side", None), *left, ("rest", None)]


@pytest.mark.parametrize(
    ("place", "words"),
    [(3, "Next: Look up a little, then come straight back to the middle."), (-1, "Next: the end")],
)
def test_what_comes_next_is_said_in_plain_words(opened: Opener, place: int, words: str) -> None:
    page = opened("neck_tilt", "four_way")
    press(page, "Start", *["Skip"] * (place % len(phases(page))))
    expect(part(page, "next")).to_contain_text(words)


def test_who_should_not_do_it_is_read_before_start(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    told = part(page, "not-for-you-if")
    for line in model(page, "traits.script.not_for_you_if"):
        expect(told).to_contain_text(line)
    start = page.get_by_role("button", name="Start", exact=True).bounding_box()
    box = told.bounding_box()
    assert start and box and box["y"] + box["height"] <= start["y"]
    press(page, "Start")
    expect(told).to_be_hidden()


def test_a_session_plays_to_its_end_and_python_is_told(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    press(page, "Start")
    page.clock.fast_forward(60_000)
    expect(part(page, "done")).to_contain_text("You held 2 times, 2 seconds in all.")
    assert model(page, "traits.state") == "done"
    assert [done["kind"] for done in model(page, "traits.completed")] == [
        phase["kind"] for phase in phases(page)
    ]


def test_python_is_told_at_changes_only(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    before = model(page, "saves")
    page.clock.fast_forward(7_900)
    assert model(page, "saves") == before
    page.clock.fast_forward(200)
    assert model(page, "saves") == before + 1


def test_each_phase_is_announced_once_and_no_second_is(opened: Opener) -> None:
    page = opened(hold_s=5, repetitions=1)
    hear(page)
    press(page, "Start")
    page.clock.run_for(8_000 + 4_000 + 4_900)
    said = page.evaluate("said")
    assert len(said) == 3
    assert "Ear to shoulder, face forward." in said[0]
    assert said[1] == "Tilt your head left. Feel it on the right."
    assert part(page, "remaining").locator("xpath=..").get_attribute("aria-live") == "off"


@pytest.mark.parametrize(
    ("stretch", "variation"),
    [(key, form.key) for key, row in facts.stretches().items() for form in row.variations],
)
def test_what_comes_next_is_announced_only_where_there_is_time_for_it(
    opened: Opener, stretch: str, variation: str
) -> None:
    page = opened(stretch, variation)
    hear(page)
    press(page, "Start")
    for phase in phases(page):
        words = page.evaluate("said.at(-1)")
        shown_next = part(page, "next").inner_text()
        alone = words.removesuffix(f" {shown_next}")
        fits = len(f"{alone} {shown_next}".split()) <= 2.5 * phase["seconds"]
        assert (alone != words) == fits, words
        assert alone.startswith(phase["cue"]) and "Next: " not in alone
        page.locator(".sk-player").press("n")
    assert model(page, "traits.script.ready_line") in page.evaluate("said[0]")
    assert len(page.evaluate("said")) == len(phases(page)) + 1, "each phase once, and the end"
    assert not any(".." in words for words in page.evaluate("said"))


def test_a_warning_shows_with_its_phase(opened: Opener) -> None:
    page = opened("neck_tilt", "arm_behind_back")
    warned = [place for place, phase in enumerate(phases(page)) if phase.get("warning")]
    press(page, "Start", *["Skip"] * warned[0])
    expect(part(page, "warning")).to_have_text(phases(page)[warned[0]]["warning"])
    assert len(warned) == 1, "said once in a session"


def test_reduced_motion_moves_the_ring_by_whole_seconds(opened: Opener) -> None:
    page = opened(options={"reduced_motion": "reduce"})
    press(page, "Start")
    ring = page.locator(".sk-ring-left")
    offset = "ring => Number(ring.style.strokeDashoffset)"
    page.clock.fast_forward(400)
    assert ring.evaluate(offset) == 0
    page.clock.fast_forward(700)
    assert ring.evaluate(offset) == pytest.approx(1 / 8)


def test_text_from_data_is_never_html(opened: Opener, browser: Browser) -> None:
    page = bare_page(browser)
    given = traits("neck_tilt")
    evil = "<img src=x onerror=\"document.title='ran'\">"
    given["script"].update(title=evil, ready_line=evil, stop_line=evil, easier=[evil])
    given["script"]["parts"][0]["cue"] = evil
    show(page, "player", given)
    press(page, "Start", "Stop", "The pull was too strong")
    assert page.locator(".sk-player img").count() == 0
    assert page.title() == "A widget"
    page.close()


# Buttons and keys


def test_start_pause_resume_is_one_button_that_keeps_the_focus(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    for name, state in (("Pause", "running"), ("Resume", "paused"), ("Pause", "running")):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
        assert model(page, "traits.state") == state
        page.keyboard.press("Space")
    page.clock.fast_forward(60_000)
    assert model(page, "traits.run.index") == 0, "paused time is not counted"


def test_the_keys(opened: Opener) -> None:
    page = opened()
    page.locator(".sk-player").focus()
    expected = [
        ("Space", "state", "running"),
        ("ArrowRight", "run.index", 1),
        ("n", "run.index", 2),
        ("+", "run.length_ms", 20_000),
        ("ArrowLeft", "run.index", 1),
        ("r", "run.index", 0),
        ("Space", "state", "paused"),
        ("s", "state", "stopped"),
    ]
    for key, trait, value in expected:
        page.keyboard.press(key)
        assert model(page, f"traits.{trait}") == value, key


def test_m_mutes_and_f_fills_the_screen(opened: Opener) -> None:
    page = opened()
    page.locator(".sk-player").focus()
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Unmute")).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Leave full screen")).to_be_visible()


def test_keys_stay_inside_but_escape_tab_and_save(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        "() => { window.got = []; document.addEventListener('keydown', e => got.push(e.key)); }"
    )
    for focused in (page.locator(".sk-player"), page.get_by_role("button", name="Start")):
        focused.focus()
        for key in ("b", "d", "d", "x", "Enter", "Space", "Control+Enter", "Escape", "Control+s"):
            focused.focus()
            page.keyboard.press(key)
    page.keyboard.press("Tab")
    assert set(page.evaluate("got")) == {"Escape", "Control", "s", "Tab"} - {"Control"}


def test_back_skip_and_restart(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    page.clock.fast_forward(5_000)
    press(page, "Back one step")
    expect(part(page, "remaining")).to_have_text("10")
    press(page, "Back one step")
    expect(part(page, "phase")).to_have_text("Move in")
    press(page, "Restart")
    expect(part(page, "phase")).to_have_text("Get ready")
    assert model(page, "traits.state") == "running"


def test_ten_seconds_more_is_only_for_holds_that_allow_it(opened: Opener) -> None:
    page = opened()
    more = page.get_by_role("button", name="+10 s", exact=True)
    press(page, "Start")
    expect(more).to_be_disabled()
    press(page, "Skip", "Skip", "+10 s")
    expect(part(page, "remaining")).to_have_text("20")
    more.focus()
    page.clock.fast_forward(20_100)
    expect(more).to_be_focused()
    expect(more).to_be_disabled()


def test_standing_with_the_head_down_is_never_extended(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "standing")
    press(page, "Start", "Skip", "Skip")
    expect(part(page, "phase")).to_have_text("Hold")
    expect(page.get_by_role("button", name="+10 s", exact=True)).to_be_hidden()


# Stop


def test_stop_is_never_done_in_any_phase(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    count = len(phases(page))
    for place in range(count):
        press(page, "Start", *["Skip"] * place, "Stop")
        expect(part(page, "stop-question")).to_be_visible()
        expect(part(page, "remaining")).to_be_hidden()
        page.clock.fast_forward(100_000)
        assert model(page, "traits.state") == "stopped"
        press(page, "No trouble, I just want to end", "Restart")


@pytest.mark.parametrize("level", ["easier", "done_today", "emergency"])
def test_stop_answers_as_the_facts_say(opened: Opener, level: str) -> None:
    page = opened()
    answers = {answer["level"]: answer for answer in model(page, "traits.script.stop_answers")}
    press(page, "Start", "Stop")
    expect(part(page, "stop-question").locator("p").first).to_be_focused()
    press(page, answers[level]["felt"])
    told = part(page, "stop-answer")
    expect(told).to_contain_text(answers[level]["title"])
    expect(told).to_contain_text(answers[level]["answer"])
    again = page.get_by_role("button", name="Restart", exact=True)
    expect(again).to_be_visible(visible=level == "easier")
    if level == "easier":
        expect(told).to_contain_text(model(page, "traits.script.easier[0]"))
    assert "feel" not in str(model(page, "traits.run")), "what was felt goes nowhere"
    asked = [{*message} - {"request"} for message in model(page, "sent")]
    assert all(kind in ({"film"}, {"morning"}) for kind in asked), "only pictures and yesterday"


def test_stop_first_says_how_to_come_out(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    way_out = facts.variation("cross_arm_knee_press").way_out
    hear(page)
    press(page, "Start", "Skip", "Stop")
    first, second = part(page, "stop-question").locator("p").all()
    expect(first).to_have_text(way_out)
    expect(second).to_have_text("What did you feel?")
    assert page.evaluate("said.at(-1)") == f"Stopped. {way_out} What did you feel?"


def test_no_sentence_ends_twice(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    press(page, "Start")
    page.clock.fast_forward(60_000)
    assert ".." not in page.locator(".sk-player").inner_text()
    press(page, "Restart", "Start", "Stop")
    for answer in model(page, "traits.script.stop_answers"):
        press(page, answer["felt"])
        assert ".." not in page.locator(".sk-player").inner_text()
        urgent = answer["level"] == "emergency"
        press(page, "I said it by mistake" if urgent else "Choose another answer")


@pytest.mark.parametrize("answer", facts.stop_answers().values(), ids=lambda answer: answer.key)
def test_stop_works_in_full_screen(opened: Opener, answer: StopAnswer) -> None:
    page = opened()
    press(page, "Start", "Full screen", "Stop")
    expect(part(page, "stop-question")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Leave full screen")).to_be_in_viewport()
    press(page, answer.felt)
    expect(part(page, "stop-answer").get_by_text(answer.title, exact=True)).to_be_in_viewport()
    expect(part(page, "stop-answer").get_by_text(answer.answer, exact=True)).to_be_in_viewport()
    assert model(page, "traits.state") == "stopped"
