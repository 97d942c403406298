"""The pose lab in a page: sliders, pictures, words; and in JupyterLab, with a real kernel."""

import base64
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.handout import HandoutExporter
from stretchkit.widgets.poselab import PoseLab
from tests.browser.conftest import Lab
from tests.browser.page import bare_page, show
from tests.browser.pixels import PIXELS
from tests.handout.test_exporter import widget

_ANSWER_BY_PYTHON = """() => {
  const {model} = widgets.at(-1);
  const answer = async message => {
    const [words, data] = await python(message);
    const bytes = data && Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    model.hear(words, data ? [new DataView(bytes.buffer)] : []);
  };
  const waiting = model.sent.splice(0);
  model.send = message => { model.sent.push(message); answer(message); };
  waiting.forEach(model.send);
}"""
# A point of the page where this element, and nothing over it, is hit.
_A_POINT_OF = """element => {
  const {left, top, width, height} = element.getBoundingClientRect();
  for (let y = top; y < top + height; y += 3)
    for (let x = left; x < left + width; x += 3)
      if (document.elementFromPoint(x, y) === element
        && document.elementFromPoint(x + 6, y + 6) === element) return [x + 3, y + 3];
}"""

# What is in the way of seeing the slider that has the focus, with its name and its ends.
_HIDES_IT = """() => {
  const label = document.activeElement.closest('label');
  const {left, top, right, bottom} = label.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) return [`it reaches from ${top} to ${bottom}`];
  const hides = [];
  for (let y = top + 2; y < bottom - 1; y += 4)
    for (const x of [left + 3, (left + right) / 2, right - 3]) {
      const hit = document.elementFromPoint(x, y);
      if (!label.contains(hit)) hides.push(`${hit?.className || hit?.tagName} at ${x}, ${y}`);
    }
  return hides;
}"""

