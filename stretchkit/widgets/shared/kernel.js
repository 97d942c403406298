const PATIENCE_MS = 5000;

// Asks Python by custom message, so that nothing asked or answered is saved in the notebook.
// Every message carries a request number, which the answer brings back.
export class Kernel {
  #model;
  #waiting = new Map();
  #view = Math.random().toString(36).slice(2, 8); // two views of one widget hear each other's answers
  #count = 0;

  constructor(model) {
    this.#model = model;
    model.on("msg:custom", this.#hear);
  }

  // Gives the answer, with the `buffers` that came along. Calls `slow` if there is none yet after five
  // seconds; it may still come later.
  ask(message, slow) {
    this.#count += 1;
    const request = `${this.#view}-${this.#count}`;
    return new Promise((resolve) => {
      const timer = setTimeout(slow, PATIENCE_MS);
      this.#waiting.set(request, { resolve, timer });
      try {
        this.#model.send({ ...message, request });
      } catch {
        clearTimeout(timer); // The kernel is known to be gone.
        slow();
      }
    });
  }

  close() {
    this.#model.off("msg:custom", this.#hear);
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
  }

  #hear = (answer, buffers) => {
    const asked = this.#waiting.get(answer?.request);
    if (!asked) return;
    this.#waiting.delete(answer.request);
    clearTimeout(asked.timer);
    asked.resolve({ ...answer, buffers });
  };
}
