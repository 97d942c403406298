"""The gallery: every pose from every view, right and left where its letters and names say."""

import re
from pathlib import Path

import pytest

from stretchkit.body import Pose, named_pose, place, poses
from stretchkit.drawing import draw, gallery
from stretchkit.drawing.camera import VIEWS, camera
from tests.drawing.stills import still

# Muscles that stay on their own half of the back or chest in every pose.
OF_THE_TRUNK = (
    "trapezius_middle", "trapezius_lower", "latissimus_dorsi", "rhomboid_major", "rhomboid_minor",
    "infraspinatus", "teres_major", "teres_minor", "deltoid_posterior", "pectoralis_major",
)  # fmt: skip


@pytest.mark.parametrize("view", ["back", "front", "whole"])
@pytest.mark.parametrize("key", poses())
def test_letters_stand_where_the_right_and_left_shoulder_are(key: str, view: str) -> None:
    pose = named_pose(key)
    body = place(pose)
    seen = camera(view, pose, body)
    right, left = (seen.project(body.point("SA", side))[0] for side in ("right", "left"))
    shapes = still(key, view, "superficial").scene.shapes
    letter = {s.text: s.points[0, 0] for s in shapes if s.key.startswith("side.")}
    assert set(letter) == ({"R"} if seen.is_from_a_side else {"R", "L"})
    assert "L" not in letter or (letter["R"] > letter["L"]) == (right > left)


@pytest.mark.parametrize("view", ["back", "front"])
@pytest.mark.parametrize("layer", ["superficial", "intermediate"])
@pytest.mark.parametrize("key", poses())
def test_a_name_and_its_dot_stand_on_the_side_of_their_letter(
    key: str, layer: str, view: str
) -> None:
    shapes = still(key, view, layer).scene.shapes
    side_of = {s.text: s.points[0, 0] > 0 for s in shapes if s.key.startswith("side.")}
    for shape in shapes:
        _, name, side = (*shape.key.split("."), "", "")[:3]
        if name in OF_THE_TRUNK and shape.kind in ("label", "dot"):
            assert (shape.points[0, 0] > 0) == side_of[side[0].upper()], shape.text


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
