"""The body: a pose → where every segment is → how long every muscle is (numpy only)."""

from stretchkit.body.lengths import Lengths, measure, muscle_lengths
from stretchkit.body.muscles import fibre_paths, muscle_names
from stretchkit.body.pose import RANGES, SIDES, Pose
from stretchkit.body.poses import named_pose, poses
from stretchkit.body.segments import Body, place

__all__ = [
    "RANGES",
    "SIDES",
    "Body",
    "Lengths",
    "Pose",
    "fibre_paths",
    "measure",
    "muscle_lengths",
    "muscle_names",
    "named_pose",
    "place",
    "poses",
]
