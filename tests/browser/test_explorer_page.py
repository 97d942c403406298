"""The anatomy explorer in a page: found, chosen, moved; by mouse, by touch and by keys alone."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.handout import HandoutExporter
from stretchkit.widgets.explorer import AnatomyExplorer
from stretchkit.widgets.explorer_setup import structures
from tests.browser.explorer import (
    CHOICES,
    Opener,
    expect_card,
    in_picture,
    open_explorers,
    part,
    pixels,
    point_of,
    press,
)
from tests.browser.test_handout import Watched
from tests.handout.test_exporter import widget

LIFTER = "levator_scapulae.right"
# The last point at which this element is hit, halfway down it.
_RIGHT_EDGE = """element => {
  const {left, right, top, height} = element.getBoundingClientRect();
  const y = top + height / 2;
  for (let x = right; x > left; x -= 1)
    if (document.elementFromPoint(x, y) === element) return [x, y];
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_explorers(browser)


def test_the_picture_stands_there_at_once_without_anyone_answering(opened: Opener) -> None:
    page = opened(offline=False)
    expect(part(page, "picture")).to_have_attribute("aria-label", "From behind, the outer muscles.")
    assert in_picture(page, "trapezius_upper.right").count() == 1
    press(page, "Deep")
    expect(part(page, "picture")).to_have_attribute("aria-label", "From behind, the deep muscles.")


def test_by_mouse_a_muscle_is_named_chosen_and_seen_to_act(opened: Opener) -> None:
    page = opened()
    press(page, "Middle")
    at_rest = pixels(page)
    x, y = point_of(page, LIFTER)
    page.mouse.move(x, y)
    expect(part(page, "muscle")).to_have_text("Shoulder-blade lifter, right")
    page.mouse.click(x, y)
    expect_card(page, "Shoulder-blade lifter")
    expect(part(page, "runs")).to_contain_text("From the side knobs of the top four neck bones")
    expect(part(page, "legend")).to_have_text("● begins here (origin)◆ ends here (insertion)")
    page.mouse.move(2, 2)
    page.evaluate("document.activeElement.blur()")
    chosen = pixels(page)
    assert chosen != at_rest
    press(page, "Show action: shoulder up (shrug)")
    said = part(page, "said")
    expect(said).to_contain_text("Shoulder up (shrug). Shown on the right side.")
    expect(said).to_have_text(re.compile(r"right: about \d+ to \d+ % shorter\."))
    expect(part(page, "legend")).to_contain_text("geometry, not tissue strain")
    page.mouse.move(2, 2)
    page.wait_for_function(
        "() => /Shorter on the right/.test(document.querySelector('canvas').ariaLabel)"
    )
    assert pixels(page) != chosen
    expect(part(page, "picture")).to_have_attribute("aria-label", re.compile("stands out"))
    assert pixels(page) == chosen, "it comes back to rest"


def test_by_touch_a_tap_chooses(opened: Opener) -> None:
    page = opened(has_touch=True, viewport={"width": 390, "height": 844})
    press(page, "Middle")
    page.touchscreen.tap(*point_of(page, LIFTER))
    expect_card(page, "Shoulder-blade lifter")
    page.get_by_role("button", name="Show action: look up").tap()
    expect(part(page, "said")).to_contain_text("Look up. Shown on the right side.")
    box = part(page, "picture").bounding_box()
    assert box and box["y"] + box["height"] > 200, "the picture that moves is in sight"


def test_by_touch_a_near_miss_of_a_muscle_counts(opened: Opener) -> None:
    page = opened("back deep", has_touch=True, viewport={"width": 390, "height": 844})
    edge, y = in_picture(page, "erector_spinae_thoracic.right").evaluate(_RIGHT_EDGE)
    page.touchscreen.tap(edge + 30, y)
    expect(part(page, "card")).to_have_count(0)
    page.touchscreen.tap(edge + 8, y)
    expect_card(page, "Long muscles beside the spine")


def test_by_keys_alone_a_muscle_is_found_and_seen_to_act(opened: Opener) -> None:
    page = opened()
    search = page.get_by_label("Find a structure")
    tab_to(page, "input[type=search]")
    page.keyboard.type("blade lifter")
    expect(part(page, "results").get_by_role("button")).to_have_count(1)
    assert search.evaluate("input => input === document.activeElement")
    tab_to(page, ".sk-structure")
    page.keyboard.press("Enter")
    expect_card(page, "Shoulder-blade lifter")
    expect(part(page, "name")).to_be_focused()
    expect(part(page, "said")).to_contain_text(
        "seen best like this: from behind, the muscles under"
    )
    expect(part(page, "legend")).to_contain_text("begins here (origin)")
    tab_to(page, "[aria-label^='Show action: shoulder up']")
    page.keyboard.press("Enter")
    expect(part(page, "said")).to_contain_text("Shoulder up (shrug). Shown on the right side.")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(part(page, "card")).to_have_count(0)
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.startswith("Shoulder-blade lifter"), "the focus is where it came from"
    assert set(page.evaluate("strayKeys")) <= {"Tab", "Escape"}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def test_in_the_picture_the_arrow_keys_go_round_and_enter_chooses(opened: Opener) -> None:
    page = opened("back intermediate")
    tab_to(page, "[data-part=places] button")
    names = set()
    for _ in range(in_picture(page, LIFTER).locator("..").get_by_role("button").count()):
        page.keyboard.press("ArrowRight")
        names.add(part(page, "muscle").inner_text())
    assert {"Shoulder-blade lifter, right", "Shoulder-blade lifter, left"} <= names
    while part(page, "muscle").inner_text() != "Shoulder-blade lifter, left":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_card(page, "Shoulder-blade lifter")
    expect(part(page, "side").get_by_role("button", name="Left")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.evaluate("document.activeElement.dataset.key") == "levator_scapulae.left"


def test_every_structure_is_in_the_list_and_opens_its_card(opened: Opener) -> None:
    page = opened()
    listed = page.locator("[data-part=structures] .sk-structure")
    keys = listed.evaluate_all("all => all.map(one => one.dataset.key)")
    assert sorted(keys) == sorted(structures())
    for key, one in structures().items():
        page.evaluate(
            "key => document.querySelector(`[data-part=structures] [data-key=${key}]`).click()", key
        )
        label = one["label"]
        expect_card(page, label[0].upper() + label[1:])
        alt = part(page, "picture").get_attribute("aria-label")
        assert alt and label in alt and "stands out" in alt, key
        press(page, "All structures")


def test_a_card_says_all_that_is_known_in_two_steps(opened: Opener) -> None:
    page = opened("back intermediate levator_scapulae.right")
    card, muscle = part(page, "card"), facts.muscle("levator_scapulae")
    for text in (muscle.action_words, "In the stretches of this course", "Neck tilt: longer"):
        expect(card).to_contain_text(text)
    students = card.locator("details", has_text="For students")
    expect(students.locator("dl")).to_be_hidden()
    students.locator("summary").click()
    for text in ("M. levator scapulae", "A04.3.01.009", "posterior tubercles", "dorsalis scapulae"):
        expect(students).to_contain_text(text)
    expect(students.locator("table")).to_contain_text("Neck tilt, arm behind the back")
    expect(students.locator("table")).to_contain_text("% longer")
    doubts = card.locator("details", has_text="What is not certain")
    expect(doubts).to_contain_text("It is no test.")
    expect(doubts).to_contain_text("Janda's proposal")
    expect(card.locator("details", has_text="Sources").last).to_contain_text("Simons")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("levator", "Shoulder-blade lifter"),
        ("sholder blade lifter", "Shoulder-blade lifter"),
        ("trapezuis", "Neck-to-shoulder muscle"),
        ("boxers muscle", "Side-rib muscle"),
        ("scapula", "Shoulder blade"),
        ("atlas", "Spine bones"),
        ("C7", "Spine bones"),
        ("first rib", "Ribs"),
    ],
)
def test_synonyms_latin_and_misspelt_words_find_it(opened: Opener, typed: str, label: str) -> None:
    page = opened()
    page.get_by_label("Find a structure").fill(typed)
    found = part(page, "results").get_by_role("button")
    expect(found.filter(has_text=label).first).to_be_visible()
    expect(part(page, "found")).to_have_text(re.compile(r"^\d+ found$"))
    found.filter(has_text=label).first.click()
    expect_card(page, label)


