"""One stated scale from a muscle's change of length to a colour, the same in every picture."""

from itertools import pairwise

from stretchkit.palette import LIGHT

# Per cent and colour. Longer runs to dark teal and shorter to bright ochre, so that they differ
# in lightness too; at 0 it is the tone of muscle. Steeper near 0: neck muscles change by 10 %.
LIMIT = 40.0
STOPS: tuple[tuple[float, str], ...] = (
    (-40.0, "#c98000"),
    (-20.0, "#dda138"),
    (-8.0, "#eabf75"),
    (0.0, "#dfaea2"),
    (8.0, "#8cb3ad"),
    (20.0, "#4b9690"),
    (40.0, LIGHT["longer"]),
)
# From this change on, a muscle is called longer or shorter, and carries arrows that say so.
TELLING = 3.0


def colour(value: float) -> str:
    """Return the colour of a change in per cent; beyond the scale's ends it stays the same."""
    value = min(max(value, -LIMIT), LIMIT)
    for (low, first), (high, last) in pairwise(STOPS):
        if value <= high:
            return _mix(first, last, (value - low) / (high - low))
    return STOPS[-1][1]


def _mix(first: str, last: str, share: float) -> str:
    pairs = zip(_channels(first), _channels(last), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def _channels(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
