import { GuidedPlayer } from "./shared/guided_player.js";
import { PlayerBodies } from "./shared/player_bodies.js";
import { halvedRoutine, routineSession } from "./shared/routine.js";
import { RoutinePanel } from "./shared/routine_panel.js";
import { RoutineShelf } from "./shared/routine_shelf.js";

// Several stretches with rests: what is chosen before Start is which, in what order and how long.
function routine(model, shelf) {
  const script = model.get("script");
  return {
    trait: "routine",
    session: (order) => {
      const chosen = model.get("routine");
      return routineSession(script, chosen, shelf.nameOf(chosen), order);
    },
    makeChoice: (_, choose) => new RoutinePanel(script, shelf, choose),
    halved: halvedRoutine,
    makeBody: (scripts) => new PlayerBodies(model, scripts),
  };
}

function render({ model, el }) {
  const shelf = new RoutineShelf(model);
  const player = new GuidedPlayer(model, el, routine(model, shelf));
  return () => {
    player.close();
    shelf.close();
  };
}

export default { render };
