const MOST_UNANSWERED = 3;
const PATIENCE_MS = 5000;

// Asks Python for pictures: of all that is wanted the newest only, never more than three at once.
export class Errands {
  #model;
  #view = Math.random().toString(36).slice(2, 8); // two views of one widget hear each other's answers
  #count = 0;
  #wanted = new Map(); // by picture: the newest message, not sent yet
  #sent = new Map(); // by request: whose it is
  #timer;

  constructor(model, silent) {
    this.#model = model;
    this.silent = silent;
    model.on("msg:custom", this.#hear);
  }

  want(picture, message) {
    this.#wanted.set(picture, message);
    this.#send();
  }

  close() {
    this.#model.off("msg:custom", this.#hear);
    clearTimeout(this.#timer);
  }

  #send() {
    for (const [picture, message] of this.#wanted) {
      if (this.#sent.size >= MOST_UNANSWERED) return;
      this.#wanted.delete(picture);
      this.#count += 1;
      const request = `${this.#view}-${this.#count}`;
      this.#sent.set(request, { picture, number: this.#count });
      try {
        this.#model.send({ ...message, request });
      } catch {
        this.silent(); // The kernel is known to be gone.
        return;
      }
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.silent, PATIENCE_MS);
    }
  }

  #hear = (answer, buffers) => {
    const asked = this.#sent.get(answer?.request);
    if (!asked) return;
    this.#sent.delete(answer.request);
    if (!this.#sent.size) clearTimeout(this.#timer);
    this.#send(); // first: a fault in showing this answer must not hold back the newest wish
    const { picture, number } = asked;
    if (number <= picture.newest) return;
    picture.newest = number;
    picture.hear(answer, buffers);
  };
}
