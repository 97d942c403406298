import { make, makeButton } from "./dom.js";

// Pain now, 0 to 10, before or after: offered, never asked twice, skipped unless chosen.

const QUESTIONS = { before: "Pain now, before you start", after: "Pain now, after the stretch" };
const ENDS = { 0: "0, no pain", 10: "10, worst pain you can imagine" };

// What the one pain rule says to a score before and a score after; null if either was skipped.
export function painWord(before, after, rule) {
  if (before === null || after === null) return null;
  const text = `Before ${before}, now ${after}.`;
  if (after - before > rule.most_points_above) {
    const over = `That is more than ${rule.most_points_above} points up.`;
    return { text: `${text} ${over} ${rule.over_once} ${rule.over_twice}`, isFlare: true };
  }
  return { text: after > before ? `${text} That is within the rule.` : text, isFlare: false };
}

export class ScoreAsk {
  #ask;
  #chosen;

  // `ask(message, slow)` hands a score to Python and brings its answer (see Kernel); it is null
  // offline, where nothing is kept. `chosen()` is called when a score is picked or answered.
  constructor(moment, { ask, chosen }) {
    this.moment = moment;
    this.waitsForAnswer = false;
    this.#ask = ask;
    this.#chosen = chosen;
    this.select = make("select", { onchange: () => this.#choose() },
      make("option", { value: "" }, "Skip"),
      ...Array.from({ length: 11 }, (_, score) =>
        make("option", { value: score }, ENDS[score] ?? String(score))));
    this.save = makeButton("Save", () => this.#send());
    this.status = make("p", { class: "sk-quiet", role: "status", part: "score-status" });
    this.owner = make("div", { class: "sk-owner" },
      make("p", {}, make("strong", {}, "Is this computer only yours?")),
      make("div", { class: "sk-row" },
        makeButton("Yes, keep it on this computer", () => this.#send({ keep: true })),
        makeButton("No, keep it only until I close this", () => this.#send({ keep: false }))));
    this.element = make("div", { class: "sk-score", part: `score-${moment}` },
      make("div", { class: "sk-row" },
        make("label", { class: "sk-row" }, `${QUESTIONS[moment]} (if you like)`, this.select),
        this.save),
      this.owner, this.status);
    this.reset();
  }

  get score() {
    return this.select.value === "" ? null : Number(this.select.value);
  }

  reset() {
    this.select.value = "";
    this.#show({});
  }

  #choose() {
    const kept = this.#ask
      ? "Save keeps it in your log. No one reads this log."
      : "This score is not kept. It is gone when you close the page.";
    const picked = this.score !== null;
    this.#show({ text: picked ? kept : "", canSave: picked && this.#ask !== null });
    this.#chosen();
  }

  async #send(extra = {}) {
    this.#show({ text: "Saving" });
    const { saved, ask, error } = await this.#ask(
      { score: this.score, moment: this.moment, ...extra },
      () => this.#show({ text: "Python has not answered yet. The score is saved when it does." }),
    );
    if (ask) this.#show({ asksOwner: true });
    else if (saved) this.#show({ text: "Saved in your log. No one reads this log." });
    else this.#show({ text: `Not saved: ${error}`, canSave: true });
    this.#chosen();
  }

  #show({ text = "", canSave = false, asksOwner = false }) {
    this.status.textContent = text;
    this.status.hidden = !text;
    this.save.hidden = !canSave;
    this.owner.hidden = !asksOwner;
    this.waitsForAnswer = asksOwner;
  }
}
