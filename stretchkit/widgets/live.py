"""Which live widget stands in which cell, so that a reloaded page can find it again.

What is saved of a widget is its static twin alone: a saved live view would say "model not
found" once its kernel is gone. A page reloaded while the kernel lives gets the live view back
from here. The kernel writes down, in Jupyter's runtime folder, the model shown in each cell;
the server reads it when the notebook is opened. It holds cell ids and model ids, nothing else.
"""

import atexit
import json
import os
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir

MIME = "application/vnd.stretchkit+json"

_shown: dict[str, dict[str, Any]] = {}


def note_file(kernel_id: str) -> Path:
    """Return the file that a kernel's live views are written to."""
    return Path(jupyter_runtime_dir()) / f"stretchkit-{kernel_id}.json"


def remember(model_id: str) -> None:
    """Write down that the cell being run shows this model; do nothing outside JupyterLab."""
    here = _this_cell()
    if here is None:
        return
    kernel_id, cell_id, request = here
    if _shown.get(cell_id, {}).get("request") != request:
        _shown[cell_id] = {"request": request, "models": []}
    _shown[cell_id]["models"].append(model_id)
    path = note_file(kernel_id)
    unfinished = path.with_suffix(".part")
    # On Windows the process that Jupyter knows may be the parent of this one.
    noted = {"pids": [os.getpid(), os.getppid()], "cells": _shown}
    unfinished.write_text(json.dumps(noted), encoding="utf-8")
    unfinished.replace(path)
    atexit.unregister(_forget)
    atexit.register(_forget, path)


def recall(kernel_id: str, pid: int | None) -> dict[str, list[str]]:
    """Return the models shown in each cell by a kernel, if that very process still runs."""
    try:
        noted = json.loads(note_file(kernel_id).read_text(encoding="utf-8"))
        if pid not in noted["pids"]:
            return {}
        return {cell_id: cell["models"] for cell_id, cell in noted["cells"].items()}
    except (OSError, ValueError, LookupError):
        return {}


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


def _this_cell() -> tuple[str, str, str] | None:
    from IPython.core.getipython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent() if kernel else {}
    cell_id = parent.get("metadata", {}).get("cellId")
    if not cell_id:
        return None
    from ipykernel.connect import get_connection_file

    kernel_id = Path(get_connection_file()).stem.removeprefix("kernel-")
    return kernel_id, cell_id, parent["header"]["msg_id"]
