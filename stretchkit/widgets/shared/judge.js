// What a reader's answers to the safety check come to. The worst sign ticked decides, whatever
// the order of the clicks: "none of these" counts only while nothing is ticked.
// `levels` stand with the most urgent first; a sign of the last, "go_on", stops nobody.
export function judgeSafety({ ticked, none }, signs, levels) {
  const chosen = signs.filter((sign) => ticked.includes(sign.key));
  const worst = levels.find((level) => chosen.some((sign) => sign.level === level.key));
  if (!worst) return { state: none ? "clear" : "unanswered", level: null, title: "", advice: "" };
  return {
    state: worst.key === "go_on" ? "clear" : "stopped",
    level: worst.key,
    title: worst.title,
    advice: [worst.advice, ...chosen.map((sign) => sign.then).filter(Boolean)].join(" "),
  };
}
