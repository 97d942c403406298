"""The facts of the course: read from `data/`, checked, given as records."""

from stretchkit.facts.areas_library import areas, cause_pictures, referrals, tissues
from stretchkit.facts.causes_library import cases, causes, contested, glossary, trials
from stretchkit.facts.citations import cite
from stretchkit.facts.counting import count_joints
from stretchkit.facts.cspine import cspine_cases, cspine_rule, decide, rule_words
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
    sign_in_full,
    stop_answers,
    stretch,
    stretches,
    variation,
)
from stretchkit.facts.place import data_folder
from stretchkit.facts.plan_rules import (
    conditions,
    lacks,
    plan_limits,
    plan_texts,
    stretch_uses,
)
from stretchkit.facts.programme_library import exercises, observations
from stretchkit.facts.routine import make_routine, routines
from stretchkit.facts.steps import steps
from stretchkit.facts.timeline import Phase, timeline

__all__ = [
    "FactError",
    "Phase",
    "actions",
    "anatomy_notes",
    "areas",
    "bones",
    "cases",
    "cause_pictures",
    "causes",
    "cite",
    "conditions",
    "contested",
    "count_joints",
    "course",
    "cspine_cases",
    "cspine_rule",
    "data_folder",
    "decide",
    "doses",
    "exercises",
    "glossary",
    "joints",
    "lacks",
    "levels",
    "look_up",
    "make_routine",
    "muscle",
    "muscles",
    "nerves",
    "observations",
    "pain_rule",
    "plan_limits",
    "plan_texts",
    "predictions",
    "questions",
    "ranges",
    "red_flags",
    "referrals",
    "routines",
    "rule_words",
    "safety_texts",
    "sign_in_full",
    "steps",
    "stop_answers",
    "stretch",
    "stretch_uses",
    "stretches",
    "timeline",
    "tissues",
    "trials",
    "variation",
]