def test_enter_in_the_search_takes_what_stands_first(opened: Opener) -> None:
    page = opened()
    search = page.get_by_label("Find a structure")
    search.press("Enter")
    expect(part(page, "card")).to_have_count(0)
    search.fill("levator")
    search.press("Enter")
    expect_card(page, "Shoulder-blade lifter")


def test_all_structures_are_all_whatever_was_searched_for(opened: Opener) -> None:
    page = opened()
    search = page.get_by_label("Find a structure")
    search.fill("levator")
    search.press("Enter")
    page.get_by_role("button", name="All structures").click()
    expect(search).to_have_value("")
    expect(part(page, "results")).to_be_hidden()
    focused = page.locator(":focus")
    expect(focused).to_have_text("Shoulder-blade lifter")
    assert page.locator("button.sk-structure:visible").count() > 1


def test_on_the_left_it_says_beforehand_that_movements_are_of_the_right(opened: Opener) -> None:
    page = opened("back superficial trapezius_upper.right")
    actions = page.get_by_role("group", name="Show action", exact=True)
    expect(actions).to_be_visible()
    page.get_by_role("button", name="Left", exact=True).click()
    expect(page.get_by_role("group", name="Show action, on the right")).to_be_visible()


def test_a_search_that_finds_nothing_says_so_and_emptied_shows_all(opened: Opener) -> None:
    page = opened()
    search = page.get_by_label("Find a structure")
    search.fill("kneecap xyz")
    expect(part(page, "found")).to_contain_text("Nothing found for “kneecap xyz”. Try a plain word")
    expect(part(page, "results").get_by_role("button")).to_have_count(0)
    search.fill("")
    expect(part(page, "structures")).to_be_visible()
    expect(part(page, "found")).to_have_text("")


