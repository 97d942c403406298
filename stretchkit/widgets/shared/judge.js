// What a reader's answers to the safety check come to. The worst sign ticked decides, whatever
// the order of the clicks: "none of these" counts only while nothing is ticked.
// `levels` stand with the most urgent first; a sign of the last, "go_on", stops nobody. `unticked`:
// one or more are true, and nobody knows yet which.
export function judgeSafety({ ticked, none, more }, signs, levels) {
  const chosen = signs.filter((sign) => ticked.includes(sign.key));
  const worst = levels.find((level) => chosen.some((sign) => sign.level === level.key));
  if (!worst) {
    const state = none ? "clear" : "unanswered";
    return { state, level: null, title: "", advice: "", unticked: Boolean(more) && !none };
  }
  return {
    state: worst.key === "go_on" ? "clear" : "stopped",
    level: worst.key,
    title: worst.title,
    advice: [worst.advice, ...chosen.map((sign) => sign.then).filter(Boolean)].join(" "),
    unticked: false,
  };
}
