"""A mistake in a file of facts is reported with the file, the row and what is allowed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from stretchkit import facts
from stretchkit.facts import FactError, citations, library
from stretchkit.facts.place import data_folder

CACHED = (
    library.stretches,
    library.muscles,
    library.actions,
    library.nerves,
    library.bones,
    library.joints,
    library.ranges,
    library.anatomy_notes,
    library.red_flags,
    library.levels,
    library.safety_texts,
    library.stop_answers,
    library.doses,
    library.pain_rule,
    library.questions,
    library.predictions,
    citations._entries,
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the data that a test may spoil."""
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy)
    for module in (library, citations):
        monkeypatch.setattr(module, "data_folder", lambda: copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    for function in CACHED:
        function.cache_clear()  # type: ignore[attr-defined]


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_facts_are_sound() -> None:
    for function in CACHED:
        assert function()


SPOILT = [
    # file, what is there, what is put in its place, who reads it, what the message must say
    (
        "stretches/neck_tilt.toml",
        'plain_name = "Ear to shoulder"',
        'plain_nmae = "Ear to shoulder"',
        facts.stretches,
        ("neck_tilt.toml, neck_tilt", "unknown field plain_nmae", "allowed:", "plain_name"),
    ),
    (
        "stretches/neck_tilt.toml",
        'pose = "neck_look_up"',
        'poses = "neck_look_up"',
        facts.stretches,
        ("neck_tilt.toml, neck_tilt", "variations.four_way.cycle.5: unknown field poses"),
    ),
    (
        "stretches/cross_arm_knee_press.toml",
        "hold_s = 10",
        "hold_s = 30",
        facts.stretches,
        ("cross_arm_knee_press.toml", "hold_s 30 is above max_hold_s 20"),
    ),
    (
        "stretches/clasp_and_reach.toml",
        '"teres_minor"',
        '"teres_mino"',
        facts.stretches,
        ("clasp_and_reach.toml, clasp_and_reach", "'teres_mino' does not exist", "teres_minor"),
    ),
    (
        "stretches/clasp_and_reach.toml",
        '"Seth2019"',
        '"Seth2091"',
        facts.stretches,
        ("clasp_and_reach.toml", "'Seth2091' in references.bib does not exist", "Seth2019"),
    ),
    (
        "stretches/neck_tilt.toml",
        'cue = "Tilt your head {other}.',
        'cue = "Tilt your head {otter}.',
        facts.stretches,
        ("neck_tilt.toml", "unknown placeholder otter; allowed: side, other"),
    ),
    (
        "safety/red_flags.toml",
        'level = "emergency"',
        'level = "urgent"',
        facts.red_flags,
        ("red_flags.toml, chest_or_breath", "level", "'emergency', 'today', 'this_week'"),
    ),
    (
        "safety/red_flags.toml",
        'sources = ["stretchkit_review"]',
        "sources = []",
        facts.red_flags,
        ("red_flags.toml, chest_or_breath", "sources", "at least 1"),
    ),
    (
        "safety/red_flags.toml",
        'sources = ["stretchkit_review"]\n',
        "",
        facts.red_flags,
        ("red_flags.toml, chest_or_breath", "sources", "required"),
    ),
    (
        "safety/red_flags.toml",
        'key = "past_cancer"',
        'key = "weight_loss"',
        facts.red_flags,
        ("red_flags.toml, weight_loss", "the key stands twice"),
    ),
    (
        "safety/red_flags.toml",
        "[[red_flag]]",
        "[[red_flags]]",
        facts.red_flags,
        ("red_flags.toml", "unknown table 'red_flags'; allowed: red_flag"),
    ),
    (
        "safety/levels.toml",
        'title = "Call',
        "title = Call",
        facts.levels,
        ("levels.toml", "not valid TOML", "line"),
    ),
    (
        "safety/dose.toml",
        "[pain_rule]",
        "[pain]",
        facts.doses,
        ("dose.toml", "unknown table 'pain'; allowed: dose, pain_rule"),
    ),
    (
        "quiz/00.toml",
        "right = true, ",
        "",
        facts.questions,
        ("00.toml, nb00_decide", "exactly one choice must have right = true"),
    ),
    (
        "quiz/00.toml",
        "answer = 2",
        "answer = 4",
        facts.predictions,
        ("00.toml, nb00_office_workers", "answer 4 is not one of 0 to 3"),
    ),
    (
        "quiz/04.toml",
        'key = "nb04_coach"',
        'key = "nb00_decide"',
        facts.questions,
        ("04.toml, nb00_decide", "stands in another file too"),
    ),
    (
        "anatomy/muscles.toml",
        'nerve = ["dorsal_scapular"]',
        'nerve = ["dorsal_scapula"]',
        facts.muscles,
        ("muscles.toml, rhomboid_minor", "the nerve 'dorsal_scapula' does not", "dorsal_scapular"),
    ),
    (
        "anatomy/muscles.toml",
        'actions = ["shoulder_back"]',
        'actions = ["sholder_back"]',
        facts.muscles,
        ("muscles.toml, trapezius_middle: the action 'sholder_back'", "shoulder_back"),
    ),
    (
        "anatomy/muscles.toml",
        'antagonists = ["serratus_anterior", "pectoralis_minor"]',
        'antagonists = ["serratus_anterior", "pec_minor"]',
        facts.muscles,
        ("muscles.toml, trapezius_middle: the antagonist 'pec_minor'", "pectoralis_minor"),
    ),
    (
        "anatomy/muscles.toml",
        'antagonists = ["serratus_anterior", "pectoralis_minor"]\n',
        "",
        facts.muscles,
        ("muscles.toml, trapezius_middle", "name antagonists, or say"),
    ),
    (
        "anatomy/muscles.toml",
        'referral_note = "no agreed map"\n',
        "",
        facts.muscles,
        ("muscles.toml, longus_colli", "give either referral or"),
    ),
    (
        "anatomy/muscles.toml",
        'sources = ["Gray42", "Moore", "Simons1999"]',
        'sources = ["Gray42"]',
        facts.muscles,
        ("muscles.toml, erector_spinae_thoracic", "name at least two sources"),
    ),
    (
        "anatomy/muscles.toml",
        'origin = "the side knobs of the top four neck bones (C1 to C4)"',
        'origin = ""',
        facts.muscles,
        ("muscles.toml, levator_scapulae: origin", "at least 1 character"),
    ),
    (
        "anatomy/muscles.toml",
        'layer = "superficial"',
        'layer = "upper"',
        facts.muscles,
        ("muscles.toml, trapezius_upper: layer", "'superficial', 'intermediate' or 'deep'"),
    ),
    (
        "anatomy/muscles.toml",
        '"Johnson1994", "Simons1999"',
        '"Jonson1994", "Simons1999"',
        facts.muscles,
        ("muscles.toml, trapezius_upper", "'Jonson1994' in references.bib does not", "Johnson1994"),
    ),
    (
        "anatomy/actions.toml",
        "degrees = { shoulder_depression_right = -20 }",
        "degrees = {}",
        facts.actions,
        ("actions.toml, shoulder_up: degrees", "at least 1"),
    ),
    (
        "anatomy/joints.toml",
        "how_many = 2",
        "how_many = 0",
        facts.joints,
        ("joints.toml, atlanto_occipital: how_many", "greater than or equal to 1"),
    ),
    (
        "anatomy/joints.toml",
        'sources = ["BogdukMercer2000", "Gray42", "Moore"]',
        'sources = ["BogdukMercer2000"]',
        facts.joints,
        ("joints.toml, atlanto_occipital", "name at least two sources"),
    ),
    (
        "anatomy/ranges.toml",
        '"facets_neck"',
        '"facets_nek"',
        facts.ranges,
        ("ranges.toml, neck_chin_down_young_men: the joint 'facets_nek'", "facets_neck"),
    ),
    (
        "anatomy/ranges.toml",
        "low = 64",
        "low = 65",
        facts.ranges,
        ("ranges.toml, neck_chin_down_young_men", "low 65 is above high 64"),
    ),
    (
        "anatomy/bones.toml",
        'words = "It rests',
        'wrods = "It rests',
        facts.bones,
        ("bones.toml, skull", "unknown field wrods"),
    ),
    (
        "anatomy/nerves.toml",
        'sources = ["Gray42", "Moore"]',
        "sources = []",
        facts.nerves,
        ("nerves.toml, accessory: sources", "at least 1"),
    ),
    (
        "anatomy/notes.toml",
        'key = "referral"',
        'kye = "referral"',
        facts.anatomy_notes,
        ("notes.toml", "unknown field kye"),
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "read", "says"), SPOILT)
def test_a_mistake_is_reported_with_its_place(
    data: Path, file: str, old: str, new: str, read: object, says: tuple[str, ...]
) -> None:
    spoil(data / file, old, new)
    with pytest.raises(FactError) as caught:
        read()  # type: ignore[operator]
    for part in says:
        assert part in str(caught.value)


def test_one_bracket_instead_of_two_is_reported(data: Path) -> None:
    path = data / "safety" / "levels.toml"
    path.write_text('[level]\nkey = "today"\n', encoding="utf-8")
    with pytest.raises(FactError, match=re.escape("levels.toml: write [[level]] with two")):
        facts.levels()


def test_a_file_that_is_not_utf_8_is_reported(data: Path) -> None:
    (data / "safety" / "levels.toml").write_bytes(b"# \xff\n")
    with pytest.raises(FactError, match=re.escape("levels.toml: not valid TOML")):
        facts.levels()


def test_a_missing_pain_rule_is_reported(data: Path) -> None:
    (data / "safety" / "dose.toml").write_text("", encoding="utf-8")
    with pytest.raises(FactError, match=re.escape("dose.toml")):
        facts.pain_rule()


@pytest.mark.parametrize(
    ("look", "wrong", "near"),
    [
        (facts.stretch, "neck_tlit", "neck_tilt"),
        (facts.muscle, "levator", "levator_scapulae"),
        (lambda key: facts.variation("neck_tilt", key), "seat", "seat_edge"),
    ],
)
def test_an_unknown_key_names_the_closest(look: object, wrong: str, near: str) -> None:
    with pytest.raises(KeyError) as caught:
        look(wrong)  # type: ignore[operator]
    assert wrong in str(caught.value) and near in str(caught.value)


def test_the_first_variation_is_the_default() -> None:
    assert facts.variation("neck_tilt").key == "basic"
    assert facts.variation("cross_arm_knee_press").key == "standing"
    assert facts.variation("clasp_and_reach").key == "clasp"


def test_facts_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="frozen"):
        facts.stretch("neck_tilt").name = "Another"  # type: ignore[misc]
