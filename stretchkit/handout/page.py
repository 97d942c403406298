"""The page of a handout: one file that fetches nothing and in which one known script runs."""

import base64
import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import stretchkit
from stretchkit import facts
from stretchkit.handout.contents import Contents, Live
from stretchkit.palette import DARK, LIGHT, css_variables
from stretchkit.widgets.base import style_text

_TEMPLATE = Path(__file__).parent / "template"


def render(contents: Contents, day: date, language: str) -> str:
    """Return the whole HTML file."""
    script = _text("handout.js")
    return (
        _environment()
        .get_template("handout.html.j2")
        .render(
            title=Markup(contents.title),
            parts=[Markup(part) for part in contents.parts],
            sheets=[Markup(sheet) for sheet in contents.sheets.values()],
            has_safety_check=contents.has_safety_check,
            boxes=_boxes(),
            said={key: row.text for key, row in facts.safety_texts().items()},
            language=language,
            version=stretchkit.__version__,
            day=day,
            course=facts.course(),
            words=_words,
            policy=_policy(script),
            script=Markup(script),
            style=Markup(_style()),
            widgets=Markup(_as_json(contents.widgets)),
        )
    )


def _policy(script: str) -> str:
    """Return the content-security policy: this script, the widgets' modules, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}' blob:; worker-src blob:; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _as_json(widgets: list[Live]) -> str:
    """Return widgets as JSON that no HTML parser reads as HTML; each module and blob once."""
    modules = {widget.kind: widget.module for widget in widgets}
    blobs = {name: blob for widget in widgets for name, blob in widget.blobs.items()}
    starts = [{"kind": widget.kind, "state": widget.state} for widget in widgets]
    page = {"modules": modules, "blobs": blobs, "widgets": starts}
    text = json.dumps(page, ensure_ascii=False)
    return text.replace("<", "\\u003c")


def _boxes() -> list[dict[str, Any]]:
    """Return what stands first: each level, the most urgent first, with its signs."""
    signs = [flag for flag in facts.red_flags().values() if flag.box != "C"]
    levels = sorted(facts.levels().values(), key=lambda level: level.order)
    return [
        {"level": level, "signs": [sign.text for sign in signs if sign.level == level.key]}
        for level in levels
    ]


def _style() -> str:
    """Return the sheet of the page and, once, that of all widgets."""
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f".sk-page {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ .sk-page {{ {dark} }} }}\n"
        f"{style_text()}\n{_text('handout.css')}"
    )


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _text(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
