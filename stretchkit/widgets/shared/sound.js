// The player's two sounds. They are scheduled ahead on the audio clock, so they are on time even
// in a hidden tab, and told apart by ear: "move" is two short rising notes, "end" one long low one.

const NOTES = {
  move: [
    { hertz: 523, after: 0, lasts: 0.22 },
    { hertz: 659, after: 0.18, lasts: 0.3 },
  ],
  end: [
    { hertz: 262, after: 0, lasts: 1.1 },
    { hertz: 524, after: 0, lasts: 0.5, part: 0.25 },
  ],
};
const LOUDNESS = 0.3;
const DRIFT_MS = 20; // No sound may come 30 ms off its phase change.
const LATE_MS = 150;

export class Chimes {
  #context = null;
  #waiting = [];
  #offset = 0;

  // Only a click or a key may open sound: browsers keep it silent otherwise.
  open() {
    const Context = window.AudioContext;
    if (!Context) return;
    this.#context ??= new Context();
    this.#context.resume().then(() => this.#settle());
  }

  get isOpen() {
    return this.#context !== null;
  }

  // `sounds`: [{ name, inMs }], from soundsAhead. Replaces what was scheduled before.
  // What is due by now and late by a little rings all the same.
  schedule(sounds, now = Date.now()) {
    this.#takeBack(({ due }) => due > now || due < now - LATE_MS);
    if (!this.#context) return;
    this.#offset = now - this.#context.currentTime * 1000;
    for (const { name, inMs } of sounds) {
      const start = this.#context.currentTime + inMs / 1000;
      for (const note of NOTES[name]) {
        this.#waiting.push({ name, due: now + inMs, ...this.#note(note, start) });
      }
    }
  }

  // After sleep the audio clock is behind: what was scheduled would come late.
  hasDrifted(now = Date.now()) {
    if (!this.#context) return false;
    return Math.abs(now - this.#context.currentTime * 1000 - this.#offset) > DRIFT_MS;
  }

  // Takes back what has not begun; a note already sounding rings out.
  cancel() {
    this.#takeBack(() => true);
  }

  #takeBack(isOver) {
    for (const sound of this.#waiting) {
      if (isOver(sound) && sound.start > this.#context.currentTime) sound.oscillator.stop(0);
    }
    this.#waiting = [];
  }

  // The audio clock begins to run a little after it is asked to: what was scheduled then is late.
  #settle() {
    const now = Date.now();
    if (!this.hasDrifted(now)) return;
    const ahead = this.#waiting.filter(({ due }) => due > now);
    const sounds = new Map(ahead.map(({ name, due }) => [due, { name, inMs: due - now }]));
    this.schedule([...sounds.values()], now);
  }

  close() {
    this.#context?.close();
    this.#context = null;
    this.#waiting = [];
  }

  #note({ hertz, after, lasts, part = 1 }, phaseEnd) {
    const start = phaseEnd + after;
    const oscillator = new OscillatorNode(this.#context, { frequency: hertz });
    const loudness = new GainNode(this.#context, { gain: 0 });
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS * part, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0005, start + lasts);
    oscillator.connect(loudness).connect(this.#context.destination);
    oscillator.start(start);
    oscillator.stop(start + lasts);
    return { oscillator, start };
  }
}
