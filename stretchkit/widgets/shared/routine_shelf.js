import { Kernel } from "./kernel.js";
import { halvedRoutine } from "./routine.js";

// The routines there are by name: those that came with the page, and the reader's own. Those are
// kept by Python, in a file of the reader; without it, or on a computer that is not the reader's
// alone, on this page until it is closed.

const UNNAMED = "Your routine";
export const PAGE_ONLY = "On this page alone, until you close it.";

const essence = ({ stretches, rest_s: rest }) =>
  JSON.stringify([rest, stretches.map(({ form, hold_s: hold, repetitions }) => [form, hold, repetitions])]);
const sameName = (one, other) => one.toLowerCase() === other.toLowerCase();

export class RoutineShelf {
  own = []; // [{ name, stretches, rest_s }]
  given; // of the same shape: those that came along
  picked; // the name of the one that was taken last
  #kernel;
  #isPageOnly;

  constructor(model) {
    this.given = model.get("script").routines;
    this.#isPageOnly = Boolean(model.offline);
    this.#kernel = model.offline ? null : new Kernel(model);
  }

  close() {
    this.#kernel?.close();
  }

  get isPageOnly() {
    return this.#isPageOnly;
  }

  get all() {
    return [...this.given, ...this.own];
  }

  // The name of a routine, if it is still what its name stands for.
  nameOf(chosen) {
    return this.find(chosen)?.name ?? UNNAMED;
  }

  // In half the time it is still that routine.
  find(chosen) {
    const is = (routine) => [routine, halvedRoutine(routine)].some((one) => essence(one) === essence(chosen));
    const alike = this.all.filter(is);
    return alike.find(({ name }) => name === this.picked) ?? alike[0];
  }

  isOwn(name) {
    return this.own.some((routine) => routine.name === name);
  }

  // All acts give { said } when done, and else { error }, { ask: true } if it is to be said first
  // whose computer this is, or { taken: true } if the name is that of another routine.
  list(slow) {
    return this.#act({ act: "list" }, slow);
  }

  save(routine, { replace = false, keep } = {}, slow) {
    return this.#act({ act: "save", routine, replace, ...(keep === undefined ? {} : { keep }) }, slow);
  }

  rename(name, to, slow) {
    return this.#act({ act: "rename", name, to }, slow);
  }

  remove(name, slow) {
    return this.#act({ act: "delete", name }, slow);
  }

  async #act(message, slow = () => {}) {
    if (this.#isPageOnly) return this.#onPage(message);
    const answer = await this.#kernel.ask({ saved: message }, slow);
    if (answer.page_only) {
      this.#isPageOnly = true;
      return this.#onPage(message);
    }
    if (answer.routines) this.own = answer.routines;
    return answer;
  }

  #onPage({ act, routine, replace, name, to }) {
    const others = (kept) => this.own.filter((one) => !sameName(one.name, kept));
    const isTaken = (wanted) => others(wanted).length < this.own.length;
    if (act === "save") {
      if (isTaken(routine.name) && !replace) return { taken: true };
      this.own = [...others(routine.name), routine];
    }
    if (act === "rename") {
      if (isTaken(to) && !sameName(name, to)) return { taken: true };
      this.own = this.own.map((one) => (sameName(one.name, name) ? { ...one, name: to } : one));
    }
    if (act === "delete") this.own = others(name);
    return {};
  }
}
