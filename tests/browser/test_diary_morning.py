"""The diary asks about the morning after, of one's own log only, and answers by the pain rule."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts, painlog
from stretchkit.painlog import PainLog, advice, morning
from stretchkit.widgets.diary import PainDiary
from tests.browser.small import Opener, open_pages

NOW = datetime(2025, 11, 25, 7, 30, tzinfo=UTC)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PainLog:
    """Return one's own log on the morning after a stretch, its two scores in it."""
    monkeypatch.setenv("STRETCHKIT_DATA", str(tmp_path))
    monkeypatch.setattr(morning, "_left_alone", set())
    for name in ("morning_question", "answer_morning"):
        monkeypatch.setattr(painlog, name, partial(getattr(morning, name), now=NOW))
    monkeypatch.setattr(painlog, "advice_for", partial(advice.advice_for, now=NOW))
    log = PainLog(clock=lambda: NOW)
    wrote(log)
    return log


def wrote(log: PainLog) -> None:
    for moment, score in (("before", 2), ("after", 3)):
        log.add(
            score,
            region="neck_back",
            side="left",
            felt_at=NOW - timedelta(hours=12),
            moment=moment,
            session="s1",
            stretch="neck_tilt",
        )


def asked(page: Page) -> Locator:
    return page.locator("[data-part=morning]:visible")


def give(page: Page, score: str) -> None:
    asked(page).get_by_label("Pain this morning").select_option(score)
    asked(page).get_by_role("button", name="Save").click()


def test_it_asks_once_and_the_score_joins_its_session(opened: Opener, log: PainLog) -> None:
    page = opened(PainDiary(log))
    expect(asked(page)).to_contain_text(
        "After Neck tilt on 24 November you wrote 3. How is it this morning?"
    )
    give(page, "2")
    expect(asked(page)).to_contain_text("this morning 2. That is no higher than before you began.")
    last = log.entries().iloc[-1]
    assert (last.score, last.moment, last.session) == (2, "next_morning", "s1")
    expect(page.locator("[data-part=entries] li").first).to_contain_text("next morning")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('sk-log'))")
    expect(asked(page).get_by_role("button", name="Save")).to_have_count(0)
    assert len(log.entries()) == 3


def test_a_morning_over_the_rule_is_answered_right_under_the_question(
    opened: Opener, log: PainLog
) -> None:
    page = opened(PainDiary(log))
    give(page, "4")
    told = page.locator("[data-part=advice]")
    expect(told).to_contain_text(facts.pain_rule().over_once)
    expect(page.locator("[data-part=brought]")).to_be_empty()
    question, answer = asked(page).bounding_box(), told.bounding_box()
    assert question and answer
    assert 0 <= answer["y"] - question["y"] - question["height"] < 40


def test_not_now_asks_no_more(opened: Opener, log: PainLog) -> None:
    page = opened(PainDiary(log))
    asked(page).get_by_role("button", name="Not now").click()
    expect(asked(page)).to_have_count(0)
    again = opened(PainDiary(log))
    expect(again.locator("[data-part=entries] li")).to_have_count(2)
    expect(asked(again)).to_have_count(0)


def test_two_diaries_on_a_page_ask_once(opened: Opener, log: PainLog) -> None:
    page = opened(PainDiary(log), PainDiary(log))
    expect(page.locator("[data-part=entries] li")).to_have_count(4)
    expect(asked(page)).to_have_count(1)


def test_a_log_kept_elsewhere_is_not_asked_about(
    opened: Opener, log: PainLog, tmp_path: Path
) -> None:
    other = PainLog(tmp_path / "of a class.sqlite3", clock=lambda: NOW)
    wrote(other)
    page = opened(PainDiary(other))
    expect(page.locator("[data-part=entries] li")).to_have_count(2)
    expect(asked(page)).to_have_count(0)


def test_nothing_of_it_is_a_trait_or_an_output(log: PainLog) -> None:
    diary = PainDiary(log)
    assert diary._handle({"act": "show"})["diary"]["morning"]["session"] == "s1"
    saved = str(diary.get_state(["choices"])) + str(diary._repr_mimebundle_())
    assert "s1" not in saved and "24 November" not in saved
