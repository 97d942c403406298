import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { makeCaseList, makeFeedback } from "./shared/case_parts.js";
import { makeChoices } from "./shared/choices.js";
import { linked } from "./shared/links.js";

// A case goes forward one step at a time, and only past a step whose right choice was checked.
// `passed` holds how many steps of each case lie behind, `missed` the cases with a wrong choice.
// Both live in this view only.
function render({ model, el }) {
  const rule = model.get("rule");
  const steps = model.get("steps");
  const cases = model.get("cases");
  const passed = cases.map(() => 0);
  const missed = new Set();
  let at = 0;
  let picker;

  const list = makeCaseList((place) => go(place));
  const story = make("div", { class: "sk-case", part: "case", tabindex: "-1" });
  const trail = make("ol", { class: "sk-trail", part: "trail" });
  const stage = make("div", { class: "sk-step", part: "step", tabindex: "-1" });
  const check = makeButton("Check", () => answer(picker.picked()), { look: "main" });
  const onward = makeButton("", () => pass(), { look: "main" });
  const feedback = makeFeedback();
  const again = makeButton("Start this case again", () => restart());
  const back = makeButton("Back one case", () => go(at - 1));
  const next = makeButton("Next case", () => go(at + 1));
  const root = make(
    "div",
    { class: "sk-root sk-cspine", role: "group", "aria-label": `${rule.name}, on written cases` },
    make("p", { class: "sk-panel sk-exercise-only", part: "exercise-only" }, rule.exercise_only),
    list.element, story, trail, stage, check, feedback.element, onward,
    make("div", { class: "sk-row sk-case-moves" }, back, next, again),
    makeRule(rule, steps),
  );

  function go(place) {
    at = place;
    draw();
    story.focus();
  }

  function pass() {
    passed[at] += 1;
    draw();
    stage.focus();
  }

  function restart() {
    passed[at] = 0;
    missed.delete(at);
    go(at);
  }

  function draw() {
    const { text, steps: answers } = cases[at];
    const over = passed[at] === answers.length;
    story.replaceChildren(
      make("p", { class: "sk-kicker", part: "where" }, `Case ${at + 1} of ${cases.length}`),
      make("p", { class: "sk-case-text" }, text),
    );
    trail.replaceChildren(...answers.slice(0, passed[at]).map(({ words }, step) =>
      make("li", {}, make("strong", {}, `${steps[step].title}. `), words)));
    trail.hidden = passed[at] === 0;
    stage.replaceChildren(...(over ? decision() : question()));
    stage.className = over ? "sk-step sk-panel sk-decision" : "sk-step";
    check.hidden = over;
    back.disabled = at === 0;
    next.disabled = at + 1 === cases.length;
    again.hidden = passed[at] === 0;
    unsay();
    paintList();
  }

  function question() {
    const { title, ask, items, choices } = steps[passed[at]];
    picker = makeChoices(ask, choices, unsay);
    return [
      make("p", { class: "sk-title" }, title),
      items.length ? makeItems(items) : null,
      picker.form,
    ].filter(Boolean);
  }

  function decision() {
    const { says, why, cautions } = cases[at];
    return [
      make("p", { class: "sk-kicker" }, "What the rule says"),
      make("p", { class: "sk-title", part: "says" }, says),
      make("p", {}, why),
      ...cautions.map((words) => make("p", {}, words)),
    ];
  }

  function answer(choice) {
    if (choice < 0) {
      feedback.askFirst();
      return;
    }
    const { right, words } = cases[at].steps[passed[at]];
    if (choice === right) feedback.right([{ words }]);
    else {
      feedback.again([{ words }]);
      missed.add(at);
      paintList();
    }
    onward.hidden = choice !== right;
    const last = passed[at] + 1 === cases[at].steps.length;
    onward.textContent = last ? "What the rule says" : "Next step";
    // The way on stands below the word on the choice: with it in sight, both are.
    (onward.hidden ? feedback.element : onward).scrollIntoView({ block: "nearest" });
  }

  function unsay() {
    feedback.clear();
    onward.hidden = true;
  }

  function outcome(index) {
    if (missed.has(index)) return "missed";
    return passed[index] === cases[index].steps.length ? "right" : undefined;
  }

  function paintList() {
    list.paint(cases.map((_, index) => index + 1), at, cases.map((_, index) => outcome(index)));
  }

  keepKeysInside(root);
  el.append(root);
  draw();
}

function makeItems(items) {
  return make("ul", {}, ...items.map(({ text, lead, parts }) =>
    make("li", {}, parts.length ? `${text} ${lead}:` : text,
      parts.length ? make("ul", {}, ...parts.map((part) => make("li", {}, part))) : null)));
}

function makeRule({ name, notes, sources }, steps) {
  const column = (title) => make("th", { scope: "col" }, title);
  const body = ({ title, ask, items, choices }) => make(
    "tbody",
    {},
    make("tr", {}, make("th", { scope: "rowgroup", colspan: 2, class: "sk-case-group" }, title)),
    make(
      "tr",
      {},
      make("td", {}, items.length ? makeItems(items) : ask),
      make("td", {}, makeItems(choices.map((text) => ({ text, parts: [] })))),
    ),
  );
  return make(
    "details",
    { part: "rule" },
    make("summary", {}, `The ${name}, its limits, and how good it is`),
    make(
      "table",
      { class: "sk-case-table" },
      make("thead", {}, make("tr", {}, column("Look for"), column("Then"))),
      ...steps.map(body),
    ),
    ...notes.map(({ title, text }) => make("p", {}, make("strong", {}, `${title}: `), text)),
    make("p", {}, make("strong", {}, "Sources")),
    make("ul", {}, ...sources.map((source) => make("li", {}, ...linked(source)))),
  );
}

export default { render };
