"""What a notebook is saved as: the twin of each widget, no live view, no rows of a log.

A saved live view says "model not found" once its kernel is gone, and its state may hold more
than a file should. This is a Jupyter server extension: it cleans on the way to the disk, and
`reopened` gives a page that is reloaded its live views back while their kernel lives.
"""

from copy import deepcopy
from typing import Any

from stretchkit.handout.log_rows import without_log_rows
from stretchkit.handout.reopened import WIDGET_VIEW, give_live_views_back
from stretchkit.widgets.live import MIME


def without_live_views(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook (nbformat 4) whose outputs of ours hold their twin but no live view.

    A notebook without such outputs comes back as it is, the state of its widgets included.
    """
    notebook = deepcopy(notebook)
    outputs = [
        output["data"]
        for cell in notebook.get("cells", ())
        for output in cell.get("outputs", ())
        if MIME in output.get("data", {})
    ]
    for data in outputs:
        data.pop(WIDGET_VIEW, None)
    if outputs:
        notebook["metadata"].pop("widgets", None)
    return notebook


def before_save(*, model: dict[str, Any], **_: Any) -> None:
    """Clean a notebook that the server is about to write; called by its contents manager."""
    if model.get("type") == "notebook" and model.get("content"):
        model["content"] = without_log_rows(without_live_views(model["content"]))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "stretchkit.handout.saved"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(before_save)
    give_live_views_back(server)
