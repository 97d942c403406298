"""The anatomy explorer in a real JupyterLab: with its kernel, and after the kernel is gone."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Lab
from tests.browser.explorer import CHOICES, expect_card, in_picture, part, press

CELL = """import stretchkit as sk
sk.AnatomyExplorer(bookmark="back intermediate levator_scapulae.right")"""


def test_with_the_kernel_shut_down_all_of_it_still_works(lab: Lab) -> None:
    name = lab.write("explorer.ipynb", CELL, "1 + 1")
    page = lab.open(name)
    assert lab.run_all(page) == []
    expect(part(page, "name")).to_have_text("Shoulder-blade lifter", timeout=30_000)
    cells = lab.cell_count(page)
    in_picture(page, "levator_scapulae.right").focus()
    for key in ("b", "d", "d", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert lab.cell_count(page) == cells
    expect(part(page, "progress")).to_have_text("", timeout=120_000)
    report = Axe().run(page, context=".sk-explorer")
    assert report.violations_count == 0, report.generate_report()

    lab.command(page, "docmanager:save")
    saved = (lab.folder / name).read_text(encoding="utf-8")
    assert "widget-view" not in saved and "nuchal" not in saved
    assert len(saved) < 120_000

    lab.command(page, "notebook:shutdown-kernel")
    page.wait_for_function(
        "() => !jupyterapp.shell.currentWidget.sessionContext.session?.kernel", timeout=30_000
    )
    press(page, "All structures")
    page.get_by_label("Find a structure").fill("sternokleidomastoid")
    part(page, "results").get_by_role("button").first.click()
    expect_card(page, "Front neck strap, breastbone part")
    expect(part(page, "legend")).to_contain_text("begins here (origin)")
    press(page, "Show action: chin down (nod)")
    expect(part(page, "said")).to_have_text(
        re.compile(r"^Chin down \(nod\)\. Shown on the right side\..* % shorter\.$")
    )
    press(page, "Quiz")
    for number in range(5):
        expect(part(page, "asked")).to_contain_text(f"Question {number + 1} of 5")
        page.locator(CHOICES).first.click()
        expect(part(page, "feedback")).not_to_have_text("")
        page.keyboard.press("Enter")
    expect(part(page, "question")).to_contain_text("of 5 right")
