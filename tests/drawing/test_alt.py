"""A picture in words: from where, the pose, what is longer and shorter, in bands."""

import re

from stretchkit.body import Pose
from stretchkit.drawing import band, draw
from tests.drawing.stills import still


def test_the_words_say_view_pose_and_changes():
    alt = draw(Pose(neck_tilt_left=30), "back", "superficial").alt
    assert alt.startswith("From behind, the outer muscles. Head tilted 30 degrees to the left.")
    assert re.search(r"Longer on the right: .*upper trapezius, about 5 to 10 per cent", alt)
    assert re.search(r"Shorter on the left: .*upper trapezius", alt)


def test_left_and_right_change_places_in_the_mirror():
    pose = Pose(neck_tilt_left=25, shoulder_depression_right=8)
    alt = draw(pose).alt
    swapped = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    mirrored = re.sub(
        "[Ll]eft|[Rr]ight", lambda found: swapped[found[0]], draw(pose.mirrored()).alt
    )
    assert sorted(alt.split(". ")) == sorted(mirrored.split(". "))


def test_at_rest_nothing_is_said_to_change():
    assert "No muscle shown is longer or shorter" in still("neutral", "back", "deep").alt


def test_bands():
    assert band(0) == band(2.9) == band(-2.9) == ""
    assert band(4) == "up to 5 per cent"
    assert band(10) == band(14.9) == "about 10 to 15 per cent"
    assert band(-7, short=True) == "5–10 % shorter"
    assert band(7, short=True) == "5–10 % longer"
    assert band(4, short=True) == "3–5 % longer"
