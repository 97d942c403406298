import { DosePanel, halvedDose, withDose } from "./shared/dose.js";
import { GuidedPlayer } from "./shared/guided_player.js";
import { PlayerBody } from "./shared/player_body.js";

// One stretch: what is chosen before Start is how long and how often.
function oneStretch(model) {
  return {
    trait: "dose",
    session() {
      const script = withDose(model.get("script"), model.get("dose"));
      return { phases: script.phases, scripts: [script], whole: script };
    },
    makeChoice: (script, choose) => new DosePanel(script, choose),
    halved: halvedDose,
    makeBody: (scripts) => new PlayerBody(model, scripts),
  };
}

function render({ model, el }) {
  const player = new GuidedPlayer(model, el, oneStretch(model));
  return () => player.close();
}

export default { render };
