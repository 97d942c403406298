"""What is said to get longer: from the model and as the map shows it, on the side that is said."""

import pytest

from stretchkit import facts
from stretchkit.body import SIDES, measure, place
from stretchkit.drawing.colour import TELLING
from stretchkit.drawing.film import Place, film, numbers, on_the_map, places, start
from stretchkit.drawing.told import LONGER, MOST, MUCH_LONGER, Longer, longer, none_longer
from stretchkit.facts import Phase
from tests.drawing.variations import VARIATIONS


def phases(stretch: str, key: str) -> tuple[Phase, ...]:
    return facts.timeline(facts.variation(stretch, key), repetitions=2)


@pytest.mark.parametrize(("stretch", "key"), VARIATIONS)
def test_every_hold_but_the_look_up_names_what_gets_longer(stretch: str, key: str) -> None:
    for phase in phases(stretch, key):
        told = longer(facts.variation(stretch, key), phase)
        if phase.kind == "hold" and phase.pose != "neck_look_up":
            assert 1 <= len(told) <= MOST
        if phase.kind not in ("move_in", "hold") or not phase.feels:
            assert told == ()


@pytest.mark.parametrize(("stretch", "key"), VARIATIONS)
def test_what_is_told_is_what_the_model_measures(stretch: str, key: str) -> None:
    variation = facts.variation(stretch, key)
    for phase in phases(stretch, key):
        before = place(start(variation).angles)
        lengths = measure(place(places(variation, phase)[0].angles), before)
        for row in longer(variation, phase):
            assert row.sides == ((phase.side,) if phase.side else SIDES)
            changes = [lengths[side].change(row.muscle) for side in row.sides]
            assert list(row.changes) == pytest.approx(changes)
            assert (row.words == "much longer") == (min(changes) >= MUCH_LONGER)
            assert min(changes) >= LONGER


def on_map(stretch: str, key: str, at: Place) -> dict[str, float]:
    """Return the changes that the map colours in a place, by muscle and side."""
    variation = facts.variation(stretch, key)
    scene = film(variation, "back")[numbers(variation)[at.name]]
    return {shape.key: shape.value for shape in scene.shapes if shape.value is not None}


@pytest.mark.parametrize(("stretch", "key"), VARIATIONS)
def test_at_the_start_nothing_is_coloured(stretch: str, key: str) -> None:
    variation = facts.variation(stretch, key)
    begins = start(variation)
    assert set(on_map(stretch, key, begins).values()) == {0.0}
    first = film(variation, "back")[numbers(variation)[begins.name]]
    assert not [shape for shape in first.shapes if shape.style.startswith("arrow")]
    assert none_longer(begins, begins)


@pytest.mark.parametrize(("stretch", "key"), VARIATIONS)
def test_the_map_colours_what_is_told_and_by_as_much(stretch: str, key: str) -> None:
    variation = facts.variation(stretch, key)
    for phase in phases(stretch, key):
        goal = places(variation, phase)[0]
        shown = on_map(stretch, key, goal)
        for row in longer(variation, phase):
            for side, change in zip(row.sides, row.changes, strict=True):
                if on_the_map(row.muscle) and f"{row.muscle}.{side}" in shown:
                    assert shown[f"{row.muscle}.{side}"] == pytest.approx(change, abs=0.05)
        if none_longer(goal, start(variation)):
            assert max(shown.values()) < TELLING, phase.cue


def test_hands_that_lie_on_the_thighs_are_not_what_the_tilt_does() -> None:
    tilt = facts.variation("neck_tilt")
    told = [row.muscle for phase in phases("neck_tilt", "basic") for row in longer(tilt, phase)]
    assert "levator_scapulae" in told and "trapezius_upper" in told
    assert "teres_minor" not in told, "longer than standing, but from sitting alone"


def test_of_a_muscle_in_parts_one_is_named() -> None:
    for stretch, key in VARIATIONS:
        for phase in phases(stretch, key):
            told = longer(facts.variation(stretch, key), phase)
            names = [facts.muscle(row.muscle).plain_label.split(",")[0] for row in told]
            assert len(set(names)) == len(names)


def test_bands_name_the_sides_only_where_they_differ() -> None:
    assert Longer("rhomboid_major", SIDES, (43.0, 44.0)).bands == "about 40 to 45 %"
    apart = Longer("teres_major", SIDES, (26.0, 18.0))
    assert apart.bands == "about 25 to 30 % on the right, about 15 to 20 % on the left"
