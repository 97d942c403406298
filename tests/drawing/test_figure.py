"""What a picture of a pose promises: right sides, all muscles, small, always the same."""

import numpy as np
import pytest

from stretchkit.body import Pose, muscle_lengths, muscle_names, named_pose, place
from stretchkit.drawing import LAYERS, VIEWS, draw, scene
from stretchkit.drawing.camera import camera, whole_angle
from stretchkit.drawing.sheets import looks
from stretchkit.drawing.style import STYLES
from tests.drawing.stills import still


def letters(view, key="neutral"):
    shapes = still(key, view, "superficial").scene.shapes
    return {shape.text: shape.points[0] for shape in shapes if shape.key.startswith("side.")}


def test_right_is_right_from_behind_and_left_from_the_front():
    assert letters("back")["L"][0] < 0 < letters("back")["R"][0]
    assert letters("front")["R"][0] < 0 < letters("front")["L"][0]
    assert set(letters("side")) == {"R"}
    assert letters("whole")["L"][0] < letters("whole")["R"][0]


@pytest.mark.parametrize("view", ["back", "front", "whole"])
def test_letters_stand_on_the_side_of_the_shoulder_they_name(view):
    for key in ("neck_tilt_basic", "clasp_and_reach", "knee_press_standing"):
        pose = named_pose(key)
        body = place(pose)
        seen = camera(view, pose, body)
        right, left = (seen.project(body.point("SA", side))[0] for side in ("right", "left"))
        found = letters(view, key)
        # From the right, the left shoulder lies behind the right one: its letter has no place.
        assert (set(found) == {"R"}) == (abs(right - left) < 90)
        assert "L" not in found or (found["R"][0] > found["L"][0]) == (right > left)


def test_every_muscle_is_drawn_in_some_layer():
    drawn = {
        shape.key
        for view in VIEWS
        for layer in LAYERS
        for shape in still("neutral", view, layer).scene.shapes
        if shape.style == "muscle"
    }
    assert set(looks()) == set(muscle_names())
    assert drawn == {f"{name}.{side}" for name in muscle_names() for side in ("right", "left")}


@pytest.mark.parametrize("view", ["back", "front"])
@pytest.mark.parametrize("layer", ["superficial", "intermediate", "deep", "bones"])
def test_the_two_sides_are_mirror_images_at_rest(view, layer):
    found = {"right": {}, "left": {}}
    for shape in still("neutral", view, layer).scene.shapes:
        name, _, side = shape.key.rpartition(".")
        if side in found and shape.style in ("muscle", "bone", "fibre"):
            found[side].setdefault((name, shape.style), []).append(shape.points)
    assert set(found["right"]) == set(found["left"])
    assert found["right"]
    for key, outlines in found["right"].items():
        for one, other in zip(outlines, found["left"][key], strict=True):
            assert np.allclose(one, other * [-1, 1], atol=1e-6, equal_nan=True), key


def test_a_mirrored_pose_colours_the_other_side():
    pose = Pose(neck_tilt_left=30, shoulder_depression_right=8)
    one, other = (
        {s.key: s.value for s in scene(p, "back", "intermediate").shapes if s.style == "muscle"}
        for p in (pose, pose.mirrored())
    )
    assert one["levator_scapulae.right"] > 5
    assert one["levator_scapulae.right"] == pytest.approx(other["levator_scapulae.left"], abs=1e-9)


def test_at_rest_nothing_is_longer_or_shorter():
    for layer in LAYERS:
        for shape in still("neutral", "back", layer).scene.shapes:
            assert shape.value is None or shape.key == "legend" or abs(shape.value) < 1e-9


def test_a_picture_is_always_the_same():
    pose = named_pose("clasp_and_reach")
    assert draw(pose, "back", "superficial").svg == draw(pose, "back", "superficial").svg
    assert draw(pose).svg == still("clasp_and_reach", "back", "superficial").svg


def test_a_moving_picture_stays_light():
    for layer in LAYERS:
        assert len(still("clasp_and_reach", "back", layer).scene.shapes) < 300


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("layer", LAYERS)
def test_without_names_the_picture_is_the_same_but_for_them_and_for_arrows(view, layer):
    named = still("clasp_and_reach", view, layer)
    moving = draw(named_pose("clasp_and_reach"), view, layer, names=False)
    assert moving.alt == named.alt
    rest, plain = (
        [
            s
            for s in figure.scene.shapes
            if not s.key.startswith("label.") and "arrow" not in s.style
        ]
        for figure in (named, moving)
    )
    for one, other in zip(rest, plain, strict=True):
        assert (one.kind, one.key, one.style, one.text) == (
            other.kind, other.key, other.style, other.text
        )  # fmt: skip
        np.testing.assert_array_equal(one.points, other.points)


def test_a_figure_tells_the_change_of_every_muscle_also_of_those_not_in_it():
    pose = Pose(neck_tilt_left=30, shoulder_depression_right=8)
    table = muscle_lengths(pose)["change_pct"]
    expected = {f"{muscle}.{side}": change for (muscle, side), change in table.items()}
    for layer in LAYERS:
        assert draw(pose, "back", layer).changes == pytest.approx(expected)


def test_a_figure_shows_itself_with_its_words():
    figure = still("neck_tilt_basic", "back", "superficial")
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == figure.alt
    assert bundle["text/html"].startswith('<img alt="From behind')
    assert "data:image/svg+xml;base64," in bundle["text/html"]


def test_an_unknown_view_or_layer_names_what_there_is():
    with pytest.raises(ValueError, match="back, front, side, whole"):
        draw(Pose(), view="top")
    with pytest.raises(ValueError, match="superficial"):
        draw(Pose(), layer="fascia")


def test_the_whole_body_turns_to_the_side_when_it_bends_or_reaches():
    assert whole_angle(Pose()) == 25
    assert whole_angle(named_pose("knee_press_standing")) > 60
    assert whole_angle(named_pose("clasp_and_reach")) > 60
    assert whole_angle(Pose(neck_tilt_left=30)) == 25


def test_layers_that_share_a_body_do_not_share_what_a_caller_may_change():
    pose = named_pose("neck_chin_down")
    first = draw(pose, "back", "deep")
    first.changes.clear()
    assert draw(pose, "back", "skin").changes
    assert draw(pose, "back", "deep").svg == first.svg


def test_the_note_of_the_scale_is_as_large_as_the_names():
    assert STYLES["legend_note"].size >= STYLES["label"].size
    assert STYLES["legend_note_whole"].size > STYLES["legend_note"].size
