"""A stretch played in JupyterLab: to its end, stopped, reloaded, with a busy kernel, by keys."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stretchkit import facts
from tests.browser.conftest import Lab
from tests.browser.player import HEAR

PLAYER = """import stretchkit as sk
player = sk.StretchPlayer("neck_tilt", hold_s={hold}, repetitions=1)
player"""

# Notes the moment at which each phase comes on the screen.
WATCH_PHASES = """root => {
  window.seen = [];
  const note = () => window.seen.push(
    [Date.now(), root.querySelector('[data-part=phase]').textContent]);
  new MutationObserver(note).observe(root.querySelector('[data-part=phase]'),
    {childList: true, characterData: true, subtree: true});
}"""


def open_player(lab: Lab, name: str, hold: int = 1, more: str = "") -> Page:
    page = lab.open(lab.write(name, PLAYER.format(hold=hold), *([more] if more else [])))
    assert lab.run_all(page) == []
    expect(page.locator(".sk-player")).to_be_visible(timeout=30_000)
    return page


def press(page: Page, name: str) -> None:
    page.locator(".sk-player").get_by_role("button", name=name, exact=True).first.click()


def wait_until_told(lab: Lab, page: Page, expression: str, value: Any) -> None:
    """Wait until the kernel has heard what the page sent it."""
    for _ in range(100):
        if lab.value(page, expression) == value:
            return
        page.wait_for_timeout(100)
    assert lab.value(page, expression) == value


def wait_for_state(page: Page, state: str, seconds: int = 60) -> None:
    page.wait_for_function(
        "state => document.querySelector('.sk-player').dataset.state === state",
        arg=state,
        timeout=seconds * 1000,
    )


def test_stop_asks_and_answers_and_is_never_done(lab: Lab) -> None:
    page = open_player(lab, "stopped.ipynb")
    press(page, "Start")
    press(page, "Skip")
    press(page, "Stop")
    asked = page.locator(".sk-player [data-part=stop-question]")
    for choice, again in enumerate(("Choose another answer", "Choose another answer", None)):
        expect(asked).to_be_visible()
        asked.get_by_role("button").nth(choice).click()
        expect(page.locator(".sk-player [data-part=stop-answer]")).to_be_visible()
        wait_until_told(lab, page, "player.state", "stopped")
        if again:
            press(page, again)


@pytest.mark.alone
def test_a_stretch_plays_to_its_end_on_time_while_the_kernel_computes(lab: Lab) -> None:
    busy = "import time\nend = time.monotonic() + 14\nwhile time.monotonic() < end: pass"
    page = open_player(lab, "busy.ipynb", hold=1)
    one = facts.variation("neck_tilt")
    phases = [phase.seconds for phase in facts.timeline(one, hold_s=1, repetitions=1)]
    page.locator(".sk-player").evaluate(WATCH_PHASES)
    page.evaluate(
        """code => { jupyterapp.shell.currentWidget.sessionContext.session.kernel
          .requestExecute({code}); }""",
        busy,
    )
    press(page, "Start")
    press(page, "Skip")
    seen = page.wait_for_function(
        "count => window.seen.length >= count && window.seen", arg=5, timeout=40_000
    ).json_value()
    times = [moment for moment, _ in seen][-4:]
    measured = [(later - earlier) / 1000 for earlier, later in pairwise(times)]
    planned = phases[1 : 1 + len(measured)]
    errors = [abs(one - other) for one, other in zip(measured, planned, strict=True)]
    assert max(errors) < 0.05, list(zip(measured, planned, strict=True))
    for kind in ("switch_side", "rest"):  # all the rest in its own time
        page.wait_for_selector(f".sk-player[data-kind={kind}]", timeout=30_000)
        press(page, "Skip")
    wait_for_state(page, "done")
    assert lab.value(page, "player.state") == "done"
    holds = [phase for phase in lab.value(page, "player.completed") if phase["kind"] == "hold"]
    assert [phase["side"] for phase in holds] == ["right", "left"]
    assert all(abs(phase["seconds"] - 1) < 0.1 for phase in holds)


def test_a_reloaded_page_ends_at_the_same_deadline(lab: Lab) -> None:
    page = open_player(lab, "reloaded.ipynb", hold=30)
    press(page, "Start")
    press(page, "Skip")
    press(page, "Skip")
    wait_until_told(lab, page, "player.run.get('index')", 2)
    before = lab.value(page, "player.run")
    lab.command(page, "docmanager:save")
    page.reload()
    lab.wait_ready(page)
    expect(page.locator(".sk-player")).to_be_visible(timeout=30_000)
    wait_for_state(page, "running")
    left = int(page.locator(".sk-player [data-part=remaining]").inner_text())
    now = page.evaluate("Date.now()")
    assert abs((before["deadline_ms"] - now) / 1000 - left) <= 1
    assert lab.value(page, "player.run")["deadline_ms"] == before["deadline_ms"]


def test_a_page_reloaded_before_it_was_saved_finds_its_players_and_its_ticks(lab: Lab) -> None:
    page = lab.open("notebooks/05_stretch_2_reach_and_round.ipynb")
    page.once("dialog", lambda dialog: dialog.accept())
    assert lab.run_all(page) == []
    expect(page.locator(".sk-player").first).to_be_visible(timeout=30_000)
    shown = page.locator(".sk-player").count()
    sign = page.locator(".sk-safety").get_by_role("checkbox").first
    sign.check()
    page.reload()
    lab.wait_ready(page)
    expect(page.locator(".sk-player")).to_have_count(shown, timeout=30_000)
    expect(sign).to_be_checked()
    for button in page.get_by_role("button", name="Start", exact=True).all():
        expect(button).to_be_hidden()


def test_keys_pressed_in_the_player_leave_the_notebook_alone(lab: Lab) -> None:
    page = open_player(lab, "keys.ipynb", more="1 + 1")
    count = lab.cell_count(page)
    press(page, "Start")
    buttons = page.locator(".sk-player button:visible:enabled")
    for place in range(buttons.count()):
        button = buttons.nth(place)
        if button.inner_text() in ("Full screen", "Class clock", "Stop"):
            continue
        for key in ("b", "d", "d", "x", "Space"):
            if button.count() and button.is_visible():
                button.focus()
                page.keyboard.press(key)
        assert lab.cell_count(page) == count


def test_run_all_again_leaves_one_player_and_none_of_the_old_sounds(lab: Lab) -> None:
    page = open_player(lab, "again.ipynb", hold=30)
    page.evaluate(HEAR)
    press(page, "Start")
    page.wait_for_function("planned.size > 0")
    assert lab.run_all(page) == []
    expect(page.locator(".sk-player")).to_have_count(1)
    wait_for_state(page, "ready")
    old = "[...planned].filter(sound => sound.context.state !== 'closed').length"
    page.wait_for_function(f"{old} === 0")
    assert lab.value(page, "player.state") == "ready"
    page.close()


def test_a_restarted_kernel_leaves_the_stretch_that_runs_to_its_end(lab: Lab) -> None:
    page = lab.context.new_page()
    page.clock.install()
    lab.open(lab.write("restarted.ipynb", PLAYER.format(hold=1)), page)
    assert lab.run_all(page) == []
    press(page, "Start")
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lab.wait_ready(page)
    wait_for_state(page, "running")
    page.clock.fast_forward(600_000)
    wait_for_state(page, "done")
    assert lab.run_all(page) == []
    expect(page.locator(".sk-player")).to_have_count(1)
    wait_for_state(page, "ready")
    page.close()
