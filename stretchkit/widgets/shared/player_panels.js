import { FROM_CHECK, makeHeading, panelClass } from "./advice.js";
import { make, makeButton } from "./dom.js";

// What stands beside the clock: the safety check's word, the answer to Stop, the end, the scores.

export const STOPPING = "Stopping is always right, and no reason is needed.";
const NO_TROUBLE = {
  key: "no_trouble",
  felt: "No trouble, I just want to end",
  title: "Ended here",
  answer: STOPPING,
};

// Said and shown while the clock waits for the safety check.
export const WAITING = "Paused: answer the safety check to go on.";
const ASKING =
  "Is any sign of the safety check, near the top of this page, true for you today?";

// "What did you feel?": asked after Stop, answered from the facts. Nothing of it is kept.
export class StopPanel {
  element = make("div");
  #script;
  #answered;
  #done = "";

  // `answered(choice)` is told which answer stands, or undefined while none does.
  constructor(script, answered) {
    this.#script = script;
    this.#answered = answered;
  }

  // `done`: what was done until then, in words, for whoever ended without trouble.
  ask(done, { focus }) {
    this.#done = done;
    this.#answered(undefined);
    const wayOut = makeHeading(this.#script.way_out);
    wayOut.classList.add("sk-way-out");
    const choices = [...this.#script.stop_answers, NO_TROUBLE].map((choice) =>
      make("li", {}, makeButton(choice.felt, () => this.#tell(choice))));
    const list = make("ul", { class: "sk-felt" }, ...choices);
    const question = make("p", { class: "sk-title" }, "What did you feel?");
    this.#show("stop-question", wayOut, [question, list], "", focus);
  }

  #tell(choice) {
    this.#answered(choice);
    const parts = [make("p", {}, choice.answer)];
    if (choice === NO_TROUBLE) parts.push(make("p", { part: "what-was-done" }, this.#done));
    if (choice.level === "easier" && this.#script.easier.length) {
      parts.push(make("p", {}, "Easier forms of this stretch:"),
        make("ul", {}, ...this.#script.easier.map((form) => make("li", {}, form))));
    }
    parts.push(makeButton("Choose another answer", () => this.ask(this.#done, { focus: true })));
    this.#show("stop-answer", makeHeading(choice.title), parts, choice.level ?? "", true);
  }

  #show(part, heading, parts, level, focus) {
    this.element.className = panelClass(level);
    this.element.dataset.part = part;
    this.element.replaceChildren(heading, ...parts);
    if (focus) heading.focus();
  }
}

// What the safety check of the notebook says: the advice instead of the clock, or a reminder.
export class SafetyPanel {
  advice = make("div", { part: "advice" });
  ask;

  // `answer("clear")` or `answer("more")`: what was pressed here, for the check to know.
  constructor(answer) {
    this.line = make("p", {});
    this.ask = make("div", { part: "safety", class: "sk-panel sk-safety-ask" }, this.line,
      make("div", { class: "sk-row" },
        makeButton("Show me the list", () => answer("more")),
        makeButton("None of these today", () => answer("clear"))));
  }

  // `waiting`: the clock has come to the end of get ready and waits for the answer.
  paint(safety, { asks, waiting }) {
    this.ask.hidden = !asks;
    const line = waiting ? WAITING : ASKING;
    if (this.line.textContent !== line) this.line.textContent = line;
    const stopped = safety?.state === "stopped";
    this.advice.hidden = !stopped;
    const text = stopped ? `${safety.title} ${safety.advice}` : "";
    if (this.advice.dataset.text === text) return;
    this.advice.dataset.text = text;
    if (!stopped) return;
    this.advice.className = panelClass(safety.level);
    this.advice.replaceChildren(makeHeading(safety.title), make("p", {}, safety.advice),
      make("p", {}, safety.why ?? FROM_CHECK));
  }
}

// The end of a session that was played through.
export class DonePanel {
  element = make("div", { part: "done", class: "sk-panel sk-done" });

  // `done`: what was done, in words.
  show(done, painRule, { focus }) {
    const heading = makeHeading("Done");
    const { after, flare, over_once: once, over_twice: twice } = painRule;
    this.element.replaceChildren(heading, make("p", { part: "what-was-done" }, done),
      make("p", {}, `What to look for in your pain: ${after}`),
      make("details", {}, make("summary", {}, "If it hurts more"),
        make("p", {}, `${flare} ${once} ${twice}`)));
    if (focus) heading.focus();
  }
}
