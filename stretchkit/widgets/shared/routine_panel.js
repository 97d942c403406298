import { make, makeButton } from "./dom.js";
import { DosePanel, doseWords } from "./dose.js";
import { formName, positionIn, routinePhases } from "./routine.js";
import { RoutineKeeper } from "./routine_keeper.js";

// Which stretches, in what order, how long, and the rest between them: chosen before Start.

const minutesText = (seconds) => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
};

export class RoutinePanel {
  element;
  #script;
  #shelf;
  #choose;
  #chosen;
  #known = ""; // the names that stand in the list of routines
  #rows = [];
  #list = make("ol", { class: "sk-routine-list", part: "routine-list" });
  #edits = make("ol", { class: "sk-routine-edits" });
  #total = make("p", { part: "routine-total" });
  #note = make("p", { class: "sk-quiet", part: "routine-note" });
  #said = make("p", { class: "sk-quiet", role: "status", part: "routine-said" });
  #pick = make("select", { onchange: () => this.#take(), part: "routine-pick" });
  #form = make("select");
  #add = makeButton("Add", () => this.#append());
  #rest;
  #keeper;

  // `choose(chosen)` is called with { stretches: [{ form, key, hold_s, repetitions }], rest_s }, and
  // { isNew } if it is not the one in hand, changed.
  constructor(script, shelf, choose) {
    this.#script = script;
    this.#shelf = shelf;
    this.#choose = choose;
    const { least_rest_s: least, most_rest_s: most } = script.limits;
    this.#rest = make("input", { type: "number", min: least, max: most, step: "any", inputmode: "decimal", oninput: () => this.#takeRest() });
    this.#form.append(...Object.entries(script.forms).map(([form, one]) =>
      make("option", { value: form }, formName(one))));
    this.#form.value = script.routines[0].stretches[0].form;
    this.#keeper = new RoutineKeeper(shelf, script.limits, {
      chosen: () => this.#chosen,
      changed: () => this.#choose({ ...this.#chosen }),
    });
    const change = make("details", { class: "sk-dose", part: "routine-change" }, make("summary", {}, "Change it"),
      make("div", { class: "sk-routine-change" }, this.#edits,
        make("div", { class: "sk-row" }, make("label", { class: "sk-row" }, "One more stretch", this.#form), this.#add),
        make("label", { class: "sk-row sk-routine-rest" }, `Rest between two stretches, ${least} to ${most} seconds`, this.#rest),
        this.#said));
    this.element = make("div", { class: "sk-routine", part: "routine" },
      make("label", { class: "sk-row" }, make("span", {}, "Routine"), this.#pick),
      this.#list, this.#total, this.#note, change, this.#keeper.element);
  }

  paint(chosen, shown) {
    this.element.hidden = !shown;
    if (!shown) return;
    this.#keeper.paint();
    this.#paintNames(chosen);
    if (this.#chosen === chosen) return;
    this.#chosen = chosen;
    this.#paintRows();
    this.#paintTotal();
  }

  #paintNames(chosen) {
    const found = this.#shelf.find(chosen);
    const names = this.#shelf.all.map(({ name }) => name);
    const known = JSON.stringify([names, this.#shelf.given.length, found?.name]);
    if (known === this.#known) return;
    this.#known = known;
    const option = (name, place) => make("option", { value: place }, name);
    const { length } = this.#shelf.given;
    const own = names.slice(length).map((name, place) => option(name, length + place));
    this.#pick.replaceChildren(
      ...(found ? [] : [make("option", { value: "" }, "As changed here")]),
      ...names.slice(0, length).map(option),
      ...(own.length ? [make("optgroup", { label: "Your own" }, ...own)] : []));
    this.#pick.value = found ? String(this.#shelf.all.indexOf(found)) : "";
    this.#note.textContent = found?.note ?? "";
    this.#note.hidden = !found?.note;
  }

  #paintRows() {
    const { stretches } = this.#chosen;
    const unused = [...this.#rows];
    this.#rows = stretches.map(({ form }) => {
      const place = unused.findIndex((row) => row.form === form);
      return place < 0 ? this.#makeRow(form) : unused.splice(place, 1)[0];
    });
    this.#rows.forEach((row, place) => row.panel.paint(stretches[place], true));
    const elements = this.#rows.map(({ element }) => element);
    if (elements.some((element, place) => this.#edits.children[place] !== element) || unused.length) {
      this.#edits.replaceChildren(...elements);
    }
    this.#list.replaceChildren(...stretches.map((one) => {
      const form = this.#script.forms[one.form];
      return make("li", {}, make("strong", {}, `${formName(form)}.`), ` ${positionIn(stretches, this.#script.forms, one)}. ${doseWords(form.sides, one)}`);
    }));
    const isFull = stretches.length >= this.#script.limits.most_stretches;
    this.#add.setAttribute("aria-disabled", String(isFull));
    this.#rows.forEach(({ up, down, remove }, place) => {
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === stretches.length - 1));
      remove.setAttribute("aria-disabled", String(stretches.length === 1));
    });
    if (Number(this.#rest.value) !== this.#chosen.rest_s) this.#rest.value = this.#chosen.rest_s;
    this.#rest.removeAttribute("aria-invalid");
  }

  #paintTotal() {
    const seconds = routinePhases(this.#script.forms, this.#chosen).reduce((sum, phase) => sum + phase.seconds, 0);
    const { length } = this.#chosen.stretches;
    const { most_minutes: most } = this.#script.limits;
    const rests = length > 1 ? `, with ${this.#chosen.rest_s} seconds of rest between them` : "";
    const long = seconds > most * 60 ? ` That is more than ${most} minutes. Our plans ask for no more than that in a day.` : "";
    this.#total.textContent = `${length} ${length === 1 ? "stretch" : "stretches"}${rests}. About ${minutesText(seconds)} in all.${long}`;
  }

  #makeRow(form) {
    const script = this.#script.forms[form];
    const name = formName(script);
    const row = { form };
    const place = () => this.#rows.indexOf(row);
    const act = (word, does) => makeButton(word, does, { "aria-label": `${word}: ${name}` });
    row.panel = new DosePanel(script, (dose) => this.#change((stretches) => {
      stretches[place()] = { form, ...dose };
    }));
    row.up = act("Earlier", () => this.#move(row, -1));
    row.down = act("Later", () => this.#move(row, 1));
    row.remove = act("Remove", () => this.#remove(row));
    row.element = make("li", {}, make("strong", {}, name), row.panel.element,
      make("div", { class: "sk-row" }, row.up, row.down, row.remove));
    return row;
  }

  // Gives what is chosen, changed by `edit`, to the player, and says so.
  #change(edit, said = "") {
    const stretches = [...this.#chosen.stretches];
    edit(stretches);
    this.#choose({ ...this.#chosen, stretches });
    this.#said.textContent = said;
  }

  #move(row, by) {
    const from = this.#rows.indexOf(row);
    const to = from + by;
    const name = formName(this.#script.forms[row.form]);
    if (to < 0 || to >= this.#rows.length) return;
    [this.#rows[from], this.#rows[to]] = [this.#rows[to], this.#rows[from]];
    this.#change((stretches) => {
      [stretches[from], stretches[to]] = [stretches[to], stretches[from]];
    }, `${name} is now number ${to + 1}.`);
    (by < 0 ? row.up : row.down).focus(); // It moved, and so lost the focus.
  }

  #remove(row) {
    if (this.#rows.length === 1) return;
    const place = this.#rows.indexOf(row);
    this.#rows.splice(place, 1);
    this.#change((stretches) => stretches.splice(place, 1), `${formName(this.#script.forms[row.form])} is out.`);
    this.#rows[Math.min(place, this.#rows.length - 1)].remove.focus();
  }

  #append() {
    const { most_stretches: most } = this.#script.limits;
    if (this.#chosen.stretches.length >= most) {
      this.#said.textContent = `A routine has up to ${most} stretches.`;
      return;
    }
    const form = this.#form.value;
    const script = this.#script.forms[form];
    const [{ key, hold_s, repetitions }] = script.doses;
    this.#change((stretches) => stretches.push({ form, key, hold_s, repetitions }), `${formName(script)} is added at the end.`);
  }

  #takeRest() {
    const { valid } = this.#rest.validity;
    const isWrong = !valid || !this.#rest.value;
    this.#rest.setAttribute("aria-invalid", String(isWrong));
    if (isWrong) {
      const { min, max } = this.#rest;
      this.#said.textContent = `Give a number from ${min} to ${max}. Until then: ${this.#chosen.rest_s} seconds.`;
      return;
    }
    this.#choose({ ...this.#chosen, rest_s: Number(this.#rest.value) });
    this.#said.textContent = "";
  }

  #take() {
    const found = this.#shelf.all[this.#pick.value];
    if (!found) return;
    this.#shelf.picked = found.name;
    const { stretches, rest_s } = found;
    this.#choose({ stretches, rest_s }, { isNew: true });
  }
}
