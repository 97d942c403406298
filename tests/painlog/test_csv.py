"""The log as a CSV file and back, and what people and spreadsheets do to such a file."""

import csv
import os
import stat
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stretchkit.painlog import PainLog, PainLogError
from stretchkit.painlog.csv_exchange import COLUMNS, parse_csv
from stretchkit.painlog.faults import CsvError
from tests.painlog.helpers import FULL, NOW, add, any_entry, memory_log

HEADER = "score,region,side,felt_at"


def imported(tmp_path: Path, text: str | bytes) -> tuple[PainLog, Any]:
    """Import a file of that text into an empty log; return the log and the report."""
    path = tmp_path / "given.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    log = memory_log()
    return log, log.import_csv(path)


def reasons(report: Any) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in report.refused]


@given(st.lists(any_entry, max_size=4))
@example([{**FULL, "note": "\t"}])
@example([{**FULL, "note": "''=1"}])
@example([{**FULL, "note": "  \n "}])
@example([{**FULL, "note": "\ufeff=1"}])
@example([{**FULL, "note": "a\x85b\u2028c\x1cd", "tags": ("'-x", "+1")}])
def test_out_and_in_again_is_the_same_log(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    log = memory_log()
    for row in rows:
        add(log, **row)
    log.to_csv(folder / "log.csv")
    other = memory_log()
    report = other.import_csv(folder / "log.csv")
    assert (report.added, report.already_there, report.refused) == (len(rows), 0, ())
    assert other._entries() == log._entries()
    assert other.csv_text() == log.csv_text()
    again = other.import_csv(folder / "log.csv")
    assert (again.added, again.already_there, again.refused) == (0, len(rows), ())


@given(st.text(st.sampled_from("'=+-@\tab1 "), max_size=6))
def test_no_cell_is_a_formula_and_the_guard_is_one_apostrophe(note: str) -> None:
    log = memory_log()
    add(log, note=note)
    (row,) = list(csv.DictReader(log.csv_text().removeprefix("\ufeff").splitlines(keepends=True)))
    assert not row["note"].startswith(("=", "+", "-", "@", "\t", "\r"))
    risky = note.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row["note"] == ("'" + note if risky else note)


def test_the_file_is_what_spreadsheets_and_people_read(tmp_path: Path) -> None:
    log = memory_log()
    id = add(log)
    path = tmp_path / "log.csv"
    log.to_csv(path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,score,region,side,felt_at,asked,moment,")
    assert raw.decode("utf-8-sig").splitlines()[1:] == [
        f"{id},4,neck_back,left,2026-03-01T07:30:00+01:00,average_today,before,s-12,"
        'neck_tilt:basic,aching; burning,desk work,week 1,"Slept badly.',
        '=1+1 ünïcode 痛"',
    ]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["log.csv"]


def test_the_csv_never_goes_over_the_log(tmp_path: Path) -> None:
    log = PainLog(tmp_path / "log.sqlite3")
    add(log)
    with pytest.raises(PainLogError, match="is the log itself"):
        log.to_csv(tmp_path / "." / "log.sqlite3")
    assert len(log.entries()) == 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PainLogError, match=r"log.csv could not be written.*Nothing was changed"):
        memory_log().to_csv(tmp_path / "none" / "log.csv")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas_semicolons_tabs_and_any_mark_or_line_end(
    tmp_path: Path, sign: str, encoding: str, end: str
) -> None:
    lines = [HEADER + ",note", "4,neck_back,left,2026-03-01 07:30,müde"]
    text = end.join(line.replace(",", sign) for line in lines) + end
    log, report = imported(tmp_path, text.encode(encoding))
    assert report.added == 1
    assert list(log.entries().note) == ["müde"]


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T07:30:00",
        "2026-03-01 7:30",
        "2026/3/1 07:30",
        "01.03.2026 07:30",
        "1.3.2026, 7:30:00",
        "46082.3125",
        "46082,3125",
    ],
)
def test_what_spreadsheets_make_of_a_time(tmp_path: Path, written: str) -> None:
    log, report = imported(tmp_path, f'{HEADER}\n4,arm,left,"{written}"\n')
    assert reasons(report) == []
    assert log.entries().felt_at.iloc[0] == datetime(2026, 3, 1, 7, 30).astimezone()


