import { make } from "./dom.js";

// One native radio group in a form of its own, so that its name clashes with no other widget's.
// Returns the form, `picked()` (the index, or -1) and `pick(index)`.
export function makeChoices(legend, texts, changed) {
  const radios = texts.map((_, index) =>
    make("input", { type: "radio", name: "choice", value: index, onchange: changed }),
  );
  const rows = texts.map((text, index) =>
    make("label", { class: "sk-choice" }, radios[index], make("span", {}, text)),
  );
  const group = make("fieldset", {}, make("legend", {}, legend), ...rows);
  return {
    form: make("form", { onsubmit: (event) => event.preventDefault() }, group),
    picked: () => radios.findIndex((radio) => radio.checked),
    pick: (index) => { radios[index].checked = true; },
  };
}
