"""Handouts of the stretch lessons, on paper and a phone: a sheet a stretch, faults in rows."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.handout import HandoutExporter

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {"04": "cross_arm_knee_press", "05": "clasp_and_reach", "06": "neck_tilt"}
# Within the margins of the handout's pages, CSS pixels: 96 in 25.4 mm.
SHEETS = {"A4": (210 - 30, 297 - 30), "Letter": (215.9 - 30, 279.4 - 30)}
MM = 96 / 25.4


@pytest.fixture(scope="module", params=LESSONS)
def lesson(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, str]]:
    path = next((ROOT / "notebooks").glob(f"{request.param}_*.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    text, _ = HandoutExporter(date="2024-02-29").from_notebook_node(notebook)
    place = tmp_path_factory.mktemp("sheets") / "lesson.html"
    place.write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(place.as_uri())
    expect(page.locator(".widget:not(.is-live)")).to_have_count(0)
    yield page, LESSONS[request.param]
    page.close()


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_stretch_is_on_one_sheet(lesson: tuple[Page, str], sheet: str) -> None:
    page, stretch = lesson
    width, height = SHEETS[sheet]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(width * MM), "height": int(height * MM)})
    tall = page.eval_on_selector_all(
        ".sheet", "found => found.map(one => one.getBoundingClientRect().height)"
    )
    assert len(tall) == len(facts.stretch(stretch).variations)
    assert max(tall) < height * MM


def test_the_sheets_are_the_last_pages_and_stand_there_alone(lesson: tuple[Page, str]) -> None:
    page, stretch = lesson
    page.emulate_media(media="print")
    for variation in facts.stretch(stretch).variations:
        title = page.get_by_text(re.compile(f": {variation.name}$"))
        sheet = page.locator(".sheet", has=title)
        expect(sheet).to_be_visible()
        expect(sheet).to_contain_text(
            f"{variation.stop_line.removesuffix('.')}, pain up by more than 2."
        )
        expect(sheet).to_contain_text("The safety check is the list on page 1.")
    assert page.locator("footer ~ .sheet").count() == page.locator(".sheet").count()
    assert page.locator("main .sk-twin-player:visible").count() == 0


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_heading_is_the_last_line_of_a_page_and_no_page_is_nearly_empty(
    lesson: tuple[Page, str], sheet: str, tmp_path: Path
) -> None:
    page, stretch = lesson
    page.emulate_media(media="print")
    printed = page.pdf(path=tmp_path / "lesson.pdf", format=sheet)
    if stretch == "neck_tilt":  # the longest
        assert len(re.findall(rb"/Type /Page\b", printed)) <= 14
    if not (reader := shutil.which("pdftotext")):
        words = "no pdftotext found: no page was read for its last line"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    ran = subprocess.run(
        [reader, "-layout", tmp_path / "lesson.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    headings = {one.strip() for one in page.locator("h2, h3").all_text_contents()}
    headings.add("And what no picture shows")
    pages = [
        [line.strip() for line in text.splitlines() if line.strip() and "Page " not in line]
        for text in ran.stdout.rstrip("\f").split("\f")
    ]
    assert len(pages) > 5
    assert headings.isdisjoint(lines[-1] for lines in pages)
    (end,) = [lines for lines in pages if any("Written by The stretch" in line for line in lines)]
    assert len(end) > 8, "no page for the last lines alone"


def test_what_stands_over_a_list_or_a_table_is_not_parted_from_it(
    lesson: tuple[Page, str],
) -> None:
    page, _ = lesson
    page.emulate_media(media="print")
    parted = page.locator("main :is(h2, h3, summary, p:has(+ :is(ul, ol, table)))").evaluate_all(
        """all => all.filter(one => one.checkVisibility()
            && !one.closest('details:not(.fold)')
            && !(one.matches('h2') && one.closest('summary'))
            && getComputedStyle(one).breakAfter !== 'avoid').map(one => one.innerText)"""
    )
    assert parted == []


def test_on_paper_no_heading_stands_over_nothing(lesson: tuple[Page, str]) -> None:
    page, _ = lesson
    page.emulate_media(media="print")
    folded = ".output details:not([open])"
    assert page.locator(folded).count() > 0
    assert page.locator(f"{folded}:visible").count() == 0


def rows(page: Page) -> list[list[dict[str, float]]]:
    """Where the pictures of faults are, row by row, and how far the page reaches."""
    found: list[list[dict[str, float]]] = page.evaluate(
        """() => [...document.querySelectorAll('.sk-card > div')]
          .map(row => [...row.querySelectorAll('img')].map(image => {
            const { x, y, width } = image.getBoundingClientRect();
            return { x, y, width };
          }))"""
    )
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_a_fault_is_beside_the_right_pose_at_every_width(
    lesson: tuple[Page, str], width: int
) -> None:
    page, stretch = lesson
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 900})
    faults = [fault for fault in facts.stretch(stretch).faults if fault.picture]
    placed = rows(page)
    assert sum(len(row) - 1 for row in placed) == len(faults)
    for right, first, *_ in placed:
        assert right["y"] == pytest.approx(first["y"], abs=1) and right["x"] < first["x"]
        assert min(right["width"], first["width"]) >= 130
    reach = page.evaluate("document.documentElement.scrollWidth")
    assert reach <= width
    for alt in page.locator(".sk-card > div img").evaluate_all("all => all.map(one => one.alt)"):
        assert re.match(r"(Fault|This way): .*Seen from", alt)


def test_on_a_phone_what_is_for_teachers_is_folded_and_no_safety_word_is(
    lesson: tuple[Page, str], browser: Browser
) -> None:
    page, stretch = lesson
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(page.url)
    expect(phone.locator(".widget:not(.is-live)")).to_have_count(0)
    folded = phone.locator("details.for-teachers:not([open])")
    expect(folded).to_have_count(len(facts.stretch(stretch).variations))
    for hidden in ("button:text-is('Class clock')", "[data-part=view]", "[data-part=students]"):
        expect(phone.locator(f".sk-player {hidden}").first).to_be_hidden()
    for said in ("stop-signs", "not-for-you-if", "instruction"):
        for place in phone.locator(f".sk-player [data-part={said}]").all():
            expect(place).to_be_visible()
    folded.first.locator("> summary").click()
    expect(phone.get_by_role("button", name="Class clock")).to_have_count(1)
    phone.close()
    assert page.locator("details.for-teachers").count() == 0


def test_a_citation_opens_the_folded_list_of_sources(
    lesson: tuple[Page, str], browser: Browser
) -> None:
    page, _ = lesson
    reader = browser.new_page()
    reader.goto(page.url)
    expect(reader.locator(".widget:not(.is-live)")).to_have_count(0)
    first = reader.locator(".sources li").first
    expect(first).to_be_hidden()
    key = first.get_attribute("id")
    reader.evaluate("key => { location.hash = key; }", key)
    expect(first).to_be_visible()
    reader.close()
