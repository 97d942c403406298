import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { makeCaseList, makeEnd, makeFeedback } from "./shared/case_parts.js";
import { makeChoices } from "./shared/choices.js";
import { linked } from "./shared/links.js";
import { exercise, whenInPage } from "./shared/page.js";

// A case goes forward one step at a time, and only past a step whose right choice was checked.
// `passed` holds how many steps of each case lie behind, `missed` the cases with a wrong choice.
// All of it is kept on the page.
function render({ model, el }) {
  const rule = model.get("rule");
  const steps = model.get("steps");
  const cases = model.get("cases");
  let done; // { passed, missed, at }
  let picker;

  const list = makeCaseList((place) => go(place));
  const story = make("div", { class: "sk-case", part: "case", tabindex: "-1" });
  const trail = make("ol", { class: "sk-trail", part: "trail" });
  const stage = make("div", { class: "sk-step", part: "step", tabindex: "-1" });
  const check = makeButton("Check", () => answer(picker.picked()), { look: "main" });
  const onward = makeButton("", () => pass(), { look: "main" });
  const feedback = makeFeedback();
  const again = makeButton("Start this case again", () => restart());
  const back = makeButton("Back one case", () => go(done.at - 1));
  const next = makeButton("Next case", () => go(done.at + 1));
  const root = make(
    "div",
    { class: "sk-root sk-cspine", role: "group", "aria-label": `${rule.name}, on written cases` },
    make("p", { class: "sk-panel sk-exercise-only", part: "exercise-only" }, rule.exercise_only),
    list.element, story, trail, stage, check, feedback.element, onward,
    make("div", { class: "sk-row sk-case-moves" }, back, next, again),
    makeRule(rule, steps),
  );

  // A step whose right choice was checked counts, also for whoever goes on from there.
  function go(place) {
    if (!onward.hidden) done.passed[done.at] += 1;
    done.at = place;
    draw();
    story.focus();
  }

  function pass() {
    done.passed[done.at] += 1;
    draw();
    stage.focus();
  }

  function startAll() {
    unsay();
    done.passed.fill(0);
    done.missed.clear();
    go(0);
  }

  function restart() {
    unsay();
    done.passed[done.at] = 0;
    done.missed.delete(done.at);
    go(done.at);
  }

  function draw() {
    const isEnd = done.at === cases.length;
    back.disabled = done.at === 0;
    next.hidden = isEnd;
    next.textContent = done.at + 1 < cases.length ? "Next case" : "To the end";
    unsay();
    if (isEnd) end();
    else ask();
    paintList();
  }

  function end() {
    const by = (wanted) => [...cases.keys()].filter((index) => outcome(index) === wanted);
    story.replaceChildren(...makeEnd(by("missed"), by(undefined)));
    stage.replaceChildren(makeButton(`All ${cases.length} cases from the start`, startAll));
    stage.className = "sk-step";
    trail.hidden = check.hidden = again.hidden = true;
  }

  function ask() {
    const { text, steps: answers } = cases[done.at];
    const over = done.passed[done.at] === answers.length;
    story.replaceChildren(
      make("p", { class: "sk-kicker", part: "where" }, `Case ${done.at + 1} of ${cases.length}`),
      make("p", { class: "sk-case-text" }, text),
    );
    trail.replaceChildren(...answers.slice(0, done.passed[done.at]).map(({ words }, step) =>
      make("li", {}, make("strong", {}, `${steps[step].title}. `), words)));
    trail.hidden = done.passed[done.at] === 0;
    stage.replaceChildren(...(over ? decision() : question()));
    stage.className = over ? "sk-step sk-panel sk-decision" : "sk-step";
    check.hidden = over;
    again.hidden = done.passed[done.at] === 0;
  }

  function question() {
    const { title, ask, items, choices } = steps[done.passed[done.at]];
    picker = makeChoices(ask, choices, unsay);
    return [
      make("p", { class: "sk-title" }, title),
      items.length ? makeItems(items) : null,
      picker.form,
    ].filter(Boolean);
  }

  function decision() {
    const { says, why, cautions } = cases[done.at];
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
    const { right, words } = cases[done.at].steps[done.passed[done.at]];
    if (choice === right) feedback.right([{ words }]);
    else {
      feedback.again([{ words }]);
      done.missed.add(done.at);
      paintList();
    }
    onward.hidden = choice !== right;
    const last = done.passed[done.at] + 1 === cases[done.at].steps.length;
    onward.textContent = last ? "What the rule says" : "Next step";
    // The way on stands below the word on the choice: with it in sight, both are.
    (onward.hidden ? feedback.element : onward).scrollIntoView({ block: "nearest" });
  }

  function unsay() {
    feedback.clear();
    onward.hidden = true;
  }

  function outcome(index) {
    if (done.missed.has(index)) return "missed";
    return done.passed[index] === cases[index].steps.length ? "right" : undefined;
  }

  function paintList() {
    list.paint(cases.map((_, index) => index + 1), done.at, cases.map((_, index) => outcome(index)));
  }

  keepKeysInside(root);
  el.append(root);
  return whenInPage(el, () => {
    done = exercise(el, "cspine", { passed: cases.map(() => 0), missed: new Set(), at: 0 });
    draw();
  });
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