def test_what_is_not_seen_here_is_gone_to_by_the_shortest_way(opened: Opener) -> None:
    page = opened("side superficial")
    page.get_by_label("Find a structure").fill("serratus anterior")
    part(page, "results").get_by_role("button").first.click()
    expect(part(page, "picture")).to_have_attribute(
        "aria-label",
        "From the right side, the muscles under the outer layer. "
        "The side-rib muscle, right, stands out.",
    )
    press(page, "Front")
    press(page, "Skin")
    expect(part(page, "said")).to_have_text("The side-rib muscle, right, cannot be seen here.")
    expect(part(page, "legend")).to_have_text("")


def test_a_muscle_of_the_left_acts_on_the_right_and_that_is_said(opened: Opener) -> None:
    page = opened("back intermediate levator_scapulae.left")
    press(page, "Show action: look up")
    expect(part(page, "said")).to_contain_text("Shown on the right side.")
    expect(part(page, "side").get_by_role("button", name="Right")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("button", name="Show action: look up")).to_be_focused()


def test_with_less_motion_the_end_of_an_action_stands_still(opened: Opener) -> None:
    page = opened(f"back intermediate {LIFTER}", reduced_motion="reduce")
    chosen = pixels(page)
    press(page, "Show action: shoulder up (shrug)")
    expect(part(page, "picture")).to_have_attribute(
        "aria-label", re.compile("Shorter on the right")
    )
    acted = pixels(page)
    assert acted != chosen
    page.wait_for_timeout(300)
    assert pixels(page) == acted
    press(page, "Back to rest")
    assert pixels(page) == chosen
    expect(part(page, "rest")).to_be_hidden()


