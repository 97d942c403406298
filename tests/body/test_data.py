"""The tables of the body are checked on load, and every row says where it comes from."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from stretchkit.body import data
from stretchkit.facts.place import data_folder

AUTHORED = "authored from surface anatomy"
TABLES = sorted(data.folder().glob("*.csv"))


def bib_keys() -> set[str]:
    text = (data_folder() / "references.bib").read_text(encoding="utf-8")
    return set(re.findall(r"^@\w+\{([^,]+),", text, flags=re.MULTILINE))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_has_a_source_that_exists(path: Path) -> None:
    known = bib_keys() | {AUTHORED}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert {source.strip() for source in row["source"].split(";")} <= known


def test_every_pose_has_a_source_that_exists() -> None:
    for name in ("poses.toml", "recipes.toml"):
        table = tomllib.loads((data.folder() / name).read_text(encoding="utf-8"))
        assert {row["source"] for row in table.values()} <= bib_keys()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("5,-978", "5,x", r"landmarks.csv, line 3.*'x'"),
        ("thigh,5,-978", "thigg,5,-978", r"line 3: no segment 'thigg'; there are pelvis"),
        ("92,Winter2009", "92,", r"line 3: a cell is missing"),
        ("name,segment", "name,part", r"the columns must be name, segment"),
        ("\nankle,", "\nknee,", r"stands twice: knee"),
        ("5,-978", "5,nan", r"not finite"),
    ],
)
def test_a_mistake_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (data.folder() / "landmarks.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "landmarks.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(data, "folder", lambda: tmp_path)
    with pytest.raises(data.BodyDataError, match=said):
        data.landmarks.__wrapped__()


def test_stations_of_the_skin_are_read() -> None:
    parts = data.stations()
    assert len(parts["torso"]) == 10
    assert all(station.half_width > 0 for part in parts.values() for station in part)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-4,-430", "-4,-330", "the heights must go up"),
        ("80,pelvis", "80,thigh", "the weights are of pelvis, lumbar, thorax_lower, thorax"),
        ("80,pelvis", "80,pelvis:0.5", r"trunk_wall.csv, line 2: the weights must add up to 1"),
    ],
)
def test_a_mistake_in_the_wall_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (data.folder() / "trunk_wall.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "trunk_wall.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(data, "folder", lambda: tmp_path)
    with pytest.raises(data.BodyDataError, match=said):
        data.wall.__wrapped__()


def test_only_a_muscle_from_trunk_to_limb_can_lie_on_the_wall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("muscles.csv", "muscle_sheets.csv"):
        text = (data.folder() / name).read_text(encoding="utf-8")
        text = text.replace("deltoid_posterior,7,none", "deltoid_posterior,7,wall")
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(data, "folder", lambda: tmp_path)
    with pytest.raises(data.BodyDataError, match="deltoid_posterior: on the wall"):
        data.sheets.__wrapped__()
