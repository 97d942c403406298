import { make } from "./dom.js";
import { PlayerBody } from "./player_body.js";

// The pictures of a routine: those of the stretch that is under way, each form's own. Before Start
// each of its stretches can be watched.

// What a form's pictures see of the model: every message says which form it is about.
function modelOf(model, form) {
  return {
    offline: model.offline,
    widget_manager: model.widget_manager,
    blob: (name) => model.blob(name),
    get: (name) => (name === "films" ? model.get(name)[form] : model.get(name)),
    on: (name, act) => model.on(name, act),
    off: (name, act) => model.off(name, act),
    send: (message) => model.send({ ...message, form }),
  };
}

export class PlayerBodies {
  #model;
  #scripts;
  #bodies = new Map(); // by form
  #place = null; // of the stretch that is shown
  #body = null;
  #first; // the index of its first phase
  #watched = 0; // the place of the stretch that is shown before Start
  #last; // what was painted last
  #pick = make("select", { onchange: () => this.#watch() });
  #which = make("label", { class: "sk-row", part: "watch-which" }, "Stretch", this.#pick);
  stage = make("div", { class: "sk-bodies" });
  choices = [make("div", { class: "sk-bodies" })];
  more = make("div");

  constructor(model, scripts) {
    this.#model = model;
    this.use(scripts);
  }

  use(scripts) {
    this.#scripts = scripts;
    this.#place = null;
    this.#watched = 0;
    this.#which.hidden = scripts.length === 1;
    this.#pick.replaceChildren(...scripts.map(({ label }, place) => make("option", { value: place }, `${place + 1}. ${label}`)));
  }

  close() {
    for (const body of this.#bodies.values()) body.close();
  }

  paint(clock, now, shown) {
    this.#last = [clock, now, shown];
    const place = clock.state === "ready" ? this.#watched : clock.phase.stretch;
    if (place !== this.#place) this.#turnTo(place);
    const { state, index, length } = clock;
    const leftAt = (when) => clock.leftAt(when);
    this.#body.paint({ state, index: index - this.#first, length, leftAt }, now, shown);
  }

  #watch() {
    this.#watched = Number(this.#pick.value);
    this.paint(...this.#last);
    this.#pick.focus(); // It moved to the other stretch's pictures, and so lost the focus.
  }

  #turnTo(place) {
    const script = this.#scripts[place];
    const { form, phases } = script;
    const own = { ...script, phases: phases.filter(({ stretch }) => stretch === place) };
    const was = this.#body;
    this.#place = place;
    this.#first = phases.findIndex(({ stretch }) => stretch === place);
    if (this.#bodies.has(form)) this.#bodies.get(form).use([own]);
    else this.#bodies.set(form, new PlayerBody(modelOf(this.#model, form), [own]));
    this.#body = this.#bodies.get(form);
    if (this.#body === was) return;
    if (was) this.#body.looks = was.looks;
    this.stage.replaceChildren(this.#body.stage);
    this.choices[0].replaceChildren(...this.#body.choices);
    this.more.replaceChildren(this.#body.more);
    this.#body.watch.firstElementChild.after(this.#which); // under its title
  }
}
