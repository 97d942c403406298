"""What to look for in a stretch, as displayed: every fault once, wrong beside right, small."""

import re
from html import escape, unescape
from pathlib import Path

import nh3
import pytest

import stretchkit as sk
from stretchkit import facts
from stretchkit.facts.library import FactError, read_toml
from stretchkit.facts.library import check as checked
from stretchkit.facts.place import data_folder
from stretchkit.facts.records import Stretch
from stretchkit.handout.clean import clean_html

STRETCHES = list(facts.stretches())


@pytest.mark.parametrize("key", STRETCHES)
def test_every_fault_stands_once_with_what_to_say(key: str) -> None:
    page = sk.faults(key)._repr_mimebundle_()["text/html"]
    words = re.sub(r"<img[^>]*>", "", page)
    for fault in facts.stretch(key).faults:
        assert words.count(escape(fault.see)) == 1
        assert f"“{escape(fault.say)}”" in words
    pictured = [fault for fault in facts.stretch(key).faults if fault.picture]
    assert page.count('alt="Fault: ') == len(pictured) == words.count("> Fault<")
    assert page.count('alt="This way: ') == words.count("> This way<")


@pytest.mark.parametrize("key", STRETCHES)
def test_a_fault_follows_the_right_pose_of_its_row(key: str) -> None:
    rows = sk.faults(key).html().split("display:flex")[1:]
    assert rows
    for row in rows:
        alts = re.findall(r'alt="([^"]*)"', row)
        assert alts[0].startswith("This way: ")
        assert alts[1:] and all(alt.startswith("Fault: ") for alt in alts[1:])


@pytest.mark.parametrize("key", STRETCHES)
def test_it_is_small_and_keeps_words_and_pictures_in_a_handout(key: str) -> None:
    page = sk.faults(key).html()
    assert len(page.encode()) < 60_000
    cleaned = clean_html(page)
    words = unescape(re.sub(r"<[^>]+>", " ", page)).split()
    for other in (cleaned, nh3.clean(page)):
        assert unescape(re.sub(r"<[^>]+>", " ", other)).split() == words
    assert re.findall(r'src="([^"]*)"', cleaned) == re.findall(r'src="([^"]*)"', page)
    assert "flex-wrap:wrap" in cleaned and "max(8em" in cleaned


def test_its_text_is_stable_and_complete() -> None:
    card = sk.faults("neck_tilt")
    assert repr(card) == str(card) == card._repr_mimebundle_()["text/plain"]
    for fault in facts.stretch("neck_tilt").faults:
        assert f"{fault.see} Say: {fault.say}" in repr(card)


def test_an_unknown_stretch_names_the_closest() -> None:
    with pytest.raises(KeyError, match="neck_tilt"):
        sk.faults("neck_tilts")


def test_a_slip_in_the_faults_is_told_on_load() -> None:
    path: Path = data_folder() / "stretches" / "neck_tilt.toml"

    def faulty(**changes: object) -> dict[str, object]:
        row = read_toml(path)
        first = next(one for one in row["faults"] if one["key"] == "face_turned")
        first |= changes
        return row

    with pytest.raises(FactError, match=r"face_turned, .*must stand in both"):
        checked(faulty(key="face_twisted"), Stretch, path)
    with pytest.raises(FactError, match="the key of a fault stands twice"):
        checked(faulty(key="hand_pulls"), Stretch, path)
    with pytest.raises(FactError, match="from behind"):
        checked(faulty(picture={**read_toml(path)["faults"][1]["picture"], "seen": "above"}),
                Stretch, path)  # fmt: skip
