"""Observations on a plain page: readings, their faults, marks, and the plan made from the marks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from stretchkit.drawing.how_to import how_to_pictures
from stretchkit.programmes import programme
from stretchkit.widgets.observations import Observations
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import shared_module
from tests.browser.small import Opener, on_page, open_pages, press, put


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


def card(page: Page, key: str) -> Locator:
    found = page.locator(f"[data-part=observation-{key}]")
    found.evaluate("card => { card.open = true; }")
    return found


def read(place: Locator, label: str, value: str) -> None:
    field = place.get_by_label(label, exact=True)
    field.fill(value)
    field.blur()


def mark(place: Locator) -> None:
    place.get_by_label("Something I want to work on").check()


def sent(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate("widgets[0].model.sent"))


@pytest.mark.parametrize(
    ("written", "unit", "least", "most", "means"),
    [
        ("62", "degrees", 0, 110, 62),
        ("62,5", "degrees", 0, 110, 62.5),
        (" 62.5° ", "degrees", 0, 110, 62.5),
        ("31 s", "seconds", 0, 180, 31),
        ("2.6 cm", "cm", 0, 20, 2.6),
        ("0", "cm", 0, 20, 0),
        ("", "cm", 0, 20, None),
        ("   ", "cm", 0, 20, None),
        ("26 mm", "cm", 0, 20, "26 mm is 2.6 cm: write 2.6."),
        ("1 in", "cm", 0, 20, "1 in is 2.5 cm: write 2.5."),
        ("26", "cm", 0, 20, "If you read millimetres, write 2.6."),
        ("20.01", "cm", 0, 20, "20.01 is more than 20 cm. If you read millimetres, write 2."),
        (",5", "cm", 0, 20, 0.5),
        ("1:20", "seconds", 0, 180, "Write seconds alone: 80."),
        ("2 min", "seconds", 0, 180, "2 min is 120 seconds: write 120."),
        ("120", "degrees", 0, 110, "Write a number from 0 to 110, in degrees."),
        ("-5", "degrees", 0, 110, "Write a number from 0 to 110, in degrees."),
        ("far", "degrees", 0, 110, "Write a number from 0 to 110, in degrees."),
        ("62 64", "degrees", 0, 110, "Write a number from 0 to 110, in degrees."),
        ("62 cm", "degrees", 0, 110, "Write a number from 0 to 110, in degrees."),
    ],
)
def test_a_field_is_read_or_says_what_is_wrong(
    opened: Opener, written: str, unit: str, least: int, most: int, means: object
) -> None:
    page = opened()
    shared_module(page, "reading")
    row = {"unit": unit, "least": least, "most": most}
    found = page.evaluate("([text, row]) => reading.readNumber(text, row)", [written, row])
    if means is None:
        assert found == {}
    elif isinstance(means, str):
        assert found["fault"].endswith(means)
    else:
        assert found == {"value": means}


def test_two_tries_and_two_sides_come_to_a_mean_and_a_difference_beside_the_noise(
    opened: Opener,
) -> None:
    page = opened(Observations())
    place = card(page, "neck_turn")
    result = place.locator("[data-part=result]")
    read(place, "Left, first try", "62")
    expect(result).to_contain_text("Left: 62 degrees. One try so far.")
    expect(result).to_contain_text("Only the left side has a reading.")
    read(place, "Left, second try", "64")
    expect(result).to_contain_text("Left: 63 degrees, the mean of two tries.")
    read(place, "Right, first try", "70,5")
    expect(result).to_contain_text("The sides differ by 7.5 degrees. That is within the noise.")
    read(place, "Right, first try", "90")
    expect(result).to_contain_text("The sides differ by 27 degrees. That is more than the noise.")
    expect(place.locator("summary")).to_contain_text("left 63, right 90 degrees")
    expect(place).to_contain_text("From day to day a reading goes up or down by 14 degrees")


def test_a_reading_that_is_far_too_small_is_to_be_read_again_and_looked_at(opened: Opener) -> None:
    page = opened(Observations())
    said = facts.plan_texts()["read_again"].text
    place = card(page, "neck_turn")
    result = place.locator("[data-part=result]")
    read(place, "Left, first try", "30")
    expect(result).to_contain_text("Left: 30 degrees.")
    expect(result).not_to_contain_text(said)
    read(place, "Left, first try", "3")
    expect(result).to_contain_text(said)
    hold = card(page, "neck_hold")
    read(hold, "Reading", "0")
    expect(hold.locator("[data-part=result]")).to_contain_text("Your reading: 0 seconds.")
    expect(hold).not_to_contain_text(said)


def test_a_far_too_small_reading_speaks_beside_the_plan_too(opened: Opener) -> None:
    page = opened(Observations())
    said = page.locator("[data-part=low-reading]")
    expect(said).to_be_hidden()
    read(card(page, "neck_turn"), "Left, first try", "3")
    press(page, "Make a plan")
    expect(page.locator("[data-part=plan] h3")).to_be_visible()
    expect(said).to_have_text(f"How far your head turns: {facts.plan_texts()['low_reading'].text}")
    read(card(page, "neck_turn"), "Left, first try", "70")
    expect(said).to_be_hidden()
    expect(page.locator("[data-part=plan] h3")).to_be_visible()


def test_tries_further_apart_than_the_noise_are_to_be_taken_again(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "neck_turn")
    said = facts.plan_texts()["tries_apart"].text
    read(place, "Left, first try", "60")
    read(place, "Left, second try", "74")
    expect(place.locator("[data-part=result]")).not_to_contain_text(said)
    read(place, "Left, second try", "75")
    expect(place.locator("[data-part=result]")).to_contain_text(said)


def test_a_fault_is_said_at_its_field_and_the_rest_goes_on(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "shoulder_off_table")
    read(place, "Left", "26 mm")
    field = place.get_by_label("Left", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("This field takes cm. 26 mm is 2.6 cm: write 2.6.")
    read(place, "Right", "5")
    expect(place.locator("[data-part=result]")).to_contain_text("Right: 5 cm.")
    read(place, "Left", "2.6")
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(field).to_have_accessible_description("")
    expect(place).to_contain_text("A test that fails everyone")


def test_values_and_noise_are_drawn_in_their_places_on_one_scale(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "neck_hold")
    expect(place.locator(".sk-track svg")).to_have_count(2)
    expect(place.locator(".sk-own")).to_have_count(0)
    read(place, "Reading", "90")
    track = place.locator(".sk-track:has(.sk-own)")
    box, dot, bar = (
        one.bounding_box() for one in (track, track.locator(".sk-own"), track.locator(".sk-noise"))
    )
    assert box and dot and bar
    assert dot["x"] + dot["width"] / 2 == pytest.approx(box["x"] + box["width"] / 2, abs=1)
    assert bar["width"] == pytest.approx(box["width"] * 2 * 17.8 / 180, abs=1)
    read(place, "Reading", "0")
    bar = track.locator(".sk-noise").bounding_box()
    assert bar and bar["x"] == pytest.approx(box["x"], abs=1)
    words = place.inner_text().lower()
    assert not {"normal", "passed", "failed", "cut-off"} & set(words.split())


def test_no_value_marks_anything_only_the_reader_does(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "neck_hold")
    read(place, "Reading", "1")
    expect(place.get_by_label("Something I want to work on")).not_to_be_checked()
    expect(page.locator("[data-part=marks]")).to_contain_text("You marked nothing.")
    mark(place)
    expect(page.locator("[data-part=marks]")).to_have_text(
        "You marked: how long you can hold your head up."
    )


def test_yes_and_no_and_sides_are_chosen(opened: Opener) -> None:
    page = opened(Observations())
    both = card(page, "blade_lifts_off")
    assert both.get_by_role("radio").count() == 4
    both.get_by_label("Both").check()
    expect(both.locator("summary")).to_contain_text("both")
    assert card(page, "wall_angel").get_by_role("radio").count() == 2


def test_a_plan_is_made_of_keys_alone_and_shown_as_text(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "neck_turn")
    read(place, "Left, first try", "33")
    mark(place)
    page.get_by_label("You have weak bones, or had a broken bone in the spine.").check()
    page.get_by_label("Weeks").select_option("6")
    page.get_by_label("First day").fill("2027-01-04")
    press(page, "Make a plan")
    plan = page.locator("[data-part=plan]")
    expect(plan).to_be_focused()
    expect(plan.locator("h3")).to_contain_text("Plan for 6 weeks from 4 January 2027")
    expect(plan).to_contain_text("You marked: how far your head turns.")
    expect(plan.locator("tbody tr")).to_have_count(6)
    (message,) = sent(page)
    assert {name: message[name] for name in ("observations", "not_for", "weeks", "days")} == {
        "observations": ["neck_turn"],
        "not_for": ["weak_bones"],
        "weeks": 6,
        "days": 3,
    }
    assert "33" not in json.dumps(message["observations"] + message["not_for"])
    assert page.evaluate("widgets[0].model.saves") == 0


def test_a_first_day_that_has_passed_is_said_to_have_passed(opened: Opener) -> None:
    page = opened(Observations())
    said = page.locator("[data-part=status]")
    press(page, "Make a plan")
    expect(said).to_contain_text("Here is your plan.")
    expect(said).not_to_contain_text("has passed")
    page.get_by_label("First day").fill("2024-01-01")
    press(page, "Make a plan")
    expect(said).to_contain_text("The first day that you chose has passed.")


@pytest.mark.parametrize("key", ["stiff_spine_disease", "operation", "adults_only"])
def test_who_is_to_ask_first_gets_advice_and_is_not_told_of_a_plan(
    opened: Opener, key: str
) -> None:
    page = opened(Observations())
    expect(page.get_by_text("With some of these you ask a clinician")).to_be_visible()
    page.get_by_label(facts.conditions()[key].plain_label).check()
    press(page, "Make a plan")
    plan = page.locator("[data-part=plan]")
    expect(plan.locator("h3")).to_have_text("Do not stretch yet. Ask a clinician this week")
    expect(plan.locator("ol, table")).to_have_count(0)
    expect(page.locator("[data-part=status]")).to_contain_text("There is no plan for now.")
    expect(page.get_by_role("button", name="Download the sheet to print")).to_be_hidden()


def test_what_is_ticked_closes_the_observations_that_it_rules_out(opened: Opener) -> None:
    page = opened(Observations())
    turn, photo, table = (
        card(page, key) for key in ("neck_turn", "head_forward", "shoulder_off_table")
    )
    read(turn, "Left, first try", "60")
    mark(turn)
    marks = page.locator("[data-part=marks]")
    expect(marks).to_contain_text("how far your head turns")
    dizzy = facts.conditions()["dizzy_spells"].plain_label
    page.get_by_label(dizzy).check()
    expect(turn.locator("[data-part=not-for-you]")).to_contain_text(dizzy)
    expect(turn.locator("summary")).to_contain_text("not for you now")
    expect(turn.locator("summary")).not_to_contain_text("to work on")
    expect(turn.get_by_label("Left, first try")).to_be_hidden()
    expect(marks).to_contain_text("You marked nothing.")
    expect(table.get_by_label("Left", exact=True)).to_be_visible()
    expect(photo.locator("ol").first).to_be_visible()
    young = facts.conditions()["adults_only"].plain_label
    page.get_by_label(young).check()
    for place in (turn, table, photo):
        expect(place.locator("[data-part=not-for-you]")).to_contain_text("this week")
        expect(place.locator("ol").first).to_be_hidden()
    page.get_by_label(young).uncheck()
    page.get_by_label(dizzy).uncheck()
    expect(turn.get_by_label("Left, first try")).to_have_value("60")
    expect(turn.locator("[data-part=not-for-you]")).to_be_hidden()
    expect(marks).to_contain_text("how far your head turns")


def test_what_is_changed_afterwards_takes_the_plan_away(opened: Opener) -> None:
    page = opened(Observations())
    press(page, "Make a plan")
    plan, said = page.locator("[data-part=plan]"), page.locator("[data-part=status]")
    expect(plan.locator("h3")).to_be_visible()
    page.get_by_label("You have a new pacemaker.").check()
    expect(plan).to_be_empty()
    expect(said).to_have_text("Something changed. Make the plan again.")
    expect(page.get_by_role("button", name="Download for my calendar")).to_be_hidden()
    press(page, "Make a plan")
    expect(plan.locator("h3")).to_be_visible()
    mark(card(page, "neck_hold"))
    expect(plan).to_be_empty()


def test_an_answer_to_older_ticks_is_not_shown(opened: Opener) -> None:
    page = opened()
    widget = Observations()
    put(page, widget, python=False)
    press(page, "Make a plan")
    (message,) = sent(page)
    page.get_by_label("You have a new pacemaker.").check()
    page.evaluate("answer => widgets[0].model.hear(answer)", widget._handle(message))
    expect(page.locator("[data-part=status]")).to_have_text(
        "Something changed. Make the plan again."
    )
    expect(page.locator("[data-part=plan]")).to_be_empty()


def test_the_calendar_and_the_sheet_are_downloads(opened: Opener) -> None:
    page = opened(Observations())
    page.get_by_label("First day").fill("2027-01-04")
    page.get_by_label("Time (for the calendar only)").fill("18:30")
    press(page, "Make a plan")
    with page.expect_download() as got:
        press(page, "Download for my calendar")
    text = got.value.path().read_bytes()
    assert got.value.suggested_filename == "exercises.ics"
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 24 and b"T183000" in text
    with page.expect_download() as got:
        press(page, "Download the sheet to print")
    assert got.value.suggested_filename == "my-plan.html"
    assert "Plan for 8 weeks" in got.value.path().read_text(encoding="utf-8")


def test_a_calendar_without_a_first_day_asks_for_one(opened: Opener) -> None:
    page = opened(Observations())
    page.get_by_label("First day").fill("")
    press(page, "Make a plan")
    press(page, "Download for my calendar")
    expect(page.locator("[data-part=status]")).to_contain_text("Choose a first day")
    expect(page.get_by_label("First day")).to_be_focused()


def test_a_tree_with_a_tag_or_address_that_acts_is_not_grown(opened: Opener) -> None:
    page = opened()
    shared_module(page, "tree")
    grown = page.evaluate(
        """() => tree.grow(["p", {onclick: "x", class: "a"}, "<b>",
          ["a", {href: "javascript:x"}, "y"], ["a", {href: "https://doi.org/1"}, "z"]]).outerHTML"""
    )
    assert grown == ('<p class="a">&lt;b&gt;<a>y</a><a href="https://doi.org/1">z</a></p>')
    assert (
        page.evaluate(
            "() => { try { tree.grow(['script', {}, 'x']); } catch { return 'refused'; } }"
        )
        == "refused"
    )


def test_the_safety_check_comes_first_and_a_red_flag_closes_it(opened: Opener) -> None:
    page = opened(SafetyCheck(), Observations())
    own = page.locator(".sk-observations")
    ask = own.locator("[data-part=safety]")
    expect(ask).to_be_visible()
    expect(own.locator("[data-part=make-plan]")).to_be_hidden()
    press(ask, "None of these today")
    expect(ask).to_be_hidden()
    expect(own.locator("[data-part=make-plan]")).to_be_visible()
    read(card(page, "neck_hold"), "Reading", "31")
    press(page, "Change my answers")
    flag = facts.red_flags()["chest_or_breath"]
    page.get_by_label(flag.text).check()
    expect(own.locator(".sk-panel-emergency")).to_contain_text("Call your emergency number now")
    expect(own.locator("[data-part=make-plan]")).to_be_hidden()
    page.get_by_label(flag.text).uncheck()
    press(ask, "None of these today")
    expect(card(page, "neck_hold").get_by_label("Reading", exact=True)).to_have_value("31")


def test_what_was_typed_stands_in_the_page_when_the_cell_is_run_again(opened: Opener) -> None:
    page = opened(Observations())
    place = card(page, "neck_turn")
    read(place, "Left, first try", "62")
    mark(place)
    page.get_by_label("You have a new hip.").check()
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    put(page, Observations(), python=False)
    place = card(page, "neck_turn")
    expect(place.get_by_label("Left, first try", exact=True)).to_have_value("62")
    expect(place.locator("summary")).to_contain_text("left 62 degrees · to work on")
    expect(page.get_by_label("You have a new hip.")).to_be_checked()
    assert on_page(page, "observed.cards.neck_turn.marked") is True


def test_an_open_observation_shows_its_pictures_with_start_and_end(opened: Opener) -> None:
    page = opened(Observations(), viewport={"width": 390, "height": 800})
    for key, row in facts.observations().items():
        found = card(page, key).locator("img")
        expect(found).to_have_count(len(row.poses))
        for number, picture in enumerate(how_to_pictures(row.poses)):
            image = found.nth(number)
            expect(image).to_have_attribute("alt", picture.alt)
            assert (
                image.evaluate("async image => { await image.decode(); return image.width; }") > 90
            )
        captions = ["Start", "End"] if len(row.poses) == 2 else []
        expect(card(page, key).locator("figcaption")).to_have_text(captions)


def test_a_plan_shows_its_pictures_and_a_tree_takes_no_others(opened: Opener) -> None:
    page = opened(Observations())
    mark(card(page, "blade_hold"))
    press(page, "Make a plan")
    shown = page.locator("[data-part=plan] img")
    expect(shown.first).to_be_visible()
    moves = [item.move for item in programme(["blade_hold"]).items]
    assert shown.evaluate_all("images => images.map(image => image.alt)") == [
        one.alt for move in moves for one in how_to_pictures(move.poses)
    ]
    shared_module(page, "tree")
    for address in ("https://example.org/a.svg", "data:text/html,x", "x"):
        node = ["img", {"alt": "", "src": address}]
        assert page.evaluate("node => tree.grow(node).getAttribute('src')", node) is None


def test_a_silent_kernel_is_said_and_nothing_is_lost(opened: Opener) -> None:
    page = opened()
    page.clock.install()
    put(page, Observations(), python=False)
    mark(card(page, "neck_turn"))
    press(page, "Make a plan")
    page.clock.fast_forward(5_000)
    expect(page.locator("[data-part=status]")).to_contain_text("not answering")
    expect(page.locator("[data-part=marks]")).to_contain_text("how far your head turns")


def test_without_python_the_exercises_stand_in_place_of_a_plan(opened: Opener) -> None:
    widget = Observations()
    widget.exercises = widget.offline_state()["exercises"]
    page = opened()
    page.add_script_tag(
        content="const real = makeModel;"
        "window.makeModel = traits => real({...traits, offline: true});"
    )
    put(page, widget, python=False)
    shown = page.locator("[data-part=exercises]")
    expect(shown).to_contain_text("A plan is made in the notebook")
    expect(shown.locator("ol")).to_have_count(len(facts.exercises()))
    expect(shown.locator("img")).to_have_count(
        sum(len(row.poses) for row in facts.exercises().values())
    )
    expect(page.locator("[data-part=make-plan]")).to_have_count(0)
    read(card(page, "neck_hold"), "Reading", "31")
    expect(card(page, "neck_hold").locator("[data-part=result]")).to_contain_text("31 seconds")


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_and_can_be_used_by_everyone(opened: Opener, width: int, light: bool) -> None:
    page = opened(Observations(), viewport={"width": width, "height": 800}, light=light)
    for key in ("neck_turn", "neck_hold", "shoulder_off_table", "blade_lifts_off"):
        card(page, key)
    read(card(page, "neck_turn"), "Left, first try", "62")
    read(card(page, "shoulder_off_table"), "Left", "26 mm")
    page.get_by_label("Days a week").select_option("5")
    press(page, "Make a plan")
    expect(page.locator("[data-part=plan] table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, context=".sk-root").response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_it_is_all_reached_by_keyboard_and_keys_stay_inside(opened: Opener) -> None:
    page = opened(Observations())
    summary = page.locator("[data-part=observation-head_forward] > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=observation-head_forward]")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Reading, first try")).to_be_focused()
    page.keyboard.type("48")
    page.keyboard.press("b")
    assert page.evaluate("strayKeys.filter(key => key !== 'Tab')") == []
