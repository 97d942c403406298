"""The static side of the written cases: every answer has its word, and paper has them all."""

from html import escape

import pytest

from stretchkit import facts
from stretchkit.facts import FactError
from stretchkit.facts.causes_records import Case
from stretchkit.widgets import rebuild
from stretchkit.widgets.base import CourseWidget
from stretchkit.widgets.cases import Cases, shown
from stretchkit.widgets.live import MIME

NOTEBOOKS = ["02", "03", "08", "09"]
SORTED = [case for case in facts.cases().values() if case.level]
OTHER = [case for case in facts.cases().values() if not case.level]
LEVELS = ["emergency", "today", "this_week", "go_on"]


def said(choice: dict[str, list[dict[str, str]]]) -> str:
    return " ".join(f"{reply['thought']} {reply['words']}" for reply in choice["replies"])


@pytest.mark.parametrize("case", SORTED, ids=lambda case: case.key)
def test_a_story_is_sorted_into_the_four_levels_the_most_urgent_first(case: Case) -> None:
    choices = shown(case)["choices"]
    assert [choice["text"] for choice in choices] == ["Now", "Today", "This week", "Go on"]
    *urgent, go_on = [choice["note"] for choice in choices]
    assert urgent == [facts.levels()[key].title for key in LEVELS[:3]]
    assert go_on == "Keep moving. Ask in the next weeks if it stays"
    assert [choice["right"] for choice in choices] == [key == case.level for key in LEVELS]
    assert [choice["also"] for choice in choices] == [case.level == "today", False, False, False]


@pytest.mark.parametrize("case", SORTED, ids=lambda case: case.key)
def test_now_is_never_called_wrong_where_help_is_due_today(case: Case) -> None:
    choices = shown(case)["choices"]
    now = choices[0]
    if case.level == "today":
        assert now["also"] and said(now).strip().startswith(case.now or "no word")
        assert case.answer in said(now) and "sooner than this story calls for" not in said(now)
    elif case.level != "emergency" and not any(trap.text.startswith("Now") for trap in case.traps):
        assert case.why in said(now), "too soon is told with this story's reason"


@pytest.mark.parametrize("case", SORTED, ids=lambda case: case.key)
def test_each_level_is_answered_and_each_trap_where_it_leads(case: Case) -> None:
    choices = shown(case)["choices"]
    assert all(reply["words"] for choice in choices for reply in choice["replies"])
    right = next(choice for choice in choices if choice["right"])
    assert said(right).strip().startswith(case.answer) and case.why in said(right)
    for trap in case.traps:
        place = max(n for n, choice in enumerate(choices) if trap.feedback in said(choice))
        assert f"“{trap.text}”" in said(choices[place])
        words = trap.text.replace("No help at all", "Go on")
        assert words.startswith(choices[place]["text"])


def test_a_level_without_a_trap_is_called_too_soon_or_too_late() -> None:
    choices = {case.key: shown(case)["choices"] for case in SORTED}
    assert "later than this story allows" in said(choices["chest_band"][2])
    assert "sooner than this story calls for" in said(choices["desk_ache"][0])
    assert "In doubt, too soon is better than too late." in said(choices["scan_report"][0])


def test_who_takes_a_tingling_arm_for_a_stroke_reads_when_a_numb_one_is_a_stroke() -> None:
    now = said(shown(facts.cases()["arm_to_thumb"])["choices"][0])
    assert "all at once" in now and "weak or numb" in now and "Then it is now." in now


def test_whoever_is_right_also_reads_that_nobody_tests_a_hurt_neck() -> None:
    for key in ("cyclist_hit", "stiff_spine_slip"):
        case = facts.cases()[key]
        right = next(choice for choice in shown(case)["choices"] if choice["right"])
        (trap,) = [trap for trap in case.traps if trap.kind == "self_test"]
        assert f"But not: “{trap.text}” {trap.feedback}" in said(right)