ON_ITS_WAY = "The picture is on its way."

Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Give a function that opens a page with a pose lab; `answers` by the real Python side."""
    pages: list[Page] = []

    def open_page(
        *, answers: bool = True, offline: bool = False, clock: bool = False, **options: Any
    ) -> Page:
        page = bare_page(browser, **options)
        pages.append(page)
        if clock:
            page.clock.install()
        page.set_default_timeout(10_000)
        page.evaluate(
            """() => { window.strayKeys = [];
            document.addEventListener('keydown', event => strayKeys.push(event.key)); }"""
        )
        lab = PoseLab()
        state = lab.offline_state() | {"offline": True} if offline else {}
        show(page, "poselab", {"setup": lab.setup, "recording": {}} | state)
        if answers and not offline:

            def python(message: dict[str, Any]) -> list[Any]:
                words, pictures = lab._handle(message)
                return [words, base64.b64encode(pictures[0]).decode() if pictures else None]

            page.expose_function("python", python)
            page.evaluate(_ANSWER_BY_PYTHON)
        if answers:
            expect(picture(page)).to_have_attribute("aria-label", any_words())
        return page

    yield open_page
    for page in pages:
        page.close()


def any_words() -> re.Pattern[str]:
    """Match what a picture says once it is there."""
    return re.compile(rf"^(?!{ON_ITS_WAY}).*\w")


def picture(page: Page, part: str = "") -> Locator:
    inside = f"[data-part={part}] " if part else ""
    return page.locator(f"{inside}canvas").first


def slide(page: Page, key: str, degrees: int) -> None:
    """Put a slider somewhere, as a hand would."""
    page.locator(f"input[data-key={key}]").evaluate(
        "(input, to) => { input.value = to; input.dispatchEvent(new Event('input')); }", degrees
    )


def sent(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate("widgets.at(-1).model.sent"))


def answer(page: Page, message: dict[str, Any]) -> None:
    """Let Python answer one message, to the widget that stands last in the page."""
    words, (data,) = PoseLab()._handle(message)
    page.evaluate(
        """([words, data]) => widgets.at(-1).model.hear(words,
        [new DataView(Uint8Array.from(atob(data), letter => letter.charCodeAt(0)).buffer)])""",
        [words, base64.b64encode(data).decode()],
    )


def seen(page: Page) -> list[Any]:
    """Return all that the lab standing last in the page shows: pixels, words and list."""
    lab = page.locator(".sk-poselab").last
    canvas = lab.locator("canvas").first
    words = lab.locator("[data-part=most]").inner_text()
    return [canvas.evaluate(PIXELS), canvas.get_attribute("aria-label"), words]


def most(page: Page) -> Locator:
    return page.locator("[data-part=most]")


def test_a_slider_moves_the_body_and_names_what_lengthens(opened: Opener) -> None:
    page = opened()
    expect(most(page)).to_contain_text("No muscle is longer")
    at_rest = picture(page).evaluate(PIXELS)
    slide(page, "neck_tilt_left", -30)
    expect(page.locator("[data-part=neck_tilt_left] output")).to_have_text("30° to the left")
    expect(most(page).locator("tr")).to_have_count(3)
    expect(most(page)).to_contain_text("right")
    expect(most(page)).to_contain_text("% longer")
    expect(picture(page)).to_have_attribute("aria-label", tilted_words())
    assert picture(page).evaluate(PIXELS) != at_rest
    page.get_by_role("button", name="Reset").click()
    expect(most(page)).to_contain_text("No muscle is longer")
    page.wait_for_function(
        f"want => ({PIXELS})(document.querySelector('canvas')) === want", arg=at_rest
    )


def tilted_words() -> re.Pattern[str]:
    return re.compile("30 degrees to the left")


def test_every_slider_says_where_it_stands(opened: Opener) -> None:
    page = opened()
    sliders = page.get_by_role("slider")
    assert sliders.count() == 8
    names = [slider.get_attribute("aria-label") for slider in sliders.all()]
    assert len(set(names)) == 8 and all(names)
    for slider in sliders.all():
        slider.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext").startswith("1 degrees ")  # type: ignore[union-attr]
        for end in ("Home", "End"):
            slider.press(end)
            expect(page.locator("[data-part=status]")).to_have_text("")
        slider.press("b")
    assert page.evaluate("strayKeys") == []


def test_three_unanswered_and_no_more_then_the_newest(opened: Opener) -> None:
    page = opened(answers=False)
    for degrees in range(1, 41):
        slide(page, "neck_tilt_left", -degrees)
    assert [len(message["degrees"]) for message in sent(page)] == [0, 1, 1]
    request = sent(page)[0]["request"]
    page.evaluate("request => widgets.at(-1).model.hear({request, error: 'none'}, [])", request)
    asked = sent(page)
    assert len(asked) == 4
    assert asked[-1]["degrees"] == {"neck_tilt_left": 40}


def test_a_stale_answer_is_dropped(opened: Opener) -> None:
    page = opened(answers=False)
    slide(page, "neck_tilt_left", -30)
    slide(page, "neck_tilt_left", 0)
    for message in reversed(sent(page)):
        answer(page, message)
        expect(most(page)).to_contain_text("No muscle is longer")


@pytest.mark.parametrize("seed", range(3))
def test_however_late_the_answers_the_picture_is_that_of_the_sliders(
    opened: Opener, seed: int
) -> None:
    chance = random.Random(seed)
    page = opened(answers=False, clock=True, viewport={"width": 500, "height": 800})
    rows = [row for group in PoseLab().setup["groups"] for row in group["sliders"]]
    waiting: list[dict[str, Any]] = []
    heard = 0

    def time_goes_on(answers: int) -> None:
        nonlocal heard
        for _ in range(answers):
            asked = sent(page)
            waiting.extend(asked[heard:])
            heard = len(asked)
            if waiting:
                answer(page, waiting.pop(chance.randrange(len(waiting))))
            page.clock.run_for(chance.choice([5, 30, 60]))

    for _ in range(6):
        row = chance.choice(rows)
        to = chance.randint(int(row["min"]), int(row["max"]))
        for step in range(1, 11):
            slide(page, row["key"], round(to * step / 10))
            time_goes_on(chance.choice([0, 0, 1]))
        page.clock.run_for(chance.choice([0, 900]))
    while waiting or heard < len(sent(page)):
        time_goes_on(1)
    page.clock.run_for(900)
    shown = seen(page)
    wanted = {
        row["key"]: row["sense"] * int(page.locator(f"input[data-key={row['key']}]").input_value())
        for row in rows
    }
    show(page, "poselab", {"setup": PoseLab().setup | {"start": wanted}, "recording": {}})
    answer(page, sent(page)[0])
    page.clock.run_for(900)
    assert seen(page) == shown


def test_an_answer_that_cannot_be_shown_does_not_swallow_the_next_wish(opened: Opener) -> None:
    page = opened(answers=False)
    for degrees in range(1, 41):
        slide(page, "neck_tilt_left", -degrees)
    broken = {"request": sent(page)[0]["request"]}
    page.evaluate("broken => { try { widgets.at(-1).model.hear(broken, []); } catch {} }", broken)
    assert sent(page)[-1]["degrees"] == {"neck_tilt_left": 40}


def test_a_silent_kernel_and_a_refused_pose_are_told_in_words(opened: Opener) -> None:
    page = opened(answers=False, clock=True)
    expect(picture(page)).to_have_attribute("aria-label", ON_ITS_WAY)
    status = page.locator("[data-part=status]")
    page.clock.fast_forward(9_000)
    expect(status).to_contain_text("not answering")
    words, _ = PoseLab()._handle({**sent(page)[0], "degrees": {"neck_tilt_left": 90}})
    page.evaluate("words => widgets.at(-1).model.hear(words, [])", words)
    expect(status).to_have_text("neck_tilt_left is 90; it goes from -45 to 45")


def test_two_poses_are_compared(opened: Opener) -> None:
    page = opened()
    slide(page, "neck_tilt_left", -30)
    page.get_by_label("Compare with").select_option("the pose now")
    slide(page, "shoulder_depression_right", 8)
    expect(picture(page, "compared")).to_be_visible()
    lifter = most(page).locator("tr", has_text="levator").locator("td")
    expect(lifter).to_have_count(2)
    expect(lifter.nth(0)).not_to_have_text(lifter.nth(1).inner_text())
    page.get_by_label("Compare with").select_option(index=3)
    expect(picture(page, "compared")).to_have_attribute("aria-label", any_words())
    page.get_by_label("Compare with").select_option("nothing")
    expect(picture(page, "compared")).to_be_hidden()


def test_at_rest_the_muscles_of_the_other_pose_are_named_and_an_error_is_called_one(
    opened: Opener,
) -> None:
    page = opened()
    expect(most(page)).to_contain_text("No muscle is longer")
    error = page.locator("optgroup[label='Common errors'] option").first
    page.get_by_label("Compare with").select_option(error.get_attribute("value"))
    caption = page.locator("[data-part=compared] .sk-lab-caption")
    expect(caption).to_have_text(f"Common error: {error.inner_text()}")
    expect(most(page)).not_to_contain_text("No muscle is longer")
    cells = most(page).locator("tr").nth(1).locator("td")
    expect(cells.nth(0)).to_have_text("hardly changed")
    expect(cells.nth(1)).to_contain_text("% longer")


def test_muscles_are_pointed_at_by_hand_and_by_keys(opened: Opener) -> None:
    page = opened()
    slide(page, "neck_tilt_left", -30)
    expect(picture(page)).to_have_attribute("aria-label", tilted_words())
    told = page.locator("[data-part=muscle]").first
    muscles = page.locator("[data-part=places]").first.get_by_role("button")
    assert muscles.count() >= 6
    x, y = page.locator("button[data-key='trapezius_upper.right']").first.evaluate(_A_POINT_OF)
    page.mouse.click(x, y)
    expect(told).to_contain_text("Neck-to-shoulder muscle, right: ")
    expect(told).to_contain_text("% longer")
    before = told.inner_text()
    page.keyboard.press("ArrowRight")
    expect(told).not_to_have_text(before)
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(told).to_have_text(focused)
    assert page.locator("[data-part=places]").first.locator("[tabindex='0']").count() == 1
    assert page.evaluate("strayKeys") == []


def test_the_other_views_and_layers_are_other_pictures(opened: Opener) -> None:
    page = opened()
    seen = {picture(page).evaluate(PIXELS)}
    for name in ("Front", "Right side", "Back", "Middle", "Deep"):
        button = page.get_by_role("button", name=name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        page.wait_for_timeout(600)
        seen.add(picture(page).evaluate(PIXELS))
    assert len(seen) == 5  # the back comes twice


def test_in_a_handout_each_slider_plays_its_recording(opened: Opener) -> None:
    page = opened(offline=True)
    expect(page.locator("[data-part=recorded]")).to_contain_text("recording")
    seen = [picture(page).evaluate(PIXELS)]
    for slider in page.get_by_role("slider").all():
        slider.press("End")
        slider.press("ArrowLeft")
        page.wait_for_timeout(100)
        seen.append(picture(page).evaluate(PIXELS))
        moved = [one for one in page.get_by_role("slider").all() if one.input_value() != "0"]
        assert len(moved) == 1, "one movement at a time"
    assert len(set(seen)) == 9
    expect(most(page)).to_contain_text("% longer")
    assert sent(page) == []
    expect(page.get_by_label("Compare with")).to_have_count(0)


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout with a pose lab between words, as it is opened from disk."""
    words = "Some words.\n\n" * 20 + "[A link](https://example.org)"
    cells = [new_markdown_cell(words), widget("poselab"), new_markdown_cell(words)]
    page, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path_factory.mktemp("handout") / "lab.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(1280, 900), (390, 740), (620, 900), (640, 450)])
