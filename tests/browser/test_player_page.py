"""The player on a plain page: what a person sees and presses, with the time passed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.widgets.player import StretchPlayer
from tests.browser.page import bare_page, show

Opener = Callable[..., Page]
TRAITS = ("script", "state", "completed", "run")


def traits(*arguments: Any, **named: Any) -> dict[str, Any]:
    player = StretchPlayer(*arguments, **named)
    return {name: getattr(player, name) for name in TRAITS}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Open a player on a page whose clock stands still until `page.clock.run_for(ms)`."""
    pages: list[Page] = []

    def open_player(
        *arguments: Any, prepare: str = "", offline: bool = False, options: Any = None, **named: Any
    ) -> Page:
        page = bare_page(browser, **(options or {}))
        pages.append(page)
        page.clock.install(time=1_000_000)
        page.clock.pause_at(1_001_000)
        if prepare:
            page.evaluate(prepare)
        given = traits(*(arguments or ("neck_tilt",)), **named)
        show(page, "player", {**given, "offline": True} if offline else given)
        return page

    yield open_player
    for page in pages:
        page.close()


def part(page: Page, name: str) -> Locator:
    return page.locator(f".sk-player [data-part={name}]")


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def model(page: Page, what: str, place: int = 0) -> Any:
    return page.evaluate(f"widgets[{place}].model.{what}")


def phases(page: Page) -> list[dict[str, Any]]:
    return list(model(page, "traits.script.phases"))


def set_safety(page: Page, state: str | None) -> None:
    page.evaluate(
        """state => {
          const page = document.body;
          page[Symbol.for('stretchkit')] ??= {guesses: {}};
          page[Symbol.for('stretchkit')].safety = state ? {state, level: 'today',
            title: 'Do not stretch. Get seen today', advice: 'Let a doctor see you.'} : undefined;
          page.dispatchEvent(new CustomEvent('sk-safety'));
        }""",
        state,
    )


# What is seen


