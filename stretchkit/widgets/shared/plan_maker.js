import { make, makeButton, upper } from "./dom.js";
import { localTime } from "./local_time.js";
import { grow } from "./tree.js";

const SILENT = "The kernel is not answering. Your marks are still here; after a restart, run the cells again.";
const PAST = "The first day that you chose has passed.";
const STALE = "Something changed. Make the plan again.";

// What rules exercises out, how long and how often; then the plan, which Python makes from keys alone.
export class PlanMaker {
  #kernel;
  #marked;
  #low;
  #lowReading;
  #ruled;
  #ruledChanged;
  #weeks;
  #days;
  #start = make("input", { type: "date", value: nextMonday(new Date()), onchange: () => this.outdate() });
  #at = make("input", { type: "time" });
  #marks = make("p", { part: "marks" });
  #lows = make("p", { class: "sk-panel", part: "low-reading" });
  #status = make("p", { role: "status", part: "status", class: "sk-status" });
  #files = make("div", { class: "sk-row" },
    makeButton("Download for my calendar", () => this.#download("calendar")),
    makeButton("Download the sheet to print", () => this.#download("sheet")));
  #plan = make("div", { part: "plan", class: "sk-plan", tabindex: "-1" });
  element;

  // `marked()` gives the rows that are marked now, `low()` those with a reading far below what is
  // usual; `ruled` is a Set of keys, changed in place, and `ruledChanged()` is told of it.
  constructor({ conditions, limits, kernel, marked, low, lowReading, ruled, ruledChanged }) {
    this.#kernel = kernel;
    this.#marked = marked;
    this.#low = low;
    this.#lowReading = lowReading;
    this.#ruled = ruled;
    this.#ruledChanged = ruledChanged;
    this.#weeks = this.#select(limits.fewest_weeks, limits.most_weeks, 8);
    this.#days = this.#select(limits.fewest_days, limits.most_days, 3);
    const groups = [...new Set(conditions.map(({ group }) => group))];
    this.element = make("section", { part: "make-plan" },
      make("p", { class: "sk-title" }, "Make a plan"),
      this.#marks,
      make("p", {}, "Tick what is true for you. The plan leaves out what is not for you. With some of these you ask a clinician before any plan. Nothing of it is kept."),
      make("div", { class: "sk-conditions" }, ...groups.map((group) =>
        this.#group(group, conditions.filter((one) => one.group === group)))),
      make("div", { class: "sk-labelled-pair" },
        labelled("Weeks", this.#weeks), labelled("Days a week", this.#days),
        labelled("First day", this.#start), labelled("Time (for the calendar only)", this.#at)),
      makeButton("Make a plan", () => this.#make(), { look: "main" }),
      this.#status, this.#lows, this.#plan, this.#files);
    this.#files.hidden = true;
    this.paintMarks();
  }

  paintMarks() {
    const labels = this.#marked().map((row) => row.plain_label);
    this.#marks.textContent = labels.length
      ? `You marked: ${labels.join("; ")}.`
      : "You marked nothing. The plan then gives what the three stretches leave out.";
    const low = this.#low().map((row) => row.plain_label);
    this.#lows.hidden = !low.length;
    this.#lows.replaceChildren(make("strong", {}, `${upper(low.join("; "))}: `), this.#lowReading);
  }

  // What was made no longer fits: it must not stand there as if it did.
  outdate() {
    if (!this.#plan.hasChildNodes()) return;
    this.#plan.replaceChildren();
    this.#files.hidden = true;
    this.#status.textContent = STALE;
  }

  #select(least, most, usual) {
    const numbers = Array.from({ length: most - least + 1 }, (_, step) => least + step);
    const select = make("select", { onchange: () => this.outdate() },
      ...numbers.map((number) => make("option", { value: number }, String(number))));
    select.value = usual;
    return select;
  }

  #group(group, rows) {
    const boxes = rows.map(({ key, plain_label: label }) => {
      const box = make("input", { type: "checkbox", name: key, onchange: () => {
        if (box.checked) this.#ruled.add(key);
        else this.#ruled.delete(key);
        this.#ruledChanged();
        this.outdate();
        // What opens and closes above must not move the list away from the finger.
        box.scrollIntoView({ block: "nearest" });
      } });
      box.checked = this.#ruled.has(key);
      return make("label", { class: "sk-choice" }, box, make("span", {}, label));
    });
    return make("fieldset", {}, make("legend", {}, upper(group)), ...boxes);
  }

  #message(act) {
    return {
      act,
      observations: this.#marked().map(({ key }) => key),
      not_for: [...this.#ruled],
      weeks: Number(this.#weeks.value),
      days: Number(this.#days.value),
      start: this.#start.value,
      at: this.#at.value,
    };
  }

  async #make() {
    this.#status.textContent = "Making the plan…";
    const sent = this.#message("plan");
    const { plan, error } = await this.#kernel.ask(sent, () => (this.#status.textContent = SILENT));
    // An answer to what was ticked a moment ago may not stand beside what is ticked now.
    if (JSON.stringify(sent) !== JSON.stringify(this.#message("plan"))) {
      this.#status.textContent = STALE;
      return;
    }
    if (error) {
      this.#status.textContent = error;
      return;
    }
    this.#plan.replaceChildren(grow(plan));
    // Advice may stand in place of a plan; it has no weeks.
    const made = Boolean(this.#plan.querySelector("table"));
    const isPast = made && this.#start.value && this.#start.value < dayOf(new Date());
    this.#status.textContent = [made ? "Here is your plan." : "There is no plan for now.", ...(isPast ? [PAST] : []),
      "Nothing of it is kept when you leave the page."].join(" ");
    this.#files.hidden = !made;
    this.#plan.focus();
  }

  async #download(act) {
    if (act === "calendar" && !this.#start.value) {
      this.#status.textContent = "Choose a first day for the calendar, then make the plan again.";
      this.#start.focus();
      return;
    }
    const { file, name, error } = await this.#kernel.ask(this.#message(act),
      () => (this.#status.textContent = SILENT));
    if (error) {
      this.#status.textContent = error;
      return;
    }
    const type = name.endsWith(".ics") ? "text/calendar" : "text/html";
    const url = URL.createObjectURL(new Blob([file], { type: `${type};charset=utf-8` }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#status.textContent = `Saved as ${name} where your downloads go.`;
  }
}

function labelled(name, control) {
  return make("label", { class: "sk-labelled" }, make("span", {}, name), control);
}

function nextMonday(now) {
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + ((8 - now.getDay()) % 7 || 7)));
}

// As a date field writes it.
function dayOf(date) {
  return localTime(date).slice(0, 10);
}
