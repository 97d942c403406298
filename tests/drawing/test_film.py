"""The film of a stretch: a picture for every phase, the right side, no jump, few shapes."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from stretchkit import facts
from stretchkit.body import SIDES, measure, place
from stretchkit.drawing.film import (
    FilmView,
    film,
    numbers,
    on_the_map,
    pictures,
    places,
    start,
    still,
    ways,
    whole_turn,
)
from stretchkit.drawing.scene import Scene
from stretchkit.drawing.style import STYLES
from stretchkit.facts import Phase
from stretchkit.facts.records import Variation
from tests.drawing.variations import LONGEST, VARIATIONS, places_of, sessions

OTHER = {"right": "left", "left": "right"}
# In each one-sided stretch these pull on the side that the words name.
FELT = ("levator_scapulae", "trapezius_upper", "sternocleidomastoid_clavicular")
MOST_SHAPES = 300


@pytest.fixture(params=VARIATIONS, ids="-".join)
def variation(request: pytest.FixtureRequest) -> Variation:
    return facts.variation(*request.param)


def letters(scene: Scene) -> str:
    """Return the letters of a picture from left to right."""
    found = [shape for shape in scene.shapes if shape.key.startswith("side.")]
    return "".join(shape.text for shape in sorted(found, key=lambda shape: shape.points[0, 0]))


def middle(scene: Scene, key: str) -> Any:
    """Return the middle of what a picture shows of something."""
    points = np.concatenate([shape.points for shape in scene.shapes if shape.key == key])
    return np.nanmean(points, axis=0)


def values(scene: Scene) -> dict[str, float]:
    return {shape.key: shape.value for shape in scene.shapes if shape.value is not None}


def test_every_phase_of_every_session_has_its_pictures(variation: Variation) -> None:
    known, poses = numbers(variation), pictures(variation)
    for phases in sessions(variation):
        for phase, goes in zip(phases, places_of(variation, phases), strict=True):
            for stop in goes:
                assert poses[known[stop.name]] == stop.angles
            for first, last in pairwise(goes):
                way = ways(variation)[first.name, last.name]
                assert (way[0][1], way[-1][1]) == (known[first.name], known[last.name])
            assert phase.pose in [stop.pose for stop in goes]


def test_a_phase_begins_where_the_one_before_ended_and_ends_in_its_own_pose(
    variation: Variation,
) -> None:
    for phases in sessions(variation):
        for phase, goes in zip(phases, places_of(variation, phases), strict=True):
            if phase.kind == "release":
                assert goes[-1] == start(variation), "a rest begins where the release ends"
            else:
                assert goes[-1].pose == phase.pose
            if phase.kind in ("get_ready", "rest", "switch_side"):
                assert len(goes) == 1, f"{phase.cue} is said to somebody who is still"


def test_a_film_is_as_long_as_its_poses_and_every_picture_is_used(variation: Variation) -> None:
    used = {number for way in ways(variation).values() for _, number in way}
    assert used == set(range(len(pictures(variation))))
    for view in ("whole", "front", "back"):
        assert len(film(variation, view)) == len(pictures(variation))


def test_in_view_are_few_enough_shapes(variation: Variation) -> None:
    for person in ("whole", "front"):
        pair = zip(film(variation, person), film(variation, "back"), strict=True)  # type: ignore[arg-type]
        assert max(len(one.shapes) + len(other.shapes) for one, other in pair) <= MOST_SHAPES


def test_letters_are_large_enough_for_a_small_picture(variation: Variation) -> None:
    for view in ("whole", "front"):
        scene = film(variation, view)[0]
        left, _, right, _ = scene.frame
        sizes = [STYLES[s.style].size for s in scene.shapes if s.key.startswith("side.")]
        assert sizes and min(sizes) > (right - left) / 18


def test_the_map_shows_what_it_is_said_to_show(variation: Variation) -> None:
    for scene in film(variation, "back"):
        drawn = {shape.key for shape in scene.shapes if shape.value is not None}
        for side in SIDES:
            for muscle in ("trapezius_upper", "levator_scapulae"):
                assert on_the_map(muscle) and f"{muscle}.{side}" in drawn
    assert not on_the_map("sternocleidomastoid_clavicular")


def test_no_part_turns_far_from_one_picture_to_the_next(variation: Variation) -> None:
    poses = pictures(variation)
    for way in ways(variation).values():
        for (turned, first), (then, last) in pairwise(way):
            assert 0 < then - turned <= 40
            one, other = place(poses[first]).transforms, place(poses[last]).transforms
            for part in ("skull", "thorax", "humerus_right", "forearm_left"):
                trace = np.trace(one[part][:3, :3].T @ other[part][:3, :3])
                assert np.degrees(np.arccos(np.clip((trace - 1) / 2, -1, 1))) < 41, part


def one_sided() -> list[tuple[str, str, Phase]]:
    found = []
    for stretch, key in VARIATIONS:
        for phase in facts.timeline(facts.variation(stretch, key), repetitions=1):
            if phase.kind in ("move_in", "hold") and phase.side and phase.feels:
                found.append((stretch, key, phase))
    return found


def test_both_sides_of_every_one_sided_variation_are_looked_at() -> None:
    seen = {(key, phase.kind, phase.side) for _, key, phase in one_sided()}
    keys = ("basic", "arm_behind_back", "seat_edge", "four_way")
    assert seen == {(k, kind, s) for k in keys for kind in ("move_in", "hold") for s in SIDES}


@pytest.mark.parametrize(("stretch", "key", "phase"), one_sided())
def test_the_side_that_is_said_to_feel_the_pull_is_the_side_that_lengthens(
    stretch: str, key: str, phase: Phase
) -> None:
    assert phase.side
    said = re.search(r"(?:Feel it|a mild pull) on the (right|left)", phase.cue)
    assert said and said[1] == phase.side
    (stop,) = places(facts.variation(stretch, key), phase)
    lengths = measure(place(stop.angles))
    for muscle in FELT:
        assert lengths[phase.side].change(muscle) > 5, muscle
        assert lengths[OTHER[phase.side]].change(muscle) < 0, muscle
    tilted = re.search(r"[Tt]ilt(?:ed)? your head (right|left)|Head tilted (right|left)", phase.cue)
    assert tilted and (tilted[1] or tilted[2]) == OTHER[phase.side]


@pytest.mark.parametrize(("stretch", "key", "phase"), one_sided())
def test_the_pictures_show_that_side(stretch: str, key: str, phase: Phase) -> None:
    assert phase.side
    variation = facts.variation(stretch, key)
    (stop,) = places(variation, phase)
    number, upright = numbers(variation)[stop.name], numbers(variation)["sit_tall"]
    felt = 1 if phase.side == "right" else -1
    for view, right in (("back", 1), ("whole", 1), ("front", -1)):
        scenes = film(variation, view)  # type: ignore[arg-type]
        way = middle(scenes[number], "head")[0] - middle(scenes[upright], "head")[0]
        assert way * felt * right < -20, f"{view}: the head leans away from the side that is felt"
    shown = values(film(variation, "back")[number])
    assert shown[f"levator_scapulae.{phase.side}"] > 5
    assert shown[f"levator_scapulae.{OTHER[phase.side]}"] < 0


@pytest.mark.parametrize(
    ("view", "order"), [("whole", "LR"), ("back", "LR"), ("front", "RL")], ids=str
)
def test_every_picture_says_which_side_is_which(
    variation: Variation, view: FilmView, order: str
) -> None:
    if view == "whole" and whole_turn(variation) > 46:
        order = "R"  # The right side is turned to the viewer.
    for scene in film(variation, view):
        assert letters(scene) == order
        left, _, right, top = scene.frame
        for shape in scene.shapes:
            if shape.key.startswith("side."):
                assert left + 20 < shape.points[0, 0] < right - 20
                assert shape.points[0, 1] < top - 20


def test_the_left_side_is_drawn_of_the_mirrored_pose(variation: Variation) -> None:
    known, back = numbers(variation), film(variation, "back")
    for name in known:
        mirrored = name.replace("right", "left")
        if name == mirrored or mirrored not in known:
            continue
        one, other = values(back[known[name]]), values(back[known[mirrored]])
        for key, change in one.items():
            muscle, side = key.split(".")
            assert other[f"{muscle}.{OTHER[side]}"] == pytest.approx(change, abs=0.05)


@pytest.mark.parametrize(("key", "arm"), [("standing", "right"), ("seated", "left")])
def test_the_arm_on_top_is_the_one_that_is_said(key: str, arm: str) -> None:
    variation = facts.variation("cross_arm_knee_press", key)
    holds = [p for p in facts.timeline(variation, repetitions=2) if p.kind == "hold"]
    hold = next(phase for phase in holds if phase.top_arm == arm)
    (stop,) = places(variation, hold)
    body = place(stop.angles)
    forward = {side: (body.point("EL", side) + 2 * body.point("WR", side))[0] for side in SIDES}
    assert forward[arm] > forward[OTHER[arm]]


def test_nobody_leaves_the_picture(variation: Variation) -> None:
    for view in ("whole", "front"):
        for scene in film(variation, view):  # type: ignore[arg-type]
            left, bottom, right, top = scene.frame
            points = np.concatenate([s.points for s in scene.shapes if s.key != "ground"])
            low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
            assert left <= low[0] and bottom <= low[1]
            assert high[0] <= right and high[1] <= top


def test_the_picture_that_stands_there_first_is_that_of_the_film(variation: Variation) -> None:
    hold = next(p for p in facts.timeline(variation, repetitions=LONGEST) if p.kind == "hold")
    (stop,) = places(variation, hold)
    one, other = still(variation, stop), film(variation, "whole")[numbers(variation)[stop.name]]
    assert one.frame == other.frame
    assert [shape.key for shape in one.shapes] == [shape.key for shape in other.shapes]
