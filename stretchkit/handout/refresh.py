"""`python -m stretchkit.handout.refresh [notebooks…]`: run the masters and store their outputs.

Outputs are the same on every machine and every run: no live views, no times, no log of anyone.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from stretchkit.facts import data_folder
from stretchkit.handout.saved import without_live_views

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def refreshed(notebook: Any, folder: Path) -> Any:
    """Return the notebook, run in `folder` with an empty log, as it should be stored.

    Raises
    ------
    CellExecutionError
        If a cell ends in an error.
    """
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    with tempfile.TemporaryDirectory(prefix="stretchkit-") as log:
        client = NotebookClient(
            notebook,
            kernel_name=_KERNEL["name"],
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
        )
        client.execute(env=os.environ | {"STRETCHKIT_DATA": log})
    # The version of Python that happened to run it says nothing about the lesson.
    notebook.metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    return nbformat.from_dict(without_live_views(notebook))


def main(arguments: list[str]) -> int:
    """Refresh the notebooks named, or all of the course; return 1 if one did not run."""
    folder = data_folder().parent / "notebooks"
    failed = 0
    for path in [Path(name) for name in arguments] or sorted(folder.glob("*.ipynb")):
        try:
            done = refreshed(nbformat.read(path, as_version=4), path.resolve().parent)
        except CellExecutionError as error:
            print(f"{path}: not changed, a cell ends in an error.\n{error}", file=sys.stderr)
            failed = 1
            continue
        nbformat.write(done, path)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
