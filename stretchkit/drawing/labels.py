"""Words on a picture: names of muscles with leader lines, the letters R and L, the scale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stretchkit.body.data import Array
from stretchkit.drawing.alt import band
from stretchkit.drawing.arrows import middles
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.colour import LIMIT, TELLING
from stretchkit.drawing.columns import Box, Name, Place, edge, placed
from stretchkit.drawing.scene import Shape
from stretchkit.drawing.seen import Layers
from stretchkit.drawing.sheets import Muscle
from stretchkit.drawing.style import STYLES
from stretchkit.facts import muscle as facts_of

Flags = NDArray[np.bool_]

MOST = 6
_FRONT = 1e6
_LINE = 1.16
_LETTER_WIDTH = 0.56
# A word is parted at a hyphen if that makes a name at least so many letters narrower.
_PARTED = 3
# Both sides of a pair that change alike, within so many points, share one label.
_ALIKE = 1.5
_STEPS = 17
# A muscle is named if so much of it is seen (mm²), about a thumbnail; every so many points of its
# sheet are asked. Its dot keeps so far from the middle of its arrows and from other dots; the rim,
# and what is too near to another dot, count as so much further away (mm).
_LEAST, _EACH, _ARROWS, _RIM = 400.0, 3, 23.0, 30.0
# A name that would hide more of the figure (cm²), a third of its own room, has none.
_OVER = 60.0
# Height of the strip of paper under the picture.
_LEGEND = 108.0


@dataclass(frozen=True)
class Named:
    """A muscle to be named, and the point of it at which the name's line ends.

    `astray`: that point lies on the other side's half of the picture, as when the head is turned.
    """

    muscle: Muscle
    spot: Array
    astray: bool = False

    def words(self) -> list[str]:
        """Return the lines of the name; what is astray says of which side it is."""
        return words(self.muscle, sided=self.astray)


def worth_naming(
    muscles: Sequence[Muscle], painted: Sequence[Shape], layers: Layers
) -> list[Named]:
    """Return the muscles that change most, at most `MOST`; at rest, the largest ones.

    `painted` is the picture in the order of painting: a muscle of which little is seen is not
    named. A pair that changes alike on both sides is named once, on the side that has fewer names.
    """
    telling = any(abs(muscle.change) >= TELLING for muscle in muscles)
    arrows = middles(painted)
    seen: list[Named] = []
    for muscle in muscles:
        if telling and abs(muscle.change) < TELLING:
            continue
        key = f"{muscle.name}.{muscle.side}"
        spot = _spot(muscle, layers, arrows.get(key), [one.spot for one in seen])
        if spot is not None:
            seen.append(Named(muscle, spot))
    twins = {(one.muscle.name, one.muscle.side): one.muscle for one in seen}
    seen.sort(
        key=lambda one: (
            -round(abs(one.muscle.change)), -one.muscle.area, one.muscle.side != "right"
        )
    )  # fmt: skip
    chosen: list[Named] = []
    for one in seen:
        twin = twins.get((one.muscle.name, "left" if one.muscle.side == "right" else "right"))
        if twin is not None and _alike(twin, one.muscle):
            sides = [other.spot[0] > 0 for other in chosen]
            fuller = sides.count(True) > len(sides) - sides.count(True)
            named = any(other.muscle.name == one.muscle.name for other in chosen)
            if named or (one.spot[0] > 0) == fuller:
                continue
        chosen.append(one)
    return chosen[:MOST]


def _alike(one: Muscle, other: Muscle) -> bool:
    near = abs(one.change - other.change) < _ALIKE
    return near or words(one) == words(other)


def _spot(
    muscle: Muscle, layers: Layers, arrow: Array | None, taken: Sequence[Array]
) -> Array | None:
    """Return a point near a muscle's middle that is seen, beside its arrows and what is `taken`.

    None if too little of the muscle is seen.
    """
    rows = muscle.largest.whole.points[1:-1:_EACH, 1:-1:_EACH]
    points = np.concatenate([muscle.middle[None], rows.reshape(-1, 2)])
    shown = layers.shown(f"{muscle.name}.{muscle.side}", points)
    if muscle.area * np.mean(shown) < _LEAST:
        return None
    outer = np.abs(np.linspace(-1, 1, len(rows))).repeat(rows.shape[1])
    away = np.hypot(*(points - muscle.middle).T)
    if arrow is not None:
        # A dot on the arrows would hide which way they point.
        away[np.hypot(*(points - arrow).T) < _ARROWS] += 6 * _ARROWS
    away[1:] += _RIM * outer
    for other in taken:
        away += _RIM * (np.hypot(*(points - other).T) < _ARROWS)
    spot: Array = points[np.argmin(np.where(shown, away, np.inf))]
    return spot


def labels(
    muscles: Sequence[Muscle], view: Camera, painted: Sequence[Shape], layers: Layers
) -> list[Shape]:
    """Return names and leader lines for the muscles that change most, in a picture as `painted`.

    Names stand in two columns, left and right, clear of the figure where there is room; they do
    not cover each other, and their lines do not cross. From the side, where both columns are of
    one side of the body, a name may stand in either.
    """
    chosen = [
        replace(one, astray=_is_astray(one, view)) for one in worth_naming(muscles, painted, layers)
    ]
    while chosen:
        names = [_sized(one) for one in chosen]
        places = placed(names, view.frame, painted, either=view.view == "side")
        full = next((place.left for place in places if place.hidden > _OVER), None)
        if full is None:
            return [
                shape
                for one, place in zip(chosen, places, strict=True)
                for shape in _name(one, place, view.frame)
            ]
        # What changes least makes room.
        del chosen[max(i for i, place in enumerate(places) if place.left == full)]
    return []


def _is_astray(named: Named, view: Camera) -> bool:
    if view.is_from_a_side:
        return False
    rightward = float(view.axes[0] @ view.across) > 0
    return bool(named.spot[0] > 0) != ((named.muscle.side == "right") == rightward)


def words(muscle: Muscle, *, sided: bool = False) -> list[str]:
    """Return the lines of a muscle's label: its plain name, and its change as a band."""
    label = facts_of(muscle.name).plain_label
    lines = _narrow(f"{muscle.side} {label}" if sided else label)
    told = band(muscle.change, short=True)
    return [*lines, *([told] if told else [])]


