"""A log as a FHIR R4 Bundle, the form in which health records exchange findings."""

from collections.abc import Iterable
from typing import Any

from stretchkit.painlog.entry import ASKED, MOMENTS, REGIONS, SIDES, Entry

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_PAIN = {
    "system": "http://loinc.org",
    "code": "72514-3",
    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
}


def bundle(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return a collection of Observations. They name no patient: whoever receives them does."""
    found = [
        {"fullUrl": f"urn:uuid:{entry.id}", "resource": _observation(entry)} for entry in entries
    ]
    # FHIR allows no empty list.
    return {"resourceType": "Bundle", "type": "collection", **({"entry": found} if found else {})}


def _observation(entry: Entry) -> dict[str, Any]:
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "id": entry.id,
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORY, "code": "survey", "display": "Survey"}]}],
        "code": {"coding": [_PAIN], "text": ASKED[entry.asked]},
        "effectiveDateTime": entry.felt_at.isoformat(),
        "valueInteger": entry.score,
        "bodySite": {"text": f"{REGIONS[entry.region]}, {SIDES[entry.side]}"},
    }
    if entry.note.strip():
        observation["note"] = [{"text": entry.note}]
    details = {
        "moment": MOMENTS[entry.moment] if entry.moment else "",
        "session": entry.session or "",
        "stretch": entry.stretch or "",
        "qualities": ", ".join(entry.qualities),
        "triggers": ", ".join(entry.triggers),
        "tags": ", ".join(entry.tags),
    }
    components = [
        {"code": {"text": name}, "valueString": text} for name, text in details.items() if text
    ]
    if components:
        observation["component"] = components
    return observation
