"""The pain scores that the player offers: what is kept, what is said of them, what never is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.page import load, show
from tests.browser.player import Opener, heed, model, opener, part, press, scores_sent, traits


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def test_a_score_goes_to_python_only_when_saved_and_never_as_a_trait(opened: Opener) -> None:
    page = opened()
    before = model(page, "traits")
    page.get_by_label("Pain now, before").select_option("4")
    expect(part(page, "score-place")).to_contain_text("Back of the neck")
    page.get_by_label("Which side?").select_option("Left")
    assert scores_sent(page) == []
    press(page, "Save")
    (sent,) = scores_sent(page)
    assert (sent["score"], sent["moment"], sent["side"]) == (4, "before", "left")
    status = part(page, "score-status")
    page.evaluate("r => widgets[0].model.hear({request: r, ask: true})", sent["request"])
    press(page, "No, keep it only until I close this")
    sent = scores_sent(page)[1]
    assert sent["keep"] is False
    page.evaluate("r => widgets[0].model.hear({request: r, saved: true})", sent["request"])
    expect(status).to_have_text("Saved in your log. No one reads this log.")
    # Python is told which session it is and where its clock stands, for a page loaded again.
    traits = model(page, "traits")
    assert traits == {**before, "run": traits["run"]}
    assert set(traits["run"]) == {"session", "index", "length_ms", "deadline_ms", "left_ms"}


def test_no_side_is_written_that_nobody_gave(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("4")
    expect(page.get_by_label("Which side?")).to_have_value("")
    press(page, "Save")
    assert scores_sent(page) == []
    expect(part(page, "score-status")).to_contain_text("Choose a side first")
    expect(page.get_by_label("Which side?")).to_be_focused()


def test_a_score_is_never_asked_for(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    expect(page.get_by_label("Pain now, before").locator("option").first).to_have_text("No score")
    for moment in ("before", "after"):
        page.get_by_label(f"Pain now, {moment}").select_option("5")
        page.get_by_label(f"Pain now, {moment}").select_option("No score")
        expect(part(page, "score-place")).to_be_hidden()
        if moment == "before":
            press(page, "Start")
            page.clock.fast_forward(60_000)
    assert scores_sent(page) == []


def test_one_save_at_the_end_keeps_both_scores_once(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.get_by_label("Pain now, before").select_option("2")
    page.get_by_label("Which side?").select_option("both")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("3")
    expect(part(page, "score-status")).to_contain_text("before 2, after 3")
    press(page, "Save")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    for place in range(2):
        page.wait_for_function(
            "count => widgets[0].model.sent.filter(sent => 'score' in sent).length === count",
            arg=place + 1,
        )
        request = scores_sent(page)[place]["request"]
        page.evaluate("r => widgets[0].model.hear({request: r, saved: true})", request)
    expect(part(page, "score-status")).to_have_text("Saved in your log. No one reads this log.")
    sent = scores_sent(page)
    told = [(one["moment"], one["score"], one["side"]) for one in sent]
    assert told == [("before", 2, "both"), ("after", 3, "both")]
    assert sent[0]["session"] == sent[1]["session"]
    expect(page.get_by_label("Pain now, after")).to_be_disabled()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()


def test_before_and_after_belong_to_one_session_and_one_side(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.get_by_label("Pain now, before").select_option("2")
    page.get_by_label("Which side?").select_option("right")
    press(page, "Save", "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("3")
    expect(page.get_by_label("Which side?")).to_have_value("right")
    press(page, "Save")
    before, after = scores_sent(page)
    assert (after["moment"], after["session"]) == ("after", before["session"])
    assert (before["side"], after["side"]) == ("right", "right")
    expect(part(page, "pain-rule")).to_contain_text(
        "Before 2, now 3. The pain rule allows up to 2 points more."
    )


def test_a_fault_of_the_log_is_said_and_can_be_tried_again(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("4")
    page.get_by_label("Which side?").select_option("middle")
    press(page, "Save")
    (sent,) = scores_sent(page)
    page.evaluate(
        "r => widgets[0].model.hear({request: r, error: 'The disk is full.'})", sent["request"]
    )
    expect(part(page, "scores")).to_contain_text("Not saved: The disk is full.")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def test_offline_scores_are_compared_by_the_pain_rule_and_not_kept(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1, offline=True)
    page.get_by_label("Pain now, before").select_option("2")
    expect(part(page, "scores")).to_contain_text("not kept")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("5")
    expect(part(page, "pain-rule")).to_contain_text("more than 2 points up")
    expect(part(page, "pain-rule")).to_contain_text("halve the time")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    assert model(page, "sent") == []
    assert not page.evaluate("JSON.parse(sessionStorage.stretchkit).scores")


def test_scores_outlive_a_reload_with_what_they_come_to(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    before, after = (page.get_by_label(f"Pain now, {moment}") for moment in ("before", "after"))
    before.select_option("3")
    page.get_by_label("Which side?").select_option("left")
    saved = model(page, "traits")
    load(page)
    show(page, "player", saved)
    expect(before).to_have_value("3")
    expect(page.get_by_label("Which side?")).to_have_value("left")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    after.select_option("10")
    words = part(page, "pain-rule").inner_text()
    assert words.startswith("Before 3, now 10.")
    saved = model(page, "traits")
    load(page)
    show(page, "player", saved)
    expect(after).to_have_value("10")
    expect(part(page, "pain-rule")).to_have_text(words)
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_hidden()
    expect(part(page, "score-status")).to_contain_text(
        "Save keeps in your log: before 3, after 10."
    )


def test_the_log_saying_it_too_takes_nothing_from_the_player_that_said_it(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    show(page, "player", traits("clasp_and_reach"))
    first, second = page.locator(".sk-player").all()
    first.get_by_label("Pain now, before").select_option("3")
    first.get_by_role("button", name="Start", exact=True).click()
    page.clock.fast_forward(60_000)
    first.get_by_label("Pain now, after").select_option("10")
    heed(page, "done_today")  # what another player of the page hears of the log
    expect(first.locator("[data-part=done]")).to_be_visible()
    expect(first.get_by_label("Pain now, after")).to_be_visible()
    expect(second.get_by_role("button", name="Start", exact=True)).to_be_hidden()


def test_pain_that_went_up_ends_it_for_today(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    rule = model(page, "traits.script.pain_rule")
    page.get_by_label("Pain now, before").select_option("3")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    again = page.get_by_role("button", name="Restart", exact=True)
    for score, flares in (("5", False), ("10", True), ("6", True), ("4", False)):
        page.get_by_label("Pain now, after").select_option(score)
        expect(again).to_be_visible(visible=not flares)
    page.get_by_label("Pain now, after").select_option("10")
    expect(part(page, "pain-rule")).to_have_text(
        "Before 3, now 10. That is more than 2 points up. "
        f"{rule['flare']} {rule['over_once']} {rule['over_twice']}"
    )
    page.locator(".sk-player").focus()
    page.keyboard.press("r")
    assert model(page, "traits.state") == "done"
