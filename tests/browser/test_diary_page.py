"""The pain diary and the chart on a plain page, the log behind them real."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.painlog import PainLog
from stretchkit.palette import DARK, LIGHT
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.chart import plot_pain
from stretchkit.widgets.diary import PainDiary
from tests.browser.small import Opener, diary_log, open_pages, press, put

FIELDS = ("Where", "Side, or middle")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


def score(page: Page, number: int) -> None:
    page.locator(".sk-score-cell").nth(number).click()


def fill_in(page: Page, number: int) -> None:
    score(page, number)
    page.get_by_label("Where").select_option("neck_back")
    page.get_by_label("Side").select_option("right")


def test_a_score_is_saved_listed_and_charted(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    fill_in(page, 6)
    page.get_by_label("Note").fill("<img src=x onerror='window.hurt = true'>")
    press(page, "Save")
    expect(page.locator("[data-part=status]")).to_have_text("Saved.")
    entry = page.locator("[data-part=entries] li")
    expect(entry).to_contain_text("Back of the neck, right: average pain today")
    expect(entry).to_contain_text("<img src=x")
    expect(page.locator("[data-part=chart] img")).to_be_visible()
    assert "Score 6." in str(page.locator("[data-part=chart] img").get_attribute("alt"))
    assert page.evaluate("window.hurt") is None
    assert list(log.entries().score) == [6]


def test_the_second_entry_takes_two_presses(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    fill_in(page, 6)
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_have_count(1)
    score(page, 5)
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_have_count(2)
    assert list(log.entries().region) == ["neck_back", "neck_back"]
    assert list(log.entries().side) == ["right", "right"]


def test_where_it_hurt_last_time_stays_and_is_said_and_another_place_asks_for_its_side(
    opened: Opener,
) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    still, where, side = page.locator("[data-part=still]"), *map(page.get_by_label, FIELDS)
    expect(still).to_be_hidden()
    fill_in(page, 6)
    press(page, "Save")
    expect(still).to_contain_text("As last time: back of the neck, right.")
    where.select_option("arm")
    expect(still).to_be_hidden()
    expect(side).to_have_value("")
    score(page, 2)
    press(page, "Save")
    expect(page.locator("[data-part=status]")).to_have_text("Choose a side, or the middle.")
    side.select_option("left")
    press(page, "Save")
    expect(still).to_contain_text("As last time: arm, left.")
    page.get_by_role("button", name="Change").last.click()
    expect(still).to_be_hidden()
    expect(where).to_have_value("neck_back")
    press(page, "Cancel")
    expect(still).to_contain_text("As last time: arm, left.")
    expect(where).to_have_value("arm")
    page.get_by_role("button", name="Delete").first.click()
    expect(still).to_contain_text("As last time: back of the neck, right.")
    assert list(log.entries().region) == ["neck_back"]


def test_a_double_click_saves_once(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    fill_in(page, 3)
    page.get_by_role("button", name="Save").dblclick()
    expect(page.locator("[data-part=entries] li")).to_have_count(1)
    assert len(log.entries()) == 1


def test_an_incomplete_form_says_what_is_missing(opened: Opener) -> None:
    page = opened(PainDiary(diary_log()))
    said = page.locator("[data-part=status]")
    press(page, "Save")
    expect(said).to_have_text("Choose a number from 0 to 10.")
    score(page, 1)
    press(page, "Save")
    expect(said).to_have_text("Choose where it hurts.")
    page.get_by_label("Where").select_option("hand")
    press(page, "Save")
    expect(said).to_have_text("Choose a side, or the middle.")


def test_what_the_log_refuses_is_said_and_the_form_keeps_what_was_typed(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    fill_in(page, 2)
    page.get_by_label("When").fill("2099-01-01T10:00")
    page.get_by_label("Note").fill("my words")
    press(page, "Save")
    said = page.locator("[data-part=status]")
    expect(said).to_have_text(
        "The time 1 Jan 2099, 10:00 is still to come; give a time that is past."
    )
    expect(page.get_by_label("Note")).to_have_value("my words")
    expect(page.locator("input[name=score]").nth(2)).to_be_checked()
    assert log.entries().empty


def test_to_change_another_entry_clears_the_word_on_the_last_one(opened: Opener) -> None:
    page = opened(PainDiary(diary_log(8)))
    press(page, "Save")
    said = page.locator("[data-part=status]")
    expect(said).to_have_text("Choose a number from 0 to 10.")
    page.get_by_role("button", name="Change").click()
    expect(said).to_be_empty()


def test_which_pain_is_of_the_day_or_of_the_moment_until_the_reader_chooses(
    opened: Opener,
) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    which, moment = page.get_by_label("Which pain"), page.get_by_label("Moment")
    expect(which).to_have_value("average_today")
    moment.select_option("after")
    expect(which).to_have_value("now")
    moment.select_option("")
    expect(which).to_have_value("average_today")
    which.select_option("worst_today")
    moment.select_option("later")
    expect(which).to_have_value("worst_today")
    fill_in(page, 6)
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_contain_text("worst pain today")
    expect(which).to_have_value("average_today")
    page.get_by_role("button", name="Change").click()
    expect(which).to_have_value("worst_today")
    moment.select_option("")
    expect(which).to_have_value("worst_today")
    assert list(log.entries().asked) == ["worst_today"]


def test_change_delete_and_undo_without_a_dialogue(opened: Opener) -> None:
    log = diary_log(8)
    page = opened(PainDiary(log))
    rows = page.locator("[data-part=entries] li")
    rows.get_by_role("button", name="Change").click()
    expect(page.get_by_text("Change this entry")).to_be_focused()
    expect(page.get_by_label("When")).to_have_value("2026-03-01T08:00")
    score(page, 1)
    press(page, "Save")
    expect(page.locator("[data-part=status]")).to_have_text("Changed.")
    expect(rows.locator(".sk-badge")).to_have_text("1")
    rows.get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    press(page, "Undo")
    expect(rows.locator(".sk-badge")).to_have_text("1")
    press(page, "Undo")
    expect(rows.locator(".sk-badge")).to_have_text("8")
    assert str(log.entries().felt_at.iloc[0])[:16] == "2026-03-01 08:00"


def test_undo_is_offered_only_where_there_is_something_to_undo(opened: Opener) -> None:
    page = opened(PainDiary(diary_log()))
    undo = page.get_by_role("button", name="Undo")
    words = page.locator("[data-part=entries]").get_by_text("There is nothing to undo.")
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(words).to_be_visible()
    undo.dispatch_event("click")
    expect(page.locator("[data-part=status]")).to_have_text("There is nothing to undo.")
    assert page.evaluate("widgets[0].model.sent.every(({act}) => act !== 'undo')")
    fill_in(page, 3)
    press(page, "Save")
    rows = page.locator("[data-part=entries] li")
    expect(rows).to_have_count(1)
    expect(undo).to_have_attribute("aria-disabled", "false")
    expect(words).to_be_hidden()
    rows.get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(0)
    expect(undo).to_have_attribute("aria-disabled", "false")  # the entry can still come back
    press(page, "Undo")
    expect(rows).to_have_count(1)
    press(page, "Undo")
    expect(rows).to_have_count(0)
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(undo).to_be_focused()


def test_the_middle_is_offered_as_a_side_and_nothing_is_chosen_before(opened: Opener) -> None:
    log = diary_log()
    page = opened(PainDiary(log))
    side = page.get_by_label("Side, or middle")
    expect(side).to_have_value("")
    expect(side.locator("option")).to_have_text(["Choose", "Left", "Right", "Both sides", "Middle"])
    score(page, 3)
    page.get_by_label("Where").select_option("neck_back")
    side.select_option("middle")
    press(page, "Save")
    expect(page.locator("[data-part=entries] li")).to_contain_text("Back of the neck, middle")
    assert list(log.entries().side) == ["middle"]


def test_a_silent_kernel_loses_nothing_and_a_second_try_stands_once(opened: Opener) -> None:
    log = diary_log()
    diary = PainDiary(log)
    page = opened()
    page.clock.install()
    put(page, diary, python=False)
    page.evaluate("([answer]) => widgets[0].model.hear(answer)", [opening(diary, page)])
    fill_in(page, 7)
    press(page, "Save")
    said = page.locator("[data-part=status]")
    expect(said).to_have_text("Saving…")
    page.clock.fast_forward(5_000)
    expect(said).to_have_text(
        "The kernel is not answering; nothing is lost: your entry is still in the form."
    )
    expect(page.locator("input[name=score]").nth(7)).to_be_checked()
    press(page, "Save")
    for message in page.evaluate("widgets[0].model.sent.filter(m => m.act === 'add')"):
        page.evaluate("answer => widgets[0].model.hear(answer)", diary._handle(message))
    expect(said).to_have_text("Saved.")
    assert list(log.entries().score) == [7]


def opening(diary: PainDiary, page: Page) -> dict[str, Any]:
    return diary._handle(page.evaluate("widgets[0].model.sent[0]"))


def test_a_kernel_that_is_known_to_be_dead_is_said_at_once(opened: Opener) -> None:
    page = opened(PainDiary(diary_log()))
    fill_in(page, 7)
    page.evaluate("() => { widgets[0].model.send = () => { throw new Error('dead'); }; }")
    press(page, "Save")
    expect(page.locator("[data-part=status]")).to_contain_text("nothing is lost")
    expect(page.get_by_role("button", name="Save")).to_have_attribute("aria-disabled", "false")


def test_the_first_use_asks_and_no_offers_a_download(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    page = opened(PainDiary())
    expect(page.get_by_text("Is this computer only yours?")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_hidden()
    press(page, "No, keep it only until I close this")
    expect(page.get_by_text("Is this computer only yours?")).to_be_hidden()
    expect(page.locator("[data-part=where]")).to_contain_text("in memory only")
    fill_in(page, 4)
    press(page, "Save")
    with page.expect_download() as got:
        press(page, "Download (CSV)")
    text = got.value.path().read_text(encoding="utf-8-sig")
    assert "neck_back" in text and got.value.suggested_filename == "my-pain-log.csv"
    assert list(tmp_path.iterdir()) == []


def test_changing_an_entry_keeps_the_words_the_form_does_not_know(opened: Opener) -> None:
    log = diary_log()
    log.add(4, region="arm", side="left", qualities=("burning", "numbness"))
    page = opened(PainDiary(log))
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Numb")).to_be_checked()
    page.get_by_label("Numb").uncheck()
    press(page, "Save")
    expect(page.locator("[data-part=status]")).to_have_text("Changed.")
    assert list(log.entries().qualities) == [("burning",)]


def test_the_chart_is_a_picture_with_words_and_can_be_drawn_again(opened: Opener) -> None:
    log = diary_log(4, 6)
    page = opened(plot_pain(log))
    image = page.locator(".sk-chart img")
    expect(image).to_be_visible()
    assert "Lowest 4, highest 6." in str(image.get_attribute("alt"))
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    log.add(9, region="arm", side="left", felt_at="2026-03-03 08:00")
    press(page, "Draw again")
    expect(page.locator("[data-part=status]")).to_have_text("Drawn again.")
    assert "highest 9" in str(image.get_attribute("alt"))


@pytest.mark.parametrize("make", [plot_pain, PainDiary])
def test_the_reader_chooses_which_pain_the_chart_shows(
    opened: Opener, make: Callable[[PainLog], CourseWidget]
) -> None:
    log = diary_log(4, 6)
    page = opened(make(log))
    image, which = page.locator("img.sk-picture"), page.get_by_role("combobox", name="Show")
    expect(image).to_be_visible()
    expect(which).to_be_hidden()  # one kind only: nothing to choose
    log.add(9, region="arm", side="left", asked="worst_today", felt_at="2026-03-02 21:00")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('sk-log'))")
    expect(which).to_have_value("now")
    expect(which.locator("option")).to_have_text(["Pain now", "Worst pain of the day"])
    left_out = page.locator("[data-part=left-out]")
    expect(left_out).to_have_text("Not in this chart: 1 entry of worst pain of the day.")
    which.select_option("worst_today")
    expect(left_out).to_have_text("Not in this chart: 2 entries of pain now.")
    assert str(image.get_attribute("alt")).startswith("Worst pain of the day")
    log.add(3, region="arm", side="left", felt_at="2026-03-03 08:00")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('sk-log'))")
    expect(left_out).to_have_text("Not in this chart: 3 entries of pain now.")
    expect(which).to_have_value("worst_today")


def test_a_chart_without_a_kernel_says_so(opened: Opener) -> None:
    page = opened()
    page.clock.install()
    put(page, plot_pain(diary_log(4)), python=False)
    page.clock.fast_forward(5_000)
    expect(page.locator(".sk-chart [data-part=status]")).to_contain_text("not answering")


def test_the_chart_is_dark_on_a_dark_screen_and_light_on_paper(opened: Opener) -> None:
    page = opened(plot_pain(diary_log(8)), light=False)
    chart = page.locator(".sk-chart img")
    expect(chart).to_be_visible()
    assert near_the_edge(chart) == DARK["paper"]
    page.emulate_media(media="print")
    assert near_the_edge(chart) == LIGHT["paper"]


def near_the_edge(chart: Locator) -> str:
    """Return the colour that is seen at the top of a picture, where it has only paper."""
    with Image.open(BytesIO(chart.screenshot())) as seen:
        middle = seen.width // 2
        return f"#{seen.convert('RGB').crop((middle, 6, middle + 1, 7)).tobytes().hex()}"


@pytest.mark.parametrize("width", [390, 700, 840, 900, 1000, 1280])
def test_every_choice_of_the_form_is_read_whole(opened: Opener, width: int) -> None:
    page = opened(PainDiary(diary_log()), viewport={"width": width, "height": 800})
    expect(page.get_by_label("Where")).to_be_visible()
    cut = page.evaluate(
        """() => [...document.querySelectorAll('form select')].filter(select => {
          const whole = select.cloneNode(true);
          whole.style.width = 'max-content';
          document.querySelector('.sk-diary').append(whole);
          return whole.offsetWidth > select.offsetWidth;
        }).map(select => select.name)"""
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
