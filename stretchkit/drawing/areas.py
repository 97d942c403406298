"""Pictures of areas of the skin: where it hurts, and what the traditional maps name."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import get_args

import numpy as np

from stretchkit.body import SIDES
from stretchkit.drawing.figure import Figure
from stretchkit.drawing.paint import MIDDLE, SidedArea, Style, painted, patches, polygons, sided
from stretchkit.drawing.panels import WINDOWS, Panel, at_rest, eye, seen_from, side_by_side
from stretchkit.drawing.scene import View
from stretchkit.drawing.skin import skin_shapes
from stretchkit.facts import areas, muscle, referrals

DISPUTED = "Traditional map, disputed. It is no test."
_VIEWS: tuple[View, ...] = ("back", "front", "side")
_PLACES = (
    ("in the middle", {MIDDLE}),
    ("on both sides", {*SIDES}),
    ("on the right", {"right"}),
    ("on the left", {"left"}),
)
# From the smallest picture to the largest.
_NEAR = ("neck", "trunk", "arms")
# The least room under the lowest area, in millimetres.
_ROOM = 40.0


def draw_areas(names: Iterable[str], view: View = "back", style: Style = "pain") -> Figure:
    """Return a picture of the body at rest with areas of its skin painted.

    Parameters
    ----------
    names : iterable of str
        Keys of areas, such as the regions of the pain log. `shoulder_blade` is painted on both
        sides, `shoulder_blade.right` on one.
    view : {"back", "front", "side"}
        From behind, from the front, or from the side: the left one if all areas are left.
    style : {"pain", "map"}
        Where it hurts; or a traditional map, which says below that it is disputed.

    Returns
    -------
    Figure
        A picture with a text for those who cannot see it.

    Raises
    ------
    KeyError
        If there is no such area; the message names the closest.
    ValueError
        If there is no such view, style or side, or no area.

    Examples
    --------
    >>> draw_areas(["blade_inner_edge.right", "neck_angle"]).alt[:65]
    'From behind. Painted on both sides: the angle of the neck. Painte'
    """
    if style not in get_args(Style):
        raise ValueError(f"no style {style!r}; there are {', '.join(get_args(Style))}")
    wanted = sided(list(names))
    if not wanted:
        raise ValueError("name at least one area")
    return _figure(wanted, [view], style)


def referral_map(key: str, side: str = "right") -> Figure:
    """Return the traditional map of where a sore spot in a muscle may be felt, on one side.

    Two views stand side by side where both are needed.

    Raises
    ------
    KeyError
        If there is no such muscle; the message names the closest.
    ValueError
        If there is no map of it, or no such side.

    Examples
    --------
    >>> referral_map("levator_scapulae").alt[:69]
    'Shoulder-blade lifter, right. From behind. Painted on the right: the '
    """
    label = muscle(key).plain_label
    if key not in referrals():
        raise ValueError(f"there is no agreed map of the {label}")
    own = [area for part in referrals()[key].parts for area in part.areas]
    wanted = sided([f"{area}.{side}" for area in own])
    title = f"{label[0].upper()}{label[1:]}, {side}."
    return _figure(wanted, views_for(own), "map", title)


def views_for(names: Sequence[str]) -> tuple[View, ...]:
    """Return the fewest views that show all areas, and from both sides those that go round."""
    needed: set[View] = (
        {"back", "front"} if any(areas()[name].goes_round for name in names) else set()
    )
    seen = {view: {n for n in names for p in patches()[n] if view in p.views} for view in _VIEWS}
    choices = [chosen for count in (1, 2, 3) for chosen in combinations(_VIEWS, count)]
    return next(
        chosen
        for chosen in choices
        if needed <= {*chosen} and {*names} <= set().union(*(seen[view] for view in chosen))
    )


def told(verb: str, wanted: Iterable[SidedArea]) -> str:
    """Return areas as words: "Painted on the right: the temple, the cheek." """
    sides: dict[str, set[str]] = {}
    for area, side in wanted:
        sides.setdefault(area, set()).add(side)
    said = []
    for where, own in _PLACES:
        labels = [areas()[area].label for area, found in sides.items() if found == own]
        if labels:
            said.append(f"{verb} {where}: {', '.join(labels)}.")
    return " ".join(said)


def _figure(
    wanted: Sequence[SidedArea], views: Sequence[View], style: Style, title: str = ""
) -> Figure:
    body = at_rest()
    side = "left" if {own for _, own in wanted} <= {"left", MIDDLE} else "right"
    seen = {view: polygons(body, eye(view, side, "arms"), wanted) for view in views}
    heights = [
        float(np.nanmin(points[:, 1])) for found in seen.values() for points in found.values()
    ]
    lowest = min(heights, default=0.0) - _ROOM
    near = next((name for name in _NEAR if WINDOWS[name][1] <= lowest), "arms")
    panels, said = [], []
    for view, found in seen.items():
        camera = eye(view, side, near)
        figure = skin_shapes(body, camera)
        paint = painted(body, camera, figure, found, style)
        panels.append(Panel(camera, (*figure, *paint)))
        said.append(f"{seen_from(camera)}. {told('Painted', found)}".rstrip())
    hidden = [one for one in wanted if not any(one in found for found in seen.values())]
    doubt = DISPUTED if style == "map" else ""
    alt = " ".join(filter(None, [title, *said, told("Not seen from here,", hidden), doubt]))
    below = [text for text in (title, doubt) if text]
    return Figure(side_by_side(panels, "skin", below), alt, {})
