import { AdviceList, StandingPanel, halts, joinPage, keepStanding, lapse, leftBehind, rank, takenBack, tell, tellOfLog, told } from "./advice.js";
import { nowAndThen } from "./day.js";
import { pageOf, pageState, register, tellAll } from "./page.js";

const UNSAID = {
  level: "open",
  title: "First say what you felt",
  advice: "You pressed Stop in a stretch. What to do depends on what you felt.",
};
// What the log says of the next time, where the next time is.
const HALVE = "halve";
const HALVE_HERE = {
  title: "Halve the time today",
  words: "Half the time was chosen here for you. What you choose after that stands.",
};
// What stands, by the level of an answer, when it is taken back.
const IF_TRUE = { emergency: "if_it_was_true", done_today: "if_it_was_true_today" };

// What one player is told by its page, and what it tells the page. What a player says goes by its
// session, so that it stands whatever is drawn anew.
export class PageSafety {
  above; // what is as urgent as what this player was told itself, or more
  below; // what is not
  standing = new StandingPanel();
  root;
  #script;
  #session;
  #keep;
  #isHalved = false;

  // `script()` is that of the stretch under way, and `session()` names the session. `keep(felt)` is
  // given what a page that is reloaded must know again: { told, taken_back }.
  constructor(root, script, session, keep) {
    this.root = root;
    this.#keep = keep;
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
    const leave = joinPage(this);
    const rest = nowAndThen(lapse);
    const page = pageState(this.root);
    lapse();
    tellAll();
    return () => {
      leave();
      rest();
      tellAll();
      if (page.waiting === back) page.waiting = undefined;
    };
  }

  // Something else than this player says: do not stretch.
  get halts() {
    return this.#others.length > 0;
  }

  get saysHalve() {
    return told().some(({ level }) => level === HALVE);
  }

  // Halves if the log says so, once: whoever chooses a longer time after it means it.
  halveOnce(halve) {
    if (this.#isHalved || !this.saysHalve) return;
    this.#isHalved = true;
    halve();
  }

  get asks() {
    const { safety, checks = new Set() } = register();
    // A check of another notebook is not asked for here.
    const isElsewhere = checks.size > 0 && ![...checks].some((check) => pageOf(check) === pageOf(this.root));
    return safety?.state === "unanswered" && !isElsewhere && !this.halts;
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

  // What ended this session.
  get ended() {
    return this.stopped ?? this.rise;
  }

  // Told where Stop was pressed, and which answer was given; nothing: it is not answered yet, or was
  // taken back. Until the answer comes nobody on the page is invited on.
  tellStop(choice) {
    if (!choice && this.stopped) keepStanding(this.stopped);
    const { said, stop_answers: choices } = this.#script();
    const itemOf = ({ level = "ended", title, answer, key, felt }) =>
      ({ level, title, advice: answer, felt: key, said: felt, ifTrue: said[IF_TRUE[level]] });
    this.#tell("stop", choice ? itemOf(choice) : { ...UNSAID, answers: choices.map(itemOf) });
  }

  // `isFlare`: the pain went up too much.
  tellRise(isFlare) {
    const { title, answer: advice } = this.#script().stop_answers.find(({ key }) => key === "pain_up");
    this.#tell("rise", isFlare ? { level: "done_today", title, advice } : null);
  }

  // What the log calls for holds for every player of the page, this one too.
  heedLog(advice) {
    const isSaid = told().some(({ key, level }) => key.startsWith("rise ") && level === "done_today");
    const unsaid = advice.filter(({ level }) => !(isSaid && level === "done_today"));
    tellOfLog("player log", unsaid);
  }

  // "clear" or "more": what was pressed in a player, for the check to know.
  answer(answer) {
    pageState(this.root).waiting = answer === "more" ? this.back : undefined;
    this.#send("sk-safety-answer", answer);
  }

  // Only one stretch of a page runs at a time: the others hear of it.
  begin() {
    this.#send("sk-start", this.session);
  }

  // What the kernel knows of this session. A page that opens may know more: a busy kernel hears late.
  restore({ told: items = [], taken_back: back = [] } = {}, { opens }) {
    back.forEach(keepStanding);
    for (const { key, session } of opens ? [] : told()) {
      if (session === this.session && !items.some((item) => item.key === key)) tell(key, null);
    }
    for (const item of items) {
      const known = told().find(({ key }) => key === item.key);
      if (!known || (!opens && known.felt !== item.felt)) tell(item.key, item);
    }
    // A cell run again has a new player: it keeps what the old one was told.
    if (leftBehind().length || (opens && this.stopped)) this.keep();
  }

  // `ready`: nothing has begun, so there is still something to choose.
  paint({ ready }) {
    const own = told().find((item) => item.session === this.session && item.level !== "open" && halts(item));
    const others = this.#others.filter(({ title, advice }) => title !== own?.title || advice !== own.advice);
    const milder = own ? others.findIndex((item) => rank(item) > rank(own)) : -1;
    const split = milder < 0 ? others.length : milder;
    // Nothing to halt for, but to heed before Start: what the log says of the next time, and that a
    // pull was too strong. Under what is graver it would only dilute that.
    const behind = leftBehind();
    const isGentle = (item) => !halts(item) && (item.ofLog || (item.level === "easier" && behind.includes(item)));
    const gentle = told().filter((item) => ready && isGentle(item)).map((item) => (item.level === HALVE
      ? { ...item, title: HALVE_HERE.title, advice: `${item.advice} ${HALVE_HERE.words}` } : item));
    const isAlone = !own && !others.length;
    this.above.paint(isAlone ? gentle : others.slice(0, split));
    this.below.paint(isAlone ? [] : others.slice(split), { isFirst: false });
    this.standing.paint();
  }

  get #others() {
    const isDone = ({ level } = {}) => level === "done_today";
    const says = (item) => item.ofLog && isDone(item) && isDone(this.rise); // It is said here.
    return told().filter((item) => item.session !== this.session && halts(item) && !says(item));
  }

  #key(what) {
    return `${what} ${this.session}`;
  }

  #own(what) {
    return told().find(({ key }) => key === this.#key(what));
  }

  #tell(what, item) {
    const { title, variation } = this.#script();
    const from = `${title}, ${variation}`;
    tell(this.#key(what), item && { session: this.session, from, ...item });
    this.keep();
  }

  keep() {
    const own = told().filter(({ session }) => session === this.session);
    this.#keep({ told: [...new Set([...own, ...leftBehind()])], taken_back: takenBack() });
  }

  #send(name, detail) {
    pageOf(this.root).dispatchEvent(new CustomEvent(name, { detail }));
  }
}
