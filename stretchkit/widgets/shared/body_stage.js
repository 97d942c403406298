import { make, makeButton } from "./dom.js";
import { paintScene } from "./painter.js";
import { breathAt } from "./stretch_film.js";

// The two pictures of the player: the person, and the muscles of the back. They are told what to
// show and paint it while they are in sight; they know no clock.

const FINEST = 2; // More pixels than this for one of the page's cost time and show nothing.
// By view: the film of the person, and whether it is a mirror.
const BODY_VIEWS = {
  behind: { film: "whole", label: "From behind" },
  teacher: { film: "front", label: "Teacher view" },
  mirror: { film: "front", label: "Mirror view", mirror: true },
};

// A canvas on paper, with words under it.
class Sheet {
  #painted = null;
  #canvas = make("canvas", { role: "img", "aria-label": "" });
  #caption = make("figcaption", { class: "sk-quiet" });

  constructor(part, ...over) {
    this.paper = make("div", { class: "sk-body-paper" }, this.#canvas, ...over);
    this.element = make("figure", { class: "sk-body-sheet", part }, this.paper, this.#caption);
  }

  get canvas() {
    return this.#canvas;
  }

  get isSeen() {
    return this.#canvas.clientWidth > 0;
  }

  set caption(words) {
    if (this.#caption.textContent !== words) this.#caption.textContent = words;
  }

  set alt(words) {
    if (this.#canvas.getAttribute("aria-label") !== words) this.#canvas.setAttribute("aria-label", words);
  }

  // Paints a scene, unless it stands there already.
  paint(scene, looks) {
    const [left, bottom, right, top] = scene.frame;
    this.#canvas.style.aspectRatio = `${right - left} / ${top - bottom}`;
    const fine = Math.min(devicePixelRatio || 1, FINEST);
    const wide = Math.round(this.#canvas.clientWidth * fine);
    const high = Math.round(this.#canvas.clientHeight * fine);
    const painted = this.#painted;
    if (painted?.scene === scene && painted.wide === wide && painted.high === high) return;
    this.#painted = { scene, wide, high };
    this.#canvas.width = wide;
    this.#canvas.height = high;
    paintScene(this.#canvas.getContext("2d"), scene, looks);
  }
}

export class BodyStage {
  #body;
  #map;
  #captions;
  #looks = null;
  #still = null;
  #films = {};
  #chosen = BODY_VIEWS.behind;
  #view = BODY_VIEWS.behind;
  #unlettered = {}; // the mirror's picture
  #shown = null;
  #inSight = false;
  #want;
  #breath = make("span", { class: "sk-breath", part: "breath", "aria-hidden": "true" });
  #breathWord = make("span");
  #ring = make("span", { class: "sk-breath-ring" });
  #mirrorWords = make("span", { class: "sk-mirror-words" }, make("span", {}, "your left"), make("span", {}, "your right"));
  #longer = make("p", { class: "sk-longer", part: "longer" });
  #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #watchers;
  element;

  // `want(film)` is called for a film that is to be shown and is not there yet.
  constructor(captions, want) {
    this.#captions = captions;
    this.#want = want;
    this.#breath.append(this.#ring, this.#breathWord);
    this.#body = new Sheet("body", this.#mirrorWords);
    this.#map = new Sheet("map");
    const sheets = make("div", { class: "sk-body-sheets" }, this.#body.element, this.#map.element);
    this.element = make("div", { class: "sk-body" }, sheets, this.#choice(), this.#longer, this.#breath);
    this.element.dataset.pane = "body";
    const sight = new IntersectionObserver((seen) => {
      this.#inSight = seen.at(-1).isIntersecting;
      this.#paint();
    });
    const size = new ResizeObserver(() => this.#paint());
    sight.observe(sheets);
    for (const { canvas } of [this.#body, this.#map]) size.observe(canvas);
    this.#watchers = [sight, size];
    this.#turn();
  }

  close() {
    for (const watcher of this.#watchers) watcher.disconnect();
  }

  // The looks of all shapes, and the picture that stands there until the films come.
  begin(looks, still) {
    this.#looks = looks;
    this.#still = still;
    this.#mirrorWords.style.color = looks.ink; // It lies on the picture's paper, in either theme.
    this.#paint();
  }

  put(name, film) {
    this.#films[name] = film;
    if (this.#chosen.film === name) this.#turn();
    this.#paint();
  }

  // Another view is shown as soon as its film is there.
  look(view) {
    this.#chosen = BODY_VIEWS[view];
    const { film } = this.#chosen;
    if (this.#films[film] || film === "whole") this.#turn();
    else this.#want(film);
  }

  #turn() {
    const { film, mirror } = (this.#view = this.#chosen);
    this.element.classList.toggle("sk-body-mirror", Boolean(mirror));
    this.#map.element.hidden = this.#longer.hidden = Boolean(mirror);
    this.#mirrorWords.hidden = !mirror;
    this.#body.caption = mirror ? "As in a mirror" : this.#captions[film];
    this.#map.caption = `${this.#captions.back}. Teal: longer than at the start. Ochre: shorter.`;
    if (this.#shown) this.show(this.#shown);
  }

  // What to show: a path and a share of it, the moment it leads to, what it makes longer in words,
  // and for how many ms it is held by now, or null where it is not or where time stands still.
  show(shown) {
    this.#shown = shown;
    const { moment, longer, heldMs } = shown;
    const { film } = this.#view;
    this.#body.alt = `${moment.alt} ${this.#view.mirror ? "As in a mirror" : this.#captions[film]}.`;
    this.#map.alt = [`${this.#captions.back}.`, longer || moment.none].filter(Boolean).join(" ");
    if (this.#longer.textContent !== longer) this.#longer.textContent = longer;
    this.#breathe(heldMs);
    this.#paint();
  }

  // On a narrow page one picture stands at a time.
  #choice() {
    const names = { body: "Show muscles", map: "Show body" };
    const button = makeButton(names.body, () => {
      const pane = this.element.dataset.pane === "body" ? "map" : "body";
      this.element.dataset.pane = pane;
      button.textContent = names[pane];
    }, { part: "pane" });
    button.classList.add("sk-body-choice");
    return button;
  }

  #breathe(heldMs) {
    this.#breath.classList.toggle("sk-breath-off", heldMs === null);
    if (heldMs === null) return;
    const { out, full } = breathAt(heldMs);
    const word = out ? "breathe out" : "breathe in";
    if (this.#breathWord.textContent !== word) this.#breathWord.textContent = word;
    this.#ring.hidden = this.#calm.matches;
    if (!this.#calm.matches) this.#ring.style.scale = (0.45 + 0.55 * full).toFixed(3);
  }

  #paint() {
    if (!this.#inSight || !this.#looks || !this.#shown) return;
    const { film, mirror } = this.#view;
    const body = this.#film(film);
    const map = mirror ? null : this.#film("back");
    if (this.#body.isSeen) {
      const scene = body ? this.#now(body) : this.#still;
      this.#body.paint(mirror ? this.#withoutLetters(scene) : scene, this.#looks);
    }
    if (map && this.#map.isSeen) this.#map.paint(this.#now(map), this.#looks);
  }

  #film(name) {
    if (!this.#films[name]) this.#want(name);
    return this.#films[name];
  }

  #now(film) {
    const { path, share } = this.#shown;
    return film.at(path, this.#calm.matches ? 1 : share);
  }

  // R and L are those of the person in the picture; in a mirror that is the one who looks.
  #withoutLetters(scene) {
    if (this.#unlettered.from !== scene) {
      const shapes = scene.shapes.filter(({ key }) => !key.startsWith("side."));
      this.#unlettered = { from: scene, scene: { ...scene, shapes } };
    }
    return this.#unlettered.scene;
  }
}
