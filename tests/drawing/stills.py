"""Pictures of the named poses, each made once for all tests."""

from functools import cache

from stretchkit.body import named_pose, poses
from stretchkit.drawing import LAYERS, VIEWS, Figure, draw
from stretchkit.drawing.scene import Layer, View

EVERY = [(key, view, layer) for key in poses() for view in VIEWS for layer in LAYERS]


@cache
def still(key: str, view: View, layer: Layer) -> Figure:
    return draw(named_pose(key), view, layer)
