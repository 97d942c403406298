import { secondsText, timeText } from "./clock.js";
import { make, makeAnnouncer, makeButton } from "./dom.js";
import { keepKeysInside, onKeys } from "./keys.js";
import { STOPPING } from "./player_panels.js";
import { MAIN_NAMES, PHASE_NAMES, nextText, setText, stopLine } from "./player_view.js";

// The clock of a class: read from ten metres, driven by one key or by a presenter's remote.
// The class faces the screen, so its left is the left of the screen; `side` feels the pull.

const SIZES = [60, 140]; // More letters than these are set smaller, and smaller still.
const FITS = [1, 0.9, 0.8, 0.7, 0.6, 0.5]; // How much of its size all is given, until all fits.
const KEYS = "Space: start, pause. N or Page Down: go on. S: stop. Esc: leave.";
const ENDED_KEYS = "Esc: leave the clock."; // Nothing else works then.
const OTHER_SIDE = { left: "right", right: "left" };

// What the class does towards which side of the room: { move, feel, words }, or null.
export function classSide(phase) {
  const { kind, side, top_arm: arm, feels } = phase;
  if (arm && ["move_in", "hold"].includes(kind)) {
    return { move: arm, feel: null, words: `Class: ${arm} arm on top` };
  }
  if (!side || !feels) return null;
  const move = OTHER_SIDE[side];
  const next = kind === "switch_side" ? "next, " : "";
  return { move, feel: side, words: `Class: ${next}tilt ${move}, feel it on the ${side}` };
}

function makeArrow(side) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 100 60");
  svg.setAttribute("preserveAspectRatio", side === "left" ? "xMinYMid" : "xMaxYMid");
  path.setAttribute("d", side === "left" ? "M34 6 7 30 34 54M8 30H95" : "M66 6 93 30 66 54M92 30H5");
  svg.append(path);
  return svg;
}

export class ClassClock {
  button;
  element;
  #acts;
  #state = "ready";
  #afterwards;

