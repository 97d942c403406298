"""The Python side of the explorer: what it carries, what is saved of it, what a handout gets."""

import base64
import json
import re
import zlib
from typing import Any

import pytest

import stretchkit as sk
from stretchkit import facts
from stretchkit.body import Pose, muscle_lengths, named_pose
from stretchkit.widgets import rebuild
from stretchkit.widgets.explorer import AnatomyExplorer
from stretchkit.widgets.explorer_plates import films, plates, record, seen_well
from stretchkit.widgets.explorer_setup import LAYERS, VIEWS, setup, structures
from stretchkit.widgets.live import MIME
from tests.drawing.test_wire import read

EXPLORER = AnatomyExplorer()
MUSCLES = facts.muscles()
KINDS = {"origin", "insertion", "origin_far", "insertion_far"}


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def test_every_muscle_and_every_drawn_bone_can_be_chosen() -> None:
    assert set(MUSCLES) <= set(structures())
    bones = set(structures()) - set(MUSCLES)
    assert {"scapula", "clavicle", "skull", "humerus", "sternum", "vertebra", "ribs"} <= bones
    assert bones <= set(facts.bones())


@pytest.mark.parametrize("key", structures())
def test_what_can_be_chosen_is_seen_somewhere(key: str) -> None:
    one = structures()[key]
    assert set(one["parts"]) in ({"right", "left"}, {""}, {"right"})
    for side, keys in one["parts"].items():
        for at in one["seen"][side]:
            shown = {shape.key for shape in plates()[at].shapes}
            assert shown & set(keys), (side, at)
        assert one["seen"][side]
        assert side != "left" or all(view != "side" for view, _ in one["seen"][side])


def test_the_plates_carry_no_names_and_the_ends_of_every_muscle_in_them() -> None:
    assert set(plates()) == {(view, layer) for view in VIEWS for layer in LAYERS}
    for plate in plates().values():
        styles = {shape.style for shape in plate.shapes}
        assert not styles & {"label", "label_right", "leader", "legend", "swatch"}
        assert "side_letter" in styles
        muscles = {shape.key for shape in plate.shapes if shape.style == "muscle"}
        ends = [shape for shape in plate.shapes if shape.style in KINDS]
        assert {shape.key for shape in ends} == muscles
        assert len(ends) == 2 * len(muscles)


@pytest.mark.parametrize(
    ("view", "right_is_right"), [("back", True), ("front", False)], ids=["back", "front"]
)
def test_r_stands_on_the_right_of_the_person(view: Any, right_is_right: bool) -> None:
    places = {
        shape.text: shape.points[0, 0]
        for shape in plates()[view, "superficial"].shapes
        if shape.style == "side_letter"
    }
    assert (places["R"] > places["L"]) == right_is_right


def test_muscles_are_seen_where_an_anatomist_looks_for_them() -> None:
    assert seen_well()["levator_scapulae.right"][0] == ("back", "intermediate")
    assert seen_well()["pectoralis_major.left"][0] == ("front", "superficial")
    assert seen_well()["serratus_anterior.right"][0] == ("side", "intermediate")
    assert ("back", "superficial") not in seen_well()["splenius_capitis.right"]


@pytest.mark.parametrize("key", MUSCLES)
def test_each_action_of_a_muscle_has_a_film_in_which_it_is_seen_and_gets_shorter(key: str) -> None:
    rows = structures()[key]["actions"]
    assert [row["label"] for row in rows] == [
        facts.actions()[action].plain_label for action in MUSCLES[key].actions
    ]
    for row in rows:
        assert films()[row["film"]].place in structures()[key]["seen"]["right"]
        changes, alt, pictures = record(row["film"])
        assert changes[f"{key}.right"] < 0
        assert "geometry" in alt or "No muscle" in alt
        for picture in pictures:
            assert f"{key}.right" in {shape.key for shape in picture.shapes}
            ends = [s for s in picture.shapes if s.style in KINDS and s.key == f"{key}.right"]
            assert len(ends) == 2


def test_a_wide_movement_has_a_picture_halfway() -> None:
    for key, film in films().items():
        wide = max(abs(angle) for angle in film.degrees.values()) > 30
        assert len(record(key)[2]) == (2 if wide else 1)


@pytest.mark.parametrize("key", MUSCLES)
def test_what_a_card_says_of_a_stretch_is_what_the_body_does(key: str) -> None:
    rows = structures()[key]["stretches"]
    poses = {
        (stretch.name, variation.name): [
            phase.pose for phase in variation.cycle if phase.kind == "hold"
        ]
        for stretch in facts.stretches().values()
        for variation in stretch.variations
    }
    for row in rows:
        changes = [
            muscle_lengths(named_pose(pose)).loc[(key, "right"), "change_pct"]
            for pose in poses[row["stretch"], row["variation"]]
        ]
        change = max(changes, key=abs)
        low, high = (int(number) for number in re.findall(r"\d+", "0 " + row["band"])[-2:])
        assert low - 0.06 <= abs(change) <= high + 0.06
        assert row["band"].endswith("longer" if change > 0 else "shorter")
        assert row["word"].startswith("much") == (abs(change) >= 20)


