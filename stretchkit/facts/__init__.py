"""The facts of the course: read from `data/`, checked, given as records."""

from stretchkit.facts.citations import cite
from stretchkit.facts.library import (
    FactError,
    course,
    doses,
    levels,
    look_up,
    muscle,
    muscles,
    pain_rule,
    predictions,
    questions,
    red_flags,
    safety_texts,
    stop_answers,
    stretch,
    stretches,
    variation,
)
from stretchkit.facts.place import data_folder
from stretchkit.facts.steps import steps
from stretchkit.facts.timeline import Phase, timeline

__all__ = [
    "FactError",
    "Phase",
    "cite",
    "course",
    "data_folder",
    "doses",
    "levels",
    "look_up",
    "muscle",
    "muscles",
    "pain_rule",
    "predictions",
    "questions",
    "red_flags",
    "safety_texts",
    "steps",
    "stop_answers",
    "stretch",
    "stretches",
    "timeline",
    "variation",
]
