"""What is sent to the page is what was drawn, to a tenth of a millimetre."""

import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stretchkit.drawing.scene import Scene, Shape
from stretchkit.drawing.wire import KINDS, NO_VALUE, encode

FRAME = (-450.0, -520.0, 450.0, 330.0)


def read(data: bytes) -> list[list[dict[str, Any]]]:
    """Read as `painter.js` does."""
    (length,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + length])
    low, high = np.frombuffer(data, "u1", offset=4 + length).reshape(2, -1).astype("<u2")
    folded = low | high << 8
    steps = (folded >> 1).astype("<i2") ^ -(folded & 1).astype("<i2")
    numbers = np.cumsum(steps, dtype="<i2")
    ends = np.cumsum([6 * head["shapes"], head["outlines"], sum(head["counts"])])
    columns, sizes, order, places = np.split(numbers, ends)
    rows = columns.reshape(6, -1).T
    points = places.reshape(2, -1).T.astype(float)
    points[points[:, 0] == NO_VALUE] = np.nan
    pieces = np.split(points * head["unit"], np.cumsum(sizes)[:-1])
    words = head["strings"]
    shapes = [
        {
            "kind": KINDS[kind],
            "key": words[key],
            "style": words[style],
            "text": words[text],
            "value": None if value == NO_VALUE else value / 10,
            "points": pieces[outline],
        }
        for kind, key, style, text, value, outline in rows.tolist()
    ]
    films = np.split(order.astype("<u2"), np.cumsum(head["counts"])[:-1])
    return [[shapes[number] for number in film] for film in films]


def scene(*shapes: Shape) -> Scene:
    return Scene("back", "superficial", FRAME, shapes)


words = st.text(max_size=12)
outlines = arrays(
    float, st.tuples(st.integers(1, 9), st.just(2)), elements=st.floats(-3200, 3200, width=32)
)
shapes = st.builds(
    Shape,
    kind=st.sampled_from(KINDS),
    key=words,
    style=words,
    depth=st.just(0.0),
    points=outlines,
    value=st.none() | st.floats(-90, 300),
    text=words,
)


@given(st.lists(st.lists(shapes, max_size=5).map(lambda own: scene(*own)), min_size=1, max_size=3))
def test_what_is_sent_is_what_was_drawn(scenes: list[Scene]) -> None:
    for drawn, got in zip(scenes, read(encode(scenes)), strict=True):
        assert len(drawn.shapes) == len(got)
        for shape, seen in zip(drawn.shapes, got, strict=True):
            for name in ("kind", "key", "style", "text"):
                assert getattr(shape, name) == seen[name]
            assert (shape.value is None) == (seen["value"] is None)
            assert shape.value is None or abs(shape.value - seen["value"]) <= 0.0501
            assert np.abs(shape.points - seen["points"]).max() <= 0.0501


def test_a_lifted_pen_stays_lifted() -> None:
    points = np.array([[0, 0], [5, 5], [np.nan, np.nan], [-3200, 3200], [3200, -3200]])
    (got,) = read(encode([scene(Shape("line", "a", "fibre", 0, points))]))
    np.testing.assert_allclose(got[0]["points"], points, atol=1e-6)


def test_what_scenes_share_is_sent_once() -> None:
    still = Shape(
        "polygon", "rib.right", "bone", 0, np.random.default_rng(1).normal(0, 99, (500, 2))
    )
    dots = [Shape("dot", "a", "dot", 0, np.full((1, 2), float(at))) for at in range(9)]
    many = encode([scene(still, dot) for dot in dots])
    assert len(many) < 1.3 * len(encode([scene(still)]))
    assert all(film[0]["points"].shape == (500, 2) for film in read(many))


def test_a_point_too_far_away_is_told() -> None:
    far = Shape("dot", "moon", "dot", 0, np.array([[4000.0, 0.0]]))
    with pytest.raises(ValueError, match="moon"):
        encode([scene(far)])
