"""A notebook opened while its kernel lives shows the live widgets, else the twins."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from stretchkit.handout.reopened import WIDGET_VIEW, with_live_views
from stretchkit.widgets import live
from stretchkit.widgets.live import MIME


def a_notebook(*kinds: str) -> dict[str, Any]:
    outputs = [{"output_type": "execute_result", "data": {MIME: {"kind": kind}}} for kind in kinds]
    return {
        "cells": [
            {"cell_type": "markdown", "id": "m"},
            {"id": "c", "metadata": {}, "outputs": outputs},
        ]
    }


def test_the_cell_that_shows_a_model_gets_its_live_view() -> None:
    notebook = a_notebook("player")
    with_live_views(notebook, {"c": ["model-1"], "gone": ["model-2"]})
    view = notebook["cells"][1]["outputs"][0]["data"][WIDGET_VIEW]
    assert view["model_id"] == "model-1"
    assert notebook["cells"][1]["metadata"]["trusted"] is True


def test_a_cell_whose_outputs_are_not_those_the_kernel_showed_is_left_alone() -> None:
    notebook = a_notebook("player", "safety")
    with_live_views(notebook, {"c": ["model-1"]})
    assert WIDGET_VIEW not in json.dumps(notebook)
    assert "trusted" not in json.dumps(notebook)


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(live, "_shown", {})
    return tmp_path


def test_views_are_recalled_while_that_kernel_process_lives(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for request, model in [("run-1", "old"), ("run-2", "new"), ("run-2", "second")]:
        monkeypatch.setattr(live, "_this_cell", lambda request=request: ("k", "cell", request))
        live.remember(model)
    assert live.recall("k", os.getpid()) == {"cell": ["new", "second"]}
    assert live.recall("k", os.getpid() + 1) == {}
    assert live.recall("another", os.getpid()) == {}


@pytest.mark.parametrize("written", ["", "not json", "{}", '{"pids": [1], "cells": {"c": {}}}'])
def test_a_note_that_cannot_be_read_gives_the_twins(noted: Path, written: str) -> None:
    live.note_file("k").write_text(written, encoding="utf-8")
    assert live.recall("k", 1) == {}


def test_outside_a_notebook_nothing_is_written(noted: Path) -> None:
    live.remember("model-1")
    assert list(noted.iterdir()) == []