def test_a_day_alone_is_its_beginning(tmp_path: Path) -> None:
    log, _ = imported(tmp_path, f"{HEADER}\n4,arm,left,2026-03-01\n5,arm,left,46082\n")
    assert {moment.replace(tzinfo=None) for moment in log.entries().felt_at} == {
        datetime(2026, 3, 1)
    }


@pytest.mark.parametrize("written", ["4", "4.0", "4,00", " 4 ", "04"])
def test_a_whole_score_in_any_dress(tmp_path: Path, written: str) -> None:
    log, report = imported(tmp_path, f'{HEADER}\n"{written}",arm,left,2026-03-01\n')
    assert reasons(report) == []
    assert list(log.entries().score) == [4]


def test_good_rows_are_added_and_each_bad_one_is_told_with_line_and_reason(tmp_path: Path) -> None:
    text = (
        f"{HEADER},note\n"
        "4,arm,left,2026-03-01,\n"
        '3.5,arm,left,2026-03-01,"two\nlines"\n'
        "4,amr,left,2026-03-01,\n"
        "\n"
        "4,arm,left,3/4/2026,\n"
        "4,arm,left,2027-01-01,\n"
        "4,arm,left,31.2.2026,\n"
        "4,arm,left\n"
        "4,arm,left,2026-03-01,a,b\n"
        ",arm,left,2026-03-01,\n"
        "5,arm,left,2026-03-02,\n"
    )
    log, report = imported(tmp_path, text)
    assert list(log.entries().score) == [4, 5]
    found = reasons(report)
    assert [line for line, _ in found] == [3, 5, 7, 8, 9, 10, 11, 12]
    for (_, reason), part in zip(
        found,
        [
            "The score '3.5' is not on the scale",
            "The region 'amr' is not known; the closest is 'arm'",
            "the day or the month may come first; write it as 2026-03-01 07:30",
            "still to come",
            "The time '31.2.2026' cannot be read; a time such as",
            "The time '' cannot be read; a time such as",
            "the row has 6 cells; the first line names 5",
            "The score '' is not on the scale",
        ],
        strict=True,
    ):
        assert part in reason
    assert repr(report) == (
        "2 added, 0 already there, 8 refused (see .refused; line 3, 5, 7, 8, 9, 10, 11, 12)"
    )
    assert "3.5" not in repr(report)


def test_an_import_is_one_act_and_can_be_repeated_after_undo(tmp_path: Path) -> None:
    log, _ = imported(tmp_path, f"{HEADER}\n4,arm,left,2026-03-01\n5,arm,left,2026-03-02\n")
    assert log.undo() == "add"
    assert log.entries().empty
    report = log.import_csv(tmp_path / "given.csv")
    assert report.added == 2
    assert list(log.entries().score) == [4, 5]


def test_rows_typed_without_an_id_are_known_again_and_twins_are_two(tmp_path: Path) -> None:
    row = "4,arm,left,2026-03-01\n"
    log, report = imported(tmp_path, f"{HEADER}\n{row}{row}5,arm,left,2026-03-01\n")
    assert report.added == 3
    again = log.import_csv(tmp_path / "given.csv")
    assert (again.added, again.already_there) == (0, 3)


def test_a_deleted_entry_comes_back_from_a_backup(tmp_path: Path) -> None:
    log = memory_log()
    id = add(log)
    log.to_csv(tmp_path / "backup.csv")
    log.delete(id)
    assert log.import_csv(tmp_path / "backup.csv").added == 1
    assert list(log.entries().index) == [id]


def test_a_row_that_differs_from_the_log_is_told_and_the_log_left_alone(tmp_path: Path) -> None:
    log = memory_log()
    id = add(log)
    log.to_csv(tmp_path / "log.csv")
    log.change(id, score=9, note="")
    report = log.import_csv(tmp_path / "log.csv")
    assert reasons(report) == [
        (2, "the log has this id with another score, note; it was left alone")
    ]
    assert log.entries().score[id] == 9


def test_other_columns_are_named_as_ignored_and_order_and_case_are_free(tmp_path: Path) -> None:
    log, report = imported(
        tmp_path, 'Felt_At,Weather,SIDE,"region", score\n2026-03-01,rain,left,arm,4'
    )
    assert report.added == 1
    assert report.ignored_columns == ("weather",)
    assert list(log.entries().region) == ["arm"]


