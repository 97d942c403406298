"""Sources: every key in the data exists, and every reference reads well."""

import html
import re

import pytest
from pybtex.database import parse_string

from stretchkit.facts import citations, cite, data_folder
from stretchkit.facts.citations import cite_html, cite_list, cite_short, source_keys

KEYS = sorted(source_keys())


def test_a_reference_says_who_when_what_where() -> None:
    assert cite("Tunwattanapong2016") == (
        "Tunwattanapong, Kongkasuwan and Kuptniratsaikul (2016). The effectiveness of a neck and "
        "shoulder stretching exercise program among office workers with neck pain: a randomized "
        "controlled trial. Clinical Rehabilitation 30(1):64–72. "
        "https://doi.org/10.1177/0269215515575747"
    )


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("Ylinen2006", "Ylinen, Takala, Nykänen, Kautiainen, Häkkinen and Airaksinen (2006). "),
        ("Cunha2008", "Cunha, Burke, França and Marques (2008). "),
        ("Young2019", "Young, Dunning, Butts, Cleland and Fernández-de-las-Peñas (2019). "),
        ("deZoete2020", "de Zoete, Armfield, McAuley, Chen and Sterling (2021). "),
        ("vanderHelm1994", "van der Helm (1994). "),
        ("Gross2015", "Gross, Kay, Paquin and others (2015). "),
        ("Olson2006", "Olson and others (2006). "),
        ("Gray42", "Standring (editor) (2020). Gray's Anatomy"),
        ("AAFP2013", "Recognition and management of polymyalgia rheumatica and giant cell"),
        ("PIFTICK", "Patient Information Forum. About the PIF TICK."),
        ("Domenech2011", "Domenech, Sizer, Dedrick, McGalliard and Brismée (2011). "),
    ],
)
def test_names_are_written_as_people_write_them(key: str, start: str) -> None:
    assert cite(key).startswith(start)


@pytest.mark.parametrize("key", KEYS)
def test_every_reference_is_clean_text(key: str) -> None:
    text = cite(key)
    assert not re.search(r"[{}\\]|--|\.\.|\s\s|None| ,|,,", text)
    assert re.search(r"(\.|[?]| https://\S+[^\s.,;:])$", text)


@pytest.mark.parametrize("key", KEYS)
def test_every_address_is_a_link_and_the_last_word(key: str) -> None:
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', cite_html(key))
    addresses = re.findall(r"https?://\S+", cite(key))
    assert [html.unescape(where) for where, _ in links] == addresses
    assert all(where == shown for where, shown in links) and len(links) <= 1
    assert not addresses or cite(key).endswith(f" {addresses[0]}")
    before = cite(key).split("https://")[0]
    assert not re.search(r"\w\.(com|org|edu|gov|us|uk|nz)\b", before), "typed, and no link"


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("AHAsigns", "https://heart.org/en/affiliates/dont-die-of-doubt_know-the-signs"),
        ("Soroka", "https://github.com/mariasoroka/Musculoskeletal_model_of_neck_and_shoulder"),
        ("TA98file", "Commit 69ee4f3. https://github.com/MarioAndF/Hominum"),
        ("Lind1989", "https://pubmed.ncbi.nlm.nih.gov/2774888/"),
        ("StoneSingle", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3014612/"),
        ("Seth2019", "https://doi.org/10.3389/fnbot.2019.00090"),
    ],
)
def test_a_source_ends_with_its_address(key: str, address: str) -> None:
    assert cite(key).endswith(f". {address}")


def test_what_could_leave_a_link_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = parse_string(
        """@misc{a, title={T}, doi={10.1/x"><img src=x>&y}}
        @misc{b, title={<b>javascript:alert(1)</b>}, howpublished={javascript:alert(1)}}""",
        "bibtex",
    )
    monkeypatch.setattr(citations, "_entries", lambda: dict(spoilt.entries.items()))
    tags = re.findall("<[^>]*>", cite_html("a"))
    assert tags == ['<a href="https://doi.org/10.1/x">', "</a>"]
    assert "<a" not in cite_html("b") and "<b>" not in cite_html("b")


def test_a_source_is_named_in_short_as_in_the_text() -> None:
    assert [cite_short(key) for key in ("Gross2015", "deZoete2020", "Andersen2008b")] == [
        *("Gross 2015", "de Zoete 2021", "Andersen 2008"),
    ]


def test_html_links_the_doi_and_escapes() -> None:
    link = 'href="https://doi.org/10.1016/0268-0033(94)90057-4"'
    assert link in cite_html("Johnson1994")
    assert "PM&amp;R" in cite_html("Domenech2011")
    assert "<em>Pain</em> 152(2)" in cite_html("Andersen2011")


def test_a_list_has_anchors_only_where_asked() -> None:
    assert '<li id="Seth2019">' in cite_list(["Seth2019"], anchors=True)
    assert "id=" not in cite_list(["Seth2019"])


def test_an_unknown_source_names_the_closest() -> None:
    with pytest.raises(KeyError, match="Tunwattanapong2016"):
        cite("Tunwatanapong2016")


def test_every_key_named_in_the_data_exists() -> None:
    for path in data_folder().rglob("*.toml"):
        for listed in re.findall(r"^sources = \[(.*)\]", path.read_text(encoding="utf-8"), re.M):
            named = set(re.findall(r'"([^"]+)"', listed))
            assert named <= source_keys(), (path.name, named - source_keys())


def test_every_source_says_how_it_was_seen() -> None:
    text = (data_folder() / "references.bib").read_text(encoding="utf-8")
    graded = re.findall(r"verified=\{(doi-seen|page-seen|secondary)\}", text)
    assert len(graded) == len(KEYS)


def test_the_projects_own_review_is_named_as_its_own() -> None:
    assert "The project's own work" in cite("stretchkit_review")
