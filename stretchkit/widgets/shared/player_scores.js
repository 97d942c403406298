import { advicePanel } from "./advice.js";
import { make, makeButton } from "./dom.js";
import { localTime, withOffset } from "./local_time.js";

// Pain now, 0 to 10, before and after: offered, never asked twice, and kept only by Save.

const QUESTIONS = { before: "Pain now, before you start", after: "Pain now, after the stretch" };
const IN_MEMORY = "Kept in memory, in this notebook alone, until it is shut down or restarted.";
const SLOW = "The kernel has not answered yet. If it is busy, the score is saved when it is free. If you restarted it, run this cell again and save again.";
const ENDS = { 0: "0, no pain", 10: "10, worst pain you can imagine" };

// A word on a high score alone; null if it is none.
export function highWord(score, rule) {
  return score !== null && score >= rule.high_from ? { text: rule.high, isFlare: false } : null;
}

// What the one pain rule says to a score before and a score after; without one before, a high
// score after has its word alone.
export function painWord(before, after, rule) {
  const high = highWord(after, rule);
  if (before === null || after === null) return high;
  const text = `Before ${before}, now ${after}.`;
  if (after - before > rule.most_points_above) {
    const over = `That is more than ${rule.most_points_above} points up.`;
    const advice = `${rule.flare} ${rule.over_once} ${rule.over_twice}`;
    return { text: `${text} ${over} ${advice}`, isFlare: true };
  }
  const most = rule.most_points_above;
  const verdict = after > before ? `The pain rule allows up to ${most} points more.` : "That is no higher than before.";
  return { text: [text, verdict, high?.text].filter(Boolean).join(" "), isFlare: false };
}

// The score of one moment: `state` is "open", "sent" to Python or "saved", and then stays so.
class Score {
  state = "open";

  constructor(moment, chosen) {
    this.moment = moment;
    const choose = () => {
      this.feltAt = withOffset(localTime(new Date())); // Saved later, it is still of this moment.
      chosen();
    };
    this.select = make("select", { onchange: choose }, make("option", { value: "" }, "No score"),
      ...Array.from({ length: 11 }, (_, score) =>
        make("option", { value: score }, ENDS[score] ?? String(score))));
    this.element = make("label", { class: "sk-row", part: `score-${moment}` },
      `${QUESTIONS[moment]} (if you like)`, this.select);
  }

  get value() {
    return this.select.value === "" ? null : Number(this.select.value);
  }

  get kept() {
    return { value: this.select.value, feltAt: this.feltAt, state: this.state };
  }

  // What was sent and not answered may not be in the log.
  takeUp({ value = "", feltAt, state } = {}) {
    this.select.value = value;
    this.feltAt = feltAt;
    this.enter(state === "saved" ? state : "open");
  }

  get isUnsaved() {
    return this.value !== null && this.state === "open";
  }

  // What was sent is not changed any more: each score is written once.
  enter(state) {
    this.state = state;
    this.select.disabled = state !== "open";
  }
}

export class Scores {
  before;
  after;
  #ask;
  #chosen;
  #advised;
  #advice = make("div", { part: "score-advice", role: "alert" });
  #round = 0; // Answers that come after a restart are for scores that are no longer here.
  #asksOwner = false;
  #lasting; // the region, where there is but one

