import { makeButton } from "./dom.js";

// Speaks the cues with a voice of the browser itself. Off until chosen, and never the only
// channel: the same words are shown and announced. Voices that send the words away are not used.

const SPEAKER = Symbol.for("stretchkit speaker"); // the player that speaks now, if any does
const SAMPLE = "The cues are spoken.";

function pageLanguage() {
  return document.documentElement.lang || navigator.language;
}

// A voice of the page's language on this computer; languages come as "en", "en-GB" or "en_GB".
function findVoice(voices) {
  const [wanted] = pageLanguage().toLowerCase().split(/[-_]/);
  const fits = voices.filter(({ lang, localService }) =>
    localService !== false && lang.toLowerCase().split(/[-_]/)[0] === wanted);
  return fits.find((voice) => voice.default) ?? fits[0] ?? null;
}

export class Voice {
  button;
  #synth = window.speechSynthesis;
  #voice = null;
  #isOn = false;
  #muted = false;
  #over = false;
  #words = "";

  constructor() {
    this.button = makeButton("Speak the cues", () => this.#toggle(), { "aria-pressed": "false" });
    this.#synth?.addEventListener?.("voiceschanged", this.#look);
    this.#look();
  }

  // The words of a new phase or state; what was being said before is out of date.
  say(words) {
    this.#words = words;
    this.hush();
    if (words) this.#speak(words);
  }

  hush() {
    if (!this.#synth || window[SPEAKER] !== this) return;
    window[SPEAKER] = null;
    this.#synth.cancel();
  }

  close() {
    this.#synth?.removeEventListener?.("voiceschanged", this.#look);
    this.hush();
  }

  paint({ muted, over }) {
    if (muted && !this.#muted) this.hush();
    this.#muted = muted;
    this.#over = over;
    this.button.hidden = over || !this.#voice;
    this.button.setAttribute("aria-disabled", String(muted));
  }

  // Browsers load their voices late, and may lose them.
  #look = () => {
    this.#voice = findVoice(this.#synth?.getVoices() ?? []);
    this.button.hidden = this.#over || !this.#voice;
  };

  #toggle() {
    if (this.#muted) return;
    this.#isOn = !this.#isOn;
    this.button.setAttribute("aria-pressed", String(this.#isOn));
    if (this.#isOn) this.#speak(this.#words || SAMPLE);
    else this.hush();
  }

  // Whoever spoke before, on any player of the page, is silent first.
  #speak(words) {
    if (!this.#isOn || this.#muted || !this.#voice) return;
    this.#synth.cancel();
    window[SPEAKER] = this;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = this.#voice;
    utterance.lang = this.#voice.lang;
    this.#synth.speak(utterance);
  }
}
