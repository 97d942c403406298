"""Written cases in a real JupyterLab: with their kernel, and after the kernel is gone."""

from playwright.sync_api import expect

from stretchkit import facts
from tests.browser.conftest import Lab
from tests.browser.small import press

CELL = "import stretchkit as sk"


def test_with_the_kernel_shut_down_the_cases_still_answer_and_warn(lab: Lab) -> None:
    name = lab.write("cases.ipynb", CELL, "sk.Cases()", "sk.CSpineExercise()")
    page = lab.open(name, viewport={"width": 1000, "height": 600})
    assert lab.run_all(page) == []
    stories, rule = page.locator(".sk-cases"), page.locator(".sk-cspine")
    expect(stories.get_by_text("Case 1 of 13")).to_be_visible(timeout=30_000)

    lab.command(page, "docmanager:save")
    saved = (lab.folder / name).read_text(encoding="utf-8")
    assert "widget-view" not in saved and "Answers" in saved
    assert len(saved) < 40_000

    lab.command(page, "notebook:shutdown-kernel")
    page.wait_for_function(
        "() => !jupyterapp.shell.currentWidget.sessionContext.session?.kernel", timeout=30_000
    )
    cells = lab.cell_count(page)
    stories.get_by_label("Go on").check()
    press(stories, "Check")
    expect(stories.get_by_text("Right.", exact=True)).to_be_visible()
    for key in ("b", "d", "d"):
        page.keyboard.press(key)
    assert lab.cell_count(page) == cells

    rule.locator("summary").click()
    for place in (rule.get_by_role("radio").first, rule.get_by_text("stretchkit project")):
        place.scroll_into_view_if_needed()
        warning = rule.get_by_text(facts.cspine_rule().exercise_only)
        expect(warning).to_be_in_viewport(ratio=1)
    page.close()
