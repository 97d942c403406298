import { advicePanel, tellOfLog } from "./shared/advice.js";
import { Kernel } from "./shared/kernel.js";
import { keepKeysInside } from "./shared/keys.js";
import { MorningQuestion } from "./shared/morning.js";
import { PainForm } from "./shared/pain_form.js";
import { make, makeButton } from "./shared/dom.js";
import { pageOf, whenInPage } from "./shared/page.js";
import { ChartView } from "./shared/picture.js";

const SILENT = "The kernel is not answering; nothing is lost: your entry is still in the form.";
const ASLEEP = "The kernel is not answering. Run the notebook's cells to wake the diary.";
const NOTHING = "There is nothing to undo.";
const URGENT = ["emergency", "today"];

class Diary {
  #model;
  #kernel;
  #form;
  #busy = false;
  #isAsking = false; // for the diary as it is now
  #askAgain = false; // because it changed while asking
  #tellsPage = false; // of the change, once it is shown
  #canUndo = false;
  #beside = []; // the advice that the last save brought
  #where = make("p", { class: "sk-quiet", part: "where" });
  #owner = make("div", { class: "sk-panel", part: "owner" });
  #advice = make("div", { part: "advice", role: "status" }); // all of it, the gravest first
  #brought = make("div", { part: "brought", role: "alert", tabindex: "-1", class: "sk-brought" });
  #recent = make("ul", { class: "sk-entries" });
  #listTitle = make("p", { class: "sk-title" });
  #undo = makeButton("Undo", () => (this.#canUndo ? this.#act({ act: "undo" }) : this.#say(NOTHING)));
  #nothing = make("p", { class: "sk-quiet" }, NOTHING);
  #takenOut = make("div", { class: "sk-panel sk-panel-stop sk-taken-out", part: "taken-out", role: "alert" });
  #download = makeButton("Download (CSV)", () => this.#fetchCsv());
  #chart = new ChartView(() => this.#drawChart(() => this.#say(ASLEEP)));
  #morning = new MorningQuestion({
    save: async (session, score) =>
      (await this.#act({ act: "morning", session, score }))
        ? { advice: [] } // It stands right under the question.
        : { error: this.#status.textContent },
    leave: (session) => this.#act({ act: "not_now", session }),
  });
  #open = make("div", { class: "sk-diary-open" });
  #status = make("p", { role: "status", part: "status", class: "sk-status" });

