const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// What was done, in words: holds, seconds, sides, and what was skipped or not reached. A hold that
// was broken off is not counted.
export function doneWords(script, completed, { stopped = false } = {}) {
  const isHold = ({ kind }) => kind === "hold";
  const holds = completed.filter(isHold);
  const planned = script.phases.filter(isHold).length;
  if (!holds.length) return stopped ? "You ended before the first hold was over." : "You skipped the holds this time.";
  const seconds = Math.round(holds.reduce((sum, hold) => sum + hold.seconds, 0));
  const [right, left] = ["right", "left"].map((side) => holds.filter((hold) => hold.side === side).length);
  const words = [`You held ${plural(holds.length, "time", "times")}, ${plural(seconds, "second", "seconds")} in all.`];
  if (right || left) words.push(`You felt it on the right ${plural(right, "time", "times")}, on the left ${plural(left, "time", "times")}.`);
  const missing = planned - holds.length;
  if (missing > 0) words.push(`${stopped ? "You ended early" : "You skipped some"}: ${holds.length} of ${planned} holds are done.`);
  return words.join(" ");
}
