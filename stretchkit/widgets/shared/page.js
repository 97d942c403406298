import { keepForThisVisit, takeUp } from "./visit.js";

// What the widgets of a notebook share lives on its container in the page, and what they know of
// how the reader is on the page's body: JupyterLab shows several notebooks to one person.
const STATE = Symbol.for("stretchkit");
const NOTEBOOKS = ".jp-NotebookPanel, .sk-page";

export function pageOf(el) {
  return el.closest(NOTEBOOKS) || document.body;
}

// The register of the page: { safety, told, takenBack, scores, players, checks }, the same in all
// notebooks.
export function register() {
  return (document.body[STATE] ??= { guesses: {}, exercises: {}, ...takeUp() });
}

// What is of one notebook alone; the register can be read through it.
export function pageState(el) {
  const page = pageOf(el);
  const all = register();
  if (page !== document.body) page[STATE] ??= Object.assign(Object.create(all), { guesses: {}, exercises: {} });
  return page[STATE];
}

// How far an exercise of a notebook was done, for as long as the page is open: its cell may be run
// again. `fresh` is how it begins.
export function exercise(el, key, fresh) {
  return (pageState(el).exercises[key] ??= fresh);
}

// The scores of a session; with `scores` they are kept.
export function scoresOf(session, scores) {
  const all = (register().scores ??= {});
  if (scores) {
    all[session] = scores;
    keepForThisVisit(register());
  }
  return all[session];
}

// Tells the widgets of every notebook that the register is another one now.
export function tellAll() {
  keepForThisVisit(register());
  for (const page of new Set([document.body, ...document.querySelectorAll(NOTEBOOKS)])) {
    page.dispatchEvent(new CustomEvent("sk-safety"));
  }
}

// JupyterLab renders a widget before it puts it in the page; only then is its notebook known.
// Calls `then` once when `el` is in the page. Returns a function that gives up waiting.
export function whenInPage(el, then) {
  let timer;
  const look = () => {
    if (el.isConnected) then();
    else timer = setTimeout(look, 50);
  };
  look();
  return () => clearTimeout(timer);
}
