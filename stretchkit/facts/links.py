"""Check that the keys in one table of facts exist in another."""

from collections.abc import Collection, Iterable
from pathlib import Path

from stretchkit.facts.citations import closest
from stretchkit.facts.library import FactError, red_flags


def must_name(keys: Iterable[str], known: Collection[str], path: Path, row: str, noun: str) -> None:
    """Raise a FactError that names the closest keys if one of the keys is not known."""
    for key in keys:
        if key not in known:
            near = ", ".join(closest(key, known))
            raise FactError(
                f"{path.name}, {row}: the {noun} {key!r} does not exist; the closest: {near}"
            )


def must_be_of_level(signs: Iterable[str], level: str | None, path: Path, row: str) -> None:
    """Raise a FactError if one of the red flags is unknown or stands at another level."""
    must_name(signs := tuple(signs), red_flags(), path, row, "red flag")
    for sign in signs:
        own = red_flags()[sign].level
        if own != level:
            raise FactError(
                f"{path.name}, {row}: the level is {level}, but the red flag {sign!r} is {own}"
            )
