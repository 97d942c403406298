import { make, makeButton } from "./dom.js";
import { localTime, withOffset } from "./local_time.js";

// A UUID, also where the page has no secure context and so no crypto.randomUUID.
function freshId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The form of one entry. It keeps what was typed until it is told that the entry was stored.
export class PainForm {
  #scores;
  #fields;
  #signs;
  #askedChosen = false; // Until the reader chooses which pain, the moment does.
  #otherQualities = []; // Words that came by another way than this form.
  #shownTime;
  #last; // the region and side of the last entry, if there is one
  #placeChosen = false;
  #still = make("p", { part: "still", role: "status" });
  #title = make("p", { class: "sk-title", tabindex: "-1" });
  #cancel;

  // `words`: the plain words of every choice. `save` and `cancel` are called by the buttons.
  constructor(words, { save, cancel }) {
    this.#scores = Array.from({ length: 11 }, (_, score) => make("input", {
      type: "radio", name: "score", value: score, "aria-label": scoreName(score, words),
    }));
    const select = (name, choices, first) =>
      make("select", { name }, first === undefined ? null : make("option", { value: "" }, first),
        ...choices.map(([value, label]) => make("option", { value }, label)));
    this.#fields = {
      region: select("region", words.regions, "Choose"),
      side: select("side", words.sides, "Choose"),
      asked: select("asked", words.asked),
      moment: select("moment", words.moments, "At no special time"),
      felt_at: make("input", { type: "datetime-local", name: "felt_at" }),
      note: make("textarea", { name: "note", rows: 2, maxlength: 2000 }),
    };
    this.#fields.asked.addEventListener("change", () => (this.#askedChosen = true));
    this.#fields.moment.addEventListener("change", () => this.#followMoment());
    this.#fields.region.addEventListener("change", () => {
      this.#fields.side.value = ""; // It was the side of another place.
      this.#choosePlace();
    });
    this.#fields.side.addEventListener("change", () => this.#choosePlace());
    this.#signs = words.signs.map(([value]) => make("input", { type: "checkbox", value }));
    this.save = makeButton("Save", save, { look: "main" });
    this.#cancel = makeButton("Cancel", cancel);
    this.element = this.#assemble(words, save);
    this.clear();
  }

  // What is missing, in words; "" if the form is complete.
  get missing() {
    const { region, side } = this.#fields;
    if (!this.#scores.some((radio) => radio.checked)) return "Choose a number from 0 to 10.";
    if (!region.value) return "Choose where it hurts.";
    return side.value ? "" : "Choose a side, or the middle.";
  }

  // The entry as Python takes it. The time is that of saving, unless another one was chosen.
  get entry() {
    const { region, side, asked, moment, felt_at: when, note } = this.#fields;
    const entry = {
      score: Number(this.#scores.find((radio) => radio.checked).value),
      region: region.value,
      side: side.value,
      asked: asked.value,
      moment: moment.value || null,
      qualities: [...this.#signs.filter((sign) => sign.checked).map((sign) => sign.value),
        ...this.#otherQualities],
      note: note.value,
    };
    if (when.value && when.value !== this.#shownTime) entry.felt_at = withOffset(when.value);
    else if (!this.changing) entry.felt_at = withOffset(localTime(new Date()));
    return entry;
  }

  // An empty form for a new entry; where it hurt last stays chosen, and is said to be.
  clear() {
    this.id = freshId();
    this.changing = false;
    for (const radio of this.#scores) radio.checked = false;
    this.#feel([]);
    this.#fields.moment.value = "";
    this.#askedChosen = false;
    this.#followMoment();
    this.#fields.note.value = "";
    this.#showTime(localTime(new Date()));
    this.#title.textContent = "New entry";
    this.#cancel.hidden = true;
    this.#placeChosen = false;
    this.#stay();
  }

  // The last entry: where it hurt then stands in a form in which nobody has chosen yet.
  suggest(last) {
    this.#last = last;
    if (!this.#placeChosen && !this.changing) this.#stay();
  }

  load(entry) {
    this.id = entry.id;
    this.changing = true;
    this.#scores[entry.score].checked = true;
    for (const name of ["region", "side", "asked", "moment", "note"]) {
      this.#fields[name].value = entry[name] ?? "";
    }
    this.#askedChosen = true;
    this.#feel(entry.qualities);
    this.#showTime(entry.when);
    this.#sayStill("");
    this.#title.textContent = "Change this entry";
    this.#cancel.hidden = false;
    this.focus();
  }

  focus() {
    this.#title.focus();
  }

  // A score of a day is its average; a score beside a stretch is of that moment.
  #followMoment() {
    if (this.#askedChosen) return;
    this.#fields.asked.value = this.#fields.moment.value ? "now" : "average_today";
  }

  #choosePlace() {
    this.#placeChosen = true;
    this.#sayStill("");
  }

  #stay() {
    const { region, side } = this.#fields;
    region.value = this.#last?.region ?? "";
    side.value = this.#last?.side ?? "";
    const [place, of] = [region, side].map(({ selectedOptions: [one] }) => one.textContent.toLowerCase());
    this.#sayStill(this.#last && `As last time: ${place}, ${of}. If it hurts somewhere else, change it.`);
  }

  #sayStill(words) {
    this.#still.textContent = words ?? "";
    this.#still.hidden = !words;
  }

  #feel(qualities) {
    for (const sign of this.#signs) sign.checked = qualities.includes(sign.value);
    const ours = this.#signs.map((sign) => sign.value);
    this.#otherQualities = qualities.filter((word) => !ours.includes(word));
  }

  #showTime(local) {
    this.#shownTime = local;
    this.#fields.felt_at.value = local;
  }

  #assemble(words, save) {
    const { region, side, asked, moment, felt_at: when, note } = this.#fields;
    const field = (label, control) =>
      make("label", { class: "sk-labelled" }, make("span", {}, label), control);
    const cells = this.#scores.map((radio, score) =>
      make("label", { class: "sk-score-cell", style: `--sk-score: ${score}` },
        radio, make("span", { "aria-hidden": "true" }, score)));
    const signs = this.#signs.map((sign, place) =>
      make("label", { class: "sk-sign" }, sign, words.signs[place][1]));
    const submit = (event) => {
      event.preventDefault();
      save();
    };
    return make("form", { class: "sk-pain-form", novalidate: true, onsubmit: submit },
      this.#title,
      make("fieldset", {},
        make("legend", {}, "How strong is the pain?"),
        make("p", { class: "sk-quiet" }, `0 is ${words.lowest}, 10 is the ${words.highest}.`),
        make("div", { class: "sk-score-row" }, ...cells)),
      this.#still,
      make("div", { class: "sk-labelled-pair" }, field("Where", region), field("Side, or middle", side)),
      make("div", { class: "sk-labelled-pair" }, field("Which pain", asked), field("Moment", moment)),
      make("fieldset", {}, make("legend", {}, "Any of these too?"),
        make("div", { class: "sk-row" }, ...signs)),
      field("When", when),
      field("Note, if you like", note),
      make("div", { class: "sk-row" }, this.save, this.#cancel));
  }
}

function scoreName(score, words) {
  const end = { 0: words.lowest, 10: words.highest }[score];
  return end ? `${score}, ${end}` : String(score);
}
