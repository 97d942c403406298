"""The masters are run and stored: the same outputs every time, nothing personal, no live views."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from stretchkit.handout.refresh import main

CELLS = [
    "import stretchkit as sk\nsk.StretchPlayer('neck_tilt')",
    "sk.PainLog().add(7, region='neck_back', side='left', note='KINGFISHER-41')\nsk.PainDiary()",
    "from pathlib import Path\nprint(Path('beside.txt').read_text())\nprint('two')",
]


def write(path: Path, *sources: str) -> Path:
    cells = [new_markdown_cell("# T", id="words")]
    cells += [new_code_cell(text, id=f"c{number}") for number, text in enumerate(sources)]
    cells[-1].metadata["execution"] = {"iopub.status.busy": "2024-02-29T12:00:00Z"}
    metadata = {"kernelspec": {"name": "python3", "display_name": "Mine"}, "widgets": {"a": 1}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def outputs(path: Path) -> list[Any]:
    return [cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells]


def test_two_runs_store_the_same_bytes_and_nothing_of_a_log(tmp_path: Path) -> None:
    (tmp_path / "beside.txt").write_text("found", encoding="utf-8")
    path = write(tmp_path / "one.ipynb", *CELLS)
    assert main([str(path)]) == 0
    first = path.read_bytes()
    assert main([str(path)]) == 0
    assert path.read_bytes() == first

    text = first.decode()
    stored = nbformat.reads(text, as_version=4)
    nbformat.validate(stored)
    assert stored.metadata.kernelspec.name == "python3"
    assert "widgets" not in stored.metadata
    assert "widget-view" not in text
    assert "iopub" not in text
    assert str(tmp_path) not in text
    player, diary, read = (cell.outputs for cell in stored.cells[1:])
    assert "StretchPlayer" in player[0].data["text/plain"]
    assert "KINGFISHER" not in str(diary)
    assert [output.text for output in read] == ["found\ntwo\n"]


def test_a_notebook_that_fails_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path / "bad.ipynb", "1 / 0")
    good = write(tmp_path / "good.ipynb", "1 + 1")
    before = bad.read_bytes()
    assert main([str(bad), str(good)]) == 1
    assert bad.read_bytes() == before
    assert outputs(good)[1][0]["data"] == {"text/plain": "2"}
    assert "ZeroDivisionError" in capsys.readouterr().err
