"""The body against the independent model, by the rule that was set beforehand."""

import pytest

from stretchkit.body.check import cells, misses, reference_lines, reference_poses, report, spearman
from stretchkit.facts.place import data_folder

# Near 0 by the balance of two movements, not because the muscle crosses nothing that moves.
BALANCED = ("rectus_capitis_posterior_major", "turn_right_60")


def test_every_cell_of_the_reference_is_there() -> None:
    assert len(cells()) == 12 * 12 + 12 * 10
    assert sum(pose.holdout for pose in reference_poses().values()) == 8


def test_every_large_change_has_the_right_direction() -> None:
    assert [cell for cell in cells() if not cell.sign_right] == []


@pytest.mark.parametrize("holdout", [False, True])
def test_nine_of_ten_cells_are_near(holdout: bool) -> None:
    own = [cell for cell in cells() if cell.pose.holdout is holdout]
    assert sum(cell.near for cell in own) >= 0.9 * len(own)


def test_ranks_agree() -> None:
    assert spearman(cells()) >= 0.9
    for key in reference_poses():
        own = [cell for cell in cells() if cell.pose.key == key]
        assert spearman(own) >= 0.6


def test_zero_means_zero() -> None:
    zeros = [cell for cell in cells() if cell.reference == 0 and not cell.about]
    large = [(cell.line, cell.pose.key) for cell in zeros if abs(cell.ours) >= 1]
    assert large == [BALANCED]
    still = [cell for cell in zeros if cell.pose.key == "down_7"]
    assert len(still) == 9
    assert all(abs(cell.ours) < 1e-9 for cell in still)


def test_every_miss_has_its_reason() -> None:
    for cell in misses():
        assert reference_lines()[cell.pose.model, cell.line].if_far


def test_page_is_as_the_command_writes_it() -> None:
    page = data_folder().parent / "docs" / "model-check.md"
    assert page.read_text(encoding="utf-8") == report()
