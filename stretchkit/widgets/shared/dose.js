import { make } from "./dom.js";

// How long and how often: chosen before Start, on the page alone, and composed here by the same
// rule as in Python, so that words, clock and picture follow the choice also without a kernel.

const OWN = "own";
const HALVED = "halved";

function composePhases({ parts, rounds, finish, longest_hold_s: longest }, { hold_s: holdS, repetitions }) {
  const phase = (place, repetition) => {
    const part = parts[place];
    const seconds = part.kind === "hold" ? Math.min(holdS, part.seconds) : part.seconds;
    return { ...part, seconds, repetition, longest_s: longest };
  };
  return [
    ...rounds.slice(0, repetitions).flatMap((round, n) => round.map((place) => phase(place, n + 1))),
    ...finish.map((place) => phase(place, repetitions)),
  ];
}

export function doseWords(sides, { hold_s: holdS, repetitions }) {
  let times = repetitions === 1 ? "once" : `${repetitions} times`;
  if (sides === "feel") times += " on each side";
  if (sides === "top_arm" && repetitions > 1) times += ", with the other arm on top each time";
  return `Hold ${holdS} ${holdS === 1 ? "second" : "seconds"}, ${times}.`;
}

// The same in half the time; what is halved already stays.
export function halvedDose(dose) {
  if (dose.key === HALVED) return dose;
  return { ...dose, key: HALVED, hold_s: Math.max(1, Math.floor(dose.hold_s / 2)) };
}

// The script of one session: what Python sent, with the phases and the words of a dose.
export function withDose(script, dose) {
  const { repetitions } = dose;
  return {
    ...script, phases: composePhases(script, dose), dose: doseWords(script.sides, dose), repetitions,
    not_for: [{ heading: "Not for you if", lines: script.not_for_you_if }],
  };
}

function minutesWords(script, dose) {
  const seconds = composePhases(script, dose).reduce((sum, phase) => sum + phase.seconds, 0);
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `About ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
}

// "How long, how often": one of the doses on offer, or the reader's own numbers in their bounds.
export class DosePanel {
  #script;
  #choose;
  #dose;
  #radios;
  #fields;
  #note = make("p", { class: "sk-quiet", part: "dose-note", role: "status" });
  #own = make("span", { class: "sk-quiet" });
  #half; // on offer once it was chosen for the reader
  #halfWords = make("span", {});
  #halved;

  // `choose(dose)` is called with { key, hold_s, repetitions }.
  constructor(script, choose) {
    this.#script = script;
    this.#choose = choose;
    const group = `sk-dose-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
    const radio = (key, press) =>
      make("input", { type: "radio", name: group, value: key, onchange: press });
    this.#fields = {
      hold_s: this.#field(script.longest_hold_s, "any"),
      repetitions: this.#field(script.most_repetitions, 1),
    };
    this.#radios = [
      ...script.doses.map(({ key, hold_s, repetitions }) =>
        radio(key, () => choose({ key, hold_s, repetitions }))),
      radio(HALVED, () => choose(this.#halved)),
      radio(OWN, () => this.#takeOwn()),
    ];
    this.#half = make("label", { class: "sk-choice", hidden: "" }, this.#radios.at(-2),
      make("span", {}, make("strong", {}, "Half the time: "), this.#halfWords));
    const rows = script.doses.map((dose, place) => make("div", {},
      make("label", { class: "sk-choice" }, this.#radios[place],
        make("span", {}, make("strong", {}, `${dose.name}: `),
          `${doseWords(script.sides, dose)} ${minutesWords(script, dose)}`)),
      dose.note ? make("p", { class: "sk-quiet sk-dose-note" }, dose.note) : null));
    const { hold_s: hold, repetitions } = this.#fields;
    const own = make("div", { class: "sk-row sk-dose-own" },
      make("label", { class: "sk-choice" }, this.#radios.at(-1), make("strong", {}, "Your own")),
      make("label", { class: "sk-row" }, `Seconds, 1 to ${script.longest_hold_s}`, hold),
      make("label", { class: "sk-row" }, `${script.sides === "feel" ? "Times each side" : "Times"}, 1 to ${script.most_repetitions}`, repetitions),
      this.#own);
    this.element = make("details", { class: "sk-dose", part: "dose-choice" },
      make("summary", {}, "How long, how often"),
      make("fieldset", {}, make("legend", { class: "sk-only-heard" }, "How long, how often"),
        this.#half, ...rows, own, this.#note));
  }

  paint(dose, shown) {
    this.element.hidden = !shown;
    if (this.#dose === dose) return;
    this.#dose = dose;
    this.#note.textContent = "";
    if (dose.key === HALVED) {
      this.#halved = { key: HALVED, hold_s: dose.hold_s, repetitions: dose.repetitions };
      this.#halfWords.textContent = `${doseWords(this.#script.sides, dose)} ${minutesWords(this.#script, dose)}`;
      this.#half.hidden = false;
    }
    this.#own.textContent = dose.key === OWN ? minutesWords(this.#script, dose) : "";
    for (const radio of this.#radios) radio.checked = radio.value === dose.key;
    for (const [name, field] of Object.entries(this.#fields)) {
      field.removeAttribute("aria-invalid");
      if (Number(field.value) !== dose[name]) field.value = dose[name];
    }
  }

  #field(most, step) {
    const change = () => {
      this.#radios.at(-1).checked = true;
      this.#takeOwn();
    };
    return make("input", { type: "number", min: 1, max: most, step, inputmode: step === 1 ? "numeric" : "decimal", oninput: change });
  }

  // A number out of bounds is said, not mended; what was chosen before stands until then.
  #takeOwn() {
    const fields = Object.entries(this.#fields);
    const isWrong = (field) => !field.value || !field.validity.valid;
    for (const [, field] of fields) field.setAttribute("aria-invalid", String(isWrong(field)));
    const [, wrong] = fields.find(([, field]) => isWrong(field)) ?? [];
    if (!wrong) {
      this.#choose({ key: OWN, ...Object.fromEntries(fields.map(([name, { value }]) => [name, Number(value)])) });
      return;
    }
    const kind = wrong.step === "1" ? "a whole number" : "a number";
    const words = doseWords(this.#script.sides, this.#dose);
    this.#note.textContent = `Give ${kind} from 1 to ${wrong.max}. Until then: ${words}`;
  }
}
