// What the widgets of one notebook share lives on the notebook's own container in the page:
// nothing of it is stored, and nothing of it goes to Python.
const STATE = Symbol.for("stretchkit");

export function pageOf(el) {
  return el.closest(".jp-NotebookPanel, .sk-page") || document.body;
}

export function pageState(el) {
  const page = pageOf(el);
  page[STATE] ??= { safety: undefined, guesses: {} };
  return page[STATE];
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
