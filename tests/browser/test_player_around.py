"""The player and what is around it: the safety check, reloads, other players."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.page import bare_page, load, show
from tests.browser.player import Opener, model, opener, part, press, traits


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


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


def announcer(page: Page) -> Locator:
    return page.locator(".sk-player > .sk-only-heard[role=status]")


def answers_go_to_a_check(page: Page) -> None:
    """Stand in for the check of the notebook: what the player is told goes round to it."""
    page.evaluate(
        """() => document.body.addEventListener('sk-safety-answer', ({detail}) => {
          window.answer = detail;
          document.body[Symbol.for('stretchkit')].safety = {state: detail};
          document.body.dispatchEvent(new CustomEvent('sk-safety'));
        })"""
    )


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
    expect(part(page, "safety")).to_contain_text("Is any sign of the safety check")
    page.clock.fast_forward(30_000)
    assert (model(page, "traits.state"), model(page, "traits.run.index")) == ("paused", 0)
    expect(part(page, "phase")).to_have_text("Paused: Get ready")
    expect(part(page, "remaining")).to_have_text("0")
    expect(part(page, "safety")).to_contain_text("Paused: answer the safety check to go on.")
    expect(announcer(page)).to_have_text("Paused: answer the safety check to go on.")
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_disabled()


def test_skip_does_not_go_past_an_unanswered_check(opened: Opener) -> None:
    page = opened()
    set_safety(page, "unanswered")
    press(page, "Start", "Pause", "Skip")
    expect(part(page, "safety")).to_contain_text("Paused: answer the safety check to go on.")
    expect(announcer(page)).to_have_text("Paused: answer the safety check to go on.")
    expect(part(page, "phase")).to_have_text("Paused: Get ready")


def test_answered_at_the_gate_get_ready_begins_again_by_itself(opened: Opener) -> None:
    page = opened()
    answers_go_to_a_check(page)
    set_safety(page, "unanswered")
    press(page, "Start")
    page.clock.fast_forward(30_000)
    press(page, "None of these today")
    assert page.evaluate("answer") == "clear"
    expect(part(page, "safety")).to_be_hidden()
    expect(announcer(page)).to_have_text("Get ready.")
    expect(part(page, "remaining")).to_have_text("8")
    assert model(page, "traits.state") == "running"
    page.clock.fast_forward(8_100)
    expect(part(page, "phase")).to_have_text("Move in")


def test_answered_in_the_check_itself_the_player_waits_for_resume(opened: Opener) -> None:
    page = opened()
    set_safety(page, "unanswered")
    press(page, "Start")
    page.clock.fast_forward(30_000)
    set_safety(page, "clear")
    page.clock.fast_forward(30_000)
    assert model(page, "traits.state") == "paused"
    press(page, "Resume")
    expect(part(page, "remaining")).to_have_text("8")


def test_answered_in_time_the_stretch_goes_on_without_a_break(opened: Opener) -> None:
    page = opened()
    answers_go_to_a_check(page)
    set_safety(page, "unanswered")
    press(page, "Start")
    page.clock.fast_forward(3_000)
    press(page, "None of these today")
    page.clock.fast_forward(5_100)
    expect(part(page, "phase")).to_have_text("Move in")


@pytest.mark.parametrize("width", [390, 1280])
def test_at_the_gate_the_question_stands_above_resume_and_is_seen(
    opened: Opener, width: int
) -> None:
    page = opened(options={"viewport": {"width": width, "height": 740}})
    page.evaluate("document.querySelector('main').style.paddingBottom = '200vh'")
    set_safety(page, "unanswered")
    press(page, "Start")
    page.evaluate("scrollTo(0, 5000)")
    page.clock.fast_forward(8_100)
    asked = part(page, "safety")
    expect(asked).to_be_in_viewport(ratio=1)
    resume = page.get_by_role("button", name="Resume", exact=True).bounding_box()
    box = asked.bounding_box()
    assert resume and box
    assert 0 <= resume["y"] - (box["y"] + box["height"]) < 20


def test_one_or_more_pauses_and_hands_over_to_the_check(opened: Opener) -> None:
    page = opened()
    set_safety(page, "unanswered")
    page.evaluate(
        "document.body.addEventListener('sk-safety-answer', e => { window.answer = e.detail; })"
    )
    press(page, "Start", "Show me the list")
    assert page.evaluate("answer") == "more"
    assert model(page, "traits.state") == "paused"


def test_without_a_check_on_the_page_there_is_no_gate(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    page.clock.fast_forward(9_000)
    assert model(page, "traits.run.index") == 1
    expect(part(page, "safety")).to_be_hidden()


# Reload, dead kernel, hidden page, several players, cleaning up


def test_a_reloaded_player_goes_on_to_the_same_deadline(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    page.clock.fast_forward(3_300)
    saved = model(page, "traits")
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    page.clock.fast_forward(2_000)
    show(page, "player", saved)
    expect(part(page, "remaining")).to_have_text("5")
    assert model(page, "traits.run.deadline_ms", 1) == saved["run"]["deadline_ms"]
    expect(part(page, "sound")).to_contain_text("Sound is off until you tap.")
    press(page, "Turn sound on")
    expect(part(page, "sound")).to_be_hidden()
    page.clock.fast_forward(4_701)
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


def test_a_phase_that_nobody_was_guided_through_waits_to_begin_again(opened: Opener) -> None:
    page = opened(hold_s=10, repetitions=1)
    press(page, "Start", "Skip", "Skip")
    saved = model(page, "traits")
    load(page)
    page.clock.fast_forward(60_000)
    show(page, "player", saved)
    assert (model(page, "traits.state"), model(page, "traits.run.left_ms")) == ("paused", 10_000)
    assert [phase["kind"] for phase in model(page, "traits.completed")] == []
    press(page, "Resume")
    expect(part(page, "remaining")).to_have_text("10")


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
    page.clock.fast_forward(8_300)
    expect(part(page, "phase")).to_have_text("Move in")


def test_an_unseen_page_is_woken_by_its_worker(browser: Browser) -> None:
    page = bare_page(browser)
    page.evaluate("window.requestAnimationFrame = () => 0")
    given = traits("neck_tilt")
    given["script"]["parts"][0]["seconds"] = 0.5
    show(page, "player", given)
    press(page, "Start")
    expect(part(page, "phase")).to_have_text("Move in", timeout=3_000)
    page.close()


def test_two_players_do_not_disturb_each_other(opened: Opener) -> None:
    page = opened()
    show(page, "player", traits("clasp_and_reach"))
    page.get_by_role("button", name="Start", exact=True).nth(1).click()
    page.clock.fast_forward(3_000)
    assert model(page, "traits.state", 0) == "ready"
    assert model(page, "traits.state", 1) == "running"
    page.evaluate("widgets[0].cleanup()")
    page.clock.fast_forward(6_000)
    assert model(page, "traits.run.index", 1) == 1


def test_two_views_of_one_player_stay_together(opened: Opener) -> None:
    page = opened()
    page.evaluate("""async () => { const {model} = widgets[0];
      const el = document.createElement('div'); document.querySelector('main').append(el);
      (await import(lastModule)).default.render({model, el}); }""")
    press_first = page.get_by_role("button", name="Start", exact=True).first
    press_first.click()
    page.clock.fast_forward(9_000)
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


@pytest.mark.alone
def test_the_end_comes_on_time_by_the_real_clock(browser: Browser) -> None:
    page = bare_page(browser)
    given = traits("neck_tilt")
    hold = {"kind": "hold", "seconds": 60, "cue": "One.", "moment": 0}
    given["script"].update(parts=[hold], rounds=[[0, 0, 0]], finish=[])
    given["dose"] = {"key": "own", "hold_s": 1, "repetitions": 1}
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


FELT_EMERGENCY = "Chest pain, or trouble with your face, speech, sight, legs or breath"
FELT_NERVE = "Tingling, numb, dizzy, sick or faint, a new headache, or a sharp pain"


@pytest.mark.parametrize("felt", [FELT_EMERGENCY, FELT_NERVE])
def test_who_was_told_to_stop_for_today_is_not_invited_on_by_the_next_player(
    opened: Opener, felt: str
) -> None:
    page = opened()
    show(page, "player", traits("neck_tilt", "arm_behind_back"))
    first, second = page.locator(".sk-player").all()
    first.get_by_role("button", name="Start", exact=True).click()
    first.get_by_role("button", name="Stop", exact=True).click()
    expect(second.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    expect(second.locator("[data-part=advice]")).to_contain_text("First say what you felt")
    page.clock.fast_forward(1_000)
    first.get_by_role("button", name=felt, exact=True).click()
    expect(second.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    expect(second.locator("[data-part=advice]")).to_contain_text("after another stretch")
    expect(first.locator("[data-part=stop-answer]")).to_be_visible()
    back = "I said it by mistake" if felt == FELT_EMERGENCY else "Choose another answer"
    first.get_by_role("button", name=back).click()
    page.clock.fast_forward(1_000)
    first.get_by_role("button", name="The pull was too strong", exact=True).click()
    expect(second.get_by_role("button", name="Start", exact=True)).to_be_visible()