  // `place`: { regions: [[key, word]], sides: [[key, word]] }, said with every score. `ask(message, slow)` hands a
  // score to Python and brings its answer (see Kernel); it is null offline, where nothing is kept.
  // `chosen()` is called when a score is picked or answered, `advised(advice)` when the log, with
  // the new score in it, calls for something: it returns what of it is not said elsewhere.
  constructor(place, { ask, chosen, advised }) {
    this.#ask = ask;
    this.#chosen = chosen;
    this.#advised = advised;
    this.before = new Score("before", () => this.#choose());
    this.after = new Score("after", () => this.#choose());
    const choice = (rows) => make("select", { onchange: () => this.#choose() },
      make("option", { value: "" }, "Choose"),
      ...rows.map(([value, word]) => make("option", { value }, word)));
    this.side = choice(place.sides);
    this.region = choice(place.regions);
    const [[onlyRegion, word]] = place.regions;
    if (place.regions.length === 1) this.region.value = onlyRegion;
    this.#lasting = this.region.value;
    this.place = make("div", { class: "sk-row", part: "score-place" },
      place.regions.length === 1 ? make("span", {}, `${word}.`)
        : make("label", { class: "sk-row" }, "Where?", this.region),
      make("label", { class: "sk-row" }, "Which side?", this.side),
      makeButton("Save", () => this.#press()));
    this.status = make("p", { class: "sk-quiet", role: "status", part: "score-status", tabindex: -1 });
    this.owner = make("div", { class: "sk-owner" },
      make("p", {}, make("strong", {}, "Is this computer only yours?")),
      make("div", { class: "sk-row" },
        makeButton("Yes, keep it on this computer", () => this.#send({ keep: true })),
        makeButton("No, keep it only until I close this", () => this.#send({ keep: false }))));
    this.element = make("div", { class: "sk-score", part: "scores" },
      this.before.element, this.after.element, this.place, this.owner, this.status, this.#advice);
    this.takeUp();
  }

  // What a page that is loaded again must know.
  get kept() {
    const { before, after, side, region } = this;
    return { before: before.kept, after: after.kept, side: side.value, region: region.value };
  }

  takeUp({ before, after, side = "", region = this.#lasting } = {}) {
    this.#round += 1;
    this.before.takeUp(before);
    this.after.takeUp(after);
    this.side.value = side;
    this.region.value = region;
    this.#advice.replaceChildren();
    this.#asksOwner = false;
    this.#show();
  }

  // Which of the two there is time for now.
  paint({ before, after }) {
    this.element.hidden = !before && !after;
    this.before.element.hidden = !before;
    this.after.element.hidden = !after;
  }

  get #unsaved() {
    return [this.before, this.after].filter((score) => score.isUnsaved);
  }

  #choose(text) {
    this.#show(text);
    this.#chosen();
  }

  #press() {
    const [name, open] = [["place", this.region], ["side", this.side]].find(([, { value }]) => !value) ?? [];
    if (!open) {
      this.#send();
      return;
    }
    this.#show(`Choose a ${name} first. Then press Save.`);
    open.focus();
  }

  async #send(extra = {}) {
    const round = this.#round;
    this.#asksOwner = false;
    const sending = this.#unsaved;
    let kept = "";
    for (const score of sending) score.enter("sent");
    this.#show("Saving");
    this.status.focus();
    for (const score of sending) {
      const { value, moment, feltAt } = score;
      const { saved, ask, error, advice = [], in_memory: inMemory } = await this.#ask(
        { score: value, moment, felt_at: feltAt, region: this.region.value, side: this.side.value, ...extra },
        () => this.#show(SLOW),
      );
      if (round !== this.#round) return;
      if (!saved) {
        for (const other of sending) if (other.state === "sent") other.enter("open");
        this.#asksOwner = Boolean(ask);
        this.#choose(ask ? "" : `Not saved: ${error}`);
        return;
      }
      score.enter("saved");
      kept = inMemory ? IN_MEMORY : "Saved in your log.";
      this.#advice.replaceChildren(...this.#advised(advice).map(advicePanel));
    }
    this.#choose(`${kept} No one reads this log.`);
  }

  #show(text) {
    const unsaved = this.#unsaved;
    const canSave = unsaved.length > 0 && this.#ask !== null && !this.#asksOwner;
    const list = unsaved.map(({ moment, value }) => `${moment} ${value}`).join(", ");
    const kept = this.#ask
      ? `Save keeps in your log: ${list}. No one reads this log.`
      : "This score is not kept. It is gone when you close the page.";
    this.status.textContent = text ?? (unsaved.length && !this.#asksOwner ? kept : "");
    this.status.hidden = !this.status.textContent;
    this.place.hidden = !canSave;
    this.owner.hidden = !this.#asksOwner;
  }
}
