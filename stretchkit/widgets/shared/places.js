import { make } from "./dom.js";

const REACH_PX = 16; // a finger that misses a thin thing by less means it

// The things of a picture that can be pointed at: over each lies a native button, cut to its
// outlines. The arrow keys go from one to the next.
export class Places {
  #acts;
  #found = [];
  #size = [0, 0];
  element;

  // `label` says what the things are, `acts.name(key)` what one is called; `acts.point(key)` hears
  // which is pointed at, or null, and `acts.choose(key)`, if given, which was pressed.
  constructor(label, acts) {
    this.#acts = acts;
    this.element = make("div", { class: "sk-places", role: "group", part: "places", "aria-label": label });
    this.element.addEventListener("keydown", (event) => this.#step(event));
  }

  // `found` is what the painter's placesIn gives; width and height are those of the picture.
  show(found, width, height) {
    this.#found = found;
    this.#size = [width, height];
    const old = new Map(this.#buttons.map((button) => [button.dataset.key, button]));
    const buttons = found.map(({ key, outlines }) => {
      const button = old.get(key) ?? this.#button(key);
      button.setAttribute("aria-label", this.#acts.name(key));
      this.#cut(button, outlines);
      return button;
    });
    const same = buttons.length === old.size && buttons.every((one, at) => this.#buttons[at] === one);
    if (!same) this.element.replaceChildren(...buttons);
    if (!buttons.some((one) => one.tabIndex === 0) && buttons.length) buttons[0].tabIndex = 0;
  }

  // The key of what lies nearest to a point of the picture, within reach of a finger, or undefined.
  near(x, y) {
    let [found, least] = [undefined, REACH_PX];
    for (const { key, outlines } of this.#found) {
      const far = Math.min(...outlines.map((points) => this.#distance(points, x, y)));
      if (far < least) [found, least] = [key, far];
    }
    return found;
  }

  #distance(points, x, y) {
    const spots = points.map(([across, down]) => [across * this.#size[0] - x, down * this.#size[1] - y]);
    return Math.min(...spots.map(([ax, ay], at) => {
      const [bx, by] = spots[(at + 1) % spots.length];
      const [dx, dy] = [bx - ax, by - ay];
      const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(ax + share * dx, ay + share * dy);
    }));
  }

  get #buttons() {
    return [...this.element.children];
  }

  get #focused() {
    return this.#buttons.find((button) => button === document.activeElement)?.dataset.key ?? null;
  }

  #cut(button, outlines) {
    const all = outlines.flat();
    const box = [0, 1].map((axis) => Math.min(...all.map((point) => point[axis])));
    const size = [0, 1].map((axis) => Math.max(...all.map((point) => point[axis])) - box[axis]);
    const percent = (share) => `${(100 * share).toFixed(2)}%`;
    const spot = (point) => point.map((at, axis) => ((at - box[axis]) * this.#size[axis]).toFixed(1)).join(" ");
    Object.assign(button.style, {
      left: percent(box[0]), top: percent(box[1]), width: percent(size[0]), height: percent(size[1]),
      clipPath: `path("${outlines.map((points) => `M${points.map(spot).join("L")}Z`).join("")}")`,
    });
  }

  #button(key) {
    const { point, choose } = this.#acts;
    const leave = () => point(this.#focused);
    const button = make("button", { type: "button", tabindex: -1, "data-key": key,
      onclick: () => { button.focus(); point(key); choose?.(key); },
      onfocus: () => point(key), onblur: leave, onpointerenter: () => point(key), onpointerleave: leave });
    return button;
  }

  #step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = this.#buttons;
    const at = all.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    const next = all[(at + by + all.length) % all.length];
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
