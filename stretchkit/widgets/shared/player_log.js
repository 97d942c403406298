import { stopAdvice } from "./advice.js";
import { make } from "./dom.js";
import { Kernel } from "./kernel.js";
import { MorningQuestion } from "./morning.js";
import { pageOf } from "./page.js";
import { Scores, painWord } from "./player_scores.js";

// What a player writes into the log and hears from it: the scores before and after with the word
// of the pain rule on them, and the question of the next morning. Offline nothing is kept.
export class PlayerLog {
  session;
  scores;
  note = make("p", { part: "pain-rule", role: "status" });
  #root;
  #safety;
  #rule;
  #kernel;
  #morning;
  #flares = false;

  // `changed()` is called when there is something new to paint.
  constructor(model, script, { root, safety, changed }) {
    this.#root = root;
    this.#safety = safety;
    this.#rule = script.pain_rule;
    this.#kernel = model.offline ? null : new Kernel(model);
    this.scores = new Scores(script.pain_place, {
      ask: this.#kernel && ((message, slow) => this.#send(message, slow)),
      chosen: changed,
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

  get morning() {
    return this.#morning.element;
  }

  // Called once, in the page: another widget there may ask already.
  async start() {
    if (!this.#kernel) return;
    const { morning } = await this.#kernel.ask({ morning: {} }, () => {});
    if (morning) this.#morning.show(morning);
  }

  close() {
    this.#morning.close();
    this.#kernel?.close();
  }

  // `finished`: played through, or ended without trouble. Returns whether the pain went up too much.
  paint({ ready, finished, halted }) {
    const { before, after } = this.scores;
    const word = finished ? painWord(before.value, after.value, this.#rule) : null;
    this.#flares = Boolean(word?.isFlare);
    if (finished) {
      const told = { level: "done_today", title: "You are done for today", advice: this.#rule.flare };
      this.#safety.endForToday(this.#flares ? told : null);
    }
    this.scores.paint({ before: ready && !halted, after: finished && !halted });
    this.#morning.element.classList.toggle("sk-off", !ready || halted);
    this.note.hidden = !word;
    if (this.note.textContent !== (word?.text ?? "")) this.note.textContent = word?.text ?? "";
    this.note.className = this.#flares ? "sk-panel sk-panel-stop" : "";
    return this.#flares;
  }

  async #send(message, slow = () => {}) {
    const answer = await this.#kernel.ask({ ...message, session: this.session }, slow);
    if (answer.saved) pageOf(this.#root).dispatchEvent(new CustomEvent("sk-log"));
    return answer;
  }

  // Ends the stretching on this page if the log says so; returns what is not said here already.
  #heed(advice) {
    const unsaid = advice.filter(({ level }) => !(this.#flares && level === "done_today"));
    const told = stopAdvice(unsaid);
    if (told) this.#safety.haltByLog({ ...told, advice: told.words });
    return unsaid;
  }
}
