"""How long a still takes, from a pose to SVG text: `python benchmarks/draw_speed.py`."""

from statistics import median
from time import perf_counter

from stretchkit.body import named_pose
from stretchkit.drawing import LAYERS, VIEWS, draw, scene

POSES = ("neutral", "neck_tilt_arm_behind_back", "clasp_and_reach", "knee_press_standing")
ROUNDS = 5


def main() -> None:
    """Print the median over poses and rounds, for each view and layer, in milliseconds."""
    draw(named_pose("neutral"))
    for view in VIEWS:
        for layer in LAYERS:
            scenes, stills, sizes = [], [], []
            for pose in [named_pose(key) for key in POSES] * ROUNDS:
                start = perf_counter()
                scene(pose, view, layer)
                scenes.append(perf_counter() - start)
                start = perf_counter()
                sizes.append(len(draw(pose, view, layer).svg.encode()))
                stills.append(perf_counter() - start)
            print(
                f"{view:6} {layer:13} scene {1000 * median(scenes):5.0f} ms   "
                f"still {1000 * median(stills):5.0f} ms   at most {max(sizes) / 1000:3.0f} kB"
            )


if __name__ == "__main__":
    main()
