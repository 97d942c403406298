"""What cards are made of: a thing that displays itself, and pieces of HTML."""

from collections.abc import Iterable
from html import escape
from typing import Any


class Shown:
    """What is displayed as HTML where that is possible, else as text."""

    def words(self) -> str:
        """Return it as plain text, the same each time."""
        raise NotImplementedError

    def html(self) -> str:
        """Return it as HTML."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.words()

    def __str__(self) -> str:
        return self.words()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/plain": self.words(), "text/html": self.html()}


def card(title: str, *parts: str) -> str:
    """Return a card: its title and what stands in it, as HTML."""
    return f'<article class="sk-card"><h3>{escape(title)}</h3>{"".join(parts)}</article>'


def folded(title: str, body: str) -> str:
    """Return HTML that is shown when its title is pressed."""
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def line(title: str, text: str) -> str:
    """Return a paragraph that begins with its title, or nothing where there is no text."""
    return f"<p><b>{escape(title)}.</b> {escape(text)}</p>" if text else ""


def items(title: str, texts: Iterable[str]) -> str:
    """Return a list under its title, or nothing where it is empty."""
    rows = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<p><b>{escape(title)}</b></p><ul>{rows}</ul>" if rows else ""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the first cell of each row names it."""
    # JupyterLab sets every cell to the right, which suits numbers alone.
    left = "style='text-align:left'"
    heads = "".join(f"<th scope='col' {left}>{escape(column)}</th>" for column in columns)
    body = ""
    for name, *cells in rows:
        told = "".join(f"<td {left}>{escape(cell)}</td>" for cell in cells)
        body += f"<tr><th scope='row' {left}>{escape(name)}</th>{told}</tr>"
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def sentence(label: str) -> str:
    """Return a label as a sentence begins."""
    return label[0].upper() + label[1:]
