"""The anatomy explorer on a plain page, as in a handout or with the real Python side answering."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

from anywidget import AnyWidget
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.widgets.explorer import AnatomyExplorer
from tests.browser.page import bare_page, show
from tests.browser.pixels import PIXELS

Opener = Callable[..., Page]

_ANSWER_BY_PYTHON = """() => {
  const {model} = widgets.at(-1);
  const answer = async message => {
    const [words, data] = await python(message);
    const bytes = data && Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    model.hear(words, data ? [new DataView(bytes.buffer)] : []);
  };
  const waiting = model.sent.splice(0);
  model.send = message => { model.sent.push(message); answer(message); };
  waiting.forEach(model.send);
}"""
_WITH_BLOBS = """blobs => {
  const make = makeModel;
  window.makeModel = traits => Object.assign(make(traits), {blob: name => blobs[name]});
}"""
# A point of the page where this element, and nothing over it, is hit.
_A_POINT_OF = """element => {
  const {left, top, width, height} = element.getBoundingClientRect();
  for (let y = top; y < top + height; y += 3)
    for (let x = left; x < left + width; x += 3)
      if (document.elementFromPoint(x, y) === element
        && document.elementFromPoint(x + 4, y + 4) === element) return [x + 2, y + 2];
}"""
CHOICES = "[data-part=quiz] .sk-explorer-choices button"


def open_explorers(browser: Browser) -> Iterator[Opener]:
    """Give a function that opens a page with an explorer, and close the pages in the end.

    `python` has the real Python side answer; without it and `offline`, nobody answers.
    """
    pages: list[Page] = []

    def open_page(
        bookmark: str | None = None, *, offline: bool = True, python: bool = False, **options: Any
    ) -> Page:
        page = bare_page(browser, **options)
        pages.append(page)
        page.set_default_timeout(10_000)
        page.evaluate(
            """() => { window.strayKeys = [];
            document.addEventListener('keydown', event => strayKeys.push(event.key)); }"""
        )
        widget = AnatomyExplorer(bookmark)
        names = set(widget.trait_names(sync=True)) - set(AnyWidget.class_trait_names(sync=True))
        state = widget.get_state(sorted(name for name in names if not name.startswith("_")))
        if offline and not python:
            state |= {"offline": True}
            page.evaluate(_WITH_BLOBS, widget.offline_blobs())
        show(page, "explorer", state)
        if python:

            def answer(message: dict[str, Any]) -> list[Any]:
                words, pictures = widget._handle(message)
                return [words, base64.b64encode(pictures[0]).decode() if pictures else None]

            page.expose_function("python", answer)
            page.evaluate(_ANSWER_BY_PYTHON)
        return page

    yield open_page
    for page in pages:
        page.close()


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]").first


def press(page: Page, name: str) -> None:
    page.locator(".sk-explorer").get_by_role("button", name=name, exact=True).click()


def in_picture(page: Page, key: str) -> Locator:
    """Return the place of a structure in the picture."""
    return page.locator(f"[data-part=places] [data-key='{key}']")


def point_of(page: Page, key: str) -> tuple[float, float]:
    """Return a point of the page where a structure of the picture is hit."""
    x, y = in_picture(page, key).evaluate(_A_POINT_OF)
    return x, y


def pixels(page: Page) -> int:
    """Return a sum over what is painted, after the frame that paints it."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return int(page.locator("canvas").first.evaluate(PIXELS))


def expect_card(page: Page, name: str) -> None:
    expect(part(page, "name")).to_have_text(name)
