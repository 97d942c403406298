import { make } from "./dom.js";
import { PlayerBody } from "./player_body.js";

// The pictures of a routine: those of the stretch that is under way, each form's own.

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
  }

  close() {
    for (const body of this.#bodies.values()) body.close();
  }

  paint(clock, now, shown) {
    const { stretch } = clock.phase;
    if (stretch !== this.#place) this.#turnTo(stretch);
    const { state, index, length } = clock;
    const leftAt = (when) => clock.leftAt(when);
    this.#body.paint({ state, index: index - this.#first, length, leftAt }, now, shown);
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
  }
}
