"""Observations and exercises: nothing is passed or failed, no plan grows past its time."""

from pathlib import Path
from typing import Any

import pytest

from stretchkit import facts
from stretchkit.facts import programme_library
from stretchkit.facts.library import FactError, check, read_toml
from stretchkit.facts.place import data_folder
from stretchkit.facts.programme_records import Exercise, work
from tests.facts.reading import grade
from tests.facts.test_wording import FORBIDDEN

OBSERVATIONS = facts.observations()
EXERCISES = facts.exercises()
CHECK_FIRST = "The safety check told you not to stretch."
MOST_MINUTES_A_DAY = 12
NECK = {"chin_nod", "head_lift", "neck_press", "small_nod_hold", "slow_turns"}


@pytest.mark.parametrize(
    ("key", "kind", "value", "source"),
    [
        ("neck_hold", "MDC", 17.8, "Edmondston2008"),
        ("neck_hold", "SEM", 6.4, "Edmondston2008"),
        ("blade_hold", "MDC", 30.1, "Edmondston2008"),
        ("neck_turn", "day to day", 14, "Christensen1998"),
        ("neck_tilt_reach", "day to day", 12, "Christensen1998"),
        ("arm_turns_out", "SEM", 31, "Dougherty2015"),
    ],
)
def test_the_noise_is_the_one_that_was_seen(key: str, kind: str, value: float, source: str) -> None:
    noise = [one for one in OBSERVATIONS[key].noise if one.kind == kind and one.value == value]
    assert [one.sources for one in noise] == [(source,)]


def test_the_noise_agrees_with_the_table_of_ranges() -> None:
    for key, row in (("neck_turn", "neck_turn_daily"), ("neck_tilt_reach", "neck_tilt_daily")):
        assert OBSERVATIONS[key].noise[0].value == facts.ranges()[row].high


@pytest.mark.parametrize(
    ("key", "mean", "sd", "source"),
    [
        ("neck_hold", 38.9, 20.1, "Domenech2011"),
        ("neck_hold", 29.4, 13.7, "Domenech2011"),
        ("head_forward", 50.6, 2.1, "Lau2009"),
        ("head_forward", 43.9, 3.6, "Lau2009"),
    ],
)
def test_a_norm_is_the_one_that_was_seen(key: str, mean: float, sd: float, source: str) -> None:
    found = {(one.mean, one.sd): one.sources for one in OBSERVATIONS[key].norms}
    assert found[mean, sd] == (source,)


def test_nothing_is_passed_or_failed_and_none_names_a_cause() -> None:
    for one in OBSERVATIONS.values():
        assert one.cannot_say.startswith("It cannot say "), one.key
        words = " ".join([*one.how_to, one.looks_at, one.evidence, one.cannot_say]).lower()
        for wrong in ("normal", "pass mark", "cut-off", "should be", "too short", "too weak"):
            assert wrong not in words, (one.key, wrong)


def test_the_test_that_fails_everyone() -> None:
    (lesson,) = OBSERVATIONS["shoulder_off_table"].lessons
    assert [key for key, one in OBSERVATIONS.items() if one.lessons] == ["shoulder_off_table"]
    assert lesson.cut_off == 2.6
    assert (lesson.with_pain, lesson.without_pain) == (45, 90)
    assert (lesson.sensitivity, lesson.specificity) == (1, 0)
    assert "all 45" in lesson.words and "all 90" in lesson.words


@pytest.mark.parametrize("key", [*OBSERVATIONS, *EXERCISES])
def test_the_safety_check_comes_first(key: str) -> None:
    row = OBSERVATIONS.get(key) or EXERCISES[key]
    assert row.not_for_you_if[0] == CHECK_FIRST


@pytest.mark.parametrize("key", ["neck_hold", "neck_turn", "neck_tilt_reach", *sorted(NECK)])
def test_a_neck_that_was_hurt_is_left_alone(key: str) -> None:
    lines = " ".join((OBSERVATIONS.get(key) or EXERCISES[key]).not_for_you_if)
    assert "Your neck was hurt and no one has checked it since." in lines
    assert "weak from arthritis, Down syndrome or an operation" in lines
    if "turn" in key:
        assert "Do not turn your head to test it." in lines


@pytest.mark.parametrize("key", ["neck_hold", "neck_turn", "neck_tilt_reach"])
def test_a_neck_is_not_moved_as_far_as_it_goes_where_a_plan_would_not_move_it(key: str) -> None:
    row = OBSERVATIONS[key]
    for condition in ("operation", "stiff_spine_disease"):
        assert set(facts.conditions()[condition].lines) & set(row.not_for_you_if), condition
    assert "Stop at once if it hurts, tingles or makes you dizzy." in row.how_to


def test_whoever_lying_makes_dizzy_is_not_asked_to_lie_on_the_back() -> None:
    lines = set(facts.conditions()["lying_on_back_dizzy"].lines)
    for one in OBSERVATIONS.values():
        if any(picture.pose.startswith("lie_back") for picture in one.poses):
            assert lines & set(one.not_for_you_if), one.key


def test_photos_are_taken_by_consent_and_not_kept() -> None:
    one = OBSERVATIONS["head_forward"]
    assert any("do not want a photo" in line for line in one.not_for_you_if)
    assert one.how_to[-1].endswith("Then delete the photos.")


def test_every_observation_is_a_reason_for_an_exercise() -> None:
    answered = {key for exercise in EXERCISES.values() for key in exercise.answers}
    assert answered == set(OBSERVATIONS)


