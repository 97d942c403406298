// Builds one element: make("p", { class: "sk-quiet", part: "next" }, "Next: ", child).
// `part` becomes data-part, `onclick` and its like become listeners; null and false are left out.
// Text only ever goes in as text, never as HTML.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name === "part" ? "data-part" : name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A native button with a plain name. `look` is "main", "stop" or nothing.
export function makeButton(name, press, { look, ...attributes } = {}) {
  const style = look ? `sk-button sk-button-${look}` : "sk-button";
  return make("button", { type: "button", class: style, onclick: press, ...attributes }, name);
}

// Heard by screen readers, not seen. Say something by setting its textContent.
export function makeAnnouncer() {
  return make("p", { class: "sk-only-heard", role: "status", "aria-live": "polite" });
}

// Words with a capital letter at their beginning.
export function upper(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
