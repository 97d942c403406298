"""How long one pose takes, from angles to the lengths of all muscles on both sides.

Run `python benchmarks/body_speed.py`. With OpenSim's Python package and a model file it prints
OpenSim beside it: `python benchmarks/body_speed.py model.osim`.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from stretchkit.body import RANGES, Pose, measure, named_pose, place

POSES = 200


def milliseconds(act: Callable[[int], object]) -> str:
    """Return the median and the slowest twentieth of many runs."""
    act(0)
    times = []
    for number in range(POSES):
        start = time.perf_counter()
        act(number)
        times.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(times):.1f} ms (95 % under {np.percentile(times, 95):.1f} ms)"


def some_poses() -> list[Pose]:
    """Return poses spread between two holds of the stretches."""
    first, last = named_pose("clasp_and_reach"), named_pose("neck_tilt_arm_behind_back")
    return [first.between(last, number / POSES) for number in range(POSES + 1)]


def opensim_lengths(path: str) -> Callable[[int], object] | None:
    """Return a function that sets a coordinate and reads all muscle lengths, or None."""
    try:
        import opensim  # type: ignore[import-not-found]
    except ImportError:
        return None
    model = opensim.Model(path)
    state = model.initSystem()
    muscles = [model.getMuscles().get(n) for n in range(model.getMuscles().getSize())]
    coordinate = model.getCoordinateSet().get(0)

    def act(number: int) -> list[float]:
        coordinate.setValue(state, 0.001 * number)
        model.realizePosition(state)
        return [muscle.getLength(state) for muscle in muscles]

    return act


if __name__ == "__main__":
    poses = some_poses()
    print(f"{len(RANGES)} angles to all muscles of both sides:")
    print("  stretchkit", milliseconds(lambda number: measure(place(poses[number]))))
    other = opensim_lengths(sys.argv[1]) if len(sys.argv) > 1 else None
    print("  OpenSim   ", milliseconds(other) if other else "not measured: no package or no model")
