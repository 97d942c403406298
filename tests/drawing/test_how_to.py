"""Pictures of how something is done: small, with true sides, and of all that the data names."""

import re
from typing import get_args
from urllib.parse import unquote

import numpy as np
import pytest

from stretchkit import facts
from stretchkit.body import SIDES, named_pose, place
from stretchkit.drawing.camera import standing_camera
from stretchkit.drawing.how_to import SEEN_FROM, how_to_pictures
from stretchkit.drawing.props import THINGS, props
from stretchkit.facts.programme_records import HowTo, Thing, View

ROWS = {row.key: row.poses
        for row in (*facts.observations().values(), *facts.exercises().values())
        if row.poses}  # fmt: skip
EVERY = [pytest.param(one, id=f"{key}-{one.pose}") for key, rows in ROWS.items() for one in rows]
LYING_ON_THE_SIDE_SEEN = ("on_back", "on_front", "side")


def letters(picture: str) -> dict[str, float]:
    """Return where R and L stand, from the left."""
    found = re.findall(r'<text class="\w+" x="(-?\d+)" y="-?\d+">([RL])</text>', picture)
    return {letter: float(x) for x, letter in found}


def painted(picture: str, colour: str) -> np.ndarray:
    """Return the corners of the first thing that is filled or drawn with a colour."""
    (name,) = re.findall(rf"\.(s\d+)\{{(?:fill|stroke):{colour}", picture)[:1]
    (path,) = re.findall(rf'class="{name}" d="M([^"]*?)z?"', picture)[:1]
    numbers = np.array([int(one) for one in re.findall(r"-?\d+", path)]).reshape(-1, 2)
    return numbers.cumsum(axis=0)


def test_views_and_things_are_those_of_the_data_and_each_is_used() -> None:
    every = [one for rows in ROWS.values() for one in rows]
    assert set(get_args(View)) == set(SEEN_FROM) == {one.view for one in every}
    assert set(get_args(Thing)) == set(THINGS) == {name for one in every for name in one.things}


@pytest.mark.parametrize("row", EVERY)
def test_right_and_left_are_those_of_the_person(row: HowTo) -> None:
    found = letters(how_to_pictures((row,))[0].svg)
    if row.view in LYING_ON_THE_SIDE_SEEN:
        assert set(found) == {"R"}
    elif row.view == "slanting":  # from behind
        assert found["L"] < found["R"]
    else:
        assert found["R"] < found["L"]


def test_the_side_that_moves_is_drawn_at_its_letter() -> None:
    """The band leads from the right hand to the left; a right turn brings the face to the R."""
    for row in facts.exercises()["band_turn_out"].poses:
        band = painted(how_to_pictures((row,))[0].svg, "#1f4e79")
        assert band[0][0] < band[1][0] - 20
    still, turned = facts.observations()["neck_turn"].poses
    phones = [painted(how_to_pictures((row,))[0].svg, "#2c3a4b") for row in (still, turned)]
    assert phones[1][:, 0].mean() < phones[0][:, 0].mean() - 10
    upright, tilted = facts.observations()["neck_tilt_reach"].poses
    phones = [painted(how_to_pictures((row,))[0].svg, "#2c3a4b") for row in (upright, tilted)]
    assert phones[1][:, 0].mean() > phones[0][:, 0].mean() + 10


SAID = (
    ("turned to the right", "neck_turn_left", -1),
    ("left ear has sunk", "neck_tilt_left", 1),
    ("right ear toward the right", "neck_tilt_left", -1),
)


@pytest.mark.parametrize("row", EVERY)
def test_the_words_say_the_side_of_the_pose(row: HowTo) -> None:
    pose = named_pose(row.pose)
    for words, angle, way in SAID:
        assert (words in row.words) == (pose[angle] * way > 0), words
    body = place(pose)
    if "right palm on the forehead" in row.words:
        hands = {side: body.point("palm", side)[1] for side in SIDES}
        assert hands["right"] > body.point("GH")[1] > hands["left"]
    if "right arm across the chest" in row.words:
        assert body.point("WR", "right")[2] < 0
    if re.search(r"right lower arm (has (turned|sunk) out|lies on the frame)", row.words):
        assert body.point("WR", "right")[2] > -1.3 * body.point("WR", "left")[2] > 0


def test_pictures_of_one_row_have_one_size_and_stay_small() -> None:
    for key, rows in ROWS.items():
        pictures = how_to_pictures(rows)
        if len({(row.view, row.near) for row in rows}) == 1:
            assert len({picture.width for picture in pictures}) == 1, key
        for picture in pictures:
            assert len(picture.address) < 6000, key
            assert 100 < picture.width < 500, key
        for picture, small in zip(pictures, how_to_pictures(rows, coarse=True), strict=True):
            assert len(small.address) < min(4500, len(picture.address)), key
            assert (small.alt, small.width) == (picture.alt, picture.width), key


def test_two_pictures_are_start_and_end_and_a_caption_of_the_data_comes_first() -> None:
    assert [one.caption for one in how_to_pictures(ROWS["shrug"])] == ["Start", "End"]
    assert [one.caption for one in how_to_pictures(ROWS["slow_turns"])] == [
        *("Turn right", "Tilt right")
    ]
    assert [one.caption for one in how_to_pictures(ROWS["head_forward"])] == [""]


def test_start_and_end_are_different_pictures() -> None:
    for key, rows in ROWS.items():
        assert len({picture.svg for picture in how_to_pictures(rows)}) == len(rows), key


@pytest.mark.parametrize("row", EVERY)
def test_the_address_is_the_picture_and_the_alt_text_says_from_where(row: HowTo) -> None:
    (picture,) = how_to_pictures((row,))
    assert picture.address.startswith("data:image/svg+xml,%3Csvg ")
    assert not re.search(r"[<>\"#\s]", picture.address.replace(" ", ""))
    assert unquote(picture.address).endswith("</svg>")
    assert picture.alt == f"{SEEN_FROM[row.view]}. {row.words}"


@pytest.mark.parametrize("pose", ["wall_lean", "wall_lean_bent", "wall_lean_plus"])
def test_a_hand_lies_on_the_wall_that_is_drawn(pose: str) -> None:
    body = place(named_pose(pose))
    beside = standing_camera(90.0, (-500.0, -1650.0, 900.0, 300.0))
    (wall,) = props(["wall ahead"], body, beside)
    for side in SIDES:
        palm = beside.project(body.point("palm", side))
        assert abs(palm[0] - wall.points[:, 0].min()) < 5


def test_a_band_a_towel_and_a_mat_are_drawn_where_they_are_used() -> None:
    lying = how_to_pictures(ROWS["towel_roll"])[1].svg
    roll, mat = painted(lying, "#c9d6df"), painted(lying, "#ece7dc")
    assert mat[:, 0].min() < roll[:, 0].min() and roll[:, 0].max() < mat[:, 0].max()
    apart = how_to_pictures(ROWS["band_pull_apart"])
    long = [np.ptp(painted(one.svg, "#1f4e79")[:, 0]) for one in apart]
    assert long[1] > 2 * long[0]
