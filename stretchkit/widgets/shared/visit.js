// What was answered to the safety check and to Stop, and the scores of a session, must stand when a
// browser loads the page again, as phones do by themselves, before a busy kernel has heard of it, and
// in the next handout that is gone to. It is kept with this visit of the tab alone: in no file, and
// not for the next time.
const VISIT = "stretchkit";

// As text, empty if nothing is kept.
function visited() {
  try {
    return sessionStorage.getItem(VISIT) ?? "";
  } catch { // A browser may be told to keep nothing at all.
    return "";
  }
}

// What the register of a new page begins with.
export function takeUp() {
  let known = visited();
  // A page that was left and come back to has not heard what was said in between.
  addEventListener("pagehide", () => { known = visited(); });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && visited() !== known) location.reload();
  });
  if (!known) return {};
  const { told, takenBack, safety, scores } = JSON.parse(known);
  return { told: new Map(told), takenBack: new Map(takenBack), safety, scores };
}

export function keepForThisVisit({ told = [], takenBack = [], safety, scores }) {
  const visit = { told: [...told], takenBack: [...takenBack], safety, scores };
  try {
    sessionStorage.setItem(VISIT, JSON.stringify(visit));
  } catch { /* It stands as long as the page is open. */ }
}
