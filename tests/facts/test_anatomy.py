"""The muscles and what they do: complete, and true of the body that is drawn."""

import pytest

from stretchkit import facts
from stretchkit.body import Pose, measure, place
from tests.facts.reading import grade, sentences
from tests.facts.test_wording import FORBIDDEN

MUSCLES = facts.muscles()
ACTIONS = facts.actions()
CHANGES = {
    key: {name: measure(place(Pose(**action.degrees)))["right"].change(name) for name in MUSCLES}
    for key, action in ACTIONS.items()
}
# What opposes them does so in a way that our body cannot show.
OPPOSED_OUTSIDE_THE_MODEL = {
    ("pectoralis_minor", "serratus_anterior"): "the one tips the blade forward, the other back",
    ("pectoralis_major", "trapezius_middle"): "it pulls the shoulder forward by the arm",
}


@pytest.mark.parametrize("key", MUSCLES)
def test_a_muscle_gets_shorter_in_each_of_its_actions(key: str) -> None:
    for action in MUSCLES[key].actions:
        assert CHANGES[action][key] < -1, action


@pytest.mark.parametrize("key", MUSCLES)
def test_an_antagonist_gets_longer_in_one_of_the_actions(key: str) -> None:
    for other in MUSCLES[key].antagonists:
        longest = max(CHANGES[action][other] for action in MUSCLES[key].actions)
        assert (longest > 0) != ((key, other) in OPPOSED_OUTSIDE_THE_MODEL), other


def test_only_the_muscle_of_the_ribs_that_do_not_move_has_no_action() -> None:
    idle = [key for key, muscle in MUSCLES.items() if not muscle.actions]
    assert idle == ["serratus_posterior_superior"]
    assert "model's ribs do not move" in MUSCLES[idle[0]].action_words


def test_every_action_and_nerve_belongs_to_a_muscle() -> None:
    assert {action for muscle in MUSCLES.values() for action in muscle.actions} == set(ACTIONS)
    named = {nerve for muscle in MUSCLES.values() for nerve in muscle.nerve}
    assert named == set(facts.nerves())


def test_turning_is_opposed_on_the_side_that_the_review_put_right() -> None:
    for key in ("splenius_capitis", "splenius_cervicis"):
        note = MUSCLES[key].antagonists_note or ""
        assert "same muscle on the other side, and the front neck strap on the same side" in note
        assert "head_turn_same" in MUSCLES[key].actions
    for key in ("trapezius_upper", "sternocleidomastoid_sternal"):
        assert "head_turn_away" in MUSCLES[key].actions


def test_the_nerve_of_the_small_chest_muscle_is_as_the_review_wrote_it() -> None:
    muscle = MUSCLES["pectoralis_minor"]
    assert muscle.nerve == ("medial_pectoral", "lateral_pectoral")
    assert muscle.roots == "C8–T1, often also C5–C7"


def test_the_crossed_model_says_tight_or_weak_of_the_muscles_that_it_names() -> None:
    weak = {key for key, muscle in MUSCLES.items() if muscle.upper_crossed == "weak"}
    assert weak == {
        *("trapezius_middle", "trapezius_lower", "rhomboid_minor", "rhomboid_major"),
        *("serratus_anterior", "longus_colli"),
    }
    tight = {key for key, muscle in MUSCLES.items() if muscle.upper_crossed == "tight"}
    assert {"trapezius_upper", "levator_scapulae", "pectoralis_minor", "pectoralis_major"} <= tight
    for key in tight | weak:
        assert "Page2010" in MUSCLES[key].sources, key


def test_the_traditional_map_is_never_without_its_source_and_its_doubt() -> None:
    for muscle in MUSCLES.values():
        assert ("Simons1999" in muscle.sources) == (muscle.referral is not None), muscle.key
    assert "Examiners often disagree" in facts.anatomy_notes()["referral"].text
    assert "not been shown to be a cause" in facts.anatomy_notes()["upper_crossed"].text
    assert MUSCLES["longus_colli"].referral_note == "no agreed map"


def test_what_people_call_a_muscle_is_not_its_label_again() -> None:
    for muscle in MUSCLES.values():
        words = [word.lower() for word in muscle.synonyms]
        assert len(set(words)) == len(words)
        assert muscle.plain_label.lower() not in words and muscle.latin.lower() not in words


def test_a_code_names_its_source() -> None:
    for muscle in MUSCLES.values():
        assert ("TA98file" in muscle.sources) == (muscle.ta98 is not None), muscle.key


def plain_words() -> dict[str, list[str]]:
    """Return what a reader without Latin sees, as sentences, by where it stands."""
    found = {
        key: [
            *(f"It starts at {item.origin}.", f"It ends at {item.insertion}.", item.action_words),
            *(item.layer_note or "", item.differs or "", item.antagonists_note or ""),
        ]
        for key, item in MUSCLES.items()
    }
    found["nerves"] = [item.words for item in facts.nerves().values()]
    found["actions"] = [f"{item.plain_label}." for item in ACTIONS.values()]
    found["notes"] = [item.text for item in facts.anatomy_notes().values()]
    return found


PLAIN = plain_words()


@pytest.mark.parametrize("place", PLAIN)
def test_the_plain_words_are_of_reading_grade_eight_at_most(place: str) -> None:
    assert grade(PLAIN[place]) <= 8


@pytest.mark.parametrize("place", PLAIN)
def test_no_plain_sentence_is_long_and_none_claims(place: str) -> None:
    for text in PLAIN[place]:
        assert [part for part in sentences(text) if len(part.split()) > 26] == []
        assert not FORBIDDEN.search(text)
