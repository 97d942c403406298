"""Cards and lists of sources, as they are displayed."""

import re
from html import escape, unescape

import nh3
import pytest

import stretchkit as sk
from stretchkit import facts


@pytest.mark.parametrize("key", list(facts.stretches()))
def test_a_stretch_card_says_all_that_a_reader_needs(key: str) -> None:
    card = sk.stretch(key)
    page = card._repr_mimebundle_()["text/html"]
    for one in card.variations:
        needed = [one.name, one.ready_line, one.stop_line, one.feel_it, *facts.steps(one)]
        needed += [*one.not_for_you_if, *one.easier, *one.harder]
        needed += [fault.see for fault in card.faults_of(one)]
        for text in needed:
            assert escape(text) in page
    assert escape(card.can_do) in page and escape(card.cannot_do) in page
    assert facts.pain_rule().during in page
    sided = any(one.sides == "feel" for one in card.variations)
    for dose in facts.doses().values():
        assert (escape(dose.name) in page) == (sided or not dose.sided)
    assert ("On each side" in page) == sided


def test_a_form_that_the_dose_table_is_not_for_says_so_with_its_own_seconds() -> None:
    page = sk.stretch("neck_tilt").html()
    assert "Four-way finish: the table is not for it; its holds are 5 seconds at most." in page


@pytest.mark.parametrize("key", list(facts.muscles()))
def test_a_muscle_card_has_both_names(key: str) -> None:
    card = sk.muscle(key)
    bundle = card._repr_mimebundle_()
    assert bundle["text/plain"].lower().startswith(card.plain_label.lower())
    assert escape(card.latin) in bundle["text/html"]


@pytest.mark.parametrize("key", list(facts.muscles()))
def test_a_muscle_card_shows_plain_words_first_and_folds_the_rest(key: str) -> None:
    card = sk.muscle(key)
    shown, *folded = card.html().split("<details>")
    for plain in (card.action_words, card.origin[1:], card.insertion[1:]):
        assert escape(plain) in shown
    for other in card.antagonists:
        assert escape(facts.muscle(other).plain_label[1:]) in shown
    students, doubts, sources = folded
    for term in (card.latin, card.origin_latin, card.insertion_latin):
        assert escape(term) in students and escape(term) not in shown
    assert f"Roots.</b> {card.roots}" in students and (card.ta98 or "") in students
    for nerve in card.nerve:
        assert escape(facts.nerves()[nerve].latin) in students
    for action in card.actions:
        assert escape(facts.actions()[action].term) in students
    assert escape(card.differs or "") in doubts
    assert escape(facts.muscle(key).sources[0]) not in shown and "<ul>" in sources


def test_a_muscle_card_never_gives_the_old_maps_without_their_doubt() -> None:
    notes = facts.anatomy_notes()
    page = sk.muscle("levator_scapulae").html()
    assert "The angle of the neck, the inner edge of the shoulder blade" in page
    assert notes["referral"].text in page and escape(notes["upper_crossed"].text) in page
    assert "Rathbone" in page and "Sawyer" in page
    none = sk.muscle("longus_colli").html()
    assert "No agreed map." in none and notes["referral"].text not in none
    assert "upper-crossed" not in sk.muscle("teres_minor").html()


def test_a_muscle_card_says_what_works_against_it() -> None:
    page = sk.muscle("splenius_capitis").html()
    assert "What works against it.</b> Front neck strap, breastbone part; front" in page
    assert "the front neck strap on the same side, which turns the face away." in page


def test_a_card_is_still_the_record() -> None:
    assert sk.stretch("neck_tilt").variations == facts.stretch("neck_tilt").variations
    assert sk.muscle("levator_scapulae").ta98 == "A04.3.01.009"


def test_text_is_stable_and_short() -> None:
    card = sk.stretch("neck_tilt")
    assert repr(card) == str(card) == card._repr_mimebundle_()["text/plain"]
    assert repr(card).startswith("Stretch 3: Neck tilt.") and len(repr(card)) < 300
    assert repr(sk.muscle("levator_scapulae")) == "Shoulder-blade lifter (M. levator scapulae)"


def test_a_muscle_card_says_where_it_gets_longer_and_shorter() -> None:
    page = sk.muscle("serratus_anterior").html()
    assert "Gets shorter in.</b> Crossed-arm knee press, Clasp and reach" in page
    assert "Gets longer in" not in page


@pytest.mark.parametrize("show", [sk.muscle, sk.stretch])
def test_an_unknown_key_names_the_closest(show: object) -> None:
    with pytest.raises(KeyError, match="closest"):
        show("neck")  # type: ignore[operator]


def test_sources_are_a_list_with_anchors() -> None:
    shown = sk.sources("Seth2019", "Jasien2015")
    bundle = shown._repr_mimebundle_()
    assert re.findall(r'<li id="(\w+)">', bundle["text/html"]) == ["Seth2019", "Jasien2015"]
    assert bundle["text/plain"] == f"{sk.cite('Seth2019')}\n{sk.cite('Jasien2015')}" == repr(shown)
    with pytest.raises(KeyError, match="Seth2019"):
        sk.sources("Seth2091")


def test_cards_have_no_anchors_that_the_list_of_sources_has_too() -> None:
    assert "id=" not in sk.stretch("neck_tilt").html() + sk.muscle("longus_colli").html()


@pytest.mark.parametrize("key", [*facts.stretches(), *facts.muscles()])
def test_a_card_loses_no_word_in_a_strict_sanitizer(key: str) -> None:
    page = (sk.stretch(key) if key in facts.stretches() else sk.muscle(key)).html()
    words = re.sub(r"<[^>]+>", " ", page).split()
    cleaned = re.sub(r"<[^>]+>", " ", nh3.clean(page)).split()
    assert [unescape(word) for word in cleaned] == [unescape(word) for word in words]
    assert "style=" not in page and "<script" not in page


def test_the_card_of_stretch_1_limits_its_standing_hold_and_no_other_card_speaks_of_it() -> None:
    assert "Standing: never over 20 seconds." in sk.stretch("cross_arm_knee_press").html()
    assert "Standing" not in sk.stretch("neck_tilt").html()
