import { pageOf, pageState } from "./page.js";

const WHY = "This comes from what you said after another stretch on this page.";

// What the notebook's safety check says to one player, and what this one tells the others.
export class PageSafety {
  #root;

  constructor(root) {
    this.#root = root;
  }

  // { state, level, title, advice }: of another player that ended the day, or of the check.
  get word() {
    const { ended, safety } = pageState(this.#root);
    return ended && ended.by !== this ? ended : safety;
  }

  // It says: do not stretch.
  get halts() {
    return this.word?.state === "stopped";
  }

  get asks() {
    return this.word?.state === "unanswered";
  }

  // Who was told here to stop for today, or to call, is not invited on by the next player.
  // `told`: { level, title, advice }; null takes it back.
  endForToday(told) {
    const page = pageState(this.#root);
    if (told ? page.ended?.by === this : page.ended?.by !== this) return;
    const { level, title, advice } = told ?? {};
    page.ended = told ? { by: this, state: "stopped", level, title, advice, why: WHY } : undefined;
    this.#send("sk-safety");
  }

  // "clear" or "more": what was pressed in a player, for the check to know.
  answer(answer) {
    this.#send("sk-safety-answer", answer);
  }

  #send(name, detail) {
    pageOf(this.#root).dispatchEvent(new CustomEvent(name, { detail }));
  }
}
