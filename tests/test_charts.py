"""The charts of the lessons: their words, their size, and that they say what the data say."""

import base64
import re

import pytest

from stretchkit import charts
from stretchkit.body import check
from stretchkit.body.data import neck_shares


def html(chart: charts.Chart) -> str:
    return chart._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("make", [charts.plot_neck_shares, charts.model_check])
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
