import { make } from "./dom.js";

// The styles of the marks where a muscle begins and ends.
export const ENDS = ["origin", "origin_far", "insertion", "insertion_far"];

// What the marks in a picture mean, given their styles, and in a movement the colours too.
export function legendOf(styles, moves) {
  const marks = styles.filter((style) => ENDS.includes(style));
  const rows = [];
  if (marks.length) {
    rows.push(row("●", "origin", "begins here (origin)"), row("◆", "insertion", "ends here (insertion)"));
  }
  if (marks.some((style) => style.endsWith("_far"))) {
    rows.push(make("span", {}, "small and pale: on the far side"));
  }
  if (moves) {
    rows.push(row("←→", "longer", "longer"), row("→←", "shorter", "shorter"),
      make("span", {}, "geometry, not tissue strain"));
  }
  return rows;
}

function row(sign, look, words) {
  return make("span", {}, make("span", { class: `sk-sign-${look}`, "aria-hidden": "true" }, sign), ` ${words}`);
}
