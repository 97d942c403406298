"""How a muscle is drawn: its tendon gathers before the arm, splinters and spikes are left out."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from stretchkit.body import RANGES, SIDES, Pose
from stretchkit.body.data import Array
from stretchkit.drawing import draw, sheets
from tests.drawing.stills import EVERY, still


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("pose", [Pose(), Pose(arm_elevation_right=40, arm_elevation_left=40)])
def test_the_big_chest_muscle_runs_into_one_tendon_and_does_not_spread_again(pose, side):
    shapes = draw(pose, "front").scene.shapes
    (own,) = (s for s in shapes if s.key == f"pectoralis_major.{side}" and s.style == "muscle")
    x, y = own.points.T
    outer = -1 if side == "right" else 1
    from_tip = (outer * x).max() - outer * x
    assert np.ptp(y[from_tip < 16]) < 16
    assert np.ptp(y) > 100


def test_no_splinters_are_drawn():
    for key, view, layer in EVERY[::7]:
        for shape in still(key, view, layer).scene.shapes:
            if shape.style == "muscle":
                edge = np.hypot(*np.diff(shape.points, axis=0).T)
                x, y = shape.points[~np.isnan(shape.points[:, 0])].T
                if not np.isnan(shape.points).any():
                    area = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
                    assert 2 * area / np.nansum(edge) > 2.4, (key, view, layer, shape.key)


def test_a_muscle_that_only_peeps_round_the_edge_is_left_to_the_other_views() -> None:
    front, back = (
        {shape.key for shape in still("error_neck_look_up_far", view, "superficial").scene.shapes}
        for view in ("front", "back")
    )
    assert "trapezius_upper.right" in back and "trapezius_upper.right" not in front


def test_a_muscle_that_is_a_thin_strip_round_the_edge_is_left_to_the_other_views() -> None:
    front, back = (
        {shape.key for shape in still("stand_rise", view, "superficial").scene.shapes}
        for view in ("front", "back")
    )
    assert "deltoid_posterior.left" in back and "deltoid_posterior.left" not in front


def juts(points: Array) -> Iterator[float]:
    """Yield by how many mm each row's end lies further on than the rows' ends on both sides."""
    for end in (-1, 0):
        edge = points[:, end]
        rows = points if end else points[:, ::-1]
        for number in range(1, len(points) - 1):
            steps = np.diff(rows[number], axis=0)
            long = np.flatnonzero(np.hypot(*steps.T) > 1e-6)
            way = steps[long[-1]] / np.hypot(*steps[long[-1]])
            yield min((edge[number] - edge[beside]) @ way for beside in (number - 1, number + 1))


HEAD = ("neck_flexion", "neck_tilt_left", "neck_turn_left", "thoracic_flexion")
SHOULDERS = tuple(
    f"shoulder_{word}_{side}" for word in ("protraction", "depression") for side in SIDES
)


@pytest.mark.parametrize("view", ["back", "front", "side"])
def test_no_muscle_has_a_spike_where_all_is_moved_as_far_as_it_goes(view, monkeypatch):
    drawn = []
    cut = sheets.pieces
    monkeypatch.setattr(sheets, "pieces", lambda *given: drawn.append(cut(*given)) or drawn[-1])
    for *head, shoulders in product((0, 1), repeat=len(HEAD) + 1):
        ends = zip(HEAD + SHOULDERS, head + [shoulders] * len(SHOULDERS), strict=True)
        pose = Pose(**{word: RANGES[word][end] for word, end in ends})
        for layer in ("superficial", "intermediate"):
            draw(pose, view, layer, names=False)
    found = [piece for picture in drawn for muscle in picture for piece in muscle]
    assert len(found) > 500
    assert max(jut for piece in found for jut in juts(piece.whole.points)) < 20
