"""Forward kinematics: a pose → one transform for every segment.

Every landmark is stored where it is in the neutral body, in the world; a segment's transform
carries its neutral points to their posed place. Neutral is therefore the identity everywhere,
and the left side is the right side of the mirrored body. Signs of axes are seen here only.
"""

from dataclasses import dataclass
from functools import cache
from math import atan2, radians

import numpy as np

from stretchkit.body.data import NECK, NECK_JOINTS, TRUNK, Array, landmarks, neck_shares
from stretchkit.body.girdle import girdle
from stretchkit.body.pose import SIDES, Pose
from stretchkit.body.turns import (
    MIRROR,
    about,
    axis_turn,
    compose,
    mirrored,
    moved,
    turn_x,
    turn_y,
    turn_z,
)

FLOOR = -1.475
_SOLE = ("sole_heel", "sole_ball_inner", "sole_ball_outer")
# How far the joints under the ankle let the sole stay level when the leg leans sideways.
_FOOT_ROLL = radians(35.0)


@dataclass(frozen=True)
class Body:
    """A posed body: segment name (paired ones with `_right` or `_left`) → 4 × 4 transform."""

    transforms: dict[str, Array]

    def carry(self, segment: str, points: Array, side: str = "right") -> Array:
        """Return neutral right-side points of a segment in their posed place on either side."""
        if side == "left":
            points = points * MIRROR
        if segment not in self.transforms:
            segment = f"{segment}_{side}"
        return moved(self.transforms[segment], points)

    def point(self, name: str, side: str = "right") -> Array:
        """Return where a landmark is, in metres."""
        mark = landmarks()[name]
        return self.carry(mark.segment, mark.point, side)


def place(pose: Pose) -> Body:
    """Return the body in a pose, standing on the floor by its lower foot.

    The middle of the two ankles stays where it is at rest, so a body that sits down or folds
    keeps its feet.
    """
    angles = {word: radians(value) for word, value in pose.items()}
    transforms = _trunk(angles)
    transforms.update(_neck(angles, transforms["thorax"]))
    for side in SIDES:
        own = {word: radians(value) for word, value in pose.side(side).items()}
        limbs = {
            **_arm(own, transforms["thorax"]),
            **_leg(own, transforms["pelvis"]),
        }
        for segment, transform in limbs.items():
            transforms[f"{segment}_{side}"] = transform if side == "right" else mirrored(transform)
    body = Body(transforms)
    shift = _stand(body)
    for transform in transforms.values():
        transform[:3, 3] += shift
    return body


@cache
def _centre(name: str) -> Array:
    return landmarks()[name].point


def _stand(body: Body) -> Array:
    """Return the shift that puts the lower foot on the floor and keeps the feet in place."""
    ankles = np.mean([body.point("ankle", side) for side in SIDES], axis=0)
    lowest = min(body.point(name, side)[1] for name in _SOLE for side in SIDES)
    return np.array([_centre("ankle")[0] - ankles[0], FLOOR - lowest, -ankles[2]])


def _trunk(angles: dict[str, float]) -> dict[str, Array]:
    lumbar, thoracic = angles["lumbar_flexion"], angles["thoracic_flexion"]
    hips = _centre("hip") * [1.0, 1.0, 0.0]
    turns = (angles["pelvis_tilt"], lumbar / 2, lumbar / 2 + 0.4 * thoracic, 0.6 * thoracic)
    centres = (hips, _centre("L5S1"), _centre("T12L1"), _centre("T6T7"))
    transforms, carried = {}, np.eye(4)
    for segment, centre, turn in zip(TRUNK, centres, turns, strict=True):
        carried = carried @ about(centre, turn_z(-turn))
        transforms[segment] = carried
    return transforms


def _neck(angles: dict[str, float], carried: Array) -> dict[str, Array]:
    whole = np.array([angles[f"neck_{word}"] for word in ("flexion", "tilt_left", "turn_left")])
    transforms = {}
    for segment, joint, share in zip(NECK, NECK_JOINTS, neck_shares(), strict=True):
        flexion, tilt, turn = share * whole
        rotation = turn_z(-flexion) @ turn_x(-tilt) @ turn_y(turn)
        carried = carried @ about(_centre(joint), rotation)
        transforms[segment] = carried
    return transforms


def _arm(own: dict[str, float], thorax: Array) -> dict[str, Array]:
    """Return the right girdle and arm; the upper arm's direction is that against the ribs."""
    clavicle, scapula = girdle(
        own["shoulder_protraction"], own["shoulder_depression"], own["shoulder_upward_rotation"]
    )
    plane = own["arm_plane"]
    turn = (
        turn_y(plane) @ turn_x(-own["arm_elevation"]) @ turn_y(-plane) @ turn_y(own["arm_rotation"])
    )
    shoulder = _centre("GH")
    humerus = thorax @ compose(turn, moved(scapula, shoulder) - turn @ shoulder)
    elbow, wrist = _centre("EL"), _centre("WR")
    along = (elbow - wrist) / np.linalg.norm(elbow - wrist)
    bend = turn_z(own["elbow_flexion"]) @ axis_turn(along, own["forearm_pronation"])
    forearm = humerus @ about(elbow, bend)
    return {
        "clavicle": thorax @ clavicle,
        "scapula": thorax @ scapula,
        "humerus": humerus,
        "forearm": forearm,
        "hand": forearm @ about(wrist, turn_x(own["wrist_flexion"])),
    }


def _leg(own: dict[str, float], pelvis: Array) -> dict[str, Array]:
    """Return the right leg; the sole stays level from side to side as far as a foot can."""
    swing = turn_z(own["hip_flexion"]) @ turn_x(-own["hip_abduction"])
    thigh = pelvis @ about(_centre("hip"), swing)
    shank = thigh @ about(_centre("knee"), turn_z(-own["knee_flexion"]))
    ankle = turn_z(own["ankle_dorsiflexion"])
    across, up = (shank[:3, :3] @ ankle)[1, 2], (shank[:3, :3] @ ankle)[1, 1]
    roll = min(max(atan2(across, abs(up)), -_FOOT_ROLL), _FOOT_ROLL)
    return {
        "thigh": thigh,
        "shank": shank,
        "foot": shank @ about(_centre("ankle"), ankle @ turn_x(roll)),
    }
