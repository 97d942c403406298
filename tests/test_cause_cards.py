"""Cards of causes and of disputed ideas: all that is known, both sides, help, and the picture."""

import re
from html import escape, unescape

import nh3
import pytest

import stretchkit as sk
from stretchkit import facts
from stretchkit.drawing.cause_pictures import cause_picture
from stretchkit.handout.clean import clean_html

CAUSES, IDEAS = list(facts.causes()), list(facts.contested())


def pages() -> list[str]:
    return [sk.cause(key).html() for key in CAUSES] + [sk.contested(key).html() for key in IDEAS]


def test_the_glossary_has_every_word_from_a_to_z_with_its_sources() -> None:
    page = unescape(sk.glossary().html())
    terms = facts.glossary().values()
    assert all(f".</b> {one.plain}</li>" in page for one in terms)
    said = [one.lower() for one in re.findall("<li><b>(.*?)\\.</b>", page)]
    assert said == sorted(one.term.lower() for one in terms)
    for key in {key for one in terms for key in one.sources}:
        assert f'id="{key}"' in page or str(sk.cite(key))[:20] in page


@pytest.mark.parametrize("key", CAUSES)
def test_a_cause_says_all_that_is_known_in_order(key: str) -> None:
    row = facts.causes()[key]
    page = sk.cause(key)._repr_mimebundle_()["text/html"]
    told = [row.what_it_is, row.feels_like, row.course, row.imaging]
    told += [text for text in (row.evidence_for, row.evidence_against) if text]
    told += [row.what_to_do, *(one.words for one in row.get_help), row.doubt]
    places = [page.index(escape(text)) for text in told]
    assert places == sorted(places)
    assert places[-1] < page.index("<details><summary>Sources")
    for one in row.get_help:
        assert f"<strong>{facts.levels()[one.key].title}.</strong> {escape(one.words)}" in page


@pytest.mark.parametrize("key", CAUSES)
def test_a_cause_has_its_picture_or_says_why_not(key: str) -> None:
    page, picture = sk.cause(key).html(), facts.cause_pictures()[key]
    if picture.why_none:
        assert picture.why_none in page and "<img" not in page
    else:
        assert f'<img alt="{escape(cause_picture(key).alt)}"' in page


@pytest.mark.parametrize("key", IDEAS)
def test_an_idea_shows_both_sides_beside_each_other_and_what_we_teach(key: str) -> None:
    row, page = facts.contested()[key], sk.contested(key).html()
    halves = re.findall(r'<div style="flex:[^"]*">(.*?)</div>', page)
    assert len(halves) == 2
    for half, texts in zip(halves, (row.evidence_for, row.evidence_against), strict=True):
        assert all(escape(text) in half for text in texts)
    assert escape(row.claim) in page and "disputed" in page
    assert escape(row.we_teach) in page and "<summary>Sources" in page
    # Where there is no room for both, one stands under the other, also in a handout.
    assert "flex-wrap:wrap" in clean_html(page)


@pytest.mark.parametrize("key", CAUSES)
def test_the_text_of_a_cause_is_stable_and_says_when_to_get_help(key: str) -> None:
    card = sk.cause(key)
    assert repr(card) == str(card) == card._repr_mimebundle_()["text/plain"] == repr(sk.cause(key))
    for one in card.get_help:
        assert f"{facts.levels()[one.key].title}: {one.words}" in repr(card)


def test_the_text_of_an_idea_has_both_sides() -> None:
    said = repr(sk.contested("tight_is_short"))
    assert said.startswith("Tight means short. Disputed: A muscle that feels tight is short")
    assert said.index("For:") < said.index("Against:") < said.index("What we teach:")


def test_every_card_is_small_and_loses_no_word_in_a_strict_sanitizer() -> None:
    for page in pages():
        assert len(page.encode()) < 60_000
        words = unescape(re.sub(r"<[^>]+>", " ", page)).split()
        assert unescape(re.sub(r"<[^>]+>", " ", nh3.clean(page))).split() == words
        assert "<script" not in page and "id=" not in re.sub(r'src="[^"]*"', "", page)


def test_an_unknown_key_names_the_closest() -> None:
    with pytest.raises(KeyError, match="no cause 'disk'; the closest: disc"):
        sk.cause("disk")
    with pytest.raises(KeyError, match=r"no contested idea 'postures'; the closest: .*posture"):
        sk.contested("postures")
