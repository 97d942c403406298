"""Words on a picture: names of muscles with leader lines, the letters R and L, the scale."""

from collections.abc import Sequence
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.alt import band
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.colour import LIMIT, TELLING
from stretchkit.drawing.scene import Shape
from stretchkit.drawing.sheets import Muscle
from stretchkit.drawing.style import STYLES
from stretchkit.facts import muscle as facts_of

Box = tuple[float, float, float, float]
Flags = NDArray[np.bool_]

MOST = 6
_FRONT = 1e6
_LINE = 1.16
_LETTER_WIDTH = 0.56
_COLUMN = 15
_EDGE = 14.0
_GAP = 16.0
_TOP, _BOTTOM = 215.0, -420.0
# Both sides of a pair that change alike, within so many points, share one label.
_ALIKE = 1.5
_STEPS = 16
# Height of the strip of paper under the picture.
_LEGEND = 96.0


def worth_naming(muscles: Sequence[Muscle], limit: int = MOST) -> list[Muscle]:
    """Return the muscles that change most, at most `limit`; at rest, the largest ones.

    What a muscle nearer the viewer covers is not named. A pair that changes alike on both sides
    is named once, on the side that has fewer names.
    """
    seen = [m for m, covered in zip(muscles, _covered(muscles), strict=True) if not covered]
    change = {(m.name, m.side): m.change for m in seen}
    seen.sort(key=lambda m: (-round(abs(m.change)), -m.area, m.side != "right"))
    if any(abs(m.change) >= TELLING for m in muscles):
        seen = [m for m in seen if abs(m.change) >= TELLING]
    chosen: list[Muscle] = []
    for muscle in seen:
        twin = change.get((muscle.name, "left" if muscle.side == "right" else "right"))
        if twin is not None and abs(twin - muscle.change) < _ALIKE:
            sides = [m.middle[0] > 0 for m in chosen]
            fuller = sides.count(True) > len(sides) - sides.count(True)
            if any(m.name == muscle.name for m in chosen) or (muscle.middle[0] > 0) == fuller:
                continue
        chosen.append(muscle)
    return chosen[:limit]


def _covered(muscles: Sequence[Muscle]) -> Flags:
    """Return which muscles, the deepest first, have their middle under a nearer one."""
    middles = np.array([muscle.middle for muscle in muscles])
    covered = np.zeros(len(muscles), dtype=bool)
    for place, muscle in enumerate(muscles):
        covered[:place] |= _inside(middles[:place], muscle.shapes[0].points)
    return covered


def _inside(points: Array, polygon: Array) -> Flags:
    polygon = polygon[~np.isnan(polygon[:, 0])]
    x, y = points.T[..., None]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, 1, axis=0).T
    above = ay > y
    crossed = above != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = ax + (y - ay) / (by - ay) * (bx - ax)
    inside: Flags = np.count_nonzero(crossed & (x < crossing), axis=1) % 2 > 0
    return inside


def labels(muscles: Sequence[Muscle], frame: Box) -> list[Shape]:
    """Return names and leader lines for the muscles that change most.

    Names stand in two columns, left and right, in the order of their muscles from top to bottom,
    so leader lines do not cross and names do not cover each other.
    """
    chosen = sorted(worth_naming(muscles), key=lambda muscle: -float(muscle.middle[1]))
    left = [muscle for muscle in chosen if muscle.middle[0] <= 0]
    right = [muscle for muscle in chosen if muscle.middle[0] > 0]
    return _column(left, True, frame) + _column(right, False, frame)


def words(muscle: Muscle) -> list[str]:
    """Return the lines of a muscle's label: its plain name, and its change as a band."""
    lines = wrap(facts_of(muscle.name).plain_label, _COLUMN, break_long_words=False)
    told = band(muscle.change, short=True)
    return [*lines, *([told] if told else [])]


def box(shape: Shape) -> Box:
    """Return the room a word takes: left, bottom, right, top in millimetres of the picture."""
    style = STYLES[shape.style]
    x, y = shape.points[0]
    wide = _LETTER_WIDTH * style.size * len(shape.text)
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[style.anchor]
    return (left, y - 0.25 * style.size, left + wide, y + 0.8 * style.size)


