"""The shipped notebooks as their readers use them: in JupyterLab, in a browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import NOTEBOOKS, Lab

SHIPPED = [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
OUTPUTS = ".jp-OutputArea-output"
NOTE = "KINGFISHER-41"
ENTRY = f"7, region='neck_back', side='left', note={NOTE!r}"


def outputs_without_content(page: Page) -> list[str]:
    """Return the outputs that show neither words nor a picture."""
    found: list[str] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
          .filter(node => !node.innerText.trim() && !node.querySelector('img, svg, input'))
          .map(node => node.outerHTML.slice(0, 200))""",
        OUTPUTS,
    )
    return found


@dataclass
class Opened:
    """A shipped notebook that was opened and run from top to bottom, with a log of one entry."""

    path: str
    page: Page
    errors: list[str]
    left: list[str]


@pytest.fixture(scope="module", params=SHIPPED)
def opened(lab: Lab, request: pytest.FixtureRequest) -> Iterator[Opened]:
    left: list[str] = []

    def watch(asked: Request) -> None:
        if not asked.url.startswith((lab.url, "data:", "blob:", lab.url.replace("http", "ws"))):
            left.append(asked.url)

    path = f"notebooks/tried_{request.param}"
    (lab.folder / path).write_bytes((NOTEBOOKS / request.param).read_bytes())
    page = lab.page()
    page.on("request", watch)
    lab.open(path, page)
    lab.python(page, f"import stretchkit as sk; sk.PainLog().add({ENTRY})")
    errors = lab.run_all(page)
    expect(page.locator(".sk-root").first).to_be_visible(timeout=30_000)
    yield Opened(path, page, errors, left)
    page.remove_listener("request", watch)


@pytest.fixture(scope="module")
def other_tab(lab: Lab) -> Iterator[Page]:
    """A tab in which no cell is ever run: nothing that it kept can fill a gap."""
    page = lab.context.new_page()
    yield page
    page.close()


def test_every_cell_runs_and_nothing_leaves_the_machine(opened: Opened) -> None:
    assert opened.errors == []
    assert outputs_without_content(opened.page) == []
    assert opened.left == []


def test_what_it_shows_is_accessible(opened: Opened) -> None:
    report = Axe().run(opened.page, context=".sk-root")
    assert report.violations_count == 0, report.generate_report()


def test_saved_and_reopened_without_its_kernel_it_still_shows_everything(
    lab: Lab, opened: Opened, other_tab: Page
) -> None:
    lab.command(opened.page, "docmanager:save")
    lab.command(opened.page, "notebook:shutdown-kernel")
    page = lab.show(opened.path, other_tab)
    expect(page.locator(OUTPUTS).first).to_be_visible(timeout=30_000)
    assert outputs_without_content(page) == []
    expect(page.get_by_text("model not found")).to_have_count(0)
    expect(page.get_by_text("Loading widget")).to_have_count(0)
    text = (lab.folder / opened.path).read_text(encoding="utf-8")
    assert "widget-view+json" not in text
    assert "widgets" not in json.loads(text)["metadata"]
    assert NOTE not in text
    assert str(lab.folder.parent) not in text


def test_what_is_logged_never_reaches_the_notebook_file(lab: Lab) -> None:
    name = lab.write(
        "leak.ipynb",
        "import stretchkit as sk\nlog = sk.PainLog()\nsk.PainDiary(log)",
        "sk.plot_pain(log)",
        'sk.StretchPlayer("neck_tilt", hold_s=1, repetitions=1)',
        "log",
    )
    page = lab.open(name)
    lab.python(
        page,
        f"import stretchkit as sk; sk.PainLog().add({ENTRY})",
    )
    assert lab.run_all(page) == []
    diary = page.locator(".sk-diary")
    expect(diary.get_by_text(NOTE).first).to_be_visible(timeout=20_000)
    expect(page.locator(".sk-chart img")).to_be_visible(timeout=30_000)
    lab.python(page, f"sk.PainLog().add({ENTRY[:-1]}, in another cell')")
    expect(diary.get_by_text("in another cell")).to_be_visible()
    lab.command(page, "docmanager:save")
    text = Path(lab.folder / name).read_text(encoding="utf-8")
    assert NOTE not in text
    assert "neck_back" not in text
    assert str(lab.folder.parent) not in text
    lab.python(page, "import stretchkit as sk; sk.PainLog().erase()")


@pytest.mark.parametrize("name", [name for name in SHIPPED if name[:2] in ("00", "07")])
def test_keys_pressed_in_any_control_leave_the_notebook_alone(lab: Lab, name: str) -> None:
    page = lab.open(f"notebooks/{name}")
    lab.run_all(page)
    expect(page.locator(".sk-root").first).to_be_visible(timeout=30_000)
    count = lab.cell_count(page)
    controls = page.locator(".sk-root").locator("button, input, select, textarea, summary")
    pressed = 0
    for place in range(controls.count()):
        control = controls.nth(place)
        if control.is_visible():
            control.focus()
            for key in ("b", "d", "d", "x"):
                page.keyboard.press(key)
            pressed += 1
    assert pressed > 20
    assert lab.cell_count(page) == count
