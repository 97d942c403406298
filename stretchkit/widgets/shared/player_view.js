import { make, makeAnnouncer, makeButton } from "./dom.js";
import { secondsText, timeText } from "./clock.js";
import { keepKeysInside, onKeys } from "./keys.js";

// The face of the player. It answers four questions at a glance: what do I do, which side,
// how long still, what comes next. It is told what is so; it decides nothing.

export const PHASE_NAMES = {
  get_ready: "Get ready",
  move_in: "Move in",
  hold: "Hold",
  release: "Come back",
  rest: "Rest",
  switch_side: "Change sides",
};
export const MAIN_NAMES = { ready: "Start", running: "Pause", paused: "Resume" };
const SIDED = ["move_in", "hold"]; // Only in these is a side felt, or an arm on top.
const WORDS_A_SECOND = 2.5; // More than this cannot be said while its phase lasts.
const LONG_CUE = 80; // A longer one is set smaller.
const SKIP_STRETCH = ["T", "skip this stretch"];
const KEY_NAMES = [
  ["Space", "start, pause, resume"],
  ["S", "stop"],
  ["Left arrow", "back one step"],
  ["Right arrow or N", "skip"],
  ["R", "restart"],
  ["+", "10 seconds more"],
  ["M", "mute"],
  ["F", "full screen"],
];

// What comes next must be read at a glance: a longer cue is cut after its first sentence.
// One that begins with "Next, " has that word before it already.
function shortCue(phase) {
  if (phase.rest_between) return `Rest for ${phase.seconds} seconds`;
  const cue = phase.cue.replace(/^Next, (.)/, (_, letter) => letter.toUpperCase());
  return cue.length <= 60 ? cue : (cue.match(/^.*?[.](?=\s|$)/)?.[0] ?? cue);
}

// The side that feels the pull in this phase; nothing while it is only being set up.
function sideFelt(phase) {
  return SIDED.includes(phase.kind) && phase.feels ? phase.side : undefined;
}

// Which side, in words; the same words as in the cue's numbers and in the announcement.
export function sideText(phase) {
  const side = sideFelt(phase);
  if (side) return `Feel it on the ${side}`;
  if (!phase.top_arm || !SIDED.includes(phase.kind)) return "";
  return `${phase.top_arm === "left" ? "Left" : "Right"} arm on top`;
}

export function nextText(phases, index) {
  const next = phases[index + 1];
  const word = phases[index].rest_between ? "First" : "Next"; // Its own cue has said what is next.
  return next ? `${word}: ${shortCue(next)}` : "Next: the end";
}

// What is said aloud when a phase begins: enough to do it with the eyes off the screen. What comes
// next is said only where there is time for it.
export function phaseAnnouncement(script, index) {
  const phase = script.phases[index];
  const parts = [phase.cue];
  const side = sideFelt(phase);
  if (side && !phase.cue.includes(side)) parts.push(`${sideText(phase)}.`);
  if (phase.kind === "get_ready") parts.push(script.ready_line);
  if (phase.warning) parts.push(phase.warning);
  if (phase.eyes_off) parts.push(phase.eyes_off);
  const said = parts.join(" ");
  const withNext = `${said} ${nextText(script.phases, index)}`;
  return withNext.split(/\s+/).length <= WORDS_A_SECOND * phase.seconds ? withNext : said;
}

// The signs of this form, and the one that is the same in every form.
export function stopLine({ stop_line: line, said }) {
  return `${line.replace(/[.]$/, "")}, ${said.while_pain_up}`;
}

function makeRing() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 120 120");
  svg.setAttribute("aria-hidden", "true");
  const circles = ["sk-ring-track", "sk-ring-left"].map((name) => {
    const circle = document.createElementNS(svg.namespaceURI, "circle");
    circle.setAttribute("class", name);
    circle.setAttribute("pathLength", "1");
    for (const [key, value] of [["cx", 60], ["cy", 60], ["r", 53]]) circle.setAttribute(key, value);
    svg.append(circle);
    return circle;
  });
  return { svg, left: circles[1] };
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setOff(button, off) {
  // Not `disabled`: a button that has the focus must not lose it when its phase ends.
  button.setAttribute("aria-disabled", String(off));
}

