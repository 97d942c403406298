"""Read and check `data/body/`: files in millimetres, arrays in metres, right side only."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from stretchkit.facts.place import data_folder

Array = NDArray[np.float64]
Row = TypeVar("Row")

NECK = ("C7", "C6", "C5", "C4", "C3", "C2", "C1", "skull")
NECK_JOINTS = ("C7T1", "C6C7", "C5C6", "C4C5", "C3C4", "C2C3", "C1C2", "C0C1")
TRUNK = ("pelvis", "lumbar", "thorax_lower", "thorax")
LIMBS = ("clavicle", "scapula", "humerus", "forearm", "hand", "thigh", "shank", "foot")
SEGMENTS = (*TRUNK, *NECK, *LIMBS)


class BodyDataError(ValueError):
    """A mistake in a file of `data/body/`; the message names the file and the line."""


@dataclass(frozen=True)
class Landmark:
    """A point of the neutral body and the segment it moves with."""

    segment: str
    point: Array


@dataclass(frozen=True)
class Sheet:
    """One muscle: fibres between edges, each edge a row of points fixed to segments.

    `edges` run from origin to insertion; an edge is (segments, points) of one length or more.
    `wrap` names what the fibres bend round: `ribs`, the `wall` of the trunk, or `none`.
    """

    muscle: str
    fibres: int
    wrap: str
    edges: tuple[tuple[tuple[str, ...], Array], ...]


@dataclass(frozen=True)
class Surface:
    """An ellipsoid fixed to the ribs, right side; its top leans inward by `axes`, metres."""

    centre: Array
    radii: Array
    axes: Array

    def inside(self, points: Array) -> Array:
        """Return points seen so that the surface becomes a ball of radius 1 at the origin."""
        seen: Array = (points - self.centre) @ self.axes / self.radii
        return seen

    def outside(self, seen: Array) -> Array:
        """Return the points of the body that `inside` saw."""
        points: Array = (seen * self.radii) @ self.axes.T + self.centre
        return points


@dataclass(frozen=True)
class Station:
    """One elliptical cross-section of the body, blended from the segments in `weights`."""

    centre: Array
    half_width: float
    half_depth: float
    weights: dict[str, float]


def folder() -> Path:
    """Return the folder of the body's tables."""
    return data_folder() / "body"


def table(name: str, columns: str, read: Callable[[dict[str, str]], Row]) -> list[Row]:
    """Return the rows of a CSV file, each made by `read`; every row must name its source."""
    path = folder() / name
    wanted = [*columns.split(), "source"]
    rows: list[Row] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != wanted:
            raise BodyDataError(f"{name}: the columns must be {', '.join(wanted)}")
        for row in reader:
            where = f"{name}, line {reader.line_num}"
            if None in row or None in row.values() or not (row["source"] or "").strip():
                raise BodyDataError(f"{where}: a cell is missing (every row needs a source)")
            try:
                rows.append(read(row))
            except (ValueError, KeyError) as error:
                raise BodyDataError(f"{where}: {error}") from error
    return rows


def known_segment(name: str) -> str:
    """Return the name of a segment, or raise a ValueError that lists them."""
    if name not in SEGMENTS:
        raise ValueError(f"no segment {name!r}; there are {', '.join(SEGMENTS)}")
    return name


def metres(row: dict[str, str], *columns: str) -> Array:
    """Return cells given in millimetres as an array in metres."""
    values = np.array([float(row[f"{column}_mm"]) for column in columns]) / 1000
    if not np.isfinite(values).all():
        raise ValueError("a number is not finite")
    return values


@cache
def landmarks() -> dict[str, Landmark]:
    """Return bony landmarks, joint centres and points of contact, by name."""
    rows = table(
        "landmarks.csv",
        "name segment x_mm y_mm z_mm",
        lambda row: (
            row["name"],
            Landmark(known_segment(row["segment"]), metres(row, "x", "y", "z")),
        ),
    )
    return unique("landmarks.csv", rows)


@cache
def neck_shares() -> Array:
    """Return the share of each neck joint (rows, from C7T1 up) in flexion, tilt and turn."""
    rows = table(
        "joint_shares.csv",
        "joint flexion tilt turn",
        lambda row: (row["joint"], [float(row[word]) for word in ("flexion", "tilt", "turn")]),
    )
    if tuple(joint for joint, _ in rows) != NECK_JOINTS:
        raise BodyDataError(f"joint_shares.csv: the joints must be {', '.join(NECK_JOINTS)}")
    shares = np.array([share for _, share in rows])
    if not np.allclose(shares.sum(axis=0), 1, atol=1e-3):
        raise BodyDataError("joint_shares.csv: the shares of a movement must add up to 1")
    whole: Array = shares / shares.sum(axis=0)
    return whole


