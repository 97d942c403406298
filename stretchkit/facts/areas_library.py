"""Read areas of the skin, the traditional maps on them, and the pictures of causes."""

from functools import cache
from pathlib import Path

from stretchkit.facts.areas_records import Area, CausePicture, Referral, Tissue
from stretchkit.facts.causes_library import causes
from stretchkit.facts.library import muscles, rows
from stretchkit.facts.links import must_name
from stretchkit.facts.place import data_folder


@cache
def areas() -> dict[str, Area]:
    """Return the named areas of the skin."""
    return rows(data_folder() / "body" / "areas.toml", "area", Area)


@cache
def referrals() -> dict[str, Referral]:
    """Return the traditional maps: the areas that each muscle's referral names, by muscle."""
    path = data_folder() / "anatomy" / "referral_areas.toml"
    found = rows(path, "referral", Referral)
    must_name(found, muscles(), path, "referral", "muscle")
    for row in found.values():
        for part in row.parts:
            must_name(part.areas, areas(), path, row.key, "area")
    return found


@cache
def tissues() -> dict[str, Tissue]:
    """Return the parts of the spine that pictures of causes bring out."""
    return rows(_pictures(), "tissue", Tissue, ("picture",))


@cache
def cause_pictures() -> dict[str, CausePicture]:
    """Return what the picture of each cause shows, by cause."""
    path = _pictures()
    found = rows(path, "picture", CausePicture, ("tissue",))
    must_name(found, causes(), path, "picture", "cause")
    for row in found.values():
        for panel in row.panels:
            must_name(panel.tissues, tissues(), path, row.key, "tissue")
            must_name((a.partition(".")[0] for a in panel.areas), areas(), path, row.key, "area")
    return found


def _pictures() -> Path:
    return data_folder() / "causes" / "pictures.toml"
