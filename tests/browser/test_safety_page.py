"""The safety check on a plain page: the worst sign decides, and no answer leaves the page."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.facts import library
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import load
from tests.browser.small import Opener, on_page, open_pages, press, put, rendered_again


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    yield from open_pages(browser)


ORDER = ["emergency", "today", "this_week", "go_on"]
IF_TRUE = {
    "emergency": library.safety_texts()["if_it_was_true"].text,
    "today": library.safety_texts()["if_it_was_true_seen"].text,
}
SIGNS = {sign["key"]: sign["level"] for sign in SafetyCheck().signs}


def box(page: Page, key: str) -> Locator:
    return page.locator(f".sk-safety input[name={key}]").first


# What a player's Stop may have told the page before its cell was run again, by its level.
TOLD = {row.level: row for row in library.stop_answers().values() if row.level != "easier"}
URGENCY = ["emergency", "today", "done_today", "this_week", "go_on"]
MISTAKE = "I said it by mistake"
# Does each act, whatever is in sight, and notes what the check then says.
CLICKS = """acts => acts.map(act => {
  const root = document.querySelector('.sk-safety');
  const [what, which] = act.split(': ');
  const box = root.querySelector(`input[name="${act}"]`);
  const button = [...root.querySelectorAll('button')].find(b => b.textContent === act);
  if (box) box.click();
  else if (button) button.click();
  else if (what === 'player')
    document.body.dispatchEvent(new CustomEvent('sk-safety-answer', {detail: which}));
  else if (what === 'told') tellPage(which);
  const told = [...document.body[Symbol.for('stretchkit')].told?.values() ?? []];
  const result = root.querySelector('[data-part=result]');
  const {state, level} = document.body[Symbol.for('stretchkit')].safety;
  return {state, level, told: told.map(one => one.level),
    said: result.hidden ? '' : result.innerText,
    ticked: [...root.querySelectorAll('input:checked')].map(b => b.name)};
})"""


def test_no_order_of_clicks_ends_below_the_worst_sign_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    page.evaluate(
        """rows => { window.tellPage = level => {
          const page = document.body[Symbol.for('stretchkit')];
          const {title, answer} = rows[level];
          (page.told ??= new Map()).set(`stop ${level}`,
            {key: `stop ${level}`, session: 'a', from: 'Neck tilt', level, title, advice: answer});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }; }""",
        {level: row.model_dump(include={"title", "answer"}) for level, row in TOLD.items()},
    )
    buttons = ["None of these today", "One or more", "Change my answers", MISTAKE]
    others = [*buttons, "player: clear", "player: more", *(f"told: {level}" for level in TOLD)]
    act = st.one_of(st.sampled_from(list(SIGNS)), st.sampled_from(others))
    ticked: set[str] = set()
    told: set[str] = set()

    @settings(max_examples=60, deadline=None)
    @given(st.lists(act, max_size=40))
    def walk(acts: list[str]) -> None:
        for done, seen in zip(acts, page.evaluate(CLICKS, acts), strict=True):
            if done in SIGNS:
                ticked.symmetric_difference_update({done})
            if done.startswith("told: "):
                told.add(done.removeprefix("told: "))
            if done == MISTAKE:
                assert len(told) - len(seen["told"]) <= 1, "one press takes back one thing"
                told.intersection_update(seen["told"])
            assert set(seen["ticked"]) == ticked, "only its own line takes a sign back"
            assert set(seen["told"]) == told
            worst = min((SIGNS[key] for key in ticked), key=ORDER.index, default=None)
            assert seen["level"] == worst
            halts = worst not in (None, "go_on")
            assert seen["state"] == "stopped" or not halts
            first = min({*told, *filter(None, [worst])}, key=URGENCY.index, default=None)
            if first:
                row = library.levels()[first] if first == worst else None
                title = row.title if row else TOLD[first].title
                assert seen["said"].startswith(title)
                assert (row.advice if row else TOLD[first].answer) in seen["said"]

    walk()


def test_what_was_ticked_stays_ticked_until_its_own_line_is_unticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    change = page.get_by_role("button", name="Change my answers")
    press(page, "None of these today")
    press(page, "Change my answers")
    box(page, "weight_loss").check()
    expect(change).to_be_hidden()
    expect(page.locator("[data-part=result]")).to_contain_text("by mistake, untick it")
    press(page, "One or more")
    expect(box(page, "weight_loss")).to_be_checked()


def test_the_signs_to_stop_for_are_shown_unless_all_stretching_is_off(opened: Opener) -> None:
    page = opened(SafetyCheck())
    signs = page.locator("[data-part=stop-signs]")
    expect(page.locator(".sk-safety")).to_contain_text("18 and over")
    expect(page.locator(".sk-safety")).to_contain_text("no better in 6 weeks")
    for flag in library.red_flags().values():
        if flag.box == "C":
            expect(signs).to_contain_text(flag.text)
    press(page, "None of these today")
    expect(signs).to_be_visible()
    press(page, "Change my answers")
    box(page, "weight_loss").check()
    expect(signs).to_be_hidden()


def test_nothing_ticked_is_never_called_safe(opened: Opener) -> None:
    page = opened(SafetyCheck())
    assert on_page(page, "safety.state") == "unanswered"
    press(page, "None of these today")
    expect(page.locator("[data-part=result]")).to_contain_text(
        "Nothing ticked. This check cannot rule out illness."
    )
    assert "safe " not in page.locator(".sk-safety").inner_text().lower()
    assert on_page(page, "safety.state") == "clear"
    press(page, "Change my answers")
    assert on_page(page, "safety.state") == "unanswered"
    expect(box(page, next(iter(SIGNS)))).to_be_focused()
    expect(box(page, next(iter(SIGNS)))).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
def test_none_of_these_can_only_be_reached_past_the_whole_list(opened: Opener, width: int) -> None:
    page = opened(SafetyCheck(), viewport={"width": width, "height": 700})
    ends = page.locator(".sk-signs").evaluate_all(
        "signs => Math.max(...signs.map(s => s.getBoundingClientRect().bottom))"
    )
    for name in ("None of these today", "One or more"):
        button = page.get_by_role("button", name=name).bounding_box()
        assert button is not None and button["y"] >= ends
    order = page.locator(".sk-safety :is(input, button):visible").evaluate_all(
        "controls => controls.map(c => c.type === 'checkbox' ? '' : c.textContent)"
    )
    assert order == [""] * len(SIGNS) + ["None of these today", "One or more"]


@pytest.mark.parametrize("width", [390, 1280])
def test_one_or_more_without_a_tick_asks_for_one_and_leads_to_the_first(
    opened: Opener, width: int
) -> None:
    page = opened(SafetyCheck(), viewport={"width": width, "height": 700})
    press(page, "One or more")
    asked = page.locator(".sk-asked")
    expect(asked).to_have_text("Tick what is true.")
    expect(asked).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status")).to_have_text("Tick what is true.")
    expect(box(page, next(iter(SIGNS)))).to_be_focused()
    expect(box(page, next(iter(SIGNS)))).to_be_in_viewport(ratio=1)
    box(page, "night_pain").check()
    expect(asked).to_have_count(0)


def test_one_or_more_after_a_tick_leads_to_what_it_means(opened: Opener) -> None:
    page = opened(SafetyCheck(), viewport={"width": 390, "height": 700})
    box(page, next(iter(SIGNS))).check()
    press(page, "One or more")
    title = page.locator("[data-part=result] .sk-title")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport(ratio=1)


def test_what_is_announced_is_made_of_whole_sentences(opened: Opener) -> None:
    page = opened(SafetyCheck())
    heard = page.get_by_role("status")
    for key, level in SIGNS.items():
        box(page, key).check()
        expect(heard).to_contain_text(f"{library.levels()[level].title}. ")
        assert ".." not in heard.inner_text()
        box(page, key).uncheck()
        unticked = list(SIGNS.values())[: list(SIGNS).index(key) + 1]
        still = "".join(f" {words}" for one, words in IF_TRUE.items() if one in unticked)
        expect(heard).to_have_text(f"Nothing is ticked now.{still}")
    press(page, "None of these today")
    said = " ".join(["Nothing ticked. This check cannot rule out illness.", *IF_TRUE.values()])
    expect(heard).to_have_text(said)


def test_an_unchecked_injury_is_told_not_to_test(opened: Opener) -> None:
    page = opened(SafetyCheck())
    box(page, "unchecked_injury").check()
    result = page.locator("[data-part=result]")
    expect(result).to_contain_text("Do not stretch. Get seen today")
    expect(result).to_contain_text("Do not turn your head to test it.")


def test_the_word_on_a_sign_opens_where_it_was_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    for key in ("chest_or_breath", "weak_neck_joints", "unchecked_injury"):
        box(page, key).check()
        result = page.locator(f"label:has(input[name={key}]) + [data-part=result]")
        expect(result).to_contain_text("Call your emergency number now")
        expect(page.get_by_role("status")).to_contain_text("Call your emergency number now")


def test_none_of_these_cannot_be_pressed_over_a_ticked_sign(opened: Opener) -> None:
    page = opened(SafetyCheck())
    none = page.get_by_role("button", name="None of these today")
    box(page, "weight_loss").check()
    expect(none).to_be_disabled()
    box(page, "weight_loss").uncheck()
    expect(none).to_be_enabled()
    assert on_page(page, "safety.state") == "unanswered"


def tell(page: Page, key: str, **item: str) -> None:
    """Stand in for a player or a log of the page that told it something."""
    page.evaluate(
        """([key, item]) => { const page = document.body[Symbol.for('stretchkit')];
          (page.told ??= new Map()).set(key, {key, ...item});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }""",
        [key, item],
    )


CALL = {"level": "emergency", "title": "Call your emergency number now", "advice": "Call now."}


@pytest.mark.parametrize("ticked", ["none", "morning_stiffness", "weight_loss"])
def test_the_check_says_first_what_the_page_was_told_elsewhere(opened: Opener, ticked: str) -> None:
    page = opened(SafetyCheck())
    tell(page, "stop a", session="a", **{"from": "Neck tilt, Basic tilt"}, **CALL)
    result = page.locator("[data-part=result]")
    expect(result.locator(".sk-title").first).to_have_text("Call your emergency number now")
    if ticked == "none":
        press(page, "None of these today")
    else:
        box(page, ticked).check()
    first, *others = result.locator(".sk-panel:visible").all()
    expect(first).to_contain_text("Call now.")
    expect(first).to_contain_text("Neck tilt, Basic tilt")
    said = ["Also:"] if ticked == "weight_loss" else []
    assert [other.inner_text()[:5] for other in others] == said
    for milder in ("Nothing ticked", "Moving is fine"):
        assert milder not in result.inner_text()
    assert "You said: none" not in page.locator(".sk-safety").inner_text()
    expect(page.get_by_role("status")).to_have_text("Call your emergency number now. Call now.")


def test_after_none_nothing_on_the_check_asks_any_more(opened: Opener) -> None:
    page = opened(SafetyCheck())
    press(page, "None of these today")
    shown = page.locator(".sk-safety").inner_text()
    assert "You said: none of these today." in shown
    for gone in ("is any of these true", "Read the list"):
        assert gone not in shown


def test_one_or_more_without_a_tick_halts_the_players_until_it_is_ticked(opened: Opener) -> None:
    page = opened(SafetyCheck())
    press(page, "One or more")
    assert on_page(page, "safety.unticked")
    expect(page.locator("[data-part=result]")).to_contain_text("First tick what is true")
    box(page, "weight_loss").check()
    box(page, "weight_loss").uncheck()
    assert not on_page(page, "safety.unticked")
    press(page, "One or more")
    press(page, "None of these today")
    assert not on_page(page, "safety.unticked")


def test_from_the_check_there_is_a_way_back_to_the_stretch_that_waits(opened: Opener) -> None:
    page = opened(SafetyCheck())
    back = page.get_by_role("button", name="Back to the stretch")
    expect(back).to_be_hidden()
    page.evaluate(
        """() => { document.body[Symbol.for('stretchkit')].waiting = () => { window.back = true; };
          document.body.dispatchEvent(new CustomEvent('sk-safety-answer', {detail: 'more'})); }"""
    )
    expect(back).to_be_hidden()
    press(page, "None of these today")
    back.click()
    assert page.evaluate("back")
    expect(back).to_be_hidden()


def test_a_player_that_says_one_or_more_leads_to_the_list(opened: Opener) -> None:
    page = opened(SafetyCheck(), SafetyCheck())
    page.evaluate(
        "document.body.dispatchEvent(new CustomEvent('sk-safety-answer', {detail: 'more'}))"
    )
    expect(box(page, next(iter(SIGNS)))).to_be_focused()


def test_several_checks_on_a_page_agree_and_a_ticked_sign_outlives_them(opened: Opener) -> None:
    page = opened(SafetyCheck())
    page.evaluate(
        """() => { window.told = [];
        document.body.addEventListener('sk-safety', () =>
          told.push(document.body[Symbol.for('stretchkit')].safety?.state)); }"""
    )
    box(page, "night_pain").check()
    put(page, SafetyCheck())  # a check that comes later does not overwrite the answer
    second = page.locator(".sk-safety").nth(1)
    expect(second.locator("input[name=night_pain]")).to_be_checked()
    second.locator("input[name=chest_or_breath]").check()
    expect(box(page, "chest_or_breath")).to_be_checked()
    page.evaluate("widgets[1].cleanup()")
    assert on_page(page, "safety.level") == "emergency"
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); widgets[1].el.remove(); }")
    assert on_page(page, "safety.level") == "emergency", "its cell is run again"
    assert page.evaluate("told.at(-1)") == "stopped"
    put(page, SafetyCheck())
    expect(box(page, "night_pain")).to_be_checked()
    expect(page.locator("[data-part=result]")).to_contain_text("Call your emergency number now")
    for key in ("night_pain", "chest_or_breath"):
        box(page, key).uncheck()
    page.evaluate("widgets[2].cleanup()")
    assert on_page(page, "safety") is None
    assert page.evaluate("told.at(-1)") is None
    assert page.evaluate("widgets.flatMap(w => [...w.model.sent, w.model.saves])") == [0, 0, 0]
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("JSON.parse(sessionStorage.stretchkit).safety") is None


def test_what_was_answered_outlives_a_reload_and_its_cell_run_again(opened: Opener) -> None:
    page = opened(SafetyCheck())
    said = page.get_by_text("You said: none of these today.")
    page.get_by_role("button", name="None of these today").click()
    rendered_again(page, SafetyCheck())
    expect(said).to_be_visible()
    load(page)
    put(page, SafetyCheck())
    expect(said).to_be_visible()
    page.get_by_role("button", name="Change my answers").click()
    page.get_by_role("button", name="One or more").click()
    load(page)
    put(page, SafetyCheck())
    expect(page.locator("[data-part=result]")).to_contain_text("First tick what is true")
