"""How many pictures a second the player shows while a body moves, and how many shapes are in view.

Run it with `python -m pytest -s benchmarks/film_rate.py`. A headless Chromium without graphics
paints both pictures of each variation through its longest movement, in real time.
"""

import pytest
from playwright.sync_api import Browser, Page

from stretchkit import facts
from stretchkit.drawing.film import film
from tests.browser.conftest import browser
from tests.browser.page import bare_page, show
from tests.browser.player import traits
from tests.browser.test_player_body import answer_films
from tests.drawing.variations import VARIATIONS

__all__ = ["browser"]

_LEAST, _MOST_SHAPES = 30, 300
_SECONDS = 4
# Counts the pictures of the muscles, which are painted after those of the body.
_COUNT = """async ([index, seconds]) => {
  const fill = CanvasRenderingContext2D.prototype.fillRect;
  const painted = [];
  CanvasRenderingContext2D.prototype.fillRect = function (...box) {
    if (this.canvas.closest('[data-part=map]')) painted.push(performance.now());
    return fill.apply(this, box);
  };
  const [start, skip] = ['Start', 'Skip'].map(name =>
    [...document.querySelectorAll('.sk-player button')].find(one => one.textContent === name));
  start.click();
  for (let at = 0; at < index; at += 1) skip.click();
  painted.length = 0;
  await new Promise(done => setTimeout(done, seconds * 1000));
  CanvasRenderingContext2D.prototype.fillRect = fill;
  const gaps = painted.slice(1).map((at, n) => at - painted[n]).sort((a, b) => a - b);
  return [painted.length / seconds, gaps[Math.floor(gaps.length * 0.95)]];
}"""


def longest_move(stretch: str, variation: str) -> int:
    """Return the place in the session of the movement that takes longest."""
    phases = facts.timeline(facts.variation(stretch, variation), repetitions=1)
    moves = [at for at, phase in enumerate(phases) if phase.kind in ("move_in", "release")]
    return max(moves, key=lambda at: phases[at].seconds)


def rate(page: Page, stretch: str, variation: str) -> tuple[float, float]:
    show(page, "player", traits(stretch, variation))
    answer_films(page, (stretch, variation))
    page.wait_for_function("window.answered === 2")
    found = page.evaluate(_COUNT, [longest_move(stretch, variation), _SECONDS])
    return float(found[0]), float(found[1])


@pytest.mark.parametrize(("stretch", "variation"), VARIATIONS)
def test_pictures_a_second(browser: Browser, stretch: str, variation: str) -> None:
    form = facts.variation(stretch, variation)
    pairs = zip(film(form, "whole"), film(form, "back"), strict=True)
    shapes = max(len(one.shapes) + len(other.shapes) for one, other in pairs)
    page = bare_page(browser, viewport={"width": 1280, "height": 900})
    found, slow = rate(page, stretch, variation)
    page.close()
    print(
        f"\n{stretch} {variation}: {found:.0f} pictures a second, 95 % of gaps under "
        f"{slow:.0f} ms, at most {shapes} shapes in view"
    )
    assert found >= _LEAST
    assert shapes <= _MOST_SHAPES
