import { make, makeAnnouncer, makeButton, upper } from "./shared/dom.js";
import { makeCard } from "./shared/explorer_card.js";
import { Films, Motion } from "./shared/explorer_films.js";
import { ENDS, legendOf } from "./shared/explorer_legend.js";
import { StructureList } from "./shared/explorer_list.js";
import { Quiz } from "./shared/explorer_quiz.js";
import { keepKeysInside, onKeys } from "./shared/keys.js";
import { unpack, unpackJson } from "./shared/packed.js";
import { decodeScenes } from "./shared/painter.js";
import { Picture, STILL } from "./shared/posed_picture.js";
import { makeSwitches } from "./shared/switches.js";

const NOT_ANSWERING = "The kernel is not answering, so this movement cannot be shown. "
  + "Run the notebook's cells again. All the rest goes on working.";
const TO_USE = "Use it as sk.AnatomyExplorer(bookmark=\"…\").";

class Explorer {
  #setup;
  #plates;
  #films;
  #structures;
  #owners = new Map(); // by the key of a shape, what it belongs to: "levator_scapulae.right"
  #view;
  #layer;
  #chosen = "";
  #moving = null; // the movement that is shown
  #wanted = null; // the movement to show as soon as it is there
  #motion = new Motion();
  #views;
  #layers;
  #list;
  #quiz;
  #legend = make("div", { class: "sk-explorer-legend", part: "legend" });
  #said = make("p", { class: "sk-explorer-said", role: "status", part: "said" });
  #announcer = makeAnnouncer();
  #progress = make("p", { class: "sk-quiet sk-small", part: "progress" });
  #asked = make("div", {});
  #panel = make("div", { class: "sk-explorer-panel", part: "panel" });
  #rest = makeButton("Back to rest", () => this.#stop(), { part: "rest" });
  #bookmark = make("input", { type: "text", readonly: true, part: "bookmark", "aria-label": "This view, as a bookmark" });
  #copied = make("p", { class: "sk-small", role: "status", part: "copied" });
  #quizButton = makeButton("Quiz", () => this.#startQuiz());
  #full = makeButton("Full screen", () => this.#toggleFull());

