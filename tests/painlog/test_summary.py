"""The words beside the chart, and when the log itself is a reason to get help."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretchkit.facts import levels
from stretchkit.painlog import PainLog, advice_for, kinds_in, pain_words
from tests.painlog.helpers import NOW, add, any_entry, memory_log


def days(log: PainLog, scores: dict[int, int], **fields: Any) -> PainLog:
    """Add a score of "average today" for each number of days before NOW."""
    for ago, score in scores.items():
        add(log, **{"score": score, "tags": (), "felt_at": NOW - timedelta(days=ago), **fields})
    return log


def advice(log: PainLog) -> list[tuple[str, str]]:
    return [(one.level, one.words) for one in advice_for(log.entries(), NOW)]


def test_an_empty_log_says_so() -> None:
    assert pain_words(memory_log().entries()) == "No entries yet."
    assert advice(memory_log()) == []


def test_few_days_are_told_as_too_few() -> None:
    log = days(memory_log(), {3: 2, 1: 7})
    assert pain_words(log.entries()) == (
        "Average pain of the day, 28 March 2026 to 30 March 2026. 2 entries on 2 of 3 days. "
        "Lowest 2, highest 7. Too early to see a pattern: 2 days so far. "
        "Days without an entry may be the worst or the best."
    )


def test_one_entry_has_its_own_words() -> None:
    log = days(memory_log(), {0: 5})
    assert pain_words(log.entries()) == (
        "Average pain of the day, 31 March 2026. 1 entry on 1 of 1 day. Score 5. "
        "Too early to see a pattern: 1 day so far."
    )


def test_kinds_of_number_are_never_mixed_and_what_is_left_out_is_told() -> None:
    log = days(memory_log(), {n: 4 for n in range(7)})
    days(log, {0: 9, 1: 10}, asked="worst_today")
    days(log, {0: 0}, asked="now")
    words = pain_words(log.entries())
    assert "Lowest 4, highest 4." in words
    assert "Not in this chart: 2 entries of worst pain of the day and 1 entry of pain now." in words
    assert pain_words(log.entries(), "worst_today").startswith("Worst pain of the day, 30 March")
    assert pain_words(days(memory_log(), {0: 1}).entries(), "now") == "No entries of pain now yet."


def test_pain_in_the_chest_is_no_dot_of_a_course_and_the_words_say_so() -> None:
    log = days(memory_log(), {n: 4 for n in range(7)})
    days(log, {0: 9}, region="chest_front")
    words = pain_words(log.entries())
    assert "7 entries on 7 of 7 days. Lowest 4, highest 4." in words
    assert words.endswith("Not drawn: 1 entry at the front of the chest.")
    days(log, {0: 9, 1: 9}, region="chest_front", asked="worst_today")
    words = pain_words(log.entries())
    assert words.endswith("highest 4. Not drawn: 3 entries at the front of the chest.")
    alone = days(memory_log(), {0: 9}, region="chest_front", asked="now").entries()
    assert pain_words(alone) == (
        "No entries of average pain of the day yet. Not drawn: 1 entry at the front of the chest."
    )
    assert kinds_in(alone) == {}


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="asked is 'weekly'; accepted: average_today, now, worst"):
        pain_words(days(memory_log(), {0: 1}).entries(), "weekly")


@settings(max_examples=40)
@given(st.lists(any_entry, max_size=8))
def test_the_words_claim_no_trend_and_the_advice_is_ordered(rows: list[dict[str, Any]]) -> None:
    log = memory_log()
    for row in rows:
        add(log, **row)
    words = pain_words(log.entries()).casefold()
    for claim in ("better", "improv", "trend", "worse ", "less pain", "safe"):
        assert claim not in words
    urgency = ["emergency", "today", "done_today", "this_week", "halve", "easier"]
    order = [urgency.index(level) for level, _ in advice(log)]
    assert order == sorted(set(order))


def test_pain_in_the_chest_shows_the_emergency_text_and_only_while_it_is_new() -> None:
    assert advice(days(memory_log(), {0: 1}, region="chest_front")) == [
        (
            "emergency",
            f"You noted pain at the front of the chest. {levels()['emergency'].advice}",
        )
    ]
    assert advice(days(memory_log(), {0: 0}, region="chest_front")) == []
    assert advice(days(memory_log(), {2: 5}, region="chest_front")) == []


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (("Weakness",), "today"),
        (("arm weak",), "today"),
        (("clumsy",), "today"),
        (("dizzy",), "today"),
        (("numbness",), "this_week"),
        (("numb hand", "weak"), "today"),
        (("week 1", "tingling"), "this_week"),
    ],
)
def test_a_word_of_the_safety_check_shows_its_advice(words: tuple[str, ...], level: str) -> None:
    for field in ("tags", "qualities"):
        found = advice(days(memory_log(), {6: 1}, **{field: words}))
        assert found[0][0] == level
        assert found[0][1].endswith(levels()[level].advice)


def test_other_words_notes_and_old_entries_show_nothing() -> None:
    assert advice(days(memory_log(), {0: 7}, tags=("aching", "weekend"), note="numb")) == []
    assert advice(days(memory_log(), {7: 7}, tags=("numbness",))) == []


def test_three_days_of_eight_or_more_show_advice() -> None:
    found = advice(days(memory_log(), {3: 8, 2: 9, 1: 8}))
    assert [level for level, _ in found] == ["this_week"]
    assert found[0][1].startswith("You noted 8 or more on 3 days in a row.")


@pytest.mark.parametrize("scores", [{3: 8, 1: 8, 0: 8}, {2: 8, 1: 8}, {4: 8, 3: 8, 2: 8}, {1: 7}])
def test_fewer_or_broken_or_past_days_of_eight_show_none(scores: dict[int, int]) -> None:
    assert "this_week" not in dict(advice(days(memory_log(), scores)))


def test_a_week_two_points_up_shows_advice_and_one_less_does_not() -> None:
    last = {n: 3 for n in range(7, 14)}
    assert advice(days(memory_log(), {**last, **{n: 4 for n in range(7)}})) == []
    found = advice(days(memory_log(), {**last, 0: 5, 3: 5, 6: 5}))
    assert [level for level, _ in found] == ["this_week"]
    assert "average pain of the day is 2 points or more above last week's" in found[0][1]
    assert advice(days(memory_log(), {**last, 0: 7, 3: 7})) == []


def test_days_are_those_of_the_writer() -> None:
    log = memory_log()
    for hour in ("2026-03-28T23:30-08:00", "2026-03-29T23:30-08:00", "2026-03-30T23:30-08:00"):
        add(log, score=9, felt_at=hour)
    assert pain_words(log.entries()).startswith(
        "Average pain of the day, 28 March 2026 to 30 March"
    )
    at_home = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)  # the evening of 31 March for the writer
    assert [one.level for one in advice_for(log.entries(), at_home)] == ["this_week"]
