"""The body in the player: it moves with the clock, on the side that is said, and can be watched."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from stretchkit import facts
from stretchkit.widgets.player import StretchPlayer
from stretchkit.widgets.player_body import film_bytes
from tests.browser.page import bare_page, show
from tests.browser.pixels import PIXELS
from tests.browser.player import model, opener, part, phases, press, traits
from tests.drawing.variations import VARIATIONS

# Python's answer to every picture that a player on the page asks for, or will ask for.
_ANSWER = """place => {
  const {model} = widgets[place];
  const answer = async message => {
    const data = await python(place, message.film);
    window.answered = (window.answered ?? 0) + 1;
    model.hear({request: message.request},
      [new DataView(Uint8Array.from(atob(data), letter => letter.charCodeAt(0)).buffer)]);
  };
  const send = model.send;
  model.send = message => { send(message); if (message.film) answer(message); };
  model.wanted.forEach(answer);
}"""
# What every canvas of the first player shows, as what was painted last: the words on it, and where
# the head and the coloured muscles are.
_WATCH = """() => {
  window.painted = [];
  const fill = CanvasRenderingContext2D.prototype.fillRect;
  CanvasRenderingContext2D.prototype.fillRect = function (...box) {
    if (this.globalAlpha === 1) {
      const part = this.canvas.closest('[data-part]').dataset.part;
      painted.push({part, words: []});
    }
    return fill.apply(this, box);
  };
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
    painted.at(-1)?.words.push([text, this.getTransform().e / this.canvas.width]);
    return write.call(this, text, ...at);
  };
}"""
# Where the hair is, across the picture, 0 to 1: by the mean place of its dark brown.
_HAIR = """canvas => {
  const {width, height} = canvas;
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  let sum = 0, count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    if (Math.abs(red - 0x4d) + Math.abs(green - 0x3a) + Math.abs(blue - 0x32) > 12) continue;
    sum += (at / 4) % width;
    count += 1;
  }
  return sum / count / width;
}"""

Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Give a function that opens a player whose pictures are there."""
    with opener(browser) as open_player:

        def open_page(*arguments: Any, films: bool = True, **named: Any) -> Page:
            arguments = arguments or ("neck_tilt",)
            named = {"prepare": _WATCH, **named}
            page = open_player(*arguments, **named)
            page.set_default_timeout(10_000)
            if films:
                answer_films(page, arguments)
                page.wait_for_function("window.answered === 2")
            return page

        yield open_page


def answer_films(page: Page, *players: Any) -> None:
    """Answer every player of the page as Python would."""
    forms = [facts.variation(*one[:2]) for one in players]

    def python(place: int, view: Any) -> str:
        return b64encode(film_bytes(forms[place], view)).decode()

    page.expose_function("python", python)
    for place in range(len(players)):
        page.evaluate(_ANSWER, place)


def canvas(page: Page, name: str, place: int = 0) -> Locator:
    return page.locator(f".sk-player [data-part={name}] canvas").nth(place)


def expect_painted(page: Page, name: str) -> None:
    page.wait_for_function("name => painted.some(({part}) => part === name)", arg=name)


def pixels(page: Page, name: str = "body", place: int = 0) -> int:
    return int(canvas(page, name, place).evaluate(PIXELS))


def hair(page: Page) -> float:
    return float(canvas(page, "body").evaluate(_HAIR))


def letters(page: Page, name: str) -> str:
    """Return the words on a picture, from left to right."""
    words = page.evaluate("name => painted.filter(({part}) => part === name).at(-1).words", name)
    return "".join(text for text, _ in sorted(words, key=lambda word: word[1]))


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Moment of the stretch")


# The picture and the clock


