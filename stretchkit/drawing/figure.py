"""From a pose to a picture: the pure scene, and a figure that shows itself in a notebook."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import inf
from typing import Any, get_args

from stretchkit.body import Body, Lengths, Pose, measure, place
from stretchkit.drawing.alt import describe
from stretchkit.drawing.arrows import seen_whole
from stretchkit.drawing.bones import bones
from stretchkit.drawing.camera import camera
from stretchkit.drawing.labels import labels, legend, legend_top
from stretchkit.drawing.order import OVER
from stretchkit.drawing.scene import Layer, Scene, Shape, View
from stretchkit.drawing.seen import Layers
from stretchkit.drawing.sheets import Muscle, muscles
from stretchkit.drawing.side_letters import corner_letters
from stretchkit.drawing.skin import skin_shapes
from stretchkit.drawing.svg import svg

LAYERS: tuple[Layer, ...] = get_args(Layer)
_MUSCLES = ("superficial", "intermediate", "deep")


@dataclass(frozen=True)
class Figure:
    """A still picture: a scene and its words. It shows itself in a notebook as an image.

    `changes` has every muscle, also those not in the picture: by how many per cent it is longer
    than at rest, by muscle and side, as `levator_scapulae.right`.
    """

    scene: Scene
    alt: str
    changes: Mapping[str, float]

    @property
    def svg(self) -> str:
        """The picture as SVG text."""
        return svg(self.scene, self.alt)

    def html(self, width: int = 736) -> str:
        """Return the picture as an HTML image, so many pixels wide, with no file beside it."""
        data = b64encode(self.svg.encode()).decode()
        return (
            f'<img alt="{escape(self.alt)}" width="{width}" src="data:image/svg+xml;base64,{data}">'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.alt}


def draw(
    pose: Pose, view: View = "back", layer: Layer = "superficial", *, names: bool = True
) -> Figure:
    """Return a picture of a pose.

    Parameters
    ----------
    pose : Pose
        The pose to draw.
    view : {"back", "front", "side", "whole"}
        From behind, from the front, from the right side, or the whole body.
    layer : {"superficial", "intermediate", "deep", "bones", "skin"}
        What to show: three layers of muscles, the bones alone, or the person.
    names : bool
        Whether to name the muscles that change most, and to put arrows where they are seen whole;
        in a picture that moves, both would jump.

    Returns
    -------
    Figure
        A picture with a text for those who cannot see it. Teal muscles are longer than at rest,
        ochre ones shorter: geometry, not tissue strain.

    Raises
    ------
    ValueError
        If there is no such view or layer.

    Examples
    --------
    >>> draw(Pose(neck_tilt_left=30), layer="intermediate").alt[:62]
    'From behind, the muscles under the outer layer. Head tilted 30'
    """
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    changes = dict(_changes(pose))
    picture, found = painted(pose, view, layer, changes, names=names)
    return Figure(picture, describe(pose, view, layer, found), changes)


def by_side(lengths: Mapping[str, Lengths]) -> dict[str, float]:
    """Return the change of every muscle, by muscle and side: `levator_scapulae.right`."""
    return {
        f"{muscle}.{side}": float(change)
        for side, found in lengths.items()
        for muscle, change in zip(found.muscles, found.change_pct, strict=True)
    }


# The layers of one pose, drawn one after the other, share its body and its skin.
@lru_cache(maxsize=2)
def _body(pose: Pose) -> Body:
    return place(pose)


@lru_cache(maxsize=2)
def _changes(pose: Pose) -> Mapping[str, float]:
    return by_side(measure(_body(pose)))


@lru_cache(maxsize=4)
def _skin(pose: Pose, view: View, see_through: bool, above: float) -> tuple[Shape, ...]:
    body = _body(pose)
    return tuple(skin_shapes(body, camera(view, pose, body), see_through, above))


def painted(
    pose: Pose, view: View, layer: Layer, changes: Mapping[str, float], *, names: bool
) -> tuple[Scene, list[Muscle]]:
    """Return a picture of a pose, its muscles coloured by `changes`, and those that are seen."""
    body = _body(pose)
    seen_from = camera(view, pose, body)
    found = muscles(body, seen_from, layer, changes) if layer in _MUSCLES else []
    above = legend_top(seen_from) if found else -inf
    skin = _skin(pose, view, layer != "skin", above)
    inside = []
    if layer != "skin":
        skull, limbs = layer in ("bones", "deep"), layer == "bones"
        inside = bones(body, seen_from, skull=skull, limbs=limbs)
    inside += [(muscle.rank, shape) for muscle in found for shape in muscle.shapes]
    inside.sort(key=lambda entry: entry[0])
    shapes = [shape for shape in skin if shape.depth < OVER]
    shapes += [shape for _, shape in inside]
    shapes += [shape for shape in skin if shape.depth >= OVER]
    layers = Layers(shapes) if found and names else None
    if layers:
        shapes = seen_whole(found, shapes, layers)
    if found:
        shapes += legend(seen_from)
    shapes += corner_letters(seen_from)
    if layers and view != "whole":
        shapes += labels(found, seen_from, shapes, layers)
    return Scene(view, layer, seen_from.frame, tuple(shapes)), found


def scene(pose: Pose, view: View = "back", layer: Layer = "superficial") -> Scene:
    """Return a picture of a pose as shapes in the order of painting; see `draw`."""
    return draw(pose, view, layer).scene


def alt_text(pose: Pose, view: View = "back", layer: Layer = "superficial") -> str:
    """Return the words of a picture; `draw` gives picture and words at once."""
    return draw(pose, view, layer).alt