def test_four_questions_are_answered_at_a_glance(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    page.clock.run_for(2_500)
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
        page.clock.run_for(phase["seconds"] * 1000 + 1)
    assert ("Tilt your head left. Feel it on the right.", "Feel it on the right") in seen
    assert ("Tilt your head right. Feel it on the left.", "Feel it on the left") in seen


def test_the_arm_on_top_is_named_where_arms_cross(opened: Opener) -> None:
    page = opened("cross_arm_knee_press")
    press(page, "Start", "Skip")
    expect(part(page, "side")).to_have_text("Right arm on top")


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
    page.clock.run_for(7_900)
    assert model(page, "saves") == before
    page.clock.run_for(200)
    assert model(page, "saves") == before + 1


def test_each_phase_is_announced_once_and_no_second_is(opened: Opener) -> None:
    page = opened(hold_s=5, repetitions=1)
    page.evaluate(
        """() => { window.said = [];
          const status = document.querySelector('.sk-player > [role=status]');
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, {childList: true}); }"""
    )
    press(page, "Start")
    page.clock.run_for(8_000 + 4_000 + 4_900)
    said = page.evaluate("said")
    assert len(said) == 3
    assert "Ear to shoulder, face forward." in said[0]
    assert said[1].startswith("Tilt your head left. Feel it on the right. Next: Head tilted left")
    assert part(page, "remaining").locator("xpath=..").get_attribute("aria-live") == "off"


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
    page.clock.run_for(400)
    assert ring.evaluate(offset) == 0
    page.clock.run_for(700)
    assert ring.evaluate(offset) == pytest.approx(1 / 8)


def test_text_from_data_is_never_html(opened: Opener, browser: Browser) -> None:
    page = bare_page(browser)
    given = traits("neck_tilt")
    evil = "<img src=x onerror=\"document.title='ran'\">"
    given["script"].update(title=evil, ready_line=evil, stop_line=evil, easier=[evil])
    given["script"]["phases"][0]["cue"] = evil
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
    page.clock.run_for(5_000)
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
    page.clock.run_for(20_100)
    expect(more).to_be_focused()
    expect(more).to_be_disabled()


def test_standing_with_the_head_down_is_never_extended(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "standing")
    press(page, "Start", "Skip", "Skip")
    expect(part(page, "phase")).to_have_text("Hold")
    expect(page.get_by_role("button", name="+10 s", exact=True)).to_be_disabled()


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
    expect(part(page, "stop-question").locator("p")).to_be_focused()
    press(page, answers[level]["felt"])
    told = part(page, "stop-answer")
    expect(told).to_contain_text(answers[level]["title"])
    expect(told).to_contain_text(answers[level]["answer"])
    again = page.get_by_role("button", name="Restart", exact=True)
    expect(again).to_be_visible(visible=level == "easier")
    if level == "easier":
        expect(told).to_contain_text(model(page, "traits.script.easier[0]"))
    assert "feel" not in str(model(page, "traits.run")), "what was felt goes nowhere"
    assert model(page, "sent") == []


def test_stop_works_in_full_screen(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Full screen", "Stop")
    expect(part(page, "stop-question")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Leave full screen")).to_be_in_viewport()


# The safety check of the notebook


def test_a_stop_sign_shows_the_advice_instead_of_start(opened: Opener) -> None:
    page = opened()
    set_safety(page, "stopped")
    expect(part(page, "advice")).to_contain_text("Let a doctor see you.")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    page.locator(".sk-player").focus()
    page.keyboard.press("Space")
    assert model(page, "traits.state") == "ready"
    set_safety(page, "clear")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_stop_sign_stops_a_running_stretch(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    set_safety(page, "stopped")
    assert model(page, "traits.state") == "stopped"
    expect(part(page, "advice")).to_be_visible()
    expect(part(page, "remaining")).to_be_hidden()


def test_an_unanswered_check_waits_at_the_end_of_get_ready(opened: Opener) -> None:
    page = opened()
    set_safety(page, "unanswered")
    press(page, "Start")
    expect(part(page, "safety")).to_contain_text("while you get ready")
    page.clock.fast_forward(30_000)
    assert (model(page, "traits.state"), model(page, "traits.run.index")) == ("paused", 1)
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_disabled()
    page.evaluate(
        "document.body.addEventListener('sk-safety-answer', e => { window.answer = e.detail; })"
    )
    press(page, "None of these today")
    assert page.evaluate("answer") == "clear"
    set_safety(page, "clear")
    expect(part(page, "safety")).to_be_hidden()
    press(page, "Resume")
    assert model(page, "traits.state") == "running"


def test_one_or_more_pauses_and_hands_over_to_the_check(opened: Opener) -> None:
    page = opened()
    set_safety(page, "unanswered")
    page.evaluate(
        "document.body.addEventListener('sk-safety-answer', e => { window.answer = e.detail; })"
    )
    press(page, "Start", "One or more")
    assert page.evaluate("answer") == "more"
    assert model(page, "traits.state") == "paused"


def test_without_a_check_on_the_page_there_is_no_gate(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    page.clock.run_for(9_000)
    assert model(page, "traits.run.index") == 1
    expect(part(page, "safety")).to_be_hidden()


# Scores


def test_a_score_goes_to_python_only_when_saved_and_never_as_a_trait(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("4")
    assert model(page, "sent") == []
    press(page, "Save")
    (sent,) = model(page, "sent")
    assert (sent["score"], sent["moment"]) == (4, "before")
    status = part(page, "score-before").get_by_role("status")
    page.evaluate("r => widgets[0].model.hear({request: r, ask: true})", sent["request"])
    press(page, "No, keep it only until I close this")
    sent = model(page, "sent")[1]
    assert sent["keep"] is False
    page.evaluate("r => widgets[0].model.hear({request: r, saved: true})", sent["request"])
    expect(status).to_have_text("Saved in your log. No one reads this log.")
    assert model(page, "saves") == 0


def test_before_and_after_belong_to_one_session(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.get_by_label("Pain now, before").select_option("2")
    press(page, "Save", "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("3")
    press(page, "Save")
    before, after = model(page, "sent")
    assert (after["moment"], after["session"]) == ("after", before["session"])
    expect(part(page, "pain-rule")).to_contain_text("Before 2, now 3. That is within the rule.")


def test_a_fault_of_the_log_is_said_and_can_be_tried_again(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("4")
    press(page, "Save")
    (sent,) = model(page, "sent")
    page.evaluate(
        "r => widgets[0].model.hear({request: r, error: 'The disk is full.'})", sent["request"]
    )
    expect(part(page, "score-before")).to_contain_text("Not saved: The disk is full.")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def test_offline_scores_are_compared_by_the_pain_rule_and_not_kept(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1, offline=True)
    page.get_by_label("Pain now, before").select_option("2")
    expect(part(page, "score-before")).to_contain_text("not kept")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("5")
    expect(part(page, "pain-rule")).to_contain_text("more than 2 points up")
    expect(part(page, "pain-rule")).to_contain_text("halve the time")
    assert page.get_by_role("button", name="Save", exact=True).count() == 0
    assert model(page, "sent") == []


# Reload, dead kernel, hidden page, several players, cleaning up


def test_a_reloaded_player_goes_on_to_the_same_deadline(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    page.clock.run_for(3_300)
    saved = model(page, "traits")
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    page.clock.run_for(2_000)
    show(page, "player", saved)
    expect(part(page, "remaining")).to_have_text("5")
    assert model(page, "traits.run.deadline_ms", 1) == saved["run"]["deadline_ms"]
    expect(part(page, "sound")).to_contain_text("Sound is off until you tap.")
    press(page, "Turn sound on")
    expect(part(page, "sound")).to_be_hidden()
    page.clock.run_for(4_701)
    expect(part(page, "phase")).to_have_text("Come back")


@pytest.mark.parametrize("state", ["paused", "stopped", "done"])
def test_a_reloaded_player_shows_where_it_was(opened: Opener, state: str) -> None:
    page = opened(hold_s=1, repetitions=1)
    press(page, "Start")
    if state == "done":
        page.clock.fast_forward(60_000)
    else:
        press(page, {"paused": "Pause", "stopped": "Stop"}[state])
    saved = model(page, "traits")
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    show(page, "player", saved)
    shown = {"paused": "instruction", "stopped": "stop-question", "done": "done"}[state]
    expect(part(page, shown)).to_be_visible()
    assert model(page, "traits.state", 1) == state


def test_it_plays_on_when_python_is_gone(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.evaluate(
        "() => { widgets[0].model.save_changes = () => { throw new Error('comm closed'); }; }"
    )
    press(page, "Start")
    page.clock.fast_forward(60_000)
    expect(part(page, "done")).to_be_visible()


@pytest.mark.parametrize(
    "fault",
    [
        "window.Worker = class { constructor() { throw new Error('forbidden'); } }",
        "window.Worker = class { constructor() { setTimeout(() => this.onerror(), 5); }"
        " postMessage() {} terminate() {} }",
    ],
    ids=["worker forbidden", "worker fails"],
)
def test_without_a_worker_and_unseen_it_still_counts(opened: Opener, fault: str) -> None:
    page = opened(prepare=f"{fault}; window.requestAnimationFrame = () => 0;")
    press(page, "Start")
    page.clock.run_for(8_300)
    expect(part(page, "phase")).to_have_text("Move in")


def test_an_unseen_page_is_woken_by_its_worker(browser: Browser) -> None:
    page = bare_page(browser)
    page.evaluate("window.requestAnimationFrame = () => 0")
    given = traits("neck_tilt")
    given["script"]["phases"][0]["seconds"] = 0.5
    show(page, "player", given)
    press(page, "Start")
    expect(part(page, "phase")).to_have_text("Move in", timeout=3_000)
    page.close()


def test_two_players_do_not_disturb_each_other(opened: Opener) -> None:
    page = opened()
    show(page, "player", traits("clasp_and_reach"))
    page.get_by_role("button", name="Start", exact=True).nth(1).click()
    page.clock.run_for(3_000)
    assert model(page, "traits.state", 0) == "ready"
    assert model(page, "traits.state", 1) == "running"
    page.evaluate("widgets[0].cleanup()")
    page.clock.run_for(6_000)
    assert model(page, "traits.run.index", 1) == 1


def test_two_views_of_one_player_stay_together(opened: Opener) -> None:
    page = opened()
    page.evaluate("""async () => { const {model} = widgets[0];
      const el = document.createElement('div'); document.querySelector('main').append(el);
      (await import(lastModule)).default.render({model, el}); }""")
    press_first = page.get_by_role("button", name="Start", exact=True).first
    press_first.click()
    page.clock.run_for(9_000)
    assert page.locator("[data-part=phase]").all_inner_texts() == ["Move in", "Move in"]
    assert len(model(page, "traits.completed")) == 1


def test_nothing_is_left_behind(opened: Opener) -> None:
    prepare = """() => {
      window.contexts = [];
      window.AudioContext = class extends AudioContext {
        constructor() { super(); contexts.push(this); }
      };
    }"""
    page = opened(prepare=prepare)
    press(page, "Start")
    assert len(page.workers) == 1
    press(page, "Pause")
    page.wait_for_function("true")
    assert len(page.workers) == 0, "a paused player needs no worker"
    press(page, "Resume")
    page.evaluate("widgets[0].cleanup()")
    page.wait_for_function("contexts.every(context => context.state === 'closed')")
    assert len(page.workers) == 0
    assert page.evaluate("contexts.length") == 1


def test_the_end_comes_on_time_by_the_real_clock(browser: Browser) -> None:
    page = bare_page(browser)
    given = traits("neck_tilt")
    given["script"]["phases"] = [
        {"kind": "hold", "seconds": 1, "cue": "One.", "repetition": 1} for _ in range(3)
    ]
    show(page, "player", given)
    page.evaluate(
        """() => { const root = document.querySelector('.sk-player');
          new MutationObserver(() => {
            if (root.dataset.state === 'done') window.ended ??= Date.now();
          }).observe(root, {attributes: true}); }"""
    )
    press(page, "Start")
    deadline = model(page, "traits.run.deadline_ms") + 2_000
    page.wait_for_function("window.ended", timeout=10_000)
    assert 0 <= page.evaluate("ended") - deadline < 50
    page.close()


# Size and shape


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_and_every_button_is_easy_to_hit(opened: Opener, width: int) -> None:
    page = opened(options={"viewport": {"width": width, "height": 844}})
    press(page, "Start", "Skip", "Skip")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".sk-player button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["width"] >= 44 and box["height"] >= 44, button.inner_text()


@pytest.mark.parametrize(
    ("stretch", "variation"),
    [("cross_arm_knee_press", "standing"), ("neck_tilt", "arm_behind_back")],
)
def test_stop_and_its_signs_are_in_sight_on_a_phone_in_every_phase(
    opened: Opener, stretch: str, variation: str
) -> None:
    page = opened(
        stretch, variation, repetitions=1, options={"viewport": {"width": 390, "height": 740}}
    )
    press(page, "Start")
    for _ in phases(page)[:-1]:
        page.evaluate("scrollTo(0, 0)")
        expect(page.get_by_role("button", name="Stop", exact=True)).to_be_in_viewport(ratio=1)
        expect(part(page, "stop-signs").locator("p").first).to_be_in_viewport(ratio=1)
        expect(part(page, "instruction")).to_be_in_viewport(ratio=1)
        expect(part(page, "remaining")).to_be_in_viewport(ratio=1)
        page.locator(".sk-player").focus()
        page.keyboard.press("n")
