"""What several players and the check of a page say together: never milder than the worst told."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit.facts import levels, red_flags, stop_answers
from stretchkit.widgets.safety import SafetyCheck
from tests.browser.page import show
from tests.browser.player import Opener, heed, model, opener, part, press, traits
from tests.browser.small import put

FELT: dict[str, str] = {answer.level: answer.felt for answer in stop_answers().values()}
NERVE = stop_answers()["nerve_or_dizzy"]
CALL = levels()["emergency"].title
WEEK, TODAY = levels()["this_week"], levels()["today"]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    with opener(browser) as open_player:
        yield open_player


def with_check(opened: Opener) -> Page:
    """Open two players and a check, answered with none."""
    page = opened()
    page.set_default_timeout(10_000)
    show(page, "player", traits("clasp_and_reach"))
    put(page, SafetyCheck())
    page.locator(".sk-safety").get_by_role("button", name="None of these today").click()
    return page


def players(page: Page) -> list[Locator]:
    return page.locator(".sk-player").all()


def start(player: Locator) -> None:
    player.get_by_role("button", name="Start", exact=True).click()


def stop_with(page: Page, player: Locator, felt: str) -> None:
    start(player)
    player.get_by_role("button", name="Stop", exact=True).click()
    page.clock.fast_forward(1_000)
    player.get_by_role("button", name=felt, exact=True).click()


def tick(page: Page, key: str) -> None:
    change = page.get_by_role("button", name="Change my answers")
    if change.is_visible() and page.locator(".sk-sign-list").is_hidden():
        change.click()
    page.locator(f".sk-safety input[name={key}]").check()


def first_title(widget: Locator) -> str:
    return widget.locator(".sk-panel:visible .sk-title").first.inner_text()


def test_a_milder_sign_does_not_hide_the_call_in_any_player(opened: Opener) -> None:
    page = with_check(opened)
    stop_with(page, players(page)[0], FELT["emergency"])
    for key in ("weight_loss", "weaker_or_spreading_numb"):
        tick(page, key)
        for widget in (*players(page), page.locator(".sk-safety")):
            assert first_title(widget) == CALL
    for player in players(page):
        expect(player).to_contain_text(f"Also: {TODAY.title}.")


def test_a_graver_sign_comes_before_what_was_said_at_stop(opened: Opener) -> None:
    page = with_check(opened)
    stop_with(page, players(page)[0], NERVE.felt)
    tick(page, "face_arm_speech_sight")
    for player in players(page):
        assert first_title(player) == CALL
        expect(player).to_contain_text("If it stays or comes back, get seen today")


def test_what_the_check_adds_stands_below_and_hides_nothing(opened: Opener) -> None:
    page = with_check(opened)
    stop_with(page, players(page)[0], NERVE.felt)
    tick(page, "weight_loss")
    for player in players(page):
        expect(player).to_contain_text("If it stays or comes back, get seen today")
        expect(player).to_contain_text(f"Also: {WEEK.title}.")


ACTS = [*(f"tick {key}" for key in ("weight_loss", "chest_or_breath", "fever_or_very_ill")),
        "tick morning_stiffness", "none", "again", "stop 0", "stop 1", "another",
        *(f"felt {level}" for level in FELT), "rerun check", "rerun 0", "view 0"]  # fmt: skip
# Presses what can be pressed, notes what the reader has said, and what each widget shows first.
WALK = """async ([acts, felt]) => {
  const all = selector => [...document.querySelectorAll(selector)];
  const seen = node => node.checkVisibility();
  const button = (root, name) => [...root.querySelectorAll('button')]
    .find(one => one.textContent === name && seen(one) && !one.ariaDisabled?.includes('true'));
  const said = (window.saidSoFar ??= new Map()); // who said it to its level
  const trail = [];
  for (const act of acts) {
    const [what, which] = act.split(' ');
    const check = document.querySelector('.sk-safety');
    if (what === 'tick') {
      const box = check.querySelector(`input[name=${which}]`);
      if (seen(box)) box.click();
    }
    if (what === 'none') button(check, 'None of these today')?.click();
    if (what === 'again') button(check, 'Change my answers')?.click();
    if (what === 'stop') {
      const player = all('.sk-player')[which];
      button(player, 'Start')?.click();
      button(player, 'Stop')?.click();
    }
    if (what === 'another') {
      for (const player of all('.sk-player')) {
        const answered = player.querySelector('[data-part=stop-answer]');
        const again = answered && ['Choose another answer', 'I said it by mistake']
          .map(name => button(answered, name)).find(Boolean);
        if (again) { said.delete(player.closest('[data-who]').dataset.who); again.click(); }
      }
    }
    if (what === 'felt') {
      const player = all('.sk-player').find(one => button(one, felt[which]));
      if (player) {
        const {who} = player.closest('[data-who]').dataset;
        if (['done_today', 'emergency'].includes(which)) said.set(who, which);
        button(player, felt[which]).click();
      }
    }
    if (what === 'rerun' || what === 'view') await drawn(what, which);
    const ticked = all('.sk-safety input:checked').map(box => box.name);
    const words = root => [...root.querySelectorAll('.sk-panel .sk-title')].filter(seen)
      .map(title => title.textContent);
    trail.push({act, ticked, said: [...said.values()],
      shown: all('.sk-player, .sk-safety').map(words)});
  }
  return trail;
}"""
DRAWN = """async (what, which) => {
  const main = document.querySelector('main');
  const place = which === 'check' ? 2 : Number(which);
  const old = widgets[place];
  old.cleanup();
  const el = document.createElement('div');
  el.dataset.who = what === 'view' ? old.el.dataset.who : `${old.el.dataset.who}+`;
  old.el.replaceWith(el);
  const model = what === 'view' ? old.model : makeModel(structuredClone(first[place]));
  const kind = which === 'check' ? modules.check : modules.player;
  const cleanup = await (await import(kind)).default.render({model, el});
  widgets[place] = {model, el, cleanup};
}"""
ORDER = ["emergency", "today", "done_today", "this_week"]
TITLES = {
    **{level: [levels()[level].title] for level in ("emergency", "today", "this_week")},
    "done_today": [one.title for one in stop_answers().values() if one.level == "done_today"],
}


@pytest.mark.parametrize("seed", range(6))
def test_in_whatever_order_nothing_shown_is_milder_than_the_worst_told(
    opened: Opener, seed: int
) -> None:
    page = opened()
    page.evaluate("window.modules = {player: lastModule}")
    show(page, "player", traits("clasp_and_reach"))
    put(page, SafetyCheck())
    page.evaluate(
        """() => { modules.check = lastModule;
          widgets.forEach((one, place) => { one.el.dataset.who = place; });
          window.first = widgets.map(one => structuredClone(one.model.traits)); }"""
    )
    page.evaluate(f"() => {{ window.drawn = {DRAWN}; }}")
    chance = random.Random(seed)
    acts = [chance.choice(ACTS) for _ in range(45)]
    levels_of = {key: flag.level for key, flag in red_flags().items()}
    every = {title for titles in TITLES.values() for title in titles}
    halted = 0
    for act in acts:  # one at a time, so that the second after Stop can pass
        (step,) = page.evaluate(WALK, [[act], FELT])
        page.clock.fast_forward(1_000)
        told = [*step["said"], *(levels_of[key] for key in step["ticked"])]
        worst = next((level for level in ORDER if level in told), None)
        if worst is None:
            continue
        halted += 1
        for titles in step["shown"]:
            graver = [title for level in ORDER[: ORDER.index(worst) + 1] for title in TITLES[level]]
            shown = [title for title in titles if title in every]
            assert shown and shown[0] in graver, (act, worst, titles)
    assert halted > 5, "the walk says something"


# Stop


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_double_press_on_stop_says_nothing_of_what_was_felt(
    opened: Opener, width: int, by: str
) -> None:
    page = opened(options={"viewport": {"width": width, "height": 800}})
    start(players(page)[0])
    button = page.get_by_role("button", name="Stop", exact=True)
    if by == "mouse":
        box = button.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        answers = part(page, "stop-question").get_by_role("button").all()
        places = [answer.bounding_box() for answer in answers]
        gaps = [
            round(two["y"] - one["y"] - one["height"])
            for one, two in pairwise(places)
            if one and two
        ]
        assert len(set(gaps)) == 1, "no gap in the list"
        for answer in answers:  # whichever stands where the finger is
            for _ in range(2):
                answer.click(force=True)
                page.clock.fast_forward(900)
    else:
        button.focus()
        for key in ("Enter", "Tab", "Enter", "Space"):
            page.keyboard.press(key)
    expect(part(page, "stop-question")).to_be_visible()
    page.clock.fast_forward(1_000)
    expect(part(page, "stop-question").get_by_role("status")).to_have_text("You can answer now.")
    page.get_by_role("button", name=FELT["easier"]).click()
    expect(part(page, "stop-answer")).to_be_visible()


# Another view, another run of the cell, another tab


def test_what_was_said_survives_a_new_view_of_the_player(opened: Opener) -> None:
    page = opened()
    page.evaluate("window.player = lastModule")
    press(page, "Start", "Stop", FELT["emergency"])
    page.evaluate(
        """async () => { const old = widgets[0]; old.cleanup(); old.el.replaceChildren();
          await (await import(player)).default.render({model: old.model, el: old.el}); }"""
    )
    expect(part(page, "stop-answer")).to_contain_text(CALL)
    press(page, "I said it by mistake", FELT["easier"])
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_visible()


def test_after_the_cell_is_run_again_the_answer_stands_and_can_be_taken_back(
    opened: Opener,
) -> None:
    page = opened()
    press(page, "Start", "Stop", FELT["emergency"])
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); }")
    show(page, "player", traits("neck_tilt"))
    expect(part(page, "advice")).to_contain_text(CALL)
    expect(part(page, "advice")).to_contain_text("what you said earlier")
    expect(part(page, "advice")).not_to_contain_text("another stretch")
    press(page, "I said it by mistake")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_rise_survives_a_new_view_of_the_player(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    page.evaluate("window.player = lastModule")
    page.get_by_label("Pain now, before").select_option("2")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("9")
    page.evaluate(
        """async () => { const old = widgets[0]; old.cleanup(); old.el.replaceChildren();
          await (await import(player)).default.render({model: old.model, el: old.el}); }"""
    )
    expect(part(page, "pain-rule")).to_contain_text("Before 2, now 9.")
    expect(page.get_by_role("button", name="Restart", exact=True)).to_be_hidden()


def test_a_player_that_another_tab_runs_can_be_stopped_here(opened: Opener) -> None:
    page = with_check(opened)
    tick(page, "chest_or_breath")
    player = players(page)[0]
    page.evaluate(
        """() => { const {model} = widgets[0];
          model.traits.state = 'running';
          model.set('run', {index: 0, length_ms: 8000, left_ms: 8000, session: 'there',
            deadline_ms: Date.now() + 8000}); }"""
    )
    expect(player).to_have_attribute("data-state", "running")
    expect(player.get_by_role("button", name="Turn sound on")).to_be_hidden()
    player.get_by_role("button", name="Stop", exact=True).click()
    assert model(page, "traits.state") == "stopped"
    assert first_title(player) == CALL


def test_to_start_a_player_pauses_the_other_one(opened: Opener) -> None:
    page = opened()
    show(page, "player", traits("clasp_and_reach"))
    first, second = players(page)
    start(first)
    start(second)
    assert [model(page, "traits.state", n) for n in (0, 1)] == ["paused", "running"]
    first.get_by_role("button", name="Resume", exact=True).click()
    assert [model(page, "traits.state", n) for n in (0, 1)] == ["running", "paused"]


def test_a_high_score_alone_gets_a_gentle_word(opened: Opener) -> None:
    page = opened(hold_s=1, repetitions=1)
    high = model(page, "traits.script.pain_rule.high")
    for score, shown in (("7", False), ("8", True), ("10", True)):
        page.get_by_label("Pain now, before").select_option(score)
        expect(part(page, "pain-rule")).to_have_text(high if shown else "")
    page.get_by_label("Pain now, before").select_option("No score")
    press(page, "Start")
    page.clock.fast_forward(60_000)
    page.get_by_label("Pain now, after").select_option("9")
    expect(part(page, "pain-rule")).to_have_text(high)


def test_the_emergency_answer_is_taken_back_as_a_mistake_and_its_call_still_stands(
    opened: Opener,
) -> None:
    page = opened()
    said = model(page, "traits.script.said")["if_it_was_true"]
    milder = model(page, "traits.script.said")["if_it_was_true_today"]
    press(page, "Start", "Stop", NERVE.felt)
    expect(page.get_by_role("button", name="I said it by mistake")).to_be_hidden()
    press(page, "Choose another answer")
    expect(part(page, "if-it-was-true")).to_have_text(f"{milder} You took back: “{NERVE.felt}”.")
    press(page, FELT["emergency"])
    expect(part(page, "if-it-was-true")).to_be_hidden()
    expect(page.get_by_role("button", name="Choose another answer")).to_be_hidden()
    press(page, "I said it by mistake")
    line = part(page, "if-it-was-true")
    lines = line.locator("strong").all_inner_texts()
    assert lines == [said, milder]
    above, first = (
        line.bounding_box(),
        part(page, "stop-question").get_by_role("button").first.bounding_box(),
    )
    assert above and first and above["y"] + above["height"] <= first["y"]


def test_a_call_taken_back_still_stands_in_a_new_view_and_on_the_page(opened: Opener) -> None:
    page = opened()
    page.evaluate("window.player = lastModule")
    show(page, "player", traits("clasp_and_reach"))
    said = model(page, "traits.script.said")["if_it_was_true"]
    first, second = players(page)
    stop_with(page, first, FELT["emergency"])
    first.get_by_role("button", name="I said it by mistake").click()
    expect(second.locator("[data-part=if-it-was-true]")).to_contain_text(said)
    page.evaluate(
        """async () => { const old = widgets[0]; old.cleanup(); old.el.replaceChildren();
          await (await import(player)).default.render({model: old.model, el: old.el}); }"""
    )
    expect(first.locator("[data-part=if-it-was-true]")).to_contain_text(said)
    page.clock.fast_forward(1_000)
    first.get_by_role("button", name=FELT["easier"]).click()
    expect(second.locator("[data-part=advice]")).to_be_hidden()
    expect(second.locator("[data-part=if-it-was-true]")).to_contain_text(said)


def test_two_views_of_a_player_give_the_same_answer(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        """async () => { const el = document.createElement('div');
          document.querySelector('main').append(el);
          await (await import(lastModule)).default.render({model: widgets[0].model, el}); }"""
    )
    first, second = players(page)
    stop_with(page, first, FELT["emergency"])
    expect(second.locator("[data-part=stop-answer]")).to_contain_text(CALL)
    second.get_by_role("button", name="I said it by mistake").click()
    expect(first.locator("[data-part=if-it-was-true]")).to_be_visible()


# The log

OF_LOG = [
    {"level": level.key, "title": level.title, "words": f"You noted it. {level.advice}"}
    for level in levels().values()
]


def hears_of_the_log(page: Page, *wanted: str, place: int = 0) -> None:
    """Answer a player's question about yesterday with what the log calls for."""
    advice = [one for one in OF_LOG if one["level"] in wanted]
    request = model(page, "sent.find(message => 'morning' in message).request", place)
    page.evaluate(
        "([place, reply]) => widgets[place].model.hear(reply)",
        [place, {"request": request, "morning": None, "advice": advice}],
    )


