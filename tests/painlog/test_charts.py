"""The chart: its scale, its gaps, its honesty."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from stretchkit.painlog import PainLog, figure_svg, following_dark, pain_figure
from stretchkit.painlog.charts import BEFORE
from stretchkit.palette import LIGHT, PAIN_SCALE
from tests.painlog.helpers import NOW, add, any_entry, memory_log
from tests.painlog.test_summary import days


def texts(figure: Figure) -> str:
    return " ".join(t.get_text() for t in [*figure.texts, *figure.axes[0].texts])


def points(figure: Figure) -> list[tuple[float, float]]:
    found = [c for c in figure.axes[0].collections if len(c.get_offsets())]
    return [tuple(xy) for c in found if c.get_offset_transform() == figure.axes[0].transData
            for xy in c.get_offsets().tolist()]  # fmt: skip


def test_every_chart_has_the_same_scale_and_its_anchor_words() -> None:
    for log in (memory_log(), days(memory_log(), {0: 3}), days(memory_log(), {0: 10, 9: 10})):
        figure = pain_figure(log.entries())
        assert figure.axes[0].get_ylim() == (-0.9, 11.1)
        assert "no pain" in texts(figure)
        assert "worst pain you can imagine" in texts(figure)


def test_an_empty_log_is_an_empty_scale_that_says_so() -> None:
    assert "No entries yet." in texts(pain_figure(memory_log().entries()))


def test_an_entry_is_a_point_in_the_colour_of_its_score() -> None:
    figure = pain_figure(days(memory_log(), {2: 0, 1: 5, 0: 10}).entries())
    assert [y for _, y in points(figure)] == [0, 5, 10]
    scatter = figure.axes[0].collections[-1]
    assert [to_hex(c) for c in scatter.get_facecolors()] == [PAIN_SCALE[n] for n in (0, 5, 10)]


def test_a_score_from_before_a_stretch_is_an_empty_point_and_the_chart_says_so() -> None:
    log = memory_log()
    add(log, score=6, asked="now", moment="before", felt_at=NOW - timedelta(hours=1))
    add(log, score=4, asked="now", moment="after", felt_at=NOW)
    figure = pain_figure(log.entries())
    scatter = figure.axes[0].collections[-1]
    assert [to_hex(c) for c in scatter.get_facecolors()] == [LIGHT["paper"], PAIN_SCALE[4]]
    assert BEFORE in texts(figure)
    assert BEFORE not in texts(pain_figure(days(memory_log(), {1: 5}).entries()))


def test_few_days_are_points_only_and_the_chart_says_so() -> None:
    figure = pain_figure(days(memory_log(), {n: 4 for n in range(6)}).entries())
    assert not figure.axes[0].lines
    assert "Too early to see a pattern: 6 days so far." in texts(figure)


def test_no_line_crosses_a_day_without_an_entry() -> None:
    log = days(memory_log(), {n: 4 for n in (0, 1, 2, 5, 6, 7, 8, 11)})
    figure = pain_figure(log.entries())
    steps = [line.get_xdata() for line in figure.axes[0].lines]
    assert len(steps) == 5
    assert all(end - begin == 1 for begin, end in steps)
    assert "Days without an entry may be the worst or the best." in texts(figure)


def test_neither_pain_of_the_moment_nor_two_places_are_joined() -> None:
    moments = days(memory_log(), {n: 4 for n in range(10)}, asked="now")
    assert not pain_figure(moments.entries()).axes[0].lines
    places = days(memory_log(), {n: 4 for n in range(10)})
    days(places, {3: 8}, side="right")
    figure = pain_figure(places.entries())
    assert not figure.axes[0].lines
    assert "2 places together" in texts(figure)


def test_pain_in_the_chest_is_not_drawn_among_the_others() -> None:
    log = days(memory_log(), {n: 4 for n in range(7)})
    days(log, {0: 9, 1: 8}, region="chest_front")
    figure = pain_figure(log.entries())
    assert {y for _, y in points(figure)} == {4}
    assert "places together" not in texts(figure)
    assert figure.axes[0].lines


def test_one_kind_of_number_stands_in_a_chart_and_in_its_title() -> None:
    log = days(memory_log(), {n: 4 for n in range(7)})
    days(log, {0: 9, 1: 10}, asked="worst_today")
    assert {y for _, y in points(pain_figure(log.entries()))} == {4}
    worst = pain_figure(log.entries(), "worst_today")
    assert {y for _, y in points(worst)} == {9, 10}
    assert "Worst pain of the day" in texts(worst)
    with pytest.raises(ValueError, match="asked is 'best'"):
        pain_figure(log.entries(), "best")


@pytest.mark.parametrize("ago", [(0,), (0, 1), (0, 9), tuple(range(10)), (0, 400)])
def test_the_days_end_with_the_last_entrys_day(ago: tuple[int, ...]) -> None:
    axes = pain_figure(days(memory_log(), {n: 4 for n in ago}).entries()).axes[0]
    first, last = (NOW - timedelta(days=max(ago))).toordinal(), NOW.toordinal()
    assert axes.get_xlim() == (first - 0.5, last + 0.5)
    assert max(axes.get_xticks()) <= last


def test_a_point_stands_at_the_writers_day() -> None:
    log = memory_log()
    add(log, felt_at="2026-03-01T23:30-08:00")
    add(log, felt_at="2026-03-01T00:30+09:00")
    (first, _), (second, _) = points(pain_figure(log.entries()))
    assert first == second


def test_the_same_log_gives_the_same_svg_and_no_date_or_maker() -> None:
    entries = days(memory_log(), {n: n for n in range(10)}).entries()
    svg = figure_svg(pain_figure(entries))
    assert svg == figure_svg(pain_figure(entries))
    assert b"<dc:date>" not in svg
    assert b"matplotlib.org" not in svg
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_on_a_dark_screen_every_colour_of_the_chart_is_turned() -> None:
    log = days(memory_log(), {n: n for n in range(10)}, asked="now", moment="before")
    svg = figure_svg(pain_figure(days(log, {0: 10}, asked="now").entries()))
    drawn, style = (
        following_dark(svg).decode().split("<style>@media screen and (prefers-color-scheme: dark)")
    )
    colours = set(re.findall(r"(?:fill|stroke): #[0-9a-f]{6}", drawn))
    assert f"fill: {LIGHT['paper']}" in colours
    for colour in colours:
        assert f'[style*="{colour}"]' in style


@settings(max_examples=20)
@given(st.lists(any_entry, max_size=6))
def test_any_log_can_be_drawn(rows: list[dict[str, Any]]) -> None:
    log = memory_log()
    for row in rows:
        add(log, **row)
    figure = pain_figure(log.entries())
    assert len(figure.axes[0].get_xticks()) <= 70
    assert figure_svg(figure)


def test_ten_years_have_few_dates_below() -> None:
    log = PainLog(":memory:", clock=lambda: NOW)
    for ago in (0, 3650):
        add(log, felt_at=NOW - timedelta(days=ago))
    assert len(pain_figure(log.entries()).axes[0].get_xticks()) <= 8
