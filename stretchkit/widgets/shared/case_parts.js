import { make, makeButton } from "./dom.js";

// What the exercises on written cases have in common.

// The cases by number: which one is in hand, and how each went ("right", "missed" or nothing).
// `go(place)` is called with the place in the list that was pressed.
export function makeCaseList(go) {
  const element = make("ol", { class: "sk-case-list", "aria-label": "Cases", part: "cases" });
  const marks = { right: "✓", missed: "↺" };
  const spoken = { right: ", right", missed: ", missed" };
  const paint = (numbers, now, outcomes) => {
    element.replaceChildren(...numbers.map((number, place) => {
      const outcome = outcomes[place];
      const button = makeButton(`${number}`, () => go(place), {
        "aria-label": `Case ${number}${spoken[outcome] ?? ""}`,
        "aria-current": place === now ? "step" : null,
      });
      if (outcome) button.append(make("span", { "aria-hidden": "true" }, marks[outcome]));
      return make("li", {}, button);
    }));
  };
  return { element, paint };
}

// What stands at the end: which cases were missed at first, which are open, by their places.
export function makeEnd(missed, open) {
  const numbers = (places) => places.map((place) => place + 1).join(", ");
  const said = [
    missed.length ? `Missed at first: ${numbers(missed)}.` : "",
    open.length ? `Not answered: ${numbers(open)}.` : "",
  ].filter(Boolean);
  return [make("p", { class: "sk-title" }, "The end of the cases"),
    ...(said.length ? said : ["None missed."]).map((words) => make("p", {}, words))];
}

// The word on a choice. `replies` are paragraphs, each with the wrong thought that it answers.
export function makeFeedback() {
  const element = make("div", { role: "status", "aria-live": "polite", part: "feedback" });
  const say = (look, mark, title, replies) => {
    element.className = `sk-panel sk-feedback ${look}`;
    element.replaceChildren(
      make("span", { class: "sk-mark", "aria-hidden": "true" }, mark),
      make("div", {}, make("p", { class: "sk-title" }, title), ...replies.flatMap(makeReply)),
    );
  };
  return {
    element,
    askFirst: () => say("", "?", "Choose an answer first.", [{ words: "Then press Check." }]),
    right: (replies, title = "Right.") => say("sk-feedback-right", "✓", title, replies),
    again: (replies) => say("sk-feedback-again", "↺", "Not this one. Try again.", replies),
    clear: () => {
      element.className = "";
      element.replaceChildren();
    },
  };
}

export function makeReply({ thought, words }) {
  return [
    thought ? make("p", { class: "sk-thought" }, thought) : null,
    make("p", {}, words),
  ].filter(Boolean);
}
