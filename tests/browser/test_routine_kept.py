"""A routine kept under a name: by Python, on this page alone, and in a handout."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from playwright.sync_api import Browser, Page, expect

from stretchkit import painlog
from stretchkit.facts.routine import routines
from stretchkit.handout import HandoutExporter
from stretchkit.programmes.shelf import NAME
from stretchkit.widgets.routine import RoutinePlayer
from tests.browser.page import bare_page, show
from tests.browser.player import part, press
from tests.handout.test_exporter import widget

Asker = Callable[[dict[str, Any]], dict[str, Any]]
TRAITS = ("script", "routine", "state", "completed", "run")

ANSWERED_BY_PYTHON = """() => {
  const {model} = widgets.at(-1);
  const answer = message => window.python(message).then(words => model.hear(words));
  const waiting = model.sent.splice(0);
  model.send = message => { model.sent.push(message); if (!message.film) answer(message); };
  waiting.forEach(model.send);
}"""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of a reader who was not asked yet whose computer this is."""
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    log = painlog.PainLog()
    monkeypatch.setattr(painlog, "default_log", lambda: log)
    return tmp_path


@pytest.fixture
def page(browser: Browser, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(
        RoutinePlayer, "send", lambda _self, message, _buffers: said.append(message)
    )
    player = RoutinePlayer("neck_only")

    def python(message: dict[str, Any]) -> dict[str, Any]:
        player._handle_custom_msg(message, [])
        return said[-1]

    page = bare_page(browser)
    page.set_default_timeout(10_000)
    page.expose_function("python", python)
    open_routine(page)
    yield page
    page.close()


def open_routine(page: Page) -> None:
    player = RoutinePlayer("neck_only")
    show(page, "routine", {name: getattr(player, name) for name in TRAITS})
    page.evaluate(ANSWERED_BY_PYTHON)
    page.get_by_text("Keep it under a name").click()


def run_again(page: Page) -> None:
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); widgets.length = 0; }")
    open_routine(page)


