"""The gallery: every pose from every view; see test_every_still.py for its letters and names."""

import re
from pathlib import Path

import pytest

from stretchkit.body import Pose, poses
from stretchkit.drawing import draw, gallery
from stretchkit.drawing.camera import VIEWS


@pytest.mark.parametrize("turned", [60, -60])
@pytest.mark.parametrize("layer", ["superficial", "intermediate", "deep"])
def test_a_name_on_the_other_half_of_a_turned_head_says_its_side(layer: str, turned: int) -> None:
    shapes = draw(Pose(neck_turn_left=turned), "back", layer).scene.shapes  # type: ignore[arg-type]
    astray = 0
    for dot in (shape for shape in shapes if shape.style == "leader_dot"):
        side = dot.key.split(".")[-1]
        told = " ".join(s.text for s in shapes if s.key == dot.key and s.kind == "label")
        is_astray = (dot.points[0, 0] > 0) != (side == "right")
        astray += is_astray
        assert told.startswith(f"{side} ") == is_astray, told
    assert astray or layer != "superficial"


def test_the_page_shows_each_pose_from_every_view_at_both_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {key: poses()[key] for key in ("neutral", "neck_tilt_basic")}
    monkeypatch.setattr(gallery, "poses", lambda: few)
    page = gallery.write(tmp_path).read_text(encoding="utf-8")
    shown = re.findall(r'<img src="(gallery/[^"]+)" width="(\d+)" alt="([^"]+)">', page)
    assert [name for name, _, _ in shown] == [
        f"gallery/{key}-{view}.svg" for key in few for view in VIEWS
    ]
    for name, width, alt in shown:
        picture = (tmp_path / name).read_text(encoding="utf-8")
        assert int(width) == gallery.HANDOUT and f' width="{gallery.PROJECTOR}"' in picture
        assert f"<title>{alt}</title>" in picture
