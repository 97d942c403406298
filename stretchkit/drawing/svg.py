"""Paint a scene as SVG text: small, with its own looks inside, so that it works as an image."""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import pairwise

import numpy as np

from stretchkit.drawing.colour import colour
from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.style import BY_VALUE, FONT, STYLES, Style
from stretchkit.palette import LIGHT

# Points are whole fifths of a millimetre: a sixth of a pixel, at the width of a page.
UNIT = 5
Points = list[list[int]]
# What stands for a row of NaN, which lifts the pen.
_LIFTED = -(10**9)


def svg(scene: Scene, alt: str = "", width: int | None = None, unit: float = UNIT) -> str:
    """Return a scene as SVG text on its own light paper; `width` is in pixels.

    Points are whole numbers, `unit` of them a millimetre.
    """
    left, bottom, right, top = (round(unit * edge) for edge in scene.frame)
    across, high = right - left, top - bottom
    names = sorted({shape.style for shape in scene.shapes})
    classes = {name: f"s{number}" for number, name in enumerate(names)}
    looks = "".join(f".{classes[name]}{{{_css(name, unit)}}}" for name in names)
    size = f' width="{width}" height="{round(width * high / across)}"' if width else ""
    body = "".join(
        _paint(shape, points, classes[shape.style], unit)
        for shape, points in zip(scene.shapes, _whole(scene.shapes, unit), strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"{size} '
        f'viewBox="{left} {-top} {across} {high}"><title>{escape(alt)}</title>'
        f"<style>path{{stroke-linejoin:round;stroke-linecap:round;fill:none}}"
        f"text{{font-family:{FONT}}}{looks}</style>"
        f'<path style="fill:{LIGHT["paper"]}" d="M{left} {-top}h{across}v{high}h{-across}z"/>'
        f"{body}</svg>"
    )


def _whole(shapes: Sequence[Shape], unit: float) -> Iterator[Points]:
    """Yield the points of each shape; rounded all at once, since many small arrays are slow."""
    points = np.concatenate([np.empty((0, 2)), *(shape.points for shape in shapes)])
    points = np.rint(points * [unit, -unit])
    points[np.isnan(points)] = _LIFTED
    rows, start = points.astype(int).tolist(), 0
    for shape in shapes:
        yield rows[start : start + len(shape.points)]
        start += len(shape.points)


def _paint(shape: Shape, points: Points, name: str, unit: float) -> str:
    style = STYLES[shape.style]
    fill = ""
    if style.fill == BY_VALUE:
        fill = f' style="fill:{colour(shape.value or 0.0)}"'
    if shape.kind == "label":
        ((x, y),) = points
        return f'<text class="{name}" x="{x}" y="{y}">{escape(shape.text)}</text>'
    if shape.kind == "dot":
        return f'<path class="{name}"{fill} d="{_dots(points, style, unit)}"/>'
    close = "z" if shape.kind == "polygon" else ""
    return f'<path class="{name}"{fill} d="{_path(points, close)}"/>'


def _dots(points: Points, style: Style, unit: float) -> str:
    """Return path data of a circle or a diamond at each point."""
    r = round(unit * style.radius)
    if style.diamond:
        way = f"l{-r} {-r} {-r} {r} {r} {r}z"
    else:
        way = f"a{r} {r} 0 1 0 {-2 * r} 0a{r} {r} 0 1 0 {2 * r} 0z"
    return "".join(f"M{x + r} {y}{way}" for x, y in points)


def _path(points: Points, close: str) -> str:
    """Return path data."""
    pieces, start = [], 0
    gaps = [number for number, (x, _) in enumerate(points) if x == _LIFTED]
    for end in [*gaps, len(points)]:
        own = points[start:end]
        start = end + 1
        if len(own) < 2:
            continue
        steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(own) if x != a or y != b]
        (x, y), text = own[0], " ".join(steps).replace(" -", "-")
        pieces.append(f"M{x} {y}l{text}{close}")
    return "".join(pieces)


@cache
def _css(name: str, unit: float) -> str:
    style: Style = STYLES[name]
    rules = []
    if style.fill and style.fill != BY_VALUE:
        rules.append(f"fill:{style.fill}")
    if style.stroke:
        rules.append(f"stroke:{style.stroke};stroke-width:{unit * style.width:g}")
    if style.opacity < 1:
        rules.append(f"opacity:{style.opacity:g}")
    if style.size:
        rules.append(
            f"font-size:{unit * style.size:g}px;text-anchor:{style.anchor};paint-order:stroke"
        )
    if style.bold:
        rules.append("font-weight:700")
    return ";".join(rules)
