"""The charts of the lessons: their words, their size, and that they say what the data say."""

import base64
import re
from html import unescape

import pytest

import stretchkit as sk
from stretchkit import charts, facts
from stretchkit.body import check
from stretchkit.body.data import neck_shares


def html(chart: charts.Chart) -> str:
    return chart._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    "make", [charts.plot_neck_shares, charts.model_check, charts.plot_evidence]
)
def test_a_chart_is_an_image_with_words_and_the_same_each_time(make) -> None:  # type: ignore[no-untyped-def]
    shown = html(make())
    assert shown == html(make())
    assert len(shown) < 60_000
    assert f'alt="{make().alt}"' in shown
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", shown)[1]).decode()  # type: ignore[index]
    assert svg.count("<svg") == 1


def test_the_words_name_the_joint_that_has_most() -> None:
    assert round(100 * neck_shares()[:, 2].max()) == 52
    assert "Turn: most in C1–C2, 52 per cent" in charts.plot_neck_shares().alt


def test_every_miss_stands_there_with_its_reason() -> None:
    shown = html(charts.model_check())
    assert f"{len(check.misses())} are not" in shown
    for cell in check.misses():
        reason = check.reference_lines()[cell.pose.model, cell.line].if_far
        assert cell.pose.words in shown
        assert reason and charts.escape(reason) in shown


def test_the_rule_that_a_miss_broke_is_said_with_it() -> None:
    shown = html(charts.model_check())
    assert "8 points or 40 per cent, whichever is larger; where the reference is 0" in shown
    at_zero = [cell for cell in check.misses() if cell.reference == 0]
    assert at_zero
    for cell in at_zero:
        told = re.search(rf"{cell.pose.words} \(\+0, ours \+?(.\d*\.\d)\)", shown)
        assert told and abs(float(told[1].replace("−", "-"))) >= 1, "it is seen why it is one"


# The evidence

SCALES = {"points of 10": 3, "SMD": 3, "Hedges g": 4}


def svg_of(chart: charts.Chart) -> str:
    return base64.b64decode(re.search(r"base64,([^\"]+)", html(chart))[1]).decode()  # type: ignore[index]


def test_each_scale_of_the_evidence_has_a_panel_of_its_own() -> None:
    panels = charts.plot_evidence().figure.axes
    assert len(panels) == len(SCALES)
    for panel, (unit, count) in zip(panels, SCALES.items(), strict=True):
        rows = [
            row
            for row in facts.trials().values()
            if row.unit == unit and row.measure == "between groups"
        ]
        lines = [list(line.get_xdata()) for line in panel.lines]
        assert len(rows) == count
        for row in rows:
            assert [row.low, row.high] in lines and [row.effect] in lines
        squares = [xs for xs in lines if len(xs) == 1]
        assert len(squares) == count, "nothing of another scale is in it"
        assert unit in panel.get_title(loc="left")


def test_each_result_in_words_names_its_source_as_the_text_does() -> None:
    words = html(charts.plot_evidence()).split("Each result in words")[1].split("Sources")[0]
    assert "(de Zoete 2021)" in words and "(Gross 2015)" in words
    assert not any(f"({row.cite})" in words for row in facts.trials().values())


def test_the_numbers_of_the_evidence_stand_in_picture_and_words_with_all_their_digits() -> None:
    chart = charts.plot_evidence()
    picture = " ".join(re.findall(r">([^<>]+)</text>", svg_of(chart)))
    for numbers in (
        *("−1.4 (−2.2 to −0.7)", "−1.4 (−2.0 to −0.7)", "−1.9 (−2.5 to −1.2)"),
        *("−0.71 (−1.33 to −0.10)", "−0.33 (−0.55 to −0.10)", "−0.45 (−0.72 to −0.18)"),
        *("−1.32 (−1.99 to −0.65)", "−1.21 (−1.63 to −0.78)", "−0.98 (−2.51 to 0.56)"),
    ):
        assert numbers in picture and numbers in chart.alt


def test_the_evidence_says_who_was_compared_with_whom_and_how_sure_it_is() -> None:
    shown = unescape(html(charts.plot_evidence()))
    for row in facts.trials().values():
        if row.unit in SCALES and row.measure == "between groups":
            assert f"against {row.comparison}" in charts.plot_evidence().alt
            assert row.plain in shown and f"Certainty: {row.certainty}." in shown
    assert "do not compare a number of one with a number of another" in shown


def test_a_change_within_one_group_is_never_drawn_as_an_effect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = len(facts.trials()) - sum(SCALES.values())
    assert f"{count} more results are not in this chart" in html(charts.plot_evidence())
    before = charts.plot_evidence().alt
    change = facts.trials()["stretch_year"].model_copy(update={"unit": "points of 10"})
    assert change.low is not None and change.measure == "change within a group"
    found = {**facts.trials(), "stretch_year": change}
    monkeypatch.setattr(facts, "trials", lambda: found)
    assert charts.plot_evidence().alt == before


def test_no_words_of_the_evidence_run_into_a_line_or_out_of_the_picture() -> None:
    figure = charts.plot_evidence().figure
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    for axes in figure.axes:
        boxes = [text.get_window_extent() for text in axes.texts]
        ends = [line.get_window_extent() for line in axes.lines if len(line.get_xdata()) == 2]
        for box in [*boxes, axes.title.get_window_extent(), axes._left_title.get_window_extent()]:
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        for box in boxes:
            assert not any(box.overlaps(end) for end in ends if end.width > 1)


def test_the_course_offers_the_evidence_by_its_name() -> None:
    assert sk.plot_evidence is charts.plot_evidence


def test_some_results_alone_have_their_panels_and_their_sources_only() -> None:
    chart = charts.plot_evidence("stretch_office_pain", "bands_two_minutes")
    assert [axes.get_title(loc="left") for axes in chart.figure.axes] == ["Pain, in points of 10"]
    shown = html(chart)
    assert "2 of the 27 results" in shown and "no race" in shown
    assert "Tunwattanapong" in shown and "Zoete" not in shown
    assert "different scales" in html(charts.plot_evidence("bands_two_minutes", "network_strength"))


def test_a_result_that_cannot_be_drawn_is_told() -> None:
    with pytest.raises(ValueError, match="stretch_year cannot be drawn here; these can: str"):
        charts.plot_evidence("stretch_year")
    with pytest.raises(KeyError, match="bands_two_minutes"):
        charts.plot_evidence("bands_two_minute")
