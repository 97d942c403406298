"""The words of notebooks 02 and 03: sourced, plain, and calling nobody broken.

Every section of both is written for patients too, those "for students" included: one bar for all.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import stretchkit as sk
from stretchkit import facts
from stretchkit.facts.citations import source_keys
from tests.facts.reading import grade, sentences
from tests.notebooks.test_notebooks import CITED, outputs_of, read, text_of

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[23]_*.ipynb"))
# What these two notebooks show of the facts.
SHOWN = [
    *(ROOT / "data" / "quiz" / name for name in ("02.toml", "03.toml")),
    *(
        path
        for room in ("causes", "cases", "evidence", "exercises", "observations", "programme")
        for path in sorted((ROOT / "data" / room).glob("*.toml"))
    ),
    *sorted((ROOT / "data" / "safety").glob("*.toml")),
    ROOT / "data" / "anatomy" / "referral_areas.toml",
]
FORBIDDEN = re.compile(r"\b(abnormal|cures?|fix your)\b", re.IGNORECASE)
NUMBER = re.compile(
    r"\d|\b(half|third|quarters?|percent|most|two|three|four|five|six|ten|million)\b", re.I
)
ALLOWED = tomllib.loads(Path(__file__).with_name("allowed_words.toml").read_text("utf-8"))
# The calls of a cell that name a row of the facts, and where the row must be.
TABLES: dict[str, Any] = {
    "cause": facts.causes,
    "contested": facts.contested,
    "Question": facts.questions,
    "Prediction": facts.predictions,
    "referral_map": facts.muscles,
    "cite": source_keys,
    "sources": source_keys,
}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
each_table = pytest.mark.parametrize(
    "path", SHOWN, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def strings(row: Any) -> Iterator[str]:
    """Yield every text of a table, however deep."""
    if isinstance(row, str):
        yield row
    elif isinstance(row, dict | list):
        for value in row.values() if isinstance(row, dict) else row:
            yield from strings(value)


def every_sources(row: Any) -> Iterator[list[str]]:
    """Yield every list of sources of a table, however deep."""
    if isinstance(row, dict):
        if "sources" in row:
            yield row["sources"]
        for value in row.values():
            yield from every_sources(value)
    elif isinstance(row, list):
        for value in row:
            yield from every_sources(value)


def seen(path: Path) -> str:
    """Return what a reader sees of a notebook: its text and its stored outputs."""
    notebook = read(path)
    pages = [output.data["text/html"] for output in outputs_of(notebook)]
    alts = [alt for page in pages for alt in re.findall(r'alt="([^"]*)"', page)]
    shown = [re.sub(r"<[^>]+>", " ", page) for page in [*pages, *alts]]
    return unescape(" ".join([text_of(notebook, "markdown"), *shown]))


def without_allowed(text: str) -> str:
    for entry in ALLOWED["word"]:
        text = text.replace(entry["text"], "")
    return text


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs and the items of lists; headings and notes to a teacher left out."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    texts = [cell.source for cell in cells if "speaker-notes" not in cell.metadata.get("tags", [])]
    parts = [part for text in texts for part in re.split(r"\n\n|\n(?=- |\d\. )", text)]
    return [part for part in parts if not part.startswith("#")]


def sections(path: Path) -> dict[str, str]:
    """Return the plain words under each heading: no marks, no citations."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text_of(read(path), "markdown").splitlines():
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.strip():
            found.setdefault(heading, []).append(plain(line))
    return {name: "\n".join(lines) for name, lines in found.items()}


def plain(line: str) -> str:
    line = re.sub(r"\s*\((?:\[[^\]]*\]\(#\w+\)(?:, )?)+\)", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"^(- |\d\. )|[*>`]|&nbsp;", "", line)


def shortened(text: str) -> str:
    """Return a text with each muscle label and each word of the glossary as one syllable."""
    terms = [muscle.plain_label for muscle in facts.muscles().values()]
    terms += [re.sub(r" \(.*", "", term.term) for term in facts.glossary().values()]
    names = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.sub(rf"\b({names})s?\b", "term", text, flags=re.IGNORECASE)


@each_notebook
def test_every_key_of_a_citation_and_of_a_cell_exists(path: Path) -> None:
    notebook = read(path)
    for key in CITED.findall(text_of(notebook, "markdown")):
        assert sk.cite(key)
    checked = 0
    for call in ast.walk(ast.parse(text_of(notebook, "code"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            for argument in call.args if call.func.attr in TABLES else []:
                assert isinstance(argument, ast.Constant)
                assert argument.value in TABLES[call.func.attr]()
                checked += 1
    assert checked > 20


@each_table
def test_every_row_that_is_shown_names_sources_that_exist(path: Path) -> None:
    lists = list(every_sources(tomllib.loads(path.read_text("utf-8"))))
    assert lists
    for keys in lists:
        assert keys and set(keys) <= set(source_keys())


@each_notebook
def test_a_paragraph_with_a_number_names_its_source(path: Path) -> None:
    exempt = [entry["text"] for entry in ALLOWED["number"]]
    bare = [
        part
        for part in paragraphs(path)
        if NUMBER.search(re.sub(r"\b(sections?|stretch(es)?) \d( (and|to) \d)?|^\d\. ", "", part))
        and not CITED.search(part)
        and not any(words in part for words in exempt)
    ]
    assert bare == []


@each_notebook
def test_a_notebook_calls_nobody_broken_and_holds_no_unsure_fact(path: Path) -> None:
    assert not FORBIDDEN.findall(without_allowed(seen(path)))
    assert "[?]" not in seen(path)


@each_table
def test_a_table_calls_nobody_broken_and_holds_no_unsure_fact(path: Path) -> None:
    for text in strings(tomllib.loads(path.read_text("utf-8"))):
        assert not FORBIDDEN.search(without_allowed(text)), text
        assert "[?]" not in text


def test_what_is_allowed_stands_there_and_has_a_reason() -> None:
    everything = " ".join(map(seen, NOTEBOOKS))
    for entry in [*ALLOWED["word"], *ALLOWED["number"]]:
        assert entry["text"] in everything
        assert entry["reason"].endswith(".")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It cures you.", True),
        ("Fix your neck.", True),
        ("An ABNORMAL disc.", True),
        ("It is secure and obscures nothing.", False),
        ("The fixed point of your scale.", False),
    ],
)
def test_whole_words_are_looked_for(words: str, found: bool) -> None:
    assert bool(FORBIDDEN.search(words)) == found


@each_notebook
def test_each_section_is_of_reading_grade_six_at_most(path: Path) -> None:
    graded = {name: round(grade([shortened(text)]), 1) for name, text in sections(path).items()}
    assert {name: level for name, level in graded.items() if level > 6} == {}


@each_notebook
def test_no_sentence_of_a_section_is_long(path: Path) -> None:
    texts = sections(path).values()
    assert [one for text in texts for one in sentences(text) if len(one.split()) > 26] == []


@each_notebook
def test_the_core_is_half_an_hour_and_marked(path: Path) -> None:
    words = text_of(read(path), "markdown")
    first, last = map(int, re.search(r"the core, sections (\d) to (\d)\.", words).groups())  # type: ignore[union-attr]
    numbered = re.findall(r"^## (\d)\. (Go further)?", words, re.M)
    assert "30 minutes for the core" in words and first == 1
    assert [int(number) for number, further in numbered if not further] == [*range(1, last + 1)]
    assert next(int(number) for number, further in numbered if further) == last + 1
