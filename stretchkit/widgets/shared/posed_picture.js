import { make } from "./dom.js";
import { decodeScenes, paintScene, Passage, placesIn } from "./painter.js";
import { Places } from "./places.js";

const SETTLED_MS = 350;
const EASE_MS = [30, 250]; // from one answer to the next, so that a slow computer moves evenly too
export const STILL = matchMedia("(prefers-reduced-motion: reduce)");

// One canvas with its muscles, or other things, to point at, and what is said of it.
export class Picture {
  newest = 0;
  scene = null;
  words = {};
  #table;
  #acts;
  #chosen = [];
  #marked = null;
  #frame = null;
  #shown = null; // what is on the canvas: the scene, or something on the way to it
  #ease = null;
  #last = 0;
  #settling = null;
  #canvas = make("canvas", { role: "img", part: "picture", "aria-label": "The picture is on its way." });
  #places;
  #title = make("p", { class: "sk-lab-caption" });
  #pointed = make("p", { class: "sk-lab-pointed", part: "muscle", role: "status" });
  #watcher = new ResizeObserver(() => this.#resized());
  element;

  // `acts`: what the things are (`label`), whose a shape is (`owner(shape)`), which keys the shapes
  // of a thing have (`parts(key)`), what it is called (`name(key)`), what to do when it is pressed
  // (`choose(key)`, if anything), and what stands under it on the same paper (`legend`, if anything).
  // `heard(words)` is called with each new picture.
  constructor(table, acts, heard) {
    this.#table = table;
    this.#acts = acts;
    this.heard = heard;
    this.#places = new Places(acts.label, { ...acts, point: (key) => this.#point(key) });
    this.element = make("figure", { class: "sk-lab-picture" }, this.#title,
      make("div", { class: "sk-lab-paper" }, this.#canvas, this.#places.element, acts.legend),
      this.#pointed);
    this.#watcher.observe(this.#canvas);
    if (acts.choose) this.#canvas.addEventListener("click", (event) => this.#missed(event));
  }

  set title(words) {
    this.#title.textContent = words;
  }

  close() {
    this.#watcher.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settling);
  }

  hear(answer, buffers) {
    if (answer.error) this.heard(answer);
    else this.show(decodeScenes(buffers[0])[0], answer);
  }

  // Shows a scene, by way of what is between it and the picture that now stands there.
  show(scene, words, jump = false) {
    const like = this.#shown?.view === scene.view && this.#shown.layer === scene.layer;
    const now = performance.now();
    const [least, most] = EASE_MS;
    this.#ease = jump || !like || STILL.matches ? null : {
      passage: new Passage(this.#shown, scene), start: now,
      length: Math.max(least, Math.min(most, now - this.#last)),
    };
    this.#last = now;
    this.scene = scene;
    this.words = words;
    const [left, bottom, right, top] = scene.frame;
    this.#canvas.style.aspectRatio = `${right - left} / ${top - bottom}`;
    this.heard(words);
    this.#later();
    this.#places.element.classList.add("sk-moving");
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED_MS);
  }

  // Shows a scene that stays: what there is to point at is there at once.
  put(scene, words) {
    this.show(scene, words, true);
    clearTimeout(this.#settling);
    this.#settle();
  }

  // What stands out, by the keys of its shapes; the rest is faint. Nothing stands out of nothing.
  set chosen(keys) {
    this.#chosen = keys;
    this.#later();
  }

  #resized() {
    this.#later();
    if (this.scene && this.#settling === null) this.#settle();
  }

  #later() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#paint();
    });
  }

  #paint() {
    if (!this.scene) return;
    const share = this.#ease ? (performance.now() - this.#ease.start) / this.#ease.length : 1;
    this.#shown = share < 1 ? this.#ease.passage.at(Math.max(0.01, share)) : this.scene;
    if (share < 1) this.#later();
    else this.#ease = null;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const fine = Math.min(devicePixelRatio || 1, 2.5);
    const [wide, high] = [Math.round(width * fine), Math.round(height * fine)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
    paintScene(this.#canvas.getContext("2d"), this.#shown, this.#table,
      { chosen: this.#chosen, marked: this.#marked ? this.#acts.parts(this.#marked) : [] });
  }

  // After the movement: the words for those who listen, and the places to point at.
  #settle() {
    this.#settling = null;
    this.#canvas.setAttribute("aria-label", this.words.alt);
    this.#places.element.classList.remove("sk-moving");
    const found = placesIn(this.scene, this.#acts.owner);
    this.#places.show(found, this.#canvas.clientWidth, this.#canvas.clientHeight);
    if (this.#marked && !found.some(({ key }) => key === this.#marked)) this.#point(null);
    else this.#tell();
  }

  #missed({ offsetX, offsetY }) {
    const key = this.#places.near(offsetX, offsetY);
    if (key) this.#acts.choose(key);
  }

  #point(key) {
    this.#marked = key;
    this.#tell();
    this.#later();
  }

  #tell() {
    const words = this.#marked ? this.#acts.name(this.#marked) : "";
    if (this.#pointed.textContent !== words) this.#pointed.textContent = words;
  }
}
