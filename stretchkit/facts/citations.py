"""Citations from `data/references.bib`, all in one style: who (when). what. where. doi."""

import html
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any

from stretchkit.facts.place import data_folder

_MOST_NAMES = 6
_CONTAINERS = ("journal", "booktitle", "publisher", "school", "institution", "howpublished")


def closest(key: str, known: Iterable[str]) -> list[str]:
    """Return the three known keys that look most like a key."""
    known = list(known)
    return get_close_matches(key, known, n=3, cutoff=0.4) or known[:3]


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
    return _reference(key).render_as("text")  # type: ignore[no-any-return]


def cite_html(key: str) -> str:
    """Return the full reference of a source as HTML, with a link to its DOI where it has one."""
    return _reference(key).render_as("html")  # type: ignore[no-any-return]


def cite_list(keys: Iterable[str]) -> str:
    """Return an HTML list of sources; each can be linked to as `#key`."""
    items = "\n".join(f'<li id="{html.escape(key)}">{cite_html(key)}</li>' for key in keys)
    return f"<ul>\n{items}\n</ul>"


def _reference(key: str) -> Any:
    from pybtex.richtext import HRef, Text

    if key not in _entries():
        near = ", ".join(closest(str(key), _entries()))
        raise KeyError(f"no source {key!r} in references.bib; the closest: {near}")
    entry = _entries()[key]
    who, when = _names(entry), entry.fields.get("year")
    parts = [
        Text(who, f" ({when})" if when else "") if who else Text(),
        Text(_plain(entry.fields["title"]), f" ({when})" if when and not who else ""),
        _place(entry),
    ]
    reference = Text()
    for part in parts:
        text = str(part)
        if text:
            reference += Text(" " if str(reference) else "", part, "" if text[-1] in ".?!" else ".")
    doi = entry.fields.get("doi")
    if doi:
        address = f"https://doi.org/{doi}"
        reference += Text(" ", HRef(address, address))
    return reference


def _plain(latex: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(latex))


def _names(entry: Any) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_plain(" ".join([*one.prelast_names, *one.last_names])) for one in people]
    others = bool(names) and names[-1] == "others"
    names = names[:-1] if others else names
    if len(names) > _MOST_NAMES:
        names, others = names[:3], True
    editor = "" if entry.persons.get("author") else " (editor)" if names else ""
    if others:
        return f"{', '.join(names)} and others"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) + editor


def _place(entry: Any) -> Any:
    """Return journal, volume, number and pages, or publisher, school or address."""
    from pybtex.richtext import Tag, Text

    fields = entry.fields
    volume = fields.get("volume", "")
    if fields.get("number"):
        volume += f"({fields['number']})" if volume else f"{fields['number']}"
    pages = _plain(fields.get("pages", ""))
    numbers = ":".join(filter(None, [_plain(volume), pages]))
    edition = f"{fields['edition']}th edition" if fields.get("edition") else ""
    name = next((_plain(fields[field]) for field in _CONTAINERS if field in fields), "")
    title = Tag("em", name) if fields.get("journal") else Text(name)
    rest = ", ".join(filter(None, [edition, numbers]))
    return Text(title, " " if fields.get("journal") and rest else ", " if name and rest else "", rest)
