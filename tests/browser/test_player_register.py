"""What the page remembers of its reader: over notebooks, reloads and answers taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit.facts import safety_texts, stop_answers
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import bare_page, show
from tests.browser.player import Opener, model, opener, part, press, traits
from tests.browser.small import put
from tests.browser.test_player_advice import CALL, FELT, players, stop_with, tick, with_check


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


@pytest.mark.parametrize("level", ["emergency", "done_today"])
def test_an_answer_taken_back_for_no_trouble_still_warns_in_every_player(
    opened: Opener, level: str
) -> None:
    page = with_check(opened)
    words = safety_texts()[
        {"emergency": "if_it_was_true", "done_today": "if_it_was_true_today"}[level]
    ].text
    first, second = players(page)
    stop_with(page, first, FELT[level])
    press(page, "I said it by mistake" if level == "emergency" else "Choose another answer")
    press(page, "No trouble, I just want to end")
    show(page, "player", traits("neck_tilt"))
    for player in (second, players(page)[2]):
        expect(player.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.get_by_text(words, exact=True).locator("visible=true")).to_have_count(4)


def test_an_emergency_sign_unticked_still_warns_in_every_player(opened: Opener) -> None:
    page = with_check(opened)
    said = page.get_by_text(safety_texts()["if_it_was_true"].text, exact=True)
    tick(page, "weight_loss")
    page.locator("input[name=weight_loss]").uncheck()
    expect(said.locator("visible=true")).to_have_count(0)
    tick(page, "chest_or_breath")
    expect(said.locator("visible=true")).to_have_count(0)
    page.locator("input[name=chest_or_breath]").uncheck()
    expect(said.locator("visible=true")).to_have_count(3)
    tick(page, "night_pain")
    expect(said.locator("visible=true")).to_have_count(3)


def in_two_notebooks(page: Page) -> None:
    """Put the player of the page into a notebook and make another one for what comes next."""
    page.evaluate(
        """() => { const old = document.querySelector('main');
          for (const name of ['first', 'second']) {
            const panel = document.createElement('div');
            panel.className = `jp-NotebookPanel ${name}`;
            panel.append(document.createElement('main'));
            document.body.append(panel);
          }
          document.querySelector('.first main').append(...old.children);
          old.remove(); }"""
    )


def test_what_was_answered_in_one_notebook_stands_in_the_others(opened: Opener) -> None:
    page = opened()
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    in_two_notebooks(page)
    show(page, "player", traits("neck_tilt"))
    stop_with(page, players(page)[0], FELT["emergency"])
    page.evaluate("() => { document.querySelector('.first main').remove(); }")
    show(page, "player", traits("clasp_and_reach"))
    put(page, SafetyCheck())
    second = page.locator(".second")
    expect(second.locator(".sk-player")).to_contain_text(CALL)
    expect(second.locator(".sk-player")).to_contain_text(FELT["emergency"])
    expect(second.locator(".sk-safety")).to_contain_text(CALL)
    expect(second.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    tick(page, "chest_or_breath")
    assert page.evaluate("document.body[Symbol.for('stretchkit')].safety.level") == "emergency"


@pytest.mark.parametrize("level", ["emergency", "done_today"])
def test_a_reloaded_page_knows_the_answer_from_the_kernel(
    browser: Browser, opened: Opener, level: str
) -> None:
    page = opened()
    press(page, "Start", "Stop", FELT[level])
    kept = model(page, "traits")
    reloaded = bare_page(browser)
    reloaded.clock.set_fixed_time(page.evaluate("Date.now() / 1000"))  # the same day
    show(reloaded, "player", kept)
    show(reloaded, "player", traits("clasp_and_reach"))
    put(reloaded, SafetyCheck())
    answer = next(one for one in stop_answers().values() if one.felt == FELT[level])
    expect(part(reloaded, "stop-answer")).to_contain_text(answer.answer)
    for widget in (players(reloaded)[1], reloaded.locator(".sk-safety")):
        expect(widget).to_contain_text(answer.answer)
    expect(reloaded.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    players(reloaded)[0].get_by_role(
        "button", name="I said it by mistake" if level == "emergency" else "Choose another answer"
    ).click()
    kept = model(reloaded, "traits")
    reloaded.close()
    again = bare_page(browser)
    show(again, "player", kept)
    expect(part(again, "if-it-was-true")).to_be_visible()
    again.close()


def test_a_cell_run_again_and_then_a_reload_lose_no_answer(
    browser: Browser, opened: Opener
) -> None:
    page = opened()
    press(page, "Start", "Stop", FELT["emergency"])
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    show(page, "player", traits("neck_tilt"))
    kept = page.evaluate("widgets.at(-1).model.traits")
    reloaded = bare_page(browser)
    show(reloaded, "player", kept)
    expect(players(reloaded)[0]).to_contain_text(CALL)
    expect(players(reloaded)[0]).to_contain_text(FELT["emergency"])
    expect(reloaded.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    press(reloaded, "I said it by mistake")
    kept = reloaded.evaluate("widgets.at(-1).model.traits")
    reloaded.close()
    again = bare_page(browser)
    show(again, "player", kept)
    expect(part(again, "if-it-was-true")).to_be_visible()
    expect(again.get_by_role("button", name="Start", exact=True)).to_be_visible()
    again.close()


def test_no_score_goes_to_the_kernel_with_what_it_keeps(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.get_by_label("Pain now, before").select_option("2")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("9")
    (kept,) = model(page, "traits.felt.told")
    assert kept["level"] == "done_today"
    assert "9" not in str(kept["advice"]) and "note" not in kept
