"""The sheet of a plan: all there is to do and to heed stands on it, as text and never as HTML."""

import dataclasses
import json
import re
from html import escape, unescape
from pathlib import Path

from stretchkit import facts
from stretchkit.drawing.how_to import how_to_pictures
from stretchkit.handout.clean import clean_html
from stretchkit.programmes import programme
from stretchkit.programmes.moves import every_move
from stretchkit.programmes.sheet import html, page, sheet
from stretchkit.widgets.observations import exercise_list
from tests.facts.reading import grade
from tests.facts.test_wording import FORBIDDEN

PLAN = programme(["neck_turn", "blade_hold"], weeks=8, days=5, start="2027-01-04")
SHOWN = PLAN._repr_mimebundle_()["text/html"]


def test_every_item_stands_there_with_all_that_belongs_to_it() -> None:
    for item in PLAN.items:
        move = item.move
        for text in (*move.how_to, *move.not_for_you_if, move.easier, move.evidence, *item.why):
            assert escape(text) in SHOWN
        for dose in item.doses:
            assert escape(dose.words) in SHOWN


def test_the_pain_rule_the_stop_signs_and_where_to_get_help_stand_there() -> None:
    texts = facts.safety_texts()
    assert escape(PLAN.step_back) in SHOWN
    for sign in facts.red_flags().values():
        assert (escape(sign.text) in SHOWN) or sign.box != "C"
    for key in ("box_c_title", "box_c_after", "not_better", "not_advice"):
        assert escape(texts[key].text) in SHOWN
    assert escape(facts.plan_texts()["check_first"].text) in SHOWN


def test_the_pain_rule_is_the_one_of_the_course() -> None:
    rule = facts.pain_rule()
    assert PLAN.step_back.split(rule.after)[0].strip() == rule.during
    assert PLAN.step_back.endswith(f"{rule.over_once} {rule.over_twice}")


def test_each_day_has_a_box_and_none_is_a_target() -> None:
    assert SHOWN.count('<td style="width: 2.2em') == 8 * 5
    assert "It is a note, not a target." in SHOWN
    assert "8 weeks from 4 January 2027" in SHOWN
    words = SHOWN.replace("\N{NO-BREAK SPACE}", " ")
    assert ">1 (4 Jan)</th>" in words and ">8 (22 Feb)</th>" in words
    assert re.findall(r'center">(\w+)</th>', SHOWN) == ["Mon", "Tue", "Wed", "Thu", "Fri"]


def test_days_without_strength_say_their_own_minutes() -> None:
    (three,) = {item.days for item in PLAN.items} - {PLAN.days}
    assert three == (0, 2, 4)
    assert "(on days 1, 3, 5 only)" in SHOWN
    last_week = SHOWN.rsplit("<tr>", 1)[1].split("</tr>")[0]
    minutes = [f"{PLAN.minutes_on(8, day):g}" for day in PLAN.days]
    assert re.findall(r">([\d.]+)</td>", last_week) == minutes
    assert len(set(minutes)) == 2


def test_an_example_says_so_wherever_its_sheet_may_be_torn() -> None:
    example = programme(["neck_turn"], example=True)
    own = programme(["neck_turn"])
    shown = example._repr_mimebundle_()["text/html"]
    said = facts.plan_texts()["example"].text
    assert shown.index("<h3>Example of a plan for 8 weeks") < shown.index(escape(said))
    assert shown.index(escape(said)) < shown.index("<ol>")
    assert "<h4>Week by week (example)</h4>" in shown and "<h4>About this example</h4>" in shown
    assert facts.plan_texts()["ticks"].text not in shown
    assert repr(example).startswith("Example of a plan for 8 weeks")
    assert "xample" not in own._repr_mimebundle_()["text/html"] + repr(own)
    assert "<title>Example of a plan" in page(example)


def test_every_source_is_cited() -> None:
    for key in PLAN.sources:
        head = facts.cite(key).split("https://")[0].strip()
        assert escape(head) in SHOWN


def test_a_handout_keeps_the_sheet_as_it_is_and_it_is_small() -> None:
    def text(page: str) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    assert text(clean_html(SHOWN)) == text(SHOWN)
    assert len(re.findall("border: ?1px solid", clean_html(SHOWN))) == 8 * 5
    assert len(SHOWN) < 60_000


def test_a_page_to_print_holds_the_sheet_and_fetches_nothing(tmp_path: Path) -> None:
    text = PLAN.to_html(tmp_path / "plan.html").read_text(encoding="utf-8")
    assert SHOWN in text and text.startswith("<!doctype html>")
    assert not re.search(r"<(script|link)|url\(|@import", text)
    assert all(one.startswith("data:image/svg+xml,") for one in re.findall(r'src="([^"]*)"', text))


