"""Bones: ribs as bands, vertebrae and blades as outlines, long bones and skull as solids."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from stretchkit.body import SIDES, Body
from stretchkit.body.data import Array, known_segment, metres, table
from stretchkit.body.turns import MIRROR
from stretchkit.drawing.camera import Camera
from stretchkit.drawing.outward import out_of_trunk
from stretchkit.drawing.scene import Kind, Shape

# Long bones: landmarks at the ends, and half widths in millimetres along the way.
_SHAFTS = {
    "humerus": ("GH", "EL", ((-0.07, 12), (-0.03, 21), (0.03, 23), (0.09, 16), (0.2, 11),
                             (0.5, 10), (0.8, 11), (0.92, 20), (0.97, 27), (1.02, 22))),
    "forearm": ("EL", "WR", ((0.0, 17), (0.06, 16), (0.2, 15), (0.6, 15), (0.9, 18), (1.0, 20))),
    "thigh": ("hip", "knee", ((-0.05, 14), (0.0, 24), (0.06, 26), (0.15, 18), (0.5, 14),
                              (0.85, 18), (0.95, 36), (1.0, 34))),
    "shank": ("knee", "ankle", ((0.02, 34), (0.07, 33), (0.2, 17), (0.6, 12), (0.9, 16),
                                (1.02, 24))),
}  # fmt: skip
_LIMB_RANK, _SKULL_RANKS = -10, (26, -1)
_SKULL_ONLY = {"mandible", "upper_jaw", "cheekbone", "orbit", "nose_hole", "teeth", "mastoid",
               "suture", "temple"}  # fmt: skip
_PELVIS = {"sacrum", "wing"}
# From here on, the back of the head hides the face.
_BEHIND = 0.35
# Ribs above the one height (m) go with the upper part of the chest, below the other with the lower.
_HIGH_RIBS, _LOW_RIBS = -0.110, -0.240
# How squarely (cosine) a rib must turn to the viewer to count as near.
_NEAR_RIB = -0.05

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Bone:
    """One outline of a bone, smooth, on the right side at rest, and how it is shown.

    `shown` names the sides it can be seen from; `rank` says what lies over what when `out` turns
    to the viewer, `away` when it turns away.
    """

    name: str
    kind: Kind
    style: str
    paired: bool
    shown: tuple[str, ...]
    out: str
    rank: int
    away: int
    segment: str
    points: Array


@cache
def _bones() -> tuple[Bone, ...]:
    looks = {
        row["bone"]: row
        for row in table("bone_looks.csv", "bone kind style paired shown out rank away", dict)
    }
    pieces: dict[tuple[str, str, str], list[Array]] = {}
    for name, piece, segment, point in table(
        "bones.csv",
        "bone piece order segment x_mm y_mm z_mm",
        lambda row: (
            looks[row["bone"]]["bone"],
            row["piece"],
            known_segment(row["segment"]),
            metres(row, "x", "y", "z"),
        ),
    ):
        pieces.setdefault((name, piece, segment), []).append(point)
    found = []
    for (name, _, segment), points in pieces.items():
        look = looks[name]
        kind: Kind = "polygon" if look["kind"] == "polygon" else "line"
        found.append(
            Bone(
                name, kind, look["style"], look["paired"] == "yes", tuple(look["shown"].split()),
                look["out"], int(look["rank"]), int(look["away"]), segment,
                _smooth(np.array(points), closed=kind == "polygon"),
            )
        )  # fmt: skip
    return tuple(found)


@cache
def _outlines() -> tuple[Bone, ...]:
    return tuple(bone for bone in _bones() if bone.out != "trunk")


@cache
def _bands() -> dict[str, Array]:
    """Return ribs and cartilage of both sides at rest, by style: before each a row of NaN.

    Every other row, from the second on, is a point of the table; the rows between are smooth.
    """
    bands: dict[str, list[Array]] = {}
    for bone in _bones():
        if bone.out == "trunk":
            own = bands.setdefault(bone.style, [])
            for flip in (np.ones(3), MIRROR):
                own += [np.full((1, 3), np.nan), bone.points * flip]
    return {style: np.concatenate(rows) for style, rows in bands.items()}


def bones(body: Body, view: Camera, *, skull: bool, limbs: bool) -> list[tuple[int, Shape]]:
    """Return the bones with the rank of each: what has a higher rank is painted later."""
    found: list[tuple[int, Shape]] = []
    turns = {bone.segment: _turned(body, view, bone.segment) for bone in _outlines()}
    for bone in _outlines():
        if (bone.name in _SKULL_ONLY and not skull) or (bone.name in _PELVIS and not limbs):
            continue
        turned = turns[bone.segment]
        outward = turned["front" if bone.out == "front" else "back"] > -0.3
        for side in SIDES if bone.paired else ("",):
            if not _is_shown(bone, turned, side):
                continue
            seen = view.project(body.carry(bone.segment, bone.points, side or "right"))
            key = f"{bone.name}.{side}" if side else bone.name
            shape = Shape(bone.kind, key, bone.style, float(seen[:, 2].mean()), seen[:, :2])
            found.append((bone.rank if outward and view.shows(side) else bone.away, shape))
    found += _ribs(body, view)
    if limbs:
        found += [(_LIMB_RANK, shape) for shape in _shafts(body, view)]
    if skull:
        found += _skull(body, view)
    return found


def _turned(body: Body, view: Camera, segment: str) -> dict[str, float]:
    """Return how far the back, front and right of a segment turn to the viewer, -1 to 1."""
    name = segment if segment in body.transforms else f"{segment}_right"
    if segment in ("clavicle", "scapula"):
        name = "thorax"
    axes = view.axes[2] @ body.transforms[name][:3, :3]
    return {"back": -float(axes[0]), "front": float(axes[0]), "right": float(axes[2])}


def _is_shown(bone: Bone, turned: dict[str, float], side: str) -> bool:
    if "always" in bone.shown:
        return True
    if abs(turned["right"]) > abs(turned["back"]):
        near = side in ("", "right" if turned["right"] > 0 else "left")
        return "side" in bone.shown and near
    return ("back" if turned["back"] > 0 else "front") in bone.shown


def _ribs(body: Body, view: Camera) -> list[tuple[int, Shape]]:
    """Return ribs and cartilage as bands: all dark edges first, then all light middles."""
    found = []
    for style, points in _bands().items():
        placed = _bent(body, points)
        seen = view.project(placed)
        lifted = np.isnan(seen[:, 0])
        near = np.zeros(len(seen), dtype=bool)
        near[1::2] = out_of_trunk(body, placed[1::2]) @ view.axes[2] > _NEAR_RIB
        near[2::2] = near[1:-1:2] & near[3::2] & ~lifted[2::2]
        name = "cartilage" if style == "cartilage" else "ribs"
        for wanted, tail, ranks in ((near, "", (1, 2)), (~near & ~lifted, "_far", (-6, -5))):
            if wanted.any():
                line = _runs(seen, wanted, lifted)
                depth = float(np.nanmean(line[:, 2]))
                look = "cartilage" if style == "cartilage" and not tail else f"rib{tail}"
                found += [
                    (rank, Shape("line", name, looks, depth, line[:, :2]))
                    for rank, looks in zip(ranks, (f"rib{tail}_edge", look), strict=True)
                ]
    return found


def _bent(body: Body, points: Array) -> Array:
    """Return points of the rib cage where the bent spine carries them, as it does the skin."""
    upper = np.clip((points[:, 1:2] - _LOW_RIBS) / (_HIGH_RIBS - _LOW_RIBS), 0, 1)
    placed: Array = body.carry("thorax_lower", points)
    return placed + upper * (body.carry("thorax", points) - placed)


def _runs(points: Array, wanted: Flags, lifted: Flags) -> Array:
    """Return the wanted runs of bands, each with one more point at both ends, parted by NaN."""
    drawn = wanted.copy()
    drawn[1:] |= wanted[:-1]
    drawn[:-1] |= wanted[1:]
    drawn &= ~lifted
    before = np.append(drawn[1:], False) & ~drawn
    line = np.where(drawn[:, None], points, np.nan)
    return line[drawn | before][1:]


def _smooth(points: Array, closed: bool = False) -> Array:
    """Return points with one more between each two, on a curve through them all."""
    if closed:
        before, after = np.roll(points, 1, 0), np.roll(points, -1, 0)
        beyond = np.roll(points, -2, 0)
    else:
        ends = np.concatenate([points[:1], points, points[-1:]])
        before, points, after, beyond = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    middle = (9 * (points + after) - before - beyond) / 16
    curve = np.stack([points, middle], axis=1).reshape(-1, points.shape[1])
    return curve if closed else np.concatenate([curve, after[-1:]])


def _shafts(body: Body, view: Camera) -> list[Shape]:
    found = []
    for name, (start, end, widths) in _SHAFTS.items():
        for side in SIDES:
            ends = view.project(np.array([body.point(start, side), body.point(end, side)]))
            along = ends[1, :2] - ends[0, :2]
            length = max(float(np.hypot(*along)), 1.0)
            across = np.array([-along[1], along[0]]) / (length if side == "right" else -length)
            middle = np.array([ends[0, :2] + share * along for share, _ in widths])
            half = np.array([width for _, width in widths])[:, None] * across
            outline = _smooth(np.concatenate([middle + half, (middle - half)[::-1]]), closed=True)
            depth = float(ends[:, 2].mean())
            found.append(Shape("polygon", f"{name}.{side}", "bone", depth, outline))
    return found


@cache
def _solids() -> list[tuple[str, Array, Array]]:
    return table(
        "body_ellipsoids.csv",
        "part segment x_mm y_mm z_mm radius_x_mm radius_y_mm radius_z_mm",
        lambda row: (row["part"], metres(row, "x", "y", "z"),
                     metres(row, "radius_x", "radius_y", "radius_z")),
    )  # fmt: skip


def _skull(body: Body, view: Camera) -> list[tuple[int, Shape]]:
    """Return the brain case and, if it can be seen, the face as the outlines of ellipsoids."""
    head = body.transforms["skull"]
    round_ = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    behind = _turned(body, view, "skull")["back"] > _BEHIND
    found = []
    for part, centre, radii in _solids():
        if part not in (("cran",) if behind else ("cran", "face")):
            continue
        solid = 1000 * view.axes @ head[:3, :3] * (0.93 * radii)
        flat = np.linalg.cholesky(solid[:2] @ solid[:2].T)
        x, y, depth = view.project(body.carry("skull", centre[None]))[0]
        outline = np.array([x, y]) + np.stack([np.cos(round_), np.sin(round_)], axis=1) @ flat.T
        found.append(Shape("polygon", "skull", "bone", float(depth), outline))
    return [(_SKULL_RANKS[behind], shape) for shape in sorted(found, key=lambda s: s.depth)]
