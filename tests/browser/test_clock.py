"""The player's clock and sounds as pure pieces: every time is passed in, nothing waits."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser.page import bare_page, shared_module

PHASES = [
    {"kind": "get_ready", "seconds": 8, "repetition": 1},
    {"kind": "move_in", "seconds": 4, "side": "right", "repetition": 1},
    {"kind": "hold", "seconds": 10, "side": "right", "repetition": 1, "can_extend": True},
    {"kind": "release", "seconds": 4, "repetition": 1},
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = bare_page(browser)
    shared_module(page, "clock")
    shared_module(page, "sound")
    yield page
    page.close()


def play(page: Page, script: str, phases: list[dict[str, Any]] = PHASES) -> Any:
    """Run lines of JavaScript with a fresh clock `c`; what they return comes back."""
    return page.evaluate(
        f"phases => {{ const c = new clock.PhaseClock(phases); {script} }}", phases
    )


def test_time_runs_from_start_and_phases_follow_each_other(page: Page) -> None:
    assert play(page, "c.start(1000); c.at(8999); return [c.index, c.leftAt(8999)]") == [0, 1]
    assert play(page, "c.start(1000); c.at(9000); return [c.index, c.leftAt(9000)]") == [1, 4000]


def test_a_sleep_over_several_phases_lands_in_the_right_one(page: Page) -> None:
    index, left, done = play(
        page, "c.start(0); c.at(13000); return [c.index, c.leftAt(13000), c.completed.length]"
    )
    assert (index, left, done) == (2, 9000, 2)


def test_a_sleep_over_everything_is_done_and_each_phase_counts_once(page: Page) -> None:
    state, completed = play(page, "c.start(0); c.at(1e9); return [c.state, c.completed]")
    assert state == "done"
    assert [phase["kind"] for phase in completed] == [phase["kind"] for phase in PHASES]
    assert [phase["seconds"] for phase in completed] == [8, 4, 10, 4]


def test_a_pause_is_not_counted(page: Page) -> None:
    script = """c.start(0); c.at(12000); c.pause(15000); c.at(500000); c.resume(600000);
      c.at(606999); const before = c.index; c.at(607000);
      return [before, c.index, c.completed[2]]"""
    before, after, hold = play(page, script)
    assert (before, after) == (2, 3)
    assert hold == {
        "kind": "hold", "side": "right", "repetition": 1, "planned_s": 10, "seconds": 10,
    }  # fmt: skip


@pytest.mark.parametrize(("spent", "index"), [(1999, 1), (2000, 1), (2001, 2)])
def test_back_goes_to_this_start_or_to_the_phase_before(page: Page, spent: int, index: int) -> None:
    script = f"c.start(0); c.back(12000 + {spent}); return [c.index, c.leftAt(12000 + {spent})]"
    assert play(page, script) == [index, PHASES[index]["seconds"] * 1000]  # type: ignore[operator]


def test_back_at_the_very_start_stays_there(page: Page) -> None:
    assert play(page, "c.start(0); c.back(10); return [c.index, c.leftAt(10)]") == [0, 8000]


def test_a_skipped_phase_is_not_completed(page: Page) -> None:
    script = "c.start(0); c.skip(100); c.skip(200); return [c.index, c.completed]"
    assert play(page, script) == [2, []]


def test_skipping_the_last_phase_ends_the_session(page: Page) -> None:
    assert play(page, "c.start(0); for (let i = 0; i < 4; i++) c.skip(1); return c.state") == "done"


def test_ten_seconds_more_only_in_a_hold_and_never_beyond_sixty(page: Page) -> None:
    script = """c.start(0); c.extend(1); const ready = c.length; c.at(12000);
      const lengths = [];
      for (let i = 0; i < 6; i++) { c.extend(12000 + i); lengths.push(c.length / 1000); }
      return [ready, lengths, c.canExtend, c.leftAt(12000)]"""
    assert play(page, script) == [8000, [20, 30, 40, 50, 60, 60], False, 60000]


def test_an_extended_hold_is_recorded_as_long_as_it_was(page: Page) -> None:
    hold = play(page, "c.start(0); c.extend(12000); c.at(32000); return c.completed[2]")
    assert (hold["planned_s"], hold["seconds"]) == (10, 20)


def test_a_variation_that_allows_less_than_sixty_is_not_extended_past_it(page: Page) -> None:
    script = """const short = new clock.PhaseClock(phases.map(one => ({...one, longest_s: 20})));
      short.start(0); short.extend(12000); short.extend(12001); return short.length"""
    assert play(page, script) == 20000


def test_stop_is_not_done_whenever_it_comes(page: Page) -> None:
    for moment in (0, 8000, 12000, 25999):
        script = f"c.start(0); c.stop({moment}); c.at(1e9); c.resume(1e9); return c.state"
        assert play(page, script) == "stopped"


def test_stop_after_the_end_does_not_undo_done(page: Page) -> None:
    assert play(page, "c.start(0); c.stop(26000); return c.state") == "done"


def test_nothing_but_start_moves_a_clock_that_is_ready(page: Page) -> None:
    script = """for (const act of ['pause', 'resume', 'stop', 'back', 'skip', 'extend']) c[act](5);
      return [c.state, c.index, c.left]"""
    assert play(page, script) == ["ready", 0, 8000]


def test_restart_begins_again_with_nothing_completed(page: Page) -> None:
    script = (
        "c.start(0); c.at(9000); c.restart(9500); return [c.state, c.index, c.end, c.completed]"
    )
    assert play(page, script) == ["running", 0, 17500, []]


def test_the_gate_holds_the_clock_at_the_end_of_its_phase(page: Page) -> None:
    script = """c.gate = 0; c.start(0); c.at(60000);
      const seen = [c.state, c.index, c.left, c.waits]; c.resume(61000); c.skip(61000);
      return [...seen, c.state, c.index, c.completed]"""
    assert play(page, script) == ["paused", 0, 0, True, "paused", 0, []]


def test_when_the_gate_opens_its_phase_begins_again_in_full(page: Page) -> None:
    script = """c.gate = 0; c.start(0); c.at(60000); c.gate = null; c.resume(62000);
      const seen = [c.state, c.index, c.end]; c.at(70000);
      return [...seen, c.index, c.completed.length]"""
    assert play(page, script) == ["running", 0, 70000, 1, 1]


@pytest.mark.parametrize("act", ["", "c.pause(100);"])
def test_skip_goes_to_the_gate_and_not_past_it(page: Page, act: str) -> None:
    script = f"c.gate = 0; c.start(0); {act} c.skip(200); return [c.index, c.left, c.waits]"
    assert play(page, script) == [0, 0, True]


def test_no_sound_says_move_while_the_gate_is_shut(page: Page) -> None:
    assert play(page, "c.gate = 0; c.start(0); return clock.soundsAhead(c, 0)") == []


def test_a_reloaded_clock_ends_at_the_same_deadline(page: Page) -> None:
    script = """c.start(0); c.extend(13000);
      const traits = {state: c.state, completed: c.completed, run: c.save()};
      const saved = JSON.parse(JSON.stringify(traits));
      const again = new clock.PhaseClock(phases); again.restore(saved, 20000); again.at(20000);
      return [again.end === c.end, again.index, again.leftAt(20000), again.completed.length]"""
    assert play(page, script) == [True, 2, 12000, 2]


def test_a_saved_run_that_does_not_fit_is_not_taken(page: Page) -> None:
    script = """c.restore({state: 'running', completed: [], run: {index: 99}});
      const first = c.state; c.restore({state: 'running', completed: [], run: {}});
      return [first, c.state]"""
    assert play(page, script) == ["ready", "ready"]


ACTS = st.sampled_from(["pause", "resume", "back", "skip", "extend", "at"])


@settings(max_examples=80, deadline=None)
@given(acts=st.lists(st.tuples(ACTS, st.integers(0, 20_000)), max_size=30))
def test_whatever_is_pressed_the_clock_stays_in_bounds(
    page: Page, acts: list[tuple[str, int]]
) -> None:
    seen = page.evaluate(
        """([phases, acts]) => {
          const c = new clock.PhaseClock(phases); let now = 0; c.start(now);
          return acts.map(([act, ms]) => { now += ms; c.at(now); c[act](now);
            return [c.leftAt(now), c.length, c.shareAt(now), c.sessionLeftAt(now), c.state,
                    clock.soundsAhead(c, now).every(({inMs}) => inMs >= 0)]; });
        }""",
        [PHASES, acts],
    )
    for left, length, share, session_left, state, sounds_ahead in seen:
        assert 0 <= left <= length <= 60_000
        assert -1e-9 <= share <= 1 + 1e-9
        assert left <= session_left
        assert state in ("running", "paused", "done")
        assert sounds_ahead


def test_seconds_are_shown_rounded_up_and_time_as_a_clock(page: Page) -> None:
    assert page.evaluate("[10000, 9001, 1, 0].map(clock.secondsText)") == ["10", "10", "1", "0"]
    assert page.evaluate("[130000, 60000, 59001, 0].map(clock.timeText)") == [
        "2:10", "1:00", "1:00", "0:00",
    ]  # fmt: skip


def test_a_hold_ends_with_another_sound_than_a_move(page: Page) -> None:
    sounds = page.evaluate("phases => phases.map((_, i) => clock.soundAfter(phases, i))", PHASES)
    assert sounds == ["move", None, "end", "end"]


def test_every_sound_to_come_is_known_ahead(page: Page) -> None:
    ahead = play(page, "c.start(0); c.at(9000); return clock.soundsAhead(c, 9000)")
    assert ahead == [{"name": "end", "inMs": 13000}, {"name": "end", "inMs": 17000}]


def test_sounds_lie_on_the_audio_clock_and_a_pause_takes_them_back(page: Page) -> None:
    heard = page.evaluate(
        """() => {
          const log = [];
          window.OscillatorNode = class extends OscillatorNode {
            start(time) { this.from = time; log.push(this); super.start(time); }
            stop(time) { this.to = time; super.stop(time); }
          };
          const chimes = new sound.Chimes();
          chimes.schedule([{name: 'move', inMs: 5000}]);
          const silent = log.length;
          chimes.open();
          chimes.schedule([{name: 'move', inMs: 5000}, {name: 'end', inMs: 9000}]);
          const starts = log.map(note => [note.frequency.value, note.from, note.to - note.from]);
          chimes.cancel();
          const taken = log.every(note => note.to === 0);
          chimes.close();
          return {silent, starts, taken};
        }"""
    )
    assert heard["silent"] == 0, "nothing sounds before a click has opened sound"
    (low, first, short), (high, second, _), (deep, last, long), _ = heard["starts"]
    assert first == pytest.approx(5, abs=0.2) and last == pytest.approx(9, abs=0.2)
    assert high > low and second > first, "two rising notes say move"
    assert deep < low and long > 3 * short, "one low and longer note says the hold is over"
    assert heard["taken"]


# Stands in for the browser's sound: an audio clock that the test moves, and notes that are listed.
FAKE_SOUND = """
  const notes = [];
  const ramp = () => {};
  const param = {
    setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp,
  };
  window.OscillatorNode = class {
    connect() { return this; }
    start(at) { this.at = at; notes.push(this); }
    stop(at) { this.taken = at === 0; }
  };
  window.GainNode = class { gain = param; connect() { return this; } };
  const context = {currentTime: 0, close() {}};
  let running;
  context.resume = () => new Promise(done => { running = done; });
  window.AudioContext = class { constructor() { return context; } };
  const plans = () => [...new Set(notes.filter(note => !note.taken).map(note => note.at))];
  const chimes = new sound.Chimes();
