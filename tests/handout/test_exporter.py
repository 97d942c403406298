"""A notebook becomes one page: what is in it, what is left out, and that nothing else may run."""

import base64
import hashlib
import json
import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from traitlets import TraitError

import stretchkit
import stretchkit as sk
from stretchkit import facts, widgets
from stretchkit.handout import HandoutExporter
from stretchkit.widgets.live import MIME
from tests.handout import tiny

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def tiny_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, home in tiny.KINDS.items():
        monkeypatch.setitem(widgets.KINDS, kind, home)


def words(source: str, *tags: str) -> Any:
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def shows(data: dict[str, Any], *tags: str, metadata: dict[str, Any] | None = None) -> Any:
    output = new_output("display_data", data=data, metadata=metadata or {})
    return new_code_cell("print('the code')", outputs=[output], metadata={"tags": list(tags)})


def widget(kind: str, html: str = "<p>saved</p>", **arguments: Any) -> Any:
    saved = {"kind": kind, "arguments": arguments}
    return shows({MIME: saved, "text/html": html, VIEW: {"model_id": "model-of-an-ended-kernel"}})


def export(*cells: Any, **options: Any) -> str:
    exporter = HandoutExporter(date="2024-02-29", **options)
    page, resources = exporter.from_notebook_node(new_notebook(cells=list(cells)))
    assert resources["output_extension"] == ".html"
    return str(page)


def main_of(page: str) -> str:
    return page[page.index("</section>") : page.index("</main>")]


def carried(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.S)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


