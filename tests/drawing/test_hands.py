"""A hand that holds something has its fingers together and lies on what it holds."""

from itertools import pairwise

import numpy as np
import pytest

from stretchkit.body import Pose, named_pose, place
from stretchkit.drawing.camera import camera
from stretchkit.drawing.flesh import rings
from stretchkit.drawing.hands import FINGERS
from tests.drawing.stills import still


def apart(pose: Pose, side: str) -> list[float]:
    """Return how far neighbouring fingertips are from each other along the knuckles, mm."""
    body = place(pose)
    found = rings(body, camera("back", pose, body))
    knuckles, tips = (
        np.array([found.centres[found.places[f"{finger}.{side}"]][end] for finger in FINGERS])
        for end in (0, -1)
    )
    along = (knuckles[-1] - knuckles[0]) / np.linalg.norm(knuckles[-1] - knuckles[0])
    return [float((other - one) @ along) for one, other in pairwise(tips)]


@pytest.mark.parametrize("side", ["right", "left"])
def test_fingers_lie_together_on_what_they_hold(side: str) -> None:
    assert max(apart(named_pose("hug"), side)) < 19 < min(apart(Pose(), side))


@pytest.mark.parametrize("key", ["hug", "hug_ready"])
def test_the_hand_of_a_hug_lies_over_the_shoulder_it_holds(key: str) -> None:
    shapes = still(key, "side", "skin").scene.shapes
    depths = {shape.key: shape.depth for shape in shapes if shape.style == "skin"}
    assert depths["forearm.left"] > depths["upper_arm.right"]
