"""A handout opened from disk: alive without a network, readable on paper and without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Page, expect

import stretchkit as sk
from stretchkit import facts, widgets
from stretchkit.handout import HandoutExporter
from tests.handout import tiny
from tests.handout.test_exporter import shows, widget

WORDS = """# Neck tilt <img src=x onerror="window.ran = 'title'">

Hold **30** s. $\\frac{a}{b}$ <script>window.ran = 'script'</script>
<a href="javascript:window.ran = 'link'">a link</a>
<img alt="a picture" src="https://example.org/pixel.png" onload="window.ran = 'load'">
"""
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind, home in tiny.KINDS.items():
        monkeypatch.setitem(widgets.KINDS, kind, home)
    cells = [
        new_markdown_cell(WORDS),
        shows({"text/html": "<p>Saved <svg onload=\"window.ran = 'svg'\"></svg></p>"}),
        widget("safety"),
        widget("player", stretch="neck_tilt", hold_s=1, repetitions=1),
        widget("tiny", name="<img src=x onerror=\"window.ran = 'trait'\">"),
        widget("diary"),
    ]
    page, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path / "a handout.html"
    path.write_text(page, encoding="utf-8")
    return path


class Watched:
    """A page that notes what it asks the world for and what it complains about."""

    def __init__(
        self, browser: Browser, path: Path, *, clock: bool = False, **options: Any
    ) -> None:
        self.page: Page = browser.new_page(**options)
        if clock:
            self.page.clock.install()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(said.text),
        )
        self.page.add_init_script(WATCH)
        self.page.goto(path.as_uri())

    def left(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file:", "blob:", "data:"))]


@pytest.fixture
def opened(browser: Browser, handout: Path) -> Iterator[Watched]:
    watched = Watched(browser, handout)
    expect(watched.page.locator(".is-live")).to_have_count(3)
    yield watched
    watched.page.close()


def test_opened_from_disk_it_asks_for_nothing_and_complains_of_nothing(opened: Watched) -> None:
    page = opened.page
    player = page.locator(".sk-player")
    player.get_by_role("button", name="Start", exact=True).click()
    expect(player).to_have_attribute("data-state", "running")
    shown = player.locator("[data-part=remaining]")
    before = int(shown.inner_text())
    page.wait_for_function(
        "before => Number(document.querySelector('[data-part=remaining]').innerText) < before",
        arg=before,
        timeout=10_000,
    )
    assert opened.left() == []
    assert opened.complaints == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("window.ran") is None


def test_a_widget_talks_to_its_stand_in_model(opened: Watched) -> None:
    button = opened.page.locator(".widget-tiny .live button")
    expect(button).to_have_text("Count 3 of <img src=x onerror=\"window.ran = 'trait'\">")
    button.click()
    expect(button).to_contain_text("Count 4")
    expect(opened.page.get_by_text("The twin of tiny.")).to_be_hidden()


def test_stop_answers_each_thing_that_was_felt(opened: Watched) -> None:
    player = opened.page.locator(".sk-player")

    def press(name: str) -> None:
        player.get_by_role("button", name=name, exact=True).click()

    press("Start")
    press("Stop")
    for answer in sorted(facts.stop_answers().values(), key=lambda answer: answer.order):
        press(answer.felt)
        told = player.locator("[data-part=stop-answer]")
        expect(told).to_contain_text(answer.title)
        expect(told).to_contain_text(answer.answer)
        expect(player).to_have_attribute("data-state", "stopped")
        if answer.level != "emergency":
            press("Choose another answer")


def test_an_answer_to_stop_stands_after_a_reload_and_in_the_next_handout_and_in_no_other_tab(
    opened: Watched, handout: Path
) -> None:
    page = opened.page
    answer = facts.stop_answers()["nerve_or_dizzy"]
    for name in ("Start", "Stop", answer.felt):
        page.locator(".sk-player").get_by_role("button", name=name, exact=True).click()
    following = handout.with_name("following.html")
    following.write_bytes(handout.read_bytes())
    player = page.locator(".sk-player")
    for go_on in (page.reload, lambda: page.goto(following.as_uri())):
        go_on()
        expect(player).to_contain_text(answer.answer)
        expect(player).to_contain_text("what you said earlier")
        expect(player.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    assert page.context.browser
    other = page.context.browser.new_page()
    other.goto(page.url)
    expect(other.get_by_role("button", name="Start", exact=True)).to_be_visible()
    other.close()
    player.get_by_role("button", name="I said it by mistake").click()
    page.goto(handout.as_uri())
    expect(player.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_ticked_sign_is_ticked_when_the_page_is_loaded_again(opened: Watched) -> None:
    page = opened.page
    call = facts.levels()["emergency"].title
    page.locator(".sk-safety").get_by_role("checkbox").first.check()
    page.reload()
    expect(page.locator(".sk-safety").get_by_role("checkbox").first).to_be_checked()
    for place in (page.locator(".sk-safety"), page.locator(".sk-player")):
        expect(place.locator(".sk-panel:visible .sk-title").first).to_have_text(call)
    page.locator(".sk-safety").get_by_role("checkbox").first.uncheck()
    page.reload()
    expect(page.locator(".sk-safety").get_by_role("checkbox").first).not_to_be_checked()
    expect(page.locator(".sk-safety")).to_contain_text("If it was true")


def test_a_sign_ticked_in_the_check_stops_the_players_of_the_page(opened: Watched) -> None:
    page = opened.page
    check = page.locator(".sk-safety")
    check.get_by_role("checkbox").first.check()
    check.get_by_role("button", name="One or more").click()
    start = page.locator(".sk-player").get_by_role("button", name="Start", exact=True)
    expect(start).to_be_hidden()


def test_a_widget_that_breaks_leaves_its_twin(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, home in tiny.KINDS.items():
        monkeypatch.setitem(widgets.KINDS, kind, home)
    cells = [widget("broken"), widget("tiny")]
    page, _ = HandoutExporter().from_notebook_node(new_notebook(cells=cells))
    (tmp_path / "broken.html").write_text(page, encoding="utf-8")
    watched = Watched(browser, tmp_path / "broken.html")
    expect(watched.page.locator(".widget-tiny button")).to_be_visible()
    expect(watched.page.get_by_text("The twin of broken.")).to_be_visible()
    assert watched.complaints == []
    watched.page.close()


def test_what_the_cleaner_might_miss_is_stopped_by_the_policy(
    browser: Browser, handout: Path
) -> None:
    text = handout.read_text(encoding="utf-8")
    missed = (
        "<img src=x onerror=\"window.ran = 'handler'\"><script>window.ran = 'script'</script>"
        '<img src="https://example.org/pixel.png" alt="">'
    )
    handout.write_text(text.replace("<main>", f"<main>{missed}"), encoding="utf-8")
    watched = Watched(browser, handout)
    expect(watched.page.locator(".is-live")).to_have_count(3)
    assert watched.page.evaluate("window.ran") is None
    assert watched.page.evaluate("window.violations.length") >= 3
    watched.page.close()


def test_on_paper_the_twins_stand_and_no_control(opened: Watched) -> None:
    page = opened.page
    page.emulate_media(media="print")
    expect(page.locator(".sheet .sk-twin-player ol")).to_be_visible()
    expect(page.locator(".widget-player")).to_be_hidden()
    expect(page.locator(".sk-twin-diary table")).to_be_visible()
    expect(page.get_by_text("Clinic", exact=True)).to_be_visible()
    expect(page.locator(".help .box").last).to_be_visible()
    assert page.locator("button:visible, input:visible").count() == 0
    for paper in ("A4", "Letter"):
        assert page.pdf(format=paper).startswith(b"%PDF")


def test_on_paper_what_speaks_for_and_against_has_the_width_of_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    html = sk.contested("tight_is_short")._repr_mimebundle_()["text/html"]
    notebook = new_notebook(cells=[shows({"text/html": html})])
    text, _ = HandoutExporter().from_notebook_node(notebook)
    (tmp_path / "both.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 680, "height": 1000})
    page.goto((tmp_path / "both.html").as_uri())
    page.emulate_media(media="print")
    both = page.locator(".sk-card > div > div")
    assert both.count() >= 2
    for half in both.all():
        place = half.bounding_box()
        assert place is not None and place["width"] > 250
    page.close()


def test_on_paper_the_misses_of_the_model_stand_and_no_other_fold(
    browser: Browser, tmp_path: Path
) -> None:
    found = [sk.model_check(), sk.contested("tight_is_short")]
    cells = [shows({"text/html": one._repr_mimebundle_()["text/html"]}) for one in found]
    text, _ = HandoutExporter().from_notebook_node(new_notebook(cells=cells))
    (tmp_path / "check.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "check.html").as_uri())
    last = page.locator("details.on-paper tr").last
    assert not last.evaluate("row => row.checkVisibility({ contentVisibilityAuto: true })")
    page.emulate_media(media="print")
    assert last.evaluate("row => row.getBoundingClientRect().height") > 20
    expect(page.locator("summary", has_text="Sources")).to_be_hidden()
    page.close()


def test_without_scripts_every_exercise_is_still_there(browser: Browser, handout: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(handout.as_uri())
    expect(page.locator("noscript p")).to_be_visible()
    for twin in ("player", "safety", "diary"):
        expect(page.locator(f"main .sk-twin-{twin}")).to_be_visible()
    expect(page.get_by_text("The twin of tiny.")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_it_is_accessible_and_fits_the_screen(
    browser: Browser, handout: Path, scheme: Any, width: int
) -> None:
    watched = Watched(
        browser, handout, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    expect(watched.page.locator(".is-live")).to_have_count(3)
    report = Axe().run(watched.page)
    assert report.violations_count == 0, report.generate_report()
    assert watched.page.evaluate("document.documentElement.scrollWidth") == width
    watched.page.close()
