"""After the stretch: what was done in words, the score when it was ended, the next morning."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.page import bare_page, show
from tests.browser.player import (
    Opener,
    model,
    opener,
    part,
    phases,
    press,
    scores_sent,
    traits,
)

NO_TROUBLE = "No trouble, I just want to end"
QUESTION = {
    "session": "yesterday",
    "asked": "After Neck tilt on 24 November you wrote 3. How is it this morning?",
    "before": 2,
}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def what_was_done(page: Page) -> str:
    return part(page, "what-was-done").inner_text()


# What was done


def test_a_whole_session_is_told_in_holds_seconds_and_sides(opened: Opener) -> None:
    page = opened(hold_s=5, repetitions=3)
    press(page, "Start")
    page.clock.fast_forward(600_000)
    assert what_was_done(page) == (
        "You held 6 times, 30 seconds in all. "
        "You felt it on the right 3 times, on the left 3 times."
    )


def test_what_was_skipped_is_told_without_scolding(opened: Opener) -> None:
    page = opened(hold_s=5, repetitions=1)
    press(page, "Start", "Skip", "Skip", "Skip")
    page.clock.fast_forward(600_000)
    assert what_was_done(page) == (
        "You held 1 time, 5 seconds in all. You felt it on the right 0 times, on the left 1 time. "
        "You skipped some: 1 of 2 holds are done."
    )
    press(page, "Restart", "Start", *["Skip"] * len(phases(page)))
    assert what_was_done(page) == "You skipped the holds this time."


def test_where_there_are_no_sides_none_are_told(opened: Opener) -> None:
    page = opened("clasp_and_reach", hold_s=1, repetitions=1)
    press(page, "Start")
    page.clock.fast_forward(600_000)
    assert what_was_done(page) == "You held 1 time, 1 second in all."


def test_what_was_ended_early_is_told_too(opened: Opener) -> None:
    page = opened(hold_s=5, repetitions=2)
    press(page, "Start", "Skip", "Stop", NO_TROUBLE)
    assert what_was_done(page) == "You ended before the first hold was over."
    press(page, "Restart", "Start")
    page.clock.fast_forward((8 + 4 + 5 + 1) * 1000)
    press(page, "Stop", NO_TROUBLE)
    assert what_was_done(page).endswith("You ended early: 1 of 4 holds are done.")


def test_what_to_do_if_it_hurts_more_is_a_tap_away(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    press(page, "Start")
    page.clock.fast_forward(600_000)
    rule = model(page, "traits.script.pain_rule")
    told = part(page, "done").locator("details")
    told.locator("summary").click()
    expect(told).to_contain_text(f"{rule['flare']} {rule['over_once']} {rule['over_twice']}")


# The score of who ended without trouble


def test_who_ends_without_trouble_is_offered_a_score_of_the_same_session(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("2")
    page.get_by_label("Which side?").select_option("left")
    press(page, "Start", "Stop")
    expect(part(page, "scores")).to_be_hidden()
    press(page, NO_TROUBLE)
    page.get_by_label("Pain now, after").select_option("3")
    expect(part(page, "pain-rule")).to_contain_text("Before 2, now 3.")
    press(page, "Save")
    (sent,) = scores_sent(page)
    assert (sent["moment"], sent["side"]) == ("before", "left")
    page.evaluate("r => widgets[0].model.hear({request: r, saved: true})", sent["request"])
    page.wait_for_function(
        "() => widgets[0].model.sent.filter(sent => 'score' in sent).length === 2"
    )
    assert scores_sent(page)[1]["moment"] == "after"
    assert scores_sent(page)[1]["session"] == sent["session"] == model(page, "traits.run.session")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_who_was_in_trouble_is_not_asked_for_a_number(opened: Opener, place: int) -> None:
    page = opened()
    press(page, "Start", "Stop", model(page, "traits.script.stop_answers")[place]["felt"])
    expect(part(page, "scores")).to_be_hidden()


def test_pain_that_went_up_ends_the_day_here_too(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("2")
    press(page, "Start", "Stop", NO_TROUBLE)
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_visible()
    page.get_by_label("Pain now, after").select_option("9")
    expect(part(page, "pain-rule")).to_contain_text("more than 2 points up")
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_hidden()


def test_a_score_saved_later_is_of_the_moment_it_was_chosen(opened: Opener) -> None:
    page = opened(options={"timezone_id": "Asia/Karachi"})
    page.get_by_label("Pain now, before").select_option("2")
    page.get_by_label("Which side?").select_option("left")
    page.clock.fast_forward(600_000)
    press(page, "Save")
    assert scores_sent(page)[0]["felt_at"] == "1970-01-12T19:03+05:00"


# The next morning


def morning_messages(page: Page, place: int = 0) -> list[Any]:
    return [sent for sent in model(page, "sent", place) if "morning" in sent]


def answer(page: Page, words: dict[str, Any], place: int = 0) -> None:
    (*_, sent) = morning_messages(page, place)
    page.evaluate(
        "([place, request, words]) => widgets[place].model.hear({request, ...words})",
        [place, sent["request"], words],
    )


def test_the_morning_after_it_asks_once_and_politely(opened: Opener) -> None:
    page = opened()
    expect(part(page, "morning")).to_be_hidden()
    answer(page, {"morning": QUESTION})
    expect(part(page, "morning")).to_contain_text(QUESTION["asked"])
    assert "yesterday" not in str(model(page, "traits")), "no trait holds any of it"
    press(page, "Start")
    expect(part(page, "morning")).to_be_hidden()


def test_the_answer_goes_to_its_session_and_is_held_against_the_score_before(
    opened: Opener,
) -> None:
    page = opened()
    answer(page, {"morning": QUESTION})
    asked = part(page, "morning")
    asked.get_by_role("button", name="Save").click()
    expect(asked).to_contain_text("Choose a number first. Then press Save.")
    asked.get_by_label("Pain this morning").select_option("1")
    asked.get_by_role("button", name="Save").click()
    assert morning_messages(page)[-1]["morning"] == {"session": "yesterday", "score": 1}
    answer(page, {"saved": True, "advice": []})
    expect(asked).to_have_text(
        "Before the stretch 2, this morning 1. That is no higher than before you began. "
        "It is in your log. No one reads this log."
    )
    expect(asked).to_be_focused()


def test_a_morning_over_the_rule_is_answered_from_the_log(opened: Opener) -> None:
    page = opened()
    rule = model(page, "traits.script.pain_rule")
    answer(page, {"morning": QUESTION})
    part(page, "morning").get_by_label("Pain this morning").select_option("4")
    part(page, "morning").get_by_role("button", name="Save").click()
    words = {"level": "halve", "title": "Next time, halve the time", "words": rule["over_once"]}
    answer(page, {"saved": True, "advice": [words]})
    expect(part(page, "morning")).to_contain_text("Before the stretch 2, this morning 4.")
    expect(part(page, "morning")).not_to_contain_text("no higher")
    expect(part(page, "morning").locator(".sk-panel")).to_contain_text(rule["over_once"])
    expect(part(page, "morning").locator(".sk-panel-stop")).to_have_count(0)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_morning_that_says_stop_ends_all_stretching_on_the_page(opened: Opener) -> None:
    page = opened()
    show(page, "player", traits("clasp_and_reach"))
    answer(page, {"morning": QUESTION})
    part(page, "morning").first.get_by_label("Pain this morning").select_option("9")
    part(page, "morning").first.get_by_role("button", name="Save").click()
    words = {"level": "today", "title": "Get seen today", "words": "Your pain stayed up."}
    answer(page, {"saved": True, "advice": [words]})
    expect(page.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    for advice in part(page, "advice").all():
        expect(advice).to_contain_text("Your pain stayed up.")
        expect(advice).to_contain_text("This comes from your pain log.")


def test_the_question_comes_again_when_its_cell_is_run_again(opened: Opener) -> None:
    page = opened()
    answer(page, {"morning": QUESTION})
    expect(part(page, "morning")).to_be_visible()
    page.evaluate("widgets[0].el.remove()")
    show(page, "player", traits("clasp_and_reach"))
    page.evaluate("widgets.shift()")
    answer(page, {"morning": QUESTION})
    expect(part(page, "morning")).to_be_visible()


def test_not_now_puts_it_aside(opened: Opener) -> None:
    page = opened()
    answer(page, {"morning": QUESTION})
    part(page, "morning").get_by_role("button", name="Not now").click()
    expect(part(page, "morning")).to_be_hidden()
    assert morning_messages(page)[-1]["morning"] == {"leave": "yesterday"}


def test_a_fault_of_the_log_is_said_there(opened: Opener) -> None:
    page = opened()
    answer(page, {"morning": QUESTION})
    part(page, "morning").get_by_label("Pain this morning").select_option("4")
    part(page, "morning").get_by_role("button", name="Save").click()
    answer(page, {"error": "The disk is full."})
    expect(part(page, "morning")).to_contain_text("Not saved: The disk is full.")
    expect(part(page, "morning").get_by_role("button", name="Save")).to_be_visible()


def test_of_two_players_on_a_page_one_asks(opened: Opener) -> None:
    page = opened()
    show(page, "player", traits("clasp_and_reach"))
    for place in (1, 0):
        answer(page, {"morning": QUESTION}, place)
    asking = page.locator("[data-part=morning]:visible")
    expect(asking).to_have_count(1)
    page.evaluate("() => { widgets[1].cleanup(); widgets[1].el.remove(); }")
    show(page, "player", traits("clasp_and_reach"))
    answer(page, {"morning": QUESTION}, 2)
    expect(asking).to_have_count(1)


def test_offline_no_morning_is_asked_for(opened: Opener) -> None:
    page = opened(offline=True)
    assert morning_messages(page) == []
    expect(part(page, "morning")).to_be_hidden()


def test_words_of_a_log_are_never_html(opened: Opener) -> None:
    page = opened()
    evil = "<img src=x onerror=\"document.title='ran'\">"
    answer(page, {"morning": {**QUESTION, "asked": evil}})
    expect(part(page, "morning")).to_contain_text(evil)
    assert part(page, "morning").locator("img").count() == 0


@pytest.mark.parametrize(("light", "width"), [(True, 1280), (False, 390)])
def test_question_and_end_are_accessible_and_fit(browser: Browser, light: bool, width: int) -> None:
    page = bare_page(browser, light=light, viewport={"width": width, "height": 844})
    show(page, "player", traits("neck_tilt"))
    answer(page, {"morning": QUESTION})
    expect(part(page, "morning")).to_be_visible()
    for names in ((), ("Start", "Stop"), (NO_TROUBLE,)):
        press(page, *names)
        report = Axe().run(page, context=".sk-player")
        assert report.violations_count == 0, report.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
