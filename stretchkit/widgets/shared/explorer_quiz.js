import { make, makeButton, upper } from "./dom.js";

const FIND = 3;
const LENGTHEN = 2;

// Five questions drawn from the pool, an answer for every choice, and the missed ones again.
// `acts`: place(key) shows where a structure is seen, choosing nothing; reveal(key) makes it stand
// out; rest() ends that; name(key) says what it is called; moves(film) plays a movement; leave()
// ends the quiz.
export class Quiz {
  #pool;
  #acts;
  #structures;
  #round = [];
  #missed = [];
  #at = 0;
  #answered = true;
  #choices = [];
  #answer = make("div", { role: "status", part: "feedback" });
  #next = makeButton("Next", () => this.#ask(this.#at + 1), { look: "main" });
  #film = makeButton("Show the movement", () => this.#acts.moves(this.#question.film));
  #told = make("div", {}, this.#answer, make("div", { class: "sk-row" }, this.#next, this.#film));
  // The question stands over the picture, the choices and their answers beside it.
  head = make("div", { class: "sk-explorer-asked", part: "asked" });
  element = make("div", { class: "sk-explorer-quiz", role: "group", "aria-label": "Quiz", part: "quiz" });

  constructor({ quiz, structures }, acts) {
    this.#pool = quiz;
    this.#structures = new Map(structures.map((one) => [one.key, one]));
    this.#acts = acts;
  }

  // While a structure is to be found, names would give it away: where it runs is said instead.
  get hidesNames() {
    return !this.#answered && Boolean(this.#question.structure);
  }

  start(questions = this.#draw()) {
    this.#round = questions;
    this.#missed = [];
    this.#ask(0);
  }

  // Something in the picture was pressed.
  picked(key) {
    if (this.#answered) return;
    const { structure, choices } = this.#question;
    const choice = choices?.find((one) => one.structure === key);
    if (structure) this.#tell(key.split(".")[0] === structure, this.#acts.name(key));
    else if (choice) this.#choose(choice);
    else this.#say("", "?", `That is the ${this.#acts.name(key)}.`, "It is not one of the choices.");
  }

  get #question() {
    return this.#round[this.#at];
  }

  #draw() {
    const { find, lengthens } = this.#pool;
    return shuffled([...shuffled(find).slice(0, FIND), ...shuffled(lengthens).slice(0, LENGTHEN)]);
  }

  #ask(at) {
    this.#at = at;
    if (at >= this.#round.length) {
      this.#sum();
      return;
    }
    const { structure, text, choices } = this.#question;
    this.#answered = false;
    this.#answer.replaceChildren();
    this.#answer.className = "";
    this.#choices = structure ? this.#toFind() : this.#toLengthen();
    const title = structure ? `Find the ${this.#label(structure)}.` : text;
    const how = structure
      ? "Press it in the picture. Or choose by where it runs:" : "Choose one:";
    this.#head(`Question ${at + 1} of ${this.#round.length}`, title);
    this.element.replaceChildren(this.#told, make("p", { class: "sk-quiet" }, how),
      make("div", { class: "sk-explorer-choices" }, ...this.#choices),
      makeButton("Leave the quiz", this.#acts.leave));
    this.#film.hidden = this.#next.hidden = true;
    this.#acts.place(structure ?? choices.find((one) => one.right).structure);
    this.#focus();
  }

  #head(kicker, title) {
    this.head.replaceChildren(make("p", { class: "sk-kicker" }, kicker),
      make("h3", { class: "sk-title", tabindex: "-1", part: "question" }, title));
  }

  #focus() {
    this.head.querySelector("h3").focus();
  }

  #toFind() {
    const { structure, beside } = this.#question;
    return shuffled([structure, ...beside]).map((key) =>
      makeButton(this.#structures.get(key).runs, () =>
        this.#tell(key === structure, this.#label(key)), { "data-key": key }));
  }

  #toLengthen() {
    return shuffled(this.#question.choices).map((choice) =>
      makeButton(upper(this.#acts.name(choice.structure)), () => this.#choose(choice),
        { "data-key": choice.structure }));
  }

  #choose({ structure, right, feedback }) {
    if (this.#answered) return;
    const best = this.#question.choices.find((one) => one.right);
    const words = right ? feedback
      : `${feedback} The ${this.#acts.name(best.structure)}, gets longer. ${best.feedback}`;
    this.#done(right, right ? "Right." : `Not the ${this.#acts.name(structure)}.`, words, best.structure);
    this.#film.hidden = false;
  }

  #tell(right, name) {
    if (this.#answered) return;
    const { where, structure } = this.#question;
    this.#done(right, right ? "Right." : `That is the ${name}.`, where, `${structure}.right`);
  }

  #done(right, title, words, answer) {
    this.#answered = true;
    if (!right) this.#missed.push(this.#question);
    for (const choice of this.#choices) {
      choice.setAttribute("aria-disabled", "true");
      choice.classList.toggle("sk-explorer-right", answer.startsWith(choice.dataset.key));
    }
    this.#say(right ? "sk-feedback-right" : "sk-feedback-again", right ? "✓" : "↺", title, words);
    this.#next.textContent = this.#at + 1 < this.#round.length ? "Next" : "How it went";
    this.#next.hidden = false;
    this.#acts.reveal(answer);
    this.#next.focus({ preventScroll: true });
    this.#told.scrollIntoView({ block: "nearest" });
  }

  #say(look, mark, title, words) {
    this.#answer.className = `sk-panel sk-feedback ${look}`;
    this.#answer.replaceChildren(make("span", { class: "sk-mark", "aria-hidden": "true" }, mark),
      make("div", {}, make("p", { class: "sk-title" }, title), make("p", {}, words)));
  }

  #sum() {
    this.#acts.rest();
    const [all, missed] = [this.#round.length, this.#missed];
    const about = missed.map(({ structure, text }) => structure ? `Find the ${this.#label(structure)}.` : text);
    this.#head("The quiz is over", `${all - missed.length} of ${all} right`);
    const again = missed.length
      ? [make("p", {}, "To look at once more:"), make("ul", {}, ...about.map((one) => make("li", {}, one)))] : [];
    const retry = missed.length
      ? makeButton("Try the missed ones again", () => this.start(shuffled(missed)), { look: "main" }) : null;
    this.element.replaceChildren(...again, make("div", { class: "sk-row" }, retry,
      makeButton("Five new questions", () => this.start()), makeButton("Leave the quiz", this.#acts.leave)));
    this.#focus();
  }

  #label(key) {
    return this.#structures.get(key).label;
  }
}

function shuffled(all) {
  return all.map((one) => [Math.random(), one]).sort(([one], [other]) => one - other).map(([, one]) => one);
}
