"""The log as a health record takes it."""

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stretchkit.painlog import PainLog
from tests.painlog.helpers import add, any_entry, memory_log

# FHIR R4, data types: dateTime with a time needs seconds and an offset; id; string not blank.
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-4]):\d\d)")
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def observations(log: PainLog) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in log.to_fhir().get("entry", [])]


def test_an_entry_is_an_observation_of_reported_pain() -> None:
    log = memory_log()
    id = add(log)
    bundle = log.to_fhir()
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert bundle["entry"][0]["fullUrl"] == f"urn:uuid:{id}"
    (found,) = observations(log)
    assert found == {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "survey",
                        "display": "Survey",
                    }
                ]
            }
        ],
        "code": {
            "coding": [
                {
                    "system": "http://loinc.org",
                    "code": "72514-3",
                    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
                }
            ],
            "text": "average pain today",
        },
        "effectiveDateTime": "2026-03-01T07:30:00+01:00",
        "valueInteger": 4,
        "bodySite": {"text": "back of the neck, left"},
        "note": [{"text": "Slept badly.\n=1+1 ünïcode 痛"}],
        "component": [
            {"code": {"text": "moment"}, "valueString": "before the stretch"},
            {"code": {"text": "session"}, "valueString": "s-12"},
            {"code": {"text": "stretch"}, "valueString": "neck_tilt:basic"},
            {"code": {"text": "qualities"}, "valueString": "aching, burning"},
            {"code": {"text": "triggers"}, "valueString": "desk work"},
            {"code": {"text": "tags"}, "valueString": "week 1"},
        ],
    }


def test_an_empty_log_has_no_empty_list_which_fhir_forbids() -> None:
    assert memory_log().to_fhir() == {"resourceType": "Bundle", "type": "collection"}


@given(st.lists(any_entry, max_size=3))
def test_whatever_is_in_the_log_the_bundle_keeps_the_rules(rows: list[dict[str, Any]]) -> None:
    log = memory_log()
    for row in rows:
        add(log, **row)
    assert len(observations(log)) == len(rows)
    for found in observations(log):
        assert DATE_TIME.fullmatch(found["effectiveDateTime"])
        assert ID.fullmatch(found["id"])
        assert type(found["valueInteger"]) is int
        texts = [n["text"] for n in found.get("note", [])]
        texts += [part["valueString"] for part in found.get("component", [])]
        assert all(text.strip() for text in texts)
    assert json.loads(json.dumps(log.to_fhir())) == log.to_fhir()
