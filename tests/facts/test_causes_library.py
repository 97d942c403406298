"""A mistake in the tables of causes, evidence, cases and exercises is told with its place."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stretchkit import facts
from stretchkit.facts import FactError, causes_library, cspine, programme_library
from stretchkit.facts.place import data_folder

CACHED = (
    *(facts.causes, facts.contested, facts.trials, facts.glossary, facts.cases),
    *(facts.cspine_rule, facts.cspine_cases, facts.observations, facts.exercises),
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the data that a test may spoil."""
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy)
    for module in (causes_library, programme_library, cspine):
        monkeypatch.setattr(module, "data_folder", lambda: copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    for function in CACHED:
        function.cache_clear()


def test_the_shipped_facts_are_sound() -> None:
    for function in CACHED:
        assert function()


SPOILT = [
    # file, what is there, what is put in its place, who reads it, what the message must say
    (
        "causes/causes.toml",
        'tissue = "muscle"',
        'tissue = ""',
        facts.causes,
        ("causes.toml, strain: tissue", "at least 1 character"),
    ),
    (
        "causes/causes.toml",
        "what_it_is =",
        "what_is_it =",
        facts.causes,
        ("causes.toml, trauma", "unknown field what_is_it"),
    ),
    (
        "causes/causes.toml",
        'sources = ["CarrollWAD2008"',
        'sources = ["CarolWAD2008"',
        facts.causes,
        ("causes.toml, trauma", "'CarolWAD2008' in references.bib", "CarrollWAD2008"),
    ),
    (
        "causes/causes.toml",
        'signs = ["unchecked_injury", "stiff_spine_bump"',
        'signs = ["uncheked_injury", "stiff_spine_bump"',
        facts.causes,
        ("causes.toml, trauma: the red flag 'uncheked_injury'", "unchecked_injury"),
    ),
    (
        "causes/causes.toml",
        '{ key = "this_week", words = "The arm tingles or feels numb, but',
        '{ key = "go_on", words = "The arm tingles or feels numb, but',
        facts.causes,
        ("causes.toml, disc: the level is go_on", "'arm_tingles' is this_week"),
    ),
    (
        "causes/causes.toml",
        'contested = ["trigger_points"]',
        'contested = ["triger_points"]',
        facts.causes,
        ("causes.toml, trigger_points: the contested idea 'triger_points'", "trigger_points"),
    ),
    (
        "causes/causes.toml",
        'evidence_for = "Pain down one arm',
        'evidence_against = "Pain down one arm',
        facts.causes,
        ("causes.toml: not valid TOML",),
    ),
    (
        "causes/causes.toml",
        "source_page_row = 5\n",
        "",
        facts.causes,
        ("causes.toml, trauma", "source_page_row is given if, and only if"),
    ),
    (
        "evidence/contested.toml",
        'evidence_for = ["The source page says so, and names no source for it."]',
        "evidence_for = []",
        facts.contested,
        ("contested.toml, second_cause: evidence_for", "at least 1"),
    ),
    (
        "evidence/trials.toml",
        "low = -1.33",
        "low = -0.33",
        facts.trials,
        ("trials.toml, strength_shoulder_and_neck", "low, effect and high"),
    ),
    (
        "evidence/trials.toml",
        "high = -0.10\n",
        "",
        facts.trials,
        ("trials.toml, strength_shoulder_and_neck", "give low and high together"),
    ),
    (
        "evidence/trials.toml",
        'high = 0.56\nfavours = "neither"',
        'high = 0.56\nfavours = "what was done"',
        facts.trials,
        ("trials.toml, network_range_of_motion", "'neither' if the interval holds 0"),
    ),
    (
        "evidence/trials.toml",
        'effect = -35\nfavours = "not compared"',
        'effect = -35\nfavours = "what was done"',
        facts.trials,
        ("trials.toml, strength_for_sore_trapezius", "a change within a group cannot favour"),
    ),
    (
        "evidence/trials.toml",
        'unit = "NPQ points"\n',
        "",
        facts.trials,
        ("trials.toml, stretch_office_function", "give effect and unit"),
    ),
    (
        "evidence/trials.toml",
        'cite = "Price2020"',
        'cite = "Louw2017"',
        facts.trials,
        ("trials.toml, dose_review", "'Louw2017' is not among the sources"),
    ),
    (
        "evidence/glossary.toml",
        'key = "kappa"',
        'key = "icc"',
        facts.glossary,
        ("glossary.toml, icc", "the key stands twice"),
    ),
    (
        "cases/cases.toml",
        'signs = ["stiff_spine_bump"]\n',
        "",
        facts.cases,
        ("cases.toml, stiff_spine_slip", "level today: name the signs"),
    ),
    (
        "cases/cases.toml",
        'question = "How soon does she need help?"\nlevel = "emergency"',
        'question = "How soon does she need help?"\nnow = "She may."\nlevel = "today"',
        facts.cases,
        ("cases.toml, drooping_lid: the level is today", "is emergency"),
    ),
    (
        "cases/cases.toml",
        'signs = ["arm_tingles"]',
        'signs = ["arm_tingles", "face_arm_speech_sight"]',
        facts.cases,
        ("cases.toml, arm_to_thumb: the level is this_week", "is emergency"),
    ),
    (
        "cases/cases.toml",
        '\nnow = "New trouble',
        '\nwhy_now = "New trouble',
        facts.cases,
        ("cases.toml, clumsy_buttons", "why_now"),
    ),
    (
        "cases/cases.toml",
        'kind = "young"',
        'kind = "yuong"',
        facts.cases,
        ("cases.toml, cyclist_hit: traps.1.kind", "'young', 'well_looking'"),
    ),
    (
        "cases/cspine.toml",
        "image = true",
        "image = false",
        facts.cspine_cases,
        ("cspine.toml, cyclist: image is False, the rule says True",),
    ),
    (
        "cases/cspine.toml",
        "can_turn = true\n",
        "",
        facts.cspine_cases,
        ("cspine.toml, simple_rear_end", "can_turn must be given"),
    ),
    (
        "cases/cspine.toml",
        'mechanism = "bicycle"',
        'mechanism = "bycicle"',
        facts.cspine_cases,
        ("cspine.toml, cyclist: the mechanism 'bycicle'", "bicycle"),
    ),
    (
        "cases/cspine.toml",
        'limits = ["spine_disease"]',
        'limits = ["spine_diseas"]',
        facts.cspine_cases,
        ("cspine.toml, stiff_spine: the limit 'spine_diseas'", "spine_disease"),
    ),
    (
        "safety/cspine_rule.toml",
        'key = "walked"',
        'key = "walking"',
        facts.cspine_rule,
        ("cspine_rule.toml, cspine_rule", "low_risk: the keys are", "walked"),
    ),
    (
        "observations/observations.toml",
        "mean = 38.9, sd = 20.1",
        "mean = 38.9",
        facts.observations,
        ("observations.toml, neck_hold: norms.1", "either mean and sd, or low and high"),
    ),
    (
        "observations/observations.toml",
        "mean = 38.9",
        "mean = 389",
        facts.observations,
        ("observations.toml, neck_hold", "norm 389 is outside 0 to 180"),
    ),
    (
        "observations/observations.toml",
        "least = 20",
        "least = 80",
        facts.observations,
        ("observations.toml, head_forward", "least 80 is not below most 80"),
    ),
    (
        "observations/observations.toml",
        'noise_note = "No figure was found."\n',
        "",
        facts.observations,
        ("observations.toml, wall_angel", "give either noise or"),
    ),
    (
        "observations/observations.toml",
        'sources = ["Dougherty2015"] }',
        'sources = ["Doherty2015"] }',
        facts.observations,
        ("observations.toml, arm_turns_out", "'Doherty2015' in references.bib", "Dougherty2015"),
    ),
    (
        "observations/observations.toml",
        'without_pain_over = 90\nsources = ["Lewis2007"]',
        'without_pain_over = 90\nsources = ["Luis2007"]',
        facts.observations,
        ("observations.toml, shoulder_off_table", "'Luis2007' in references.bib", "Lewis2007"),
    ),
    (
        "exercises/exercises.toml",
        'targets = ["serratus_anterior", "pectoralis_major"]',
        'targets = ["seratus_anterior", "pectoralis_major"]',
        facts.exercises,
        ("exercises.toml, push_up_plus: the muscle 'seratus_anterior'", "serratus_anterior"),
    ),
    (
        "exercises/exercises.toml",
        'answers = ["blade_lifts_off"]',
        'answers = ["blade_lift_off"]',
        facts.exercises,
        ("exercises.toml, push_up_plus: the observation 'blade_lift_off'", "blade_lifts_off"),
    ),
    (
        "exercises/exercises.toml",
        'counter_to = ["neck_tilt"]',
        'counter_to = ["neck_tlit"]',
        facts.exercises,
        ("exercises.toml, chin_nod: the stretch 'neck_tlit'", "neck_tilt"),
    ),
    (
        "exercises/exercises.toml",
        'signs = ["unchecked_injury", "weak_neck_joints", "arm_tingles"]',
        'signs = ["unchecked_injury", "weak_neck_joint", "arm_tingles"]',
        facts.exercises,
        ("exercises.toml, chin_nod: the red flag 'weak_neck_joint'", "weak_neck_joints"),
    ),
    (
        "exercises/exercises.toml",
        "repetitions = 10, hold_s = 5, minutes = 2 }",
        "repetitions = 4, hold_s = 5, minutes = 2 }",
        facts.exercises,
        ("exercises.toml, chin_nod", "is less than the one before it"),
    ),
    (
        "exercises/exercises.toml",
        "hold_s = 30, minutes = 3 }",
        "hold_s = 30, minutes = 1.5 }",
        facts.exercises,
        ("exercises.toml, doorway_stretch",),
    ),
    (
        "exercises/exercises.toml",
        'targets_note = "The joints of the neck."\n',
        "",
        facts.exercises,
        ("exercises.toml, slow_turns", "name targets, or say in targets_note"),
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "read", "says"), SPOILT)
def test_a_mistake_is_reported_with_its_place(
    data: Path, file: str, old: str, new: str, read: Callable[[], object], says: tuple[str, ...]
) -> None:
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError) as caught:
        read()
    for part in says:
        assert part in str(caught.value)


def test_every_row_of_every_table_names_a_source() -> None:
    for function in CACHED:
        found = function()
        for row in found.values() if isinstance(found, dict) else [found]:
            assert row.sources, row.key
