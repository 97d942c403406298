import { AdviceList, halts, told } from "./shared/advice.js";
import { Kernel } from "./shared/kernel.js";
import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { ObservationCard } from "./shared/observation_card.js";
import { pageOf, pageState, whenInPage } from "./shared/page.js";
import { PlanMaker } from "./shared/plan_maker.js";
import { grow } from "./shared/tree.js";
import { linked } from "./shared/links.js";

// What a reader types and ticks lives on the page only, as
// pageState(el).observed = { cards: { [key]: { texts, picked, marked } }, ruled: Set of keys }.
class ObservationView {
  root;
  #model;
  #kernel;
  #advice;
  #ask;
  #open = make("div");

  constructor(model) {
    this.#model = model;
    const { check_first: first } = model.get("texts");
    this.#ask = make("div", { part: "safety", class: "sk-panel" },
      make("p", {}, make("strong", {}, first), " Is any sign of the list near the top of this page true for you?"),
      make("div", { class: "sk-row" },
        makeButton("Show me the list", () => this.#answer("more")),
        makeButton("None of these today", () => this.#answer("clear"))));
    this.#ask.hidden = this.#open.hidden = true;
    const advice = make("div", { role: "status" });
    this.root = make("div", { class: "sk-root sk-observations", role: "group", "aria-label": "Observe yourself" },
      make("p", { class: "sk-title" }, "Observe yourself"),
      make("p", {}, "Nothing here is passed or failed, and nothing tells you why it hurts. ",
        "What you write stays in this page and is not kept."),
      advice, this.#ask, this.#open);
    this.#advice = new AdviceList(this.root, "advice", "a stretch");
    advice.append(this.#advice.element);
    keepKeysInside(this.root);
  }

  start() {
    const page = pageOf(this.root);
    const observed = (pageState(this.root).observed ??= { cards: {}, ruled: new Set() });
    const rows = this.#model.get("observations");
    // What is closed takes its mark along.
    const isOpen = (row) => !row.ruled_out_by.some((key) => observed.ruled.has(key));
    const marked = () => rows.filter((row) => observed.cards[row.key]?.marked && isOpen(row));
    let maker;
    const texts = this.#model.get("texts");
    const on = {
      mark: () => {
        maker?.paintMarks();
        maker?.outdate();
      },
      reading: () => maker?.paintMarks(),
    };
    const cards = rows.map((row) => new ObservationCard(row, (observed.cards[row.key] ??= {}), texts, on));
    const low = () => rows.filter((_, number) => cards[number].isLow);
    this.#open.append(
      make("p", {}, "Do those that you like. Open one to see how."),
      ...cards.map((card) => card.element));
    if (this.#model.offline) {
      this.#open.append(make("section", { part: "exercises" }, ...this.#model.get("exercises").map(grow)));
    } else {
      const conditions = this.#model.get("conditions");
      const heedTicks = () => {
        for (const card of cards) card.heed(conditions.filter(({ key }) => observed.ruled.has(key)));
        maker?.paintMarks();
      };
      heedTicks();
      this.#kernel = new Kernel(this.#model);
      maker = new PlanMaker({
        conditions,
        limits: this.#model.get("limits"),
        kernel: this.#kernel,
        marked,
        low,
        lowReading: texts.low_reading,
        ruled: observed.ruled,
        ruledChanged: heedTicks,
      });
      this.#open.append(maker.element);
    }
    this.#open.append(
      make("p", { class: "sk-quiet" }, texts.not_advice),
      make("details", {}, make("summary", {}, "Sources"),
        make("ul", {}, ...this.#model.get("sources").map((text) =>
          make("li", {}, ...linked(text))))));
    const heed = () => this.#heed();
    page.addEventListener("sk-safety", heed);
    this.close = () => {
      page.removeEventListener("sk-safety", heed);
      this.#kernel?.close();
    };
    heed();
  }

  close() {}

  #answer(answer) {
    pageOf(this.root).dispatchEvent(new CustomEvent("sk-safety-answer", { detail: answer }));
  }

  // Nobody is asked to turn the head, and no plan is made, where the page says: do not stretch.
  #heed() {
    const stops = told().filter(halts);
    const asks = !stops.length && pageState(this.root).safety?.state === "unanswered";
    this.#advice.paint(stops);
    this.#ask.hidden = !asks;
    this.#open.hidden = asks || stops.length > 0;
  }
}

function render({ model, el }) {
  const view = new ObservationView(model);
  el.append(view.root);
  const giveUp = whenInPage(view.root, () => view.start());
  return () => {
    giveUp();
    view.close();
  };
}

export default { render };
