import { make } from "./dom.js";

// The parts of a reference, its address as a link: web addresses alone, and words stay words.
export function linked(text) {
  return text.split(/(https:\/\/\S+)/).filter(Boolean).map((part) =>
    part.startsWith("https://")
      ? make("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part)
      : part);
}
