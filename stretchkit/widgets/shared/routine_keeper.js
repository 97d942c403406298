import { make, makeButton } from "./dom.js";
import { PAGE_ONLY } from "./routine_shelf.js";

// A routine kept under a name: saved, renamed, deleted, brought back. The name and the stretches go
// to Python by message alone, so that the notebook never holds them.

const HERE = "On this computer. No one else reads it.";
const NO_ANSWER = "Python has not answered yet. If you restarted it, run this cell again.";

export class RoutineKeeper {
  element;
  #shelf;
  #chosen;
  #changed;
  #deleted = null;
  #name;
  #rename = makeButton("Rename", () => this.#doRename());
  #delete = makeButton("Delete this routine", () => this.#doDelete());
  #undo = makeButton("Undo", () => this.#doUndo());
  #said = make("p", { class: "sk-quiet", role: "status", part: "routine-kept", tabindex: -1 });
  #ask = make("div", { part: "routine-ask" });

  // `chosen()`: what is to be kept; `changed()` is called when there are other names.
  constructor(shelf, { longest_name: longest }, { chosen, changed }) {
    this.#shelf = shelf;
    this.#chosen = chosen;
    this.#changed = changed;
    this.#name = make("input", { type: "text", maxlength: longest, autocomplete: "off" });
    this.element = make("details", { class: "sk-dose", part: "routine-keep", ontoggle: () => this.#open() },
      make("summary", {}, "Keep it under a name"),
      make("div", { class: "sk-routine-change" },
        make("div", { class: "sk-row" }, make("label", { class: "sk-row" }, "Name", this.#name),
          makeButton("Save this routine", () => this.#save()), this.#rename, this.#delete, this.#undo),
        this.#ask, this.#said));
    this.#undo.hidden = true;
    this.#begin();
  }

  paint() {
    const own = this.#ownName;
    this.#rename.hidden = this.#delete.hidden = !own;
  }

  // The name under which what is chosen is kept already.
  get #ownName() {
    const name = this.#chosen() && this.#shelf.find(this.#chosen())?.name;
    return name && this.#shelf.isOwn(name) ? name : null;
  }

  async #begin() {
    const { error } = await this.#shelf.list();
    if (error) this.#say(error);
    else if (this.#shelf.own.length) this.#changed();
  }

  #open() {
    if (this.#ownName && !this.#name.value) this.#name.value = this.#ownName;
  }

  async #save(options = {}, routine = this.#typed()) {
    if (!routine) return;
    const answer = await this.#do((slow) => this.#shelf.save(routine, options, slow));
    const again = (more) => this.#save({ ...options, ...more }, routine);
    if (answer.ask) {
      this.#put("Is this computer only yours?", ["Yes, keep it on this computer", () => again({ keep: true })],
        ["No, keep it only until I close this", () => again({ keep: false })]);
    } else if (answer.taken) {
      this.#put(`You have a routine called ${routine.name}.`, ["Replace it", () => again({ replace: true })],
        ["Leave it as it is", () => this.#say("Nothing was changed. Give another name.")]);
    } else if (!answer.error) {
      this.#kept(routine.name, `Saved as ${routine.name}. ${this.#where}`);
    }
  }

  #typed() {
    const name = this.#name.value.trim().replace(/\s+/g, " ");
    if (name) return { name, ...this.#chosen() };
    this.#say("Give it a name first. Then press Save this routine.", this.#name);
    return null;
  }

  async #doRename() {
    const [was, typed] = [this.#ownName, this.#typed()];
    if (!was || !typed) return;
    const answer = await this.#do((slow) => this.#shelf.rename(was, typed.name, slow));
    if (answer.taken) this.#say(`There is one called ${typed.name} already. Give another name.`, this.#name);
    else if (!answer.error) this.#kept(typed.name, `Now called ${typed.name}.`);
  }

  async #doDelete() {
    const name = this.#ownName;
    if (!name) return;
    const deleted = this.#shelf.own.find((routine) => routine.name === name);
    const answer = await this.#do((slow) => this.#shelf.remove(name, slow));
    if (answer.error) return;
    this.#deleted = deleted;
    this.#kept(undefined, `${name} is deleted. Undo brings it back.`, this.#undo);
  }

  async #doUndo() {
    const routine = this.#deleted;
    const answer = await this.#do((slow) => this.#shelf.save(routine, {}, slow));
    if (answer.taken) this.#say(`There is another routine called ${routine.name} now. It was left as it is.`);
    else if (!answer.error) this.#kept(routine.name, `${routine.name} is back.`);
  }

  get #where() {
    return this.#shelf.isPageOnly ? PAGE_ONLY : HERE;
  }

  // Another name stands for what is chosen now.
  #kept(name, words, focus) {
    if (!focus) this.#deleted = null;
    this.#shelf.picked = name;
    if (name) this.#name.value = name;
    this.#undo.hidden = !this.#deleted;
    this.#changed();
    this.#say(words, focus);
  }

  async #do(act) {
    this.#ask.replaceChildren();
    const answer = await act(() => this.#say(NO_ANSWER));
    if (answer.error) this.#say(answer.error);
    return answer;
  }

  #put(question, ...choices) {
    this.#said.textContent = "";
    const line = make("p", { tabindex: -1 }, make("strong", {}, question));
    this.#ask.replaceChildren(line, make("div", { class: "sk-row" },
      ...choices.map(([words, press]) => makeButton(words, press))));
    line.focus();
  }

  #say(words, focus = this.#said) {
    this.#ask.replaceChildren();
    this.#said.textContent = words;
    if (this.element.open) focus.focus();
  }
}
