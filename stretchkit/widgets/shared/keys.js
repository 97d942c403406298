// JupyterLab listens for keys on the whole page: with the focus in a widget, "b" would insert
// a cell and "d d" delete one. Escape and Tab must leave the widget, and so must Ctrl+S,
// which saves the notebook (without JupyterLab the browser would open its own dialogue).
export function keepKeysInside(root) {
  root.addEventListener("keydown", (event) => {
    const saves = (event.ctrlKey || event.metaKey) && event.key === "s";
    if (event.key !== "Escape" && event.key !== "Tab" && !saves) event.stopPropagation();
  });
}

// Calls the act of a pressed key, by `event.key` ("s", "ArrowLeft", " "). Keys that a native
// control uses itself are left to it, so that Space on a focused button acts once, not twice.
export function onKeys(root, acts) {
  root.addEventListener("keydown", (event) => {
    const act = acts[event.key] ?? acts[event.key.toLowerCase()];
    if (!act || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input, textarea")) return;
    if (event.key === " " && event.target.closest("button, summary, a")) return;
    event.preventDefault();
    act();
  });
}
