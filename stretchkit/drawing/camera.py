"""Where a picture is seen from: three views that follow the rib cage, and one of the whole body.

Points of the body are in metres, X forward, Y up, Z to the person's right; points of the picture
in millimetres, x to the right, y up, and depth towards the viewer.
"""

from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import get_args

import numpy as np

from stretchkit.body import Body, Pose
from stretchkit.body.data import Array, landmarks
from stretchkit.drawing.scene import View

VIEWS: tuple[View, ...] = get_args(View)

Frame = tuple[float, float, float, float]

# How far round the person the viewer stands: 0 is behind, 90 at the right side, 180 in front.
_ROUND = {"back": 0.0, "side": 90.0, "front": 180.0}
# From above the head to just below the waist, with room at the sides for labels and letters.
_FRAMES: dict[str, Frame] = {
    "back": (-470.0, -540.0, 470.0, 330.0),
    "front": (-470.0, -540.0, 470.0, 330.0),
    "side": (-470.0, -540.0, 470.0, 330.0),
}
_STANDING: Frame = (-480.0, -1650.0, 480.0, 300.0)
_FLESH = 110.0
_LETTERS = 70.0  # L and R stand above whoever bends under them.
_SEAT = 90.0  # A stool reaches so far behind whoever sits on it.
# A side turned further away than this lies behind the trunk.
_HIDDEN = -0.8
# How far (cosine) a person may be turned aside whose left is still at one edge of the picture.
_ASIDE = 0.7


@dataclass(frozen=True)
class Camera:
    """A view of the body.

    `axes` has the picture's right, up and towards-the-viewer as rows, in the world;
    `origin` is the point of the world that lies in the picture's (0, 0), `across` the person's
    right.
    """

    view: View
    axes: Array
    origin: Array
    frame: Frame
    across: Array

    def project(self, points: Array) -> Array:
        """Return points of the body (…, 3) in metres as picture x, y and depth in millimetres."""
        seen: Array = 1000 * ((points - self.origin) @ self.axes.T)
        return seen

    @property
    def is_from_a_side(self) -> bool:
        """Return whether one side of the person is turned to the viewer, more than back or front.

        Left and right then lie before each other, not at the two edges of the picture.
        """
        return abs(float(self.axes[0] @ self.across)) < _ASIDE

    def shows(self, side: str) -> bool:
        """Return whether the trunk leaves this side's blade and shoulder in view."""
        near = float(self.axes[2] @ self.across) * {"right": 1, "left": -1}.get(side, 0)
        return near > _HIDDEN


def camera(view: View, pose: Pose, body: Body) -> Camera:
    """Return the camera of a view for a posed body.

    `back` is seen from behind (picture right is the person's right), `front` from the front
    (picture right is the person's left), `side` from the person's right, facing picture right.
    These three follow the rib cage. `whole` stands still in the world.

    Raises
    ------
    ValueError
        If there is no such view.
    """
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}; there are {', '.join(VIEWS)}")
    if view != "whole":
        ribs = body.transforms["thorax"]
        axes = _axes(_ROUND[view]) @ ribs[:3, :3].T
        return Camera(view, axes, ribs[:3, 3], _FRAMES[view], ribs[:3, 2])
    seen = standing_camera(whole_angle(pose), _STANDING)
    points = [body.point(name, side) for name in landmarks() for side in ("right", "left")]
    x, y, _ = seen.project(np.array(points)).T
    left, bottom, right, _ = _STANDING
    frame = (
        min(left, float(x.min()) - _FLESH - _SEAT),
        bottom,
        max(right, float(x.max()) + _FLESH),
        float(y.max()) + _FLESH + _LETTERS,
    )
    return replace(seen, frame=frame)


def standing_camera(angle: float, frame: Frame) -> Camera:
    """Return a camera of the whole body that stands still, so far round it in degrees."""
    return Camera("whole", _axes(angle), np.zeros(3), frame, np.array([0.0, 0.0, 1.0]))


def whole_angle(pose: Pose) -> float:
    """Return how far round the person the whole body is seen from, in degrees (0 is behind).

    From behind and a little to the right; the more the trunk bends or the arms reach forward,
    the more from the side, where that shows.
    """
    bend = pose["pelvis_tilt"] + pose["lumbar_flexion"] + pose["thoracic_flexion"]
    reach = max(
        pose[f"arm_elevation_{side}"] * sin(radians(pose[f"arm_plane_{side}"]))
        for side in ("right", "left")
    )
    share = max(bend / 70, reach / 80, 0.0)
    return 25.0 + 45.0 * min(share, 1.0)


def _axes(angle: float) -> Array:
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([[s, 0.0, c], [0.0, 1.0, 0.0], [-c, 0.0, s]])
