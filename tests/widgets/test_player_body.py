"""The body in the player as Python gives it: films within their budget, words of each moment."""

import json
import re
from base64 import b64decode
from typing import Any
from zlib import decompress

import pytest

from stretchkit import facts
from stretchkit.facts import Phase
from stretchkit.widgets.player import StretchPlayer
from stretchkit.widgets.player_body import VIEWS, film_bytes
from stretchkit.widgets.poselab import PoseLab
from tests.drawing.test_wire import read
from tests.drawing.variations import LONGEST, VARIATIONS

BUDGET = 120_000


def composed(script: dict[str, Any], repetitions: int) -> list[dict[str, Any]]:
    """Compose a session as the page does."""
    order = [place for one in script["rounds"][:repetitions] for place in one]
    return [script["parts"][place] for place in (*order, *script["finish"])]


@pytest.mark.parametrize(("stretch", "variation"), VARIATIONS)
def test_all_motion_of_a_stretch_fits_the_budget(stretch: str, variation: str) -> None:
    player = StretchPlayer(stretch, variation)
    blobs = player.offline_blobs()
    assert set(player.offline_state()["films"].values()) == set(blobs)
    assert len(blobs) == len(VIEWS)
    assert sum(map(len, blobs.values())) < BUDGET


@pytest.mark.parametrize(("stretch", "variation"), VARIATIONS)
def test_words_sides_seconds_and_picture_of_every_phase_agree(stretch: str, variation: str) -> None:
    form = facts.variation(stretch, variation)
    script = StretchPlayer(stretch, variation).script
    places, ways = script["body"]["places"], script["body"]["ways"]
    for repetitions in (1, 2, LONGEST):
        phases = facts.timeline(form, repetitions=repetitions)
        here = script["body"]["start"]
        for phase, part in zip(phases, composed(script, repetitions), strict=True):
            moment = script["body"]["moments"][part["moment"]]
            assert (part["kind"], part["cue"], part.get("side")) == (
                phase.kind,
                phase.cue,
                phase.side,
            )
            assert phase.pose in [name.split(".")[0] for name in moment["goes"]]
            for there in moment["goes"]:
                assert there == here or f"{here}>{there}" in ways
                assert there in places
                here = there
            check_sides(phase, moment)


def check_sides(phase: Phase, moment: dict[str, Any]) -> None:
    other = {"right": "left", "left": "right"}
    if phase.side and phase.feels and phase.kind != "switch_side":
        assert moment["sides"] == f"the {phase.side}"
        assert moment["drawn_for"] == phase.side
        assert f"degrees to the {other[phase.side]}" in moment["alt"]
    elif "longer" in moment:
        assert moment["sides"] == "both sides"


def test_a_film_holds_a_picture_for_every_place() -> None:
    body = StretchPlayer("neck_tilt").script["body"]
    scenes = read(film_bytes(facts.variation("neck_tilt"), "back"))
    assert len(scenes) > max(body["places"].values())
    assert max(number for way in body["ways"].values() for _, number in way) == len(scenes) - 1


def test_no_word_is_a_decimal_and_what_is_not_in_the_picture_is_known() -> None:
    for stretch, variation in VARIATIONS:
        for moment in StretchPlayer(stretch, variation).script["body"]["moments"]:
            for row in moment.get("longer", ()):
                assert not re.search(r"\d\.\d", row["bands"])
                assert row["words"] in ("longer", "much longer")
            shown = [row["shown"] for row in moment.get("longer", ())]
            assert shown == sorted(shown, reverse=True), "what can be seen is named first"


def test_why_says_where_the_first_muscle_runs() -> None:
    moments = StretchPlayer("neck_tilt").script["body"]["moments"]
    (why,) = {moment["why"] for moment in moments if "why" in moment}
    lifter = facts.muscle("levator_scapulae")
    assert lifter.origin in why and lifter.insertion in why and lifter.plain_label in why


def test_the_page_gets_films_by_message_and_a_fault_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(StretchPlayer, "send", lambda _self, *said: heard.append(said))
    player = StretchPlayer("neck_tilt", "seat_edge")
    player._handle_custom_msg({"request": "a-1", "film": "whole"}, [])
    player._handle_custom_msg({"request": "a-2", "film": "above"}, [])
    (answer, buffers), (fault, none) = heard
    assert answer == {"request": "a-1"}
    assert buffers == [film_bytes(facts.variation("neck_tilt", "seat_edge"), "whole")]
    assert "above" in fault["error"] and none == []


def test_a_handout_has_the_same_film_squeezed() -> None:
    blobs = StretchPlayer("neck_tilt").offline_blobs()
    packed = blobs["film.neck_tilt.basic.front"]
    assert decompress(b64decode(packed)) == film_bytes(facts.variation("neck_tilt"), "front")


def test_no_film_is_a_trait() -> None:
    player = StretchPlayer("neck_tilt")
    film_bytes(facts.variation("neck_tilt"), "back")
    assert player.films == {}
    assert len(json.dumps(player.script["body"])) < 12_000


def test_the_lab_opens_in_the_pose_of_the_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(StretchPlayer, "send", lambda _self, *said: heard.append(said))
    player = StretchPlayer("neck_tilt")
    pose = {"pose": "neck_tilt_basic", "side": "left"}
    player._handle_custom_msg({"request": "a-1", "lab": pose}, [])
    ((answer, _),) = heard
    assert player._lab is not None
    assert player._lab.arguments() == pose
    assert answer["lab"] == player._lab.model_id
    assert player._lab.setup["start"]["neck_tilt_left"] == -30


def test_a_lab_of_an_unknown_pose_names_the_closest() -> None:
    with pytest.raises(KeyError, match="neck_tilt_basic"):
        PoseLab("neck_tilt_basik")
