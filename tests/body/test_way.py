"""From pose to pose round the body: no arm goes through a thigh, the trunk or the other arm."""

from itertools import pairwise

import numpy as np
import pytest

from stretchkit.body import named_pose, place
from stretchkit.body.contact import overlaps
from stretchkit.body.way import on_the_way
from tests.drawing.variations import legs

DEEPEST = 0.003
SAMPLES = 9
ROUND_THE_BODY = [
    ("sit_tall", "neck_tilt_arm_ready"),
    ("sit_tall", "hug_ready"),
    ("sit_tall", "knee_press_seated_reach"),
    ("stand_tall", "knee_press_standing_reach"),
]


def deepest(poses: tuple[object, ...]) -> dict[tuple[str, str], float]:
    """Return how deep parts cut into each other anywhere on a way."""
    found: dict[tuple[str, str], float] = {}
    for a, b in pairwise(poses):
        for share in np.linspace(0, 1, SAMPLES):
            for pair, depth in overlaps(place(a.between(b, share))).items():  # type: ignore[attr-defined]
                found[pair] = max(depth, found.get(pair, 0.0))
    return {pair: depth for pair, depth in found.items() if depth > DEEPEST}


@pytest.mark.parametrize(("first", "last"), sorted({(a.pose, b.pose) for a, b in legs()}))
def test_nothing_goes_through_anything_on_the_way(first: str, last: str) -> None:
    assert deepest(on_the_way(first, last)) == {}


@pytest.mark.parametrize(("first", "last"), ROUND_THE_BODY)
def test_the_straight_way_would_not_do(first: str, last: str) -> None:
    assert deepest((named_pose(first), named_pose(last))) != {}
    assert len(on_the_way(first, last)) > 2


def test_a_way_leads_from_one_pose_to_the_other_on_either_side() -> None:
    for side in ("right", "left"):
        way = on_the_way("sit_tall", "neck_tilt_arm_ready", side)
        assert way[0] == named_pose("sit_tall")
        assert way[-1] == named_pose("neck_tilt_arm_ready", side)


def test_the_left_side_goes_the_mirrored_way_and_back_is_the_same_way() -> None:
    there = on_the_way("sit_tall", "neck_tilt_arm_ready")
    left = on_the_way("sit_tall", "neck_tilt_arm_ready", "left")
    assert left == tuple(pose.mirrored() for pose in there)
    assert on_the_way("neck_tilt_arm_ready", "sit_tall") == there[::-1]


def test_the_head_comes_back_before_the_hand_lets_go() -> None:
    _, held, *_ = on_the_way("neck_tilt_arm_behind_back", "sit_tall")
    assert held == named_pose("neck_tilt_arm_ready")
    _, held, *_ = on_the_way("neck_tilt_seat_edge", "sit_tall")
    assert held == named_pose("neck_tilt_seat_ready")


@pytest.mark.parametrize("first", ["sit_rise", "stand_rise"])
def test_the_head_comes_up_last(first: str) -> None:
    low, rising, tall = on_the_way(first, first.replace("rise", "tall"))
    done = {
        word: 1 - (rising[word] - tall[word]) / (low[word] - tall[word])
        for word in ("pelvis_tilt", "lumbar_flexion", "neck_flexion")
    }
    assert done["neck_flexion"] < 0.3 < 0.6 < min(done["pelvis_tilt"], done["lumbar_flexion"])
