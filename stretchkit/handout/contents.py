"""A notebook read for the page: its title, its parts as clean HTML, its widgets rebuilt."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from anywidget import AnyWidget

from stretchkit import widgets
from stretchkit.handout.clean import NO_ALT, clean_html, markdown, math, plain_text
from stretchkit.handout.log_rows import LEFT_OUT as NO_ROWS
from stretchkit.handout.log_rows import holds_log_rows
from stretchkit.handout.reopened import WIDGET_VIEW
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.live import MIME

LEFT_OUT = {"answer", "speaker-notes", "handout-skip"}
# On a cell that begins with a heading: its section is closed on screen, open on paper.
FOLDED = "handout-fold"

_H1 = re.compile(r'<h1(?: [\w-]+="[^"]*")*>(.*?)</h1>\s*', re.S)
_H2 = re.compile(r'<h2(?: [\w-]+="[^"]*")*>.*?</h2>', re.S)
_SOURCES = re.compile(r'<ul>(?:<li id="[^"]*">.*?</li>)+</ul>', re.S)
_IPYWIDGETS_TRAITS = set(AnyWidget.class_trait_names(sync=True))

Warn = Callable[[str], None]


@dataclass
class Live:
    """A widget that runs in the page: its kind, its module and where its traits start.

    `blobs` are what its traits refer to by name, shared by all widgets of the page.
    """

    kind: str
    module: str
    state: dict[str, Any]
    blobs: dict[str, str]


@dataclass
class Contents:
    """What a notebook says, ready for the page."""

    title: str = ""
    parts: list[str] = field(default_factory=list)
    widgets: list[Live] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)  # by name; on paper, a page for each
    has_safety_check: bool = False


def read(notebook: Mapping[str, Any], folder: str, warn: Warn) -> Contents:
    """Read a notebook (nbformat 4); what cannot be shown is told to `warn`."""
    found = Contents()
    # Each with the heading under which it is folded away; most have none.
    sections: list[tuple[str, list[str]]] = [("", [])]
    for cell in notebook["cells"]:
        tags = set(cell["metadata"].get("tags", ()))
        if LEFT_OUT & tags:
            continue
        if cell["cell_type"] == "markdown":
            html = markdown(cell["source"], cell.get("attachments"), folder)
            if not found.title and (heading := _H1.search(html)):
                found.title = plain_text(heading[1])
                html = html.replace(heading[0], "", 1)
            if starts := _H2.match(html):
                folded = starts[0] if FOLDED in tags else ""
                sections.append((folded, []))
                html = html.removeprefix(folded).lstrip()
            sections[-1][1].append(f'<div class="words">{html}</div>' if html else "")
        for output in cell.get("outputs", ()):
            sections[-1][1].append(_output(output, found, warn))
    for above, parts in sections:
        shown = [part for part in parts if part]
        found.parts += [_folded(above, "".join(shown))] if above else shown
    return found


def _folded(heading: str, html: str, kind: str = "") -> str:
    """Return HTML that a screen shows when its heading is chosen; paper always does."""
    name = f"fold {kind}".strip()
    return f'<details class="{name}"><summary>{heading}</summary>{html}</details>'


def _output(output: Mapping[str, Any], found: Contents, warn: Warn) -> str:
    if output["output_type"] == "error":
        warn(f"A cell ended in an error and is left out: {output['ename']}: {output['evalue']}")
        return ""
    if holds_log_rows(output):
        warn("A cell shows entries of a pain log: they are left out.")
        return f"<p>{NO_ROWS}</p>"
    if output["output_type"] == "stream":
        return f"<pre>{escape(output['text'])}</pre>" if output["name"] == "stdout" else ""
    data, metadata = output["data"], output.get("metadata", {})
    if MIME in data:
        return _widget(data, found, warn)
    if WIDGET_VIEW in data:
        return '<p class="quiet">A control stands here when this page is open in JupyterLab.</p>'
    if "text/html" in data:
        # A long card starts folded; what an author folds or opens in words stays as it is.
        html = clean_html(data["text/html"]).replace('<details open="">', "<details>")
        if f'alt="{NO_ALT}"' in html:
            warn("A picture has no description: give it an alt text.")
        if _SOURCES.fullmatch(html):
            return _folded(f"{html.count('<li ')} sources", html, "sources")
        # What may be wider than a phone and so scroll must be reachable by keyboard.
        scrolls = ' tabindex="0" role="group" aria-label="Table"' if "<table" in html else ""
        return f'<div class="output"{scrolls}>{html}</div>'
    if "text/markdown" in data:
        return f'<div class="output">{markdown(data["text/markdown"])}</div>'
    for mime in ("image/svg+xml", "image/png", "image/jpeg"):
        if mime in data:
            alt = metadata.get(mime, metadata).get("alt")
            if not alt:
                warn("A picture has no description: give it an alt text.")
            return _picture(mime, data[mime], alt or NO_ALT)
    if "text/latex" in data:
        return math(data["text/latex"].strip().strip("$"), "block")
    return f"<pre>{escape(data['text/plain'])}</pre>" if data.get("text/plain") else ""


def _picture(mime: str, content: str, alt: str) -> str:
    if mime == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    source = f"data:{mime};base64,{''.join(content.split())}"
    return f'<figure><img src="{escape(source)}" alt="{escape(alt)}"></figure>'


def _widget(data: Mapping[str, Any], found: Contents, warn: Warn) -> str:
    """Rebuild a widget: its twin as HTML, and beside it a place where the live one starts."""
    try:
        widget = widgets.rebuild(data[MIME])
    except Exception as error:  # whatever a file from elsewhere may hold, the page goes on
        warn(f"A widget could not be rebuilt ({error}); what was saved of it is shown.")
        return f'<div class="output">{clean_html(data.get("text/html", ""))}</div>'
    place = before = ""
    if widget.kind == "safety":
        before = '<p class="only-paper">The signs to look for stand on the first page.</p>'
        place = "" if found.has_safety_check else ' id="safety-check"'
        found.has_safety_check = True
    if widget.lives_offline:
        place += f' data-live="{len(found.widgets)}"'
        blobs = widget.offline_blobs()
        found.widgets.append(Live(widget.kind, str(widget._esm), _state(widget), blobs))
    twin = widget.paper()
    if name := widget.sheet_name():
        where = f"The steps of <b>{escape(name)}</b> have a page at the end."
        before = f'<p class="only-paper">{where}</p>'
        found.sheets[name] = twin
    widget.close()
    return (
        f'{before}<div class="widget widget-{widget.kind}"{place}>'
        f'<div class="twin">{twin}</div><div class="live"></div></div>'
    )


def _state(widget: CourseWidget) -> dict[str, Any]:
    """Return the traits of the widget's own class; those of every widget are of no use here."""
    own = {name for name in widget.trait_names(sync=True) if not name.startswith("_")}
    state: dict[str, Any] = widget.get_state(sorted(own - _IPYWIDGETS_TRAITS))
    return state | widget.offline_state()
