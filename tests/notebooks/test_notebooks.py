"""What a reader, a teacher and a reviewer rely on in every shipped notebook."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import stretchkit as sk
from stretchkit import facts
from stretchkit.widgets import rebuild
from stretchkit.widgets.live import MIME

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CITED = re.compile(r"\]\(#(\w+)\)")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def text_of(notebook: Any, kind: str) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == kind)


def outputs_of(notebook: Any) -> list[Any]:
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def test_the_course_is_there() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == ["00", "01", "02", "03", "04", "05", "06", "07"]


@each_notebook
def test_it_is_valid_and_names_its_kernel(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


@each_notebook
def test_it_is_small_enough_to_mail(path: Path) -> None:
    assert path.stat().st_size < 500_000
    for output in outputs_of(read(path)):
        twin = output.get("data", {}).get("text/html", "")
        assert len(twin.encode()) < 60_000


@each_notebook
def test_what_is_saved_is_a_twin_and_no_live_view(path: Path) -> None:
    outputs = outputs_of(read(path))
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    for output in outputs:
        assert WIDGET_VIEW not in output.data
        assert output.data["text/plain"] and output.data["text/html"]
    saved = [output.data[MIME] for output in outputs if MIME in output.data]
    assert saved
    for widget in saved:
        assert len(json.dumps(widget)) < 2000
        assert repr(rebuild(widget))


@each_notebook
def test_a_table_has_one_row_of_headings(path: Path) -> None:
    for output in outputs_of(read(path)):
        for head in re.findall("<thead>.*?</thead>", output.data["text/html"], re.S):
            assert head.count("<tr") == 1


@each_notebook
def test_its_code_is_folded_and_it_adds_no_score(path: Path) -> None:
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.metadata.jupyter.source_hidden is True
            assert ".add(" not in cell.source


@each_notebook
def test_it_has_the_parts_of_a_lesson(path: Path) -> None:
    words = text_of(read(path), "markdown")
    assert words.startswith("# ")
    for part in ("Run ▸ Run All Cells", "**For:**", "What we don't know", "To remember", "Sources"):
        assert part in words


@each_notebook
def test_every_objective_has_a_question(path: Path) -> None:
    notebook = read(path)
    words = text_of(notebook, "markdown").split("What you will be able to do", 1)[1]
    objectives = re.findall(r"^\d\. \*\*\w+", words.split("\n## ", 1)[0], re.M)
    asked = re.findall(r'sk\.Question\("(\w+)"\)', text_of(notebook, "code"))
    assert len(objectives) >= 4
    assert len(set(asked)) >= len(objectives)
    assert len({facts.questions()[key].objective for key in asked}) >= len(objectives)


@each_notebook
def test_every_question_and_prediction_is_of_this_notebook(path: Path) -> None:
    code = text_of(read(path), "code")
    for key in re.findall(r'sk\.Question\("(\w+)"', code):
        assert facts.questions()[key].notebook == path.stem[:2]
    for key in re.findall(r'sk\.Prediction\("(\w+)"', code):
        assert facts.predictions()[key].notebook == path.stem[:2]


@each_notebook
def test_what_it_cites_exists_and_stands_in_its_list(path: Path) -> None:
    notebook = read(path)
    cited = set(CITED.findall(text_of(notebook, "markdown")))
    code = text_of(notebook, "code")
    for key in re.findall(r'sk\.Question\("(\w+)"', code):
        cited |= set(facts.questions()[key].sources)
    for key in re.findall(r'sk\.Prediction\("(\w+)"', code):
        cited |= set(facts.predictions()[key].sources)
    for key in cited:
        assert sk.cite(key)
    listed = set(re.findall(r'"(\w+)"', code.split("sk.sources(", 1)[1]))
    assert cited == listed


@each_notebook
def test_a_stretch_comes_after_a_safety_check(path: Path) -> None:
    code = text_of(read(path), "code")
    if "StretchPlayer" in code:
        assert 0 <= code.find("SafetyCheck") < code.find("StretchPlayer")


@each_notebook
def test_no_unsure_fact_and_no_place_on_a_disk(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "[?]" not in text
    assert not re.search(r"(?<![\w.])/(home|root|Users|tmp|work)/", text)


@each_notebook
def test_links_between_notebooks_lead_somewhere(path: Path) -> None:
    for name in re.findall(r"\]\((\d\d_\w+\.ipynb)\)", text_of(read(path), "markdown")):
        assert (path.parent / name).is_file()


@each_notebook
def test_a_citation_in_the_text_names_the_year_of_its_source(path: Path) -> None:
    for year, key in re.findall(r"\[[^\]]*?(\d{4})\]\(#(\w+)\)", text_of(read(path), "markdown")):
        assert f"({year})" in sk.cite(key)
