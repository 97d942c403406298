"""Solve the poses: `python -m stretchkit.body.reach` writes poses.toml and exercise_poses.toml.

The angles that bring hands and feet where a recipe wants them are found once, and baked into
the tables of poses.
"""

from collections.abc import Callable

import numpy as np

from stretchkit.body.contact import overlaps
from stretchkit.body.data import Array, folder
from stretchkit.body.pose import RANGES, Pose
from stretchkit.body.recipes import Recipe, recipes
from stretchkit.body.segments import place


def solve(recipe: Recipe, known: dict[str, Pose]) -> Pose:
    """Return the pose that a recipe asks for, by damped least squares from its first guess."""
    base = known[recipe.base] if recipe.base else Pose()
    start = base.with_angles(**recipe.angles)
    limits = np.array([_limits(recipe, group[0]) for group in recipe.free]).reshape(-1, 2)
    first = np.clip([start[group[0]] for group in recipe.free], limits[:, 0], limits[:, 1])

    def posed(values: Array) -> Pose:
        pairs = zip(recipe.free, values, strict=True)
        return start.with_angles(**{word: float(v) for group, v in pairs for word in group})

    def misses(values: Array, hold: float) -> Array:
        body = place(posed(values))
        goals = [1000 * np.ravel(goal(body)) for goal in recipe.goals]
        goals.append(1000 * np.array(list(overlaps(body).values())))
        return np.concatenate([*goals, hold * (values - first)])

    values = first
    # Held to the first guess, in degrees, ever more loosely.
    for hold in (0.3, 0.1, 0.02, 0.0):

        def held(values: Array, hold: float = hold) -> Array:
            return misses(values, hold)

        values = _descend(held, values, limits)
    return posed(np.round(values, 2))


def _limits(recipe: Recipe, keyword: str) -> tuple[float, float]:
    low, high = RANGES[keyword]
    for word, (least, most) in recipe.limits.items():
        if keyword.startswith(word):
            low, high = max(low, least), min(high, most)
    return low, high


def _descend(misses: Callable[[Array], Array], values: Array, limits: Array) -> Array:
    """Return the values of least squared miss within the limits (Levenberg and Marquardt)."""
    if not len(values):
        return values
    damping, miss = 1.0, misses(values)
    for _ in range(60):
        tops = limits[:, 1]
        slope = np.stack(
            [_slope(misses, values, miss, tops, n) for n in range(len(values))], axis=1
        )
        pull = slope.T @ miss
        stuck = ((values <= limits[:, 0]) & (pull > 0)) | ((values >= limits[:, 1]) & (pull < 0))
        free = ~stuck
        if not free.any():
            break
        normal = slope[:, free].T @ slope[:, free]
        better = False
        for _ in range(8):
            ease = damping * np.diag(np.maximum(np.diag(normal), 0.1))
            step = np.zeros_like(values)
            step[free] = -np.linalg.solve(normal + ease, pull[free])
            trial = np.clip(values + np.clip(step, -15, 15), limits[:, 0], limits[:, 1])
            found = misses(trial)
            if found @ found < miss @ miss:
                gain = 1 - (found @ found) / (miss @ miss)
                values, miss, damping, better = trial, found, max(damping / 4, 1e-6), True
                break
            damping *= 4
        if not better or gain < 1e-5:
            break
    return values


def _slope(
    misses: Callable[[Array], Array], values: Array, miss: Array, tops: Array, number: int
) -> Array:
    step = np.zeros_like(values)
    step[number] = 1e-3 if values[number] + 1e-3 <= tops[number] else -1e-3
    slope: Array = (misses(values + step) - miss) / step[number]
    return slope


def bake(wanted: dict[str, Recipe], known: dict[str, Pose]) -> dict[str, Pose]:
    """Return every pose of some recipes, solved; a base may also be one that is known."""
    found: dict[str, Pose] = {}
    for key, recipe in wanted.items():
        found[key] = solve(recipe, {**known, **found})
    return found


def write(name: str, wanted: dict[str, Recipe], poses: dict[str, Pose]) -> None:
    """Write a table of poses."""
    lines = [
        "# Angles in degrees; what is not named is 0. Drawn with the pull on the right, or the",
        "# right arm on top; mirrored for the left. Written by `python -m stretchkit.body.reach`.",
    ]
    for key, pose in poses.items():
        recipe = wanted[key]
        lines += ["", f"[{key}]", f'words = "{recipe.words}"', f'source = "{recipe.source}"']
        lines += [f"{word} = {value:g}" for word, value in pose.changed().items()]
    text = "\n".join(lines) + "\n"
    (folder() / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Solve and write both tables, that of the exercises upon that of the stretches."""
    known: dict[str, Pose] = {}
    for prefix in ("", "exercise_"):
        wanted = recipes(f"{prefix}recipes.toml")
        found = bake(wanted, known)
        write(f"{prefix}poses.toml", wanted, found)
        known |= found


if __name__ == "__main__":
    main()
