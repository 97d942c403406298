import { ClassClock } from "./class_clock.js";
import { PhaseClock, soundsAhead } from "./clock.js";
import { doneWords } from "./done_words.js";
import { pageOf, whenInPage } from "./page.js";
import { PageSafety } from "./page_safety.js";
import { PlayerLog, newSession } from "./player_log.js";
import { DonePanel, SafetyPanel, StopPanel, announcement } from "./player_panels.js";
import { PlayerView } from "./player_view.js";
import { withoutStretch } from "./routine.js";
import { Chimes } from "./sound.js";
import { Ticker } from "./ticker.js";
import { Voice } from "./voice.js";

// A guided session: joins the clock, its face, its sounds and the notebook around it. Of what it is
// made, one stretch or several, is the business of its `kind`:
//   trait: the trait that holds what is chosen before Start; makeBody(scripts): the pictures;
//   session(order): { phases, scripts, whole }: the phases, or those of `order` alone; the words of
//     each stretch, by the `stretch` of its phases; and a script of all that was planned;
//   makeChoice(script, choose): the panel to choose from; halved(chosen): the same in half the time.
export class GuidedPlayer {
  #model;
  #kind;
  #session;
  #script; // of the stretch that is under way
  #order = null; // the phases that are left, once a stretch was skipped
  #clock;
  #view;
  #body;
  #stopPanel;
  #safety;
  #safetyPanel;
  #choice;
  #donePanel = new DonePanel();
  #log;
  #classClock;
  #chimes = new Chimes();
  #voice = new Voice();
  #ticker = new Ticker(() => this.#tick());
  #muted = false;
  #saving = false;
  #cleanups = [];

