"""The one pain rule over a log: which scores belong together, and what a broken rule calls for."""

from datetime import timedelta
from typing import Any

import pytest

from stretchkit.facts import levels, pain_rule, stop_answers
from stretchkit.painlog import PainLog, advice_for
from stretchkit.painlog.rule import stretchings
from tests.painlog.helpers import NOW, add, memory_log


def wrote(
    *rows: tuple[str | None, int, float], log: PainLog | None = None, **fields: Any
) -> PainLog:
    """Write moment and score so many days before NOW, as the diary's form does: no session."""
    log = log or memory_log()
    given: dict[str, Any] = {"session": None, "stretch": None, "tags": (), "qualities": ()}
    for moment, score, ago in rows:
        row = {"moment": moment, "score": score, "felt_at": NOW - timedelta(days=ago)}
        add(log, **{**given, "asked": "now", **row, **fields})
    return log


def called_for(log: PainLog) -> list[str]:
    return [one.level for one in advice_for(log.entries(), NOW)]


def test_a_rise_is_answered_in_the_words_of_stop_on_its_day() -> None:
    for after in (4, 5, 9):
        log = wrote(("before", 2, 0.2), ("after", after, 0.1))
        assert called_for(log) == (["done_today"] if after > 4 else [])
    (one,) = advice_for(log.entries(), NOW)
    flare = stop_answers()["pain_up"]
    assert (one.title, one.words) == (flare.title, flare.answer)


def test_after_a_rise_the_time_is_halved_until_there_was_a_next_time() -> None:
    log = wrote(("before", 2, 1.2), ("after", 9, 1.1))
    (one,) = advice_for(log.entries(), NOW)
    assert (one.level, one.words) == ("halve", f"{pain_rule().during} {pain_rule().over_once}")
    assert called_for(wrote(("before", 2, 6.2), ("after", 9, 6.1))) == ["halve"]
    assert called_for(wrote(("before", 2, 8.2), ("after", 9, 8.1))) == []
    assert called_for(wrote(("before", 3, 0.2), ("after", 3, 0.1), log=log)) == []


def test_pain_that_stayed_up_by_next_morning_is_seen_today() -> None:
    log = wrote(("before", 2, 1.0), ("after", 9, 0.9), ("next_morning", 9, 0.1))
    (one,) = advice_for(log.entries(), NOW)
    assert one.level == "today"
    assert one.words.startswith("Your pain went up after a stretch and stayed up.")
    assert one.words.endswith(levels()["today"].advice)


def test_a_little_more_by_next_morning_halves_the_time() -> None:
    log = wrote(("before", 3, 1.0), ("after", 4, 0.9), ("next_morning", 4, 0.1))
    (one,) = advice_for(log.entries(), NOW)
    assert (one.level, one.words) == ("halve", f"{pain_rule().after} {pain_rule().over_once}")
    assert called_for(wrote(("before", 3, 1.0), ("next_morning", 3, 0.1))) == []


@pytest.mark.parametrize("ago", [0.4, 3, 20])
def test_twice_over_the_rule_asks_a_clinician(ago: float) -> None:
    log = wrote(("before", 2, ago + 0.1), ("after", 6, ago))
    wrote(("before", 1, 0.2), ("after", 7, 0.1), log=log)
    found = {one.level: one.words for one in advice_for(log.entries(), NOW)}
    assert list(found) == ["done_today", "this_week"]
    assert found["this_week"].startswith("After two stretches your pain was over the rule.")
    assert found["this_week"].endswith(levels()["this_week"].advice)


def test_what_was_over_the_rule_long_ago_is_over() -> None:
    assert called_for(wrote(*[(m, s, ago) for ago in (9, 8) for m, s in
                             (("before", 1), ("after", 9))])) == []  # fmt: skip


@pytest.mark.parametrize("asked", ["now", "average_today", "worst_today"])
@pytest.mark.parametrize("moment", [None, "before", "after", "later"])
def test_one_high_number_gets_a_gentle_word_that_day(asked: str, moment: str | None) -> None:
    for score in (7, 8):
        log = wrote((moment, score, 0.1), asked=asked)
        assert called_for(log) == (["easier"] if score == 8 else [])
    assert advice_for(log.entries(), NOW)[0].words == pain_rule().high
    assert called_for(wrote((moment, 9, 1.1), asked=asked)) == []


def test_scores_belong_together_by_session_or_else_by_region_and_day() -> None:
    log = wrote(("before", 5, 0.4), region="arm")
    wrote(("before", 2, 0.3), ("after", 3, 0.2), log=log, region="neck_back")
    wrote(("after", 9, 0.1), log=log, region="hand")
    wrote(("before", 1, 0.1), log=log, session="s1")
    wrote(("after", 8, 0.05), log=log, session="another")
    wrote(("next_morning", 0, 0), log=log, session="s1")
    seen = [(one.region, one.before, one.after, one.morning) for one in
            stretchings(log.entries())]  # fmt: skip
    assert seen == [("arm", 5, None, None), ("neck_back", 2, 3, None), ("neck_back", 1, None, 0)]


def test_of_two_scores_after_one_stretch_the_worse_counts() -> None:
    log = wrote(("before", 2, 0.3), ("after", 8, 0.2), ("after", 2, 0.1))
    assert [one.after for one in stretchings(log.entries())] == [8]
