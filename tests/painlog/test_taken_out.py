"""What called for help and is out of the log, as the log's own acts tell it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from stretchkit.painlog import PainLog, advice_for, taken_out
from tests.painlog.helpers import NOW

CHEST: dict[str, Any] = {"region": "chest_front", "side": "middle"}
WEAK: dict[str, Any] = {"region": "arm", "side": "right", "qualities": ("weakness",)}
HARMLESS: dict[str, Any] = {"region": "arm", "side": "right", "qualities": ()}


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(clock: Clock) -> PainLog:
    return PainLog(":memory:", clock=clock)


def out(log: PainLog) -> list[str]:
    return taken_out(log, advice_for(log.entries(), log._clock()))


@pytest.mark.parametrize(("fields", "level"), [(CHEST, "emergency"), (WEAK, "today")])
@pytest.mark.parametrize(
    "act",
    [
        lambda log, key: log.delete(key),
        lambda log, key: log.change(key, **HARMLESS),
        lambda log, key: log.undo(),
    ],
)
def test_however_it_was_taken_out_it_is_known(
    log: PainLog, fields: dict[str, Any], level: str, act: Callable[[PainLog, str], object]
) -> None:
    key = log.add(4, **fields)
    assert out(log) == []
    act(log, key)
    assert out(log) == [level]


def test_what_came_back_or_still_stands_is_not_out(log: PainLog) -> None:
    first, second = (log.add(4, **CHEST) for _ in range(2))
    log.delete(first)
    assert out(log) == []
    log.change(second, score=2)
    assert out(log) == []
    log.delete(second)
    assert out(log) == ["emergency"]
    log.undo()
    assert out(log) == []


def test_beside_what_is_graver_a_milder_one_is_not_named(log: PainLog) -> None:
    chest, weak = log.add(4, **CHEST), log.add(4, **WEAK)
    log.delete(weak)
    assert out(log) == []
    log.delete(chest)
    assert out(log) == ["emergency", "today"]


def test_an_entry_that_called_for_nothing_urgent_leaves_nothing(log: PainLog) -> None:
    log.delete(log.add(9, region="hand", side="left", qualities=("numbness",)))
    assert out(log) == []


def test_an_erase_is_the_end_of_it(log: PainLog) -> None:
    chest, weak = log.add(4, **CHEST), log.add(4, **WEAK)
    log.delete(chest)
    log.delete(weak)
    log.erase(chest)
    assert out(log) == ["today"]
    log.erase()
    assert out(log) == []


def test_it_is_known_for_a_day(log: PainLog, clock: Clock) -> None:
    log.delete(log.add(4, **CHEST))
    clock.now += timedelta(hours=23)
    assert out(log) == ["emergency"]
    clock.now += timedelta(hours=2)
    assert out(log) == []


def test_scores_that_never_stood_together_call_for_nothing(log: PainLog) -> None:
    beside: dict[str, Any] = {"region": "arm", "side": "left", "session": "s"}
    night = timedelta(days=1)
    log.add(2, moment="before", felt_at=NOW - night, **beside)
    after = log.add(9, moment="after", felt_at=NOW - night, **beside)
    log.change(after, score=3)
    morning = log.add(5, moment="next_morning", felt_at=NOW, **beside)
    assert out(log) == []
    log.change(after, score=5)
    log.delete(morning)
    assert out(log) == ["today"]
