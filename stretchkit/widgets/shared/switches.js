import { make, makeButton } from "./dom.js";

// A row of buttons of which one is pressed: `choices` are { key, label }. Returns its element, and
// `press(key)`, which shows another as pressed without calling `choose`.
export function makeSwitches(title, part, choices, choose) {
  const buttons = choices.map(({ key, label }) => makeButton(label, () => {
    press(key);
    choose(key);
  }, { "data-key": key }));
  const press = (key) => {
    for (const one of buttons) one.setAttribute("aria-pressed", one.dataset.key === key);
  };
  press(choices[0].key);
  const element = make("div", { class: "sk-row sk-switches", role: "group", "aria-label": title, part },
    make("span", { class: "sk-lab-head", "aria-hidden": "true" }, title), ...buttons);
  return { element, press };
}
