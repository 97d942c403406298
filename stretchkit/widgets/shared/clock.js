// The player's clock: pure, no page and no timer in it. It keeps deadlines, not counts, so it is
// right after sleep, in a hidden tab and after a reload. Every act takes the time now, in Unix ms.

const BACK_MS = 2000; // Later than this in a phase, one step back is to the phase's own start.
const EXTENSION_MS = 10000;
const LONGEST_S = 60; // No hold is ever made longer.
const AWAY_MS = 15000; // A page that loads again is back by then.

export class PhaseClock {
  // `phases`: [{ kind, seconds, can_extend, longest_s, … }]; `longest_s`: what it is never made to pass.
  constructor(phases) {
    this.phases = phases;
    // The clock does not leave this phase: at its end it waits, paused. Null lets it run on.
    this.gate = null;
    this.reset();
  }

  get phase() {
    return this.phases[this.index];
  }

  get active() {
    return this.state === "running" || this.state === "paused";
  }

  get canExtend() {
    return this.active && Boolean(this.phase.can_extend) && this.length < this.#longestMs;
  }

  // At the end of the gate's phase. Nowhere else is a paused clock at nought.
  get waits() {
    return this.state === "paused" && this.index === this.gate && this.left === 0;
  }

  // Passes every phase that has ended by now: several, if the computer slept.
  at(now = Date.now()) {
    while (this.state === "running" && now >= this.end) this.#pass();
    return this;
  }

  reset() {
    this.state = "ready";
    this.completed = [];
    this.#enter(0, 0);
  }

  start(now = Date.now()) {
    if (this.state !== "ready") return;
    this.state = "running";
    this.end = now + this.left;
  }

  pause(now = Date.now()) {
    if (this.at(now).state !== "running") return;
    this.left = this.end - now;
    this.state = "paused";
  }

  // A phase that waited at its end begins again in full.
  resume(now = Date.now()) {
    if (this.state !== "paused" || this.waits) return;
    this.state = "running";
    if (this.left === 0) this.#enter(this.index, now);
    else this.end = now + this.left;
  }

  stop(now = Date.now()) {
    this.pause(now);
    if (this.active) this.state = "stopped";
  }

  back(now = Date.now()) {
    if (!this.at(now).active) return;
    const spent = this.length - this.leftAt(now);
    this.#enter(spent > BACK_MS ? this.index : Math.max(0, this.index - 1), now);
  }

  // A skipped phase is not completed.
  skip(now = Date.now()) {
    if (!this.at(now).active) return;
    if (this.index === this.gate) this.#wait();
    else this.#enter(this.index + 1, now);
  }

  restart(now = Date.now()) {
    this.reset();
    this.start(now);
  }

  extend(now = Date.now()) {
    if (!this.at(now).canExtend) return;
    const more = Math.min(EXTENSION_MS, this.#longestMs - this.length);
    this.length += more;
    this.left += more;
    this.end += more;
  }

  leftAt(now = Date.now()) {
    return this.state === "running" ? Math.max(0, this.end - now) : this.left;
  }

  sessionLeftAt(now = Date.now()) {
    return this.leftAt(now) + this.#planned(this.index + 1, this.phases.length);
  }

  // How much of the session is behind us, 0 to 1; an extended hold still counts as one hold.
  shareAt(now = Date.now()) {
    if (this.state === "done") return 1;
    const inside = this.phase.seconds * 1000 * (1 - this.leftAt(now) / this.length);
    return (this.#planned(0, this.index) + inside) / this.#planned(0, this.phases.length);
  }

  // What a reloaded page needs in order to go on.
  save() {
    const { index, length, end, left } = this;
    return { index, length_ms: length, deadline_ms: end, left_ms: left };
  }

  // Where nobody was there to guide the phase that was running, it waits to begin again.
  restore({ state, completed, run }, now = Date.now()) {
    if (state === "ready" || !this.phases[run?.index]) return;
    const { index, length_ms: length, deadline_ms: end, left_ms: left } = run;
    const wasLeft = state === "running" && now - end > AWAY_MS;
    Object.assign(this, { completed, index, length, end, ...(wasLeft ? { state: "paused", left: length } : { state, left }) });
  }

  get #longestMs() {
    return Math.min(LONGEST_S, this.phase.longest_s ?? LONGEST_S) * 1000;
  }

  #pass() {
    if (this.index === this.gate) {
      this.#wait();
      return;
    }
    const { kind, side, repetition, seconds, stretch } = this.phase;
    const which = stretch === undefined ? {} : { stretch }; // only where there are several
    const done = { ...which, kind, side: side ?? null, repetition, planned_s: seconds };
    this.completed = [...this.completed, { ...done, seconds: this.length / 1000 }];
    this.#enter(this.index + 1, this.end);
  }

  #enter(index, from) {
    if (index === this.phases.length) {
      this.state = "done";
      this.left = 0;
      return;
    }
    this.index = index;
    this.length = this.phase.seconds * 1000;
    this.left = this.length;
    this.end = from + this.length;
  }

  #wait() {
    this.state = "paused";
    this.left = 0;
  }

  #planned(from, to) {
    return this.phases.slice(from, to).reduce((sum, phase) => sum + phase.seconds * 1000, 0);
  }
}

export function secondsText(ms) {
  return String(Math.ceil(ms / 1000));
}

export function timeText(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// The sound at the end of a phase: "end" says a hold or the session is over, "move" says move now.
// Going into a hold or a rest is silent.
export function soundAfter(phases, index) {
  const next = phases[index + 1];
  if (!next || phases[index].kind === "hold") return "end";
  return ["get_ready", "move_in", "release", "switch_side"].includes(next.kind) ? "move" : null;
}

// Every sound still to come, in ms from now.
export function soundsAhead(clock, now = Date.now()) {
  const sounds = [];
  let ms = clock.leftAt(now);
  for (let index = clock.index; index < clock.phases.length; index += 1) {
    if (index > clock.index) ms += clock.phases[index].seconds * 1000;
    if (index === clock.gate) break;
    const name = soundAfter(clock.phases, index);
    if (name) sounds.push({ name, inMs: ms });
  }
  return sounds;
}
