import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { makeChoices } from "./shared/choices.js";
import { pageOf, pageState, whenInPage } from "./shared/page.js";

// A guess lives on the page only, as pageState(el).guesses[key] = { choice, seen }: the index
// chosen, and whether the answer was seen, after which the guess stands as it is.
function render({ model, el }) {
  const { key, text, choices, answer, why } = model.get("prediction");
  const answerView = model.get("answer_view");
  const body = make("div", { part: "body" });
  const root = make(
    "div",
    { class: "sk-root sk-prediction", role: "group", "aria-label": "Prediction" },
    make("p", { class: "sk-kicker" }, answerView ? "Your guess and the answer" : "What do you think?"),
    body,
  );
  let changing = false;

  const guess = () => pageState(el).guesses[key];
  const keep = (value) => {
    changing = false;
    pageState(el).guesses[key] = value;
    pageOf(el).dispatchEvent(new CustomEvent("sk-guess", { detail: { key } }));
    (body.querySelector("[tabindex], button") ?? root).focus();
  };
  const reveal = () => keep({ choice: guess()?.choice, seen: true });
  const question = () => make("p", { class: "sk-asked" }, text);

  function asking(chosen) {
    const note = make("p", { class: "sk-quiet", role: "status" });
    const lock = () => {
      if (picker.picked() < 0) note.textContent = "Choose one first.";
      else keep({ choice: picker.picked(), seen: false });
    };
    const picker = makeChoices(text, choices, () => (note.textContent = ""));
    if (chosen !== undefined) picker.pick(chosen);
    const words = "No guess was made on this page. Make one first, if you like.";
    const none = make("p", { part: "no-guess" }, words);
    return [
      answerView && chosen === undefined ? none : null,
      picker.form,
      make(
        "div",
        { class: "sk-row" },
        makeButton("Lock in my guess", lock, { look: "main" }),
        answerView ? makeButton("Show the answer", reveal) : null,
      ),
      note,
    ];
  }

  function locked(choice) {
    const change = () => {
      changing = true;
      draw();
      body.querySelector("input:checked").focus();
    };
    return [
      question(),
      make("p", { class: "sk-panel", part: "guess", tabindex: "-1" }, `Your guess: ${choices[choice]}`),
      make(
        "div",
        { class: "sk-row" },
        makeButton("Show the answer", reveal, { look: "main" }),
        makeButton("Change my guess", change),
      ),
    ];
  }

  function shown(choice) {
    const cell = (title, words, look) =>
      make(
        "div",
        { class: `sk-panel ${look}` },
        make("p", { class: "sk-kicker" }, title),
        make("p", {}, words),
      );
    const guessed = choice === undefined ? "No guess was made on this page." : choices[choice];
    return [
      question(),
      make(
        "div",
        { part: "answer", tabindex: "-1" },
        make(
          "div",
          { class: "sk-side-by-side" },
          cell("You guessed", guessed, "sk-guess-mine"),
          cell("The answer", choices[answer], "sk-guess-answer"),
        ),
        make("p", { part: "why" }, why),
      ),
    ];
  }

  // In an answer view the answer stands there as soon as there is a guess; it counts as seen
  // when it comes into sight, so that a guess further up can be changed until then.
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && guess() && !guess().seen) {
      pageState(el).guesses[key] = { ...guess(), seen: true };
      pageOf(el).dispatchEvent(new CustomEvent("sk-guess", { detail: { key } }));
    }
  });

  function draw() {
    const { choice, seen } = guess() ?? {};
    const revealed = seen || (answerView && choice !== undefined);
    watcher.disconnect();
    if (revealed) body.replaceChildren(...shown(choice));
    else if (choice === undefined || changing) body.replaceChildren(...asking(choice).filter(Boolean));
    else body.replaceChildren(...locked(choice));
    if (revealed) watcher.observe(body.querySelector("[data-part=answer]"));
  }

  keepKeysInside(root);
  el.append(root);
  let page;
  const heard = (event) => {
    if (event.detail?.key === key) draw();
  };
  const giveUp = whenInPage(el, () => {
    page = pageOf(el);
    page.addEventListener("sk-guess", heard);
    draw();
  });
  return () => {
    giveUp();
    watcher.disconnect();
    page?.removeEventListener("sk-guess", heard);
  };
}

export default { render };