@pytest.mark.parametrize("missing", HEADER.split(","))
def test_a_missing_column_is_named_with_all_that_are_needed(tmp_path: Path, missing: str) -> None:
    header = ",".join(name for name in HEADER.split(",") if name != missing)
    with pytest.raises(CsvError, match=rf"no column {missing}\. Nothing was added.*{HEADER[:5]}"):
        imported(tmp_path, f"{header}\n1,2,3\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "no column score"),
        (b"\xff\xfe\x00", "not a text in UTF-8"),
        ("score;region\nm\xfcde".encode("cp1252"), "CSV UTF-8"),
        (f"{HEADER},score\n".encode(), "the column score twice"),
        (f'{HEADER}\n4,arm,left,"2026-03-01\n4,arm,left,2026-03-01\n'.encode(), "from line 2"),
        (f'{HEADER}\n4,arm,left,"a"b\n'.encode(), "from line 2"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_adds_nothing(
    tmp_path: Path, text: bytes, said: str
) -> None:
    with pytest.raises(CsvError, match=said):
        imported(tmp_path, text)


def test_a_fault_late_in_the_file_adds_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f'{HEADER}\n4,arm,left,2026-03-01\n5,arm,left,"2026-03-02\n')
    log = PainLog(tmp_path / "log.sqlite3")
    with pytest.raises(CsvError, match="Nothing was added"):
        log.import_csv(path)
    assert not (tmp_path / "log.sqlite3").exists()


@pytest.mark.parametrize(
    "junk",
    [
        os.urandom(10_000_000),
        b"\x00" * 10_000_000,
        b"x" * 10_000_000,
        b",;" * 5_000_000,
        b"lorem ipsum\n" * 833_333,
        HEADER.encode() + b"\n" + b"1,2,3,4\n" * 1_250_000,
        HEADER.encode() + b"\n" + b"x" * 10_000_000,
        HEADER.encode() + b"\n" + b"\n" * 10_000_000,
    ],
    ids=["random", "nul", "one line", "signs", "text", "rows", "one cell", "blank lines"],
)
def test_ten_megabytes_of_junk_are_refused_at_once(tmp_path: Path, junk: bytes) -> None:
    begun = time.perf_counter()
    try:
        _, report = imported(tmp_path, junk)
        assert report.added == 0
    except CsvError as fault:
        assert "Nothing was added" in str(fault)
        assert len(str(fault)) < 500
    assert time.perf_counter() - begun < 5


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(CsvError, match="larger than 20 MB"):
        memory_log().import_csv(path)


def test_a_file_that_is_not_there_is_said_by_its_name_alone(tmp_path: Path) -> None:
    with pytest.raises(CsvError, match=r"^There is no file none\.csv at that place\.") as fault:
        memory_log().import_csv(tmp_path / "none.csv")
    assert "Nothing was added." in str(fault.value)
    assert str(tmp_path) not in str(fault.value)
    assert fault.value.__cause__ is None


def test_a_folder_is_not_a_file_and_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "logs.csv").mkdir()
    with pytest.raises(CsvError, match=r"^logs\.csv could not be read: .*Nothing was added\."):
        memory_log().import_csv(tmp_path / "logs.csv")


@given(st.text(st.sampled_from(",;\t\"\n\r'=4.0/-: abcscore") | st.characters(), max_size=80))
def test_any_text_after_a_header_gives_rows_or_a_clear_refusal(text: str) -> None:
    try:
        table = parse_csv(f"{','.join(COLUMNS)}\n{text}", "given.csv", NOW)
    except CsvError as fault:
        assert "Nothing was added" in str(fault)
    else:
        assert all(row.line >= 2 and row.reason for row in table.refused)


def test_it_says_where_it_went_without_the_name_of_the_machine(tmp_path: Path) -> None:
    log = memory_log()
    add(log)
    report = log.to_csv(tmp_path / "my_pain.csv")
    assert report.path == (tmp_path / "my_pain.csv").resolve() and report.path.exists()
    assert repr(report).startswith(f"1 entry written to my_pain.csv in the folder {tmp_path.name}.")
    assert str(tmp_path.parent) not in repr(report)
