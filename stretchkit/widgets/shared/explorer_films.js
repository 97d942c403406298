import { Errands } from "./errands.js";
import { decodeScenes, Passage } from "./painter.js";
import { unpack, unpackJson } from "./packed.js";

const OUT_MS = 1500;
const HOLD_MS = 1100;
const BACK_MS = 1200;

// Holds the movements. In JupyterLab it asks Python for them one by one, so that they are there
// when the kernel is not; in a handout they come with the page. `told()` is called when one more
// is there, `silent()` when Python does not answer.
export class Films {
  #errands;
  #keys;
  #held = new Map();
  #asked = new Set(); // and not answered yet
  #told;

  constructor(model, keys, told, silent) {
    this.#keys = keys;
    this.#told = told;
    this.#errands = new Errands(model, silent);
  }

  async open(pictures, words) {
    const scenes = decodeScenes(await unpack(pictures));
    let at = 0;
    for (const [key, { count, ...said }] of Object.entries(await unpackJson(words))) {
      this.#held.set(key, { scenes: scenes.slice(at, at + count), words: said });
      at += count;
    }
    this.#told();
  }

  get all() {
    return this.#keys.length;
  }

  get ready() {
    return this.#held.size;
  }

  get(key) {
    return this.#held.get(key);
  }

  // One at a time, so that what the reader runs meanwhile need not wait long.
  askForNext() {
    const next = this.#keys.find((key) => !this.#held.has(key));
    if (next && !this.#asked.size) this.ask(next);
  }

  ask(key) {
    this.#asked.add(key);
    this.#errands.want({ newest: 0, hear: (answer, buffers) => this.#hear(key, answer, buffers) }, { movement: key });
  }

  close() {
    this.#errands.close();
  }

  #hear(key, { error, alt, bands }, buffers) {
    this.#asked.delete(key);
    if (error) return;
    this.#held.set(key, { scenes: decodeScenes(buffers[0]), words: { alt, bands } });
    this.#told();
    this.askForNext();
  }
}

// Bends a picture into others and back: out, a short hold, and home.
export class Motion {
  #frame;

  // `show(scene)` is called with each picture on the way, `done()` at its end.
  run(scenes, show, done) {
    const ways = scenes.slice(1).map((scene, at) => new Passage(scenes[at], scene));
    const start = performance.now();
    let shown = 0;
    const step = (now) => {
      const out = extent(Math.max(0, now - start));
      if (out === null) {
        done();
        return;
      }
      const at = Math.min(Math.floor(out * ways.length), ways.length - 1);
      if (out !== shown) show(ways[at].at(out * ways.length - at));
      shown = out;
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }
}

// How far out a movement is, 0 to 1, so long after its start; null when it is back again.
function extent(ms) {
  const eased = (share) => share * share * (3 - 2 * share);
  if (ms < OUT_MS) return eased(ms / OUT_MS);
  if (ms < OUT_MS + HOLD_MS) return 1;
  if (ms < OUT_MS + HOLD_MS + BACK_MS) return eased(1 - (ms - OUT_MS - HOLD_MS) / BACK_MS);
  return null;
}