  constructor(model, el, kind) {
    this.#model = model;
    this.#kind = kind;
    this.#session = kind.session(null);
    [this.#script] = this.#session.scripts;
    this.#clock = new PhaseClock(this.#session.phases);
    const acts = this.#acts();
    this.#view = new PlayerView(this.#script, acts);
    this.#classClock = new ClassClock(acts, this.#script, { first: (open) => this.#safetyPanel.before(open),
      afterwards: () => this.#holdsBack && this.#safetyPanel.lead() });
    this.#safety = new PageSafety(this.#view.root, () => this.#script, () => this.#log?.session,
      (felt) => this.#tell({ felt }));
    this.#body = kind.makeBody(this.#session.scripts);
    this.#stopPanel = new StopPanel(this.#script, (choice) => {
      this.#safety.tellStop(choice);
      this.#paint();
    });
    this.#safetyPanel = new SafetyPanel((answer) => this.#answerSafety(answer));
    this.#choice = kind.makeChoice(this.#script, (chosen, { isNew } = {}) =>
      this.#choose(isNew && this.#safety.saysHalve ? kind.halved(chosen) : chosen));
    this.#log = new PlayerLog(model, this.#script, {
      root: this.#view.root, safety: this.#safety, changed: () => this.#change(() => {}),
    });
    this.#assemble(el);
    this.#listen();
    this.#adopt({ opens: true });
  }

  close() {
    this.#ticker.stop();
    for (const part of [this.#chimes, this.#voice, this.#classClock, this.#body, this.#log, this.#stopPanel]) part.close();
    for (const cleanup of this.#cleanups) cleanup();
  }

  #acts() {
    const act = (change, { opensSound = false } = {}) => () => {
      if (this.#safety.halts) return;
      if (opensSound && !this.#muted) this.#chimes.open();
      this.#change(change);
    };
    const clock = this.#clock;
    return {
      main: act(() => {
        if (clock.state === "running") clock.pause();
        else if (this.#holdsBack) this.#safetyPanel.lead();
        else if (clock.state === "paused") clock.resume();
        else clock.start();
      }, { opensSound: true }),
      stop: () => this.#pressStop(),
      back: act(() => clock.back()),
      skip: act(() => clock.skip()),
      skipStretch: act(() => this.#skipStretch()),
      extend: act(() => clock.extend()),
      restart: () => this.#restart(),
      mute: () => this.#setMuted(!this.#muted),
      sound: () => this.#setMuted(false),
      full: () => this.#view.toggleFull(),
    };
  }

  #assemble(el) {
    const view = this.#view;
    const { above, below, standing } = this.#safety;
    view.assemble([this.#log.morning, this.#choice.element, standing.element, above.element, this.#stopPanel.element, this.#donePanel.element],
      this.#safetyPanel.ask, [this.#log.scores.element, this.#log.note, below.element]);
    view.stage.prepend(this.#body.stage);
    view.controls.append(...this.#body.choices);
    view.controls.after(this.#body.more);
    view.mute.after(this.#voice.button);
    view.full.after(this.#classClock.button);
    view.root.append(this.#classClock.element);
    el.append(view.root);
  }

  #listen() {
    const on = (target, name, act) => {
      target.addEventListener(name, act);
      this.#cleanups.push(() => target.removeEventListener(name, act));
    };
    on(document, "fullscreenchange", () => this.#paint());
    const adopt = () => this.#saving || this.#adopt(); // Another view of this player has moved on.
    for (const name of [`change:${this.#kind.trait}`, "change:run", "change:felt"]) {
      this.#model.on(name, adopt);
      this.#cleanups.push(() => this.#model.off(name, adopt));
    }
    const { root } = this.#view;
    this.#cleanups.push(whenInPage(root, () => {
      on(pageOf(root), "sk-safety", () => this.#heedSafety());
      on(pageOf(root), "sk-start", ({ detail }) => {
        if (detail !== this.#log.session && this.#clock.state === "running") this.#change(() => this.#clock.pause());
      });
      this.#cleanups.push(this.#safety.join(() => (this.#view.main.offsetParent ? this.#view.main : root).focus()));
      this.#log.start();
    }));
  }

  // Before Start alone: what is under way keeps what it began with.
  #choose(chosen) {
    if (this.#clock.state !== "ready") return;
    this.#tell({ [this.#kind.trait]: chosen });
    this.#compose(null);
    this.#clock.reset();
    this.#useScript();
    this.#paint();
  }

  // Composes the session anew: of what is chosen, or of what is left of it.
  #compose(order) {
    this.#order = order;
    this.#session = this.#kind.session(order);
    this.#clock.phases = this.#session.phases;
    this.#body.use(this.#session.scripts);
  }

  // The words of the stretch that is under way, and what the check lets it do.
  #useScript() {
    this.#setGate();
    this.#script = this.#session.scripts[this.#clock.phase.stretch ?? 0];
    for (const part of [this.#view, this.#stopPanel, this.#classClock]) part.use(this.#script);
  }

  // A stretch is left by its own way back, and nothing of it is completed that was not done.
  #skipStretch() {
    const { active, gate, index, phases, phase } = this.#clock.at();
    if (!active || phase.rest_between) return;
    if (index !== gate) {
      const order = this.#order ?? phases.map((_, place) => place);
      this.#compose(withoutStretch(phases, index).map((place) => order[place]));
      this.#useScript();
    }
    if (phase.kind !== "release") this.#clock.skip();
  }

  // Goes on from what the model knows: after a reload, or when another view has acted.
  #adopt({ opens = false } = {}) {
    const [state, completed, run] = ["state", "completed", "run"].map((name) => this.#model.get(name));
    const wasState = this.#clock.state;
    this.#compose(run?.order ?? null);
    if (state === "ready") this.#clock.reset();
    this.#clock.restore({ state, completed, run });
    this.#useScript();
    this.#log.session = run?.session ?? this.#log.session ?? newSession();
    this.#safety.restore(this.#model.get("felt"), { opens });
    // Stop was pressed before the page was left, and the kernel has not heard of it.
    if (opens && this.#safety.stopped) this.#clock.restore({ state: "stopped", completed, run });
    if (opens && this.#clock.state !== state) this.#save();
    if (this.#clock.state !== wasState) this.#openPanel({ focus: false });
    this.#follow();
    this.#tick();
  }

  #tick() {
    const now = Date.now();
    const was = this.#place();
    this.#clock.at(now);
    if (this.#place() !== was) this.#moved(now);
    else this.#paint(now);
    return this.#clock.end - now;
  }

  // Something that a person did.
  #change(change) {
    const clock = this.#clock;
    const was = this.#place();
    const wasRunning = clock.state === "running";
    change();
    if (!wasRunning && clock.state === "running") this.#safety.begin();
    const now = Date.now();
    if (this.#muted || clock.state !== "running") this.#chimes.cancel();
    else this.#chimes.schedule(soundsAhead(clock, now), now);
    if (this.#place() !== was) this.#moved(now);
    else this.#save();
    this.#paint(now);
  }

  // Where the session is: when this changes, Python is told and a word is said.
  #place() {
    const { state, index, waits } = this.#clock;
    return `${state} ${index} ${waits}`;
  }

  // The phase or the state is another one now.
  #moved(now) {
    const { state } = this.#clock;
    const hadFocus = this.#view.root.contains(document.activeElement);
    const starts = this.#view.root.dataset.state === "ready" && state === "running";
    this.#useScript();
    this.#follow();
    this.#save();
    if (state === "running" && this.#chimes.hasDrifted(now) && !this.#muted) {
      this.#chimes.schedule(soundsAhead(this.#clock, now), now);
    }
    this.#paint(now);
    this.#openPanel({ focus: hadFocus });
    this.#announce();
    // What stood before Start is gone, and what matters may have left the window with it.
    if (starts) this.#view.stage.scrollIntoView({ block: "nearest" });
    if (this.#clock.waits) this.#safetyPanel.ask.scrollIntoView({ block: "nearest" });
  }

  #openPanel({ focus }) {
    const { state, completed } = this.#clock;
    const done = doneWords(this.#session.whole, completed, { stopped: state === "stopped" });
    const { felt } = this.#safety.stopped ?? {};
    if (state === "stopped" && felt) this.#stopPanel.tell(felt, { focus });
    else if (state === "stopped") this.#stopPanel.ask(done, { focus });
    if (state === "done") this.#donePanel.show(done, this.#script.pain_rule, { focus });
  }

  #announce() {
    const words = announcement(this.#clock, this.#script, this.#asksWhatWasFelt);
    this.#say(this.#classClock.afterStop ?? words, { aloud: this.#clock.state !== "paused" });
  }

  // Shown elsewhere, said here: by the screen reader and, if it was chosen, by the browser's voice.
  #say(words, { aloud }) {
    this.#view.announce(words);
    this.#classClock.announce(words);
    this.#voice.say(aloud ? words : "");
  }

  #follow() {
    if (this.#clock.state === "running") this.#ticker.start();
    else this.#ticker.stop();
  }

  #save() {
    const { state, completed } = this.#clock;
    this.#tell({ state, completed, run: { ...this.#clock.save(), session: this.#log.session, ...(this.#order && { order: this.#order }) } });
  }

  #tell(traits) {
    this.#saving = true;
    try {
      for (const [name, value] of Object.entries(traits)) this.#model.set(name, value);
      this.#model.save_changes();
    } catch {
      // Python is gone; the clock in the page goes on without it.
    }
    this.#saving = false;
  }

  // Also where another view of this player runs while this page says stop.
  #pressStop() {
    if (!this.#clock.active) return;
    this.#safety.tellStop(null);
    this.#change(() => this.#clock.stop());
  }

  get #asksWhatWasFelt() {
    return Boolean(this.#safety.stopped) || !this.#safety.halts;
  }

  // From the middle of a session it begins again at once; after one, with a score if wanted.
  #restart() {
    if (this.#safety.halts) return;
    const goesOn = this.#clock.active;
    const hadFocus = this.#view.root.contains(document.activeElement);
    this.#log.session = newSession();
    this.#compose(null);
    this.#change(() => {
      this.#clock[goesOn ? "restart" : "reset"]();
      this.#setGate();
    });
    this.#useScript();
    this.#safety.keep();
    if (hadFocus) this.#view.main.focus();
  }

  #setMuted(muted) {
    this.#muted = muted;
    if (!muted) this.#chimes.open();
    this.#change(() => {});
  }

  // While the check is unanswered, no stretch of those to come goes beyond getting ready.
  #setGate() {
    const clock = this.#clock;
    const next = clock.phases.findIndex(({ kind }, place) => place >= clock.index && kind === "get_ready");
    clock.gate = this.#safety.asks && next >= 0 ? next : null;
  }

  // Whatever it was paused by, it goes on once the check is answered.
  get #holdsBack() {
    return this.#clock.state === "paused" && this.#safety.asks;
  }

  #heedSafety() {
    const clock = this.#clock;
    const was = clock.gate;
    this.#setGate();
    if (clock.gate !== was && clock.active) this.#change(() => {}); // The sounds to come are other ones now.
    if (this.#safety.halts) {
      this.#view.leaveFull();
      if (clock.active) this.#change(() => clock.stop());
    }
    // What ended on an earlier day does not keep this one from beginning.
    if (!clock.active && this.#safety.ended?.isPast) this.#restart();
    if (clock.state === "ready") this.#safety.halveOnce(() => this.#choose(this.#kind.halved(this.#model.get(this.#kind.trait))));
    this.#paint();
    this.#heedAnswer();
  }

  // Another view of this player may have been told what was felt.
  #heedAnswer() {
    if (this.#clock.state !== "stopped" || this.#stopPanel.shows === this.#safety.stopped?.felt) return;
    this.#openPanel({ focus: false });
    if (this.#classClock.isOpen) this.#announce();
  }

  #answerSafety(answer) {
    const clock = this.#clock;
    const waited = clock.waits;
    if (answer === "more") {
      this.#change(() => clock.pause());
      this.#view.leaveFull();
    } else {
      this.#view.main.focus();
    }
    this.#safety.answer(answer);
    if (!waited || clock.gate !== null || this.#safety.halts) return;
    // Answered here, so someone is here: get ready begins again by itself.
    if (!this.#muted) this.#chimes.open();
    this.#change(() => clock.resume());
    this.#say("Get ready.", { aloud: true });
  }

  #paint(now = Date.now()) {
    const clock = this.#clock;
    const view = this.#view;
    const { state } = clock;
    const halted = this.#safety.halts;
    const holdsBack = this.#holdsBack;
    const asks = holdsBack || (clock.gate !== null && clock.index <= clock.gate && (clock.active || state === "ready"));
    const stopLevel = this.#safety.stopped?.level;
    const finished = state === "done" || (state === "stopped" && stopLevel === "ended");
    const flares = this.#log.paint({ ready: state === "ready", finished, halted });
    view.paint(clock, now, {
      muted: this.#muted,
      soundOff: state === "running" && !this.#muted && !this.#chimes.isOpen,
      full: view.isFull,
      halted,
      mayRestart: !flares && (state !== "stopped" || ["easier", "ended"].includes(stopLevel)),
    });
    const over = halted || state === "done" || state === "stopped";
    this.#body.paint(clock, now, !over);
    this.#voice.paint({ muted: this.#muted, over });
    this.#classClock.paint(clock, now, this.#script, { over, answered: this.#safety.stopped });
    if (halted || holdsBack) this.#classClock.leave(); // Answered on the page, not here.
    this.#choice.paint(this.#model.get(this.#kind.trait), state === "ready" && !halted);
    this.#safety.paint({ ready: state === "ready" });
    this.#safetyPanel.paint({ asks, waiting: holdsBack });
    this.#stopPanel.element.hidden = state !== "stopped" || !this.#asksWhatWasFelt;
    this.#donePanel.element.hidden = halted || state !== "done";
  }
}
