import { make } from "./dom.js";
import { decodeScenes, musclesIn, paintScene, Passage } from "./painter.js";

const SETTLED_MS = 350;
const EASE_MS = [30, 250]; // from one answer to the next, so that a slow computer moves evenly too
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export const upper = (words) => words.charAt(0).toUpperCase() + words.slice(1);

// One canvas with its muscles to point at, and what is said of it.
export class Picture {
  newest = 0;
  scene = null;
  words = {};
  #table;
  #names;
  #marked = null;
  #frame = null;
  #shown = null; // what is on the canvas: the scene, or something on the way to it
  #ease = null;
  #last = 0;
  #settling;
  #canvas = make("canvas", { role: "img", part: "picture" });
  #muscles = make("div", { class: "sk-lab-muscles", role: "group", part: "muscles",
    "aria-label": "Muscles in the picture; the arrow keys go from one to the next" });
  #title = make("p", { class: "sk-lab-caption" });
  #pointed = make("p", { class: "sk-lab-pointed", part: "muscle", role: "status" });
  element = make("figure", { class: "sk-lab-picture" }, this.#title,
    make("div", { class: "sk-lab-paper" }, this.#canvas, this.#muscles), this.#pointed);

  constructor({ table, names }, heard) {
    this.#table = table;
    this.#names = names;
    this.heard = heard;
    this.#watcher = new ResizeObserver(() => this.#later());
    this.#watcher.observe(this.#canvas);
    this.#muscles.addEventListener("keydown", (event) => this.#step(event));
  }

  #watcher;

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
    this.#muscles.classList.add("sk-lab-moving");
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED_MS);
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
    paintScene(this.#canvas.getContext("2d"), this.#shown, this.#table, this.#marked);
  }

  // After the movement: the words for those who listen, and the places to point at.
  #settle() {
    this.#canvas.setAttribute("aria-label", this.words.alt);
    this.#muscles.classList.remove("sk-lab-moving");
    const found = musclesIn(this.scene);
    const old = new Map([...this.#muscles.children].map((button) => [button.dataset.key, button]));
    const buttons = found.map(({ key, outlines }) => {
      const button = old.get(key) ?? this.#button(key);
      button.setAttribute("aria-label", this.#name(key));
      const all = outlines.flat();
      const box = [0, 1].map((axis) => Math.min(...all.map((point) => point[axis])));
      const size = [0, 1].map((axis) => Math.max(...all.map((point) => point[axis])) - box[axis]);
      const percent = (share) => `${(100 * share).toFixed(2)}%`;
      Object.assign(button.style, {
        left: percent(box[0]), top: percent(box[1]), width: percent(size[0]), height: percent(size[1]),
        clipPath: this.#clip(outlines, box),
      });
      return button;
    });
    const same = buttons.length === old.size && buttons.every((one, at) => this.#muscles.children[at] === one);
    if (!same) this.#muscles.replaceChildren(...buttons);
    if (!buttons.some((one) => one.tabIndex === 0) && buttons.length) buttons[0].tabIndex = 0;
    if (this.#marked && !found.some(({ key }) => key === this.#marked)) this.#point(null);
    else this.#tell();
  }

  #clip(outlines, [left, top]) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const spot = ([x, y]) => `${((x - left) * width).toFixed(1)} ${((y - top) * height).toFixed(1)}`;
    return `path("${outlines.map((points) => `M${points.map(spot).join("L")}Z`).join("")}")`;
  }

  #button(key) {
    const point = () => this.#point(key);
    const leave = () => this.#point(null);
    const button = make("button", { type: "button", tabindex: -1, "data-key": key,
      onclick: () => { button.focus(); point(); }, onfocus: point, onblur: leave, onpointerenter: point,
      onpointerleave: () => { if (document.activeElement !== button) leave(); } });
    return button;
  }

  #point(key) {
    this.#marked = key;
    this.#tell();
    this.#later();
  }

  #name(key) {
    return `${upper(this.#names[key] ?? key)}: ${this.words.bands[key] ?? ""}`;
  }

  #tell() {
    const words = this.#marked ? this.#name(this.#marked) : "";
    if (this.#pointed.textContent !== words) this.#pointed.textContent = words;
  }

  #step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...this.#muscles.children];
    const at = all.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    const next = all[(at + by + all.length) % all.length];
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