def test_the_muscles_a_stretch_is_meant_for_say_so_on_their_cards() -> None:
    for stretch in facts.stretches().values():
        for key in ("levator_scapulae", "rhomboid_major", "trapezius_upper"):
            if key in stretch.lengthens:
                rows = [r for r in structures()[key]["stretches"] if r["stretch"] == stretch.name]
                assert rows and "longer" in rows[0]["word"]


def test_every_source_that_a_card_names_is_given_in_full() -> None:
    words = setup()
    for one in words["structures"]:
        assert set(one["sources"]) <= set(words["sources"])
    assert words["sources"]["Gray42"] == sk.cite("Gray42")


def test_a_movement_is_answered_with_words_and_pictures() -> None:
    words, pictures = EXPLORER._handle(
        {"request": "a-1", "movement": "shoulder_up back intermediate"}
    )
    assert words["request"] == "a-1"
    assert re.fullmatch(r"about \d+ to \d+ % shorter", words["bands"]["levator_scapulae.right"])
    assert "Right shoulder up" in words["alt"] or "up" in words["alt"]
    assert len(read(pictures[0])) == 1


@pytest.mark.parametrize("message", [{"movement": "handstand"}, {}])
def test_a_movement_that_is_not_there_is_refused_in_words(message: dict[str, Any]) -> None:
    words, pictures = EXPLORER._handle({"request": "a-2"} | message)
    assert "no movement" in words["error"] and pictures == []


def test_a_handout_carries_every_movement_in_little_room() -> None:
    blobs = EXPLORER.offline_blobs()
    said = json.loads(unpacked(blobs["explorer words"]))
    assert list(said) == list(films())
    pictures = read(unpacked(blobs["explorer pictures"]))
    assert sum(one["count"] for one in said.values()) == len(pictures)
    assert len(json.dumps([blobs, EXPLORER.plates, EXPLORER.setup])) < 200_000


def test_the_bookmark_sets_the_start_and_is_all_that_is_saved() -> None:
    words = "front intermediate pectoralis_minor.left"
    explorer = AnatomyExplorer(bookmark=words)
    assert explorer.bookmark == words
    assert explorer.arguments() == {"bookmark": words}
    assert explorer.words() == "Anatomy explorer: small chest muscle, left, from the front"
    assert EXPLORER.arguments() == {}
    assert EXPLORER.bookmark == "back superficial"
    data, _ = explorer._repr_mimebundle_()
    assert data[MIME] == {"kind": "explorer", "arguments": {"bookmark": words}}
    assert rebuild(data[MIME]).words() == data["text/plain"]
    assert AnatomyExplorer("  side   bones skull ").bookmark == "side bones skull"


@pytest.mark.parametrize(
    ("bookmark", "said"),
    [
        ("above skin", "no view 'above'; there are back, front, side"),
        ("back fat", "no layer 'fat'; there are skin, superficial, intermediate, deep, bones"),
        ("back deep levator", "no structure 'levator'; the closest: levator_scapulae"),
        ("back deep levator_scapulae", "levator_scapulae.right"),
        ("back bones skull.right", "'skull.right'; the closest: .*skull"),
        ("back", "it has a view, a layer"),
        ("", "it has a view, a layer"),
        ("back deep skull and more", "it has a view, a layer"),
    ],
)
def test_a_wrong_bookmark_says_what_is_accepted(bookmark: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        AnatomyExplorer(bookmark=bookmark)


def test_the_twin_is_a_named_plate_and_a_table_of_all_muscles() -> None:
    twin = AnatomyExplorer("front superficial").twin()
    assert len(twin) < 60_000
    assert re.search(r'<img alt="From the front, the outer muscles[^"]+"', twin)
    assert twin.count("<tr>") == 1 + len(MUSCLES)
    for muscle in MUSCLES.values():
        assert muscle.latin in twin
    assert "\n" not in EXPLORER.words()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("layer", LAYERS)
def test_every_twin_is_small(view: str, layer: str) -> None:
    assert len(AnatomyExplorer(f"{view} {layer}").twin()) < 60_000


def test_it_rests_at_rest() -> None:
    assert all(
        shape.value == 0
        for plate in plates().values()
        for shape in plate.shapes
        if shape.style == "muscle"
    )
    assert muscle_lengths(Pose())["change_pct"].abs().max() < 1e-9
