"""How long the anatomy explorer takes from a press to the picture, and how evenly it moves.

Run it with `python -m pytest -s benchmarks/explorer_rate.py`. The page is a plain one, as in a
handout. Each change is measured from the press to the end of the first frame that shows it.
"""

from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import browser
from tests.browser.explorer import Opener, open_explorers, part

__all__ = ["browser"]

_MOST_MS = 100
_PRESS = """async selectors => {
  const times = [];
  for (const selector of selectors) {
    const start = performance.now();
    document.querySelector(selector).click();
    await new Promise(done => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    }));
    times.push(performance.now() - start);
  }
  return times;
}"""
_TYPE = """async words => {
  const input = document.querySelector('.sk-explorer input[type=search]');
  const times = [];
  for (let end = 1; end <= words.length; end += 1) {
    const start = performance.now();
    input.value = words.slice(0, end);
    input.dispatchEvent(new Event('input'));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}"""
_MOVE = """async label => {
  const fill = CanvasRenderingContext2D.prototype.setTransform;
  const painted = [];
  CanvasRenderingContext2D.prototype.setTransform = function (...numbers) {
    painted.push(performance.now());
    return fill.apply(this, numbers);
  };
  document.querySelector(`[aria-label="${label}"]`).click();
  await new Promise(done => setTimeout(done, 1500));
  CanvasRenderingContext2D.prototype.setTransform = fill;
  const frames = painted.filter((at, index) => index === 0 || at - painted[index - 1] > 2);
  return frames.length / 1.5;
}"""
_VIEWS = [f"[data-part=view] [data-key={key}]" for key in ("front", "side", "back")]
_LAYERS = [
    f"[data-part=layer] [data-key={key}]"
    for key in ("skin", "intermediate", "deep", "bones", "superficial")
]
_PLACES = [
    f"[data-part=places] [data-key='{key}']"
    for key in ("trapezius_upper.right", "latissimus_dorsi.left", "trapezius_lower.right")
]


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    pages = open_explorers(browser)
    opened: Opener = next(pages)
    page = opened(viewport={"width": request.param, "height": 844}, device_scale_factor=2)
    page.wait_for_timeout(500)
    print(f"\n{request.param} px wide, two dots a pixel:")
    yield page
    next(pages, None)


def _tell(what: str, times: list[float]) -> float:
    print(f"  {what:24} median {median(times):5.1f} ms, slowest {max(times):5.1f} ms")
    return max(times)


def test_every_change_takes_less_than_a_tenth_of_a_second(page: Page) -> None:
    slowest = [
        _tell("another view", page.evaluate(_PRESS, _VIEWS * 3)),
        _tell("another depth", page.evaluate(_PRESS, _LAYERS * 3)),
        _tell("a muscle pressed", page.evaluate(_PRESS, _PLACES * 3)),
    ]
    page.get_by_role("button", name="All structures").click()
    slowest.append(_tell("a letter typed", page.evaluate(_TYPE, "shoulder blade lifter")))
    part(page, "results").get_by_role("button").first.click()
    rate = page.evaluate(_MOVE, "Show action: shoulder up (shrug)")
    print(f"  a movement               {rate:5.1f} pictures a second")
    assert max(slowest) < _MOST_MS
