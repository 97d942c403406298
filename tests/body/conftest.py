"""Poses drawn from the whole documented ranges."""

from hypothesis import strategies as st

from stretchkit.body import RANGES, SIDES, Pose
from stretchkit.body.pose import SHRUG


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    """Any pose that is allowed, with the rule for a lifted shoulder."""
    angles = {word: draw(st.floats(low, high)) for word, (low, high) in RANGES.items()}
    for side in SIDES:
        if angles[f"shoulder_depression_{side}"] < SHRUG:
            word = f"shoulder_upward_rotation_{side}"
            angles[word] = abs(angles[word])
    return Pose(**angles)
