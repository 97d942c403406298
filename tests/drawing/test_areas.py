"""Areas painted on the body: on the skin, on the right side, told in words, doubted where due."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

import stretchkit as sk
from stretchkit import facts
from stretchkit.body import SIDES, Pose, place
from stretchkit.drawing import Figure
from stretchkit.drawing.areas import DISPUTED
from stretchkit.drawing.camera import camera
from stretchkit.drawing.contour import Grid
from stretchkit.drawing.flesh import rings
from stretchkit.drawing.paint import painted, patches, polygons, sided
from stretchkit.drawing.panels import at_rest, eye
from stretchkit.drawing.scene import Scene, Shape, View
from stretchkit.drawing.seen import seen_areas
from stretchkit.drawing.skin import skin_shapes
from stretchkit.drawing.style import STYLES
from stretchkit.painlog import REGIONS

Points = NDArray[np.float64]
VIEWS: tuple[View, ...] = ("back", "front", "side")
# Every area in every view it is seen in.
SEEN = [
    (area, view)
    for area, own in patches().items()
    for view in VIEWS
    if any(view in patch.views for patch in own)
]
MAPS = list(facts.referrals())
# What an area may lie on, by where it is: what else is under it would be painted by mistake.
_HEAD = r"head|hair|ear\.right|brow|lid|eye|nostril|mouth|lip"
LIES_ON = {
    "skull": rf"{_HEAD}|trunk|joint\.head",
    "trunk": r"trunk|joint\.head|joint\.upper_arm\.right|upper_arm\.right|hair|head",
    "arm": r"trunk|upper_arm\.right|forearm\.right|hand\.right|joint\.(upper_arm|forearm)\.right",
}


@dataclass(frozen=True)
class Painted:
    """One area of the right side: the figure under it, its outline as given and as painted."""

    figure: list[Shape]
    given: list[Points]
    tint: Shape
    loops: list[Points]


@cache
def seen(area: str, view: View, side: str = "right") -> Painted:
    body, at = at_rest(), eye(view, side, "arms")
    figure = skin_shapes(body, at)
    outlined = polygons(body, at, sided([f"{area}.{side}"]))
    (tint,) = (
        shape for shape in painted(body, at, figure, outlined, "pain") if shape.kind == "polygon"
    )
    return Painted(figure, [loop for one in outlined.values() for loop in apart(one)], tint,
                   apart(tint.points))  # fmt: skip


def apart(points: Points) -> list[Points]:
    """Return the pieces between which the pen is lifted."""
    gaps = [-1, *np.flatnonzero(np.isnan(points[:, 0])), len(points)]
    return [points[start + 1 : end] for start, end in pairwise(gaps)]


def size(loop: Points) -> float:
    x, y = loop.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def depth_in_skin(points: Points, view: View) -> Points:
    """Return how far (mm) points of a picture lie outside of the figure; inside it is below 0."""
    skin = rings(at_rest(), eye(view, "right", "arms"))
    grid = Grid.over(points.min(axis=0), points.max(axis=0), 2.0)
    field = skin.field(list(skin.places), grid, 12.0)
    column, row = np.rint((points - [grid.left, grid.low]) / grid.step).astype(int).T
    found: Points = field[row, column].astype(float)
    return found


def painted_in(figure: Figure) -> list[Points]:
    return [
        loop
        for shape in figure.scene.shapes
        if shape.key == "areas" and shape.kind == "polygon"
        for loop in apart(shape.points)
    ]


def letters(figure: Figure) -> dict[str, float]:
    return {s.text: s.points[0, 0] for s in figure.scene.shapes if s.key.startswith("side.")}


def test_every_region_of_the_pain_log_is_an_area_and_every_area_has_an_outline() -> None:
    assert {key for key, area in facts.areas().items() if area.region} == set(REGIONS)
    assert set(patches()) == set(facts.areas())


@pytest.mark.parametrize(("area", "view"), SEEN)
def test_an_outline_lies_on_the_body_wherever_it_is_seen_from(area: str, view: View) -> None:
    body, at = at_rest(), eye(view, "right", "arms")
    for patch in patches()[area]:
        if view in patch.views:
            placed = np.stack([body.carry(name, point) for name, point in patch.points])
            assert depth_in_skin(at.project(placed)[:, :2], view).max() < 5


@pytest.mark.parametrize(("area", "view"), SEEN)
def test_what_is_painted_lies_inside_the_body(area: str, view: View) -> None:
    for loop in seen(area, view).loops:
        assert depth_in_skin(loop, view).max() < -2


@pytest.mark.parametrize(("area", "view"), SEEN)
def test_an_area_is_painted_whole(area: str, view: View) -> None:
    found = seen(area, view)
    assert len(found.loops) == len(found.given)
    wanted = sum(map(size, found.given))
    # From behind, trousers hide much of the hand.
    least = 0.4 if (area, view) == ("hand", "back") else 0.7
    assert least * wanted < sum(map(size, found.loops)) < 1.5 * wanted


@pytest.mark.parametrize(("area", "view"), SEEN)
def test_an_area_lies_on_its_own_part_of_the_body(area: str, view: View) -> None:
    found, frame = seen(area, view), eye(view, "right", "arms").frame
    segments = {s for p in patches()[area] if view in p.views for s, _ in p.points}
    where = "skull" if "skull" in segments else "trunk"
    where = "arm" if segments & {"humerus", "forearm", "hand"} else where
    solid = replace(found.tint, style="skin")
    before = seen_areas(Scene(view, "skin", frame, tuple(found.figure)))
    after = seen_areas(Scene(view, "skin", frame, (*found.figure, solid)))
    hidden = {key for key in before if before[key] - after[key] > 100}
    assert hidden
    assert [key for key in hidden if not re.fullmatch(LIES_ON[where], key)] == []


@pytest.mark.parametrize(("area", "view"), [one for one in SEEN if one[1] != "side"])
def test_the_left_side_is_the_mirror_of_the_right(area: str, view: View) -> None:
    if facts.areas()[area].middle:
        assert sk.draw_areas([f"{area}.left"], view).svg == sk.draw_areas([area], view).svg
        return
    right, left = seen(area, view), seen(area, view, "left")
    outward = 1 if view == "back" else -1
    assert np.concatenate(right.loops)[:, 0].mean() * outward > 0
    for one, other in zip(right.given, left.given, strict=True):
        np.testing.assert_allclose(one * [-1, 1], other, atol=1e-6)
    assert sum(map(size, left.loops)) == pytest.approx(sum(map(size, right.loops)), rel=0.06)


def test_the_letters_stand_on_the_side_that_is_painted() -> None:
    for view in ("back", "front"):
        figure = sk.draw_areas(["shoulder.right"], view)
        (loop,) = painted_in(figure)
        x = loop[:, 0].mean()
        at = letters(figure)
        assert abs(x - at["R"]) < abs(x - at["L"])


def test_the_side_view_is_that_of_the_painted_side() -> None:
    right, left = (sk.draw_areas([f"temple.{side}"], "side") for side in SIDES)
    assert set(letters(right)) == {"R"} and set(letters(left)) == {"L"}
    middle = (right.scene.frame[0] + right.scene.frame[2]) / 2
    # She faces the way her temple is: to the right from her right side.
    assert painted_in(right)[0][:, 0].mean() > middle > painted_in(left)[0][:, 0].mean()
    assert left.alt == "From the left side. Painted on the left: the temple."


def test_both_sides_of_what_reaches_the_middle_are_one() -> None:
    assert len(painted_in(sk.draw_areas(["low_back"]))) == 1
    assert len(painted_in(sk.draw_areas(["low_back.right"]))) == 1
    assert len(painted_in(sk.draw_areas(["shoulder_blade"]))) == 2


def test_an_area_follows_the_body() -> None:
    still = camera("back", Pose(), at_rest())
    for pose, moved, stays in (
        (Pose(neck_tilt_left=30), "head_back", "low_back"),
        (Pose(shoulder_depression_right=-20), "shoulder_top", "mid_back"),
        (Pose(arm_elevation_right=40), "arm", "head_back"),
    ):
        body = place(pose)
        for area, far in ((moved, True), (stays, False)):
            wanted = sided([f"{area}.right"])
            (before,) = polygons(at_rest(), still, wanted).values()
            (after,) = polygons(body, camera("back", pose, body), wanted).values()
            assert bool(np.nanmax(np.hypot(*(after - before).T)) > 15) is far


def test_the_words_come_from_what_is_painted() -> None:
    found = sk.draw_areas(["blade_inner_edge.right", "neck_angle.right"])
    assert found.alt == (
        "From behind. Painted on the right: the inner edge of the shoulder blade, "
        "the angle of the neck."
    )
    mixed = sk.draw_areas(["temple", "breastbone", "mid_back.left"], "front")
    assert mixed.alt == (
        "From the front. Painted in the middle: the breastbone. Painted on both sides: the temple. "
        "Not seen from here, on the left: the mid back."
    )


def test_a_picture_is_as_small_as_its_areas_allow() -> None:
    def share(*names: str) -> float:
        left, bottom, right, top = sk.draw_areas(names).scene.frame
        return (top - bottom) / (right - left)

    assert share("neck_back") < share("low_back") <= share("hand")


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(KeyError, match=r"no area 'tempel'; the closest: temple"):
        sk.draw_areas(["tempel"])
    with pytest.raises(ValueError, match="no side 'rigth' of temple; there are right, left"):
        sk.draw_areas(["temple.rigth"])
    with pytest.raises(ValueError, match="no view 'top'"):
        sk.draw_areas(["temple"], "top")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no style 'red'; there are pain, map"):
        sk.draw_areas(["temple"], style="red")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one"):
        sk.draw_areas([])
    with pytest.raises(KeyError, match="no muscle 'levator'; the closest: levator_scapulae"):
        sk.referral_map("levator")
    with pytest.raises(ValueError, match="no side 'top'"):
        sk.referral_map("levator_scapulae", "top")


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_an_area_is_told_without_colour_on_skin_and_on_hair() -> None:
    def contrast(one: str, other: str) -> float:
        low, high = sorted([_light(one), _light(other)])
        return (high + 0.05) / (low + 0.05)

    edge, halo = STYLES["area_edge"].stroke, STYLES["area_halo"].stroke
    assert contrast(edge, STYLES["skin_lit"].fill) > 4.5
    assert contrast(halo, STYLES["hair"].fill) > 4.5
    for style in ("pain", "map"):
        drawn = {s.style for s in sk.draw_areas(["mid_back"], style=style).scene.shapes}
        look = "area" if style == "pain" else "area_map"
        assert {look, f"{look}_lines", "area_edge", "area_halo"} <= drawn


def test_each_muscle_with_a_map_has_areas_and_the_others_have_none() -> None:
    muscles = facts.muscles()
    assert set(MAPS) == {key for key, muscle in muscles.items() if muscle.referral}
    assert "longus_colli" not in MAPS
    with pytest.raises(ValueError, match="no agreed map of the deep front neck muscle"):
        sk.referral_map("longus_colli")


@pytest.mark.parametrize("key", MAPS)
def test_the_parts_of_a_map_are_all_the_words_of_its_muscle_in_order(key: str) -> None:
    said = facts.muscle(key).referral or ""
    rest = said
    for part in facts.referrals()[key].parts:
        before, found, rest = rest.partition(part.words)
        assert found, (part.words, said)
        assert before.strip(" ,;") in ("", "and")
    assert rest == ""


@pytest.mark.parametrize("key", MAPS)
def test_a_map_shows_all_of_its_areas_and_its_doubt(key: str) -> None:
    figure = sk.referral_map(key)
    for part in facts.referrals()[key].parts:
        for area in part.areas:
            assert facts.areas()[area].label in figure.alt
    assert "Not seen" not in figure.alt
    assert figure.alt.startswith(facts.muscle(key).plain_label[:1].upper())
    said = " ".join(shape.text for shape in figure.scene.shapes if shape.kind == "label")
    assert DISPUTED in said and figure.alt.endswith(DISPUTED)
    text = figure.svg
    assert len(text.encode()) < 60_000 and "nan" not in text
    assert ElementTree.fromstring(text).tag.endswith("svg")


def test_the_short_doubt_says_what_the_long_one_says() -> None:
    note = facts.anatomy_notes()["referral"].text
    for word in ("traditional map", "disputed", "It is no test."):
        assert word in note and word.lower() in DISPUTED.lower()


def test_a_map_of_the_left_is_painted_left() -> None:
    assert (
        "Painted on the left: the angle of the neck"
        in sk.referral_map("levator_scapulae", "left").alt
    )
    assert "on the right" not in sk.referral_map("trapezius_upper", "left").alt


def test_two_views_stand_side_by_side_where_both_are_needed() -> None:
    both = sk.referral_map("scalenus_medius")
    assert "From behind." in both.alt and "From the front." in both.alt
    texts = [s.text for s in both.scene.shapes if s.kind == "label"]
    assert sorted(text for text in texts if len(text) == 1) == ["L", "L", "R", "R"]
    assert "From the front" not in sk.referral_map("levator_scapulae").alt


def test_nothing_of_one_view_reaches_into_the_other() -> None:
    scene = sk.referral_map("pectoralis_minor").scene
    left, _, right, _ = scene.frame
    for shape in scene.shapes:
        if shape.key not in ("words", "areas") and shape.kind != "label":
            x = shape.points[~np.isnan(shape.points[:, 0]), 0]
            assert x.max() < (left + right) / 2 + 12 or x.min() > (left + right) / 2 - 12
