import { pageOf, pageState } from "./page.js";

const LOG = "log";
const WHY_LOG = "This comes from your pain log. If a number in it is a mistake, change it in the diary, then reload this page.";
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
    const stands = page.ended?.by === this;
    if (page.ended?.by === LOG || stands === Boolean(told)) return;
    this.#end(told, this, WHY);
  }

  // What the log calls for holds for every player of the page, this one too.
  haltByLog(told) {
    this.#end(told, LOG, WHY_LOG);
  }

  // "clear" or "more": what was pressed in a player, for the check to know.
  answer(answer) {
    this.#send("sk-safety-answer", answer);
  }

  #end(told, by, why) {
    const { level, title, advice } = told ?? {};
    pageState(this.#root).ended = told ? { by, state: "stopped", level, title, advice, why } : undefined;
    this.#send("sk-safety");
  }

  #send(name, detail) {
    pageOf(this.#root).dispatchEvent(new CustomEvent(name, { detail }));
  }
}
