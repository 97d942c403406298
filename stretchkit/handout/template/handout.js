// The one script of a handout: gives each widget a stand-in for the notebook's model and starts
// it in place of its static twin. A widget that does not start leaves its twin standing.

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
