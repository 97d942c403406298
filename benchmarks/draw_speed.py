"""How long a picture takes from its pose: `python benchmarks/draw_speed.py`.

A still is SVG text; a moving picture, without names, is bytes for the page.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from stretchkit.body import Pose, named_pose
from stretchkit.drawing import LAYERS, VIEWS, draw
from stretchkit.drawing.scene import Layer, View
from stretchkit.drawing.wire import encode

POSES = ("neutral", "neck_tilt_arm_behind_back", "clasp_and_reach", "knee_press_standing")
ROUNDS = 10


def still(pose: Pose, view: View, layer: Layer) -> bytes:
    """Return a picture as SVG text."""
    return draw(pose, view, layer).svg.encode()


def moving(pose: Pose, view: View, layer: Layer) -> bytes:
    """Return a picture as the pose lab sends it."""
    return encode([draw(pose, view, layer, names=False).scene])


def measured(picture: Callable[[Pose, View, Layer], bytes], view: View, layer: Layer) -> str:
    """Return the median time over poses and rounds, and the largest size."""
    times, sizes = [], []
    for pose in [named_pose(key) for key in POSES] * ROUNDS:
        start = perf_counter()
        sizes.append(len(picture(pose, view, layer)))
        times.append(perf_counter() - start)
    return f"{1000 * median(times):5.1f} ms, at most {max(sizes) / 1000:3.0f} kB"


def main() -> None:
    """Print both for each view and layer."""
    still(named_pose("neutral"), "back", "superficial")
    for view in VIEWS:
        for layer in LAYERS:
            still_words, moving_words = (measured(kind, view, layer) for kind in (still, moving))
            print(f"{view:6} {layer:13} still {still_words}   moving {moving_words}")


if __name__ == "__main__":
    main()
