// One field of an observation: the number in it, or what is wrong with it in plain words.

const OWN = {
  degrees: ["°", "deg", "degree", "degrees"],
  seconds: ["s", "sec", "second", "seconds"],
  cm: ["cm", "centimetre", "centimetres"],
};
const OTHERS = {
  degrees: {},
  seconds: { min: 60, minute: 60, minutes: 60 },
  cm: { mm: 0.1, millimetres: 0.1, m: 100, in: 2.54, inch: 2.54, inches: 2.54, '"': 2.54 },
};

// A number as a reader reads it: one decimal at most, a real minus sign.
export function plainNumber(value) {
  return String(Math.round(value * 10) / 10).replace("-", "−");
}

// Gives {} for an empty field, { value }, or { fault }. A comma is as good as a point.
export function readNumber(text, { unit, least, most }) {
  const ask = `Write a number from ${least} to ${most}, in ${unit}.`;
  const written = text.trim().replace("−", "-");
  if (!written) return {};
  const clock = /^(\d+):(\d\d)$/.exec(written);
  if (clock && unit === "seconds") return { fault: `Write seconds alone: ${clock[1] * 60 + Number(clock[2])}.` };
  const found = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(\S*)$/.exec(written);
  if (!found) return { fault: ask };
  const value = Number(found[1].replace(",", "."));
  const tail = found[2].toLowerCase().replace(/\.$/, "");
  const factor = OTHERS[unit][tail];
  if (factor) {
    const meant = value * factor;
    if (meant < least || meant > most) return { fault: ask };
    return { fault: `This field takes ${unit}. ${found[0]} is ${plainNumber(meant)} ${unit}: write ${plainNumber(meant)}.` };
  }
  if (tail && !OWN[unit].includes(tail)) return { fault: ask };
  if (value >= least && value <= most) return { value };
  const tenth = value / 10;
  if (unit === "cm" && tenth >= least && tenth <= most) {
    return { fault: `${found[1]} is more than ${most} cm. If you read millimetres, write ${plainNumber(tenth)}.` };
  }
  return { fault: ask };
}

// Of the fields of one side: the mean of the tries, or nothing.
export function meanOf(values) {
  const given = values.filter((value) => value !== undefined);
  return given.length ? given.reduce((sum, value) => sum + value, 0) / given.length : undefined;
}
