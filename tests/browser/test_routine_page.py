"""A routine on a plain page: played through, stopped anywhere, changed, as Python composes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from stretchkit import facts
from stretchkit.facts.routine import make_routine, routines
from stretchkit.widgets.routine import RoutinePlayer
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import bare_page, shared_module, show
from tests.browser.player import heed, model, part, press
from tests.browser.routine import SHORT, Opener, opener, traits
from tests.browser.small import put
from tests.facts.test_routine import stretches as any_stretches

ANSWERS = list(facts.stop_answers().values())
TITLES = ["Crossed-arm knee press: Seated", "Clasp and reach: Hug", "Neck tilt: Basic tilt"]
ROUTINE = make_routine(SHORT, "Mine", 10)
TOTAL_MS = int(ROUTINE.seconds * 1000)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_routine:
        yield open_routine


def starts() -> list[tuple[int, int, facts.Phase]]:
    """Return when each phase begins, in ms, with the place of its stretch and the phase."""
    found, at = [], 0
    for place, phase in ROUTINE.phases():
        found.append((at, place, phase))
        at += int(phase.seconds * 1000)
    return found


def when(kind: str, place: int) -> int:
    """Return a moment within the last phase of that kind of a stretch, so in the rest after it."""
    return next(at for at, n, phase in reversed(starts()) if (n, phase.kind) == (place, kind)) + 500


TIME_LEFT = "Time left 2:36"


def play(page: Page, ms: int = 0) -> None:
    """Start, and let so much time pass."""
    page.evaluate("() => { window.began = Date.now(); }")
    press(page, "Start")
    go_on(page, ms)


def go_on(page: Page, ms: int) -> None:
    """Let time pass until so long after Start."""
    page.clock.fast_forward(ms - page.evaluate("Date.now() - began"))


def stretch_shown(page: Page) -> str:
    return page.locator(".sk-player-variation").inner_text()


def form_of(place: int) -> Any:
    return facts.variation(ROUTINE.stretches[place].stretch, ROUTINE.stretches[place].variation)


# The same in the page as in Python


@pytest.fixture(scope="module")
def composer(browser: Browser) -> Iterator[Page]:
    page = bare_page(browser)
    shared_module(page, "routine")
    page.evaluate("forms => { window.forms = forms; }", RoutinePlayer().script["forms"])
    yield page
    page.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(any_stretches(), min_size=1, max_size=8), st.floats(10, 120))
def test_the_page_composes_what_python_composes(
    composer: Page, given_stretches: list[dict[str, Any]], rest: float
) -> None:
    chosen = RoutinePlayer(given_stretches, rest_s=rest).routine
    phases = composer.evaluate("chosen => routine.routinePhases(forms, chosen)", chosen)
    names = ("kind", "seconds", "cue", "side", "top_arm", "repetition", "warning", "eyes_off")
    expected = make_routine(given_stretches, rest_s=rest).phases()
    for (place, phase), found in zip(expected, phases, strict=True):
        assert found["stretch"] == place
        assert [getattr(phase, name) for name in names] == [found.get(name) for name in names]
        assert phase.can_extend == bool(found.get("can_extend"))


# Played through


def test_it_plays_through_every_stretch_with_rests_between(opened: Opener) -> None:
    page = opened()
    expect(part(page, "routine-list").locator("li")).to_have_count(3)
    expect(part(page, "progress")).to_contain_text(TIME_LEFT)
    play(page)
    shown = []
    for at, place, phase in starts():
        go_on(page, at + 500)
        assert stretch_shown(page) == f"Stretch {place + 1} of 3: {TITLES[place]}"
        expect(part(page, "instruction")).to_have_text(phase.cue)
        expect(part(page, "stop-signs")).to_contain_text(form_of(place).stop_line.split(" if ")[0])
        shown.append((place, phase.kind))
    page.clock.fast_forward(20_000)
    assert model(page, "traits.state") == "done"
    completed = model(page, "traits.completed")
    assert [(one["stretch"], one["kind"]) for one in completed] == shown
    assert sum(one["seconds"] for one in completed) == ROUTINE.seconds
    expect(part(page, "what-was-done")).to_have_text(
        "You held 6 times, 6 seconds in all. You felt it on the right 2 times, on the left 2 times."
    )


def test_a_sleep_over_several_stretches_lands_where_it_should(opened: Opener) -> None:
    page = opened()
    play(page, when("hold", 2))
    assert stretch_shown(page) == f"Stretch 3 of 3: {TITLES[2]}"
    expect(part(page, "phase")).to_have_text("Hold")


def test_every_stretch_begins_with_its_own_line(opened: Opener) -> None:
    page = opened()
    play(page)
    for place in range(3):
        go_on(page, when("get_ready", place))
        line = form_of(place).ready_line
        expect(part(page, "warning")).to_have_text(line)
        expect(page.locator(".sk-player > [role=status]").first).to_contain_text(line)


def test_a_rest_says_what_comes_next_and_whom_it_is_not_for(opened: Opener) -> None:
    page = opened()
    for place in range(3):
        for line in form_of(place).not_for_you_if:
            expect(part(page, "not-for-you-if")).to_contain_text(line)
    play(page, when("rest", 0))
    expect(part(page, "phase")).to_have_text("Rest")
    cue = f"Rest. Next: {TITLES[1]}, sitting."
    expect(part(page, "instruction")).to_have_text(cue)
    expect(part(page, "next")).to_contain_text("First: Sit or stand tall")
    expect(part(page, "repetition")).to_be_empty()
    for line in form_of(1).not_for_you_if:
        expect(part(page, "not-for-you-if")).to_contain_text(line)
    page.clock.fast_forward(10_000)
    expect(part(page, "not-for-you-if")).to_be_hidden()


def test_a_seated_routine_says_sitting_of_every_stretch(opened: Opener) -> None:
    page = opened(stretches="three_seated")
    rows = part(page, "routine-list").locator("li").all_inner_texts()
    assert len(rows) == 3
    assert all("Sitting." in row and "tanding" not in row for row in rows)
    press(page, "Start")
    while model(page, "traits.run")["index"] < 20:
        if part(page, "instruction").inner_text().startswith("Rest. Next"):
            break
        press(page, "Skip")
    expect(part(page, "instruction")).to_contain_text("Clasped hands, sitting.")
    press(page, "Skip")
    expect(part(page, "dose")).to_contain_text("Sitting.")


def test_a_sound_says_that_a_rest_is_over(opened: Opener) -> None:
    page = opened()
    shared_module(page, "routine")
    shared_module(page, "clock")
    given_traits = "widgets[0].model.traits"
    sounds = page.evaluate(
        f"""() => {{
          const phases = routine.routinePhases({given_traits}.script.forms, {given_traits}.routine);
          return phases.flatMap((phase, index) => phase.rest_between
            ? [clock.soundAfter(phases, index), clock.soundAfter(phases, index - 1)] : []); }}"""
    )
    assert sounds == ["move", None, "move", None]


# Stop


@pytest.mark.parametrize(
    ("kind", "place"),
    [("hold", 0), ("rest", 0), ("get_ready", 1), ("hold", 1), ("rest", 1), ("hold", 2)],
)
def test_stop_ends_the_whole_routine_and_is_never_done(
    opened: Opener, kind: str, place: int
) -> None:
    page = opened()
    play(page, when(kind, place))
    press(page, "Stop")
    expect(page.locator(".sk-way-out")).to_have_text(form_of(place).way_out)
    for told in ANSWERS:
        press(page, told.felt)
        expect(part(page, "stop-answer")).to_contain_text(told.title)
        if told.level == "easier":
            for line in form_of(place).easier:
                expect(part(page, "stop-answer")).to_contain_text(line)
        page.clock.fast_forward(TOTAL_MS)
        assert model(page, "traits.state") == "stopped"
        expect(part(page, "done")).to_be_hidden()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
        is_call = told.level == "emergency"
        press(page, "I said it by mistake" if is_call else "Choose another answer")


# Reloaded, skipped


AGAIN = """async () => { const old = widgets[0]; old.cleanup(); old.el.replaceChildren();
  const module = (await import(lastModule)).default;
  old.model = makeModel(structuredClone(old.model.traits));
  old.cleanup = await module.render({model: old.model, el: old.el}); }"""


def test_a_reload_in_the_middle_keeps_the_deadline(opened: Opener) -> None:
    page = opened()
    play(page, when("hold", 1))
    left = part(page, "progress").inner_text()
    page.evaluate(AGAIN)
    expect(part(page, "progress")).to_have_text(left)
    assert stretch_shown(page) == f"Stretch 2 of 3: {TITLES[1]}"
    page.clock.fast_forward(TOTAL_MS)
    assert model(page, "traits.state") == "done"
    assert sum(one["seconds"] for one in model(page, "traits.completed")) == ROUTINE.seconds


def kinds_after(page: Page, place: int) -> list[str]:
    return [one["kind"] for one in model(page, "traits.completed") if one["stretch"] == place]


@pytest.mark.parametrize("reload", [False, True])
def test_a_stretch_is_skipped_by_its_own_way_back(opened: Opener, reload: bool) -> None:
    page = opened()
    first_hold = next(at for at, n, p in starts() if (n, p.kind) == (2, "hold")) + 500
    play(page, first_hold)
    press(page, "Skip this stretch")
    if reload:
        page.evaluate(AGAIN)
    expect(part(page, "phase")).to_have_text("Come back")
    expect(part(page, "next")).to_contain_text("All done.")
    expect(part(page, "progress")).to_contain_text("Time left 0:09")
    page.clock.fast_forward(20_000)
    assert model(page, "traits.state") == "done"
    assert kinds_after(page, 2) == ["get_ready", "move_in", "release", "rest"]
    expect(part(page, "what-was-done")).to_contain_text("You skipped some: 2 of 6 holds are done.")
    press(page, "Restart")
    expect(part(page, "progress")).to_contain_text(TIME_LEFT)


def test_while_getting_ready_a_stretch_is_skipped_at_once(opened: Opener) -> None:
    page = opened()
    play(page, when("get_ready", 0))
    page.keyboard.press("t")
    expect(part(page, "phase")).to_have_text("Rest")
    expect(part(page, "instruction")).to_contain_text(f"Next: {TITLES[1]}")
    page.keyboard.press("t")
    expect(part(page, "phase")).to_have_text("Rest")
    page.clock.fast_forward(10_000)
    assert stretch_shown(page).startswith("Stretch 2 of 3")


def test_who_skips_while_coming_back_comes_back_in_full(opened: Opener) -> None:
    page = opened()
    play(page, when("release", 0))
    press(page, "Skip this stretch")
    expect(part(page, "phase")).to_have_text("Come back")
    page.clock.fast_forward(8_000)
    expect(part(page, "instruction")).to_contain_text("Sit tall for 10 seconds")


# The check of the page


def test_an_unanswered_check_waits_before_the_first_move(opened: Opener) -> None:
    page = opened()
    put(page, SafetyCheck())
    press(page, "Start")
    page.clock.fast_forward(600_000)
    assert model(page, "traits.state") == "paused"
    page.keyboard.press("t")
    expect(part(page, "phase")).to_contain_text("Get ready")
    part(page, "safety").get_by_role("button", name="None of these today").click()
    assert model(page, "traits.state") == "running"


@pytest.mark.parametrize("skips", [False, True])
def test_a_check_that_comes_later_waits_before_the_next_stretch(
    opened: Opener, skips: bool
) -> None:
    page = opened()
    play(page, when("hold", 0))
    put(page, SafetyCheck())
    if skips:
        press(page, "Skip this stretch")
    expect(part(page, "safety")).to_be_visible()
    page.clock.fast_forward(600_000)
    assert stretch_shown(page) == f"Stretch 2 of 3: {TITLES[1]}"
    expect(part(page, "phase")).to_have_text("Paused: Get ready")
    part(page, "safety").get_by_role("button", name="None of these today").click()
    page.clock.fast_forward(600_000)
    assert model(page, "traits.state") == "done"


@pytest.mark.parametrize("key", ["chest_or_breath", "weight_loss"])
def test_a_sign_of_the_check_blocks_the_routine(opened: Opener, key: str) -> None:
    page = opened()
    put(page, SafetyCheck())
    page.locator(f".sk-safety input[name={key}]").check()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()
    expect(part(page, "routine")).to_be_hidden()
    expect(part(page, "advice")).to_be_visible()


# Changed before Start


def change(page: Page) -> None:
    page.get_by_text("Change it").click()


def order(page: Page) -> list[str]:
    return [
        text.split(". ")[0] for text in part(page, "routine-list").locator("li").all_inner_texts()
    ]


def test_stretches_are_moved_removed_and_added(opened: Opener) -> None:
    page = opened()
    change(page)
    press(page, f"Later: {TITLES[0]}")
    assert order(page) == [TITLES[1], TITLES[0], TITLES[2]]
    expect(page.get_by_role("button", name=f"Later: {TITLES[0]}", exact=True)).to_be_focused()
    assert stretch_shown(page) == f"Stretch 1 of 3: {TITLES[1]}"
    press(page, f"Remove: {TITLES[1]}")
    assert order(page) == [TITLES[0], TITLES[2]]
    page.get_by_label("One more stretch").select_option("Neck tilt: Holding the seat edge")
    press(page, "Add")
    assert order(page) == [TITLES[0], TITLES[2], "Neck tilt: Holding the seat edge"]
    expect(part(page, "routine-total")).to_contain_text("3 stretches")
    expect(part(page, "routine-pick")).to_have_value("")
    expect(page.locator(".sk-player-head")).to_contain_text("Your routine")
    forms = [one["form"] for one in model(page, "traits.routine.stretches")]
    assert forms == ["cross_arm_knee_press:seated", "neck_tilt:basic", "neck_tilt:seat_edge"]


def test_a_routine_is_never_empty_and_never_longer_than_eight(opened: Opener) -> None:
    page = opened()
    change(page)
    press(page, f"Remove: {TITLES[0]}", f"Remove: {TITLES[1]}")
    page.keyboard.press("Enter")
    assert order(page) == [TITLES[2]]
    expect(part(page, "routine-total")).to_contain_text("1 stretch.")
    for _ in range(7):
        press(page, "Add")
    page.keyboard.press("Enter")
    assert len(order(page)) == 8
    expect(part(page, "routine-said")).to_have_text("A routine has up to 8 stretches.")
    expect(part(page, "routine-total")).to_contain_text("more than 12 minutes")


def test_dose_and_rest_of_each_are_chosen_within_their_bounds(opened: Opener) -> None:
    page = opened()
    change(page)
    row = page.locator(".sk-routine-edits > li").nth(2)
    row.locator("summary").click()
    row.get_by_role("radio", name="Week 2").check()
    assert model(page, "traits.routine.stretches[2].hold_s") == 15
    expect(part(page, "routine-list")).to_contain_text("Hold 15 seconds, 4 times on each side.")
    rest = page.get_by_label("Rest between two stretches")
    rest.fill("121")
    expect(part(page, "routine-said")).to_have_text(
        "Give a number from 10 to 120. Until then: 10 seconds."
    )
    assert model(page, "traits.routine.rest_s") == 10
    rest.fill("120")
    assert model(page, "traits.routine.rest_s") == 120
    expect(part(page, "routine-total")).to_contain_text("with 120 seconds of rest")


def test_a_routine_of_the_course_is_taken_from_the_list(opened: Opener) -> None:
    page = opened()
    for row in routines().values():
        page.get_by_label("Routine").select_option(row.name)
        assert order(page) == [one.label for one in row.routine().stretches]
        expect(page.locator(".sk-player-head")).to_contain_text(row.name)


def test_what_is_under_way_is_not_changed(opened: Opener) -> None:
    page = opened()
    press(page, "Start")
    expect(part(page, "routine")).to_be_hidden()


# Around it


def test_the_class_clock_follows_the_stretch(opened: Opener) -> None:
    page = opened()
    press(page, "Class clock")
    clock = part(page, "class-clock")
    clock.get_by_role("button", name="Start").click()
    page.clock.fast_forward(when("hold", 2))
    expect(clock).to_contain_text(f"Stretch 3 of 3: {TITLES[2]}")
    expect(clock).to_contain_text("Repetition 2 of 2")
    expect(clock).to_contain_text("Class: tilt right, feel it on the left")
    clock.get_by_role("button", name="Stop").click()
    expect(part(page, "class-cue")).to_have_text(form_of(2).way_out)


def test_by_keys_alone(opened: Opener) -> None:
    page = opened()
    page.locator(".sk-player").focus()
    page.keyboard.press("Space")
    assert model(page, "traits.state") == "running"
    page.keyboard.press("t")
    page.keyboard.press("n")
    assert stretch_shown(page).startswith("Stretch 2 of 3")
    page.keyboard.press("ArrowLeft")
    assert stretch_shown(page).startswith("Stretch 1 of 3")
    page.keyboard.press("s")
    assert model(page, "traits.state") == "stopped"


def test_pictures_are_asked_for_the_stretch_that_is_shown(opened: Opener) -> None:
    page = opened()
    page.wait_for_function("() => widgets[0].model.wanted.length > 0")
    assert {one["form"] for one in model(page, "wanted")} == {"cross_arm_knee_press:seated"}
    page.get_by_label("View").select_option("Teacher view")
    play(page, when("hold", 2))
    page.clock.run_for(200)
    page.wait_for_function(
        "() => widgets[0].model.wanted.some(one => one.form === 'neck_tilt:basic')"
    )
    expect(page.get_by_label("View")).to_have_value("teacher")
    expect(part(page, "longer")).to_contain_text("Longer on the left")


def test_a_score_says_where_it_hurts(opened: Opener) -> None:
    page = opened()
    page.get_by_label("Pain now, before").select_option("4")
    press(page, "Save")
    expect(part(page, "score-status")).to_have_text("Choose a place first. Then press Save.")
    part(page, "score-place").get_by_label("Where?").select_option("Back of the neck")
    part(page, "score-place").get_by_label("Which side?").select_option("left")
    press(page, "Save")
    (sent,) = [message for message in model(page, "sent") if "score" in message]
    assert (sent["region"], sent["side"]) == ("neck_back", "left")


def test_each_stretch_can_be_watched_before_start(opened: Opener) -> None:
    page = opened()
    which = part(page, "watch-which").get_by_role("combobox")
    for place in (2, 1, 0, 2):
        which.select_option(index=place)
        expect(which).to_be_focused()
        phases = ROUTINE.stretches[place].phases()
        hold = next(phase for phase in phases if phase.kind == "hold")
        expect(part(page, "moment")).to_contain_text(hold.cue)
        expect(part(page, "watch-which")).to_have_count(1)
    assert model(page, "traits.state") == "ready"
    play(page, when("hold", 0))
    expect(part(page, "longer")).to_contain_text("Longer on both sides")
    expect(part(page, "watch-which")).to_be_hidden()


@pytest.mark.parametrize(("light", "width"), [(True, 390), (False, 1280)])
def test_it_is_accessible_and_fits(browser: Browser, light: bool, width: int) -> None:
    page = bare_page(browser, light=light, viewport={"width": width, "height": 844})
    show(page, "routine", traits())
    page.get_by_text("Change it").click()
    page.get_by_text("Keep it under a name").click()
    page.locator(".sk-routine-edits summary").first.click()
    report = Axe().run(page, context=".sk-player")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_a_routine_is_halved_where_the_log_says_so(opened: Opener) -> None:
    page = opened(stretches="three_seated")
    before = [one["hold_s"] for one in model(page, "traits.routine")["stretches"]]
    heed(page, "halve")
    expect(part(page, "advice")).to_contain_text("Halve the time today")
    after = model(page, "traits.routine")["stretches"]
    assert [one["hold_s"] for one in after] == [hold // 2 for hold in before]
    pick = part(page, "routine-pick")
    expect(pick.locator("option:checked")).to_have_text("Mine")
    pick.select_option(label="Short: neck only")
    chosen = model(page, "traits.routine")["stretches"]
    assert {one["hold_s"] for one in chosen} == {5}
