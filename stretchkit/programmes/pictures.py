"""How something is done, as pictures in a tree (see `sheet.py`)."""

from collections.abc import Sequence
from typing import Any

from stretchkit.drawing.how_to import Small, how_to_pictures
from stretchkit.facts.programme_records import HowTo

# Side by side; where there is no room for both, one under the other.
_BESIDE = "display: flex; flex-wrap: wrap; gap: 0.5em 1.5em; margin: 0.6em 0"


def pictures(rows: Sequence[HowTo], *, coarse: bool = False) -> list[Any]:
    """Return a tree of pictures, two with their captions, in a list; empty where there are none."""
    found = how_to_pictures(tuple(rows), coarse=coarse)
    if len(found) < 2:
        return [["p", {}, _image(one)] for one in found]
    figures = [
        ["figure", {"style": "margin: 0"}, _image(one), ["figcaption", {}, one.caption]]
        for one in found
    ]
    return [["div", {"style": _BESIDE}, *figures]]


def _image(one: Small) -> list[Any]:
    fitted = "max-width: 100%; height: auto"
    return ["img", {"alt": one.alt, "width": str(one.width), "style": fitted, "src": one.address}]