@cache
def _narrow(name: str) -> list[str]:
    """Return a name in two lines, the longer one as short as can be.

    A word is parted at a hyphen only where that is worth it.
    """
    parts = re.split(r"(?<=-)|(?<= )", name)
    halves = [("".join(parts[:i]).strip(), "".join(parts[i:])) for i in range(1, len(parts))]
    return list(
        min(
            halves,
            key=lambda lines: max(map(len, lines)) + _PARTED * lines[0].endswith("-"),
            default=(name,),
        )
    )


def box(shape: Shape) -> Box:
    """Return the room a word takes: left, bottom, right, top in millimetres of the picture."""
    style = STYLES[shape.style]
    x, y = shape.points[0]
    wide = _LETTER_WIDTH * style.size * len(shape.text)
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[style.anchor]
    return (left, y - 0.25 * style.size, left + wide, y + 0.8 * style.size)


def _sized(named: Named) -> Name:
    size = STYLES["label"].size
    widths = tuple(_LETTER_WIDTH * size * len(line) for line in named.words())
    return Name(widths, _LINE * size, named.spot)


def _name(named: Named, place: Place, frame: Box) -> list[Shape]:
    """Return a name with its line and the dot at the line's end."""
    key = f"label.{named.muscle.name}.{named.muscle.side}"
    style = "label" if place.left else "label_right"
    size, x = STYLES[style].size, edge(frame, place.left)
    line = [Shape("line", key, f"leader{tail}", _FRONT, place.line) for tail in ("_edge", "")]
    dot = Shape("dot", key, "leader_dot", _FRONT, place.line[1:])
    told = [
        Shape("label", key, style,
              _FRONT, np.array([[x, place.top - size * (0.8 + _LINE * i)]]), text=text)
        for i, text in enumerate(named.words())
    ]  # fmt: skip
    return [*line, dot, *told]


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

    half, low, high = 170.0, 71.0, 89.0
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
    shapes.append(_word("legend_note" + tail, at(0.0, 13.0), note))
    return shapes


def _word(style: str, point: Array, text: str) -> Shape:
    return Shape("label", "legend", style, _FRONT, point, text=text)
