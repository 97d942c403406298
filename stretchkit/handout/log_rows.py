"""Rows of a pain log in a notebook's outputs: what the log itself shows is a placeholder, but code
may print them, and older notebooks may hold them. They go into no file."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

LEFT_OUT = "Entries of a pain log stood here. They are not saved."

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d|datetime\.datetime\(")
_TABLE = ("score", "region", "felt_at")
_FHIR = ("72514-3", "effectiveDateTime")


def holds_log_rows(output: Mapping[str, Any]) -> bool:
    """Return whether an output (nbformat 4) shows entries of a log: a table, CSV or FHIR.

    Examples
    --------
    >>> holds_log_rows({"output_type": "stream", "text": "score,region,felt_at 2026-03-01 08:00"})
    True
    >>> holds_log_rows({"output_type": "stream", "text": "Needed: score, region, felt_at"})
    False
    """
    shown = {**output.get("data", {}), "text": output.get("text", "")}
    for content in shown.values():
        text = content if isinstance(content, str) else str(content)
        is_table = all(name in text for name in _TABLE) and _MOMENT.search(text)
        if is_table or all(name in text for name in _FHIR):
            return True
    return False


def without_log_rows(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook (nbformat 4) with a line of words in place of entries of a log."""
    found = deepcopy(notebook)
    for cell in found.get("cells", ()):
        for place, output in enumerate(cell.get("outputs", ())):
            if holds_log_rows(output):
                cell["outputs"][place] = {
                    "output_type": "stream",
                    "name": "stdout",
                    "text": f"{LEFT_OUT}\n",
                }
    return found