def test_the_picture_moves_with_the_clock_and_is_still_in_the_hold(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip")
    upright = pixels(page), pixels(page, "map")
    page.clock.fast_forward(2_000)
    halfway = pixels(page), pixels(page, "map")
    page.clock.fast_forward(2_100)
    held = pixels(page), pixels(page, "map")
    assert len({upright, halfway, held}) == 3
    expect(part(page, "phase")).to_have_text("Hold")
    page.clock.fast_forward(6_000)
    assert (pixels(page), pixels(page, "map")) == held
    page.clock.fast_forward(8_000)
    expect(part(page, "phase")).to_have_text("Change sides")
    assert (pixels(page), pixels(page, "map")) == upright


@pytest.mark.parametrize(("stretch", "variation"), VARIATIONS)
def test_every_phase_shows_its_own_picture(opened: Opener, stretch: str, variation: str) -> None:
    page = opened(stretch, variation, repetitions=1)
    script = StretchPlayer(stretch, variation).script
    names = script["body"]["moments"]
    press(page, "Start")
    seen: dict[str, int] = {}
    for phase in phases(page)[:-1]:
        page.clock.fast_forward(phase["seconds"] * 1000 - 50)
        moment = names[phase["moment"]]
        place = moment["goes"][-1]
        expect(part(page, "instruction")).to_have_text(phase["cue"])
        expect(canvas(page, "body")).to_have_attribute(
            "aria-label", f"{moment['alt']} {script['body']['captions']['whole']}."
        )
        if phase["kind"] in ("hold", "rest", "get_ready", "switch_side"):
            assert seen.setdefault(place, pixels(page)) == pixels(page)
        page.clock.fast_forward(50)
    assert len(set(seen.values())) == len(seen), "every place has a picture of its own"


def test_the_head_leans_away_from_the_side_that_is_said(opened: Opener) -> None:
    page = opened(repetitions=1)
    press(page, "Start")
    upright = hair(page)
    found = {}
    for phase in phases(page)[:-1]:
        if phase["kind"] == "hold":
            found[phase["side"]] = hair(page) - upright
            expect(part(page, "side")).to_have_text(f"Feel it on the {phase['side']}")
            expect(part(page, "longer")).to_contain_text(f"Longer on the {phase['side']}:")
        page.locator(".sk-player").focus()
        page.keyboard.press("n")
    assert found["right"] < -0.05 < 0.05 < found["left"]


def test_pause_step_back_and_reload_leave_the_picture_with_the_clock(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip")
    page.clock.run_for(1_500)
    press(page, "Pause")
    paused = pixels(page)
    page.clock.run_for(5_000)
    assert pixels(page) == paused
    press(page, "Back one step")
    upright = pixels(page)
    assert upright != paused
    press(page, "Resume", "Skip", "Skip")
    page.clock.run_for(3_000)
    held, saved = pixels(page), model(page, "traits")
    page.evaluate("() => { widgets[0].cleanup(); widgets[0].el.remove(); painted = []; }")
    show(page, "player", saved)
    page.evaluate("widgets.shift()")
    page.evaluate(_ANSWER, 0)
    page.wait_for_function(
        f"want => ({PIXELS})(document.querySelector('[data-part=body] canvas')) === want", arg=held
    )


def test_a_longer_hold_does_not_move_the_body(opened: Opener) -> None:
    page = opened("cross_arm_knee_press", "seated")
    press(page, "Start", "Skip", "Skip")
    page.clock.fast_forward(500)
    pressing = pixels(page)
    page.clock.fast_forward(2_000)
    held = pixels(page)
    assert held != pressing, "the knees are pressed out as the hold begins"
    press(page, "+10 s")
    assert pixels(page) == held
    page.clock.fast_forward(12_000)
    assert pixels(page) == held


def test_stop_takes_the_picture_away_with_the_clock(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Stop")
    expect(canvas(page, "body")).to_be_hidden()
    expect(part(page, "why")).to_be_hidden()


def test_the_breath_goes_out_for_five_seconds_and_in_for_four(opened: Opener) -> None:
    page = opened(hold_s=20)
    press(page, "Start")
    expect(part(page, "breath")).to_be_hidden()
    press(page, "Skip", "Skip")
    for after, word in ((100, "breathe out"), (4_800, "breathe out"), (200, "breathe in")):
        page.clock.run_for(after)
        expect(part(page, "breath")).to_have_text(word)
    page.clock.run_for(4_000)
    expect(part(page, "breath")).to_have_text("breathe out")
    expect(part(page, "breath")).to_have_attribute("aria-hidden", "true")
    press(page, "Pause")
    expect(part(page, "breath")).to_be_hidden()
    press(page, "Resume")
    expect(part(page, "breath")).to_be_visible()


def test_before_start_a_breath_is_shown_only_while_the_demonstration_plays(opened: Opener) -> None:
    page = opened(hold_s=20)
    expect(part(page, "moment")).to_contain_text("Hold:")
    expect(part(page, "breath")).to_be_hidden()
    press(page, "Play demonstration")
    page.clock.run_for(4_500)
    expect(part(page, "moment")).to_contain_text("Hold:")
    expect(part(page, "breath")).to_have_text("breathe out")
    press(page, "Pause demonstration")
    expect(part(page, "breath")).to_be_hidden()


def test_the_map_says_what_its_colours_mean(opened: Opener) -> None:
    caption = opened().locator("figure").last.locator("figcaption")
    expect(caption).to_have_text(
        "Muscles, from behind. Teal: longer than at the start. Ochre: shorter."
    )


def test_who_asked_for_less_motion_sees_where_each_phase_ends(opened: Opener) -> None:
    page = opened(options={"reduced_motion": "reduce"})
    press(page, "Start")
    upright = pixels(page)
    press(page, "Skip")
    page.clock.fast_forward(50)
    tilted = pixels(page)
    assert tilted != upright
    page.clock.fast_forward(2_000)
    assert pixels(page) == tilted, "no way there, the end alone"
    page.clock.fast_forward(3_000)
    assert pixels(page) == tilted
    expect(page.locator(".sk-breath-ring")).to_be_hidden()
    expect(part(page, "breath")).to_have_text("breathe out")


def test_until_the_films_come_the_hold_stands_there_and_nothing_waits(opened: Opener) -> None:
    page = opened(films=False)
    expect_painted(page, "body")
    still = pixels(page)
    press(page, "Start")
    page.clock.fast_forward(9_000)
    expect(part(page, "phase")).to_have_text("Move in")
    expect(part(page, "body-note")).to_contain_text("once the kernel answers")
    assert pixels(page) == still
    asked = [message["film"] for message in model(page, "wanted")]
    assert asked == ["whole", "back"], "each once, and the front only when it is chosen"
    answer_films(page, ("neck_tilt",))
    expect(part(page, "body-note")).to_have_text("")


def test_the_words_for_those_who_listen_change_with_the_phase_alone(opened: Opener) -> None:
    page = opened()
    page.evaluate(
        """() => { window.heard = [];
          for (const canvas of document.querySelectorAll('.sk-player canvas'))
            new MutationObserver(() => heard.push(canvas.getAttribute('aria-label')))
              .observe(canvas, {attributes: true, attributeFilter: ['aria-label']}); }"""
    )
    press(page, "Start")
    page.clock.run_for(8_000 + 4_000 + 5_000)
    heard = page.evaluate("heard")
    assert len(heard) == 4, "to get ready, and to the tilt, in two pictures"
    assert "30 degrees to the left" in heard[-2] and "Longer on the right" in heard[-1]


# The views


def test_each_view_has_the_letters_of_the_person_or_none(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip", "Skip")
    assert (letters(page, "body"), letters(page, "map")) == ("LR", "LR")
    behind = hair(page)
    page.get_by_label("View").select_option("Teacher view")
    expect(page.get_by_text("From the front", exact=True)).to_be_visible()
    assert (letters(page, "body"), letters(page, "map")) == ("RL", "LR")
    teacher = hair(page)
    assert behind < 0.5 < teacher, "his left is at your right"
    page.get_by_label("View").select_option("Mirror view")
    expect(canvas(page, "map")).to_be_hidden()
    expect(part(page, "longer")).to_be_hidden()
    assert letters(page, "body") == ""
    assert hair(page) == pytest.approx(teacher, abs=0.01)
    flipped = canvas(page, "body").evaluate("canvas => getComputedStyle(canvas).transform")
    assert flipped == "matrix(-1, 0, 0, 1, 0, 0)"
    places = [
        page.get_by_text(f"your {side}", exact=True).bounding_box() for side in ("left", "right")
    ]
    assert places[0] and places[1] and places[0]["x"] < places[1]["x"]
    page.get_by_label("View").select_option("Usual view")
    assert (letters(page, "body"), letters(page, "map")) == ("LR", "LR")


def test_on_a_phone_one_picture_stands_at_a_time(opened: Opener) -> None:
    page = opened(films=False, options={"viewport": {"width": 390, "height": 740}})
    answer_films(page, ("neck_tilt",))
    expect_painted(page, "body")
    expect(canvas(page, "map")).to_be_hidden()
    press(page, "Show muscles")
    expect(canvas(page, "body")).to_be_hidden()
    expect_painted(page, "map")
    page.wait_for_function("window.answered === 2")
    press(page, "Start", "Skip")
    canvas(page, "map").scroll_into_view_if_needed()
    upright = pixels(page, "map")
    page.clock.run_for(4_100)
    assert pixels(page, "map") != upright
    press(page, "Show body")
    expect(canvas(page, "body")).to_be_visible()


# What gets longer, and why


def test_patients_read_longer_and_students_read_bands(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip")
    told = part(page, "longer")
    expect(told).to_contain_text(
        "Longer on the right: shoulder-blade lifter (longer); neck-to-shoulder muscle (longer)."
    )
    expect(told).not_to_contain_text("%")
    page.get_by_label("For students").check()
    expect(told).to_contain_text("M. levator scapulae (about 5 to 10 %)")
    expect(page.get_by_text("no proof that a stretch helps")).to_be_visible()
    press(page, "Skip", "Skip")
    expect(told).to_have_text("")


def test_why_this_muscle_opens_one_sentence(opened: Opener) -> None:
    page = opened()
    press(page, "Start", "Skip")
    why = part(page, "why")
    why.get_by_text("Why this muscle?").click()
    expect(why.locator("p")).to_contain_text("The shoulder-blade lifter runs from")
    expect(why.locator("p")).to_contain_text("takes its two ends apart")
    press(page, "Open the pose lab in this pose")
    asked = model(page, "sent")[-1]
    assert asked["lab"] == {"pose": "neck_tilt_basic", "side": "right"}


# Watch it first


def test_any_moment_can_be_dragged_to_before_start(opened: Opener) -> None:
    page = opened()
    hold = pixels(page)
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", "Hold, feel it on the right, second 5 of 10"
    )
    slider(page).press("Home")
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", r"Move in, feel it on the right, second 0 of 4"
    )
    upright = pixels(page)
    assert upright != hold
    for _ in range(4):
        slider(page).press("ArrowRight")
    assert pixels(page) not in (upright, hold)
    expect(part(page, "moment")).to_contain_text(
        "Move in: Tilt your head left. Feel it on the right."
    )
    slider(page).press("End")
    expect(part(page, "moment")).to_contain_text("middle slowly")
    assert pixels(page) == upright
    assert model(page, "traits.state") == "ready" and model(page, "traits.completed") == []


def test_the_demonstration_plays_at_its_speed_and_makes_no_sound(opened: Opener) -> None:
    prepare = "window.AudioContext = class { constructor() { throw new Error('sound'); } };"
    page = opened(prepare=f"() => {{ {prepare} ({_WATCH})(); }}")
    page.get_by_label("Speed").select_option("×4")
    press(page, "Play demonstration")
    page.clock.run_for(500)
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", "Move in, feel it on the right, second 1 of 4"
    )
    press(page, "Pause demonstration")
    paused = pixels(page)
    page.clock.run_for(3_000)
    assert pixels(page) == paused
    press(page, "Play demonstration")
    page.clock.run_for(60_000)
    expect(page.get_by_role("button", name="Play demonstration")).to_be_visible()
    assert float(slider(page).input_value()) == float(slider(page).get_attribute("max") or 0)
    assert model(page, "saves") == 0, "it is no session"


def test_start_leaves_the_demonstration(opened: Opener) -> None:
    page = opened()
    press(page, "Play demonstration")
    page.clock.fast_forward(2_000)
    press(page, "Start")
    expect(part(page, "watch")).to_be_hidden()
    upright = pixels(page)
    page.clock.fast_forward(3_000)
    assert pixels(page) == upright, "getting ready, whatever was watched"
    press(page, "Restart", "Stop", "No trouble, I just want to end", "Restart")
    expect(part(page, "watch")).to_be_visible()


@pytest.mark.parametrize("stretch", ["cross_arm_knee_press", "clasp_and_reach"])
def test_the_round_to_watch_shows_both_arms_on_top_where_they_change(
    opened: Opener, stretch: str
) -> None:
    page = opened(stretch)
    slider(page).press("End")
    seconds = float(slider(page).get_attribute("max") or 0)
    rounds = 2 if stretch == "cross_arm_knee_press" else 1
    watched = [p for p in phases(page) if p["repetition"] <= rounds and p["kind"] != "get_ready"]
    assert seconds == sum(phase["seconds"] for phase in watched)


# Several players, out of sight, a gone page, a handout


def test_two_players_of_one_page_move_each_by_its_own_clock(opened: Opener) -> None:
    page = opened(films=False)
    show(page, "player", traits("neck_tilt"))
    answer_films(page, ("neck_tilt",), ("neck_tilt",))
    page.locator(".sk-player").nth(1).scroll_into_view_if_needed()
    page.wait_for_function("painted.filter(({part}) => part === 'map').length >= 2")
    resting = pixels(page, "body", 0)
    page.get_by_role("button", name="Start", exact=True).nth(1).click()
    page.clock.run_for(9_500)
    assert pixels(page, "body", 0) == resting
    assert pixels(page, "body", 1) != resting


def test_out_of_sight_nothing_is_painted_and_back_in_sight_it_is_right(opened: Opener) -> None:
    page = opened()
    page.evaluate("document.querySelector('main').style.paddingBottom = '400vh'")
    press(page, "Start", "Skip")
    page.clock.run_for(500)
    page.evaluate(
        """() => { scrollTo(0, 3000);
          new IntersectionObserver(([seen]) => { window.away = !seen.isIntersecting; })
            .observe(document.querySelector('.sk-body-sheets')); }"""
    )
    page.wait_for_function("window.away")
    page.evaluate("painted = []")
    page.clock.run_for(2_000)
    assert page.evaluate("painted.length") == 0
    page.clock.run_for(2_000)
    page.evaluate("scrollTo(0, 0)")
    expect_painted(page, "body")
    expect(part(page, "phase")).to_have_text("Hold")


def test_a_closed_player_watches_nothing_more(opened: Opener) -> None:
    page = opened()
    press(page, "Play demonstration")
    page.evaluate("widgets[0].cleanup()")
    page.evaluate("painted = []")
    page.clock.run_for(2_000)
    assert page.evaluate("painted.length") == 0


@pytest.mark.parametrize(("light", "width"), [(True, 390), (False, 1280)])
def test_the_body_is_accessible(browser: Browser, light: bool, width: int) -> None:
    page = bare_page(browser, light=light, viewport={"width": width, "height": 844})
    page.evaluate(_WATCH)
    show(page, "player", traits("neck_tilt"))
    answer_films(page, ("neck_tilt",))
    expect_painted(page, "body")
    part(page, "why").get_by_text("Why this muscle?").click()
    report = Axe().run(page, context=".sk-player")
    assert report.violations_count == 0, report.generate_report()
    page.close()