def test_a_bookmark_opens_the_same_view_and_is_copied(opened: Opener) -> None:
    words = "front intermediate pectoralis_minor.left"
    page = opened(words)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect_card(page, "Small chest muscle")
    expect(part(page, "picture")).to_have_attribute("aria-label", re.compile("^From the front"))
    press(page, "Copy this view")
    expect(part(page, "copied")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == words
    expect(part(page, "bookmark")).to_have_value(words)
    press(page, "Back")
    expect(part(page, "bookmark")).to_be_hidden()


def test_a_bookmark_holds_even_where_a_muscle_is_seen_badly(opened: Opener) -> None:
    page = opened("front superficial trapezius_upper.right")
    alt = part(page, "picture").get_attribute("aria-label")
    assert alt == (
        "From the front, the outer muscles. The neck-to-shoulder muscle, right, stands out."
    )


def test_without_a_clipboard_the_bookmark_is_selected(opened: Opener) -> None:
    page = opened("back bones skull")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    press(page, "Copy this view")
    expect(part(page, "copied")).to_contain_text("Press Ctrl+C")
    assert page.evaluate("getSelection().toString()") == "back bones skull"


def test_it_fills_the_screen_and_comes_back(opened: Opener) -> None:
    page = opened()
    press(page, "Full screen")
    page.wait_for_function("() => document.fullscreenElement?.matches('.sk-explorer')")
    press(page, "Leave full screen")
    page.wait_for_function("() => !document.fullscreenElement")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


def test_movements_are_made_ready_one_by_one_and_stay(opened: Opener) -> None:
    page = opened(f"back intermediate {LIFTER}", python=True)
    progress = part(page, "progress")
    expect(progress).to_contain_text("Movements ready: ")
    press(page, "Show action: shoulder up (shrug)")
    expect(part(page, "said")).to_contain_text("about", timeout=30_000)
    expect(progress).to_have_text("", timeout=120_000)
    page.evaluate("() => { widgets.at(-1).model.send = () => { throw new Error('gone'); }; }")
    press(page, "Show action: look up")
    expect(part(page, "said")).to_contain_text("Look up. Shown on the right side.")


def test_movements_are_asked_for_one_at_a_time_and_once(opened: Opener) -> None:
    page = opened(f"back intermediate {LIFTER}", offline=False)
    sent = "widgets.at(-1).model.sent"
    assert page.evaluate(f"{sent}.length") == 1
    press(page, "Show action: look up")
    asked = page.evaluate(f"{sent}.map(one => one.movement)")
    assert asked[1:] == ["look_up back intermediate"]
    for message in page.evaluate(sent):
        words, (data,) = AnatomyExplorer()._handle(message)
        page.evaluate(
            """([words, data]) => widgets.at(-1).model.hear(words,
            [new DataView(Uint8Array.from(atob(data), letter => letter.charCodeAt(0)).buffer)])""",
            [words, base64.b64encode(data).decode()],
        )
    assert page.evaluate(f"{sent}.length") == 3
    assert page.evaluate(f"{sent}[2].movement") not in asked


def test_a_movement_that_never_came_says_what_to_do(opened: Opener) -> None:
    page = opened(f"back intermediate {LIFTER}", offline=False)
    press(page, "Show action: look up")
    expect(part(page, "said")).to_have_text("This movement is being made ready.")
    expect(part(page, "progress")).to_have_text(re.compile(r"^Movements ready: 0 of \d+\.$"))
    expect(part(page, "said")).to_contain_text("Run the notebook's cells again", timeout=9_000)
    expect(part(page, "progress")).to_contain_text("The kernel is busy or gone.")
    press(page, "All structures")
    expect(part(page, "structures")).to_be_visible()


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("state", ["list", "card", "quiz"])
def test_nothing_is_out_of_reach(opened: Opener, light: bool, width: int, state: str) -> None:
    start = f"back intermediate {LIFTER}" if state == "card" else None
    page = opened(start, light=light, viewport={"width": width, "height": 844})
    if state == "quiz":
        press(page, "Quiz")
        page.locator("[data-part=quiz] .sk-explorer-choices button").first.click()
    for fold in page.locator("details > summary").all():
        if fold.locator("..").get_attribute("open") is None:
            fold.click()
    report = Axe().run(page, context=".sk-explorer")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    controls = ".sk-explorer :is(.sk-button, .sk-structure, summary, input):visible"
    for control in page.locator(controls).all():
        box = control.bounding_box()
        assert box and box["height"] >= 43.9 and box["width"] >= 43.9, control.inner_text()


def test_closed_it_listens_and_sends_no_more(opened: Opener) -> None:
    page = opened(offline=False)
    page.evaluate("widgets.at(-1).cleanup()")
    sent = page.evaluate("widgets.at(-1).model.sent.length")
    page.evaluate(
        """() => { const {model} = widgets.at(-1);
        model.hear({request: model.sent[0].request, error: 'none'}, []); }"""
    )
    assert page.evaluate("widgets.at(-1).model.sent.length") == sent


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout with an explorer, as it is opened from disk."""
    cells = [new_markdown_cell("# Anatomy\n\nLook round."), widget("explorer")]
    page, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path_factory.mktemp("handout") / "anatomy.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_in_a_handout_opened_from_disk_all_of_it_works(browser: Browser, handout: Path) -> None:
    watched = Watched(browser, handout)
    page = watched.page
    expect(page.locator(".is-live")).to_have_count(1)
    page.get_by_label("Find a structure").fill("levator scapule")
    part(page, "results").get_by_role("button").first.click()
    expect_card(page, "Shoulder-blade lifter")
    press(page, "Show action: head tilted to the same side (ear to shoulder)")
    expect(part(page, "said")).to_contain_text("% shorter")
    press(page, "Quiz")
    page.locator(CHOICES).first.click()
    expect(part(page, "feedback")).not_to_have_text("")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert watched.left() == []
    assert watched.complaints == []
    assert page.evaluate("window.violations") == []
    page.close()


def test_on_paper_the_named_plate_and_the_table_stand_in_its_place(
    browser: Browser, handout: Path
) -> None:
    page = browser.new_page()
    page.goto(handout.as_uri())
    page.emulate_media(media="print")
    expect(page.locator(".sk-explorer")).to_be_hidden()
    expect(page.get_by_role("img", name="From behind, the outer muscles")).to_be_visible()
    expect(page.get_by_role("row", name="M. levator scapulae")).to_be_visible()
    page.close()


def test_a_handout_with_an_explorer_is_small(handout: Path) -> None:
    assert handout.stat().st_size < 500_000
