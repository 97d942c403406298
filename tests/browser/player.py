"""A player on a plain page, its time passed in, and the few words that its tests are written in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from stretchkit.widgets.player import StretchPlayer
from tests.browser.page import bare_page, shared_module, show

Opener = Callable[..., Page]
# Notes every sound that is planned on the audio clock, and takes back what is cancelled.
HEAR = """() => {
  window.planned = new Set();
  const {start, stop} = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (at) {
    this.plan = at;
    window.audio = this.context;
    planned.add(this);
    return start.call(this, at);
  };
  AudioScheduledSourceNode.prototype.stop = function (at) {
    if (at === 0) planned.delete(this);
    return stop.call(this, at);
  };
}"""
ASKING = ("Stop", "Choose another answer", "I said it by mistake")  # what was felt


def traits(*arguments: Any, **named: Any) -> dict[str, Any]:
    """Return what a new player would send to the page."""
    player = StretchPlayer(*arguments, **named)
    names = ("script", "dose", "state", "completed", "run", "felt")
    # A copy, for tests that change it: players share the scripts that Python made once.
    return deepcopy({name: getattr(player, name) for name in names})


@contextmanager
def opener(browser: Browser) -> Iterator[Opener]:
    """Open players on pages whose clock stands still until `page.clock` moves it."""
    pages: list[Page] = []

    def open_player(
        *arguments: Any, prepare: str = "", offline: bool = False, options: Any = None, **named: Any
    ) -> Page:
        page = bare_page(browser, **(options or {}))
        pages.append(page)
        page.clock.install(time=1_000_000)
        page.clock.pause_at(1_001_000)
        if prepare:
            page.evaluate(prepare)
        given = traits(*(arguments or ("neck_tilt",)), **named)
        show(page, "player", {**given, "offline": True} if offline else given)
        return page

    yield open_player
    for page in pages:
        page.close()


def part(page: Page, name: str) -> Locator:
    return page.locator(f".sk-player [data-part={name}]")


def press(page: Page, *names: str) -> None:
    """Press buttons; where the answers to Stop come up, let the second pass that they wait."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        if name in ASKING and page.evaluate("'__pwClock' in window"):
            page.clock.fast_forward(1_000)


def model(page: Page, what: str, place: int = 0) -> Any:
    return page.evaluate(f"widgets[{place}].model.{what}")


def scores_sent(page: Page) -> list[dict[str, Any]]:
    """Return the scores that went to Python."""
    return [message for message in model(page, "sent") if "score" in message]


def phases(page: Page) -> list[dict[str, Any]]:
    """Return the phases of the dose that is chosen, as the page composes them."""
    shared_module(page, "dose")
    given = "widgets[0].model.traits"
    return list(page.evaluate(f"dose.withDose({given}.script, {given}.dose).phases"))


def heed(page: Page, level: str) -> None:
    """Tell the page a gentle word of the log."""
    page.evaluate(
        """level => { const key = `player log ${level}`;
          (document.body[Symbol.for('stretchkit')].told ??= new Map()).set(key,
            {key, level, title: 'Next time', advice: 'It was over.', ofLog: true});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }""",
        level,
    )
