import { make, upper } from "./dom.js";
import { findStructures } from "./search.js";

// Every structure as a button, grouped by layer, and a search over them all.
export class StructureList {
  #setup;
  #choose;
  #groups = new Map();
  #search;
  #said = make("p", { class: "sk-quiet", role: "status", part: "found" });
  #results = make("ul", { class: "sk-structures", part: "results" });
  #all;
  element;

  constructor(setup, choose) {
    this.#setup = setup;
    this.#choose = choose;
    this.#search = make("input", { type: "search", autocomplete: "off", spellcheck: "false",
      oninput: () => this.#find(),
      onkeydown: ({ key }) => { if (key === "Enter") this.#results.querySelector("button")?.click(); } });
    this.#all = make("div", { part: "structures" }, ...setup.layers.map((layer) => this.#group(layer)));
    this.element = make("div", { class: "sk-explorer-list" },
      make("label", { class: "sk-labelled", part: "search" },
        make("span", {}, "Find a structure"), this.#search),
      this.#said, this.#results, this.#all);
    this.#results.hidden = true;
  }

  // Opens the group of a layer, and that one alone.
  open(layer) {
    for (const [key, group] of this.#groups) group.open = key === layer;
  }

  // Shows all structures again, whatever was searched for, and goes to one of them.
  showAll(key, { focus }) {
    this.#search.value = "";
    this.#find();
    if (!focus) return;
    const button = this.#all.querySelector(`[data-key="${key}"]`);
    const group = button?.closest("details");
    if (group) group.open = true;
    (button ?? this.#search).focus();
  }

  #group({ key, label }) {
    const own = this.#setup.structures.filter((one) => layerOf(one) === key);
    if (!own.length) return null;
    const title = key === "bones" ? label : `${label} muscles`;
    const group = make("details", {}, make("summary", {}, `${title} (${own.length})`),
      make("ul", { class: "sk-structures" }, ...own.map((one) => this.#row(one))));
    this.#groups.set(key, group);
    return group;
  }

  #row({ key, label }, beside) {
    const quiet = beside ? make("span", { class: "sk-quiet" }, ` ${beside}`) : null;
    const button = make("button", { type: "button", class: "sk-structure", "data-key": key,
      onclick: () => this.#choose(key) }, upper(label), quiet);
    return make("li", {}, button);
  }

  #find() {
    const query = this.#search.value.trim();
    const keys = query ? findStructures(query, this.#setup.structures) : [];
    const found = keys.map((key) => this.#setup.structures.find((one) => one.key === key));
    const names = new Map(this.#setup.layers.map(({ key, label }) => [key, label.toLowerCase()]));
    const beside = (one) => (one.kind === "bone" ? "bone" : `${names.get(layerOf(one))} layer`);
    this.#results.replaceChildren(...found.map((one) => this.#row(one, beside(one))));
    this.#results.hidden = !found.length;
    this.#all.hidden = Boolean(query);
    const count = `${found.length} found`;
    this.#said.textContent = !query ? "" : found.length ? count
      : `Nothing found for “${query}”. Try a plain word, such as neck or blade, or a Latin name.`;
  }
}

// The layer in which a structure is seen best.
function layerOf({ seen }) {
  return Object.values(seen)[0][0][1];
}
