import { Kernel } from "./shared/kernel.js";
import { keepKeysInside } from "./shared/keys.js";
import { make } from "./shared/dom.js";

const SILENT =
  "The kernel is not answering. The entries show when it is free; after a restart, run the cell again.";

function render({ model, el }) {
  const kernel = new Kernel(model);
  const status = make("p", { class: "sk-quiet", role: "status", part: "status" }, "Opening your log…");
  const place = make("div", { class: "sk-log-table", role: "group", "aria-label": "Entries of a pain log", tabindex: 0 });
  const root = make("div", { class: "sk-root sk-log", role: "group", "aria-label": "Pain log" }, place, status);
  keepKeysInside(root);
  el.append(root);
  const fill = async () => {
    const { head, rows, left_out: leftOut } = await kernel.ask({ act: "rows" }, () => (status.textContent = SILENT));
    const cells = (row) => row.map((text, n) => make(n ? "td" : "th", { scope: n ? null : "row" }, text));
    place.replaceChildren(make("table", {},
      make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row))))));
    const many = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
    const shown = leftOut ? `The last ${many}; ${leftOut} before them are not shown.` : `${many}.`;
    status.textContent = `${shown} Shown here only: not saved in the notebook.`;
  };
  fill();
  return () => kernel.close();
}

export default { render };
