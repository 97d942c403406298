"""Read observations and exercises, and check what they point to."""

from functools import cache
from pathlib import Path

from stretchkit.facts.library import muscles, read_toml, red_flags, rows, stretches
from stretchkit.facts.links import must_name
from stretchkit.facts.place import data_folder
from stretchkit.facts.programme_records import Exercise, Observation, Pictured


@cache
def observations() -> dict[str, Observation]:
    """Return what a person can observe on herself."""
    path = data_folder() / "observations" / "observations.toml"
    found = rows(path, "observation", Observation)
    for observation in found.values():
        must_be_posed(observation, path)
    return found


@cache
def exercises() -> dict[str, Exercise]:
    """Return the exercises that a plan is built from, beside the stretches."""
    path = data_folder() / "exercises" / "exercises.toml"
    found = rows(path, "exercise", Exercise)
    for exercise in found.values():
        must_be_posed(exercise, path)
        must_name(exercise.targets, muscles(), path, exercise.key, "muscle")
        must_name(exercise.signs, red_flags(), path, exercise.key, "red flag")
        must_name(exercise.counter_to, stretches(), path, exercise.key, "stretch")
        must_name(exercise.answers, observations(), path, exercise.key, "observation")
    return found


def must_be_posed(row: Pictured, path: Path) -> None:
    """Raise a FactError that names the closest if there is no pose of a picture's name."""
    must_name((picture.pose for picture in row.poses), _pose_names(), path, row.key, "pose")


@cache
def _pose_names() -> tuple[str, ...]:
    folder = data_folder() / "body"
    return tuple(key for name in ("poses.toml", "exercise_poses.toml")
                 for key in read_toml(folder / name))  # fmt: skip
