"""The Python side of the pose lab: what it answers, what is saved of it, what a handout gets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.body import RANGES, Pose, muscle_lengths
from stretchkit.widgets import rebuild
from stretchkit.widgets.live import MIME
from stretchkit.widgets.poselab import PoseLab
from tests.drawing.test_wire import read

LAB = PoseLab()
SLIDERS = {row["key"]: row for group in LAB.setup["groups"] for row in group["sliders"]}


def ask(**message: object) -> tuple[dict[str, object], list[bytes]]:
    return LAB._handle({"request": "a-1", "view": "back", "layer": "superficial"} | message)


def test_a_slider_goes_as_far_as_the_pose_and_no_farther() -> None:
    assert len(SLIDERS) == 8
    for key, row in SLIDERS.items():
        ends = sorted(row["sense"] * row[end] for end in ("min", "max"))
        assert ends == list(RANGES[key])


def test_towards_the_right_of_the_slider_is_to_the_right() -> None:
    tilt = SLIDERS["neck_tilt_left"]
    assert tilt["ends"] == ("to the left", "to the right")
    assert tilt["sense"] * tilt["max"] < 0, "a tilt to the right is a negative tilt to the left"


@given(st.fixed_dictionaries({key: st.floats(*RANGES[key]) for key in SLIDERS}))
def test_every_mix_of_the_sliders_has_a_picture(degrees: dict[str, float]) -> None:
    words, pictures = ask(degrees=degrees)
    assert words["request"] == "a-1" and "error" not in words
    assert len(read(pictures[0])[0]) > 50


def test_the_three_that_lengthen_most_are_those_of_the_table() -> None:
    pose = {"neck_tilt_left": 30.0, "shoulder_depression_right": 8.0}
    words, _ = ask(degrees=pose)
    longest = muscle_lengths(Pose(**pose))["change_pct"].sort_values(ascending=False)
    told = [tuple(key.split(".")) for row in words["most"] for key in row["keys"]]
    assert told == list(longest.index[:3])
    assert all(re.fullmatch(r"about \d+ to \d+ % longer", row["band"]) for row in words["most"])


def test_at_rest_nothing_lengthens_and_both_sides_alike_are_one_row() -> None:
    assert ask(degrees={})[0]["most"] == []
    words, _ = ask(degrees={"neck_flexion": 40.0})
    assert [len(row["keys"]) for row in words["most"]] == [2, 2, 2]
    assert all(row["name"].endswith(", both sides") for row in words["most"])


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"degrees": {"neck_tilt_left": 90}}, "it goes from -45 to 45"),
        ({"degrees": {"neck_tilt": 3}}, "no angle 'neck_tilt'"),
        ({"pose": "handstand"}, "no pose 'handstand'"),
        ({"degrees": {}, "view": "above"}, "no view 'above'"),
        ({"degrees": {}, "layer": "fat"}, "no layer 'fat'"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_words(message: dict[str, object], said: str) -> None:
    words, pictures = ask(**message)
    assert said in str(words["error"]) and pictures == []


def test_every_pose_to_compare_with_has_words_and_a_picture() -> None:
    choices = [pose for group in LAB.setup["poses"] for pose in group["poses"]]
    assert len(choices) >= 10
    for choice in choices:
        assert choice["label"][0].isupper()
        assert "error" not in ask(pose=choice["key"])[0]


def test_what_is_saved_is_small_and_makes_the_lab_again() -> None:
    data, _ = PoseLab()._repr_mimebundle_()
    assert data[MIME] == {"kind": "poselab", "arguments": {}}
    assert len(data["text/html"]) < 90_000
    assert re.search(r'<img alt="From behind[^"]+"', data["text/html"])
    assert "about" in data["text/html"] and "\n" not in data["text/plain"]
    assert rebuild(data[MIME]).words() == data["text/plain"]
    assert PoseLab().recording == {}


def test_a_handout_gets_a_recording_of_every_slider() -> None:
    recording = LAB.offline_state()["recording"]
    assert set(recording) == {"pictures", "films"}
    assert sum(map(len, recording.values())) < 120_000


@pytest.mark.parametrize("side", ["right", "left"])
def test_what_is_saved_shows_the_pose_to_begin_with(side: str) -> None:
    twin = PoseLab("neck_tilt_basic", side).twin()
    assert f"Head tilted 30 degrees to the {'left' if side == 'right' else 'right'}" in twin
    for pose in ("knee_press_seated", "clasp_and_reach"):
        assert len(PoseLab(pose).twin().encode()) < 50_000


def test_paper_speaks_of_no_notebook_and_says_what_the_colours_mean() -> None:
    paper = PoseLab("neck_tilt_basic").paper()
    assert "notebook" not in paper
    assert "Head tilted 30 degrees to the left. " in paper
    assert "In the picture teal is longer, ochre is shorter" in paper
    assert "Lengthening most here: " in paper
