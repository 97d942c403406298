import { linked } from "./links.js";
import { make, makeButton, upper } from "./dom.js";
import { makeSwitches } from "./switches.js";

const SIDES = [{ key: "right", label: "Right" }, { key: "left", label: "Left" }];

// The card of one structure: plain words first, terms, doubts and sources one tap away.
// `acts`: close(), turn(side), play(film, label).
export function makeCard(structure, side, setup, acts) {
  const { label, runs, words, actions = [], stretches, terms, doubts = [], sources } = structure;
  const name = make("h3", { class: "sk-title", tabindex: "-1", part: "name" }, upper(label));
  const sides = Object.keys(structure.parts).length > 1
    ? makeSwitches("Side", "side", SIDES, acts.turn) : null;
  sides?.press(side);
  const element = make("div", { class: "sk-explorer-card", part: "card" },
    makeButton("All structures", acts.close), name, sides?.element,
    runs && make("p", { part: "runs" }, runs),
    make("p", { part: "does" }, words),
    actions.length ? showActions(actions, side, acts.play) : null,
    stretches && lengthening(stretches, setup.reminder),
    fold("For students", termList(terms, "sk-terms sk-terms-short"), stretches?.length ? bandTable(stretches) : null),
    doubts.length ? fold("What is not certain", termList(doubts)) : null,
    fold("Sources", make("ul", {}, ...sources.map((key) => make("li", {}, ...linked(setup.sources[key]))))));
  return { element, name };
}

// Every movement is of the right side.
function showActions(actions, side, play) {
  const title = side === "left" ? "Show action, on the right" : "Show action";
  const buttons = actions.map(({ label, film }) => {
    const sign = make("span", { class: "sk-play", "aria-hidden": "true" }, "▶");
    const button = makeButton("", () => play(film, label), { "data-key": film, "aria-label": `Show action: ${label}` });
    button.append(sign, upper(label));
    return button;
  });
  return make("div", { role: "group", "aria-label": title, part: "actions" },
    make("p", { class: "sk-lab-head", "aria-hidden": "true" }, title),
    make("div", { class: "sk-explorer-actions" }, ...buttons));
}

function lengthening(stretches, reminder) {
  const most = new Map(); // by stretch, its strongest change; they come with the longest first
  for (const row of stretches) {
    const old = most.get(row.stretch);
    if (!old || Math.abs(row.change) > Math.abs(old.change)) most.set(row.stretch, row);
  }
  const rows = [...most.values()].map(({ stretch, word }) =>
    make("li", {}, `${stretch}: `, make("strong", {}, word)));
  return make("div", { part: "stretches" },
    make("p", { class: "sk-lab-head" }, "In the stretches of this course"),
    rows.length ? make("ul", {}, ...rows)
      : make("p", {}, "None of them is meant for it, or changes its length much."),
    rows.length ? make("p", { class: "sk-quiet sk-small" }, reminder) : null);
}

function bandTable(stretches) {
  const rows = stretches.map(({ stretch, variation, band }) => make("tr", {},
    make("th", { scope: "row" }, `${stretch}, ${variation.toLowerCase()}`), make("td", {}, band)));
  return make("table", { class: "sk-lab-most" },
    make("caption", {}, "Change of length in the hold, on the side that feels the pull"), ...rows);
}

function termList(rows, look = "sk-terms") {
  const parts = rows.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
  return make("dl", { class: look }, ...parts);
}

function fold(title, ...parts) {
  return make("details", {}, make("summary", {}, title), ...parts);
}
