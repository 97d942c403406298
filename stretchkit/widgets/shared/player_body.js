import { BodyStage } from "./body_stage.js";
import { make, makeButton } from "./dom.js";
import { Kernel } from "./kernel.js";
import { unpack, unpackJson } from "./packed.js";
import { decodeScenes } from "./painter.js";
import { StretchFilm, pathsOf, shareDone } from "./stretch_film.js";
import { WatchFirst } from "./watch_first.js";

// The body in the player: joins its pictures, "Watch it first" and what there is to choose and ask,
// and brings the films: from Python once they are in sight, in a handout from the page itself.

const NO_FILM = "The picture moves once the kernel answers. The words and the clock go on without it.";
const VIEW_NAMES = { behind: "Usual view", teacher: "Teacher view", mirror: "Mirror view" };

// What a moment makes longer, in a sentence; for students with Latin names and bands.
export function longerWords({ sides, longer }, forStudents) {
  if (!longer) return "";
  const list = (rows) => rows.map(({ name, latin, words, bands }) =>
    (forStudents ? `${latin} (${bands})` : `${name} (${words})`)).join("; ");
  const [shown, others] = [true, false].map((seen) => longer.filter(({ shown: one }) => one === seen));
  const told = [shown.length ? `Longer on ${sides}: ${list(shown)}.` : "", others.length
    ? `${shown.length ? "Not in this picture" : `Longer on ${sides}, not in this picture`}: ${list(others)}.` : ""];
  return told.filter(Boolean).join(" ");
}

export class PlayerBody {
  #model;
  #script;
  #paths;
  #kernel = null;
  #asked = new Set();
  #clock;
  #now;
  #stage;
  #watch;
  #students = make("input", { type: "checkbox", onchange: () => this.#again() });
  #note = make("p", { class: "sk-quiet", part: "body-note", role: "status" });
  #why = make("p");
  #reminder;
  #labPlace = make("div");
  #lab;
  #details;
  #view;
  choices; // how the pictures are shown
  more; // what can be read and opened under the controls

  constructor(model, [script]) {
    this.#model = model;
    if (!model.offline) this.#kernel = new Kernel(model);
    const { body } = script;
    this.#stage = new BodyStage(body.captions, (name) => this.#bring(name));
    this.#watch = new WatchFirst(() => this.#again());
    this.#stage.element.append(this.#watch.element);
    this.#reminder = make("p", { class: "sk-quiet" }, body.reminder);
    this.#lab = makeButton("Open the pose lab in this pose", () => this.#openLab());
    this.#details = make("details", { class: "sk-why", part: "why" },
      make("summary", {}, "Why this muscle?"), this.#why, model.offline ? null : this.#lab);
    this.#view = make("select", { "aria-label": "View", part: "view", onchange: () => this.#stage.look(this.#view.value) },
      ...Object.entries(VIEW_NAMES).map(([value, name]) => make("option", { value }, name)));
    this.choices = [this.#view, make("label", { class: "sk-choice", part: "students" }, this.#students, make("span", {}, "For students"))];
    this.more = make("div", { class: "sk-body-more" }, this.#reminder, this.#details, this.#note, this.#labPlace);
    this.use([script]);
    this.#begin(body);
  }

  get stage() {
    return this.#stage.element;
  }

  get watch() {
    return this.#watch.element;
  }

  // The script of another dose.
  use([script]) {
    this.#script = script;
    this.#paths = pathsOf(script.phases, script.body);
    this.#watch.use(script);
  }

  // How the pictures are shown, for another stretch's to be shown alike.
  get looks() {
    return { view: this.#view.value, forStudents: this.#students.checked };
  }

  set looks({ view, forStudents }) {
    this.#view.value = view;
    this.#students.checked = forStudents;
    this.#stage.look(view);
  }

  close() {
    this.#watch.stop();
    this.#stage.close();
    this.#kernel?.close();
  }

  // `shown` is false where there is nothing to do: after the end, or where the check says stop.
  paint(clock, now, shown) {
    this.#clock = clock;
    this.#now = now;
    const ready = clock.state === "ready";
    if (!ready || !shown) this.#watch.stop();
    this.#watch.element.hidden = !ready || !shown;
    for (const part of [this.more, ...this.choices]) part.hidden = !shown;
    if (!shown) return;
    const { index, elapsedMs } = ready
      ? this.#watch.moment
      : { index: clock.index, elapsedMs: clock.length - clock.leftAt(now) };
    const phase = this.#script.phases[index];
    const runs = ready ? this.#watch.isPlaying : clock.state === "running";
    const lengthMs = ready ? phase.seconds * 1000 : clock.length;
    const moment = this.#script.body.moments[phase.moment];
    this.#stage.show({
      path: this.#paths[index], share: shareDone(phase, elapsedMs, lengthMs), moment,
      longer: longerWords(moment, this.#students.checked),
      heldMs: runs && phase.kind === "hold" ? elapsedMs : null,
    });
    this.#tellWhy(moment);
  }

  #again() {
    this.paint(this.#clock, this.#now, true);
  }

  #tellWhy({ why }) {
    this.#details.hidden = !why;
    this.#reminder.hidden = !this.#students.checked;
    if (why && this.#why.textContent !== why) this.#why.textContent = why;
  }

  async #begin({ looks, still }) {
    const [table, scenes] = await Promise.all([unpackJson(looks), unpack(still)]);
    this.#stage.begin(table, decodeScenes(scenes)[0]);
  }

  async #bring(name) {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    this.#stage.put(name, new StretchFilm(decodeScenes(await this.#bytes(name))));
    this.#note.textContent = "";
  }

  async #bytes(name) {
    if (this.#model.offline) return unpack(this.#model.blob(this.#model.get("films")[name]));
    const { buffers } = await this.#kernel.ask({ film: name }, () => {
      this.#note.textContent = NO_FILM;
    });
    return buffers[0];
  }

  // The lab is a widget of its own, with a kernel behind it.
  async #openLab() {
    const { moments } = this.#script.body;
    const ready = this.#clock.state === "ready";
    const { moment } = this.#script.phases[ready ? this.#watch.moment.index : this.#clock.index];
    const { pose, drawn_for: side } = moments[moment];
    const { lab } = await this.#kernel.ask({ lab: { pose, side } }, () => {
      this.#note.textContent = NO_FILM;
    });
    const manager = this.#model.widget_manager;
    const view = await manager.create_view(await manager.get_model(lab));
    this.#labPlace.replaceChildren(view.el);
  }
}
