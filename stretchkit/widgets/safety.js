import { AdviceList, CHECK, StandingPanel, halts, keepStanding, makeHeading, standing, told } from "./shared/advice.js";
import { isOfEarlierDay, nowAndThen } from "./shared/day.js";
import { judgeSafety } from "./shared/judge.js";
import { keepKeysInside } from "./shared/keys.js";
import { make, makeAnnouncer, makeButton } from "./shared/dom.js";
import { pageOf, pageState, register, tellAll, whenInPage } from "./shared/page.js";

const UNANSWERED = { ticked: [], none: false, more: false };
const ASKED = "Before you stretch today: is any of these true for you?";
const ANSWERED = "Before you stretch today";
const HINT = "Read the list. Your answers stay in this browser tab and are not kept.";
const NONE = "You said: none of these today.";
const TICK = "Tick what is true.";
const GOES_ON = "Go through the rest of the list too. If you ticked a line by mistake, untick it.";

// What stands, by the level of a sign, when it is unticked.
const IF_TRUE = { emergency: "if_it_was_true", today: "if_it_was_true_seen" };

function asSentence(text) {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

// The answers live on the page, so that every check and every player of all its notebooks agree:
// register().safety = { state, level, title, advice, ticked, none }. They go nowhere else; what was
// ticked in a handout lasts for this visit of its tab.
// Beside its own verdict a check shows what the page was told elsewhere: nobody reads here that
// nothing is ticked or that moving is fine while a player of the page says stop.
function render({ model, el }) {
  const signs = model.get("signs");
  const texts = model.get("texts");
  const levels = model.get("levels");
  const boxes = new Map();
  const answers = () => register().safety ?? UNANSWERED;

  const answer = ({ ticked, none, more, at = Date.now() }) => {
    const verdict = judgeSafety({ ticked, none, more }, signs, levels);
    register().safety = { ...verdict, ticked, none, more, at };
    tellAll();
  };
  // Who was free to go on yesterday is asked again today; a sign that halts stays ticked.
  const askOfToday = () => {
    const { state, at } = answers();
    if (state === "clear" && isOfEarlierDay(at)) answer(UNANSWERED);
  };
  const tick = (event) => {
    const ticked = [...boxes].filter(([, box]) => box.checked).map(([key]) => key);
    const { name, checked } = event.target;
    lastTicked = name;
    const { level, text } = signs.find(({ key }) => key === name);
    if (!checked) keepStanding({ said: text, level, ifTrue: texts[IF_TRUE[level]] });
    answer({ ticked, none: false, more: false });
    announce();
  };
  const sayNone = () => answer({ ticked: answers().ticked, none: true, more: false });
  // `more`: the reader said that one or more are true. Who only wants to see the list did not.
  const openList = ({ more }) => {
    answer({ ticked: answers().ticked, none: false, more });
    if (answers().ticked.length) {
      advice.focus();
      return;
    }
    hint.className = "sk-asked";
    hint.textContent = announcer.textContent = TICK;
    goToFirst();
  };
  // What was ticked before stays ticked: only its line takes it back.
  const change = () => {
    answer({ ticked: answers().ticked, none: false, more: false });
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
  const inWords = () => {
    const said = verdict();
    return [...(said.length ? said : ["Nothing is ticked now."]), ...new Set(standing().map(({ ifTrue }) => ifTrue))].map(asSentence).join(" ");
  };
  const announce = () => {
    announcer.textContent = inWords();
  };
  const goBack = () => {
    const back = pageState(root).waiting;
    pageState(root).waiting = undefined;
    draw();
    back();
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
  const moreButton = makeButton("One or more", () => openList({ more: true }));
  const choose = make("div", { class: "sk-row", part: "choose" }, noneButton, moreButton);
  const hint = make("p", { class: "sk-quiet" });
  const title = make("p", { class: "sk-title" }, ASKED);
  const mild = make("div", { class: "sk-panel" });
  const again = makeButton("Change my answers", change);
  const back = makeButton("Back to the stretch", goBack);
  const goesOn = make("p", { class: "sk-quiet" }, GOES_ON);
  const result = make("div", { part: "result", class: "sk-result" });
  const stopSigns = make(
    "div",
    { part: "stop-signs" },
    make("p", { class: "sk-title" }, "While you stretch"),
    make("p", {}, texts.box_c_title),
    make("ul", {}, ...model.get("stop_signs").map((sign) => make("li", {}, sign))),
    make("p", {}, texts.box_c_after),
  );
  const announcer = makeAnnouncer();
  let lastTicked;
  const root = make(
    "div",
    { class: "sk-root sk-safety", role: "group", "aria-label": "Safety check" },
    title,
    make("p", { part: "adults" }, texts.adults_only),
    hint,
    list,
    choose,
    result,
    make("div", { class: "sk-safety-foot" }, stopSigns, make("p", { part: "not-better" }, texts.not_better)),
    announcer,
  );

  const advice = new AdviceList(root, "told", "a stretch");
  const stands = new StandingPanel();
  result.append(advice.element, mild, stands.element, make("div", { class: "sk-row" }, again, back), goesOn);

  // Title and advice: the gravest that the page was told, or else what the answers come to.
  function verdict() {
    const [worst] = told().filter(halts);
    const { state, level, title: name, advice: words } = worst ?? answers();
    if (!worst && state === "clear" && level === null) return [texts.nothing_ticked];
    return [name, words].filter(Boolean);
  }

  // The word on a sign opens right under it: the list is longer than a screen.
  function place(ticked) {
    const stays = ticked.includes(lastTicked) || (!ticked.length && !list.hidden);
    const key = stays ? lastTicked : ticked[0];
    const above = key ? boxes.get(key).parentElement : hint;
    if (above.nextElementSibling !== result) above.after(result);
  }

  function draw() {
    const { state, level, ticked } = answers();
    for (const [key, box] of boxes) box.checked = ticked.includes(key);
    const clear = state === "clear" && level === null;
    const items = told().filter(halts);
    const words = verdict();
    advice.paint(items, { ownKey: CHECK });
    mild.hidden = items.length > 0 || words.length === 0;
    mild.replaceChildren(...(mild.hidden ? [] : [makeHeading(words[0]), make("p", {}, words[1] ?? "")]));
    stands.paint();
    if (announcer.textContent !== inWords()) announcer.textContent = ""; // It is no longer so.
    result.hidden = words.length === 0 && stands.element.hidden;
    again.hidden = !clear;
    goesOn.hidden = !ticked.length;
    stopSigns.hidden = items.length > 0;
    back.hidden = (!clear && level === null) || !pageState(root).waiting;
    title.textContent = clear ? ANSWERED : ASKED;
    hint.className = "sk-quiet";
    // "None of these" beside a call that came later would read as its opposite.
    hint.textContent = clear ? (items.length ? "" : NONE) : level === null ? HINT : `You ticked a sign. ${asSentence(words[0])}`;
    list.hidden = choose.hidden = clear;
    noneButton.disabled = ticked.length > 0;
    place(ticked);
  }

  keepKeysInside(root);
  el.append(root);
  let leave = () => {};
  const giveUp = whenInPage(root, () => {
    const page = pageOf(root);
    const shared = register();
    const checks = (shared.checks ??= new Set());
    const answered = (event) => {
      if (event.detail === "clear") sayNone();
      else if ([...checks].find((check) => pageOf(check) === page) === root) openList({ more: false });
    };
    checks.add(root);
    page.addEventListener("sk-safety", draw);
    page.addEventListener("sk-safety-answer", answered);
    answer(answers());
    askOfToday();
    const rest = nowAndThen(askOfToday);
    leave = () => {
      rest();
      page.removeEventListener("sk-safety", draw);
      page.removeEventListener("sk-safety-answer", answered);
      checks.delete(root);
      if (checks.size) return;
      // A cell that is run again takes its check away for a moment. What was answered stays.
      if (shared.safety.state === "unanswered" && !shared.safety.unticked) shared.safety = undefined;
      tellAll();
    };
  });
  return () => {
    giveUp();
    leave();
  };
}

export default { render };
