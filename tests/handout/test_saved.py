"""What stands on disk after a save: the twins, no live views; other people's notebooks as is."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stretchkit.handout.saved import without_live_views
from stretchkit.widgets.live import MIME

VIEW = "application/vnd.jupyter.widget-view+json"
CONFIG = Path(__file__).resolve().parents[2] / "jupyter-config" / "stretchkit.json"
OTHER_HOOK = """
def mark(model, path, contents_manager):
    if model["type"] == "notebook":
        model["content"]["metadata"]["marked"] = True
c.ContentsManager.pre_save_hook = mark
"""


def notebook(*bundles: dict[str, Any]) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": "",
            "execution_count": 1,
            "outputs": [{"output_type": "display_data", "metadata": {}, "data": bundle}],
        }
        for number, bundle in enumerate(bundles)
    ]
    cells.append({"cell_type": "markdown", "id": "words", "metadata": {}, "source": "Words"})
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"widgets": {"state": "kept"}},
        "cells": cells,
    }


OURS = {MIME: {"kind": "player"}, "text/html": "<p>twin</p>", VIEW: {"model_id": "gone"}}
ANOTHERS = {"text/plain": "IntSlider(value=3)", VIEW: {"model_id": "kept"}}


def test_our_outputs_lose_their_live_view_and_nothing_else() -> None:
    before = notebook(OURS, ANOTHERS)
    untouched = deepcopy(before)
    after = without_live_views(before)
    assert after["cells"][0]["outputs"][0]["data"] == {k: v for k, v in OURS.items() if k != VIEW}
    assert after["cells"][1:] == before["cells"][1:]
    assert "widgets" not in after["metadata"]
    assert before == untouched
    assert without_live_views(after) == after


def test_a_notebook_without_our_outputs_stays_as_it_is() -> None:
    other = notebook(ANOTHERS)
    other["cells"][0]["outputs"].append({"output_type": "stream", "name": "stdout", "text": "a"})
    assert without_live_views(other) == other


@dataclass
class Server:
    url: str
    folder: Path

    def put(self, name: str, model: dict[str, Any]) -> None:
        request = urllib.request.Request(
            f"{self.url}/api/contents/{name}?token=t",
            json.dumps(model).encode(),
            {"Content-Type": "application/json", "Authorization": "token t"},
            method="PUT",
        )
        urllib.request.urlopen(request, timeout=20).close()

    def on_disk(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("jupyter")
    folder = tmp_path_factory.mktemp("course")
    extensions = home / "config" / "jupyter_server_config.d"
    extensions.mkdir(parents=True)
    shutil.copy(CONFIG, extensions)
    (home / "config" / "jupyter_server_config.py").write_text(OTHER_HOOK, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}
    with (home / "said").open("w") as said:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
                f"--ServerApp.port={port}",
                "--ServerApp.port_retries=0",
                "--IdentityProvider.token=t",
                f"--ServerApp.root_dir={folder}",
            ],
            env=os.environ | {f"JUPYTER_{k}_DIR": str(home / v) for k, v in places.items()},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        url = f"http://localhost:{port}"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{url}/api/status?token=t", timeout=2).close()
                    break
                except (urllib.error.URLError, OSError):
                    assert process.poll() is None, (home / "said").read_text(encoding="utf-8")
                    time.sleep(0.1)
            yield Server(url, folder)
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_a_server_saves_the_twins_and_leaves_the_hook_of_its_owner_alone(server: Server) -> None:
    server.put("a.ipynb", {"type": "notebook", "content": notebook(OURS, ANOTHERS)})
    saved = server.on_disk("a.ipynb")
    assert set(saved["cells"][0]["outputs"][0]["data"]) == {MIME, "text/html"}
    assert saved["cells"][1]["outputs"][0]["data"][VIEW] == {"model_id": "kept"}
    assert saved["metadata"] == {"marked": True}


def test_a_server_saves_other_files_as_they_are(server: Server) -> None:
    text = json.dumps(notebook(OURS))
    server.put("a.json", {"type": "file", "format": "text", "content": text})
    assert server.on_disk("a.json") == notebook(OURS)
    server.put("b", {"type": "directory"})
    assert (server.folder / "b").is_dir()
