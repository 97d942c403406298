"""Widgets of the course on a plain page, with the real Python side answering their messages."""

from collections.abc import Callable, Iterator
from typing import Any

from anywidget import AnyWidget
from playwright.sync_api import Browser, Locator, Page

from stretchkit.painlog import PainLog
from stretchkit.widgets.base import CourseWidget
from tests.browser.page import bare_page, show

Opener = Callable[..., Page]

_ANSWER_BY_PYTHON = """name => {
  const {model} = widgets.at(-1);
  const answer = message => window[name](message).then(words => model.hear(words));
  const waiting = model.sent.splice(0);
  model.send = message => { model.sent.push(message); answer(message); };
  waiting.forEach(model.send);
}"""


def put(page: Page, widget: CourseWidget, *, python: bool = True) -> None:
    """Render the widget; `python` answers its messages at once, as a kernel would."""
    names = set(widget.trait_names(sync=True)) - set(AnyWidget.class_trait_names(sync=True))
    state = widget.get_state(sorted(name for name in names if not name.startswith("_")))
    show(page, widget.kind, state)
    if python and hasattr(widget, "_handle"):
        page.expose_function(f"python{id(widget)}", widget._handle)
        page.evaluate(_ANSWER_BY_PYTHON, f"python{id(widget)}")


def rendered_again(page: Page, widget: CourseWidget) -> None:
    """Render the widget in place of the last one, as a cell does that is run again."""
    page.evaluate("() => { const {el, cleanup} = widgets.pop(); cleanup?.(); el.remove(); }")
    put(page, widget)


def open_pages(browser: Browser) -> Iterator[Opener]:
    """Give a function that opens a page with widgets, and close the pages in the end."""
    pages: list[Page] = []

    def open_page(*widgets: CourseWidget, **options: Any) -> Page:
        page = bare_page(browser, **options)
        pages.append(page)
        page.set_default_timeout(10_000)
        page.evaluate(
            """() => { window.strayKeys = [];
            document.addEventListener('keydown', event => strayKeys.push(event.key)); }"""
        )
        for widget in widgets:
            put(page, widget)
        return page

    yield open_page
    for page in pages:
        page.close()


def diary_log(*scores: int) -> PainLog:
    log = PainLog(":memory:")
    for day, score in enumerate(scores, start=1):
        log.add(score, region="arm", side="left", felt_at=f"2026-03-{day:02} 08:00")
    return log


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def on_page(page: Page, what: str) -> Any:
    return page.evaluate(f"document.body[Symbol.for('stretchkit')].{what}")
