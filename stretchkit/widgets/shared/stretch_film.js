import { Passage } from "./painter.js";

// The picture of any moment of a stretch: pure, no page and no clock in it.

const MOVES = ["move_in", "release"];
const SETTLE_MS = 1500; // What is left to do when another kind of phase begins is done in this time.
const OUT_MS = 5000;
const IN_MS = 4000;

// Slow at both ends, as a person moves.
const ease = (share) => share * share * share * (share * (6 * share - 15) + 10);

// By which pictures each phase of a session goes: pairs of a share of its movement, 0 to 1, and the
// number of a picture. It begins where the phase before ended. A path of one picture is still.
export function pathsOf(phases, { start, moments, places, ways }) {
  let here = start;
  return phases.map(({ moment }) => {
    const way = [];
    for (const there of moments[moment].goes) {
      if (there === here) continue;
      const turned = way.at(-1)?.[0] ?? 0;
      const leg = ways[`${here}>${there}`].map(([degrees, number]) => [turned + degrees, number]);
      way.push(...(way.length ? leg.slice(1) : leg));
      here = there;
    }
    const whole = way.at(-1)?.[0];
    if (whole) return way.map(([degrees, number]) => [degrees / whole, number]);
    return [[0, places[here]]];
  });
}

// How much of its movement a phase has done, so long after it began.
export function shareDone({ kind }, elapsedMs, lengthMs) {
  const ms = MOVES.includes(kind) ? lengthMs : Math.min(lengthMs, SETTLE_MS);
  return Math.min(1, elapsedMs / ms);
}

// One view of a stretch: its pictures, and those bent from one into the next.
export class StretchFilm {
  #passages = new Map();
  #last = {};

  constructor(scenes) {
    this.scenes = scenes;
  }

  // The scene of a share of a path, the same one as long as nothing moves.
  at(path, share) {
    const eased = ease(share);
    const after = path.findIndex(([end]) => end > eased);
    if (after <= 0) return this.scenes[path.at(after)[1]];
    const [[start, from], [end, to]] = [path[after - 1], path[after]];
    const part = (eased - start) / (end - start);
    const name = `${from} ${to}`;
    if (this.#last.name !== name || this.#last.part !== part) {
      if (!this.#passages.has(name)) {
        this.#passages.set(name, new Passage(this.scenes[from], this.scenes[to]));
      }
      this.#last = { name, part, scene: this.#passages.get(name).at(part) };
    }
    return this.#last.scene;
  }
}

// The breath of a hold, so long after it began: which way the air goes, and how full the chest is,
// from 1 to 0 and back. It begins with breathing out.
export function breathAt(ms) {
  const at = ms % (OUT_MS + IN_MS);
  const out = at < OUT_MS;
  const share = out ? at / OUT_MS : (at - OUT_MS) / IN_MS;
  const eased = (1 - Math.cos(Math.PI * share)) / 2;
  return { out, full: out ? 1 - eased : eased };
}