"""


def test_sounds_are_put_right_once_the_audio_clock_runs(browser: Browser) -> None:
    page = bare_page(browser)
    shared_module(page, "sound")
    page.clock.install(time=1000)
    page.clock.pause_at(2000)
    script = """
      chimes.open();
      chimes.schedule([{name: 'end', inMs: 5000}]);
      window.later = {plans, start: () => { running(); }};
    """
    page.evaluate(f"() => {{ {FAKE_SOUND} {script} }}")
    assert page.evaluate("later.plans()") == [5]
    page.clock.fast_forward(400)  # It took so long until the clock of the sound ran too.
    page.evaluate("later.start()")
    assert page.evaluate("later.plans()") == [4.6]
    page.close()


def test_a_sound_that_is_a_little_late_rings_though_others_are_put_right(browser: Browser) -> None:
    page = bare_page(browser)
    shared_module(page, "sound")
    script = """
      chimes.open();
      chimes.schedule([{name: 'end', inMs: 5000}, {name: 'end', inMs: 9000}], 0);
      context.currentTime = 4.97; // The phase has ended; its sound is to begin in 30 ms.
      const drifted = chimes.hasDrifted(5000);
      chimes.schedule([{name: 'end', inMs: 4000}], 5000);
      return [drifted, plans()];
    """
    drifted, plans = page.evaluate(f"() => {{ {FAKE_SOUND} {script} }}")
    assert drifted
    assert plans == [5, pytest.approx(8.97)]
    page.close()