@cache
def surfaces() -> dict[str, Surface]:
    """Return the ellipsoids that the blade glides on and that fibres bend round."""

    def read(row: dict[str, str]) -> tuple[str, Surface]:
        lean = np.radians(float(row["lean_deg"]))
        radii = metres(row, "radius_x", "radius_y", "radius_z")
        if (radii <= 0).any():
            raise ValueError("a radius must be more than 0")
        c, s = np.cos(lean), np.sin(lean)
        axes = np.array([[1, 0, 0], [0, c, s], [0, -s, c]])
        return row["surface"], Surface(metres(row, "x", "y", "z"), radii, axes)

    columns = "surface x_mm y_mm z_mm radius_x_mm radius_y_mm radius_z_mm lean_deg"
    return unique("surfaces.csv", table("surfaces.csv", columns, read))


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every muscle, once."""
    kinds = unique(
        "muscles.csv",
        table(
            "muscles.csv",
            "muscle fibres wrap",
            lambda row: (row["muscle"], (int(row["fibres"]), row["wrap"])),
        ),
    )
    edges: dict[str, dict[int, list[tuple[str, Array]]]] = {}
    for muscle, edge, segment, point in table(
        "muscle_sheets.csv",
        "muscle edge order segment x_mm y_mm z_mm",
        lambda row: (
            row["muscle"],
            int(row["edge"]),
            known_segment(row["segment"]),
            metres(row, "x", "y", "z"),
        ),
    ):
        edges.setdefault(muscle, {}).setdefault(edge, []).append((segment, point))
    if set(edges) != set(kinds):
        odd = ", ".join(sorted(set(edges) ^ set(kinds)))
        raise BodyDataError(f"muscles.csv and muscle_sheets.csv must name the same muscles: {odd}")
    found = []
    for muscle, (fibres, wrap) in kinds.items():
        if wrap not in ("ribs", "wall", "none"):
            raise BodyDataError(
                f"muscles.csv, {muscle}: wrap is 'ribs', 'wall' or 'none', not {wrap!r}"
            )
        if sorted(edges[muscle]) != list(range(len(edges[muscle]))) or len(edges[muscle]) < 2:
            raise BodyDataError(f"muscle_sheets.csv, {muscle}: edges are numbered 0, 1, …")
        parts = tuple(
            (tuple(segment for segment, _ in edge), np.array([point for _, point in edge]))
            for _, edge in sorted(edges[muscle].items())
        )
        if wrap == "wall" and not (len(parts) == 2 and set(parts[0][0]) <= set(TRUNK)):
            raise BodyDataError(
                f"muscle_sheets.csv, {muscle}: on the wall a fibre has two edges, trunk and limb"
            )
        found.append(Sheet(muscle, fibres, wrap, parts))
    return tuple(found)


@cache
def stations() -> dict[str, tuple[Station, ...]]:
    """Return the cross-sections of the skin, by part of the body."""
    parts: dict[str, list[Station]] = {}
    for part, station in table(
        "body_stations.csv", f"part order {_STATION}", lambda row: (row["part"], _station(row))
    ):
        parts.setdefault(part, []).append(station)
    return {part: tuple(rings) for part, rings in parts.items()}


@cache
def wall() -> tuple[Station, ...]:
    """Return the half cross-sections of the trunk that broad sheets lie on, from the lowest up."""
    rings = table("trunk_wall.csv", f"order {_STATION}", _station)
    heights = [ring.centre[1] for ring in rings]
    if heights != sorted(set(heights)):
        raise BodyDataError("trunk_wall.csv: the heights must go up")
    if not {name for ring in rings for name in ring.weights} <= set(TRUNK):
        raise BodyDataError(f"trunk_wall.csv: the weights are of {', '.join(TRUNK)}")
    return tuple(rings)


_STATION = "x_mm y_mm z_mm half_width_z_mm half_depth_x_mm weights"


def _station(row: dict[str, str]) -> Station:
    weights = {}
    for piece in row["weights"].split():
        segment, _, weight = piece.partition(":")
        weights[known_segment(segment)] = float(weight or 1)
    if abs(sum(weights.values()) - 1) > 1e-9:
        raise ValueError("the weights must add up to 1")
    width, depth = (float(size) for size in metres(row, "half_width_z", "half_depth_x"))
    return Station(metres(row, "x", "y", "z"), width, depth, weights)


def unique(name: str, rows: list[tuple[str, Row]]) -> dict[str, Row]:
    """Return named rows as a dictionary; a name may stand only once."""
    found = dict(rows)
    if len(found) != len(rows):
        twice = sorted({key for key, _ in rows if [k for k, _ in rows].count(key) > 1})
        raise BodyDataError(f"{name}: stands twice: {', '.join(twice)}")
    return found
