"""Plans: for whatever is marked, nothing ruled out is in them, and the caps are kept."""

import dataclasses
import re
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import stretchkit as sk
from stretchkit import facts
from stretchkit.programmes import Plan, programme
from stretchkit.programmes.moves import every_move, without

OBSERVATIONS = list(facts.observations())
# A condition with a level stops every plan; the others leave something out of it.
CONDITIONS = [key for key, one in facts.conditions().items() if one.level is None]
LEVELLED = [key for key in facts.conditions() if key not in CONDITIONS]
FLAGS = facts.red_flags()
STOPPING = [key for key, flag in FLAGS.items() if flag.level != "go_on"]
ADULTS = facts.safety_texts()["adults_only"].text
STRENGTH = {key for key, one in facts.exercises().items() if one.group == "strengthen"}

marks = st.lists(st.sampled_from(OBSERVATIONS), unique=True)
rules = st.lists(st.sampled_from([*CONDITIONS, "morning_stiffness"]), unique=True, max_size=6)
weeks = st.integers(6, 12)
days = st.integers(3, 5)


def own_lines(plan: Plan) -> list[tuple[str, str]]:
    """Return every "Not for you if" line of the facts of what is in a plan, with its key."""
    found = []
    for item in plan.items:
        if item.move.variation:
            row = facts.variation(item.move.key, item.move.variation)
        else:
            row = facts.exercises()[item.move.key]
        found += [(item.move.key, line) for line in row.not_for_you_if]
    return found


def asked(plan: Plan) -> set[str]:
    """Return what the facts say that everything in a plan asks of the body."""
    found: set[str] = set()
    for item in plan.items:
        if item.move.variation:
            found |= set(facts.stretch_uses()[item.move.key].variations[item.move.variation])
        else:
            found |= set(facts.exercises()[item.move.key].asks)
    return found


@example(
    ["arm_turns_out"],
    6,
    3,
    ["faint_or_fall", "arm_behind_back_hurts", "chin_nod_hurts", "eye_trouble"],
)
@given(marks, weeks, days, rules)
def test_whatever_is_given_a_plan_keeps_its_promises(
    marked: list[str], weeks: int, days: int, not_for: list[str]
) -> None:
    plan = programme(marked, weeks, days, not_for)
    # Nothing that is ruled out is in it.
    for key in set(not_for) & set(CONDITIONS):
        condition = facts.conditions()[key]
        assert [line for _, line in own_lines(plan) if line in condition.lines] == []
        assert not asked(plan) & set(condition.rules_out)
    # The caps hold, and the time is stated.
    assert len(plan.items) <= 4
    assert len({item.move.key for item in plan.items}) == len(plan.items)
    for week, day in plan.sessions():
        assert 0 < plan.minutes_on(week, day) <= plan.minutes <= 12
    if plan.items:
        assert f"up to {plan.minutes:g} minutes a day" in repr(plan)
    assert len(plan.items) != 1
    # Strength is always in it; there is none only where little of the list is left.
    if plan.items:
        assert STRENGTH & {item.move.key for item in plan.items}
    else:
        assert plan.notes[0] == facts.plan_texts()["nothing_left"].text
        known = tuple(key for key in not_for if key in CONDITIONS)
        assert len({move.key for move in without(every_move(), known)}) <= 5
    for item in plan.items:
        # It grows and never shrinks, step by step, and rests between days where it must.
        assert len(item.doses) == plan.weeks == weeks
        places = [item.move.steps.index(dose) for dose in item.doses]
        work = [dose.work for dose in item.doses]
        assert places[0] == 0 and work == sorted(work)
        assert all(0 <= b - a <= 1 for a, b in pairwise(places))
        assert len(item.days) == min(days, item.move.days_a_week)
        assert set(item.days) <= set(plan.days)
        if len(item.days) == 3:
            assert min(b - a for a, b in pairwise(item.days)) >= 2
        # It has sources, reasons, an easier way, and its own warnings.
        assert item.move.sources and set(item.move.sources) <= set(plan.sources)
        assert item.why and item.move.easier and item.move.not_for_you_if
    assert all(facts.cite(key) for key in plan.sources)


