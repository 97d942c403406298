"""Citations from `data/references.bib`, all in one style: who (when). what. where. address."""

import html
import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any

from stretchkit.facts.place import data_folder

_MOST_NAMES = 6
_CONTAINERS = ("journal", "booktitle", "publisher", "school", "institution", "howpublished")
# Where a source is found by a number of its own, the best first.
_FOUND_BY = {
    "doi": "https://doi.org/{}",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
}
_SITE = re.compile(r"(?:, )?\b((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s,()]*)?)")
_LINK = re.compile(r"https://[^\s<>\"']+")


def closest(key: str, known: Iterable[str]) -> list[str]:
    """Return the three known keys that look most like a key; all of them where they are few."""
    known = list(known)
    return known if len(known) <= 5 else get_close_matches(key, known, n=3, cutoff=0.4) or known[:3]


@cache
def _entries() -> dict[str, Any]:
    # pybtex takes a sixth of a second to load, so it is loaded where it is needed.
    from pybtex.database import parse_file

    path = data_folder() / "references.bib"
    return dict(parse_file(str(path), bib_format="bibtex", encoding="utf-8").entries.items())


def source_keys() -> frozenset[str]:
    """Return the keys of every source."""
    return frozenset(_entries())


def cite(key: str) -> str:
    """Return the full reference of a source as text.

    Parameters
    ----------
    key
        The key of the source in `data/references.bib`.

    Raises
    ------
    KeyError
        If there is no such source; the message names the closest keys.

    Examples
    --------
    >>> cite("Tunwattanapong2016")[:66]
    'Tunwattanapong, Kongkasuwan and Kuptniratsaikul (2016). The effect'
    """
    # Text.render_as would look through every installed package for its backend, each time.
    from pybtex.backends.plaintext import Backend

    return str(_reference(key).render(Backend()))


def cite_html(key: str) -> str:
    """Return the full reference of a source as HTML, its address a link where it has one."""
    from pybtex.backends.html import Backend

    # What is linked is escaped already, and _LINK takes no other scheme.
    return _LINK.sub(r'<a href="\g<0>">\g<0></a>', str(_reference(key).render(Backend())))


def cite_short(key: str) -> str:
    """Return the first author and the year of a source, as the notebooks name it.

    Examples
    --------
    >>> cite_short("deZoete2020")
    'de Zoete 2021'
    """
    entry = _entry(key)
    people = entry.persons.get("author") or entry.persons.get("editor")
    who = _name(people[0]) if people else _plain(entry.fields["title"])
    return " ".join(filter(None, [who, entry.fields.get("year")]))


def cite_list(keys: Iterable[str], *, anchors: bool = False) -> str:
    """Return an HTML list of sources; with anchors, the text can point to each as `#key`."""
    items = ""
    for key in keys:
        anchor = f' id="{html.escape(key)}"' if anchors else ""
        items += f"<li{anchor}>{cite_html(key)}</li>"
    return f"<ul>{items}</ul>"


def _entry(key: str) -> Any:
    if key not in _entries():
        near = ", ".join(closest(str(key), _entries()))
        raise KeyError(f"no source {key!r} in references.bib; the closest: {near}")
    return _entries()[key]


def _reference(key: str) -> Any:
    from pybtex.richtext import Text

    entry = _entry(key)
    who, title = _names(entry), _plain(entry.fields["title"])
    year = f" ({entry.fields['year']})" if "year" in entry.fields else ""
    parts = [Text(who + year), Text(title)] if who else [Text(title + year)]
    parts = [part.add_period() for part in (*parts, _place(entry)) if str(part)]
    if address := _address(entry):
        parts.append(Text(address))  # last, and without a period that would belong to it
    return Text(" ").join(parts)


def _address(entry: Any) -> str:
    if site := _SITE.search(_plain(entry.fields.get("howpublished", ""))):
        return f"https://{site[1]}"
    known = (form.format(entry.fields[by]) for by, form in _FOUND_BY.items() if by in entry.fields)
    return next(known, "")


def _plain(latex: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(latex))


def _names(entry: Any) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_name(one) for one in people]
    others = "others" in names
    names = [name for name in names if name != "others"]
    if len(names) > _MOST_NAMES:
        names, others = names[:3], True
    if others:
        return f"{', '.join(names)} and others"
    editor = " (editor)" if names and "author" not in entry.persons else ""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) + editor


def _name(person: Any) -> str:
    return _plain(" ".join([*person.prelast_names, *person.last_names]))


def _place(entry: Any) -> Any:
    """Return journal, volume, number and pages; or publisher, school or address, and edition."""
    from pybtex.richtext import Tag, Text

    fields = {name: _plain(text) for name, text in entry.fields.items()}
    if "howpublished" in fields:
        rest = _SITE.sub("", fields["howpublished"], count=1).removeprefix(", ")
        fields["howpublished"] = rest[:1].upper() + rest[1:]
    name = next((fields[field] for field in _CONTAINERS if field in fields), "")
    number, pages = fields.get("number"), fields.get("pages")
    if "volume" in fields:
        issue = fields["volume"] + (f"({number})" if number else "")
        details = [" " + ":".join(filter(None, [issue, pages]))]
    else:
        edition = f"edition {fields['edition']}" if "edition" in fields else None
        details = [f", {detail}" for detail in (edition, number, pages) if detail]
    return Text(Tag("em", name) if "journal" in fields else name, *details)
