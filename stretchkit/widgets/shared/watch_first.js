import { make, makeButton } from "./dom.js";
import { PHASE_NAMES, sideText } from "./player_view.js";

// "Watch it first": one round of the stretch, played or dragged by hand before Start. It has no
// sound, counts nothing and is not part of the session.

const SPEEDS = [1, 2, 4];
const DRAG_STEP_S = 0.5;
const LONGEST_FRAME_MS = 250; // After a pause of the page it goes on where it was.

export class WatchFirst {
  #phases = [];
  #from = 0; // where in the session the round begins
  #ms = 0;
  #total = 0;
  #touched = false;
  #frame = null;
  #then = 0;
  #changed;
  #play = makeButton("Play demonstration", () => this.#toggle());
  #speed = make("select", {}, ...SPEEDS.map((times) => make("option", { value: times }, `×${times}`)));
  #slider = make("input", { type: "range", min: 0, step: DRAG_STEP_S, oninput: () => this.#drag() });
  #phase = make("strong");
  #cue = make("span");
  element;

  // `changed()` is called whenever another moment is to be shown.
  constructor(changed) {
    this.#changed = changed;
    this.element = make("div", { class: "sk-watch", part: "watch", role: "group", "aria-label": "Watch it first" },
      make("p", { class: "sk-watch-title" }, "Watch it first"),
      make("div", { class: "sk-row" }, this.#play,
        make("label", { class: "sk-watch-moment" }, make("span", {}, "Moment of the stretch"), this.#slider),
        make("label", { class: "sk-watch-speed" }, make("span", {}, "Speed"), this.#speed)),
      make("p", { class: "sk-watch-words", part: "moment" }, this.#phase, " ", this.#cue));
  }

  // The first round, from the first move on; where the arm on top changes, the first two.
  use({ phases, sides }) {
    const rounds = sides === "top_arm" ? 2 : 1;
    this.#from = Math.max(0, phases.findIndex(({ kind }) => kind === "move_in"));
    this.#phases = phases.slice(this.#from).filter(({ repetition, rest_between }) => repetition <= rounds && !rest_between);
    this.#total = this.#phases.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
    this.#slider.max = this.#total / 1000;
    this.#touched = false;
    this.#ms = this.#firstHold();
    this.#paint();
  }

  // Which phase of the session is shown, and how long after its beginning.
  get moment() {
    let before = 0;
    for (const [index, { seconds }] of this.#phases.entries()) {
      const last = index === this.#phases.length - 1;
      if (last || this.#ms < before + seconds * 1000) {
        return { index: this.#from + index, elapsedMs: this.#ms - before };
      }
      before += seconds * 1000;
    }
    return { index: 0, elapsedMs: 0 };
  }

  get isPlaying() {
    return this.#frame !== null;
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#play.textContent = "Play demonstration";
  }

  // Before it is touched it stands in the middle of the first hold, which shows most.
  #firstHold() {
    const hold = this.#phases.findIndex(({ kind }) => kind === "hold");
    const before = this.#phases.slice(0, hold).reduce((sum, { seconds }) => sum + seconds, 0);
    return 1000 * (before + this.#phases[hold].seconds / 2);
  }

  #toggle() {
    if (this.isPlaying) {
      this.stop();
      this.#changed();
      return;
    }
    if (!this.#touched || this.#ms >= this.#total) this.#ms = 0;
    this.#touched = true;
    this.#play.textContent = "Pause demonstration";
    this.#then = performance.now();
    this.#frame = requestAnimationFrame(this.#go);
    this.#tell();
  }

  #go = (now) => {
    const passed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.#then));
    this.#then = now;
    this.#ms = Math.min(this.#total, this.#ms + passed * Number(this.#speed.value));
    if (this.#ms < this.#total) this.#frame = requestAnimationFrame(this.#go);
    else this.stop();
    this.#tell();
  };

  #drag() {
    this.#touched = true;
    this.#ms = 1000 * Number(this.#slider.value);
    this.#tell();
  }

  #tell() {
    this.#paint();
    this.#changed();
  }

  #paint() {
    const { index, elapsedMs } = this.moment;
    const phase = this.#phases[index - this.#from];
    const side = sideText(phase);
    const name = PHASE_NAMES[phase.kind];
    const isSaid = phase.cue.includes(phase.side ?? phase.top_arm);
    const cue = `${phase.cue}${side && !isSaid ? ` ${side}.` : ""}`;
    this.#slider.value = this.#ms / 1000;
    this.#slider.style.setProperty("--sk-at", `${(100 * this.#ms) / this.#total}%`);
    if (this.#phase.textContent !== `${name}:`) this.#phase.textContent = `${name}:`;
    if (this.#cue.textContent !== cue) this.#cue.textContent = cue;
    const seconds = Math.floor(elapsedMs / 1000);
    const words = `${name}${side ? `, ${side.charAt(0).toLowerCase()}${side.slice(1)}` : ""}, second ${seconds} of ${phase.seconds}`;
    this.#slider.setAttribute("aria-valuetext", words);
  }
}
