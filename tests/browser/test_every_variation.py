"""Every variation of every stretch, played through in JupyterLab and in a handout from disk."""

from pathlib import Path
from typing import Any

from nbformat.v4 import new_notebook
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from stretchkit.handout import HandoutExporter
from stretchkit.widgets.player import StretchPlayer
from tests.browser.conftest import Lab
from tests.browser.pixels import PIXELS
from tests.browser.test_handout import Watched
from tests.drawing.variations import VARIATIONS
from tests.handout.test_exporter import widget

TALL: ViewportSize = {"width": 1280, "height": 1600}  # picture and buttons in sight together
_PLAYER = "sk.StretchPlayer({0!r}, {1!r}, hold_s=1, repetitions=1)"


def script_of(stretch: str, variation: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the phases of one round, and what the picture shows in each."""
    script = StretchPlayer(stretch, variation, hold_s=1, repetitions=1).script
    phases = [script["parts"][place] for place in [*script["rounds"][0], *script["finish"]]]
    return phases, [script["body"]["moments"][phase["moment"]] for phase in phases]


def play_through(page: Page, player: Locator, stretch: str, variation: str) -> None:
    """Play by the page's clock, which stands still but for its jumps; look at each phase."""
    body = player.locator("[data-part=body] canvas")
    body.scroll_into_view_if_needed()
    page.wait_for_function("canvas => canvas.style.aspectRatio", arg=body.element_handle())
    hold = body.evaluate(PIXELS)
    player.get_by_role("slider", name="Moment of the stretch").press("Home")
    page.wait_for_function(  # It moves once the film has come.
        f"([canvas, hold]) => ({PIXELS})(canvas) !== hold", arg=[body.element_handle(), hold]
    )
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    player.get_by_role("button", name="Start", exact=True).click()
    seen: dict[str, int] = {}
    for phase, moment in zip(*script_of(stretch, variation), strict=True):
        seconds = 1 if phase["kind"] == "hold" else phase["seconds"]
        page.clock.fast_forward(seconds * 1000 - 20)
        expect(player).to_have_attribute("data-state", "running")
        expect(player).to_have_attribute("data-kind", phase["kind"])
        expect(player.locator("[data-part=instruction]")).to_have_text(phase["cue"])
        if phase["kind"] == "hold" and phase.get("side"):
            side = f"Feel it on the {phase['side']}"
            expect(player.locator("[data-part=side]")).to_have_text(side)
        assert str(body.get_attribute("aria-label")).startswith(moment["alt"])
        seen.setdefault(moment["goes"][-1], body.evaluate(PIXELS))
        page.clock.fast_forward(20)
    expect(player).to_have_attribute("data-state", "done")
    assert len(set(seen.values())) == len(seen), "every place has a picture of its own"
    page.clock.resume()


def test_in_jupyterlab(lab: Lab) -> None:
    cells = [f"p{n} = {_PLAYER.format(*one)}\np{n}" for n, one in enumerate(VARIATIONS)]
    page = lab.context.new_page()
    page.set_viewport_size(TALL)
    page.clock.install()
    lab.open(lab.write("variations.ipynb", "import stretchkit as sk", *cells), page)
    page.set_default_timeout(30_000)
    assert lab.run_all(page) == []
    players = page.locator(".sk-player")
    expect(players).to_have_count(len(VARIATIONS))
    for place, (stretch, variation) in enumerate(VARIATIONS):
        play_through(page, players.nth(place), stretch, variation)
    for place, (stretch, variation) in enumerate(VARIATIONS):
        assert lab.value(page, f"p{place}.state") == "done"
        done = [
            (phase["kind"], phase.get("side")) for phase in lab.value(page, f"p{place}.completed")
        ]
        phases, _ = script_of(stretch, variation)
        assert done == [(phase["kind"], phase.get("side")) for phase in phases]
    page.close()


def test_in_a_handout(browser: Browser, tmp_path: Path) -> None:
    cells = [
        widget("player", stretch=stretch, variation=variation, hold_s=1, repetitions=1)
        for stretch, variation in VARIATIONS
    ]
    text, _ = HandoutExporter(date="2024-02-29").from_notebook_node(new_notebook(cells=cells))
    path = tmp_path / "every stretch.html"
    path.write_text(text, encoding="utf-8")
    watched = Watched(browser, path, clock=True, viewport=TALL)
    players = watched.page.locator(".sk-player")
    expect(players).to_have_count(len(VARIATIONS))
    for place, (stretch, variation) in enumerate(VARIATIONS):
        play_through(watched.page, players.nth(place), stretch, variation)
    assert watched.left() == []
    assert watched.complaints == []
    watched.page.close()
