import { make, makeButton, upper } from "./shared/dom.js";
import { Errands } from "./shared/errands.js";
import { keepKeysInside } from "./shared/keys.js";
import { unpack, unpackJson } from "./shared/packed.js";
import { decodeScenes, muscleOf, Passage } from "./shared/painter.js";
import { Picture } from "./shared/posed_picture.js";
import { makeSwitches } from "./shared/switches.js";

const ASLEEP = "The kernel is not answering. Run the notebook's cells to wake the body.";

class PoseLab {
  #setup;
  #offline;
  #errands;
  #film = null; // in a handout: by slider, its angles and what was recorded at each
  #view = "back";
  #layer;
  #compared = null;
  #told = "";
  #start; // the angles to begin with; those without a slider stay
  #sliders = new Map();
  #status = make("p", { class: "sk-status", role: "status", part: "status" });
  #most = make("table", { class: "sk-lab-most" });
  #choice;

  constructor(model) {
    const setup = (this.#setup = model.get("setup"));
    this.#offline = Boolean(model.offline);
    this.#layer = setup.layers[0].key;
    this.#start = this.#offline ? {} : setup.start;
    this.#errands = new Errands(model, () => this.#say(ASLEEP));
    this.now = this.#picture();
    this.then = this.#picture();
    this.then.element.hidden = true;
    this.then.element.dataset.part = "compared";
    this.root = make("div", { class: "sk-root sk-poselab", role: "group", "aria-label": "Pose lab" },
      make("p", { class: "sk-title" }, "Move the body, watch the muscles"),
      this.#offline
        ? make("p", { class: "sk-panel", part: "recorded" }, setup.recorded)
        : make("div", { class: "sk-lab-bar" },
            this.#switches("Seen from", "view", setup.views, (key) => { this.#view = key; }),
            this.#switches("Muscles", "layer", setup.layers, (key) => { this.#layer = key; })),
      make("div", { class: "sk-lab-stage" },
        make("div", { class: "sk-lab-pictures" }, this.now.element, this.then.element),
        make("div", { class: "sk-lab-told", part: "most" },
          make("p", { class: "sk-lab-head" }, "Lengthening most"),
          this.#most, make("p", { class: "sk-quiet" }, setup.reminder)),
        make("div", { class: "sk-lab-controls" }, this.#sliderGroups(), this.#actions())),
      this.#status);
    keepKeysInside(this.root);
    if (this.#offline) this.#loadFilm(model.get("recording"));
    else this.#ask();
  }

  close() {
    this.#errands.close();
    this.now.close();
    this.then.close();
  }

  #picture() {
    const { table, names } = this.#setup;
    const picture = new Picture(table, {
      label: "Muscles in the picture; the arrow keys go from one to the next",
      owner: muscleOf,
      parts: (key) => [key],
      name: (key) => `${upper(names[key] ?? key)}: ${picture.words.bands[key] ?? ""}`,
    }, (words) => this.#heard(words));
    return picture;
  }

  #switches(title, part, choices, choose) {
    return makeSwitches(title, part, choices, (key) => {
      choose(key);
      this.#ask();
      this.#askCompared();
    }).element;
  }

  #sliderGroups() {
    const groups = this.#setup.groups.map(({ title, sliders }) =>
      make("fieldset", {}, make("legend", {}, title), ...sliders.map((one) => this.#slider(one))));
    return make("div", { class: "sk-lab-groups" }, ...groups);
  }

  #slider(row) {
    const input = make("input", { type: "range", min: row.min, max: row.max, step: 1, value: this.#begins(row),
      "data-key": row.key, "aria-label": row.name });
    const value = make("output", {});
    const slider = { row, input, set: (degrees) => { input.value = degrees; this.#word(slider); }, value };
    input.addEventListener("input", () => this.#moved(slider));
    this.#sliders.set(row.key, slider);
    this.#word(slider);
    return make("label", { class: "sk-lab-slider", part: row.key },
      make("span", { class: "sk-lab-name" }, make("span", {}, row.label), value), input,
      make("span", { class: "sk-lab-ends", "aria-hidden": "true" },
        make("span", {}, row.ends[0]), make("span", {}, row.ends[1])));
  }

  #begins({ key, sense }) {
    return sense * (this.#start[key] ?? 0);
  }

  #word({ row, input, value }) {
    const degrees = Number(input.value);
    const words = degrees ? `${Math.abs(degrees)}° ${row.ends[degrees < 0 ? 0 : 1]}` : "at rest";
    value.textContent = words;
    const share = (at) => `${(100 * (at - row.min)) / (row.max - row.min)}%`;
    input.style.setProperty("--sk-low", share(Math.min(0, degrees)));
    input.style.setProperty("--sk-high", share(Math.max(0, degrees)));
    input.setAttribute("aria-valuetext", words.replace("°", " degrees"));
  }

  #actions() {
    const options = [make("option", { value: "" }, "nothing"), make("option", { value: "now", "data-caption": "The pose you kept" }, "the pose now"),
      ...this.#setup.poses.map(({ title, poses }) => make("optgroup", { label: title },
        ...poses.map(({ key, label, caption }) => make("option", { value: key, "data-caption": caption }, label))))];
    this.#choice = make("select", { onchange: () => this.#compare() }, ...options);
    return make("div", { class: "sk-lab-actions" },
      this.#offline ? null : make("label", { class: "sk-labelled", part: "compare" },
        make("span", {}, "Compare with"), this.#choice),
      makeButton("Reset", () => this.#reset()));
  }

  #degrees() {
    const degrees = { ...this.#start };
    for (const { row, input } of this.#sliders.values()) {
      delete degrees[row.key];
      if (Number(input.value)) degrees[row.key] = row.sense * Number(input.value);
    }
    return degrees;
  }

  #moved(slider) {
    this.#word(slider);
    if (this.#offline) {
      for (const other of this.#sliders.values()) if (other !== slider) other.set(0);
      this.#playFilm(slider);
    } else {
      this.#ask();
    }
  }

  #reset() {
    for (const slider of this.#sliders.values()) slider.set(this.#begins(slider.row));
    if (this.#offline) this.#playFilm(this.#sliders.values().next().value);
    else this.#ask();
  }

  #ask() {
    this.#errands.want(this.now, { degrees: this.#degrees(), view: this.#view, layer: this.#layer });
  }

  #compare() {
    const chosen = this.#choice.value;
    this.#compared = !chosen ? null : chosen === "now" ? { degrees: this.#degrees() } : { pose: chosen };
    this.root.classList.toggle("sk-lab-two", Boolean(chosen));
    this.then.element.hidden = !chosen;
    this.now.title = chosen ? "Now" : "";
    this.then.title = this.#choice.selectedOptions[0].dataset.caption ?? "";
    this.#askCompared();
    this.#showMost();
  }

  #askCompared() {
    if (!this.#compared) return;
    this.#errands.want(this.then, { ...this.#compared, view: this.#view, layer: this.#layer });
  }

  #heard(answer) {
    this.#say(answer.error ?? "");
    if (!answer.error) this.#showMost();
  }

  // The three that lengthen most now, and those of the pose compared with; how long they are in both.
  #showMost() {
    const { most = [] } = this.now.words;
    const { bands } = this.now.words;
    const { bands: other, most: more = [] } = this.#compared ? this.then.words : {};
    const told = JSON.stringify([most, bands, more, other]);
    if (told === this.#told) return;
    this.#told = told;
    const of = (lengths, keys) => [...new Set(keys.map((key) => lengths[key]))].join("; ");
    const row = ({ name, latin, keys }) => make("tr", {},
      make("th", { scope: "row" }, upper(name), make("span", { class: "sk-quiet" }, ` ${latin}`)),
      make("td", {}, of(bands, keys)),
      other ? make("td", {}, of(other, keys)) : null);
    const head = other ? [make("tr", {}, make("th", { scope: "col" }, "Muscle"),
      make("th", { scope: "col" }, "Now"), make("th", { scope: "col" }, "Compared"))] : [];
    const none = make("tr", {}, make("td", {}, "No muscle is longer than when you stand at rest."));
    const known = new Set(most.flatMap(({ keys }) => keys));
    const rows = [...most, ...more.filter(({ keys }) => !keys.every((key) => known.has(key)))];
    this.#most.replaceChildren(...head, ...(rows.length ? rows.map(row) : [none]));
  }

  #say(words) {
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  async #loadFilm(recording) {
    const scenes = decodeScenes(await unpack(recording.pictures));
    const films = await unpackJson(recording.films);
    this.#film = new Map(Object.entries(films).map(([key, frames]) =>
      [key, frames.map(([degrees, scene, words]) => ({ degrees, scene: scenes[scene], words }))]));
    this.#reset();
  }

  #playFilm({ row, input }) {
    const frames = this.#film?.get(row.key);
    if (!frames) return;
    const degrees = Number(input.value);
    const next = Math.max(1, frames.findIndex((frame) => frame.degrees >= degrees));
    const [one, other] = [frames[next - 1], frames[next]];
    const share = (degrees - one.degrees) / (other.degrees - one.degrees);
    one.passage ??= new Passage(one.scene, other.scene);
    this.now.show(one.passage.at(share), (share < 0.5 ? one : other).words, true);
  }
}

function render({ model, el }) {
  const lab = new PoseLab(model);
  el.append(lab.root);
  return () => lab.close();
}

export default { render };
