"""Pictures that follow each other, with fewer points and as many of them in one as in the next.

What keeps its number of points from picture to picture is bent smoothly in the page, point to
point. So a point goes only where nobody would miss it in any of the pictures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from stretchkit.drawing.scene import Scene

_TURNS = 8
_FEWEST = 6

Outline = tuple[int, int]  # the number of a scene, and of a shape in it


def lean(scenes: Sequence[Scene], fine: float) -> tuple[Scene, ...]:
    """Return scenes without the points that lie within about `fine` millimetres of a line."""
    shapes = [list(scene.shapes) for scene in scenes]
    for alike in _alike(scenes):
        points = np.stack([shapes[scene][number].points for scene, number in alike])
        kept = _needed(points, fine)
        for (scene, number), own in zip(alike, points[:, kept], strict=True):
            shapes[scene][number] = replace(shapes[scene][number], points=own)
    return tuple(
        replace(scene, shapes=tuple(own)) for scene, own in zip(scenes, shapes, strict=True)
    )


def _alike(scenes: Sequence[Scene]) -> Iterator[list[Outline]]:
    """Yield outlines of the same thing that have as many points and lift the pen at the same."""
    found: dict[tuple[object, ...], list[Outline]] = {}
    for at, scene in enumerate(scenes):
        seen: dict[tuple[str, str, str], int] = {}
        for number, shape in enumerate(scene.shapes):
            if shape.kind in ("dot", "label") or len(shape.points) < _FEWEST:
                continue
            name = (shape.kind, shape.key, shape.style)
            seen[name] = seen.get(name, 0) + 1
            lifted = np.isnan(shape.points[:, 0]).tobytes()
            found.setdefault((*name, seen[name], lifted), []).append((at, number))
    yield from found.values()


def _needed(points: NDArray[np.float64], fine: float) -> NDArray[np.intp]:
    """Return which points of outlines (outlines, points, 2) are needed in at least one."""
    kept = np.arange(points.shape[1])
    for turn in range(_TURNS):
        before, at, after = points[:, kept[:-2]], points[:, kept[1:-1]], points[:, kept[2:]]
        along, away = after - before, at - before
        cross = np.abs(along[..., 0] * away[..., 1] - along[..., 1] * away[..., 0])
        idle = np.all(cross < fine * np.hypot(along[..., 0], along[..., 1]), axis=0)
        idle &= np.arange(len(kept) - 2) % 2 == turn % 2  # never two neighbours at once
        kept = np.concatenate([kept[:1], kept[1:-1][~idle], kept[-1:]])
    return kept
