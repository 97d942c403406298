import { make } from "./dom.js";

// A chart that Python draws, or only its words when there is nothing to draw; with it the kinds
// of number to choose from, and how many entries of the other kinds are not in it.
export class ChartView {
  asked = null; // the kind that the reader chose
  #select;
  #choice;
  #figure = make("figure", { part: "chart" });
  #leftOut = make("p", { class: "sk-quiet", part: "left-out", "aria-hidden": "true" }); // in alt too

  // `chosen()` is called when the reader has chosen another kind.
  constructor(chosen) {
    this.#select = make("select", {
      onchange: () => {
        this.asked = this.#select.value;
        chosen();
      },
    });
    this.#choice = make("label", { class: "sk-chart-kind" }, make("span", {}, "Show"), this.#select);
    this.#choice.hidden = true;
    this.element = make("div", { class: "sk-chart-view" }, this.#choice, this.#figure, this.#leftOut);
  }

  show({ src, alt, kind, kinds, left_out: leftOut }) {
    const what = src ? make("img", { class: "sk-picture", src, alt }) : make("p", {}, alt);
    this.#figure.replaceChildren(what);
    this.#choice.hidden = kinds.length < 2;
    this.#select.replaceChildren(
      ...kinds.map(([value, label]) => make("option", { value }, label)));
    this.#select.value = kind;
    this.#leftOut.textContent = leftOut;
  }
}
