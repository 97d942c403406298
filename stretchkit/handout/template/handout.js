// The one script of a handout: gives each widget a stand-in for the notebook's model and starts
// it in place of its static twin. A widget that does not start leaves its twin standing.

// What was ticked in the safety check and said to Stop must stand when a browser loads the page again,
// as phones do by themselves, and in the next handout that is gone to. It is kept with this visit of
// the tab alone: not with the file, and not for the next time.
const VISIT = "stretchkit";
const REGISTER = Symbol.for("stretchkit"); // where the widgets of a page look for it

function visited() {
  try {
    return sessionStorage.getItem(VISIT);
  } catch { // A browser may be told to keep nothing at all.
    return null;
  }
}

function takeUp(visit) {
  const { told, takenBack, ticked } = JSON.parse(visit);
  document.body[REGISTER] = {
    guesses: {}, exercises: {}, told: new Map(told), takenBack: new Map(takenBack),
    ...(ticked.length && { safety: { ticked, none: false, more: false } }),
  };
}

function keepForThisVisit() {
  const { told = [], takenBack = [], safety } = document.body[REGISTER];
  const answers = [...told].map(([key, { note, ...item }]) => [key, item]); // without the scores
  const visit = { told: answers, takenBack: [...takenBack], ticked: safety?.ticked ?? [] };
  try {
    sessionStorage.setItem(VISIT, JSON.stringify(visit));
  } catch { /* It stands as long as the page is open. */ }
}

// What a widget asks of its model, without a kernel behind it.
function standInModel(state, blobs) {
  const listeners = new Map();
  const tell = (name, ...news) => [...(listeners.get(name) ?? [])].forEach((act) => act(...news));
  const model = {
    offline: true,
    blob: (name) => blobs[name],
    get: (name) => state[name],
    set(names, value) {
      const news = typeof names === "object" ? names : { [names]: value };
      const changed = Object.keys(news).filter((name) => state[name] !== news[name]);
      Object.assign(state, news);
      for (const name of changed) tell(`change:${name}`, model, state[name]);
      if (changed.length) tell("change", model);
    },
    on(names, act) {
      for (const name of names.split(" ")) {
        if (!listeners.has(name)) listeners.set(name, new Set());
        listeners.get(name).add(act);
      }
    },
    off(names, act) {
      for (const name of names ? names.split(" ") : [...listeners.keys()]) {
        if (act) listeners.get(name)?.delete(act);
        else listeners.delete(name);
      }
    },
    save_changes() {},
    send() {},
  };
  return model;
}

// On a phone most readers are patients: what teachers and keyboards use is one tap further away.
function foldAway(player) {
  const classClock = [...player.querySelectorAll(".sk-controls button")]
    .find((button) => button.textContent === "Class clock");
  const controls = document.createElement("div");
  controls.className = "sk-controls";
  controls.append(...[classClock, ...player.querySelectorAll(".sk-controls :is(select, .sk-choice)")].filter(Boolean));
  const fold = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "For teachers and keyboards";
  fold.className = "for-teachers";
  const keys = player.querySelector(".sk-keys");
  keys.before(fold);
  fold.append(summary, controls, keys);
}

(async () => {
  // By type, not by id: what a notebook brings along cannot hold a script, but may hold any id.
  const data = document.querySelector('body > script[type="application/json"]');
  const { modules, blobs, widgets } = JSON.parse(data.textContent);

  let known = visited();
  if (known) takeUp(known);
  document.body.addEventListener("sk-safety", () => {
    keepForThisVisit();
    known = visited();
  });
  // A page that was left and come back to has not heard what was said in between.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && visited() !== known) location.reload();
  });

  const loaded = {};
  const load = (kind) => {
    const address = URL.createObjectURL(new Blob([modules[kind]], { type: "text/javascript" }));
    return import(address).finally(() => URL.revokeObjectURL(address));
  };

  for (const place of document.querySelectorAll("main [data-live]")) {
    const { kind, state } = widgets[Number(place.dataset.live)];
    try {
      const { default: widget } = await (loaded[kind] ??= load(kind));
      await widget.render({ model: standInModel(state, blobs), el: place.querySelector(".live") });
      place.classList.add("is-live");
      if (kind === "player" && matchMedia("(max-width: 30em)").matches) foldAway(place);
    } catch (error) {
      place.querySelector(".live").replaceChildren();
      console.warn(`The ${kind} did not start; its printed form is shown.`, error);
    }
  }
})();