  // `acts`: what the player's buttons do, by name: main, stop, skip, back, mute. `first(open)`
  // opens it when nothing must be asked before; `afterwards()` is called when it was left, and returns true if it took the focus.
  constructor(acts, script, { first, afterwards }) {
    this.#acts = acts;
    this.#afterwards = afterwards;
    this.title = make("span", { class: "sk-class-title" });
    this.stopLine = make("p", { class: "sk-class-stop" });
    this.button = makeButton("Class clock", () => first(() => this.open()));
    this.announcer = makeAnnouncer();
    this.phase = make("span", { class: "sk-class-phase", part: "class-phase" });
    this.repetition = make("span");
    this.timeLeft = make("span", { class: "sk-class-left" });
    this.digits = make("p", { class: "sk-class-digits", part: "class-digits", role: "timer", "aria-live": "off" });
    this.cue = make("p", { class: "sk-class-cue", part: "class-cue" });
    this.before = make("div", { class: "sk-class-before", part: "class-before" });
    this.sideWords = make("p", { class: "sk-class-words", part: "class-side" });
    this.cells = ["left", "right"].map((side) => make("div", { class: "sk-class-cell", part: `class-${side}`, "aria-hidden": "true" },
      makeArrow(side), make("span", { class: "sk-class-feel" }, "Feel it")));
    this.next = make("p", { class: "sk-class-next", part: "class-next" });
    this.share = make("div", { class: "sk-class-share" });
    this.main = makeButton("Start", acts.main, { look: "main" });
    this.stop = makeButton("Stop", acts.stop, { look: "stop" });
    this.onward = makeButton("Next", () => this.#goOn());
    this.away = makeButton("Leave", () => this.leave());
    this.keys = make("p", { class: "sk-class-keys", part: "class-keys" });
    const [left, right] = this.cells;
    this.screen = make("div", { class: "sk-class-screen" }, this.announcer,
      make("p", { class: "sk-class-head" }, this.title,
        this.repetition, this.timeLeft),
      this.share,
      make("div", { class: "sk-class-main" }, this.digits,
        make("div", {}, this.phase, this.cue, this.before)),
      make("div", { class: "sk-class-sides" }, left, this.sideWords, right),
      this.next,
      make("div", { class: "sk-class-foot" }, this.main, this.onward, this.stop, this.away,
        this.stopLine,
        this.keys));
    this.element = make("dialog", { class: "sk-class", "aria-label": "Class clock", part: "class-clock" }, this.screen);
    this.use(script);
    this.#listen();
  }

  use(script) {
    const { title, variation, way_out: wayOut, said } = script;
    this.wayOut = wayOut;
    this.unanswered = [{ call: said.stopped_urgent }, said.stopped_nerve, `${STOPPING} Leave the clock to say what you felt.`];
    setText(this.title, `${title}: ${variation}`);
    this.stopLine.replaceChildren(make("strong", {}, said.while_urgent), ` ${stopLine(script)}`);
  }

  get isOpen() {
    return this.element.open;
  }

  // A dialogue fills the window by itself; the whole screen is asked for and may be refused.
  open() {
    this.element.showModal();
    this.#fitted = "";
    this.main.focus();
    // It may have been left before the whole screen came.
    this.screen.requestFullscreen?.().then(() => this.isOpen || document.exitFullscreen()).catch(() => {});
  }

  leave() {
    if (this.element.open) this.element.close();
  }

  close() {
    document.removeEventListener("fullscreenchange", this.#followScreen);
    this.leave();
  }

  // What a class reads here after Stop, to be said as well.
  get afterStop() {
    if (!this.isOpen || this.#state !== "stopped") return undefined;
    return ["Stopped.", this.cue.textContent, ...[...this.before.children].map((line) => line.textContent)].join(" ");
  }

  announce(words) {
    this.announcer.textContent = this.isOpen ? words : "";
  }

  // `over`: there is nothing to start, so no clock is offered. `answered`: what was said of Stop.
  paint(clock, now, script, { over, answered }) {
    this.button.hidden = over;
    this.#state = clock.state;
    if (!this.isOpen) return;
    const { state, phase, index } = clock;
    const ended = { stopped: "Stopped", done: "Done" }[state];
    const name = PHASE_NAMES[phase.kind];
    this.element.dataset.kind = ended ? "" : phase.kind;
    setText(this.phase, ended ?? (state === "ready" ? "Ready" : state === "paused" ? `Paused: ${name}` : name));
    const times = `${phase.repetition} of ${script.repetitions}`;
    const counted = phase.stretch === undefined ? times : `Repetition ${times}`; // not of the stretches
    setText(this.repetition, ended || phase.rest_between || script.repetitions === 1 ? "" : counted);
    setText(this.timeLeft, ended ? "" : `Time left ${timeText(clock.sessionLeftAt(now))}`);
    setText(this.digits, secondsText(clock.leftAt(now)));
    const before = [phase.warning, phase.eyes_off].filter(Boolean);
    const [first, ...then] = state === "stopped" ? this.#afterStop(answered) : [phase.cue, ...before];
    setText(this.cue, first.call ?? first);
    this.cue.classList.toggle("sk-class-call", Boolean(first.call));
    this.#paintLines(then);
    // After Stop the digits and what comes next make room.
    const letters = state === "stopped" ? 0 : [first, ...before].join(" ").length;
    this.element.dataset.size = String(SIZES.filter((most) => letters > most).length);
    setText(this.next, ended ? "" : nextText(script.phases, index));
    this.digits.hidden = this.share.hidden = this.stopLine.hidden = Boolean(ended);
    this.#paintSides(ended ? null : classSide(phase));
    this.share.style.setProperty("--sk-share", String(1 - clock.leftAt(now) / clock.length));
    setText(this.main, MAIN_NAMES[state] ?? "Start");
    if (ended && !this.main.hidden) this.away.focus(); // The button that had the focus goes.
    setText(this.keys, ended ? ENDED_KEYS : KEYS);
    for (const button of [this.main, this.onward, this.stop]) button.hidden = Boolean(ended);
    this.stop.setAttribute("aria-disabled", String(!clock.active));
    this.#fit();
  }

  // Stop and its signs may not fall off a screen that is nearly square. Measured anew only where
  // the words or the window became others.
  #fitted = "";
  #fit() {
    const asked = [innerWidth, innerHeight, this.element.dataset.size, this.next.textContent, this.cue.textContent,
      this.before.textContent, this.phase.textContent, this.sideWords.textContent, this.stopLine.textContent].join("|");
    if (asked === this.#fitted) return;
    this.#fitted = asked;
    for (const share of FITS) {
      this.screen.style.zoom = share;
      if (this.screen.scrollHeight <= this.screen.clientHeight) break;
    }
  }

  // The way out first, but a call for an emergency before it. A line with a `call` stands out.
  #afterStop({ level, felt, title, advice } = {}) {
    if (!felt) return [this.wayOut, ...this.unanswered];
    return level === "emergency" ? [{ call: `${title}.` }, advice, this.wayOut] : [this.wayOut, `${title}. ${advice}`];
  }

  #lines = "";
  #paintLines(lines) {
    const asked = JSON.stringify(lines);
    if (asked === this.#lines) return;
    this.#lines = asked;
    this.before.replaceChildren(...lines.map((line) =>
      make("p", { class: line.call ? "sk-class-call" : "" }, line.call ?? line)));
  }

  #paintSides(sides) {
    setText(this.sideWords, sides?.words ?? "");
    this.cells.forEach((cell, place) => {
      const side = ["left", "right"][place];
      cell.classList.toggle("sk-class-move", sides?.move === side);
      cell.classList.toggle("sk-class-felt", sides?.feel === side);
    });
  }

  #goOn() {
    if (this.#state === "running") this.#acts.skip();
    else if (this.#state in MAIN_NAMES) this.#acts.main();
  }

  #listen() {
    const goOn = () => this.#goOn();
    const { main, stop, back, mute } = this.#acts;
    keepKeysInside(this.element);
    onKeys(this.element, {
      " ": () => this.#state in MAIN_NAMES && main(), n: goOn, PageDown: goOn, ArrowRight: goOn,
      PageUp: back, ArrowLeft: back, s: stop, m: mute,
    });
    this.element.addEventListener("close", () => {
      const toPage = () => this.#afterwards() || (this.button.hidden ? this.element.parentElement : this.button).focus();
      if (document.fullscreenElement === this.screen) document.exitFullscreen().then(toPage, toPage);
      else toPage();
    });
    document.addEventListener("fullscreenchange", this.#followScreen);
  }

  // Who leaves the full screen leaves the class clock.
  #wasFull = false;
  #followScreen = () => {
    const isFull = document.fullscreenElement === this.screen;
    if (this.#wasFull && !isFull) this.leave();
    this.#wasFull = isFull;
  };
}