@given(marks, rules, st.randoms())
def test_the_same_input_in_any_order_gives_the_same_plan(
    marked: list[str], not_for: list[str], chance: object
) -> None:
    again, rules_again = marked * 2, not_for * 2
    chance.shuffle(again)  # type: ignore[attr-defined]
    chance.shuffle(rules_again)  # type: ignore[attr-defined]
    first, second = programme(marked, not_for=not_for), programme(again, not_for=rules_again)
    assert first == second
    assert first._repr_mimebundle_() == second._repr_mimebundle_()


@given(st.sampled_from(STOPPING), marks, rules)
def test_a_red_flag_gives_its_advice_and_no_plan(
    flag: str, marked: list[str], not_for: list[str]
) -> None:
    plan = programme(marked, not_for=[*not_for, flag])
    level = facts.levels()[FLAGS[flag].level]
    assert plan.items == () and plan.table().empty and plan.minutes == 0
    assert plan.advice and plan.advice.level == FLAGS[flag].level
    assert plan.advice.words.startswith(level.advice)
    assert repr(plan).startswith(f"No plan. {level.title}.")
    shown = plan._repr_mimebundle_()["text/html"]
    assert level.title in shown and "<ol>" not in shown and "<table" not in shown


@given(st.sampled_from(LEVELLED), marks, rules)
def test_what_says_a_sign_of_the_check_gives_the_words_of_the_check_and_no_plan(
    key: str, marked: list[str], not_for: list[str]
) -> None:
    plan = programme(marked, not_for=[*not_for, key])
    checked = programme(not_for=["arm_tingles"])
    level = facts.levels()["this_week"]
    assert plan.items == () and plan.advice and checked.advice
    assert (plan.advice.level, plan.advice.title) == (level.key, level.title)
    assert checked.advice.words == level.advice
    assert plan.advice.words in (level.advice, f"{level.advice} {ADULTS}")
    assert set(facts.conditions()[key].sources) <= set(plan.sources)


def test_a_back_that_hurts_in_bending_still_has_a_plan_without_bending() -> None:
    plan = programme(["wall_angel"], not_for=["bending_hurts"])
    assert plan.items and plan.advice is None
    assert "cross_arm_knee_press" not in {item.move.key for item in plan.items}


def test_under_18_there_is_the_word_of_the_check_and_no_plan() -> None:
    plan = programme(["neck_turn"], not_for=["adults_only"])
    assert plan.items == () and plan.advice and plan.advice.words.endswith(ADULTS)


def test_an_operation_that_is_not_cleared_leaves_no_plan_at_all() -> None:
    words = facts.conditions()["operation"].plain_label
    for part in ("neck", "shoulder", "chest", "belly", "knee", "wrist", "hand"):
        assert part in words
    plan = programme(["neck_hold"], not_for=["operation"])
    assert plan.items == () and plan.advice and plan.advice.level == "this_week"


@pytest.mark.parametrize(
    ("ticked", "out"),
    [
        ("raising_arms_hurts", ("towel_roll", "doorway_stretch", "push_up_plus", "neck_press")),
        ("shoulder_joint", ("towel_roll", "doorway_stretch", "push_up_plus", "neck_press")),
        ("reaching_hurts", ("cross_body", "clasp_and_reach", "cross_arm_knee_press")),
        ("hernia", ("cross_body", "clasp_and_reach", "head_lift", "neck_press", "chest_lift")),
        ("narrow_neck", ("slow_turns",)),
        ("dizzy_spells", ("slow_turns",)),
        ("blood_pressure", ("neck_press",)),
        ("weak_bones", ("towel_roll", "chest_lift", "clasp_and_reach", "push_up_plus")),
        ("new_pacemaker", ("towel_roll", "wall_angel_slide", "band_pull_apart")),
    ],
)
def test_what_a_physiotherapist_would_leave_out_is_left_out(
    ticked: str, out: tuple[str, ...]
) -> None:
    left = {move.key for move in without(every_move(), (ticked,))}
    assert left and not left & set(out)


