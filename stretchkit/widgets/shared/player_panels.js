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
const FROM_CHECK =
  "This comes from the safety check on this page. If you ticked a line by mistake, change it there.";

// A heading that can take the focus, so that a reader who pressed a vanished button is led here.
function makeHeading(text) {
  return make("p", { class: "sk-title", tabindex: -1 }, text);
}

function panelClass(level) {
  if (level === "emergency") return "sk-panel sk-panel-emergency";
  return ["done_today", "today", "this_week"].includes(level) ? "sk-panel sk-panel-stop" : "sk-panel";
}

// "What did you feel?": asked after Stop, answered from the facts. Nothing of it is kept.
export class StopPanel {
  element = make("div");
  #script;
  #answered;

  // `answered(choice)` is told which answer stands, or undefined while none does.
  constructor(script, answered) {
    this.#script = script;
    this.#answered = answered;
  }

  ask({ focus }) {
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
    if (choice.level === "easier" && this.#script.easier.length) {
      parts.push(make("p", {}, "Easier forms of this stretch:"),
        make("ul", {}, ...this.#script.easier.map((form) => make("li", {}, form))));
    }
    parts.push(makeButton("Choose another answer", () => this.ask({ focus: true })));
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

  show(completed, painRule, { focus }) {
    const holds = completed.filter((phase) => phase.kind === "hold");
    const seconds = Math.round(holds.reduce((sum, hold) => sum + hold.seconds, 0));
    const held = holds.length
      ? `You held ${holds.length} ${holds.length === 1 ? "time" : "times"}, ${seconds} seconds in all.`
      : "You skipped the holds this time.";
    const heading = makeHeading("Done");
    this.element.replaceChildren(heading, make("p", {}, held),
      make("p", {}, `What to look for in your pain: ${painRule.after}`));
    if (focus) heading.focus();
  }
}
