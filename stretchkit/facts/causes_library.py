"""Read the causes, the evidence and the cases, and check what they point to."""

from functools import cache
from pathlib import Path

from stretchkit.facts.causes_records import Case, Cause, Contested, Term, Trial
from stretchkit.facts.library import levels, red_flags, rows
from stretchkit.facts.links import must_be_of_level, must_name
from stretchkit.facts.place import data_folder


@cache
def causes() -> dict[str, Cause]:
    """Return what may lie behind the pain."""
    path = data_folder() / "causes" / "causes.toml"
    found = rows(path, "cause", Cause)
    for cause in found.values():
        must_name(cause.contested, contested(), path, cause.key, "contested idea")
        for help_ in cause.get_help:
            must_be_of_level(help_.signs, help_.key, path, cause.key)
    return found


@cache
def contested() -> dict[str, Contested]:
    """Return the ideas that people disagree on, with both sides."""
    return rows(_evidence("contested"), "contested", Contested)


@cache
def trials() -> dict[str, Trial]:
    """Return the results of trials and reviews."""
    return rows(_evidence("trials"), "trial", Trial)


@cache
def glossary() -> dict[str, Term]:
    """Return words of research and medicine in plain words."""
    return rows(_evidence("glossary"), "term", Term)


@cache
def cases() -> dict[str, Case]:
    """Return the stories to think through."""
    path = data_folder() / "cases" / "cases.toml"
    found = rows(path, "case", Case)
    for case in found.values():
        must_name(case.signs, red_flags(), path, case.key, "red flag")
        if case.signs:
            # What calls for help sooner is allowed where "now" is accepted beside the level.
            own = [sign for sign in case.signs if red_flags()[sign].level not in case.accepts[:-1]]
            most_urgent = min(
                own or case.signs, key=lambda sign: levels()[red_flags()[sign].level].order
            )
            must_be_of_level([most_urgent], case.level, path, case.key)
    return found


def _evidence(name: str) -> Path:
    return data_folder() / "evidence" / f"{name}.toml"