export class PlayerView {
  #script = {};
  #notFor;
  #barIndex = -1;
  #still = matchMedia("(prefers-reduced-motion: reduce)");

  // `acts`: what the buttons do, by name: main, stop, back, skip, restart, extend, mute, full.
  constructor(script, acts) {
    this.#makeStage();
    this.#makeControls(acts);
    this.keys = this.#makeKeys(script.phases[0].stretch !== undefined);
    this.title = make("span");
    this.variation = make("span", { class: "sk-player-variation" });
    const named = make("p", { class: "sk-title", id: `sk-${crypto.getRandomValues(new Uint32Array(2)).join("")}` },
      this.title, this.variation);
    this.announcer = makeAnnouncer();
    this.signs = make("div", { class: "sk-panel sk-panel-stop sk-stop-signs", part: "stop-signs" });
    this.notFor = make("div", { class: "sk-panel sk-not-for", part: "not-for-you-if" });
    this.dose = make("p", { class: "sk-quiet", part: "dose" });
    this.head = make("div", { class: "sk-player-head" }, named, this.dose);
    this.root = make("div", {
      class: "sk-root sk-player", role: "group", "aria-labelledby": named.id, tabindex: -1,
    });
    this.use(script);
  }

  // The script of another stretch or dose: its words, and a part of the bar for each of its phases.
  use(script) {
    const was = this.#script;
    this.#script = script;
    setText(this.title, script.title);
    setText(this.variation, script.variation);
    setText(this.dose, `${script.position}. ${script.dose}`);
    if (script.stop_line !== was.stop_line) this.signs.replaceChildren(...this.#stopSigns());
    if (script.phases === was.phases) return;
    this.bar = script.phases.map(({ kind, seconds }) =>
      make("span", { class: kind === "hold" ? "sk-bar-hold" : null, style: `flex-grow: ${seconds}` }));
    this.meter.replaceChildren(...this.bar);
    this.#barIndex = -1;
  }

  // `panels` stand above the clock, `gate` right above Start and Stop, `asks` under them.
  assemble(panels, gate, asks) {
    this.root.append(this.head, this.announcer, ...panels, this.stage, this.notFor, this.progress,
      make("div", { class: "sk-first-row" }, gate, this.main, this.stop, this.signs),
      ...asks, this.controls, this.soundNote, this.keys);
    this.#listenToKeys();
  }

  get isFull() {
    return document.fullscreenElement === this.root;
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.().catch(() => {});
  }

  leaveFull() {
    if (this.isFull) document.exitFullscreen();
  }

  announce(text) {
    this.announcer.textContent = text;
  }

  // `shown`, beside what the clock knows: { muted, soundOff, full, halted, mayRestart }.
  paint(clock, now, shown) {
    this.#paintWords(clock, shown);
    this.#paintTime(clock, now);
    this.#paintControls(clock, shown);
    this.root.dataset.state = clock.state;
    this.root.dataset.kind = clock.active ? clock.phase.kind : "";
  }

  #makeStage() {
    const { svg, left } = makeRing();
    this.ring = left;
    this.remaining = make("span", { class: "sk-digits", part: "remaining" });
    this.unit = make("span", { class: "sk-unit" }, "seconds");
    const dial = make("div", { class: "sk-dial", role: "timer", "aria-live": "off" },
      svg, this.remaining, this.unit);
    this.phase = make("span", { part: "phase" });
    this.repetition = make("span", { class: "sk-quiet", part: "repetition" });
    this.instruction = make("p", { class: "sk-instruction", part: "instruction" });
    this.sideWords = make("span", { class: "sk-side-words", part: "side" });
    this.sideCells = ["Left", "Right"].map((name) =>
      make("span", { class: "sk-side-cell" }, name));
    this.sidePills = make("span", { class: "sk-side-pills", part: "pills", "aria-hidden": "true" },
      "Feel it:", ...this.sideCells);
    this.side = make("p", { class: "sk-side" }, this.sidePills, this.sideWords);
    this.warning = make("p", { class: "sk-note", part: "warning" });
    this.eyesOff = make("p", { class: "sk-note", part: "eyes-off" });
    this.next = make("p", { class: "sk-next sk-quiet", part: "next" });
    const words = make("div", { class: "sk-words" },
      make("p", { class: "sk-phase" }, this.phase, this.repetition),
      this.instruction, this.side, this.warning, this.eyesOff, this.next);
    this.stage = make("div", { class: "sk-stage" }, dial, words);

    this.meter = make("div", {
      class: "sk-bar", role: "progressbar", "aria-label": "Whole session",
      "aria-valuemin": 0, "aria-valuemax": 100,
    });
    this.timeLeft = make("span");
    this.progress = make("div", { class: "sk-progress", part: "progress" }, this.meter, this.timeLeft);
  }