def test_what_the_log_calls_for_ends_the_stretching_of_a_page_without_a_diary(
    opened: Opener,
) -> None:
    page = opened()
    hears_of_the_log(page, "emergency")
    expect(part(page, "advice")).to_contain_text(CALL)
    expect(part(page, "advice")).to_contain_text("This comes from your pain log.")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()


def test_a_clinicians_yes_stands_with_its_own_advice_and_never_beside_a_call(
    opened: Opener,
) -> None:
    page = opened()
    yes = "button:has-text('A clinician said yes')"
    hears_of_the_log(page, "emergency", "this_week")
    expect(part(page, "advice")).to_contain_text(f"Also: {WEEK.title}.")
    expect(page.locator(yes)).to_have_count(0)
    # A diary of the page says the same of the log: it is shown, and taken back, once.
    page = opened()
    hears_of_the_log(page, "this_week")
    page.evaluate(
        """() => { const told = document.body[Symbol.for('stretchkit')].told;
          const key = 'diary this_week';
          told.set(key, {...told.get('player log this_week'), key});
          document.body.dispatchEvent(new CustomEvent('sk-safety')); }"""
    )
    expect(page.locator(f".sk-panel:has({yes})")).to_contain_text(WEEK.title)
    expect(page.locator(yes)).to_have_count(1)
    page.locator(yes).click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_what_the_log_says_of_the_next_time_is_read_above_start_and_done(opened: Opener) -> None:
    page = opened()
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 10 seconds, 3 times")
    heed(page, "halve")
    expect(part(page, "advice")).to_contain_text("Halve the time today")
    expect(part(page, "advice")).to_contain_text("Half the time was chosen here for you.")
    expect(part(page, "advice")).to_contain_text("This comes from your pain log.")
    expect(part(page, "advice-more")).to_be_hidden()
    expect(page.get_by_role("button", name="A clinician said yes")).to_have_count(0)
    panel = part(page, "advice").bounding_box()
    start_button = page.get_by_role("button", name="Start", exact=True).bounding_box()
    assert panel and start_button
    assert panel["y"] + panel["height"] <= start_button["y"]
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 5 seconds, 3 times")
    assert model(page, "traits.dose") == {"key": "halved", "hold_s": 5, "repetitions": 3}
    choice = part(page, "dose-choice")
    choice.locator("summary").click()
    half = choice.get_by_role("radio", name="Half the time")
    expect(half).to_be_checked()
    choice.get_by_role("radio", name="Week 1").check()
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 10 seconds, 3 times")
    half.check()
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 5 seconds, 3 times")


