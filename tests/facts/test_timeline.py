"""The phases of a session: their sum, their order and their numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchkit.facts import stretches, timeline
from stretchkit.facts.records import PhaseTemplate, Variation

WAYS = [one for stretch in stretches().values() for one in stretch.variations]


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Variation, float, int]:
    one = draw(st.sampled_from(WAYS))
    hold_s = draw(st.floats(min_value=1, max_value=one.max_hold_s))
    return one, hold_s, draw(st.integers(min_value=1, max_value=10))


@given(sessions())
def test_every_hold_lasts_as_asked_but_for_those_with_a_limit(
    session: tuple[Variation, float, int],
) -> None:
    one, hold_s, repetitions = session
    limits = [part.max_seconds for part in one.cycle if part.seconds == "hold"]
    sides = 2 if one.sides == "feel" else 1
    expected = [min(hold_s, limit or hold_s) for limit in limits] * repetitions * sides
    holds = [phase.seconds for phase in timeline(*session) if phase.kind == "hold"]
    assert holds == expected


@given(sessions())
def test_the_time_grows_by_the_same_with_every_repetition(
    session: tuple[Variation, float, int],
) -> None:
    one, hold_s, repetitions = session

    def total(times: int) -> float:
        return math.fsum(phase.seconds for phase in timeline(one, hold_s, times))

    if repetitions > 1:
        step = total(2) - total(1)
        assert total(repetitions) == pytest.approx(total(1) + (repetitions - 1) * step)


@given(sessions())
def test_repetitions_are_counted_up_and_sides_take_turns(
    session: tuple[Variation, float, int],
) -> None:
    one, _, repetitions = session
    phases = timeline(*session)
    counted = [phase.repetition for phase in phases]
    assert counted == sorted(counted) and set(counted) == set(range(1, repetitions + 1))
    if one.sides == "feel":
        sides = [phase.side for phase in phases if phase.kind == "hold"]
        assert sides == ["right", "left"] * repetitions
    elif one.sides == "top_arm":
        arms = [phase.top_arm for phase in phases if phase.kind == "hold"]
        assert arms == (["right", "left"] * repetitions)[:repetitions]
    else:
        assert {phase.top_arm for phase in phases} == {None}


@given(sessions())
def test_no_placeholder_is_left_in_the_words(session: tuple[Variation, float, int]) -> None:
    for phase in timeline(*session):
        assert "{" not in phase.cue and "}" not in phase.cue
        assert phase.cue[0].isupper()


@given(sessions())
def test_only_holds_can_be_made_longer(session: tuple[Variation, float, int]) -> None:
    assert all(phase.kind == "hold" for phase in timeline(*session) if phase.can_extend)


@pytest.mark.parametrize("wrong", [0, 0.5, -1, 61, 3600, math.nan, math.inf, True, "four", "10"])
def test_a_hold_outside_its_range_is_refused_with_the_range(wrong: object) -> None:
    with pytest.raises(ValueError, match="seconds from 1 to 60"):
        timeline(WAYS[4], hold_s=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [0, -1, 11, 3600, math.nan, 2.0, True, "four"])
def test_repetitions_outside_their_range_are_refused_with_the_range(wrong: object) -> None:
    with pytest.raises(ValueError, match="whole number from 1 to 10"):
        timeline(WAYS[4], repetitions=wrong)  # type: ignore[arg-type]


def _phase(**fields: object) -> dict[str, object]:
    return {"kind": "move_in", "seconds": 4, "cue": "Tilt.", "pose": "sit_tall", **fields}


def test_a_cue_with_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown placeholder sdie; allowed: side, other"):
        PhaseTemplate.model_validate(_phase(cue="Tilt {sdie}."))


def test_a_cue_that_names_a_side_needs_one() -> None:
    fields = WAYS[2].model_dump() | {"cycle": [_phase(cue="Tilt {side}.")]}
    with pytest.raises(ValueError, match="no side to name"):
        Variation.model_validate(fields)
