"""What is seen of a sheet: its outline where it faces the viewer, its tendons, its fibres."""

import numpy as np
import pytest

from stretchkit.body.data import Array
from stretchkit.drawing.pieces import Piece, fibres, outline, pieces, slim, tendons

ROWS, COLUMNS, STEP = 17, 25, 10.0


def sheet() -> Array:
    """Return a flat sheet: its rows lie level one over the other, 1 cm apart like its columns."""
    x, y = np.meshgrid(STEP * np.arange(COLUMNS), STEP * np.arange(ROWS))
    return np.stack([x, y], axis=2)


def seen(facing: Array) -> list[Piece]:
    (found,) = pieces([sheet()], [facing])
    return found


def test_a_sheet_seen_whole_is_one_piece_with_both_tendons() -> None:
    (piece,) = seen(np.ones((ROWS, COLUMNS)))
    assert piece.area == pytest.approx((ROWS - 1) * (COLUMNS - 1) * STEP**2)
    assert piece.width == pytest.approx(160 * 240 / (160 + 240))
    assert len(piece.tendons) == 2
    assert piece.middle[0] == pytest.approx([120.0, 80.0])
    assert np.nanmax(tendons([piece])[:, 0]) == 240 and np.nanmin(tendons([piece])[:, 0]) == 0


def test_it_ends_between_two_points_where_it_turns_away() -> None:
    (piece,) = seen(np.broadcast_to(7.25 - np.arange(COLUMNS), (ROWS, COLUMNS)))
    assert outline([piece])[:, 0].max() == pytest.approx(72.5)
    assert len(piece.tendons) == 1
    (mirrored,) = seen(np.broadcast_to(np.arange(COLUMNS) - 16.75, (ROWS, COLUMNS)))
    assert outline([mirrored])[:, 0].min() == pytest.approx(167.5)


def test_rows_turned_away_part_it_and_a_row_shows_its_longest_stretch() -> None:
    facing = np.ones((ROWS, COLUMNS))
    facing[6:9] = -1
    facing[10:, 8] = -1
    low, high = seen(facing)
    assert outline([low])[:, 1].max() == 50
    assert outline([high])[:, 1].min() == 90
    assert high.whole.row(3)[0, 0] == pytest.approx(85)
    assert seen(-np.ones((ROWS, COLUMNS))) == []


def ragged(rows: dict[int, tuple[int, int]]) -> Array:
    """Return what faces the viewer: points 0 to 8 of every row, but of some from first to last."""
    facing = np.full((ROWS, COLUMNS), -1.0)
    facing[:, :9] = 1
    for row, (first, last) in rows.items():
        facing[row] = -1
        facing[row, first : last + 1] = 1
    return facing


def test_no_row_sticks_out_alone_like_a_spike() -> None:
    end, one = 8.5 * STEP, STEP
    (inner,) = seen(ragged({6: (0, 24)}))
    assert outline([inner])[:, 0].max() == pytest.approx(end + one)
    (rim,) = seen(ragged({16: (0, 24)}))
    assert outline([rim])[:, 0].max() == pytest.approx(end + 4 * one)
    (start,) = seen(np.flip(ragged({6: (0, 24)}), axis=1))
    assert outline([start])[:, 0].min() == pytest.approx(240 - end - one)
    (several,) = seen(ragged({6: (0, 24), 7: (0, 24), 8: (0, 24)}))
    assert outline([several])[:, 0].max() == 240


def test_a_row_that_shows_elsewhere_than_those_beside_it_is_left_out() -> None:
    low, high = seen(ragged({6: (14, 24)}))
    assert outline([low])[:, 1].max() == 50 and outline([high])[:, 1].min() == 70
    assert np.nanmax(outline([low, high])[:, 0]) < 90


def test_an_edge_that_runs_aslant_is_kept_however_steep() -> None:
    facing = 4.5 * np.arange(ROWS)[:, None] - 30 - np.arange(COLUMNS) + 1e-3
    (piece,) = seen(facing)
    assert np.nanmax(piece.whole.points[-1, :, 0]) == 240
    widths = np.ptp(piece.whole.points[:, :, 0], axis=1)
    assert np.diff(widths[widths < 240]) == pytest.approx(45, abs=0.1)


def test_sheets_cut_together_are_those_cut_alone() -> None:
    rng = np.random.default_rng(7)
    facing = [rng.normal(size=(ROWS, COLUMNS)).cumsum(axis=1) for _ in range(5)]
    together = pieces([sheet()] * 5, facing)
    assert any(together)
    for own, face in zip(together, facing, strict=True):
        alone = seen(face)
        assert [piece.area for piece in own] == [piece.area for piece in alone]


def test_wide_muscles_have_more_fibres_and_each_is_a_stroke() -> None:
    (wide,) = seen(np.ones((ROWS, COLUMNS)))
    narrow = pieces([sheet() * [1.0, 0.1]], [np.ones((ROWS, COLUMNS))])[0]
    strokes = [1 + np.isnan(fibres(found)[:, 0]).sum() for found in ([wide], narrow)]
    assert strokes == [11, 3]


def test_slim_lines_keep_their_ends_and_gaps_and_stay_near() -> None:
    angle = np.linspace(0, np.pi, 60)
    arc = 40 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    straight = np.stack([np.linspace(0, 90, 30), np.zeros(30)], axis=1)
    gap = np.full((1, 2), np.nan)
    slim_arc, both = slim([arc, np.concatenate([straight, gap, straight + 5])])
    assert len(slim_arc) < len(arc) / 2
    assert np.hypot(*slim_arc.T) == pytest.approx(40, abs=1e-9)
    np.testing.assert_array_equal(slim_arc[[0, -1]], arc[[0, -1]])
    assert np.isnan(both[:, 0]).sum() == 1
    np.testing.assert_array_equal(both[[0, -1]], [[0, 0], [95, 5]])
    assert len(both) < 12
