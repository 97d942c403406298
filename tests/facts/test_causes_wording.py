"""What a reader of causes, cases and exercises sees: plain words, no claims."""

import re

import pytest

from stretchkit import facts
from tests.facts.reading import grade, sentences
from tests.facts.test_wording import FORBIDDEN, texts

PATIENT = {
    "causes": facts.causes,
    "cases": facts.cases,
    "exercises": facts.exercises,
    "observations": facts.observations,
    "glossary": facts.glossary,
}
STUDENT = {
    "contested": facts.contested,
    "evidence": facts.trials,
    "written cases": facts.cspine_cases,
    "the rule": lambda: {"rule": facts.cspine_rule()},
}
# What is said where, and is no sentence: keys, and words of research that the glossary explains.
NOT_SENTENCES = {"cite", "design", "outcome", "measure", "unit", "favours", "group", "image"}
NOT_SENTENCES |= {"term", "targets", "signs", "answers", "counter_to", "contested", "needs"}
CLAIMS = re.compile(
    r"\b(fix your|cures?|guarantee\w*|miracle|proven to|always works|911|999|112)\b"
)


def prose() -> dict[str, list[str]]:
    """Return what a reader sees, by table and row."""
    found = {}
    for name, read in {**PATIENT, **STUDENT}.items():
        for row in read().values():
            kept = {field: None for field in NOT_SENTENCES if field in type(row).model_fields}
            found[f"{name}: {row.key}"] = [*texts(row.model_copy(update=kept))]
    return found


PROSE = prose()


@pytest.mark.parametrize("place", [key for key in PROSE if key.split(":")[0] in PATIENT])
def test_what_everyone_reads_is_of_grade_six_at_most(place: str) -> None:
    assert grade(PROSE[place]) <= 6


@pytest.mark.parametrize("place", [key for key in PROSE if key.split(":")[0] in STUDENT])
def test_what_students_read_is_of_grade_eight_at_most(place: str) -> None:
    assert grade(PROSE[place]) <= 8


@pytest.mark.parametrize("place", PROSE)
def test_no_sentence_is_long(place: str) -> None:
    assert [s for text in PROSE[place] for s in sentences(text) if len(s.split()) > 26] == []


@pytest.mark.parametrize("place", PROSE)
def test_nothing_is_claimed_or_made_frightening(place: str) -> None:
    said = [text for text in PROSE[place] if FORBIDDEN.search(text) or CLAIMS.search(text.lower())]
    assert said == []


@pytest.mark.parametrize("place", PROSE)
def test_a_text_ends_as_a_sentence_or_is_a_label(place: str) -> None:
    for text in PROSE[place]:
        assert text == text.strip() and "  " not in text
        assert text[-1] in ".?)”" or (len(text.split()) < 16 and ". " not in text), text


def test_no_nerve_roots_latin_or_maps_stand_where_patients_read() -> None:
    for place, said in PROSE.items():
        if place.split(":")[0] in ("cases", "exercises", "observations"):
            joined = " ".join(said)
            assert not re.search(r"\b[CT]\d{1,2}\b|scapula|trapezius|serratus|pectoralis", joined)
