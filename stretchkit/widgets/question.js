import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { makeChoices } from "./shared/choices.js";
import { exercise, whenInPage } from "./shared/page.js";

// The choice that was checked is kept on the page.
function render({ model, el }) {
  const { text, choices } = model.get("question");
  let done = {};
  const answer = make("div", { role: "status", "aria-live": "polite", part: "feedback" });
  const say = (look, mark, title, words) => {
    const sign = make("span", { class: "sk-mark", "aria-hidden": "true" }, mark);
    answer.className = `sk-panel sk-feedback ${look}`;
    answer.replaceChildren(
      sign,
      make("div", {}, make("p", { class: "sk-title" }, title), make("p", {}, words)),
    );
  };
  const clear = () => {
    delete done.choice;
    answer.className = "";
    answer.replaceChildren();
  };
  const check = () => {
    const choice = choices[picker.picked()];
    if (choice) done.choice = picker.picked();
    if (!choice) say("", "?", "Choose an answer first.", "Then press Check.");
    else if (choice.right) say("sk-feedback-right", "✓", "Right.", choice.feedback);
    else say("sk-feedback-again", "↺", "Not this one. Try again.", choice.feedback);
  };
  const picker = makeChoices(text, choices.map((choice) => choice.text), clear);
  const root = make(
    "div",
    { class: "sk-root sk-question", role: "group", "aria-label": "Question" },
    make("p", { class: "sk-kicker" }, "Question"),
    picker.form,
    makeButton("Check", check, { look: "main" }),
    answer,
  );
  keepKeysInside(root);
  el.append(root);
  return whenInPage(el, () => {
    done = exercise(el, `question ${text}`, {});
    if (done.choice === undefined) return;
    picker.pick(done.choice);
    check();
  });
}

export default { render };
