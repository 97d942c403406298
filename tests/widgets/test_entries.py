"""Showing a log's table shows it in the page alone: no output, so no file, holds its rows."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from stretchkit.painlog import PainLog
from stretchkit.painlog.table import PLACEHOLDER
from stretchkit.widgets import rebuild
from stretchkit.widgets.entries import LogTable
from stretchkit.widgets.live import MIME

SHOWN: dict[str, Callable[[pd.DataFrame], Any]] = {
    "the table": lambda table: table,
    "its first rows": lambda table: table.head(),
    "some columns": lambda table: table[["score", "note"]],
    "one column": lambda table: table.score,
    "one entry": lambda table: table.iloc[0],
    "sorted": lambda table: table.sort_values("score"),
    "only some": lambda table: table[table.score > 3],
    "counted": lambda table: table.groupby("region").score.mean(),
    "a copy": lambda table: table.copy().reset_index(),
}


@pytest.fixture
def log() -> PainLog:
    log = PainLog(":memory:")
    log.add(7, region="neck_back", side="left", note="KINGFISHER", qualities=("aching",))
    log.add(4, region="hand", side="right", felt_at="2026-03-01T07:30+01:00")
    return log


@pytest.mark.parametrize("what", SHOWN)
def test_nothing_that_is_shown_of_it_holds_a_row(log: PainLog, what: str) -> None:
    shown = SHOWN[what](log.entries())
    data, _ = shown._repr_mimebundle_()
    saved = json.dumps([data[mime] for mime in ("text/plain", "text/html", MIME)])
    for told in (saved, repr(shown), str(shown), shown._repr_html_()):
        assert PLACEHOLDER in told
        for row in ("KINGFISHER", "neck_back", "hand", "aching", "7.0", "2026"):
            assert row not in told


def test_it_is_a_table_like_any_other(log: PainLog) -> None:
    table = log.entries()
    assert isinstance(table, pd.DataFrame)
    assert (table.score.sum(), table.score.max(), len(table)) == (11, 7, 2)
    assert list(table[table.score > 4].note) == ["KINGFISHER"]
    assert table.groupby("region").score.mean().to_dict() == {"hand": 4.0, "neck_back": 7.0}
    assert "KINGFISHER" in table.to_string(), "who asks for the text gets it"
    assert pd.DataFrame(table).equals(pd.DataFrame(log.entries()))


def test_the_page_gets_the_rows_with_their_ids_by_message(log: PainLog) -> None:
    answer = LogTable(log.entries())._handle({"act": "rows", "request": "a-1"})
    assert json.loads(json.dumps(answer)) == answer and answer["request"] == "a-1"
    assert answer["head"][:3] == ["id", "score", "region"]
    first, second = answer["rows"]
    assert first[0] == log.entries().index[0]
    assert first[1:5] == ["4", "hand", "right", "2026-03-01 07:30"]
    assert first[6] == "", "what was not said is empty"
    assert "aching" in second and "KINGFISHER" in second
    assert answer["left_out"] == 0


def test_of_a_long_log_the_last_rows_come(log: PainLog) -> None:
    for n in range(80):
        log.add(n % 11, region="arm", side="left")
    answer = LogTable(log.entries())._handle({})
    assert (len(answer["rows"]), answer["left_out"]) == (60, 22)
    assert answer["rows"][-1][0] == log.entries().index[-1]


def test_what_is_saved_of_it_can_be_made_again_empty() -> None:
    again = rebuild({"kind": "entries", "arguments": {}})
    assert PLACEHOLDER in again.twin()
    assert again._handle({})["rows"] == []  # type: ignore[attr-defined]
