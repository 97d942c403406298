"""A routine in JupyterLab: kept by a real kernel, reloaded midway, unnamed in the notebook."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Lab
from tests.browser.player import part
from tests.browser.test_player_in_lab import wait_for_state, wait_until_told

ROUTINE = """import os, tempfile
os.environ["STRETCHKIT_DATA"] = tempfile.mkdtemp()
import stretchkit as sk
routine = sk.RoutinePlayer(
    [{"stretch": "neck_tilt", "hold_s": 1, "repetitions": 1},
     {"stretch": "clasp_and_reach", "hold_s": 60, "repetitions": 3}], rest_s=10)
routine"""
NAME = "After the night shift"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_it_is_kept_reloaded_and_leaves_no_name_in_the_notebook(lab: Lab) -> None:
    name = lab.write("routine.ipynb", ROUTINE)
    page = lab.open(name)
    assert lab.run_all(page) == []
    expect(part(page, "routine")).to_be_visible(timeout=30_000)
    page.get_by_text("Keep it under a name").click()
    page.get_by_label("Name", exact=True).fill(NAME)
    press(page, "Save this routine")
    press(page, "Yes, keep it on this computer")
    expect(part(page, "routine-kept")).to_contain_text(f"Saved as {NAME}.", timeout=30_000)
    assert lab.value(page, "sorted(os.listdir(os.environ['STRETCHKIT_DATA']))") == [
        "pain_log.sqlite3",
        "routines.sqlite3",
    ]
    press(page, "Start")
    press(page, "Skip this stretch")
    press(page, "Skip")
    expect(page.locator(".sk-player-variation")).to_contain_text("Stretch 2 of 2")
    wait_until_told(lab, page, "routine.state", "running")
    before = lab.value(page, "routine.run")
    lab.command(page, "docmanager:save")
    saved = (lab.folder / name).read_text(encoding="utf-8")
    assert NAME not in saved and len(saved) < 60_000
    page.reload()
    lab.wait_ready(page)
    expect(page.locator(".sk-player")).to_be_visible(timeout=30_000)
    wait_for_state(page, "running")
    expect(page.locator(".sk-player-variation")).to_contain_text("Stretch 2 of 2")
    after = lab.value(page, "routine.run")
    assert after["order"] == before["order"]
    assert after["deadline_ms"] == before["deadline_ms"] or after["index"] > before["index"]
    press(page, "Stop")
    page.wait_for_timeout(1_000)
    press(page, "No trouble, I just want to end")
    wait_until_told(lab, page, "routine.state", "stopped")
    press(page, "Restart")
    own = part(page, "routine-pick").locator("optgroup option")
    expect(own).to_have_text([NAME], timeout=30_000)