def _column(muscles: list[Muscle], start: bool, frame: Box) -> list[Shape]:
    style = "label" if start else "label_right"
    size = STYLES[style].size
    texts = [words(muscle) for muscle in muscles]
    heights = [_LINE * size * len(lines) + _GAP for lines in texts]
    tops = _stacked([float(muscle.middle[1]) for muscle in muscles], heights)
    x = frame[0] + _EDGE if start else frame[2] - _EDGE
    shapes = []
    for muscle, lines, top in zip(muscles, texts, tops, strict=True):
        key = f"label.{muscle.name}.{muscle.side}"
        own = [
            Shape("label", key, style,
                  _FRONT, np.array([[x, top - size * (0.8 + _LINE * i)]]), text=line)
            for i, line in enumerate(lines)
        ]  # fmt: skip
        edges = [box(shape) for shape in own]
        end = max(b[2] for b in edges) + 8 if start else min(b[0] for b in edges) - 8
        height = top - _LINE * size * len(lines) / 2
        line = np.array([[end, height], muscle.middle])
        shapes += [Shape("line", key, f"leader{tail}", _FRONT, line) for tail in ("_edge", "")]
        shapes.append(Shape("dot", key, "leader_dot", _FRONT, muscle.middle[None]))
        shapes += own
    return shapes


def _stacked(wanted: list[float], heights: list[float]) -> list[float]:
    """Return the tops of boxes near where they are wanted, one under the other, in the frame."""
    tops: list[float] = []
    ceiling = _TOP
    for middle, height in zip(wanted, heights, strict=True):
        ceiling = min(middle + height / 2, ceiling)
        tops.append(ceiling)
        ceiling -= height
    floor = _BOTTOM
    for i in reversed(range(len(tops))):
        tops[i] = max(tops[i], floor + heights[i])
        floor = tops[i]
    return tops


def side_letters(view: Camera) -> list[Shape]:
    """Return R and L where the person's right and left are; from the side, the near side only."""
    left, _, right, top = view.frame
    tail, size = ("_whole", 90.0) if view.view == "whole" else ("", 62.0)
    rightward = float(view.axes[0] @ view.across)
    if abs(rightward) < 0.2:
        places = [("R", left + size)]
    else:
        ends = (right - size, left + size) if rightward > 0 else (left + size, right - size)
        places = list(zip("RL", ends, strict=True))
    return [
        Shape("label", f"side.{letter}", f"side_letter{tail}", _FRONT,
              np.array([[x, top - size]]), text=letter)
        for letter, x in places
    ]  # fmt: skip


def legend_top(view: Camera) -> float:
    """Return the height up to which the paper of the legend covers the picture."""
    return view.frame[1] + _scale(view) * _LEGEND


def _scale(view: Camera) -> float:
    return 1.35 if view.view == "whole" else 1.0


def legend(view: Camera) -> list[Shape]:
    """Return the scale: what the colours and arrows mean, and that it is geometry."""
    left, bottom, right, _ = view.frame
    tail, scale = "_whole" if view.view == "whole" else "", _scale(view)
    middle = (left + right) / 2

    def at(x: float, y: float) -> Array:
        return np.array([[middle + scale * x, bottom + scale * y]])

    half, low, high = 170.0, 58.0, 76.0
    paper = [at(x, y)[0] for x in (-2000.0, 2000.0) for y in (-50.0, _LEGEND)]
    corners = np.array([paper[i] for i in (0, 1, 3, 2)])
    shapes = [Shape("polygon", "legend", "paper", _FRONT, corners)]
    edges = np.linspace(-half, half, _STEPS + 1)
    for i in range(_STEPS):
        square = ((edges[i], low), (edges[i + 1] + 0.5, low), (edges[i + 1] + 0.5, high),
                   (edges[i], high))  # fmt: skip
        value = -LIMIT + (i + 0.5) * 2 * LIMIT / _STEPS
        points = np.concatenate([at(x, y) for x, y in square])
        shapes.append(Shape("polygon", "legend", "swatch", _FRONT, points, value))
    for x, text in ((-half, f"−{LIMIT:g} %"), (0.0, "0"), (half, f"+{LIMIT:g} %")):
        shapes.append(_word("legend_middle" + tail, at(x, low - 23), text))
    shapes.append(_word("legend_end" + tail, at(-half - 66, low + 2), "shorter"))
    shapes.append(_word("legend" + tail, at(half + 70, low + 2), "longer"))
    for x, way in ((-half - 34, -1), (half + 38, 1)):
        for sign in (-1, 1):
            tip, back = (22.0, 9.0) if way > 0 else (4.0, 22.0)
            head = -8.0 if way > 0 else 8.0
            base = sign * (tip + head)
            marks = [at(x + sign * back, low + 9), at(x + sign * tip, low + 9)]
            barbs = [at(x + base, low + 16), at(x + sign * tip, low + 9), at(x + base, low + 2)]
            shapes += [
                Shape("line", "legend", "legend_arrow", _FRONT, np.concatenate(line))
                for line in (marks, barbs)
            ]
    note = "geometry, not tissue strain"
    shapes.append(_word("legend_note" + tail, at(0.0, 10.0), note))
    return shapes


def _word(style: str, point: Array, text: str) -> Shape:
    return Shape("label", "legend", style, _FRONT, point, text=text)