def test_each_group_has_several_exercises_and_strength_the_most() -> None:
    counts = {group: 0 for group in ("lengthen", "move", "strengthen")}
    for exercise in EXERCISES.values():
        counts[exercise.group] += 1
    assert min(counts.values()) >= 3 and counts["strengthen"] == max(counts.values())


def test_four_exercises_fit_into_the_time_of_a_day() -> None:
    first = sorted((one.steps[0].minutes for one in EXERCISES.values()), reverse=True)
    last = sorted(one.steps[-1].minutes for one in EXERCISES.values())
    assert sum(first[:4]) <= MOST_MINUTES_A_DAY and sum(last[:4]) <= MOST_MINUTES_A_DAY


def test_strength_needs_no_more_than_what_is_at_hand() -> None:
    without_kit = [
        one
        for one in EXERCISES.values()
        if one.group == "strengthen" and not {"band", "weights"} & set(one.needs)
    ]
    assert len(without_kit) >= 4


@pytest.mark.parametrize("key", EXERCISES)
def test_an_exercise_ends_with_more_than_it_began_with(key: str) -> None:
    steps = EXERCISES[key].steps
    assert work(steps[-1]) > work(steps[0])


@pytest.mark.parametrize("key", EXERCISES)
def test_the_words_of_a_step_say_the_numbers_of_its_fields(key: str) -> None:
    for step in EXERCISES[key].steps:
        for number in (step.repetitions, step.hold_s):
            assert number == 0 or f"{number:g}" in step.words, step
        assert step.sets == 1 or f"{step.sets} rounds" in step.words, step


def test_a_hold_is_no_longer_than_the_dose_table_allows() -> None:
    longest = max(dose.hold_s for dose in facts.doses().values())
    for one in EXERCISES.values():
        assert max(step.hold_s for step in one.steps) <= longest, one.key


def test_the_chest_is_opened_and_the_back_made_strong_against_stretches_1_and_2() -> None:
    for stretch in ("cross_arm_knee_press", "clasp_and_reach"):
        against = {key for key, one in EXERCISES.items() if stretch in one.counter_to}
        assert {"doorway_stretch", "towel_roll", "band_pull_apart", "chest_lift"} <= against
    for key in ("doorway_stretch", "band_pull_apart"):
        shortened = set(facts.stretch("clasp_and_reach").shortens)
        lengthened = set(facts.stretch("clasp_and_reach").lengthens)
        if EXERCISES[key].group == "lengthen":
            assert shortened & set(EXERCISES[key].targets)
        else:
            assert lengthened & set(EXERCISES[key].targets)


def test_weak_bones_are_asked_about_wherever_the_back_is_bent() -> None:
    for key in ("towel_roll", "chest_lift"):
        assert any("weak bones" in line for line in EXERCISES[key].not_for_you_if)
        assert "weak_bones_sudden_pain" in EXERCISES[key].signs


def test_two_minutes_with_a_band_are_as_in_the_trial() -> None:
    one = EXERCISES["band_arm_raise"]
    assert (one.steps[-1].minutes, one.days_a_week) == (2, 5)
    assert "Andersen2011" in one.sources


def exercise_row() -> dict[str, Any]:
    row: dict[str, Any] = read_toml(data_folder() / "exercises" / "exercises.toml")["exercise"][0]
    return row


def test_each_has_pictures_or_says_why_it_has_none() -> None:
    path = Path("exercises.toml")
    row = exercise_row()
    without = {name: value for name, value in row.items() if name != "poses"}
    with pytest.raises(FactError, match=r"chin_nod: give either poses or.*no_picture"):
        check(without, Exercise, path)
    with pytest.raises(FactError, match="give either poses or"):
        check({**row, "no_picture": "The body cannot lie."}, Exercise, path)
    assert check({**without, "no_picture": "The body cannot lie."}, Exercise, path).poses == ()
    assert all(one.poses for one in (*OBSERVATIONS.values(), *EXERCISES.values()))


def test_an_unknown_pose_is_named_with_file_row_and_the_closest() -> None:
    row = exercise_row()
    first = {**row["poses"][0], "pose": "lie_bakc"}
    wrong = check({**row, "poses": [first]}, Exercise, Path("exercises.toml"))
    with pytest.raises(
        FactError, match=r"exercises.toml, chin_nod: the pose 'lie_bakc' .*lie_back"
    ):
        programme_library.must_be_posed(wrong, Path("exercises.toml"))


@pytest.mark.parametrize("field", ["view", "things", "near"])
def test_what_a_picture_cannot_show_is_refused_with_what_is_allowed(field: str) -> None:
    row = exercise_row()
    wrong = {**row["poses"][0], field: ["sofa"] if field == "things" else "sofa"}
    with pytest.raises(
        FactError, match=rf"exercises.toml, chin_nod: poses.1.{field}.*Input should be"
    ):
        check({**row, "poses": [wrong]}, Exercise, Path("exercises.toml"))


def test_the_words_of_pictures_are_plain_and_stand_alone() -> None:
    words = [one.words for row in (*OBSERVATIONS.values(), *EXERCISES.values())
             for one in row.poses]  # fmt: skip
    assert grade(words) <= 6
    assert [text for text in words if FORBIDDEN.search(text) or not text.endswith(".")] == []
    assert [text for text in words if text.startswith("The same")] == []