@pytest.mark.parametrize("case", facts.cases().values(), ids=lambda case: case.key)
def test_whoever_is_right_can_read_all_traps(case: Case) -> None:
    page = shown(case)
    for right in (choice for choice in page["choices"] if choice["right"] or choice["also"]):
        told = said(right) + said({"replies": page["others"]})
        for trap in case.traps:
            assert told.count(trap.feedback) == 1


def test_a_trap_that_names_no_level_is_told_with_its_place() -> None:
    case = SORTED[0]
    trap = case.traps[0].model_copy(update={"text": "Tomorrow: it can wait."})
    with pytest.raises(FactError, match=rf"cases.toml, {case.key}: .* one of: Now, Today"):
        shown(case.model_copy(update={"traps": (trap,)}))


@pytest.mark.parametrize("case", OTHER, ids=lambda case: case.key)
def test_a_story_without_a_level_has_its_own_choices(case: Case) -> None:
    choices = shown(case)["choices"]
    words = {case.answer: case.why} | {trap.text: trap.feedback for trap in case.traps}
    assert {choice["text"]: said(choice).strip() for choice in choices} == words
    assert [choice["text"] for choice in choices if choice["right"]] == [case.answer]
    assert choices == shown(case)["choices"]


def test_the_right_answer_has_no_place_of_its_own() -> None:
    places = [[choice["right"] for choice in shown(case)["choices"]].index(True) for case in OTHER]
    assert len(set(places)) > 1


def test_the_summary_has_every_case_once_at_its_level() -> None:
    widget = Cases("02")
    assert [group["title"].split(".")[0] for group in widget.groups] == [
        *("Now", "Today", "This week", "Go on"),
    ]
    order = [SORTED[at].level for group in widget.groups for at in group["cases"]]
    assert order == sorted(order, key=LEVELS.index) and len(order) == 13
    assert [group["title"] for group in Cases("03").groups] == ["All cases"]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_on_paper_the_answers_come_after_the_last_story_unfolded(notebook: str) -> None:
    twin = Cases(notebook).twin()
    stories, answers = twin.split("<strong>Answers</strong>")
    assert "<details" not in twin and len(twin.encode()) < 60_000
    for case in (case for case in facts.cases().values() if case.notebook == notebook):
        letter = "ABCD"[[choice["right"] for choice in shown(case)["choices"]].index(True)]
        assert escape(case.text) in stories and escape(case.why) not in stories
        assert f"<strong>{letter}. {escape(case.answer)}</strong> {escape(case.why)}" in answers
        assert case.now is None or f"Now is right too: {escape(case.now)}" in answers
        assert (escape(case.question) in stories) == (case.level is None)


def test_words_with_markup_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = {"text": "<b>", "question": "<i>", "answer": "<u>", "why": "<script>"}
    case = OTHER[0].model_copy(update=evil)
    monkeypatch.setattr(facts, "cases", lambda: {case.key: case})
    twin = Cases(case.notebook).twin()
    for tag in evil.values():
        assert tag not in twin and escape(tag) in twin


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_what_is_saved_is_small_and_makes_the_widget_again(notebook: str) -> None:
    first, _ = Cases(notebook)._repr_mimebundle_()
    assert first[MIME] == {"kind": "cases", "arguments": {"notebook": notebook}}
    again, _ = rebuild(first[MIME])._repr_mimebundle_()
    assert all(first[mime] == again[mime] for mime in ("text/plain", "text/html", MIME))
    assert "\n" not in first["text/plain"]


def test_no_choice_is_a_trait() -> None:
    own = set(Cases.class_trait_names(sync=True)) - set(CourseWidget.class_trait_names(sync=True))
    assert own == {"cases", "groups"}


def test_a_notebook_without_cases_names_those_that_have_some() -> None:
    with pytest.raises(KeyError, match=r"no cases for notebook '07'; .* 02, 03, 08, 09"):
        Cases("07")
