"""Longer and shorter stay told apart, also by people who see fewer colours."""

import numpy as np
import pytest

from stretchkit.drawing.colour import LIMIT, REST, STOPS, TELLING, colour
from stretchkit.palette import LIGHT

# Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1, on linear RGB.
SEEN = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def lab(text, seen):
    rgb = np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(seen @ linear, 0, 1)
    to_xyz = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
    xyz = np.array(to_xyz) @ linear / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one, other, seen):
    return float(np.linalg.norm(lab(colour(one), seen) - lab(colour(other), seen)))


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("change", [5, 8, 12, 20, 30, 40])
def test_longer_is_told_from_shorter(eye, change):
    assert difference(change, -change, SEEN[eye]) > 20


@pytest.mark.parametrize("change", [3, 4, 5, 6, 8, 12, 20, 30, 40])
def test_both_ways_are_equally_far_from_rest(change):
    longer, shorter = (difference(way * change, 0, SEEN["usual"]) for way in (1, -1))
    assert longer == pytest.approx(shorter, rel=0.15)


def test_what_is_called_longer_or_shorter_is_not_grey():
    for way in (-1, 1):
        for change in (TELLING, 4, 5, 8, 20, 40):
            assert np.hypot(*lab(colour(way * change), SEEN["usual"])[1:]) > 12
    assert colour(0) == colour(TELLING - 0.3) == colour(0.3 - TELLING) == REST


@pytest.mark.parametrize("eye", SEEN)
def test_changed_is_told_from_unchanged(eye):
    for change in (-20, 20):
        assert difference(change, 0, SEEN[eye]) > 12


@pytest.mark.parametrize("eye", SEEN)
def test_more_change_is_further_from_rest(eye):
    for way in (-1, 1):
        steps = [difference(way * change, 0, SEEN[eye]) for change in (4, 8, 20, 40)]
        assert steps == sorted(steps)


def test_the_scale_ends_and_stays():
    assert colour(LIMIT) == colour(90) == LIGHT["longer"]
    assert colour(-LIMIT) == colour(-90)
    assert [colour(value) for value, _ in STOPS] == [text for _, text in STOPS]