@pytest.mark.parametrize(
    ("ticked", "form"),
    [
        ("narrow_neck", "stretch 3, neck tilt: four-way finish"),
        ("faint_or_fall", "stretch 1, crossed-arm knee press: standing"),
        ("blood_pressure", "stretch 1, crossed-arm knee press: standing"),
        ("eye_trouble", "stretch 1, crossed-arm knee press: standing"),
        ("acid_when_bending", "stretch 1, crossed-arm knee press: standing"),
        ("arm_behind_back_hurts", "stretch 3, neck tilt: arm behind the back"),
    ],
)
def test_a_tick_that_rules_out_what_no_plan_has_is_answered_too(ticked: str, form: str) -> None:
    said = facts.conditions()[ticked].plain_label.removesuffix(".")
    note = f"Leave out too, though no plan has it: {form} (you said “{said}”)."
    assert note in programme(not_for=[ticked]).notes


def test_no_tick_counts_for_nothing() -> None:
    for key in CONDITIONS:
        assert programme(not_for=[key]).notes != programme().notes, key


def test_a_graver_sign_goes_before_a_condition_that_stops_a_plan() -> None:
    plan = programme(not_for=["stiff_spine_disease", "stiff_spine_bump"])
    assert plan.advice and plan.advice.level == "today"
    assert facts.safety_texts()["stiff_spine_bump"].text in plan.advice.words


def test_the_most_urgent_red_flag_decides() -> None:
    plan = programme(not_for=["arm_tingles", "chest_or_breath", "unchecked_injury"])
    assert plan.advice and plan.advice.level == "emergency"
    assert "Do not turn your head to test it." in plan.advice.words


def test_the_mildest_sign_goes_along_with_a_plan() -> None:
    plan = programme(not_for=["morning_stiffness"])
    assert plan.items
    assert facts.levels()["go_on"].advice in plan.notes


@pytest.mark.parametrize("key", OBSERVATIONS)
def test_what_is_marked_alone_is_answered_and_named_as_the_reason(key: str) -> None:
    plan = programme([key])
    label = facts.observations()[key].plain_label
    answering = [item for item in plan.items if key in item.move.answers]
    assert answering
    assert all(f"You marked: {label}." in item.why for item in answering)
    example = [why for item in programme([key], example=True).items for why in item.why]
    assert f"Marked in this example: {label}." in example and "You marked" not in str(example)


def test_with_nothing_marked_it_gives_what_the_three_stretches_leave_out() -> None:
    plan = programme()
    assert [item.move.key for item in plan.items] == [
        "wall_slide_lift",
        "chin_nod",
        "doorway_stretch",
        "neck_tilt",
    ]
    assert all(by.startswith("In this plan: ") for _, by in plan.counter_movements)
    targets = {
        muscle
        for item in plan.items
        if item.move.variation is None
        for muscle in facts.exercises()[item.move.key].targets
    }
    assert {"pectoralis_minor", "longus_colli", "trapezius_lower", "serratus_anterior"} <= targets


def test_what_finds_no_room_is_said() -> None:
    plan = programme(OBSERVATIONS)
    (note,) = [note for note in plan.notes if note.startswith("There was no room for: ")]
    answered = {key for item in plan.items for key in item.move.answers}
    for key, row in facts.observations().items():
        assert (row.plain_label in note) == (key not in answered)
    assert len(answered) >= 6


def test_what_is_left_out_is_named() -> None:
    plan = programme(["shoulder_off_table"], not_for=["swollen_arm"])
    assert "doorway_stretch" not in {item.move.key for item in plan.items}
    notes = " ".join(plan.notes)
    assert re.search("Left out, because of what you said: [^.]*chest stretch in a doorway", notes)
    more = plan.notes.index(facts.plan_texts()["left_out"].text)
    assert plan.notes[more - 1].startswith("Left out, because of what you said: ")
    assert facts.plan_texts()["left_out"].text not in programme(["shoulder_off_table"]).notes
    assert "ask a doctor or physiotherapist: how far your shoulder stays off the table" in notes
    said = dict(plan.counter_movements).values()
    assert "Not in this plan: nothing of our list for it is for you now." in said