def save(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    press(page, "Save this routine")


def own_names(page: Page) -> list[str]:
    return part(page, "routine-pick").locator("optgroup option").all_inner_texts()


def kept(page: Page, words: str) -> None:
    expect(part(page, "routine-kept")).to_contain_text(words)


def test_it_is_kept_on_the_readers_computer_and_found_again(page: Page, folder: Path) -> None:
    save(page, "  After   work ")
    expect(part(page, "routine-ask")).to_contain_text("Is this computer only yours?")
    assert list(folder.iterdir()) == []
    press(page, "Yes, keep it on this computer")
    kept(page, "Saved as After work. On this computer. No one else reads it.")
    assert (folder / NAME).is_file()
    expect(page.locator(".sk-player-head")).to_contain_text("After work")
    assert own_names(page) == ["After work"]
    traits = page.evaluate("widgets[0].model.traits")
    assert "After work" not in json.dumps(traits), "a name goes by message alone"
    run_again(page)
    page.get_by_label("Routine").select_option("All three, seated")
    page.get_by_label("Routine").select_option("After work")
    expect(page.locator(".sk-player-head")).to_contain_text("After work")
    expect(part(page, "routine-list").locator("li")).to_have_count(2)


def test_it_is_renamed_deleted_and_brought_back(page: Page) -> None:
    save(page, "Late")
    press(page, "Yes, keep it on this computer")
    kept(page, "Saved as Late.")
    page.get_by_label("Name").fill("Early")
    press(page, "Rename")
    kept(page, "Now called Early.")
    assert own_names(page) == ["Early"]
    press(page, "Delete this routine")
    kept(page, "Early is deleted. Undo brings it back.")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert own_names(page) == []
    press(page, "Undo")
    kept(page, "Early is back.")
    assert own_names(page) == ["Early"]
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()


def test_a_routine_is_written_over_only_when_told(page: Page) -> None:
    save(page, "Late")
    press(page, "Yes, keep it on this computer")
    kept(page, "Saved as Late.")
    page.get_by_label("Routine").select_option("All three, seated")
    for press_what, count in (("Leave it as it is", 2), ("Replace it", 3)):
        page.get_by_label("Routine").select_option("All three, seated")
        save(page, "late")
        expect(part(page, "routine-ask")).to_contain_text("You have a routine called late.")
        press(page, press_what)
        expect(part(page, "routine-ask")).to_be_empty()
        page.get_by_label("Routine").select_option("Short: neck only")
        page.get_by_label("Routine").select_option(index=len(routines()))
        expect(part(page, "routine-list").locator("li")).to_have_count(count)


def test_on_a_computer_that_others_use_nothing_is_written(page: Page, folder: Path) -> None:
    save(page, "Late")
    press(page, "No, keep it only until I close this")
    kept(page, "Saved as Late. On this page alone, until you close it.")
    assert own_names(page) == ["Late"]
    save(page, "Later")
    kept(page, "Saved as Later. On this page alone")
    save(page, "late")
    expect(part(page, "routine-ask")).to_contain_text("You have a routine called late.")
    press(page, "Leave it as it is")
    page.get_by_label("Name").fill("Late")
    press(page, "Rename")
    kept(page, "There is one called Late already.")
    page.get_by_label("Name").fill("Latest")
    press(page, "Rename")
    kept(page, "Now called Latest.")
    assert own_names(page) == ["Late", "Latest"]
    press(page, "Delete this routine")
    kept(page, "Latest is deleted.")
    press(page, "Undo")
    kept(page, "Latest is back.")
    assert list(folder.iterdir()) == []
    run_again(page)
    assert own_names(page) == []


def test_what_is_wrong_is_said(page: Page, folder: Path) -> None:
    press(page, "Save this routine")
    kept(page, "Give it a name first.")
    expect(page.get_by_label("Name")).to_be_focused()
    (folder / NAME).write_bytes(b"my letters\n" * 100)
    save(page, "Late")
    press(page, "Yes, keep it on this computer")
    kept(page, "is not a list of routines. It was not touched.")
    assert own_names(page) == []


# In a handout


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    cells = [widget("routine", stretches="neck_only"), widget("player", stretch="neck_tilt")]
    text, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path / "handout.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_handout_plays_a_routine_and_keeps_names_while_it_is_open(
    browser: Browser, handout: Path
) -> None:
    page = browser.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.clock.install(time=1_000_000)
    page.goto(handout.as_uri())
    page.clock.pause_at(1_001_000)
    routine = page.locator(".widget-routine")
    expect(routine.locator(".sk-player")).to_be_visible()
    expect(routine.locator(".twin")).to_be_hidden()
    routine.get_by_text("Change it").click()
    names = routine.get_by_label("One more stretch").locator("option").all_inner_texts()
    assert "Neck tilt: Arm behind the back" not in names, "its pictures are not in this file"
    routine.get_by_role("button", name="Remove: Neck tilt: Basic tilt").click()
    routine.get_by_text("Keep it under a name").click()
    routine.get_by_label("Name").fill("Late")
    routine.get_by_role("button", name="Save this routine").click()
    expect(routine).to_contain_text("Saved as Late. On this page alone, until you close it.")
    routine.get_by_label("Routine").select_option("Short: neck only")
    routine.get_by_role("button", name="Start", exact=True).click()
    page.clock.fast_forward(20_000)
    page.clock.run_for(500)
    page.wait_for_function(
        "() => document.querySelector('[data-part=map] canvas')?.style.aspectRatio"
    )
    page.clock.fast_forward(600_000)
    expect(routine.locator("[data-part=what-was-done]")).to_contain_text("You held 4 times")
    page.reload()
    assert routine.locator("optgroup option").all_inner_texts() == []
    assert complaints == []
    page.close()


def test_a_handout_holds_each_film_and_module_once(handout: Path) -> None:
    text = handout.read_text(encoding="utf-8")
    for film in RoutinePlayer("neck_only").offline_blobs().values():
        assert text.count(film) == 1
    assert len(text) < 1_300_000