  constructor(model) {
    this.#model = model;
    this.#kernel = new Kernel(model);
    this.#form = new PainForm(model.get("choices"), {
      save: () => this.#save(),
      cancel: () => this.#cancel(),
    });
    this.#owner.append(
      make("p", { class: "sk-title" }, "Is this computer only yours?"),
      make("div", { class: "sk-row" },
        makeButton("Yes, keep it on this computer", () => this.#own(true)),
        makeButton("No, keep it only until I close this", () => this.#own(false))));
    this.#open.append(
      make("div", {}, this.#form.element, this.#brought, this.#status, this.#chart.element),
      make("div", { part: "entries" },
        make("div", { class: "sk-row sk-entries-head" }, this.#listTitle,
          make("div", { class: "sk-row" }, this.#undo, this.#download)),
        this.#takenOut, this.#nothing, this.#recent));
    this.#owner.hidden = this.#open.hidden = this.#takenOut.hidden = true;
    this.root = make("div", { class: "sk-root sk-diary", role: "group", "aria-label": "My pain diary" },
      make("p", { class: "sk-title" }, "My pain diary"),
      make("p", {},
        "No one reads this log. If you are worried, ask for help; do not wait for an answer here."),
      this.#where, this.#owner, this.#morning.element, this.#advice, this.#open);
    keepKeysInside(this.root);
  }

  start() {
    const page = pageOf(this.root);
    const heard = (event) => {
      if (event.detail === this.root) return;
      this.#say(""); // What it said of its own last act may hold no more.
      this.#refresh();
    };
    page.addEventListener("sk-log", heard);
    this.#model.on("msg:custom", this.#hear);
    this.close = () => {
      page.removeEventListener("sk-log", heard);
      this.#model.off("msg:custom", this.#hear);
      this.#morning.close();
      this.#kernel.close();
    };
    this.#refresh();
  }

  close() {
    this.#kernel.close();
  }

  // Python wrote in the log. While an act of this page is on its way, its answer brings all there is.
  #hear = ({ changed }) => {
    if (!changed || this.#busy) return;
    this.#tellsPage = true;
    this.#say("");
    this.#refresh(() => {});
  };

  #tellPage() {
    pageOf(this.root).dispatchEvent(new CustomEvent("sk-log", { detail: this.root }));
  }

  // Asks once for all that changes before the answer.
  async #refresh(slow = () => (this.#open.hidden ? (this.#where.textContent = ASLEEP) : this.#say(ASLEEP))) {
    this.#askAgain = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#where.textContent ||= "Opening your diary…";
    const { diary, error } = await this.#kernel.ask({ act: "show" }, () => {
      this.#isAsking = false;
      slow();
    });
    this.#isAsking = false;
    if (diary) this.#show(diary);
    else this.#where.textContent = error;
    if (this.#askAgain) {
      this.#refresh(slow);
      return;
    }
    this.#drawChart();
    if (this.#tellsPage) this.#tellPage();
    this.#tellsPage = false;
  }

  // Saving may be tried again when Python is silent: the entry's own id keeps it from standing twice.
  async #save() {
    if (this.#busy) return;
    if (this.#form.missing) {
      this.#say(this.#form.missing);
      return;
    }
    const { id, changing, entry } = this.#form;
    const done = await this.#act({ act: changing ? "change" : "add", id, entry });
    if (done && this.#form.id === id) this.#form.clear();
    if (done && this.#brought.hasChildNodes()) this.#goToBrought();
  }

  // "Saved." comes into sight too where there is room; the advice before all.
  #goToBrought() {
    this.#brought.focus();
    for (const part of [this.#status, this.#brought]) part.scrollIntoView({ block: "nearest" });
  }

  #change(entry) {
    this.#say("");
    this.#form.load(entry);
  }

  #cancel() {
    this.#form.clear();
    this.#form.focus();
    this.#say("");
  }

  async #own(keep) {
    if (await this.#act({ act: "own", keep })) this.#form.focus();
  }

  async #delete(id) {
    if (this.#form.id === id) this.#form.clear();
    if (await this.#act({ act: "delete", id })) this.#undo.focus();
  }

  // Does one act and says how it went; true if it was done.
  async #act(message) {
    if (this.#busy) return false;
    this.#setBusy(true);
    this.#say("Saving…");
    const { said, error, diary } = await this.#kernel.ask(message, () => {
      this.#setBusy(message.act === "undo"); // a second undo would take back one act more
      this.#say(SILENT);
    });
    this.#setBusy(false);
    this.#say(error ?? said);
    if (error) {
      this.#refresh();
      return false;
    }
    this.#show(diary, message.act);
    this.#tellPage();
    this.#drawChart();
    return true;
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#form.save.setAttribute("aria-disabled", busy);
  }

  #say(words) {
    this.#status.textContent = words;
  }

  #show(diary, act) {
    const { needs_answer: asks, is_own: isOwn, can_undo: canUndo, where, morning, entries } = diary;
    const { advice, taken_out: takenOut } = diary;
    this.#morning.show(morning);
    this.#owner.hidden = !asks;
    this.#open.hidden = asks;
    this.#where.textContent = asks ? "Your log is not begun yet." : where;
    this.#showBeside(advice, act);
    this.#advice.replaceChildren(...advice.map(advicePanel));
    // In the name that the players use: what they heard of the same log earlier goes with it.
    if (isOwn) tellOfLog("player log", advice, takenOut);
    this.#showTakenOut(takenOut, act);
    this.#listTitle.textContent = entries.length ? "Last entries" : "No entries yet";
    this.#canUndo = canUndo;
    this.#undo.setAttribute("aria-disabled", !canUndo);
    this.#nothing.hidden = canUndo;
    this.#download.hidden = entries.length === 0;
    this.#recent.replaceChildren(...entries.map((entry) => this.#row(entry)));
    this.#form.suggest(entries[0]);
  }

  // What a save brought stays beside it until the next act, for as long as it holds; what is
  // urgent stays until the log holds it no more.
  #showBeside(advice, act) {
    // The most urgent comes first, so that a milder one never stands alone beside Save.
    const last = act === "morning" ? -1 : advice.findLastIndex((one) => one.new);
    const stands = ({ words }) => act === undefined && this.#beside.some((one) => one.words === words);
    const beside = advice.filter((one, place) => place <= last || URGENT.includes(one.level) || stands(one));
    const isSaid = beside.length === this.#beside.length
      && beside.every(({ words }, place) => words === this.#beside[place].words);
    if (isSaid && last < 0) return;
    this.#beside = beside;
    this.#brought.replaceChildren(...beside.map(advicePanel));
  }

  // Who takes out what called for help, and chose wrong, is not left in silence: it stands where it
  // was taken out, for as long as the log tells of it.
  #showTakenOut(items, act) {
    const words = items.map((one) => make("p", {}, one.words));
    if (words.map((p) => p.textContent).join("") === this.#takenOut.textContent) return;
    (act === "change" ? this.#status : this.#nothing).before(this.#takenOut);
    this.#takenOut.replaceChildren(...words);
    this.#takenOut.hidden = words.length === 0;
  }

  #row(entry) {
    const { id, score, text, day, note } = entry;
    return make("li", {},
      make("span", { class: "sk-badge", style: `--sk-score: ${score}` }, String(score)),
      make("div", { class: "sk-entry-words" },
        make("p", {}, text),
        make("p", { class: "sk-quiet" }, day),
        note ? make("p", { class: "sk-entry-note" }, note) : null),
      make("div", { class: "sk-row" },
        makeButton("Change", () => this.#change(entry), { "aria-label": `Change, ${day}` }),
        makeButton("Delete", () => this.#delete(id), { "aria-label": `Delete, ${day}` })));
  }

  async #drawChart(slow = () => {}) {
    const { picture } = await this.#kernel.ask({ act: "chart", asked: this.#chart.asked }, slow);
    if (picture) this.#chart.show(picture);
  }

  async #fetchCsv() {
    const { csv, name, error } = await this.#kernel.ask({ act: "csv" }, () => this.#say(SILENT));
    if (error) return this.#say(error);
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

function render({ model, el }) {
  const diary = new Diary(model);
  el.append(diary.root);
  const giveUp = whenInPage(diary.root, () => diary.start());
  return () => {
    giveUp();
    diary.close();
  };
}

export default { render };
