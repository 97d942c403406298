"""The body: a pose → where every segment is → how long every muscle is (numpy only)."""

from stretchkit.body.lengths import Lengths, measure, muscle_lengths
from stretchkit.body.muscles import fibre_paths, muscle_names
from stretchkit.body.pose import RANGES, SIDES, Pose
from stretchkit.body.poses import exercise_poses, named_pose, poses
from stretchkit.body.segments import Body, place

__all__ = [
    "RANGES",
    "SIDES",
    "Body",
    "Lengths",
    "Pose",
    "exercise_poses",
    "fibre_paths",
    "measure",
    "muscle_lengths",
    "muscle_names",
    "named_pose",
    "place",
    "poses",
]
