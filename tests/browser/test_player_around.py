"""The player and what is around it: the safety check, the log, reloads, other players."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page import bare_page, show
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
