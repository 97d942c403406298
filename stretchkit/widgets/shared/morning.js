import { advicePanel } from "./advice.js";
import { make, makeButton } from "./dom.js";
import { pageState } from "./page.js";

// "How is it this morning?": asked once on a page, of a stretch of the day before, and put aside
// by "Not now". The question and its answer go by message only; nothing of them is saved here.
export class MorningQuestion {
  element = make("div", { class: "sk-panel sk-morning", part: "morning", tabindex: -1 });
  #save;
  #leave;
  #question = null;

  // `save(session, score, slow)` brings { error } or { advice } and calls `slow` when that takes
  // long; `leave(session)` is told of "Not now".
  constructor({ save, leave }) {
    this.#save = save;
    this.#leave = leave;
    this.element.hidden = true;
  }

  // Whether there is anything to show.
  get stands() {
    return this.element.hasChildNodes();
  }

  // `question`: { session, asked, before }, or null. Another widget of the page may ask it already.
  show(question) {
    const page = pageState(this.element);
    if (this.#question?.session === question?.session || !question) return;
    // One whose cell was run again is gone, and asks no more.
    if (page.morning?.element.isConnected && page.morning !== this) return;
    page.morning = this;
    this.#question = question;
    this.#ask();
  }

  #ask() {
    const select = make("select", { "aria-label": "Pain this morning" },
      make("option", { value: "" }, "Choose 0 to 10"),
      ...Array.from({ length: 11 }, (_, score) => make("option", { value: score }, score)));
    const status = make("p", { role: "status", class: "sk-quiet" });
    const save = async () => {
      if (select.value === "") {
        status.textContent = "Choose a number first. Then press Save.";
        select.focus();
        return;
      }
      status.textContent = "Saving";
      const { error, advice } = await this.#save(this.#question.session, Number(select.value), () => {
        status.textContent = "The kernel has not answered yet. The score is saved when it does.";
      });
      if (error) status.textContent = `Not saved: ${error}`;
      else this.#tell(Number(select.value), advice);
    };
    this.element.replaceChildren(make("p", {}, this.#question.asked),
      make("div", { class: "sk-row" }, select, makeButton("Save", save),
        makeButton("Not now", () => this.#putAside())), status);
    this.element.hidden = false;
  }

  #putAside() {
    this.#leave(this.#question.session);
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  #tell(score, advice) {
    const { before } = this.#question;
    const compared = before === null ? `This morning ${score}.` : `Before the stretch ${before}, this morning ${score}.`;
    const within = before !== null && score <= before ? " That is no higher than before you began." : "";
    this.element.replaceChildren(
      make("p", {}, `${compared}${within} It is in your log. No one reads this log.`),
      ...advice.map(advicePanel));
    this.element.focus();
  }
}
