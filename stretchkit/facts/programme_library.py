"""Read observations and exercises, and check what they point to."""

from functools import cache

from stretchkit.facts.library import muscles, red_flags, rows, stretches
from stretchkit.facts.links import must_name
from stretchkit.facts.place import data_folder
from stretchkit.facts.programme_records import Exercise, Observation


@cache
def observations() -> dict[str, Observation]:
    """Return what a person can observe on herself."""
    path = data_folder() / "observations" / "observations.toml"
    return rows(path, "observation", Observation)


@cache
def exercises() -> dict[str, Exercise]:
    """Return the exercises that a plan is built from, beside the stretches."""
    path = data_folder() / "exercises" / "exercises.toml"
    found = rows(path, "exercise", Exercise)
    for exercise in found.values():
        must_name(exercise.targets, muscles(), path, exercise.key, "muscle")
        must_name(exercise.signs, red_flags(), path, exercise.key, "red flag")
        must_name(exercise.counter_to, stretches(), path, exercise.key, "stretch")
        must_name(exercise.answers, observations(), path, exercise.key, "observation")
    return found
