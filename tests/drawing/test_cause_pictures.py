"""Pictures of causes: each has one or says why not, small, in plain words, parts in their place."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from stretchkit import facts
from stretchkit.drawing.cause_pictures import cause_picture
from stretchkit.drawing.style import STYLES
from stretchkit.palette import LIGHT, PAIN_SCALE
from tests.facts.reading import grade
from tests.facts.test_wording import FORBIDDEN

PICTURED = [key for key, one in facts.cause_pictures().items() if one.panels]


def test_every_cause_has_a_picture_or_says_why_it_has_none() -> None:
    assert set(facts.cause_pictures()) == set(facts.causes())
    assert set(facts.causes()) - set(PICTURED) == {"load", "sleep_mood_stress"}
    with pytest.raises(ValueError, match="Load has no one place in the body"):
        cause_picture("load")
    with pytest.raises(KeyError, match="no cause 'shingle'; the closest: shingles"):
        cause_picture("shingle")


@pytest.mark.parametrize("key", PICTURED)
def test_a_picture_is_small_whole_and_carries_its_side_and_words(key: str) -> None:
    figure = cause_picture(key)
    text = figure.svg
    assert len(text.encode()) < 60_000 and "nan" not in text
    assert ElementTree.fromstring(text).tag.endswith("svg")
    said = [shape.text for shape in figure.scene.shapes if shape.kind == "label"]
    words = facts.cause_pictures()[key].words or ""
    assert "R" in said and words in " ".join(said) and figure.alt.endswith(words)
    left, bottom, right, _ = figure.scene.frame
    for shape in figure.scene.shapes:
        if shape.kind == "label":
            assert left < shape.points[0, 0] < right and bottom < shape.points[0, 1]


@pytest.mark.parametrize("key", list(facts.cause_pictures()))
def test_the_words_are_plain(key: str) -> None:
    one = facts.cause_pictures()[key]
    text = one.words or one.why_none or ""
    assert grade([text]) <= 6 and not FORBIDDEN.search(text)


@pytest.mark.parametrize("key", ["disc", "shingles", "trigger_points"])
def test_what_is_one_example_is_called_so(key: str) -> None:
    assert "one example" in cause_picture(key).alt.lower()


def test_tissues_have_a_colour_of_their_own() -> None:
    colours = {STYLES["tissue"].fill, STYLES["tissue"].stroke, STYLES["tissue_line"].stroke}
    taken = {LIGHT["longer"], LIGHT["shorter"], LIGHT["stop"], LIGHT["pain"], *PAIN_SCALE}
    assert not colours & taken and LIGHT["accent"] in colours


def test_a_disc_lies_between_two_vertebrae() -> None:
    shapes = cause_picture("trauma").scene.shapes
    bones = [s.points for s in shapes if s.key == "vertebra_side"]
    middles = np.array([bone[:, 1].mean() for bone in bones])
    discs = [s.points[:, 1].mean() for s in shapes if s.key == "disc"]
    assert len(discs) >= 7
    for disc in discs:
        assert (middles > disc).any() and (middles < disc).any()


def test_the_small_joints_come_in_pairs() -> None:
    scene = cause_picture("arthritis_age").scene
    middle = (scene.frame[0] + scene.frame[2]) / 2
    joints = [s.points.mean(axis=0) for s in scene.shapes if s.key == "small_joint"]
    # The view from behind is the right half of the picture.
    heights = sorted(float(y) for x, y in joints if x > middle)
    assert len(heights) >= 14 and len(heights) % 2 == 0
    for one, other in zip(heights[::2], heights[1::2], strict=True):
        assert abs(one - other) < 2


def test_the_band_of_shingles_is_on_one_side() -> None:
    alt = cause_picture("shingles").alt
    assert alt.count("Painted on the right: a band round one side of the chest.") == 2
    assert "both sides" not in alt
