import { NO_TROUBLE_FELT, makeHeading, panelClass } from "./advice.js";
import { make, makeButton } from "./dom.js";
import { phaseAnnouncement, setText } from "./player_view.js";

// What stands beside the clock: the safety check's word, the answer to Stop, the end, the scores.

export const STOPPING = "Stopping is always right, and no reason is needed.";
const NO_TROUBLE = {
  key: "no_trouble",
  felt: NO_TROUBLE_FELT,
  title: "Ended here",
  answer: STOPPING,
};

// Said and shown while the clock waits for the safety check.
export const WAITING = "Paused: answer the safety check to go on.";
const FIRST = "First answer this here. Then the class clock opens.";
const ASKING =
  "Is any sign of the safety check on this page true for you today?";

// What is said when the state of a clock or its phase is another one.
export function announcement({ state, index, waits }, script, asksWhatWasFelt) {
  return {
    ready: "",
    running: phaseAnnouncement(script, index),
    paused: waits ? WAITING : "Paused.",
    stopped: `Stopped. ${script.way_out}${asksWhatWasFelt ? " What did you feel?" : ""}`,
    done: "Done.",
  }[state];
}

// Who presses Stop again and again must not say so what was felt: the answers open when nothing was
// pressed for a second.
const WAIT_MS = 1000;

// "What did you feel?": asked after Stop, answered from the facts. Nothing of it is kept.
export class StopPanel {
  element = make("div");
  shows; // the key of the answer that stands there, if one does
  #script;
  #answered;
  #done = "";
  #isOpen = false;
  #timer;

  // `answered(choice)` is told which answer stands, or undefined when it is taken back.
  constructor(script, answered) {
    this.#script = script;
    this.#answered = answered;
  }

  get #choices() {
    return [...this.#script.stop_answers, NO_TROUBLE];
  }

  close() {
    clearTimeout(this.#timer);
  }

  use(script) {
    this.#script = script;
  }

  // `done`: what was done until then, in words, for whoever ended without trouble.
  ask(done, { focus }) {
    this.shows = undefined;
    this.#done = done;
    this.#isOpen = false;
    const wayOut = makeHeading(this.#script.way_out);
    wayOut.classList.add("sk-way-out");
    const said = make("span", { class: "sk-only-heard", role: "status" });
    const buttons = this.#choices.map((choice) => makeButton(choice.felt, () => {
      if (!this.#isOpen) {
        open();
        return;
      }
      this.#answered(choice);
      this.tell(choice.key, { focus: true });
    }, { "aria-disabled": "true" }));
    const list = make("ul", { class: "sk-felt" }, ...buttons.map((button) => make("li", {}, button)));
    const question = make("p", { class: "sk-title" }, "What did you feel?");
    const open = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#isOpen = true;
        for (const button of buttons) button.removeAttribute("aria-disabled");
        said.textContent = "You can answer now.";
      }, WAIT_MS);
    };
    this.#show("stop-question", wayOut, [question, list, said], "", focus);
    open();
  }

  // What is said to an answer, by its key.
  tell(key, { focus }) {
    this.shows = key;
    const choice = this.#choices.find((one) => one.key === key);
    const parts = [make("p", {}, choice.answer)];
    if (choice === NO_TROUBLE) parts.push(make("p", { part: "what-was-done" }, this.#done));
    if (choice.level === "easier" && this.#script.easier.length) {
      parts.push(make("p", {}, "Easier forms of this stretch:"),
        make("ul", {}, ...this.#script.easier.map((form) => make("li", {}, form))));
    }
    const again = makeButton(choice.level === "emergency" ? "I said it by mistake" : "Choose another answer", () => {
      this.#answered(undefined);
      this.ask(this.#done, { focus: true });
    });
    const heading = makeHeading(choice.title);
    // The focus goes to the heading; who listens is to hear what to do with it.
    heading.setAttribute("aria-description", choice.answer);
    this.#show("stop-answer", heading, [...parts, again], choice.level ?? "", focus);
  }

  #show(part, heading, parts, level, focus) {
    this.element.className = panelClass(level);
    this.element.dataset.part = part;
    this.element.replaceChildren(heading, ...parts);
    if (focus) heading.focus();
  }
}

// The question whether the safety check of the notebook was answered.
export class SafetyPanel {
  ask;
  #wanted; // what waits for the answer

  // `answer("clear")` or `answer("more")`: what was pressed here, for the check to know.
  constructor(answer) {
    this.line = make("p", {});
    this.ask = make("div", { part: "safety", class: "sk-panel sk-safety-ask", tabindex: -1 }, this.line, make("p", {}, ASKING),
      make("div", { class: "sk-row" },
        makeButton("Show me the list", () => this.#press(answer, "more")),
        makeButton("None of these today", () => this.#press(answer, "clear"))));
  }

  // Does what the reader wants, `then()`; while the check is asked for, after it was answered.
  before(then) {
    if (this.ask.hidden) {
      then();
      return;
    }
    this.#wanted = then;
    this.paint({ asks: true, waiting: false });
    this.lead();
  }

  #press(answer, said) {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    answer(said);
    if (said === "clear" && this.ask.hidden) wanted?.();
  }

  // Leads the reader here; returns true.
  lead() {
    this.ask.scrollIntoView({ block: "center" });
    this.ask.focus({ preventScroll: true });
    return true;
  }

  // `waiting`: the clock has come to the end of get ready and waits for the answer.
  paint({ asks, waiting }) {
    this.ask.hidden = !asks;
    if (!asks) this.#wanted = undefined; // Answered elsewhere.
    setText(this.line, waiting ? WAITING : this.#wanted ? FIRST : "");
    this.line.hidden = !this.line.textContent;
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
