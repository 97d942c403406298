import { make, upper } from "./dom.js";
import { makeChoices } from "./choices.js";
import { grow } from "./tree.js";
import { meanOf, plainNumber, readNumber } from "./reading.js";
import { makeSpread, spreadWords } from "./spread.js";

const SIDES = { left: "Left", right: "Right", own: "You" };
const TRIES = [", first try", ", second try"];
const ONE_SIDE = { left: ["left", "right"], right: ["right", "left"] };

// One observation: how to, fields, what they come to, and the reader's own mark. `kept` holds what
// was typed, { texts, picked, marked }, and is changed in place; `on.mark()` and `on.reading()` are
// told of a new one. `heed(conditions)` puts what rules it out, if anything does, in its place.
export class ObservationCard {
  #row;
  #texts;
  #kept;
  #sides;
  #fields = new Map(); // by side: its inputs and where their faults are said
  #summary = make("span", { class: "sk-quiet" });
  #spread = make("div");
  #result = make("div", { role: "status", part: "result" });
  #whole;
  #notForYou = make("div", { class: "sk-panel", part: "not-for-you" });
  #on;
  isLow = false; // a reading is far below what is usual
  element;

  constructor(row, kept, texts, on) {
    this.#row = row;
    this.#texts = texts;
    this.#kept = kept;
    this.#on = on;
    this.#sides = row.side_compare ? ["left", "right"] : ["own"];
    const yesOrNo = row.unit === "yes or no";
    const mark = make("input", { type: "checkbox", name: `mark-${row.key}`, onchange: () => {
      kept.marked = mark.checked;
      this.#paint();
      on.mark();
    } });
    mark.checked = Boolean(kept.marked);
    this.#whole = make("div", {},
      make("p", {}, row.looks_at),
      make("p", {}, make("strong", {}, "You need: "), `${row.needs.join(", ")}.`),
      make("p", {}, make("strong", {}, "Not for you if: ")),
      listOf("ul", row.not_for_you_if),
      make("p", {}, make("strong", {}, "How: ")),
      ...row.pictures.map(grow),
      listOf("ol", row.how_to),
      yesOrNo ? this.#choices() : this.#inputs(),
      this.#spread,
      this.#result,
      ...row.lessons.map(({ title, words }) => make("div", { class: "sk-panel" },
        make("p", { class: "sk-title" }, title), make("p", {}, words))),
      make("p", {}, make("strong", {}, "How sure: "), row.evidence),
      make("p", {}, row.cannot_say),
      make("label", { class: "sk-choice sk-mark-it" }, mark, make("span", {}, "Something I want to work on")));
    this.element = make("details", { class: "sk-observation", part: `observation-${row.key}` },
      make("summary", {}, make("strong", {}, upper(row.plain_label)), " ", this.#summary),
      this.#notForYou, this.#whole);
    this.heed([]);
  }

  // What the reader ticked further down speaks against trying this at all.
  heed(conditions) {
    const against = conditions.filter(({ key }) => this.#row.ruled_out_by.includes(key));
    const { ruled_out: because, levels } = this.#texts;
    this.#whole.hidden = against.length > 0;
    this.#notForYou.hidden = !against.length;
    this.#notForYou.replaceChildren(
      make("p", {}, make("strong", {}, because)),
      listOf("ul", against.map(({ plain_label: label }) => label)),
      ...new Set(against.flatMap(({ level }) => (level ? [levels[level]] : []))));
    this.#paint();
  }

  #choices() {
    const choices = this.#row.side_compare ? ["None", "Left", "Right", "Both"] : ["Yes", "No"];
    const picker = makeChoices("What did you see?", choices, () => {
      this.#kept.picked = picker.picked();
      this.#paint();
    });
    if (this.#kept.picked !== undefined) picker.pick(this.#kept.picked);
    this.#picked = () => choices[this.#kept.picked];
    return picker.form;
  }

  #picked = () => undefined;

  #inputs() {
    const { key, unit, tries } = this.#row;
    const rows = this.#sides.flatMap((side) => {
      const inputs = Array.from({ length: tries }, (_, number) => {
        const fault = make("span", { class: "sk-fault", id: `fault-${key}-${side}-${number}-${serial()}` });
        const input = make("input", {
          type: "text", inputmode: "decimal", autocomplete: "off", size: 6, "aria-describedby": fault.id,
          oninput: () => (fault.textContent = ""),
          onchange: () => {
            this.#keep();
            this.#paint();
            this.#on.reading();
          },
        });
        input.value = this.#kept.texts?.[side]?.[number] ?? "";
        return { input, fault };
      });
      this.#fields.set(side, inputs);
      return inputs.map(({ input, fault }, number) => make("div", {},
        make("label", { class: "sk-reading" },
          make("span", {}, `${side === "own" ? "Reading" : SIDES[side]}${tries > 1 ? TRIES[number] : ""}`), input),
        fault));
    });
    return make("fieldset", { class: "sk-readings" },
      make("legend", {}, `Your readings, in ${unit}`), ...rows);
  }

  #keep() {
    this.#kept.texts = Object.fromEntries([...this.#fields].map(([side, inputs]) =>
      [side, inputs.map(({ input }) => input.value)]));
  }

  #paint() {
    const { norms, noise, ask_below: below } = this.#row;
    const means = new Map();
    let apart = false;
    for (const [side, inputs] of this.#fields) {
      const values = inputs.map(({ input, fault }) => {
        const read = readNumber(input.value, this.#row);
        fault.textContent = read.fault ?? "";
        input.setAttribute("aria-invalid", Boolean(read.fault));
        return read.value;
      });
      const mean = meanOf(values);
      const [one, other] = values;
      apart ||= Math.abs(one - other) > noise[0]?.value;
      if (mean !== undefined) means.set(side, { mean, count: values.filter((one) => one !== undefined).length });
    }
    const own = [...means].map(([side, { mean }]) => ({ name: SIDES[side], value: mean }));
    this.isLow = below !== null && own.some(({ value }) => value < below);
    const drawn = this.#fields.size && (own.length || norms.length);
    this.#spread.replaceChildren(...(drawn ? [makeSpread(this.#row, own)] : []),
      ...(this.#fields.size ? [listOf("ul", spreadWords(this.#row))] : [make("p", {}, this.#row.noise_note)]));
    const bar = own.length && noise.length ? ["The bar through the dot shows the noise. A change that stays inside it may be no change."] : [];
    this.#result.replaceChildren(...[...this.#say(means, apart), ...bar].map((line) => make("p", {}, line)));
    this.#summary.textContent = this.#short(means);
  }

  #say(means, apart) {
    const { unit, tries, noise } = this.#row;
    const said = [...means].map(([side, { mean, count }]) => {
      const who = side === "own" ? "Your reading" : SIDES[side];
      const how = tries === 1 ? "" : count === tries ? ", the mean of two tries" : ". One try so far";
      return `${who}: ${plainNumber(mean)} ${unit}${how}.`;
    });
    if (apart) said.push(this.#texts.tries_apart);
    if (this.isLow) said.push(this.#texts.read_again);
    if (!this.#row.side_compare) return said;
    if (means.size === 1) {
      const [has, lacks] = ONE_SIDE[[...means.keys()][0]];
      said.push(`Only the ${has} side has a reading. Take the ${lacks} one too, to compare.`);
    }
    if (means.size === 2) said.push(compare(means.get("left").mean, means.get("right").mean, unit, noise));
    return said;
  }

  #short(means) {
    const parts = [...means].map(([side, { mean }]) =>
      `${side === "own" ? "" : `${side} `}${plainNumber(mean)}`);
    const picked = this.#picked()?.toLowerCase();
    const values = picked ?? (parts.length ? `${parts.join(", ")} ${this.#row.unit}` : "");
    const mark = this.#kept.marked ? "to work on" : "";
    return [values, this.#whole.hidden ? "not for you now" : mark].filter(Boolean).join(" · ");
  }
}

function compare(left, right, unit, noise) {
  const apart = Math.abs(left - right);
  if (plainNumber(apart) === "0") return "Both sides read the same.";
  const differ = `The sides differ by ${plainNumber(apart)} ${unit}.`;
  if (!noise.length) return `${differ} How much of this is noise was not found.`;
  return apart <= noise[0].value
    ? `${differ} That is within the noise.`
    : `${differ} That is more than the noise. It is worth a note only if it is so again on another day.`;
}

let given = 0;

// Two views of one widget may stand in one page.
function serial() {
  given += 1;
  return given;
}

function listOf(tag, texts) {
  return make(tag, {}, ...texts.map((text) => make("li", {}, text)));
}
