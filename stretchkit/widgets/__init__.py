"""The living parts of a notebook: one widget is one .py and one .js of the same stem."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stretchkit.widgets.base import CourseWidget

# Where each kind of widget lives. They are imported on first use.
KINDS = {
    "player": "stretchkit.widgets.player:StretchPlayer",
    "safety": "stretchkit.widgets.safety:SafetyCheck",
    "question": "stretchkit.widgets.question:Question",
    "prediction": "stretchkit.widgets.prediction:Prediction",
    "diary": "stretchkit.widgets.diary:PainDiary",
    "chart": "stretchkit.widgets.chart:PainChart",
    "entries": "stretchkit.widgets.entries:LogTable",
    "poselab": "stretchkit.widgets.poselab:PoseLab",
    "explorer": "stretchkit.widgets.explorer:AnatomyExplorer",
    "observations": "stretchkit.widgets.observations:Observations",
    "cases": "stretchkit.widgets.cases:Cases",
    "cspine": "stretchkit.widgets.cspine:CSpineExercise",
    "routine": "stretchkit.widgets.routine:RoutinePlayer",
}


def rebuild(saved: dict[str, Any]) -> "CourseWidget":
    """Return the widget that a notebook's output was saved from.

    Parameters
    ----------
    saved
        What stands in the output under `MIME`: `kind` and `arguments`.

    Raises
    ------
    ValueError
        If there is no such kind of widget.

    Examples
    --------
    >>> rebuild({"kind": "player", "arguments": {"stretch": "neck_tilt"}})
    StretchPlayer: Neck tilt, basic, hold 10 s, 3 times each side
    """
    home = KINDS.get(saved.get("kind", ""))
    if home is None:
        raise ValueError(f"no widget of kind {saved.get('kind')!r}; there are {', '.join(KINDS)}")
    module, name = home.split(":")
    widget: CourseWidget = getattr(import_module(module), name)(**saved.get("arguments", {}))
    return widget
