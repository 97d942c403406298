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
    """Return the full reference of a source as HTML, with a link to its DOI where it has one."""
    from pybtex.backends.html import Backend

    return str(_reference(key).render(Backend()))


def cite_list(keys: Iterable[str], *, anchors: bool = False) -> str:
    """Return an HTML list of sources; with anchors, the text can point to each as `#key`."""
    items = ""
    for key in keys:
        anchor = f' id="{html.escape(key)}"' if anchors else ""
        items += f"<li{anchor}>{cite_html(key)}</li>"
    return f"<ul>{items}</ul>"


def _reference(key: str) -> Any:
    from pybtex.richtext import HRef, Text

    if key not in _entries():
        near = ", ".join(closest(str(key), _entries()))
        raise KeyError(f"no source {key!r} in references.bib; the closest: {near}")
    entry = _entries()[key]
    who, title = _names(entry), _plain(entry.fields["title"])
    year = f" ({entry.fields['year']})" if "year" in entry.fields else ""
    parts = [Text(who + year), Text(title)] if who else [Text(title + year)]
    parts = [part.add_period() for part in (*parts, _place(entry)) if str(part)]
    if "doi" in entry.fields:
        address = f"https://doi.org/{entry.fields['doi']}"
        parts.append(HRef(address, address))
    return Text(" ").join(parts)


def _plain(latex: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(latex))


def _names(entry: Any) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_plain(" ".join([*one.prelast_names, *one.last_names])) for one in people]
    others = "others" in names
    names = [name for name in names if name != "others"]
    if len(names) > _MOST_NAMES:
        names, others = names[:3], True
    if others:
        return f"{', '.join(names)} and others"
    editor = " (editor)" if names and "author" not in entry.persons else ""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) + editor


def _place(entry: Any) -> Any:
    """Return journal, volume, number and pages; or publisher, school or address, and edition."""
    from pybtex.richtext import Tag, Text

    fields = {name: _plain(text) for name, text in entry.fields.items()}
    name = next((fields[field] for field in _CONTAINERS if field in fields), "")
    number, pages = fields.get("number"), fields.get("pages")
    if "volume" in fields:
        issue = fields["volume"] + (f"({number})" if number else "")
        details = [" " + ":".join(filter(None, [issue, pages]))]
    else:
        edition = f"edition {fields['edition']}" if "edition" in fields else None
        details = [f", {detail}" for detail in (edition, number, pages) if detail]
    return Text(Tag("em", name) if "journal" in fields else name, *details)
