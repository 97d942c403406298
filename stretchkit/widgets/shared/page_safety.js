import { AdviceList, halts, joinPage, rank, tell, tellOfLog, told } from "./advice.js";
import { pageOf, pageState } from "./page.js";

const UNSAID = {
  level: "open",
  title: "First say what you felt",
  advice: "You pressed Stop in a stretch on this page. Say there what you felt: what to do depends on it.",
};

// What one player is told by its page, and what it tells the page. What a player says goes by its
// session, so that it stands whatever is drawn anew.
export class PageSafety {
  above; // what is as urgent as what this player was told itself, or more
  below; // what is not
  #root;
  #script;
  #session;

  // `script()` is that of the stretch under way, and `session()` names the session.
  constructor(root, script, session) {
    this.#root = root;
    this.#script = script;
    this.#session = session;
    this.above = new AdviceList(root, "advice", "another stretch");
    this.below = new AdviceList(root, "advice-more", "another stretch");
  }

  get session() {
    return this.#session();
  }

  // Joins the page's players; `back` leads a reader who read the check back to this one.
  join(back) {
    this.back = back;
    const leave = joinPage(this.#root, this);
    const page = pageState(this.#root);
    return () => {
      leave();
      if (page.waiting === back) page.waiting = undefined;
    };
  }

  // Something else than this player says: do not stretch.
  get halts() {
    return this.#others.length > 0;
  }

  get asks() {
    return pageState(this.#root).safety?.state === "unanswered" && !this.halts;
  }

  // What was answered to Stop: { level, felt, … }; the level is "open" until then. Nothing if the
  // session was stopped by something else.
  get stopped() {
    return this.#own("stop");
  }

  // What was said of pain that went up in this session.
  get rise() {
    return this.#own("rise");
  }

  // Told where Stop was pressed. Until the answer comes nobody on the page is invited on. `wasUrgent`:
  // the emergency answer was taken back, and the call still stands if it was true.
  tellStop(choice, { wasUrgent = false } = {}) {
    const { level = "ended", title, answer, key } = choice ?? {};
    const still = wasUrgent ? ` ${this.#script().said.if_it_was_true}` : "";
    const unsaid = { ...UNSAID, advice: `${UNSAID.advice}${still}`, wasUrgent };
    this.#tell("stop", choice ? { level, title, advice: answer, felt: key } : unsaid);
  }

  // `note`: the words beside the scores; null if the pain did not go up too much.
  tellRise(note) {
    const { title, answer: advice } = this.#script().stop_answers.find(({ key }) => key === "pain_up");
    this.#tell("rise", note && { level: "done_today", title, advice, note });
  }

  // What the log calls for holds for every player of the page, this one too.
  heedLog(advice) {
    const unsaid = advice.filter(({ level }) => !(this.rise && level === "done_today"));
    tellOfLog(this.#root, "player log", unsaid);
  }

  // "clear" or "more": what was pressed in a player, for the check to know.
  answer(answer) {
    pageState(this.#root).waiting = answer === "more" ? this.back : undefined;
    this.#send("sk-safety-answer", answer);
  }

  // Only one stretch of a page runs at a time: the others hear of it.
  begin() {
    this.#send("sk-start", this.session);
  }

  paint() {
    const own = told(this.#root).find((item) => item.session === this.session && item.level !== "open" && halts(item));
    const others = this.#others.filter(({ title, advice }) => title !== own?.title || advice !== own.advice);
    const milder = own ? others.findIndex((item) => rank(item) > rank(own)) : -1;
    const split = milder < 0 ? others.length : milder;
    this.above.paint(others.slice(0, split));
    this.below.paint(others.slice(split), { isFirst: false });
  }

  get #others() {
    return told(this.#root).filter((item) => item.session !== this.session && halts(item));
  }

  #key(what) {
    return `${what} ${this.session}`;
  }

  #own(what) {
    return told(this.#root).find(({ key }) => key === this.#key(what));
  }

  #tell(what, item) {
    const { title, variation } = this.#script();
    const from = `${title}, ${variation}`;
    tell(this.#root, this.#key(what), item && { session: this.session, from, ...item });
  }

  #send(name, detail) {
    pageOf(this.#root).dispatchEvent(new CustomEvent(name, { detail }));
  }
}
