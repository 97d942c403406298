"""From a pose to a picture: the pure scene, and a figure that shows itself in a notebook."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import Any, get_args

from stretchkit.body import Pose, place
from stretchkit.drawing.alt import describe
from stretchkit.drawing.bones import bones
from stretchkit.drawing.camera import Camera, camera
from stretchkit.drawing.labels import labels, legend, side_letters
from stretchkit.drawing.order import OVER
from stretchkit.drawing.scene import Layer, Scene, Shape, View
from stretchkit.drawing.sheets import Muscle, muscles
from stretchkit.drawing.skin import skin_shapes
from stretchkit.drawing.svg import svg

LAYERS: tuple[Layer, ...] = get_args(Layer)


@dataclass(frozen=True)
class Figure:
    """A still picture: a scene and its words. It shows itself in a notebook as an image."""

    scene: Scene
    alt: str

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


def draw(pose: Pose, view: View = "back", layer: Layer = "superficial") -> Figure:
    """Return a picture of a pose.

    Parameters
    ----------
    pose : Pose
        The pose to draw.
    view : {"back", "front", "side", "whole"}
        From behind, from the front, from the right side, or the whole body.
    layer : {"superficial", "intermediate", "deep", "bones", "skin"}
        What to show: three layers of muscles, the bones alone, or the person.

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
    found, seen = _scene(pose, view, layer)
    return Figure(found, describe(pose, view, layer, seen))


def scene(pose: Pose, view: View = "back", layer: Layer = "superficial") -> Scene:
    """Return a picture of a pose as shapes in the order of painting; see `draw`."""
    return _scene(pose, view, layer)[0]


def alt_text(pose: Pose, view: View = "back", layer: Layer = "superficial") -> str:
    """Return the words of a picture; `draw` gives picture and words at once."""
    return draw(pose, view, layer).alt


def _scene(pose: Pose, view: View, layer: Layer) -> tuple[Scene, list[Muscle]]:
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    body = place(pose)
    seen_from = camera(view, pose, body)
    if layer == "skin":
        shapes = skin_shapes(body, seen_from)
        return _finished(seen_from, layer, [*shapes, *side_letters(seen_from)]), []
    skin = skin_shapes(body, seen_from, see_through=True)
    inside: list[tuple[int, Shape]] = bones(
        body, seen_from, skull=layer in ("bones", "deep"), limbs=layer == "bones"
    )
    found = muscles(body, seen_from, layer) if layer != "bones" else []
    inside += [(muscle.rank, shape) for muscle in found for shape in muscle.shapes]
    inside.sort(key=lambda entry: entry[0])
    shapes = [shape for shape in skin if shape.depth < OVER]
    shapes += [shape for _, shape in inside]
    shapes += [shape for shape in skin if shape.depth >= OVER]
    words = side_letters(seen_from)
    if found:
        words = legend(seen_from) + words
        if view != "whole":
            words += labels(found, seen_from.frame)
    return _finished(seen_from, layer, [*shapes, *words]), found


def _finished(view: Camera, layer: Layer, shapes: list[Shape]) -> Scene:
    return Scene(view.view, layer, view.frame, tuple(shapes))
