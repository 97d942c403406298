"""One stated scale from a muscle's change of length to a colour, the same in every picture."""

from itertools import pairwise

from stretchkit.palette import LIGHT

# From this change on, a muscle is called longer or shorter, and carries arrows that say so.
TELLING = 3.0
# Per cent and colour. Under a telling change it is the tone of muscle at rest, from there on at
# once a hue: between them lies grey. Both ways leave that tone at one pace: at the same change they
# are equally far from it. Longer runs to dark teal and shorter to bright ochre, so that they differ
# in lightness too. Steeper near 0, since neck muscles change by 10 %.
LIMIT = 40.0
REST = "#dcb0a5"
STOPS: tuple[tuple[float, str], ...] = (
    (-LIMIT, "#c98000"),
    (-20.0, "#dba03a"),
    (-8.0, "#ebba67"),
    (-TELLING, "#edc07f"),
    (0.2 - TELLING, REST),
    (TELLING - 0.2, REST),
    (TELLING, "#a0c8c0"),
    (8.0, "#72b7af"),
    (20.0, "#47958e"),
    (LIMIT, LIGHT["longer"]),
)


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
