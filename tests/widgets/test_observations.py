"""The static side of the observations, and what Python answers to the page."""

import json
import re
from html import escape

import pytest
from icalendar import Calendar

from stretchkit import facts
from stretchkit.drawing.how_to import how_to_pictures
from stretchkit.programmes import programme
from stretchkit.programmes.moves import not_for_you_if, rules_out
from stretchkit.programmes.sheet import sheet
from stretchkit.widgets import rebuild
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.live import MIME
from stretchkit.widgets.observations import Observations

ASKED = {
    "act": "plan",
    "observations": ["neck_turn"],
    "not_for": ["weak_bones"],
    "weeks": 6,
    "days": 4,
    "start": "2027-01-04",
    "at": "",
    "request": "a-1",
}


def test_the_page_gets_every_observation_and_all_that_rules_exercises_out() -> None:
    widget = Observations()
    assert [row["key"] for row in widget.observations] == list(facts.observations())
    assert [row["key"] for row in widget.conditions] == list(facts.conditions())
    for row in widget.observations:
        own = facts.observations()[row["key"]]
        assert (row["least"], row["most"], row["tries"]) == (own.least, own.most, own.tries)
        assert len(row["norms"]) == len(own.norms) and len(row["noise"]) == len(own.noise)


def test_what_rules_a_move_out_of_a_plan_stands_beside_the_observation_that_asks_for_it() -> None:
    for row in Observations().observations:
        own = facts.observations()[row["key"]]
        for key, one in facts.conditions().items():
            if own.asks and rules_out(one, own.not_for_you_if, own.asks):
                assert {one.plain_label, *one.lines} & set(row["not_for_you_if"]), (own.key, key)
    shown = {row["key"]: " ".join(row["not_for_you_if"]) for row in Observations().observations}
    for words in ("pacemaker", "neck, shoulder, chest, belly", "hernia", "stiff", "tingle"):
        assert words in shown["wall_angel"], words
    for words in ("weak bones", "stiff", "neck, shoulder", "tingle"):
        assert words in shown["blade_hold"], words
    for words in ("narrow arteries", "dizz"):
        assert words in shown["neck_turn"] and words in shown["neck_tilt_reach"], words
    for words in ("hernia", "Nodding while you lie", "tingle"):
        assert words in shown["neck_hold"], words


def test_a_condition_closes_every_observation_that_asks_for_what_it_rules_out() -> None:
    closed = {row["key"]: set(row["ruled_out_by"]) for row in Observations().observations}
    for key, own in facts.observations().items():
        for one in facts.conditions().values():
            if own.asks and rules_out(one, own.not_for_you_if, own.asks):
                assert one.key in closed[key], (key, one.key)
    assert {"adults_only", "operation", "dizzy_spells"} <= closed["neck_turn"]
    assert "dizzy_spells" not in closed["wall_angel"]
    assert (
        "faint_or_fall" in closed["head_forward"] and "dizzy_spells" not in closed["head_forward"]
    )


def test_a_plan_comes_back_by_message_as_a_tree() -> None:
    answer = Observations()._handle(ASKED)
    plan = programme(["neck_turn"], 6, 4, ["weak_bones"], "2027-01-04")
    assert answer == {"request": "a-1", "plan": sheet(plan)}
    assert json.loads(json.dumps(answer)) == answer


def test_a_red_flag_comes_back_as_advice() -> None:
    answer = Observations()._handle({**ASKED, "not_for": ["chest_or_breath"]})
    assert "Call your emergency number now" in json.dumps(answer["plan"])


def test_the_calendar_and_the_sheet_come_as_files() -> None:
    widget = Observations()
    calendar = widget._handle({**ASKED, "act": "calendar", "at": "18:30"})
    assert calendar["name"] == "exercises.ics"
    assert len(Calendar.from_ical(calendar["file"]).walk("VEVENT")) == 6 * 4
    page = widget._handle({**ASKED, "act": "sheet"})
    assert page["name"] == "my-plan.html" and page["file"].startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"observations": ["neck_trun"]}, "the closest: neck_turn"),
        ({"not_for": "weak_bones"}, "give a list of keys"),
        ({"weeks": 99}, "from 6 to 12"),
        ({"start": "soon"}, "such as '2027-01-04'"),
        ({"act": "calendar", "at": "noon"}, "such as '18:30'"),
        ({"act": "calendar", "start": ""}, "needs a first day"),
        ({"act": "dance"}, "reload the page"),
    ],
)
def test_what_cannot_be_done_is_answered_in_words(wrong: dict[str, object], words: str) -> None:
    answer = Observations()._handle({**ASKED, **wrong})
    assert words in answer["error"] and answer["request"] == "a-1"


