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