def test_with_everything_ruled_out_there_is_no_plan() -> None:
    plan = programme(OBSERVATIONS, not_for=CONDITIONS)
    assert plan.items == () and plan.advice is None
    assert repr(plan) == f"No plan. {facts.plan_texts()['nothing_left'].text}"


def test_with_little_left_it_is_not_said_that_nothing_is() -> None:
    ruled = ("hernia", "chin_nod_hurts")
    plan = programme(["neck_turn"], not_for=ruled)
    assert without(every_move(), ruled) and plan.items == ()
    assert plan.notes[0].startswith("Too little of our list is left for you")
    assert not any("no room" in note for note in plan.notes)


def test_sore_shoulders_get_the_hug_where_the_clasp_is_not_for_them() -> None:
    plan = programme(["wall_angel"], not_for=["raising_arms_hurts"])
    assert ("clasp_and_reach", "hug") in {
        (item.move.key, item.move.variation) for item in plan.items
    }


def test_the_stretches_of_a_week_are_routines_for_the_player() -> None:
    plan = programme(["neck_turn"])
    doses = facts.doses()
    for week, key in ((1, "week_1"), (2, "week_2"), (3, "week_3_shorter"), (8, "week_3_shorter")):
        (routine,) = plan.routines(week)
        player = sk.StretchPlayer(**routine)
        assert f"hold {doses[key].hold_s:g} s, {doses[key].repetitions} times" in repr(player)
    for wrong in (0, 9, 1.5, "one"):
        with pytest.raises(ValueError, match="weeks 1 to 8"):
            plan.routines(wrong)  # type: ignore[arg-type]


def test_the_table_has_a_row_for_each_item_and_week() -> None:
    table = programme(["neck_hold"], weeks=7).table()
    assert table.index.name == "week"
    assert list(table.groupby(level=0).size()) == [4] * 7
    assert table.minutes.groupby(level=0).sum().max() <= 12
    assert (table.sources != "").all() and (table.why != "").all()


def test_a_plan_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        programme().weeks = 3  # type: ignore[misc]


@pytest.mark.parametrize("key", ["neck_trun", 5, ["neck_turn"], None])
def test_an_unknown_observation_names_the_closest(key: object) -> None:
    with pytest.raises(KeyError, match=r"no observation .*the closest: .*neck_"):
        programme([key])  # type: ignore[list-item]


def test_an_unknown_condition_names_the_closest() -> None:
    with pytest.raises(KeyError, match="weak_bones"):
        programme(not_for=["weak_bone"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"weeks": 5}, "weeks is 5; a whole number from 6 to 12"),
        ({"weeks": 13}, "from 6 to 12"),
        ({"weeks": 8.0}, "from 6 to 12"),
        ({"weeks": True}, "from 6 to 12"),
        ({"days": 2}, "days is 2; a whole number from 3 to 5"),
        ({"days": 6}, "from 3 to 5"),
        ({"days": "3"}, "from 3 to 5"),
        ({"observations": "neck_turn"}, "give a list of keys"),
        ({"observations": None}, "give a list of keys"),
        ({"not_for": "weak_bones"}, "give a list of keys"),
        ({"start": "4.1.2027"}, "such as '2027-01-04'"),
        ({"start": 2027}, "such as '2027-01-04'"),
        ({"start": datetime(2027, 1, 4, 8)}, "such as '2027-01-04'"),
    ],
)
def test_bad_input_is_told_what_is_accepted(given: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        programme(**given)  # type: ignore[arg-type]


def test_a_first_day_can_be_a_date_or_words() -> None:
    assert programme(start="2027-01-04") == programme(start=date(2027, 1, 4))


def test_the_course_offers_it_by_its_name() -> None:
    assert sk.programme is programme