def test_a_page_to_print_has_the_safety_check_before_the_plan() -> None:
    text = page(PLAN)
    assert text.count("Do not turn your head to test it. Get checked today.") == 1
    assert "test it. Do not turn" not in text
    for sign in facts.red_flags().values():
        assert sign.box == "C" or text.index(escape(sign.text)) < text.index("<h3>Plan for"), sign
    for level in facts.levels().values():
        assert text.index(f"{level.title} if:") < text.index(escape(level.advice))
    assert text.index("Call your emergency number now if:") < text.index("Get seen today if:")


def test_help_is_sought_within_a_long_plan_too() -> None:
    texts = facts.safety_texts()["not_better"].text, facts.plan_texts()["long_plan"].text
    assert " ".join(texts) in SHOWN


def test_each_exercise_has_its_pictures_above_its_steps() -> None:
    alts = [escape(one.alt, quote=False) for item in PLAN.items
            for one in how_to_pictures(item.move.poses)]  # fmt: skip
    assert re.findall(r'<img alt="([^"]*)"', SHOWN) == alts and len(alts) >= 6
    for item in PLAN.items:
        if item.move.poses:
            picture = how_to_pictures(item.move.poses)[0]
            at = SHOWN.index(f'alt="{escape(picture.alt, quote=False)}"')
            assert at < SHOWN.index(f"<li>{escape(item.move.how_to[0])}</li>", at) < at + 20_000


def test_on_paper_what_belongs_together_is_not_parted() -> None:
    boxes = [node for node in sheet(PLAN)[2:] if node[1] == {"style": "break-inside: avoid"}]
    weeks, hurts, *exercises = boxes
    assert weeks[2][2] == "Week by week" and "<table" in html(weeks)
    assert hurts[2][2] == "If it hurts"
    signs = [sign.text for sign in facts.red_flags().values() if sign.box == "C"]
    assert all(escape(sign) in html(hurts) for sign in signs)
    headings = [box[2][2] for box in exercises]
    assert [heading[:2] for heading in headings] == [f"{n + 1}." for n in range(len(PLAN.items))]
    pictured = [bool(item.move.poses) for item in PLAN.items]
    assert ["<img" in html(box) for box in exercises] == pictured and any(pictured)


def test_texts_are_never_read_as_html() -> None:
    item = PLAN.items[0]
    nasty = "<img src=x onerror=alert(1)>"
    move = dataclasses.replace(item.move, label=nasty, how_to=(nasty,))
    plan = dataclasses.replace(
        PLAN, items=(dataclasses.replace(item, move=move, why=(nasty,)),), notes=(nasty,)
    )
    assert "<img src=x" not in html(sheet(plan))


def test_the_tree_goes_by_message_and_has_no_tag_or_attribute_that_acts() -> None:
    tags, attributes = set(), {}

    def walk(node: object) -> None:
        if isinstance(node, list):
            tags.add(node[0])
            attributes.update(node[1])
            for inside in node[2:]:
                walk(inside)

    walk(json.loads(json.dumps(sheet(PLAN))))
    assert tags == {
        *("article", "h3", "h4", "p", "strong", "ol", "ul", "li", "table", "thead", "tbody"),
        *("tr", "th", "td", "details", "summary", "a"),
        *("div", "figure", "figcaption", "img"),
    }
    assert set(attributes) == {"class", "scope", "style", "href", "alt", "width", "src"}


def test_the_words_of_a_plan_are_plain() -> None:
    texts = [row.text for row in facts.plan_texts().values()]
    texts += [lack.words for lack in facts.lacks().values()]
    texts += [condition.plain_label for condition in facts.conditions().values()]
    assert grade(texts) <= 6
    assert [text for text in [*texts, *PLAN.notes] if FORBIDDEN.search(text)] == []


def test_what_rules_an_exercise_out_of_a_plan_stands_where_it_is_shown() -> None:
    lines = {move.key: move.not_for_you_if for move in every_move()}
    on_paper = unescape("".join(map(html, exercise_list())))
    for condition in facts.conditions().values():
        said = {condition.plain_label, *condition.lines}
        own = condition.plain_label.removesuffix(".").lower()
        for key, exercise in facts.exercises().items():
            if set(condition.rules_out) & set(exercise.asks):
                assert own in " ".join(lines[key]).lower(), (condition.key, key)
                one = on_paper.split(exercise.step_back, 1)[1].split("<p><strong>", 1)[0]
                assert any(line in one for line in said), (condition.key, key)


def test_what_leaves_no_plan_stands_beside_every_exercise_on_paper() -> None:
    on_paper = unescape("".join(map(html, exercise_list())))
    for key, condition in facts.conditions().items():
        if condition.level is None:
            continue
        said = {condition.plain_label, *condition.lines}
        for exercise in facts.exercises().values():
            one = on_paper.split(exercise.step_back, 1)[1].split("<p><strong>", 1)[0]
            assert any(line in one for line in said), (key, exercise.key)