  constructor(model, setup, scenes) {
    const [view, layer, chosen = ""] = model.get("bookmark").split(" ");
    this.#setup = setup;
    const { places } = model.get("plates");
    this.#plates = new Map(scenes.map((scene, at) => {
      const [view, layer] = places[at];
      return [places[at].join(" "), { ...scene, view, layer }];
    }));
    this.#structures = new Map(setup.structures.map((one) => [one.key, one]));
    for (const { key, parts } of setup.structures) {
      for (const [side, keys] of Object.entries(parts)) {
        for (const part of keys) this.#owners.set(part, side ? `${key}.${side}` : key);
      }
    }
    this.picture = new Picture(setup.table, {
      label: "Structures in the picture; the arrow keys go from one to the next",
      owner: (shape) => this.#owner(shape),
      parts: (key) => this.#parts(key),
      name: (key) => upper(this.#quiz.hidesNames ? this.#structure(key).runs ?? "a bone" : this.#name(key)),
      choose: (key) => this.#pressed(key),
      legend: this.#legend,
    }, () => {});
    this.#views = makeSwitches("Seen from", "view", setup.views, (key) => this.#look(key, this.#layer));
    this.#layers = makeSwitches("Depth", "layer", setup.layers, (key) => this.#look(this.#view, key));
    this.#list = new StructureList(setup, (key) => this.#choose(this.#sided(key), { focus: true }));
    this.#quiz = new Quiz(setup, {
      place: (key) => this.#showPlaceOf(key),
      reveal: (key) => this.#choose(key, { card: false, quiet: true }),
      name: (key) => this.#name(key),
      moves: (film) => this.#play(film, "The movement"),
      rest: () => this.#clear(),
      leave: () => this.#leaveQuiz(),
    });
    this.#films = new Films(model, Object.keys(setup.films), () => this.#filmCame(), () => this.#noFilm());
    this.root = this.#build();
    this.#look(view, layer, { quiet: true });
    if (chosen) this.#choose(chosen, { stay: true, quiet: true });
    else this.#showList();
    document.addEventListener("fullscreenchange", this.#fullChanged);
    this.#fullChanged();
    if (model.offline) {
      this.#films.open(model.blob("explorer pictures"), model.blob("explorer words"));
    } else {
      this.#tellProgress("");
      this.#films.askForNext();
    }
  }

  close() {
    document.removeEventListener("fullscreenchange", this.#fullChanged);
    this.#motion.stop();
    this.#films.close();
    this.picture.close();
  }

  #build() {
    this.#rest.hidden = true;
    const root = make("div", { class: "sk-root sk-explorer", role: "group", "aria-label": "Anatomy explorer" },
      make("div", { class: "sk-explorer-head" },
        make("p", { class: "sk-title" }, "Explore the upper back and neck"),
        make("div", { class: "sk-row" }, this.#quizButton, this.#full)),
      this.#asked,
      make("div", { class: "sk-explorer-stage" },
        make("div", { class: "sk-explorer-left" },
          make("div", { class: "sk-explorer-bar" }, this.#views.element, this.#layers.element),
          this.picture.element, this.#said, this.#rest),
        this.#panel),
      make("div", { class: "sk-explorer-foot" },
        makeButton("Copy this view", () => this.#copy()), this.#bookmark, this.#copied, this.#progress),
      this.#announcer);
    keepKeysInside(root);
    onKeys(root, { Escape: () => this.#escape() });
    return root;
  }

  // ---- What is looked at

  #look(view, layer, { quiet = false } = {}) {
    this.#stop();
    this.#view = view;
    this.#layer = layer;
    this.#views.press(view);
    this.#layers.press(layer);
    this.#list.open(layer);
    this.#paint();
    if (!quiet) {
      this.#say(this.#chosen && !this.#isSeen() ? `The ${this.#name(this.#chosen)}, cannot be seen here.` : "");
      this.#announce(this.#words());
    }
  }

  #words() {
    const { from } = this.#setup.views.find(({ key }) => key === this.#view);
    const { shows } = this.#setup.layers.find(({ key }) => key === this.#layer);
    return `${upper(from)}, ${shows}.`;
  }

  get #plate() {
    return this.#plates.get(`${this.#view} ${this.#layer}`);
  }

  #isSeen() {
    const parts = this.#parts(this.#chosen);
    return this.#plate.shapes.some(({ key }) => parts.includes(key));
  }

  #paint() {
    const seen = this.#chosen && this.#isSeen();
    const standing = seen ? ` The ${this.#name(this.#chosen)}, stands out.` : "";
    this.picture.chosen = seen ? this.#parts(this.#chosen) : [];
    this.picture.put(this.#withEnds(this.#plate), { alt: this.#words() + standing });
    this.#showLegend(seen);
    this.#bookmark.hidden = true; // It was of another view.
    this.#copied.textContent = "";
  }

  // Ends are shown of what is chosen alone.
  #withEnds(scene) {
    const parts = this.#parts(this.#chosen);
    const shapes = scene.shapes.filter(({ style, key }) => !ENDS.includes(style) || parts.includes(key));
    return { ...scene, shapes };
  }

  #showLegend(seen) {
    const styles = seen ? this.#withEnds(this.#plate).shapes.map(({ style }) => style) : [];
    this.#legend.replaceChildren(...legendOf(styles, Boolean(this.#moving)));
  }

  // ---- What is chosen

  #structure(key) {
    return this.#structures.get(key.split(".")[0]);
  }

  #name(key) {
    const side = key.split(".")[1];
    return this.#structure(key).label + (side ? `, ${side}` : "");
  }

  #parts(key) {
    return key ? this.#structure(key).parts[key.split(".")[1] ?? ""] : [];
  }

  #owner({ key, style }) {
    if (ENDS.includes(style)) return null;
    const owner = this.#owners.get(key);
    if (!owner || (this.#view === "side" && owner.endsWith(".left"))) return null;
    return (this.#structure(owner).kind === "bone") === (this.#layer === "bones") ? owner : null;
  }

  // The side that a structure is chosen on from a list: the right, or the only one that it has.
  #sided(key) {
    const side = Object.keys(this.#structures.get(key).parts)[0];
    return side ? `${key}.${side}` : key;
  }

  #pressed(key) {
    if (this.#inQuiz) this.#quiz.picked(key);
    else this.#choose(key, { stay: true });
  }

  // `stay`: here is where it is wanted. `card`: its card opens. `focus` moves there, `quiet` says
  // nothing.
  #choose(key, { stay = false, card = true, focus = false, quiet = false } = {}) {
    this.#stop();
    this.#chosen = key;
    const moved = !stay && this.#goWhereSeen(key);
    if (!moved) this.#paint();
    if (card) this.#showCard();
    if (focus) this.#panel.querySelector("[data-part=name]").focus();
    if (quiet) return;
    const words = `${upper(this.#name(key))}.`;
    this.#say(moved ? `${words} It is seen best like this: ${this.#words().toLowerCase()}` : "");
    this.#announce(moved ? "" : `${words} Its card is open.`);
  }

  // Goes where a structure is seen well: here if it is, else near, by the view or by the layer.
  #goWhereSeen(key) {
    const places = this.#structure(key).seen[key.split(".")[1] ?? ""];
    const same = (at, now) => places.find((place) => place[at] === now);
    const here = places.some(([view, layer]) => view === this.#view && layer === this.#layer);
    if (here) return false;
    const [view, layer] = same(0, this.#view) ?? same(1, this.#layer) ?? places[0];
    this.#look(view, layer, { quiet: true });
    return true;
  }

  #showCard() {
    const [key, side] = this.#chosen.split(".");
    const { element } = makeCard(this.#structures.get(key), side, this.#setup, {
      close: () => this.#unchoose(),
      turn: (side) => this.#choose(`${key}.${side}`),
      play: (film, label) => this.#play(film, label),
    });
    const focused = this.#panel.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.#panel.replaceChildren(element);
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #showList() {
    this.#panel.replaceChildren(this.#list.element);
  }

  #clear() {
    this.#stop();
    this.#chosen = "";
    this.#paint();
    this.#say("");
  }

  #unchoose() {
    const [key] = this.#chosen.split(".");
    const inPanel = this.#panel.contains(document.activeElement);
    this.#clear();
    this.#showList();
    this.#list.showAll(key, { focus: inPanel });
  }

  #escape() {
    if (this.#moving) this.#stop();
    else if (this.#chosen && !this.#inQuiz) this.#unchoose();
  }

  // ---- What moves

  #play(film, label) {
    const found = this.#films.get(film);
    if (!found) {
      this.#wanted = { film, label };
      this.#say("This movement is being made ready.");
      this.#films.ask(film);
      return;
    }
    this.#stop();
    const [key, side] = this.#chosen.split(".");
    if (side === "left" && !this.#inQuiz) {
      this.#chosen = `${key}.right`;
      this.#showCard();
    }
    this.#look(...this.#setup.films[film], { quiet: true });
    this.#moving = film;
    const ends = found.scenes.map((scene) => ({ ...scene, view: this.#view, layer: this.#layer }));
    const scenes = [this.#plate, ...ends].map((scene) => this.#withEnds(scene));
    const band = found.words.bands[this.#chosen];
    const length = band ? ` The ${this.#name(this.#chosen)}: ${band}.` : "";
    this.#say(`${upper(label)}. ${this.#inQuiz ? "" : "Shown on the right side."}${length}`);
    this.#showLegend(true);
    for (const part of [this.picture.element, this.#said]) part.scrollIntoView({ block: "nearest" });
    if (STILL.matches) {
      this.#rest.hidden = false;
      this.picture.put(scenes.at(-1), found.words);
    } else {
      this.#motion.run(scenes, (scene) => this.picture.show(scene, found.words, true), () => this.#stop());
    }
  }

  #stop() {
    this.#motion.stop();
    this.#wanted = null;
    if (!this.#moving) return;
    this.#moving = null;
    this.#rest.hidden = true;
    this.#paint();
  }

  #filmCame() {
    this.#tellProgress("");
    if (this.#wanted && this.#films.get(this.#wanted.film)) this.#play(this.#wanted.film, this.#wanted.label);
  }

  #noFilm() {
    this.#tellProgress(" The kernel is busy or gone.");
    if (this.#wanted) this.#say(NOT_ANSWERING);
  }

  #tellProgress(more) {
    const { ready, all } = this.#films;
    this.#progress.textContent = ready < all ? `Movements ready: ${ready} of ${all}.${more}` : "";
  }

  // ---- Quiz, bookmark, screen

  get #inQuiz() {
    return this.#panel.contains(this.#quiz.element);
  }

  #startQuiz() {
    this.#asked.replaceChildren(this.#quiz.head);
    this.#panel.replaceChildren(this.#quiz.element);
    this.#quizButton.hidden = true;
    this.#say("");
    this.#quiz.start();
  }

  #leaveQuiz() {
    this.#quizButton.hidden = false;
    this.#asked.replaceChildren();
    this.#unchoose();
    this.#quizButton.focus();
  }

  #showPlaceOf(key) {
    this.#chosen = "";
    this.#say("");
    const [view, layer] = Object.values(this.#structure(key).seen)[0][0];
    this.#look(view, layer, { quiet: true });
  }

  async #copy() {
    const words = [this.#view, this.#layer, this.#chosen].filter(Boolean).join(" ");
    this.#bookmark.value = words;
    this.#bookmark.hidden = false;
    try {
      await navigator.clipboard.writeText(words);
      this.#copied.textContent = `Copied. ${TO_USE}`;
    } catch { // no clipboard here, or not allowed
      this.#bookmark.select();
      this.#copied.textContent = `Press Ctrl+C to copy it. ${TO_USE}`;
    }
  }

  #toggleFull() {
    if (document.fullscreenElement === this.root) document.exitFullscreen();
    else this.root.requestFullscreen?.().catch(() => {});
  }

  #fullChanged = () => {
    const full = document.fullscreenElement === this.root;
    this.#full.textContent = full ? "Leave full screen" : "Full screen";
    this.#full.hidden = !document.fullscreenEnabled || (Boolean(document.fullscreenElement) && !full);
  };

  #say(words) {
    if (this.#said.textContent !== words) this.#said.textContent = words;
  }

  #announce(words) {
    this.#announcer.textContent = words;
  }
}

async function render({ model, el }) {
  const [setup, pictures] = await Promise.all([
    unpackJson(model.get("setup")), unpack(model.get("plates").pictures)]);
  const explorer = new Explorer(model, setup, decodeScenes(pictures));
  el.append(explorer.root);
  return () => explorer.close();
}

export default { render };
