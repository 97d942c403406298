// Wakes the player: by animation frames while the page is seen, and by a worker's timer, which
// goes on at full pace in a hidden tab where frames stop and the page's own timers are slowed.
// `tick` returns the ms to the next deadline. While it ticks the screen stays on.

const BEAT_MS = 250;
const WORKER = `let timer;
onmessage = ({ data }) => {
  clearTimeout(timer);
  timer = setTimeout(() => postMessage(0), data);
};`;

export class Ticker {
  #tick;
  #running = false;
  #frame;
  #timer;
  #worker = null;
  #letSleep;

  constructor(tick) {
    this.#tick = tick;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#worker = this.#makeWorker();
    this.#letSleep = keepAwake();
    document.addEventListener("visibilitychange", this.#beat);
    this.#beat();
    this.#draw();
  }

  stop() {
    this.#running = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#letSleep?.();
    document.removeEventListener("visibilitychange", this.#beat);
  }

  #draw = () => {
    if (!this.#running) return;
    this.#tick();
    this.#frame = requestAnimationFrame(this.#draw);
  };

  #beat = () => {
    if (!this.#running) return;
    const wait = Math.min(BEAT_MS, this.#tick());
    if (!this.#running) return;
    if (this.#worker) this.#worker.postMessage(wait);
    else this.#timer = setTimeout(this.#beat, wait);
  };

  // Where a page's policy forbids workers, the page's own timer has to do.
  #makeWorker() {
    try {
      const url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
      const worker = new Worker(url);
      URL.revokeObjectURL(url);
      worker.onmessage = this.#beat;
      worker.onerror = () => {
        this.#worker = null;
        this.#beat();
      };
      return worker;
    } catch {
      return null;
    }
  }
}

// Keeps the screen on until the returned function is called. A hidden page loses the lock, so it
// is asked for again; where there is none (plain http, older browsers) the screen may go dark.
function keepAwake() {
  let lock = null;
  let over = false;
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock?.request("screen");
      if (over) lock?.release();
    } catch {
      lock = null;
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", ask);
    lock?.release();
  };
}
