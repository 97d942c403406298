"""HTML and Markdown from a notebook, made harmless: nothing in it runs, nothing is fetched."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import nh3
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
    MathInlineParser,
)

NO_ALT = "A picture without a description"


def _names(text: str) -> set[str]:
    return set(text.split())


_MATH_TAGS = _names(
    "math mrow mi mn mo mtext mspace mstyle mpadded mphantom mfrac msqrt mroot msub msup "
    "msubsup mover munder munderover mmultiscripts mprescripts mtable mtr mtd"
)
_MATH_ATTRIBUTES = _names(
    "display mathvariant stretchy fence form accent lspace rspace width height depth "
    "linethickness displaystyle scriptlevel columnalign minsize maxsize"
)
_TAGS = (nh3.ALLOWED_TAGS - {"map", "area"}) | {"section", "mark"} | _MATH_TAGS
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
    "time": {"datetime"},
    **{tag: _MATH_ATTRIBUTES for tag in _MATH_TAGS},
}
_STYLES = _names(
    "color background-color border border-color border-radius border-left border-collapse "
    "font-size font-weight font-style line-height text-align vertical-align margin padding "
    "width max-width height gap display flex flex-wrap break-inside"
)
_NOTEBOOK_LINK = re.compile(r"([\w.~%-]+)\.ipynb(#.*)?")
_RAW_IMAGE = re.compile(r"<img\b[^>]*>", re.I)
# An <img> as the cleaner writes it: every value quoted.
_IMAGE = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
# The corner of a table of pandas, which is read out as a heading of nothing.
_EMPTY_HEADING = re.compile(r'<th(?: [\w-]+="[^"]*")*></th>')


def _relative_link(address: str) -> str | None:
    """Keep links within the page; lead links to a notebook to its handout; drop all others."""
    if address.startswith("#"):
        return address
    found = _NOTEBOOK_LINK.fullmatch(address)
    return f"{found[1]}.html{found[2] or ''}" if found else None


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Let pictures come from the file itself only, and links lead to pages only."""
    is_data = value.strip().lower().startswith("data:")
    if name == "src":
        return value if value.startswith("data:image/") else None
    if name == "href" and is_data:
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    generic_attribute_prefixes={"aria-"},
    url_schemes={"http", "https", "mailto", "data"},
    url_relative=_relative_link,
    filter_style_properties=_STYLES,
    link_rel="noopener noreferrer",
)


def clean_html(html: str) -> str:
    """Return the HTML without anything that runs or is fetched; every picture has an alt text.

    Examples
    --------
    >>> clean_html('<p onclick="x()">Hold <img src="https://example.org/a.png" alt="arm"></p>')
    '<p>Hold <img alt="arm"></p>'
    """

    def with_alt(found: re.Match[str]) -> str:
        return found[0] if ' alt="' in found[1] else f'<img{found[1]} alt="{NO_ALT}">'

    return _EMPTY_HEADING.sub("<td></td>", _IMAGE.sub(with_alt, str(_CLEANER.clean(html))))


def plain_text(html: str) -> str:
    """Return the text of some HTML, escaped, on one line."""
    return " ".join(nh3.clean(html, tags=set()).split())


def math(tex: str, display: str = "inline") -> str:
    """Return TeX as MathML, which browsers show by themselves; as code if it cannot be read."""
    try:
        return str(convert(tex.strip(), display=display))
    except Exception:  # latex2mathml's errors have no class of their own in common
        return f"<code>{escape(tex)}</code>"


class _Inline(MathInlineParser):  # type: ignore[misc]
    """Math as pandoc reads it, so that "$5 to $10" stays money."""

    SPECIFICATION = {  # noqa: RUF012
        **MathInlineParser.SPECIFICATION,
        "inline_math_tex": (
            r"(?<![$\\])\$(?=\S)(?P<math_inline_tex>(?:\\.|[^$\\])+?)(?<!\s)\$(?![$\d])"
        ),
    }


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """nbconvert's Markdown, with MathML for math; a lost picture leaves its words."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        try:
            return str(super().image(text, url, title))
        except InvalidNotebook:  # an attachment that the cell does not carry
            return escape(text)

    # nbconvert would parse each piece of raw HTML by itself to carry its pictures along, and so
    # close every <details> and <b> where it opens. Only the <img> tags are its business.
    def block_html(self, html: str) -> str:
        return _RAW_IMAGE.sub(lambda found: str(self._html_embed_images(found[0])), html)

    inline_html = block_html

    def block_math(self, body: str) -> str:
        return math(body, "block")

    def inline_math(self, body: str) -> str:
        return math(body)

    def latex_environment(self, name: str, body: str) -> str:
        return math(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def markdown(source: str, attachments: Mapping[str, Any] | None = None, folder: str = "") -> str:
    """Return Markdown as clean HTML; pictures beside the notebook (`folder`) are carried along.

    Examples
    --------
    >>> markdown("Hold <script>alert(1)</script>**30** s")
    '<p>Hold <strong>30</strong> s</p>\\n'
    """
    renderer = _Renderer(
        escape=False,
        embed_images=True,
        path=folder,
        attachments=dict(attachments or {}),
        exclude_anchor_links=True,
    )
    return clean_html(MarkdownWithMath(renderer, inline=_Inline(hard_wrap=False)).render(source))
