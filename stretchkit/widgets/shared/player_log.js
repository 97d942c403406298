import { isOfEarlierDay, nowAndThen } from "./day.js";
import { make } from "./dom.js";
import { Kernel } from "./kernel.js";
import { MorningQuestion } from "./morning.js";
import { pageOf, scoresOf } from "./page.js";
import { Scores, highWord, painWord } from "./player_scores.js";

// What a player writes into the log and hears from it: the scores before and after with the word
// of the pain rule on them, and the question of the next morning. Offline nothing is kept.
export class PlayerLog {
  scores;
  #session;
  note = make("p", { part: "pain-rule", role: "status" });
  #root;
  #safety;
  #rule;
  #kernel;
  #morning;
  #finished = false;
  #asked; // when the log was asked, in Unix ms
  #rest = () => {};

  // `changed()` is called when there is something new to paint.
  constructor(model, script, { root, safety, changed }) {
    this.#root = root;
    this.#safety = safety;
    this.#rule = script.pain_rule;
    this.#kernel = model.offline ? null : new Kernel(model);
    this.scores = new Scores(script.pain_place, {
      ask: this.#kernel && ((message, slow) => this.#send(message, slow)),
      chosen: () => {
        // Without a kernel a page that is loaded again has another session.
        if (this.#kernel) scoresOf(this.#session, this.scores.kept);
        this.#tellRise();
        changed();
      },
      advised: (advice) => this.#heed(advice),
    });
    this.#morning = new MorningQuestion({
      save: async (session, score, slow) => {
        const answer = await this.#send({ morning: { session, score } }, slow);
        return answer.saved ? { advice: this.#heed(answer.advice) } : answer;
      },
      leave: (session) => this.#send({ morning: { leave: session } }),
    });
  }

  get session() {
    return this.#session;
  }

  // Another session has its own scores, or none yet.
  set session(session) {
    if (session === this.#session) return;
    this.#session = session;
    this.scores.takeUp(scoresOf(session));
  }

  get morning() {
    return this.#morning.element;
  }

  // Called once, in the page: another widget there may ask already. Each day is asked for anew.
  start() {
    if (!this.#kernel) return;
    this.#askOfToday();
    this.#rest = nowAndThen(() => isOfEarlierDay(this.#asked) && this.#askOfToday());
  }

  async #askOfToday() {
    this.#asked = Date.now();
    const { morning, advice } = await this.#kernel.ask({ morning: {} }, () => {});
    if (advice) this.#safety.heedLog(advice);
    if (morning) this.#morning.show(morning);
  }

  close() {
    this.#kernel?.close();
    this.#rest();
  }

  // `finished`: played through, or ended without trouble. Returns whether the pain went up too much.
  paint({ ready, finished, halted }) {
    this.#finished = finished;
    const { rise } = this.#safety;
    const word = this.#word(ready);
    const text = (finished && rise && (word?.isFlare ? word.text : this.#rule.flare)) || (halted ? "" : word?.text) || "";
    this.scores.paint({ before: ready && !halted, after: finished && !halted });
    this.#morning.element.classList.toggle("sk-off", !ready || halted);
    this.note.hidden = !text;
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.className = rise ? "sk-panel sk-panel-stop" : "sk-panel";
    return Boolean(rise);
  }

  #word(ready) {
    const { before, after } = this.scores;
    if (ready) return highWord(before.value, this.#rule);
    return this.#finished ? painWord(before.value, after.value, this.#rule) : null;
  }

  // Two numbers tell or take back that the pain went up; a number that is missing says nothing.
  #tellRise() {
    const { before, after } = this.scores;
    if (!this.#finished || before.value === null || after.value === null) return;
    this.#safety.tellRise(painWord(before.value, after.value, this.#rule).isFlare);
  }

  async #send(message, slow = () => {}) {
    const answer = await this.#kernel.ask({ ...message, session: this.#session }, slow);
    if (answer.saved) pageOf(this.#root).dispatchEvent(new CustomEvent("sk-log"));
    return answer;
  }

  // Ends the stretching on this page if the log says so; returns what is not said here already.
  #heed(advice) {
    this.#safety.heedLog(advice);
    return advice.filter(({ level }) => !(this.#safety.rise && level === "done_today"));
  }
}

// Ties the score before to the score after; not secret and not personal.
export function newSession() {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}
