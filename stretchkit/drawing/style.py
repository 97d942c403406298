"""The looks of shapes, by the style that a shape names; both painters read this one table."""

from dataclasses import asdict, dataclass, replace

from stretchkit.drawing.colour import LIMIT, STOPS
from stretchkit.palette import LIGHT, PAIN_SCALE

FONT = "system-ui,'Segoe UI',Helvetica,Arial,sans-serif"
# A fill that is not a colour but the shape's value on the scale of `colour.py`.
BY_VALUE = "value"


@dataclass(frozen=True)
class Style:
    """How a shape looks: colours, widths and letter size in millimetres of the picture.

    A style without a fill is not filled, one without a stroke has no line. `anchor` is where a
    word hangs from its point: `start`, `middle` or `end`; a word's stroke lies under its fill.
    `radius` is that of a dot, which is round or a diamond.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    opacity: float = 1.0
    size: float = 0.0
    bold: bool = False
    anchor: str = "start"
    radius: float = 0.0
    diamond: bool = False


_BONE = "#f4eedd"
_BONE_FAR = "#eae0cc"
_BONE_LINE = "#a3977c"
_EDGE = "#5b3a33"
_SKIN, _SKIN_LIT, _SKIN_LINE = "#e9c4a6", "#f4dcc6", "#6f4a3c"
_CLOTH, _CLOTH_LIT, _CLOTH_LINE = "#465a72", "#5a7089", "#2c3a4b"
_HAIR, _HAIR_LINE = "#4d3a32", "#2f231f"

STYLES: dict[str, Style] = {
    # Bones: what is far is paler and thinner, so that ribs and blades read apart.
    "rib_edge": Style(stroke=_BONE_LINE, width=10.4),
    "rib": Style(stroke=_BONE, width=8.4),
    "rib_far_edge": Style(stroke="#d2bda6", width=9.0),
    "rib_far": Style(stroke="#ecdcc8", width=7.4),
    "cartilage": Style(stroke="#dbe1dc", width=8.4),
    "bone": Style(fill=_BONE, stroke=_BONE_LINE, width=1.8),
    "bone_far": Style(fill=_BONE_FAR, stroke="#c2b093", width=1.5),
    "bone_hollow": Style(fill="#cbbd9f", stroke=_BONE_LINE, width=1.2),
    "bone_line": Style(stroke=_BONE_LINE, width=1.4),
    # Muscles.
    "muscle": Style(fill=BY_VALUE, stroke=_EDGE, width=2.0),
    "muscle_veil": Style(fill=BY_VALUE, stroke=_EDGE, width=3.0, opacity=0.45),
    "tendon": Style(fill="#fbf4ea", opacity=0.5),
    "fibre": Style(stroke=_EDGE, width=1.0, opacity=0.42),
    "arrow_edge": Style(stroke="#ffffff", width=6.0, opacity=0.75),
    "arrow": Style(stroke=LIGHT["ink"], width=3.0),
    # Where a chosen muscle begins and ends; the pale ones lie on the far side.
    "origin": Style(fill=LIGHT["ink"], stroke="#ffffff", width=2.4, radius=7.0),
    "origin_far": Style(fill="#73797f", stroke="#ffffff", width=2.4, radius=5.0),
    "insertion": Style(fill="#ffffff", stroke=LIGHT["accent"], width=3.4, radius=8.6, diamond=True),
    "insertion_far": Style(fill="#ffffff", stroke="#64809b", width=2.6, radius=6.4, diamond=True),
    # The figure: skin, clothes, hair and face; the pale ones lie under muscles and bones.
    "skin": Style(fill=_SKIN, stroke=_SKIN_LINE, width=3.6),
    "skin_lit": Style(fill=_SKIN_LIT),
    "skin_joint": Style(fill=_SKIN),
    "skin_crease": Style(stroke=_SKIN_LINE, width=2.0, opacity=0.55),
    "skin_pale": Style(fill="#f8ede2", stroke=_SKIN_LINE, width=3.6),
    "skin_joint_pale": Style(fill="#f8ede2"),
    "cloth": Style(fill=_CLOTH, stroke=_CLOTH_LINE, width=3.6),
    "cloth_lit": Style(fill=_CLOTH_LIT),
    "cloth_joint": Style(fill=_CLOTH),
    "cloth_line": Style(stroke=_CLOTH_LINE, width=2.0, opacity=0.7),
    "cloth_pale": Style(fill="#a9b6c4", stroke="#7d8da0", width=3.0),
    "cloth_joint_pale": Style(fill="#a9b6c4"),
    "hair": Style(fill=_HAIR, stroke=_HAIR_LINE, width=3.0),
    "hair_lit": Style(fill="#6a5348"),
    "hair_strand": Style(stroke=_HAIR_LINE, width=2.0, opacity=0.6),
    "hair_pale": Style(fill="#a39288", stroke="#85736a", width=2.6),
    "face_brow": Style(stroke=_HAIR, width=4.2),
    "face_lid": Style(stroke=_HAIR_LINE, width=2.8),
    "face_eye": Style(fill=_HAIR_LINE),
    "face_mouth": Style(stroke="#96574b", width=3.0),
    "face_lip": Style(stroke="#b98672", width=2.0, opacity=0.7),
    "face_nostril": Style(stroke=_SKIN_LINE, width=2.2, opacity=0.75),
    "chair": Style(fill="#ddd5c6", stroke="#8d8270", width=3.2),
    "chair_far": Style(fill="#cfc6b5", stroke="#8d8270", width=3.2),
    "ground": Style(stroke="#b9b2a4", width=4.0),
    # What an exercise is done on or with.
    "wall": Style(fill="#ece7dc", stroke="#b9b2a4", width=2.4),
    "thing": Style(fill="#c9d6df", stroke="#5f7686", width=2.4),
    "phone": Style(fill="#2c3a4b", stroke="#ffffff", width=2.0),
    "band": Style(stroke=LIGHT["accent"], width=5.0),
    "sticker": Style(fill=LIGHT["accent"], stroke="#ffffff", width=2.0, radius=7.0),
    # Words.
    "leader_edge": Style(stroke="#ffffff", width=4.6, opacity=0.8),
    "leader": Style(stroke=LIGHT["ink"], width=1.6),
    "leader_dot": Style(fill=LIGHT["ink"], radius=4.5),
    "label": Style(fill=LIGHT["ink"], stroke="#ffffff", width=6.0, size=25.0),
    "label_right": Style(fill=LIGHT["ink"], stroke="#ffffff", width=6.0, size=25.0, anchor="end"),
    "side_letter": Style(fill=LIGHT["ink"], size=40.0, bold=True, anchor="middle"),
    # R and L above the whole body, which is small where a stretch is shown.
    "side_letter_large": Style(fill=LIGHT["ink"], size=84.0, bold=True, anchor="middle"),
    "legend": Style(fill=LIGHT["ink"], size=22.0),
    "legend_middle": Style(fill=LIGHT["ink"], size=22.0, anchor="middle"),
    "legend_end": Style(fill=LIGHT["ink"], size=22.0, anchor="end"),
    "legend_note": Style(fill=LIGHT["quiet"], size=25.0, anchor="middle"),
    "legend_arrow": Style(stroke=LIGHT["ink"], width=3.4),
    "paper": Style(fill=LIGHT["paper"]),
    "swatch": Style(fill=BY_VALUE),
}
# The whole body is drawn smaller: its words must be larger.
for _name in ("side_letter", "legend", "legend_middle", "legend_end", "legend_note"):
    STYLES[f"{_name}_whole"] = replace(STYLES[_name], size=1.45 * STYLES[_name].size)

# Areas of the skin that hurt, or that a map names; lines and an edge tell them without colour.
STYLES |= {
    "area": Style(fill=PAIN_SCALE[5], opacity=0.66),
    "area_lines": Style(stroke=PAIN_SCALE[9], width=1.6, opacity=0.7),
    "area_map": Style(fill=PAIN_SCALE[1], opacity=0.55),
    "area_map_lines": Style(stroke=PAIN_SCALE[9], width=2.0, opacity=0.8),
    "area_halo": Style(stroke="#ffffff", width=6.4, opacity=0.75),
    "area_edge": Style(stroke=PAIN_SCALE[9], width=2.8),
    # What a picture of a cause brings out on the bones.
    "tissue": Style(fill="#4f86ba", stroke=LIGHT["accent"], width=2.0),
    "tissue_line": Style(stroke=LIGHT["accent"], width=3.6),
}


def style_table() -> dict[str, object]:
    """Return styles, colour scale and paper as plain values, for the painter in the page."""
    return {
        "styles": {name: asdict(style) for name, style in STYLES.items()},
        "stops": [list(stop) for stop in STOPS],
        "limit": LIMIT,
        "paper": LIGHT["paper"],
        "ink": LIGHT["ink"],
        "font": FONT,
    }
