"""Give a notebook opened while its kernel lives its live widgets back."""

from inspect import iscoroutinefunction
from typing import Any

from stretchkit.widgets.live import MIME, recall

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def with_live_views(notebook: Any, models: dict[str, list[str]]) -> None:
    """Put the live views into the outputs of the cells that show these models, in place.

    A cell is left alone where the outputs on disk are not those that its kernel showed.
    """
    for cell in notebook["cells"]:
        shown = models.get(cell.get("id", ""), [])
        ours = [output for output in cell.get("outputs", []) if MIME in output.get("data", {})]
        if not ours or len(ours) != len(shown):
            continue
        # Its owner ran this very cell in the living kernel, which is what trust asks for; without
        # it JupyterLab would show the twin of a notebook that was not saved since.
        cell["metadata"]["trusted"] = True
        for output, model_id in zip(ours, shown, strict=True):
            output["data"][WIDGET_VIEW] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": model_id,
            }


def give_live_views_back(server: Any) -> None:
    """Make the server's contents manager hand out notebooks with the live views of their kernel.

    Only an asynchronous contents manager, JupyterLab's default, can look the kernel up.
    """
    contents = server.contents_manager
    read = contents.get

    async def get(path: str, content: bool = True, **options: Any) -> Any:
        model = await read(path, content=content, **options)
        if content and model["type"] == "notebook":
            for kernel_id in await _kernels_of(server, path):
                with_live_views(model["content"], recall(kernel_id, _pid(server, kernel_id)))
        return model

    if iscoroutinefunction(read):
        contents.get = get


async def _kernels_of(server: Any, path: str) -> list[str]:
    sessions = await server.session_manager.list_sessions()
    return [
        session["kernel"]["id"]
        for session in sessions
        if session["path"].strip("/") == path.strip("/") and session["kernel"]
    ]


def _pid(server: Any, kernel_id: str) -> int | None:
    provisioner = getattr(server.kernel_manager.get_kernel(kernel_id), "provisioner", None)
    return getattr(provisioner, "pid", None)