def test_nothing_of_the_reader_is_a_trait_or_saved() -> None:
    widget = Observations()
    before = widget.get_state()
    widget._handle(ASKED)
    assert widget.get_state() == before
    own = set(Observations.class_trait_names(sync=True)) - set(
        CourseWidget.class_trait_names(sync=True)
    )
    assert own == {"observations", "conditions", "limits", "texts", "sources", "exercises"}
    bundle, _ = widget._repr_mimebundle_()
    assert bundle[MIME] == {"kind": "observations", "arguments": {}}
    assert rebuild(bundle[MIME]).words() == bundle["text/plain"]


def test_the_twin_has_how_to_and_blank_fields_and_every_exercise() -> None:
    twin = Observations().twin()
    for row in (*facts.observations().values(), *facts.exercises().values()):
        own = not_for_you_if(row.not_for_you_if, row.asks) if row.asks else row.not_for_you_if
        for text in (*row.how_to, *own):
            assert escape(text) in twin
    blanks = sum(
        one.tries * (2 if one.side_compare else 1) for one in facts.observations().values()
    )
    assert twin.count("<td") == blanks
    assert "Left, second try (degrees)" in twin and "Yes or no" in twin
    assert "A plan is made in the notebook" in twin
    first = "Ask a clinician before any of these if: You are under 18."
    assert twin.count(first) == 2 and "Less than 30 degrees? That is far less" in twin
    assert first not in Observations().paper()
    assert len(twin) < 60_000


def test_the_twin_has_the_last_picture_of_each_with_its_words() -> None:
    shown = re.findall(r'<img alt="([^"]*)"[^>]*? src="data:image/svg[^"]*"', Observations().twin())
    last = [how_to_pictures(row.poses[-1:])[0].alt for row in facts.observations().values()]
    assert shown == last
    assert [text for text in last if "Start" in text or "End" in text] == []


def test_a_handout_has_every_picture_on_paper() -> None:
    widget = Observations()
    rows = [*facts.observations().values(), *facts.exercises().values()]
    assert widget.paper().count("<img ") == sum(len(row.poses) for row in rows)
    assert re.sub("<(figure|img)[^>]*>", "", widget.paper()).count("<li") == widget.twin().count(
        "<li"
    )


def test_on_paper_no_page_ends_between_an_exercise_and_its_steps() -> None:
    inside = '<div style="break-inside: avoid">(.*?</ol></div>)<p>Begin with:'
    whole = re.findall(inside, Observations().paper())
    assert len(whole) == len(facts.exercises())
    for row, text in zip(facts.exercises().values(), whole, strict=True):
        assert escape(row.plain_label[1:]) in text and escape(row.how_to[-1]) in text


def images(node: object) -> list[dict[str, str]]:
    """Return the attributes of every picture of a tree."""
    if not isinstance(node, list):
        return []
    own = [node[1]] if node and node[0] == "img" else []
    return [*own, *(one for inside in node for one in images(inside))]


def test_the_page_gets_every_picture_of_an_observation() -> None:
    for row in Observations().observations:
        poses = facts.observations()[row["key"]].poses
        assert [one["alt"] for one in images(row["pictures"])] == [
            picture.alt for picture in how_to_pictures(poses)
        ]
        if len(poses) == 2:
            assert "['figcaption', {}, 'Start']" in str(row["pictures"])
            assert "['figcaption', {}, 'End']" in str(row["pictures"])


def test_only_a_page_without_python_carries_the_exercises() -> None:
    widget = Observations()
    assert widget.exercises == []
    exercises = widget.offline_state()["exercises"]
    assert len(images(exercises)) == sum(len(row.poses) for row in facts.exercises().values())
    shown = json.dumps(exercises, ensure_ascii=False)
    assert all(json.dumps(step)[1:-1] in shown for step in facts.exercises()["shrug"].how_to)
