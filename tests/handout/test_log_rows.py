"""Rows of a log that code wrote into an output reach neither the disk nor a handout."""

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from stretchkit.handout import HandoutExporter
from stretchkit.handout.log_rows import LEFT_OUT, holds_log_rows
from stretchkit.handout.saved import before_save
from stretchkit.painlog import PainLog
from tests.handout.test_saved import ANOTHERS, OURS


def log() -> PainLog:
    log = PainLog(":memory:")
    log.add(7, region="neck_back", side="left", note="KINGFISHER")
    return log


def said(text: str) -> Any:
    return new_output("stream", name="stdout", text=text)


def shown(text: str, mime: str = "text/plain") -> Any:
    return new_output("display_data", data={mime: text})


WRITTEN = {
    "a printed table": lambda: said(log().entries().to_string()),
    "a plain table": lambda: shown(log().entries().to_html(), "text/html"),
    "its dictionary": lambda: shown(repr(log().entries().to_dict("records"))),
    "a printed CSV": lambda: said(log().csv_text()),
    "a history": lambda: shown(repr(log().history(log_id()))),
    "FHIR": lambda: shown(repr(log().to_fhir())),
}
HARMLESS = {
    "what the log accepts": lambda: said(str(PainLog.add.__doc__)),
    "a widget of the course": lambda: new_output("display_data", data=OURS),
    "another widget": lambda: new_output("display_data", data=ANOTHERS),
    "the log's own view": lambda: shown(repr(log().entries())),
    "where it went": lambda: shown("1 entry written to my_pain.csv in the folder notes."),
}


def log_id() -> str:
    return str(log().entries().index[0])


@pytest.fixture(autouse=True)
def one_log(monkeypatch: pytest.MonkeyPatch) -> None:
    only = log()
    monkeypatch.setattr(f"{__name__}.log", lambda: only)


@pytest.mark.parametrize("what", WRITTEN)
def test_rows_are_not_saved_and_not_handed_out(what: str, caplog: pytest.LogCaptureFixture) -> None:
    output = WRITTEN[what]()
    assert holds_log_rows(output)
    notebook = new_notebook(cells=[new_code_cell("…", outputs=[output])])
    model: dict[str, Any] = {"type": "notebook", "content": dict(nbformat.from_dict(notebook))}
    before_save(model=model)
    (kept,) = model["content"]["cells"][0]["outputs"]
    assert kept["text"] == f"{LEFT_OUT}\n"
    nbformat.validate(model["content"])
    exporter = HandoutExporter()
    exporter.log.propagate = True
    page, _ = exporter.from_notebook_node(notebook)
    assert LEFT_OUT in page
    assert "KINGFISHER" not in page and "neck_back" not in page.split("</section>")[1]
    assert "A cell shows entries of a pain log: they are left out." in caplog.text


@pytest.mark.parametrize("what", HARMLESS)
def test_other_outputs_stay_as_they_are(what: str) -> None:
    assert not holds_log_rows(HARMLESS[what]())
