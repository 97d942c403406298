import { isOfEarlierDay } from "./day.js";
import { make, makeButton } from "./dom.js";
import { pageOf, register, tellAll } from "./page.js";

// All that a page has been told of how its reader is: by the safety checks, by Stop and the scores
// of every player, by the log, in whatever notebook. Whoever shows advice shows the most urgent of
// all of it first. An item: { key, at, level, title, advice }, and of a player also { session, from,
// said, ifTrue }: what was answered, and what still stands when that is taken back. `at` is when it
// was told, in Unix ms.

// The most urgent first. What is not gentle says: do not stretch now; "open" is a question that may
// have a grave answer and has none yet.
const GENTLE = ["halve", "easier"];
const URGENCY = ["emergency", "today", "done_today", "this_week", "open", ...GENTLE];

export const CHECK = "check";
const UNTICKED = {
  level: "open",
  title: "First tick what is true",
  advice: "You said that one or more signs of the safety check are true. Tick them there: what to do depends on which.",
};
export const FROM_CHECK =
  "This comes from the safety check on this page. If you ticked a line by mistake, change it there.";

export const NO_TROUBLE_FELT = "No trouble, I just want to end";
const EARLIER = "You stopped on an earlier day";
const OUT = "An entry in your pain log";
const GONE = "Has it gone since? What to do stays the same.";

export function rank({ level }) {
  const place = URGENCY.indexOf(level);
  return place < 0 ? URGENCY.length : place;
}

export function halts(item) {
  return rank(item) < URGENCY.indexOf(GENTLE[0]);
}

// The item of the safety check's own verdict; nothing if it halts nobody.
function ofCheck({ state, level, title, advice, unticked } = {}) {
  if (state === "stopped") return [{ key: CHECK, level, title, advice }];
  return unticked ? [{ key: CHECK, ...UNTICKED }] : [];
}

function itemsOf() {
  return (register().told ??= new Map());
}

// Every item of the page, the most urgent first.
export function told() {
  const items = [...ofCheck(register().safety), ...itemsOf().values()];
  return items.sort((one, other) => rank(one) - rank(other));
}

// Keeps an item for as long as the page is open, whatever becomes of who told it; null takes it
// back, also from the players that would bring it again after a reload.
export function tell(key, item) {
  const items = itemsOf();
  if (item) items.set(key, asOfToday({ key, at: Date.now(), ...item }));
  else if (!items.delete(key)) return;
  if (!item) keepAll();
  tellAll();
}

// "Done for today" is over with its day. What it says of the next time stands on.
function asOfToday(item) {
  if (item.level !== "done_today" || !isOfEarlierDay(item.at)) return item;
  return { ...item, level: "easier", title: EARLIER, advice: `You were told: “${item.advice}”`, isPast: true };
}

export function lapse() {
  const items = itemsOf();
  const past = [...items].map(([key, item]) => [key, asOfToday(item)]).filter(([key, item]) => item !== items.get(key));
  for (const [key, item] of past) items.set(key, item);
  if (past.length) tellAll();
}

// Has every player keep what a reload must bring again.
function keepAll() {
  players().forEach((player) => player.keep());
}

// What was said in a player that is no longer on the page.
export function leftBehind() {
  const here = players().map(({ session }) => session);
  return told().filter(({ session }) => session && !here.includes(session));
}

// What was taken back and would still call for something if it was true: { said, level, ifTrue },
// and `ofLog` if it was taken out of the log. It stands as long as the page is open; what is of the
// log, as long as the log tells of it.
function backItems() {
  return (register().takenBack ??= new Map());
}

// What a player has its kernel keep. What is of the log is not for others to keep.
export function takenBack() {
  return [...backItems().values()].filter(({ ofLog }) => !ofLog);
}

export function keepStanding({ said, level, ifTrue }) {
  if (ifTrue) backItems().set(said, { said, level, ifTrue });
}

// What still stands, but where what is as urgent or more says so already.
export function standing() {
  const [worst] = told();
  return [...backItems().values()]
    .filter((one) => !worst || rank(worst) > rank(one))
    .sort((one, other) => rank(one) - rank(other));
}

// What a log calls for, in place of what the same teller said of it before. `takenOut`: what is out
// of the log and called for it, where the teller knows that.
export function tellOfLog(teller, advice, takenOut) {
  const items = itemsOf();
  for (const key of [...items.keys()]) if (key.startsWith(`${teller} `)) items.delete(key);
  for (const { level, title, words } of advice) {
    const key = `${teller} ${level}`;
    items.set(key, { key, at: Date.now(), level, title, advice: words, ofLog: true });
  }
  if (takenOut) standOfLog(takenOut);
  tellAll();
}

function standOfLog(takenOut) {
  const items = backItems();
  for (const [key, { ofLog }] of [...items]) if (ofLog) items.delete(key);
  for (const { level, words } of takenOut) {
    items.set(`log ${level}`, { said: OUT, level, ifTrue: words, ofLog: true });
  }
}

function players() {
  return [...(register().players ?? [])];
}

// A player of the page: an object with its `session`, its `root` and `keep()`, which has the kernel
// keep what a reload must bring again. Returns a function that lets it leave.
export function joinPage(player) {
  const here = (register().players ??= new Set());
  here.add(player);
  return () => here.delete(player);
}

