"""A widget on a plain page: no JupyterLab and no kernel, a model that only remembers."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from stretchkit import widgets
from stretchkit.widgets import base

# Each is asked for by hundreds of pages.
module_text, style_text = cache(base.module_text), cache(base.style_text)

# A secure context, as JupyterLab on localhost is; every request is answered by the test itself.
ADDRESS = "http://localhost:9/"

_PAGE = """<!doctype html><html lang="en"><title>A widget</title>
<style>body {{ margin: 8px; background: {ground}; }} {style}</style>
<body data-jp-theme-light="{light}"><main></main></body></html>"""

# `sent` and `saves` are what went to Python, `wanted` the pictures that were asked of it;
# `model.hear(…)` is Python's reply.
_MODEL = """
window.makeModel = traits => {
  const heard = {};
  const model = {
    traits, sent: [], wanted: [], saves: 0, offline: traits.offline,
    get: name => traits[name],
    set: (name, value) => { traits[name] = value; model.tell('change:' + name); },
    on: (name, act) => { (heard[name] ??= []).push(act); },
    off: (name, act) => { heard[name] = (heard[name] ?? []).filter(other => other !== act); },
    tell: (name, ...news) => { for (const act of [...(heard[name] ?? [])]) act(...news); },
    save_changes: () => { model.saves += 1; },
    send: message => { (message.film ? model.wanted : model.sent).push(message); },
    hear: (message, buffers) => model.tell('msg:custom', message, buffers),
  };
  return model;
};
"""

_RENDER = """async ({code, traits}) => {
  const url = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
  const module = (await import(url)).default;
  window.lastModule = url;
  const model = makeModel(structuredClone(traits));
  const el = document.createElement('div');
  document.querySelector('main').append(el);
  const cleanup = await module.render({model, el});
  (window.widgets ??= []).push({model, el, cleanup});
}"""


def bare_page(browser: Browser, *, light: bool = True, **options: Any) -> Page:
    """Return an empty page with the course's style; `options` go to the browser's new page."""
    page = browser.new_page(**options)
    ground = "#ffffff" if light else "#111111"
    page.route(
        ADDRESS,
        lambda route: route.fulfill(
            body=_PAGE.format(style=style_text(), ground=ground, light=str(light).lower()),
            content_type="text/html",
        ),
    )
    load(page)
    return page


def load(page: Page) -> None:
    """Load the page, or load it again: no widget is on it, and the visit of the tab goes on."""
    page.goto(ADDRESS)
    page.add_script_tag(content=_MODEL)


def show(page: Page, kind: str, traits: dict[str, Any]) -> None:
    """Render one more widget on the page; `window.widgets` holds model, el and cleanup of each."""
    page.evaluate(_RENDER, {"code": module_text(kind), "traits": traits})


def shared_module(page: Page, name: str) -> None:
    """Put everything that a shared file exports on `window.<name>`."""
    path = Path(widgets.__file__).parent / "shared" / f"{name}.js"
    exported = re.findall(
        r"^export (?:async )?(?:function|class|const) (\w+)", path.read_text("utf-8"), re.M
    )
    page.evaluate(
        f"""async code => {{
          const url = URL.createObjectURL(new Blob([code], {{type: 'text/javascript'}}));
          window[{json.dumps(name)}] = {{...await import(url)}};
        }}""",
        f"{module_text(f'shared/{name}')}\nexport {{ {', '.join(exported)} }};",
    )
