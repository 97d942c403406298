"""Teaching notebooks on upper-back and neck pain: facts, guided stretches, an honest pain log."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Where each public name lives. Names are imported on first use, so that
# `import stretchkit` loads neither pandas nor matplotlib nor JupyterLab.
_HOMES = {
    "muscles": "tables",
    "joints": "tables",
    "stretches": "tables",
    "red_flags": "tables",
    "causes": "tables",
    "evidence": "tables",
    "muscle": "cards",
    "stretch": "cards",
    "faults": "fault_cards",
    "cause": "cause_cards",
    "contested": "cause_cards",
    "glossary": "cause_cards",
    "cite": "facts",
    "sources": "cards",
    "StretchPlayer": "widgets.player",
    "RoutinePlayer": "widgets.routine",
    "SafetyCheck": "widgets.safety",
    "Question": "widgets.question",
    "Prediction": "widgets.prediction",
    "Pose": "body",
    "muscle_lengths": "body",
    "draw": "drawing",
    "draw_areas": "drawing.areas",
    "referral_map": "drawing.areas",
    "plot_neck_shares": "charts",
    "model_check": "charts",
    "plot_evidence": "charts",
    "PainLog": "widgets.entries",
    "PainDiary": "widgets.diary",
    "plot_pain": "widgets.chart",
    "PoseLab": "widgets.poselab",
    "AnatomyExplorer": "widgets.explorer",
    "programme": "programmes",
    "Observations": "widgets.observations",
    "Cases": "widgets.cases",
    "CSpineExercise": "widgets.cspine",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'stretchkit' has no attribute {name!r}")
    return getattr(import_module(f"stretchkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
