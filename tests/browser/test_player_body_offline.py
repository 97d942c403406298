"""The body in a handout and in JupyterLab: without a kernel, and brought by one."""

from pathlib import Path

import pytest
from nbformat.v4 import new_notebook
from playwright.sync_api import Browser, Page, expect

from stretchkit.handout import HandoutExporter
from stretchkit.widgets.player import StretchPlayer
from tests.browser.conftest import Lab
from tests.browser.pixels import PIXELS
from tests.browser.player import part
from tests.browser.test_player_body import _WATCH as WATCH
from tests.browser.test_player_body import canvas, letters, pixels, slider
from tests.handout.test_exporter import widget


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    """Return a handout with three players, two of them of one variation."""
    cells = [
        widget("player", stretch="neck_tilt"),
        widget("player", stretch="neck_tilt", hold_s=5),
        widget("player", stretch="neck_tilt", variation="seat_edge"),
    ]
    page, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path / "handout.html"
    path.write_text(page, encoding="utf-8")
    return path


def wait_for_another(page: Page, before: int, place: int = 0) -> None:
    """Wait until a player's picture is not the one that it was."""
    page.wait_for_function(
        f"([before, place]) => ({PIXELS})"
        "(document.querySelectorAll('[data-part=body] canvas')[place]) !== before",
        arg=[before, place],
        timeout=30_000,
    )


def test_a_film_stands_in_the_file_once_however_many_players_show_it(handout: Path) -> None:
    text = handout.read_text(encoding="utf-8")
    for variation in ("basic", "seat_edge"):
        for blob in StretchPlayer("neck_tilt", variation).offline_blobs().values():
            assert text.count(blob) == 1


def test_a_handout_moves_without_a_kernel(browser: Browser, handout: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(f"({WATCH})()")
    page.goto(handout.as_uri())
    slider(page).first.scroll_into_view_if_needed()
    page.wait_for_function("() => painted.some(({part}) => part === 'map')")
    hold = pixels(page)
    slider(page).first.press("Home")
    wait_for_another(page, hold)
    upright = pixels(page)
    slider(page).first.press("ArrowRight")
    slider(page).first.press("ArrowRight")
    wait_for_another(page, upright)
    page.get_by_label("View").first.select_option("Teacher view")
    page.wait_for_function("() => painted.at(-1).words.length > 0")
    expect(page.get_by_text("From the front", exact=True)).to_be_visible()
    assert letters(page, "body") == "RL"
    expect(page.get_by_role("button", name="Open the pose lab in this pose")).to_have_count(0)
    assert complaints == []
    page.close()


def test_in_jupyterlab_the_kernel_brings_the_films_and_opens_the_lab(lab: Lab) -> None:
    name = lab.write("body.ipynb", "import stretchkit as sk\nsk.StretchPlayer('neck_tilt')")
    page = lab.open(name)
    assert lab.run_all(page) == []
    expect(page.locator(".sk-player")).to_be_visible(timeout=30_000)
    moment = slider(page)
    moment.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => document.querySelector('[data-part=body] canvas').style.aspectRatio", timeout=30_000
    )
    hold = pixels(page)
    moment.press("Home")
    wait_for_another(page, hold)
    moment.press("End")
    for _ in range(20):
        moment.press("ArrowLeft")
    part(page, "why").get_by_text("Why this muscle?").click()
    page.get_by_role("button", name="Open the pose lab in this pose").click()
    tilt = page.locator(".sk-player .sk-poselab input[data-key=neck_tilt_left]")
    expect(tilt).to_have_value("30", timeout=30_000)
    expect(canvas(page, "picture")).to_have_count(0)
    lab.command(page, "docmanager:save")
    assert len((lab.folder / name).read_text(encoding="utf-8")) < 120_000