function saysTheSame(one, other) {
  return one.title === other.title && one.advice === other.advice;
}

// A clinician's yes takes back what the log says, whoever of the page told it. It is not offered
// while anything calls for an emergency: it could be read as the way past that. Nor is it the way
// past a day that is done.
function saidYes(item) {
  const items = told();
  if (item.level === "done_today" || items.some(({ level }) => level === "emergency")) return [];
  const same = items.filter((one) => one.ofLog && saysTheSame(one, item));
  return [makeButton("A clinician said yes", () => same.forEach(({ key }) => tell(key, null)))];
}

// The words of a sign or an answer inside a sentence.
function quoted(words) {
  return `“${words.replace(/\.$/, "")}”`;
}

const why = (words) => make("p", { class: "sk-why" }, words);

// What is still to be answered to a Stop whose player is no longer on the page.
function answersOf({ answers, ...item }) {
  const button = (words, answer) => make("li", {}, makeButton(words, () => {
    tell(item.key, answer && { ...item, ...answer });
    keepAll();
  }));
  return [why(`You pressed Stop in ${item.from}.`), make("ul", { class: "sk-felt" },
    ...answers.map((answer) => button(answer.said, answer)), button(NO_TROUBLE_FELT, null))];
}

// Where an item comes from, and how it is taken back where nobody else can do that.
function originOf(el, item, stretch) {
  const said = item.said ? ` You said: ${quoted(item.said)}.` : "";
  if (item.key === CHECK) return [why(FROM_CHECK)];
  if (item.ofLog) {
    return [why("This comes from your pain log."), ...(halts(item) ? saidYes(item) : [])];
  }
  const player = players().find(({ session }) => session === item.session);
  if (player && pageOf(player.root) === pageOf(el)) {
    return [why(`This comes from what you said after ${stretch} on this page: ${item.from}.${said}`)];
  }
  if (player) return [why(`This comes from what you said in another notebook: ${item.from}.${said}`)];
  if (item.answers) return answersOf(item);
  return [why(`This comes from what you said earlier: ${item.from}.${said}`),
    ...(halts(item) ? [why(GONE)] : []), makeButton("I said it by mistake", () => {
      keepStanding(item);
      tell(item.key, null);
    })];
}

export function panelClass(level) {
  if (level === "emergency") return "sk-panel sk-panel-emergency";
  return halts({ level }) ? "sk-panel sk-panel-stop" : "sk-panel";
}

// A heading that can take the focus, so that a reader who pressed a vanished button is led here.
export function makeHeading(text) {
  return make("p", { class: "sk-title", tabindex: -1 }, text);
}

// One piece of what a log calls for, beside what was saved.
export function advicePanel({ level, title, words }) {
  return make("div", { class: panelClass(level) }, make("p", { class: "sk-title" }, title), make("p", {}, words));
}

// Shows what was taken back and still stands if it was true.
export class StandingPanel {
  element = make("div", { part: "if-it-was-true", class: "sk-panel sk-panel-stop" });
  #shown;

  paint() {
    const items = standing();
    const shown = JSON.stringify(items);
    if (shown === this.#shown) return; // It is painted with every picture.
    this.#shown = shown;
    this.element.hidden = items.length === 0;
    this.element.replaceChildren(...items.map(({ said, ifTrue }) =>
      make("p", {}, make("strong", {}, ifTrue), ` You took back: ${quoted(said)}.`)));
  }
}

function alike(items) {
  const groups = new Map();
  for (const item of items) {
    const text = `${item.title} ${item.advice}`;
    groups.set(text, [...(groups.get(text) ?? []), item]);
  }
  return [...groups.values()];
}

// Shows items in a place, the first one large; what says the same is said once. `stretch` is what
// the shower calls a player of the page. Rebuilds nothing that stands there already.
export class AdviceList {
  element;
  #root;
  #stretch;
  #shown = "";

  constructor(root, part, stretch) {
    this.#root = root;
    this.#stretch = stretch;
    this.element = make("div", { part });
    this.element.hidden = true;
  }

  paint(items, { isFirst = true, ownKey } = {}) {
    this.element.hidden = items.length === 0;
    const groups = alike(items);
    const origins = groups.map((same) => same.filter(({ key }) => key !== ownKey)
      .filter((item, place, rest) => !item.ofLog || rest.findIndex(({ ofLog }) => ofLog) === place)
      .flatMap((item) => originOf(this.#root, item, this.#stretch)));
    const shown = JSON.stringify([groups, origins.map((parts) => parts.map((part) => part.textContent))]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(...groups.map(([item], place) =>
      this.#panel(item, origins[place], isFirst && place === 0)));
  }

  focus() {
    this.element.querySelector(".sk-title")?.focus();
  }

  #panel({ level, title, advice }, origin, isLarge) {
    const said = isLarge
      ? [makeHeading(title), make("p", {}, advice)]
      : [make("p", {}, make("strong", {}, `Also: ${title}.`), ` ${advice}`)];
    return make("div", { class: `${panelClass(level)}${isLarge ? "" : " sk-also"}` }, ...said, ...origin);
  }
}
