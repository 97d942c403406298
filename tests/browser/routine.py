"""A routine on a plain page, its time passed in, for the tests of routines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from stretchkit.widgets.routine import RoutinePlayer
from tests.browser.page import bare_page, show

Opener = Callable[..., Page]

SHORT = [
    {"stretch": "cross_arm_knee_press", "variation": "seated", "hold_s": 1, "repetitions": 1},
    {"stretch": "clasp_and_reach", "variation": "hug", "hold_s": 1, "repetitions": 1},
    {"stretch": "neck_tilt", "variation": "basic", "hold_s": 1, "repetitions": 2},
]
_TRAITS = ("script", "routine", "state", "completed", "run", "felt")


def traits(stretches: Any = None, name: str = "Mine", rest_s: float = 10) -> dict[str, Any]:
    """Return what a new routine would send to the page."""
    player = RoutinePlayer(stretches or SHORT, name, rest_s)
    return {trait: getattr(player, trait) for trait in _TRAITS}


@contextmanager
def opener(browser: Browser) -> Iterator[Opener]:
    """Open routines on pages whose clock stands still until `page.clock` moves it."""
    pages: list[Page] = []

    def open_routine(*, offline: bool = False, options: Any = None, **named: Any) -> Page:
        page = bare_page(browser, **(options or {}))
        pages.append(page)
        page.set_default_timeout(10_000)
        page.clock.install(time=1_000_000)
        page.clock.pause_at(1_001_000)
        given = traits(**named)
        show(page, "routine", {**given, "offline": True} if offline else given)
        return page

    yield open_routine
    for page in pages:
        page.close()
