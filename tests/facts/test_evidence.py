"""What trials found: the numbers that were seen, and no more said than they carry."""

import pytest

import stretchkit as sk
from stretchkit import facts

TRIALS = facts.trials()
TERMS = facts.glossary()


@pytest.mark.parametrize(
    ("key", "unit", "effect", "low", "high"),
    [
        ("strength_shoulder_and_neck", "SMD", -0.71, -1.33, -0.10),
        ("strength_and_stretch_pain", "SMD", -0.33, -0.55, -0.10),
        ("strength_and_stretch_function", "SMD", -0.45, -0.72, -0.18),
        ("network_motor_control", "Hedges g", -1.32, -1.99, -0.65),
        ("network_yoga_and_others", "Hedges g", -1.25, -1.85, -0.65),
        ("network_strength", "Hedges g", -1.21, -1.63, -0.78),
        ("network_range_of_motion", "Hedges g", -0.98, -2.51, 0.56),
        ("stretch_office_pain", "points of 10", -1.4, -2.2, -0.7),
        ("stretch_office_function", "NPQ points", -4.8, -9.3, -0.4),
        ("bands_two_minutes", "points of 10", -1.4, -2.0, -0.7),
        ("bands_twelve_minutes", "points of 10", -1.9, -2.5, -1.2),
        ("strength_for_sore_trapezius", "mm of 100", -35, None, None),
        ("cycling_for_sore_trapezius", "mm of 100", -5, None, None),
        ("office_prevention", "hazard ratio", 0.45, 0.28, 0.71),
        ("strength_and_stretch_year", "mm of 100", -37, -44, -30),
        ("stretch_year", "mm of 100", -32, -39, -25),
        ("stretch_against_hands_on", "mm of 100", -19, -27, -12),
        ("hands_on_against_stretch", "mm of 100", -26, -33, -20),
    ],
)
def test_a_number_is_the_one_that_was_seen(
    key: str, unit: str, effect: float, low: float | None, high: float | None
) -> None:
    trial = TRIALS[key]
    assert (trial.unit, trial.effect, trial.low, trial.high) == (unit, effect, low, high)


def test_a_number_without_an_interval_is_no_effect() -> None:
    for trial in TRIALS.values():
        if trial.effect is not None and trial.low is None:
            assert trial.measure == "change within a group", trial.key


def test_every_change_within_a_group_says_what_it_lacks() -> None:
    changes = [trial for trial in TRIALS.values() if trial.measure == "change within a group"]
    assert len(changes) == 8
    for trial in changes:
        assert trial.favours in ("neither", "not compared"), trial.key
    for key in ("strength_and_stretch_year", "stretch_year", "stretch_against_hands_on"):
        assert "No group did nothing." in (TRIALS[key].doubt or "")


def test_numbers_that_could_not_be_checked_are_not_given() -> None:
    trial = TRIALS["strength_or_endurance_year"]
    assert trial.effect is None and "could not be checked" in (trial.doubt or "")
    alone = TRIALS["stretch_alone_in_review"]
    assert alone.effect is None and "not one of them" in alone.plain


def test_the_trial_of_stretches_is_not_made_more_of() -> None:
    told = TRIALS["stretch_office_pain"]
    assert "asked to stretch twice a day" in told.plain and "Both groups got better" in told.plain
    assert "5 or more" in told.population and "chose that themselves" in (told.doubt or "")
    assert "other people" in TRIALS["bands_two_minutes"].plain
    assert "No trial has put" in (TRIALS["bands_two_minutes"].doubt or "")


def test_strength_with_stretches_against_stretches_is_the_paper_of_2008() -> None:
    assert TRIALS["strength_and_stretch_year"].cite == "Hakkinen2008"
    assert TRIALS["stretch_and_hands_on_function"].cite == "Hakkinen2007"


def test_every_study_of_the_course_is_there() -> None:
    assert {trial.cite for trial in TRIALS.values()} == {
        *("Gross2015", "deZoete2020", "Tunwattanapong2016", "Andersen2011", "Andersen2008b"),
        *("Andersen2008", "Sihawong2014", "Hakkinen2008", "Ylinen2007", "Hakkinen2007"),
        *("Ylinen2003", "Ylinen2006", "Cunha2008", "Louw2017", "Price2020"),
    }


def test_the_glossary_explains_every_unit_and_abbreviation_used() -> None:
    assert {"smd", "hedges_g", "hazard_ratio", "confidence_interval", "kappa"} <= set(TERMS)
    for key in ("effect_size", "mcid", "mdc", "sem", "icc", "regression_to_the_mean", "randomised"):
        assert key in TERMS
    for key in ("network_meta_analysis", "red_flag", "sensitivity", "specificity", "synovial"):
        assert key in TERMS
    terms = [term.term.lower() for term in TERMS.values()]
    assert len(set(terms)) == len(terms)


def test_the_table_of_evidence() -> None:
    table = sk.evidence()
    assert list(table.index) == list(TRIALS) and (table["sources"].str.len() > 0).all()
    shown = table[table["measure"] == "between groups"]
    assert shown[["effect", "low", "high"]].notna().all(axis=None)
    assert table["plain"].is_unique and table["certainty"].str.len().min() > 0
