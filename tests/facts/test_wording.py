"""What a reader sees: plain words, no claims, no scolding."""

import re
from collections.abc import Iterator

import pytest

from stretchkit import facts
from stretchkit.facts import library
from stretchkit.facts.records import Record
from tests.facts.reading import grade, sentences

FORBIDDEN = re.compile(
    r"\b(fix\w*|cures?|cured|correct\w*|realign\w*|releas\w*|knots?|toxins?|bad posture|"
    r"wear and tear|slipped discs?|worn|abnormal\w*|safe|safely|side bend\w*)\b|!",
    re.IGNORECASE,
)
NOT_PROSE = {"key", "kind", "pose", "box", "level", "sources", "position", "sides", "latin", "ta98"}


def texts(record: Record) -> Iterator[str]:
    """Yield every text of a record that a reader may see."""
    for name, value in record:
        if name in NOT_PROSE or name in ("lengthens", "shortens", "notebook", "errors"):
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from texts(item)
                elif isinstance(item, str):
                    yield item


def prose() -> dict[str, list[str]]:
    """Return the texts a reader sees, by where they stand."""
    found: dict[str, list[str]] = {}
    for item in facts.stretches().values():
        found[item.key] = [item.summary, item.can_do, item.cannot_do.split("For students")[0]]
        found[f"{item.key}: faults"] = [text for one in item.faults for text in (one.see, one.say)]
        for one in item.variations:
            phases = facts.timeline(one)
            cues = [text for phase in phases for text in (phase.cue, phase.eyes_off) if text]
            found[f"{item.key}:{one.key}"] = [*texts(one.model_copy(update=_NO_PHASES)), *cues]
    rows = {
        "red flags": facts.red_flags,
        "levels": facts.levels,
        "stop answers": facts.stop_answers,
        "doses": facts.doses,
        "short texts": library.safety_texts,
        "questions": facts.questions,
        "predictions": facts.predictions,
    }
    for name, read in rows.items():
        found[name] = [text for row in read().values() for text in texts(row)]
    found["pain rule"] = list(texts(facts.pain_rule()))
    return found


_NO_PHASES = {"start": (), "cycle": (), "between": (), "finish": ()}
PROSE = prose()


@pytest.mark.parametrize("place", PROSE)
def test_the_words_are_of_reading_grade_six_at_most(place: str) -> None:
    assert grade(PROSE[place]) <= 6


@pytest.mark.parametrize("place", PROSE)
def test_no_sentence_is_long(place: str) -> None:
    assert [s for text in PROSE[place] for s in sentences(text) if len(s.split()) > 26] == []


@pytest.mark.parametrize("place", PROSE)
def test_no_claims_no_scares_no_exclamation_marks(place: str) -> None:
    assert [text for text in PROSE[place] if FORBIDDEN.search(text)] == []


def test_the_grade_tells_easy_from_hard() -> None:
    assert grade(["Tilt your head left. Feel it on the right."]) < 2
    hard = "Contraindications include vertebrobasilar insufficiency and atlantoaxial instability."
    assert grade([hard]) > 12


def test_every_stretch_promises_relief_for_a_while_and_says_what_it_cannot_do() -> None:
    for item in facts.stretches().values():
        assert "for a while" in item.can_do
        assert "does not take away what causes the pain" in item.cannot_do


@pytest.mark.parametrize("key", ["cross_arm_knee_press", "clasp_and_reach"])
def test_students_are_told_what_the_crossed_model_says(key: str) -> None:
    told = facts.stretch(key).cannot_do
    assert "calls weak" in told and "shortens serratus anterior and pectoralis minor" in told
    assert {"serratus_anterior", "pectoralis_minor"} <= set(facts.stretch(key).shortens)
    assert {"rhomboid_major", "trapezius_middle"} <= set(facts.stretch(key).lengthens)


def test_no_muscle_is_said_to_lengthen_and_shorten_at_once() -> None:
    for item in facts.stretches().values():
        assert not set(item.lengthens) & set(item.shortens)
