"""Whatever a notebook holds, nothing of it runs in a handout and nothing is fetched."""

import base64
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.handout.clean import NO_ALT, clean_html, markdown, plain_text

HOSTILE = [
    '<img src=x onerror="window.ran = 1">',
    "<script>window.ran = 1</script>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "[press](javascript:alert(1))",
    "[press](JaVaScRiPt&#58;alert(1))",
    "![x](javascript:alert(1))",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<img src="https://example.org/pixel.png" alt="x">',
    '<img src="//example.org/pixel.png" srcset="https://example.org/a.png 2x">',
    '<p style="background: url(https://example.org/a.png); position: fixed">x</p>',
    "<style>@import 'https://example.org/a.css'</style>",
    '<link rel="stylesheet" href="https://example.org/a.css">',
    '<base href="https://example.org/"><meta http-equiv="refresh" content="0;url=//example.org">',
    '<iframe src="https://example.org"></iframe><object data="https://example.org"></object>',
    '<form action="https://example.org"><input name="querySelector"><button>b</button></form>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<details ontoggle="alert(1)" open><summary>x</summary></details>',
    "$\\href{javascript:alert(1)}{x}$",
    "<math><mi href='javascript:alert(1)'>x</mi></math>",
    '<video src="https://example.org/a.mp4" autoplay></video><audio src="x"></audio>',
    '<div class="sk-page" data-live="0" id="safety-check">x</div>',
    "<b onmouseover=alert(1)>`<img onerror=1>`</b>",
]
LEADS_TO = ("#", "http://", "https://", "mailto:")
RUNS = {"script", "iframe", "object", "embed", "style", "link", "base", "meta", "form", "svg"}


class Faults(HTMLParser):
    """Collects what could run or be fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found.append(tag)
        for name, value in attrs:
            value = (value or "").strip().lower()
            if (
                name.startswith(("on", "data-", "srcset", "formaction", "xlink"))
                or (name == "src" and not value.startswith("data:image/"))
                or (name == "href" and not value.startswith(LEADS_TO))
                or (name == "style" and ("url(" in value or "position" in value))
            ):
                self.found.append(f"{tag} {name}={value}")
        if tag == "img" and "alt" not in dict(attrs):
            self.found.append("img without alt")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_left(text: str) -> None:
    assert Faults(markdown(text)).found == []
    assert Faults(clean_html(text)).found == []


@given(
    st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "`", "$", "\n\n", "a", "&lt;"]) | st.text())
)
def test_nothing_hostile_is_left_of_any_mixture(pieces: list[str]) -> None:
    assert Faults(markdown("".join(pieces))).found == []
    assert Faults(clean_html("".join(pieces))).found == []


@given(st.text())
def test_plain_text_never_opens_a_tag(text: str) -> None:
    assert "<" not in plain_text(text)
    assert ">" not in plain_text(text)


def test_money_stays_money_and_math_becomes_mathml() -> None:
    html = markdown("A band costs $5 to $10, or \\$3. Hold $30\\,s$; gain $x_1$.")
    assert "costs $5 to $10, or $3" in html
    assert html.count("<math") == 2
    assert "<mn>30</mn>" in html
    assert 'display="block"' in markdown("$$\\frac{a}{b}$$")


def test_math_that_cannot_be_read_stands_as_it_was_written() -> None:
    assert "<code>\\left( a</code>" in markdown("$\\left( a$")


def test_links_lead_to_the_other_handouts_to_sources_and_to_the_web() -> None:
    html = markdown(
        "[a](06_stretch_3.ipynb) [b](06_stretch_3.ipynb#try-it) [c](#Key2016) "
        "[d](https://doi.org/10.1/x) [e](../data/x.csv)"
    )
    for address in ("06_stretch_3.html", "06_stretch_3.html#try-it", "#Key2016"):
        assert f'href="{address}"' in html
    assert 'href="https://doi.org/10.1/x"' in html
    assert "x.csv" not in html


def test_a_picture_beside_the_notebook_is_carried_along(tmp_path: Path) -> None:
    (tmp_path / "arm.png").write_bytes(b"not really")
    data = base64.b64encode(b"not really").decode()
    html = markdown("![An arm](arm.png) ![x](../../etc/passwd)", folder=str(tmp_path))
    assert f'<img src="data:image/png;base64,{data}" alt="An arm">' in html
    assert '<img alt="x">' in html


def test_html_in_markdown_keeps_its_shape(tmp_path: Path) -> None:
    (tmp_path / "arm.png").write_bytes(b"abc")
    html = markdown(
        "Hold <b>still</b>, <script>KINGFISHER</script>breathe.\n\n"
        '<details><summary>More</summary>\n\n**Inside** <img alt="An arm" src="arm.png">\n\n'
        "</details>",
        folder=str(tmp_path),
    )
    assert "Hold <b>still</b>, breathe." in html
    assert html.index("<details>") < html.index("<strong>Inside") < html.index("</details>")
    assert 'src="data:image/png;base64,YWJj"' in html


def test_an_attachment_is_carried_along_and_a_lost_one_leaves_its_words() -> None:
    held = {"arm.png": {"image/png": "QUJD"}}
    assert 'src="data:image/png;base64,QUJD"' in markdown("![An arm](attachment:arm.png)", held)
    assert "An arm" in markdown("![An arm](attachment:arm.png)")


def test_what_no_page_is_to_part_stays_in_one_piece() -> None:
    table = '<table style="break-inside: avoid"><tbody><tr><td>1</td></tr></tbody></table>'
    assert "break-inside:avoid" in clean_html(table).replace(" ", "")


def test_an_empty_corner_of_a_table_is_no_heading() -> None:
    table = "<table><tbody><tr><th></th><th>kind</th></tr></tbody></table>"
    assert clean_html(table) == table.replace("<th></th>", "<td></td>")


def test_a_picture_without_words_gets_some() -> None:
    assert f'alt="{NO_ALT}"' in clean_html('<img title="a>b" src="data:image/png;base64,AA">')
    assert 'alt=""' in clean_html('<img alt="" src="data:image/png;base64,AA">')


def test_headings_carry_no_anchor_signs() -> None:
    assert "¶" not in markdown("# Hold\n\n## Rest")
