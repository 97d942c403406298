"""The search of the page: everyday words, Latin and slips of the finger find what was meant."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from stretchkit import facts
from tests.browser.page import bare_page, shared_module

MUSCLES = facts.muscles()
NAMED = {**MUSCLES, **facts.bones()}
UNNAMED = {**facts.joints(), **facts.nerves()}
STRUCTURES = [
    *(
        {"key": key, "label": one.plain_label, "latin": one.latin, "synonyms": one.synonyms}
        for key, one in NAMED.items()
    ),
    *(
        {
            "key": key,
            "label": one.plain_label,
            "latin": getattr(one, "latin", None) or one.name,
            "synonyms": [],
        }
        for key, one in UNNAMED.items()
    ),
]
Find = Callable[[list[str]], list[list[str]]]


@pytest.fixture(scope="module")
def find(browser: Browser) -> Iterator[Find]:
    """Give a function that returns the keys found for each of many queries."""
    page = bare_page(browser)
    shared_module(page, "search")
    script = "([all, list]) => all.map(query => search.findStructures(query, list))"
    yield lambda queries: page.evaluate(script, [queries, STRUCTURES])
    page.close()


def slips(label: str) -> Iterator[str]:
    """Yield the label with each one of its characters left out, then with each two swapped."""
    for place in range(len(label)):
        yield label[:place] + label[place + 1 :]
    for place in range(len(label) - 1):
        yield label[:place] + label[place + 1] + label[place] + label[place + 2 :]


def test_every_structure_is_found_by_its_label_and_its_latin_name(find: Find) -> None:
    for field in ("label", "latin"):
        found = find([str(one[field]) for one in STRUCTURES])
        for one, keys in zip(STRUCTURES, found, strict=True):
            assert one["key"] in keys, (one[field], keys)
            assert one["key"] not in NAMED or keys[0] == one["key"], (one[field], keys)


def test_every_structure_is_found_by_each_of_its_other_names(find: Find) -> None:
    asked = [(key, name) for key, one in NAMED.items() for name in one.synonyms]
    for (key, name), keys in zip(asked, find([name for _, name in asked]), strict=True):
        assert key in keys, (name, keys)


@pytest.mark.parametrize("key", NAMED)
def test_one_slip_in_a_label_is_forgiven(find: Find, key: str) -> None:
    queries = list(slips(NAMED[key].plain_label))
    lost = [q for q, keys in zip(queries, find(queries), strict=True) if key not in keys]
    assert lost == []


TRAPEZIUS = {"trapezius_upper", "trapezius_middle", "trapezius_lower"}
RHOMBOIDS = {"rhomboid_minor", "rhomboid_major"}
SCM = {"sternocleidomastoid_sternal", "sternocleidomastoid_clavicular"}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("trap", TRAPEZIUS),
        ("Traps", TRAPEZIUS),
        ("rombiod", RHOMBOIDS),
        ("RHOMBOIDS", RHOMBOIDS),
        ("levater scapuli", {"levator_scapulae"}),
        ("scapulae levator", {"levator_scapulae"}),
        ("lats", {"latissimus_dorsi"}),
        ("SCM", SCM),
        ("shoulder blade muscle", {"levator_scapulae", *RHOMBOIDS}),
        ("neck strap", {"splenius_cervicis", *SCM}),
        ("pec minor", {"pectoralis_minor"}),
        ("boxers muscle", {"serratus_anterior"}),
        ("collar bone", {"clavicle"}),
        ("C1", {"atlas", "atlanto_axial_median", "atlanto_axial_lateral", "atlanto_occipital"}),
    ],
)
def test_what_people_type_finds_what_they_mean(find: Find, query: str, meant: set[str]) -> None:
    found = find([query])[0]
    assert set(found[: len(meant)]) == meant, found


def test_the_beginning_of_a_word_is_enough_while_typing(find: Find) -> None:
    whole = "rhomboid"
    for found in find([whole[:end] for end in range(3, len(whole) + 1)]):
        assert set(found) >= RHOMBOIDS


@pytest.mark.parametrize(
    "nonsense", ["", "   ", "xqzv", "?!", "zzzzzzzz", "elephant", "piano", "trap xqzv", "ω", "77"]
)
def test_nonsense_finds_nothing(find: Find, nonsense: str) -> None:
    assert find([nonsense]) == [[]]
