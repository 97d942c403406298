import { halvedDose, withDose } from "./dose.js";

// Several stretches one after the other: pure, no page in it. The same rule as in facts/routine.py.

const ALL_DONE = /^All done\. /; // Said after the last stretch alone.

// `chosen`: { stretches: [{ form, hold_s, repetitions, key }], rest_s }; `forms`: the scripts of the
// ways to do a stretch. Each phase knows the place of its `stretch`; a rest goes with what it follows.
export function routinePhases(forms, { stretches, rest_s: seconds }) {
  return stretches.flatMap((one, stretch) => {
    const phases = withDose(forms[one.form], one).phases.map((phase) => ({ ...phase, stretch }));
    const following = forms[stretches[stretch + 1]?.form];
    if (!following) return phases;
    const { moment, repetition } = phases.at(-1);
    const position = positionIn(stretches, forms, stretches[stretch + 1]).toLowerCase();
    const cue = `Rest. Next: ${formName(following)}, ${position}.`;
    return [
      ...phases.map((phase) => ({ ...phase, cue: phase.cue.replace(ALL_DONE, "") })),
      { kind: "rest", rest_between: true, seconds, cue, moment, repetition, stretch,
        not_for: [{ heading: `Leave out ${formName(following)} if`, lines: following.not_for_you_if }] },
    ];
  });
}

export function halvedRoutine(chosen) {
  return { ...chosen, stretches: chosen.stretches.map(halvedDose) };
}

// What can be done either way is done sitting where the rest of the routine is.
export function positionIn(stretches, forms, { form }) {
  const positions = stretches.map((one) => forms[one.form].position);
  const isSeated = positions.includes("Sitting") && !positions.includes("Standing");
  const { position } = forms[form];
  return isSeated && position === "Standing or sitting" ? "Sitting" : position;
}

export function formName({ title, variation }) {
  return `${title}: ${variation}`;
}

// The session of a routine, as GuidedPlayer plays it; `order` are the places of the phases left.
export function routineSession(script, chosen, name, order) {
  const { forms, ...common } = script;
  const whole = routinePhases(forms, chosen);
  const phases = order ? order.map((place) => whole[place]) : whole;
  const count = chosen.stretches.length;
  const lines = notForAll(chosen.stretches.map(({ form }) => forms[form]));
  const scripts = chosen.stretches.map((one, place) => {
    const label = formName(forms[one.form]);
    const variation = `Stretch ${place + 1} of ${count}: ${label}`;
    const own = withDose(forms[one.form], one);
    const position = positionIn(chosen.stretches, forms, one);
    return { ...common, ...own, position, form: one.form, label, title: name, variation, not_for: lines, phases };
  });
  return { phases, scripts, whole: { phases: whole } };
}

// What rules out a stretch, said once where it rules out all of them.
function notForAll(forms) {
  const different = [...new Set(forms)];
  const [first, ...others] = different;
  const common = first.not_for_you_if.filter((line) => others.every((form) => form.not_for_you_if.includes(line)));
  const own = different.flatMap((form) => {
    const lines = form.not_for_you_if.filter((line) => !common.includes(line));
    return lines.length ? [{ heading: `Leave out ${formName(form)} if`, lines }] : [];
  });
  return [{ heading: "Not for you if", lines: common }, ...own];
}

// The places of the phases that are left when the stretch of one of them is skipped: what was, the
// way back from where the person is, the end of the stretch, and what comes after it.
export function withoutStretch(phases, index) {
  const { stretch, kind } = phases[index];
  const isOver = (phase) => phase.stretch !== stretch || Boolean(phase.rest_between);
  const found = phases.findIndex((phase, place) => place > index && isOver(phase));
  const end = found < 0 ? phases.length : found;
  const places = phases.map((_, place) => place);
  const isUpright = !["move_in", "hold", "release"].includes(kind);
  return [...places.slice(0, index + 1), ...(isUpright ? [] : wayBack(phases, index, end)), ...places.slice(end)];
}

// From a move or a hold: to come back and what rest ends the stretch. Whoever is upright needs none.
function wayBack(phases, index, end) {
  const back = [];
  let place = index + 1;
  if (phases[index].kind !== "release") while (place < end && phases[place].kind !== "release") place += 1;
  for (; place < end && phases[place].kind === "release"; place += 1) back.push(place);
  const rests = [];
  for (let last = end - 1; last >= place && phases[last].kind === "rest"; last -= 1) rests.unshift(last);
  return [...back, ...rests];
}