def test_a_time_chosen_after_it_was_halved_stays(opened: Opener) -> None:
    page = opened()
    heed(page, "halve")
    page.get_by_text("How long, how often").first.click()
    page.get_by_role("radio", name="Week 1").check()
    heed(page, "halve")
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 10 seconds, 3 times")


def test_a_high_number_alone_halves_nothing(opened: Opener) -> None:
    page = opened()
    heed(page, "easier")
    expect(part(page, "advice")).to_contain_text("It was over.")
    expect(page.locator(".sk-player")).to_contain_text("Sitting. Hold 10 seconds, 3 times")


def stopped_and_gone_on(opened: Opener) -> Page:
    """Press Stop, answer nothing, and go on to a page with another player."""
    page = opened()
    start(page.locator(".sk-player"))
    page.get_by_role("button", name="Stop", exact=True).click()
    page.evaluate("widgets[0].cleanup(); widgets[0].el.remove()")
    show(page, "player", traits("clasp_and_reach"))
    return page


def test_a_stop_without_an_answer_is_answered_in_the_next_page(opened: Opener) -> None:
    page = stopped_and_gone_on(opened)
    advice = part(page, "advice")
    expect(advice).to_contain_text("First say what you felt")
    expect(page.get_by_role("button", name="I said it by mistake")).to_have_count(0)
    expect(page.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    advice.get_by_role("button", name=FELT["emergency"]).click()
    assert first_title(page.locator(".sk-player")) == CALL
    expect(advice).to_contain_text("what you said earlier")


def test_a_pull_that_was_too_strong_is_answered_in_the_next_page_too(opened: Opener) -> None:
    page = stopped_and_gone_on(opened)
    advice = part(page, "advice")
    advice.get_by_role("button", name=FELT["easier"]).click()
    told = next(one for one in stop_answers().values() if one.level == "easier")
    expect(advice).to_contain_text(told.answer)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    start(page.locator(".sk-player"))
    expect(advice).to_be_hidden()


def test_a_stop_without_an_answer_and_without_trouble_ends_there(opened: Opener) -> None:
    page = stopped_and_gone_on(opened)
    part(page, "advice").get_by_role("button", name="No trouble, I just want to end").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_clinicians_yes_is_not_the_way_past_a_day_that_is_done(opened: Opener) -> None:
    page = opened()
    heed(page, "done_today")
    expect(part(page, "advice")).to_contain_text("This comes from your pain log.")
    expect(page.get_by_role("button", name="A clinician said yes")).to_have_count(0)