  #makeControls(acts) {
    this.main = makeButton("Start", acts.main, { look: "main" });
    this.stop = makeButton("Stop", acts.stop, { look: "stop" });
    this.back = makeButton("Back one step", acts.back);
    this.skip = makeButton("Skip", acts.skip);
    this.skipStretch = makeButton("Skip this stretch", acts.skipStretch);
    this.restart = makeButton("Restart", acts.restart);
    this.extend = makeButton("+10 s", acts.extend);
    this.mute = makeButton("Mute", acts.mute);
    this.full = makeButton("Full screen", acts.full);
    this.controls = make("div", { class: "sk-controls" },
      this.back, this.skip, this.skipStretch, this.extend, this.restart, this.mute, this.full);
    this.soundNote = make("p", { class: "sk-row sk-note", part: "sound" },
      "Sound is off until you tap.", makeButton("Turn sound on", acts.sound));
  }

  #listenToKeys() {
    keepKeysInside(this.root);
    const press = (button) => () => {
      if (!button.hidden && button.offsetParent) button.click();
    };
    onKeys(this.root, {
      " ": press(this.main), s: press(this.stop), r: press(this.restart), m: press(this.mute),
      f: press(this.full), n: press(this.skip), t: press(this.skipStretch), "+": press(this.extend),
      ArrowRight: press(this.skip), ArrowLeft: press(this.back),
    });
  }

  #stopSigns() {
    const { stop_signs, stop_answers, said } = this.#script;
    const { title, felt } = stop_answers.find(({ level }) => level === "emergency");
    const line = stopLine(this.#script);
    const [, doThis, ifThis] = line.match(/^(.*?)( if .*)$/) ?? ["", line, ""];
    return [make("p", {}, make("strong", {}, doThis), `${ifThis} `, make("strong", {}, said.while_urgent)),
      make("details", {}, make("summary", {}, "All the signs to stop"),
        make("ul", {}, ...stop_signs.map((sign) => make("li", {}, sign))),
        make("p", {}, make("strong", {}, `${title}: `), `${felt.charAt(0).toLowerCase()}${felt.slice(1)}.`))];
  }

  #makeKeys(several) {
    return make("details", { class: "sk-keys sk-quiet" }, make("summary", {}, "Keys"),
      make("dl", {}, ...[...KEY_NAMES, ...(several ? [SKIP_STRETCH] : [])].flatMap(([key, does]) =>
        [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)])));
  }

  #paintWords(clock, { muted }) {
    const { ready_line, repetitions, phases, feel_it } = this.#script;
    const { state, index, phase } = clock;
    const ready = state === "ready";
    const name = PHASE_NAMES[phase.kind];
    setText(this.phase, ready ? "Ready when you are" : state === "paused" ? `Paused: ${name}` : name);
    setText(this.repetition,
      phase.kind === "get_ready" || phase.rest_between || repetitions === 1 ? "" : `Repetition ${phase.repetition} of ${repetitions}`);
    setText(this.instruction, ready ? `Press Start. You have ${phase.seconds} seconds to get ready.` : phase.cue);
    this.instruction.classList.toggle("sk-long", this.instruction.textContent.length > LONG_CUE);
    setText(this.sideWords, ready ? `Feel it here: ${feel_it}` : sideText(phase));
    const felt = ready ? undefined : sideFelt(phase);
    this.sidePills.hidden = !felt;
    this.sideWords.classList.toggle("sk-only-heard", Boolean(felt)); // The pills show it.
    this.sideCells.forEach((cell, place) => {
      cell.classList.toggle("sk-side-on", felt === ["left", "right"][place]);
    });
    const warning = ready || phase.kind === "get_ready" ? ready_line : (phase.warning ?? "");
    setText(this.warning, warning);
    this.warning.hidden = !warning;
    const unheard = muted ? " The notes are muted now." : "";
    setText(this.eyesOff, phase.eyes_off ? `${phase.eyes_off}${unheard}` : "");
    this.eyesOff.hidden = !phase.eyes_off;
    setText(this.next, ready ? `Next: ${shortCue(phase)}` : nextText(phases, index));
  }

  #paintTime(clock, now) {
    const left = clock.leftAt(now);
    const shownLeft = this.#still.matches ? Math.ceil(left / 1000) * 1000 : left;
    const share = clock.shareAt(now);
    setText(this.remaining, secondsText(left));
    setText(this.unit, secondsText(left) === "1" ? "second" : "seconds");
    this.ring.style.strokeDashoffset = String(1 - Math.min(1, shownLeft / clock.length));
    setText(this.timeLeft, `Time left ${timeText(clock.sessionLeftAt(now))}`);
    this.meter.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    if (this.#barIndex !== clock.index) {
      this.bar.forEach((part, place) => {
        part.style.setProperty("--sk-done", place < clock.index ? "100%" : "0%");
      });
      this.#barIndex = clock.index;
    }
    const part = 100 * (1 - shownLeft / clock.length);
    this.bar[clock.index].style.setProperty("--sk-done", `${part.toFixed(1)}%`);
  }

  #paintControls(clock, { muted, soundOff, full, halted, mayRestart }) {
    const over = halted || clock.state === "done" || clock.state === "stopped";
    this.stage.hidden = over;
    this.#paintNotFor(clock, over);
    const { progress, signs, main, back, skip, skipStretch, extend, mute } = this;
    for (const part of [progress, signs, main, back, skip, extend, mute]) part.hidden = over;
    const { stretch, rest_between: resting } = clock.phase;
    skipStretch.hidden = over || stretch === undefined;
    setOff(skipStretch, !clock.active || clock.waits || Boolean(resting));
    this.stop.hidden = over && !clock.active; // Another view of this player may run.
    this.keys.hidden = over;
    setText(this.main, MAIN_NAMES[clock.state] ?? "Start");
    setOff(this.main, clock.waits);
    for (const button of [this.stop, this.back, this.restart]) setOff(button, !clock.active && !over);
    this.restart.hidden = halted || !mayRestart;
    setOff(this.skip, !clock.active || clock.waits);
    extend.hidden = over || !clock.phases.some((phase) => phase.can_extend);
    setOff(extend, !clock.canExtend);
    setText(this.mute, muted ? "Unmute" : "Mute");
    setText(this.full, full ? "Leave full screen" : "Full screen");
    this.full.hidden = !document.fullscreenEnabled || (over && !full);
    this.soundNote.hidden = !soundOff || over;
  }

  // Before Start, and in a rest for the stretch that comes next.
  #paintNotFor({ state, phase }, over) {
    const groups = state === "ready" ? this.#script.not_for : (phase.not_for ?? []);
    this.notFor.hidden = over || !groups.some(({ lines }) => lines.length);
    if (groups === this.#notFor) return;
    this.#notFor = groups;
    this.notFor.replaceChildren(...groups.flatMap(({ heading, lines }) => [
      make("p", {}, make("strong", {}, heading)), make("ul", {}, ...lines.map((line) => make("li", {}, line)))]));
  }
}