def test_a_slider_gone_to_by_keyboard_is_wholly_in_sight(
    browser: Browser, handout: Path, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(handout.as_uri())
    expect(picture(page)).to_have_attribute("aria-label", any_words())
    sliders = page.get_by_role("slider")
    page.get_by_role("link", name="A link").first.focus()
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 7:
        page.keyboard.press(key)
        while key == "Tab" and not page.evaluate("document.activeElement.matches('[type=range]')"):
            page.keyboard.press(key)  # past the muscles of the picture
        assert page.evaluate(_HIDES_IT) == []
        page.keyboard.press("End")
        assert page.evaluate(_HIDES_IT) == [], "its list pushed it away"
    for slider in (sliders.last, sliders.first):
        slider.focus()
        assert page.evaluate(_HIDES_IT) == []
    page.close()


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_out_of_reach(opened: Opener, light: bool, width: int) -> None:
    page = opened(light=light, viewport={"width": width, "height": 844})
    slide(page, "neck_tilt_left", -30)
    page.get_by_label("Compare with").select_option("the pose now")
    expect(picture(page, "compared")).to_have_attribute("aria-label", any_words())
    report = Axe().run(page, context=".sk-poselab")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator(".sk-poselab :is(.sk-button, select, input):visible").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44, control.inner_text()


def test_closed_it_listens_and_sends_no_more(opened: Opener) -> None:
    page = opened()
    page.evaluate("widgets.at(-1).cleanup()")
    count = len(sent(page))
    page.evaluate("widgets.at(-1).model.hear({request: 'x'}, [])")
    page.wait_for_timeout(500)
    assert len(sent(page)) == count


def test_in_jupyterlab_the_body_moves_and_nothing_of_it_is_saved(lab: Lab) -> None:
    name = lab.write("poselab.ipynb", "import stretchkit as sk\nsk.PoseLab()")
    page = lab.open(name)
    assert lab.run_all(page) == []
    expect(picture(page)).to_have_attribute("aria-label", any_words(), timeout=30_000)
    slide(page, "neck_tilt_left", -30)
    expect(most(page)).to_contain_text("% longer")
    count = lab.cell_count(page)
    page.get_by_role("slider").first.focus()
    for key in ("b", "d", "d", "ArrowRight"):
        page.keyboard.press(key)
    assert lab.cell_count(page) == count
    lab.command(page, "docmanager:save")
    saved = (lab.folder / name).read_text(encoding="utf-8")
    assert "widget-view" not in saved and "neck_turn_left" not in saved
    assert len(saved) < 120_000
