import { make } from "./dom.js";
import { plainNumber } from "./reading.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = 80;

// What was measured in some people, beside the reader's own values with their noise: how far
// people spread, and no line to pass. The same stands in words below, so it is hidden from
// screen readers.
export function makeSpread({ unit, least, most, norms, noise }, own) {
  const place = (value) => (100 * (value - least)) / (most - least);
  const lanes = norms.map((norm) => makeLane(shortName(norm), drawNorm(norm, least, most, place)));
  for (const { name, value } of own) {
    const room = noise[0]?.value ?? 0;
    const from = place(Math.max(least, value - room));
    const to = place(Math.min(most, value + room));
    lanes.push(makeLane(name, [
      room ? make("span", { class: "sk-noise", style: `left: ${from}%; width: ${to - from}%` }) : null,
      make("span", { class: "sk-own", style: `left: ${place(value)}%` }),
    ], plainNumber(value)));
  }
  const ticks = [least, (least + most) / 2, most];
  const axis = make("div", { class: "sk-axis" },
    ...ticks.map((tick) => make("span", { style: `left: ${place(tick)}%` }, plainNumber(tick))));
  return make("div", { class: "sk-spread", "aria-hidden": "true", part: "spread" },
    ...lanes, makeLane(unit, [axis]));
}

function makeLane(name, marks, number = "") {
  return make("div", { class: "sk-lane" }, make("span", {}, name),
    make("div", { class: "sk-track" }, ...marks), make("span", { class: "sk-lane-number" }, number));
}

// "27 people without neck pain, measured with …" → "27 people without neck pain"
function shortName({ population }) {
  return population.split(",")[0].replace(/\.$/, "");
}

function drawNorm({ mean, sd, low, high }, least, most, place) {
  if (mean === null) {
    const width = Math.max(place(high) - place(low), 0.6);
    return [make("span", { class: "sk-norm-range", style: `left: ${place(low)}%; width: ${width}%` })];
  }
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("viewBox", "0 0 100 100");
  shape.setAttribute("preserveAspectRatio", "none");
  const curve = document.createElementNS(SVG, "path");
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = least + ((most - least) * step) / STEPS;
    const height = 92 * Math.exp(-((value - mean) ** 2) / (2 * sd ** 2));
    return `${place(value).toFixed(1)} ${(100 - height).toFixed(1)}`;
  });
  curve.setAttribute("d", `M0 100 L${points.join(" L")} L100 100 Z`);
  shape.append(curve);
  return [shape, make("span", { class: "sk-norm-mean", style: `left: ${place(mean)}%` })];
}

// The same in words.
export function spreadWords({ unit, norms, noise, noise_note: note }) {
  const said = norms.map(({ population, mean, sd, low, high }) => {
    const who = population.replace(/\.$/, "");
    if (mean !== null) {
      const [from, to] = [mean - sd, mean + sd].map(plainNumber);
      return `${who}: ${plainNumber(mean)} ${unit} on average. About two thirds lay between ${from} and ${to}.`;
    }
    return `${who}: ${low === high ? plainNumber(low) : `${plainNumber(low)} to ${plainNumber(high)}`} ${unit}.`;
  });
  said.push(...noise.map(({ kind, value, population }) => {
    const amount = `${plainNumber(value)} ${unit}`;
    return {
      MDC: `A change smaller than ${amount} may be noise. ${population}`,
      SEM: `One reading may be off by about ${amount}. ${population}`,
      "day to day": `From day to day a reading goes up or down by ${amount}, by itself. ${population}`,
    }[kind];
  }));
  if (note) said.push(`Noise: ${note}`);
  return said;
}
