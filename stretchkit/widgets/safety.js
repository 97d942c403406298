import { judgeSafety } from "./shared/judge.js";
import { keepKeysInside } from "./shared/keys.js";
import { make, makeAnnouncer, makeButton } from "./shared/dom.js";
import { pageOf, pageState, whenInPage } from "./shared/page.js";

const UNANSWERED = { ticked: [], none: false };
const HINT = "Read the list. Your answers stay on this page and are not kept.";
const TICK = "Tick what is true.";

function asSentence(text) {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

// The answers live on the page, so that every check and every player of a notebook agree:
// pageState(el).safety = { state, level, title, advice, ticked, none }. They go nowhere else.
function render({ model, el }) {
  const signs = model.get("signs");
  const levels = model.get("levels");
  const boxes = new Map();
  const answers = () => pageState(root).safety ?? UNANSWERED;

  const answer = ({ ticked, none }) => {
    const verdict = judgeSafety({ ticked, none }, signs, levels);
    pageState(root).safety = { ...verdict, ticked, none };
    pageOf(root).dispatchEvent(new CustomEvent("sk-safety"));
  };
  const tick = (event) => {
    const ticked = [...boxes].filter(([, box]) => box.checked).map(([key]) => key);
    lastTicked = event.target.name;
    answer({ ticked, none: false });
    announce();
  };
  const sayNone = () => answer({ ticked: answers().ticked, none: true });
  const openList = () => {
    answer({ ticked: answers().ticked, none: false });
    if (answers().ticked.length) {
      title.focus();
      return;
    }
    hint.className = "sk-asked";
    hint.textContent = announcer.textContent = TICK;
    goToFirst();
  };
  const reset = () => {
    answer(UNANSWERED);
    goToFirst();
  };
  const goToFirst = () => {
    list.querySelector("input").focus();
    hint.scrollIntoView({ block: "nearest" });
  };
  const pressNone = () => {
    sayNone();
    announce();
    again.focus();
  };
  const announce = () => {
    const said = [title.textContent, advice.textContent].filter(Boolean).map(asSentence);
    announcer.textContent = said.join(" ") || "Nothing is ticked now.";
  };

  const groupOf = (level) => {
    const rows = signs.filter((sign) => sign.level === level.key).map((sign) => {
      const box = make("input", { type: "checkbox", name: sign.key, onchange: tick });
      boxes.set(sign.key, box);
      return make("label", { class: "sk-choice" }, box, make("span", {}, sign.text));
    });
    const heading = make("legend", {}, `${level.title} if:`);
    return make("fieldset", { class: `sk-signs sk-signs-${level.key}` }, heading, ...rows);
  };
  const list = make("div", { class: "sk-sign-list", part: "signs" }, ...levels.map(groupOf));
  const noneButton = makeButton("None of these today", pressNone);
  const moreButton = makeButton("One or more", openList);
  const choose = make("div", { class: "sk-row", part: "choose" }, noneButton, moreButton);
  const hint = make("p", { class: "sk-quiet" });
  const title = make("p", { class: "sk-title", tabindex: "-1" });
  const advice = make("p");
  const again = makeButton("Change my answers", reset);
  const result = make("div", { part: "result" }, title, advice, again);
  const announcer = makeAnnouncer();
  let lastTicked;
  const root = make(
    "div",
    { class: "sk-root sk-safety", role: "group", "aria-label": "Safety check" },
    make("p", { class: "sk-title" }, "Before you stretch today: is any of these true for you?"),
    hint,
    list,
    choose,
    result,
    announcer,
  );

  // The word on a sign opens right under it: the list is longer than a screen.
  function place(ticked) {
    const key = ticked.includes(lastTicked) ? lastTicked : ticked[0];
    const above = key ? boxes.get(key).parentElement : choose;
    if (above.nextElementSibling !== result) above.after(result);
  }

  function draw() {
    const { state, level, title: name, advice: words, ticked } = answers();
    for (const [key, box] of boxes) box.checked = ticked.includes(key);
    const clear = state === "clear" && level === null;
    title.textContent = clear ? model.get("nothing_ticked") : name;
    advice.textContent = words;
    result.hidden = !clear && level === null;
    result.className = `sk-panel sk-result${state === "stopped" ? " sk-panel-stop" : ""}`;
    hint.className = "sk-quiet";
    hint.textContent = level === null ? HINT : `You ticked a sign. ${name}.`;
    list.hidden = choose.hidden = clear;
    noneButton.disabled = ticked.length > 0;
    place(ticked);
  }

  keepKeysInside(root);
  el.append(root);
  let leave = () => {};
  const giveUp = whenInPage(root, () => {
    const page = pageOf(root);
    const shared = pageState(root);
    const checks = (shared.checks ??= new Set());
    const answered = (event) => {
      if (event.detail === "clear") sayNone();
      else if ([...checks][0] === root) openList();
    };
    checks.add(root);
    page.addEventListener("sk-safety", draw);
    page.addEventListener("sk-safety-answer", answered);
    answer(answers());
    leave = () => {
      page.removeEventListener("sk-safety", draw);
      page.removeEventListener("sk-safety-answer", answered);
      checks.delete(root);
      if (checks.size) return;
      shared.safety = undefined;
      page.dispatchEvent(new CustomEvent("sk-safety"));
    };
  });
  return () => {
    giveUp();
    leave();
  };
}

export default { render };
