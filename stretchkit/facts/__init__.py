"""The facts of the course: read from `data/`, checked, given as records."""

from stretchkit.facts.citations import cite
from stretchkit.facts.counting import count_joints
from stretchkit.facts.library import (
    FactError,
    actions,
    anatomy_notes,
    bones,
    course,
    doses,
    joints,
    levels,
    look_up,
    muscle,
    muscles,
    nerves,
    pain_rule,
    predictions,
    questions,
    ranges,
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
    "actions",
    "anatomy_notes",
    "bones",
    "cite",
    "count_joints",
    "course",
    "data_folder",
    "doses",
    "joints",
    "levels",
    "look_up",
    "muscle",
    "muscles",
    "nerves",
    "pain_rule",
    "predictions",
    "questions",
    "ranges",
    "red_flags",
    "safety_texts",
    "steps",
    "stop_answers",
    "stretch",
    "stretches",
    "timeline",
    "variation",
]
