import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { makeCaseList, makeEnd, makeFeedback, makeReply } from "./shared/case_parts.js";
import { makeChoices } from "./shared/choices.js";
import { exercise, whenInPage } from "./shared/page.js";

// A round is the cases in hand, by their place in `cases`: first all, later those that were
// missed. `given` holds, for each case of the round that was checked, the choice that stands and
// whether the first one was right. All of it is kept on the page.
function render({ model, el }) {
  const cases = model.get("cases");
  const everyCase = cases.map((_, index) => index);
  let done; // { given, round, at }
  let picker;

  const list = makeCaseList((place) => go(place));
  const body = make("div", { class: "sk-case", part: "case", tabindex: "-1" });
  const form = make("div");
  const check = makeButton("Check", () => answer(picker.picked()), { look: "main" });
  const feedback = makeFeedback();
  const others = make("details", { part: "others" });
  const ending = make("div", { part: "ending" });
  const back = makeButton("Back one case", () => go(done.at - 1));
  const next = makeButton("Next case", () => go(done.at + 1));
  const root = make(
    "div",
    { class: "sk-root sk-cases", role: "group", "aria-label": "Cases" },
    list.element, body, form, check, feedback.element, others, ending,
    make("div", { class: "sk-row sk-case-moves" }, back, next),
  );

  function start(indices) {
    for (const index of indices) done.given.delete(index);
    done.round = indices;
    go(0);
  }

  function go(place) {
    done.at = place;
    draw();
    body.focus();
  }

  function draw() {
    const { round, at } = done;
    const over = at === round.length;
    unsay();
    form.replaceChildren();
    ending.replaceChildren();
    if (over) end();
    else ask();
    check.hidden = next.hidden = over;
    back.disabled = at === 0;
    next.textContent = at + 1 < round.length ? "Next case" : "To the end";
    paintList();
  }

  function ask() {
    const { given, round, at } = done;
    const { text, question, choices } = cases[round[at]];
    const kind = round.length === cases.length ? "Case" : "Missed case";
    body.replaceChildren(
      make("p", { class: "sk-kicker", part: "where" }, `${kind} ${at + 1} of ${round.length}`),
      make("p", { class: "sk-case-text" }, text),
    );
    picker = makeChoices(question, choices.map(makeLabel), unsay);
    form.replaceChildren(picker.form);
    const before = given.get(round[at]);
    if (!before) return;
    picker.pick(before.choice);
    tell();
  }

  function answer(choice) {
    if (choice < 0) {
      feedback.askFirst();
      return;
    }
    const { given, round, at } = done;
    const right = fits(cases[round[at]].choices[choice]);
    given.set(round[at], { choice, first: given.get(round[at])?.first ?? right });
    tell();
    paintList();
    feedback.element.scrollIntoView({ block: "nearest" });
  }

  // The word on the choice that was checked; what else may tempt is for whoever was right.
  function tell() {
    const { given, round, at } = done;
    const { choices, others: rest } = cases[round[at]];
    const choice = choices[given.get(round[at]).choice];
    const right = fits(choice);
    if (choice.also) feedback.right(choice.replies, "Right too. To call is right here as well.");
    else if (right) feedback.right(choice.replies);
    else feedback.again(choice.replies);
    others.hidden = !right || !rest.length;
    others.replaceChildren(make("summary", {}, "What else may tempt here"), ...rest.flatMap(makeReply));
  }

  function unsay() {
    feedback.clear();
    others.hidden = true;
    others.open = false;
  }

  function paintList() {
    list.paint(done.round.map((index) => index + 1), done.at, done.round.map(outcome));
  }

  function outcome(index) {
    if (!done.given.has(index)) return undefined;
    return done.given.get(index).first ? "right" : "missed";
  }

  function end() {
    const missed = done.round.filter((index) => outcome(index) === "missed");
    const open = done.round.filter((index) => !outcome(index));
    const again = missed.length === 1 ? "Try the one you missed again"
      : `Try the ${missed.length} you missed again`;
    body.replaceChildren(...makeEnd(missed, open));
    ending.replaceChildren(
      make(
        "div",
        { class: "sk-row" },
        missed.length ? makeButton(again, () => start(missed), { look: "main" }) : null,
        makeButton(`All ${cases.length} cases from the start`, () => start(everyCase)),
      ),
      makeSummary(model.get("groups"), cases),
    );
  }

  keepKeysInside(root);
  el.append(root);
  return whenInPage(el, () => {
    const key = `cases ${cases.map(({ text }) => text).join(" ")}`;
    done = exercise(el, key, { given: new Map(), round: everyCase, at: 0 });
    draw();
  });
}

function makeLabel({ text, note }) {
  if (!note) return text;
  const words = document.createDocumentFragment();
  words.append(make("strong", {}, text), " ", make("span", { class: "sk-quiet" }, note));
  return words;
}

// Sooner than the story's own level may be right too.
function fits({ right, also }) {
  return right || also;
}

// Folded, so that nobody reads the answers before trying the missed ones again.
function makeSummary(groups, cases) {
  const row = (index) => make(
    "tr",
    {},
    make("td", {}, `${index + 1}. ${cases[index].text}`),
    make("td", {}, cases[index].answer),
  );
  const head = (title) =>
    make("tr", {}, make("th", { scope: "rowgroup", colspan: 2, class: "sk-case-group" }, title));
  const column = (title) => make("th", { scope: "col" }, title);
  return make(
    "details",
    { part: "summary" },
    make("summary", {}, `All ${cases.length} cases with their answers`),
    make(
      "table",
      { class: "sk-case-table" },
      make("thead", {}, make("tr", {}, column("Case"), column("Answer"))),
      ...groups.map(({ title, cases: indices }) =>
        make("tbody", {}, groups.length > 1 ? head(title) : null, ...indices.map(row))),
    ),
  );
}

export default { render };
