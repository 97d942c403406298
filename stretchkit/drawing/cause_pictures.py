"""Where the tissue of a cause lies, or where pain from it can be felt, on the body at rest."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from stretchkit.body import SIDES, muscle_names
from stretchkit.body.data import Array, known_segment, metres, table
from stretchkit.drawing.areas import told
from stretchkit.drawing.bones import bones
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.contour import curve
from stretchkit.drawing.figure import Figure
from stretchkit.drawing.order import OVER
from stretchkit.drawing.paint import painted, polygons, sided
from stretchkit.drawing.panels import Panel, at_rest, eye, seen_from, side_by_side
from stretchkit.drawing.scene import Kind, Shape
from stretchkit.drawing.sheets import muscles
from stretchkit.drawing.skin import skin_shapes
from stretchkit.facts import cause_pictures, causes, look_up, tissues
from stretchkit.facts.areas_records import CausePanel

_SHOWN = {"bones": ", the bones", "superficial": ", the outer muscles", "skin": ""}
# Tissues of the spine lie over its bones, and under ribs and blades.
_RANK = {"side": 0.5, "back": 4.5}


def cause_picture(key: str) -> Figure:
    """Return the picture of a cause.

    Raises
    ------
    KeyError
        If there is no such cause; the message names the closest.
    ValueError
        If the cause has no one place in the body; the message says so.

    Examples
    --------
    >>> cause_picture("shingles").alt[:74]
    'From behind. Painted on the right: a band round one side of the chest. Fro'
    """
    picture = cause_pictures()[look_up(causes(), key, "cause").key]
    if picture.words is None:
        raise ValueError(picture.why_none)
    panels, said = zip(*(_panel(panel) for panel in picture.panels), strict=True)
    scene = side_by_side(panels, picture.panels[0].layer, [picture.words])
    return Figure(scene, " ".join([*said, picture.words]), {})


def _panel(panel: CausePanel) -> tuple[Panel, str]:
    """Return one part of a picture, and what it shows in words."""
    body, camera = at_rest(), eye(panel.view, "right", panel.near)
    skin = skin_shapes(body, camera, see_through=panel.layer != "skin")
    inside: list[tuple[float, Shape]] = []
    if panel.layer != "skin":
        all_bones = panel.layer == "bones"
        # From the front, a head without skull or skin would have no face.
        face = all_bones or panel.view == "front"
        inside += bones(body, camera, skull=face, limbs=all_bones)
    if panel.layer == "superficial":
        found = muscles(body, camera, panel.layer, dict.fromkeys(_every_muscle(), 0.0))
        inside += [(one.rank, shape) for one in found for shape in one.shapes]
    inside += [(_RANK[panel.view], shape) for shape in _brought_out(camera, panel.tissues)]
    inside.sort(key=lambda entry: entry[0])
    outlined = polygons(body, camera, sided(panel.areas))
    shapes = [
        *(shape for shape in skin if shape.depth < OVER),
        *(shape for _, shape in inside),
        *(shape for shape in skin if shape.depth >= OVER),
        *painted(body, camera, skin, outlined, panel.style),
    ]
    brought_out = ", ".join(tissues()[key].label for key in panel.tissues)
    words = [
        f"{seen_from(camera)}{_SHOWN[panel.layer]}.",
        f"Brought out: {brought_out}." if brought_out else "",
        told("Painted", outlined),
    ]
    return Panel(camera, tuple(shapes)), " ".join(filter(None, words))


@cache
def _outlines() -> dict[tuple[str, str, str, Kind], list[tuple[str, Array]]]:
    """Return the outlines of tissues by tissue, piece, view and kind: segments and points."""
    found: dict[tuple[str, str, str, Kind], list[tuple[str, Array]]] = {}
    for name, point in table(
        "tissues.csv",
        "tissue piece views kind order segment x_mm y_mm z_mm",
        lambda row: (
            (tissues()[row["tissue"]].key, row["piece"], row["views"], _kind(row["kind"])),
            (known_segment(row["segment"]), metres(row, "x", "y", "z")),
        ),
    ):
        found.setdefault(name, []).append(point)
    return found


def _kind(name: str) -> Kind:
    return "line" if name == "line" else "polygon"


def _brought_out(camera: Camera, keys: Sequence[str]) -> list[Shape]:
    shapes = []
    for (tissue, _, views, kind), points in _outlines().items():
        if tissue not in keys or camera.view not in views.split():
            continue
        # What lies in the middle is there once.
        paired = any(point[2] for _, point in points)
        for side in SIDES if paired else SIDES[:1]:
            placed = np.stack([at_rest().carry(name, point, side) for name, point in points])
            line = curve(camera.project(placed)[:, :2], closed=kind == "polygon")
            look = "tissue" if kind == "polygon" else "tissue_line"
            shapes.append(Shape(kind, tissue, look, 0.0, line))
    return shapes


def _every_muscle() -> list[str]:
    return [f"{name}.{side}" for name in muscle_names() for side in SIDES]