class Page(HTMLParser):
    """Collects the tags of a page with what they point to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_first_heading_is_the_title_and_stands_once() -> None:
    page = export(words("# Neck *tilt* & rest\n\nSlowly."), words("# Another"))
    assert "<title>Neck tilt &amp; rest</title>" in page
    assert page.count("Neck tilt &amp; rest") == 2
    assert "<h1>Another</h1>" in page


def test_a_title_cannot_smuggle_anything_in() -> None:
    page = export(
        words("# Tilt <img src=x onerror='window.ran=1'></title><script>KINGFISHER</script>")
    )
    assert "<title>Tilt</title>" in page
    assert "onerror" not in page
    assert "KINGFISHER" not in page


def test_without_a_heading_the_file_names_the_page() -> None:
    exporter = HandoutExporter()
    page, _ = exporter.from_notebook_node(
        new_notebook(cells=[words("Slowly.")]), {"metadata": {"name": "06_neck <b>"}}
    )
    assert "<title>06_neck &lt;b&gt;</title>" in page


def test_date_review_version_and_language_are_said() -> None:
    page = export(words("# T"), language="de")
    assert '<html lang="de">' in page
    assert "This sheet was made on 29 February 2024" in page
    assert "Written by The stretchkit authors, 23 November 2026." in page
    assert "To be reviewed by 23 November 2027." in page
    assert f"stretchkit {stretchkit.__version__}" in page
    assert "does not replace advice from someone who has examined you" in page


@pytest.mark.parametrize("date", ["yesterday", "2024-13-01", "", "2024-02-30"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(TraitError, match="not a date like"):
        HandoutExporter(date=date)


def test_get_help_stands_first_with_every_sign_the_most_urgent_on_top() -> None:
    page = export(words("# T\n\nThe lesson."))
    signs = [flag for flag in facts.red_flags().values() if flag.box != "C"]
    for sign in signs:
        assert sign.text in page
    places = [page.index(f"{level.title} if:") for level in facts.levels().values()]
    assert places == sorted(places)
    assert page.index("<h1>") < places[0] < places[-1] < page.index("The lesson.")
    assert 'class="box only-paper"' not in page


def test_with_a_safety_check_the_box_on_screen_leads_to_it() -> None:
    page = export(words("# T"), widget("safety"), widget("safety"))
    assert page.count('id="safety-check"') == 1
    assert 'href="#safety-check"' in page
    assert page.count('class="box only-paper"') == len(facts.levels()) - 1


def test_code_prompts_and_complaints_are_left_out() -> None:
    page = export(
        new_code_cell(
            "secret_code()",
            execution_count=7,
            outputs=[
                new_output("stream", name="stderr", text="a complaint"),
                new_output("stream", name="stdout", text="1 < 2"),
                new_output("error", ename="ValueError", evalue="bad", traceback=["a trace"]),
                new_output("execute_result", data={"text/plain": "'x<y'"}, execution_count=7),
            ],
        ),
        new_raw_cell("raw words"),
        words("# Hold\n\n## Rest"),
    )
    assert "<pre>1 &lt; 2</pre>" in page
    assert "<pre>&#x27;x&lt;y&#x27;</pre>" in page
    for left_out in (
        "secret_code",
        "a complaint",
        "ValueError",
        "a trace",
        "raw words",
        "In [",
        "¶",
    ):
        assert left_out not in page


@pytest.mark.parametrize("tag", ["answer", "speaker-notes", "handout-skip"])
def test_tagged_cells_are_left_out(tag: str) -> None:
    page = export(words("KINGFISHER", tag), shows({"text/plain": "KINGFISHER"}, tag))
    assert "KINGFISHER" not in page


def test_a_widget_lives_with_its_own_traits_and_its_module_once() -> None:
    page = export(widget("tiny", name="one"), widget("tiny", name="two"))
    data = carried(page)
    assert list(data["modules"]) == ["tiny"]
    assert data["widgets"] == [
        {"kind": "tiny", "state": {"name": "one", "count": 3}},
        {"kind": "tiny", "state": {"name": "two", "count": 3}},
    ]
    assert main_of(page).count("The twin of tiny.") == 2
    assert "saved" not in main_of(page)
    assert "model-of-an-ended-kernel" not in page


def test_what_cannot_run_offline_shows_its_twin_only() -> None:
    page = export(widget("diary"), widget("chart", chart="pain"))
    assert carried(page)["widgets"] == []
    assert "data-live" not in main_of(page)
    assert "<table>" in main_of(page)


@pytest.mark.parametrize(
    "saved",
    [
        {"kind": "nothing", "arguments": {}},
        {"kind": "player", "arguments": {"stretch": "handstand"}},
        {"kind": "tiny", "arguments": {"unknown": 1}},
        {"kind": ["a"], "arguments": 3},
        {},
        None,
        "player",
    ],
)
def test_a_widget_that_cannot_be_rebuilt_shows_what_was_saved_cleaned(
    saved: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        page = export(shows({MIME: saved, "text/html": "<p onclick=a()>Ten seconds.</p>"}))
    assert "<p>Ten seconds.</p>" in page
    assert "could not be rebuilt" in caplog.text


def test_json_in_the_page_cannot_close_its_script() -> None:
    name = "</script><script>window.ran = 1</script><!--"
    page = export(widget("tiny", name=name))
    assert carried(page)["widgets"][0]["state"]["name"] == name
    assert [tag for tag, _ in Page(page).tags].count("script") == 2


def test_an_ordinary_control_becomes_a_line_of_words() -> None:
    page = export(shows({VIEW: {"model_id": "1"}, "text/plain": "IntSlider(value=3)"}))
    assert "IntSlider" not in page
    assert "A control stands here" in page


def test_pictures_are_carried_with_their_words(caplog: pytest.LogCaptureFixture) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"></svg>'
    page = export(
        shows({"image/svg+xml": svg, "image/png": "QQ=="}, metadata={"alt": 'The "neck"'}),
        shows({"image/png": "QUJD\n"}, metadata={"image/png": {"alt": "A chart", "width": 3}}),
    )
    assert f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" in page
    assert 'alt="The &quot;neck&quot;"' in page
    assert '<img src="data:image/png;base64,QUJD" alt="A chart">' in page
    assert "onload" not in page
    assert not caplog.records or "description" not in caplog.text


def test_a_picture_without_words_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        export(shows({"image/png": "QUJD"}), shows({"text/html": '<img src="data:image/png,a">'}))
    assert caplog.text.count("no description") == 2


def test_a_card_starts_folded_and_words_stay_as_their_author_left_them() -> None:
    folded = "<details><summary>More</summary>"
    opened = folded.replace(">", " open>", 1)
    assert folded in export(shows({"text/html": f"{opened}<p>a</p></details>"}))
    assert '<details open="">' in export(words(f"{opened}\n\na\n\n</details>"))


def test_a_tagged_section_is_folded_under_its_heading_up_to_the_next() -> None:
    page = export(
        words("# T"),
        words("## For students\n\nWhy it works.", "handout-fold"),
        widget("tiny"),
        words("## For all\n\nHow it goes."),
    )
    main = main_of(page)
    folded = main[main.index('<details class="fold">') : main.index("</details>")]
    assert "<summary><h2>For students</h2></summary>" in folded
    assert "Why it works." in folded and "The twin of tiny." in folded
    assert main.count("For students</h2>") == 1
    assert main.index("</details>") < main.index("For all")
    assert main.count("<details") == 1


def test_a_list_of_sources_is_folded_and_keeps_its_anchors() -> None:
    html = sk.sources("Gray42", "Page2010")._repr_mimebundle_()["text/html"]
    page = export(words("# T"), shows({"text/html": html}))
    folded = page[page.index('<details class="fold sources">') :]
    assert "<summary>2 sources</summary>" in folded
    assert 'id="Gray42"' in folded


def test_each_stretch_has_one_sheet_after_the_rest() -> None:
    players = [widget("player", stretch="neck_tilt") for _ in range(2)]
    page = export(words("# T"), *players)
    assert page.count('<section class="sheet') == 1
    assert page.index("</footer>") < page.index('<section class="sheet')
    assert main_of(page).count("The steps of <b>Neck tilt: Basic tilt</b> have a page") == 2


def test_markdown_and_math_outputs_are_shown() -> None:
    page = export(shows({"text/markdown": "**bold**"}), shows({"text/latex": "$\\frac{a}{b}$"}))
    assert "<strong>bold</strong>" in page
    assert "<mfrac>" in page


def test_the_policy_lets_exactly_the_one_script_run() -> None:
    page = export(words("# T"), widget("player", stretch="neck_tilt"))
    script = page[page.rindex("<script>") + len("<script>") : page.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = next(
        tag["content"] for _, tag in Page(page).tags if tag.get("http-equiv") and tag["content"]
    )
    assert f"script-src 'sha256-{digest}' blob:;" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = export(
        words("# T\n\n![x](https://example.org/a.png) [link](https://example.org)"),
        shows({"text/html": '<link href="https://example.org/a.css"><img src="//example.org">'}),
        widget("player", stretch="neck_tilt"),
        widget("safety"),
    )
    for tag, attributes in Page(page).tags:
        for name in ("src", "href", "data", "srcset", "poster", "action"):
            value = attributes.get(name) or ""
            assert tag == "a" or value.startswith("data:") or not value, (tag, value)
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_a_notebook_without_outputs_is_exported_with_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        page = export(words("# T"), new_code_cell("1 + 1"))
    assert "<title>T</title>" in page
    assert "run it first" in caplog.text
    assert "<main>" in export()


def test_every_script_and_language_of_the_world_survives() -> None:
    text = "Nacken – 首のストレッチ – رقبة – ß é ñ 🙂 \u2028 \u202e"
    assert text.strip() in export(words(f"# T\n\n{text}"))


def test_a_huge_output_is_carried_whole() -> None:
    rows = "\n".join(f"row {number} <" for number in range(200_000))
    page = export(new_code_cell("x", outputs=[new_output("stream", name="stdout", text=rows)]))
    assert "row 199999 &lt;" in page


def test_the_same_notebook_gives_the_same_file() -> None:
    cells = [words("# T"), widget("player", stretch="neck_tilt"), widget("safety")]
    assert export(*cells) == export(*cells)


def test_nothing_of_a_log_and_no_path_of_this_machine_gets_in(tmp_path: Path) -> None:
    log = stretchkit.PainLog()
    entry = log.add(7, region="neck_back", side="left", note="KINGFISHER-41")
    path = tmp_path / "my_log.ipynb"
    nbformat.write(new_notebook(cells=[words("# My log"), widget("diary")]), path)
    page, _ = HandoutExporter().from_filename(str(path))
    log.erase(entry)
    assert "KINGFISHER-41" not in page
    assert str(tmp_path) not in page
    assert str(Path(stretchkit.__file__).parent) not in page
