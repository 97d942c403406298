import { make } from "./dom.js";

const TAGS = new Set(["article", "h3", "h4", "p", "strong", "ol", "ul", "li", "table", "thead", "tbody", "tr",
  "th", "td", "details", "summary", "a", "div", "figure", "figcaption", "img"]);
const ATTRIBUTES = ["class", "scope", "style", "alt", "width"];

// Builds what Python sent as a tree: a text, or [tag, attributes, ...nodes]. Texts stay texts.
export function grow(node) {
  if (typeof node === "string") return node;
  const [tag, attributes, ...inside] = node;
  if (!TAGS.has(tag)) throw new Error(`A tree cannot hold <${tag}>.`);
  const kept = Object.fromEntries(ATTRIBUTES.map((name) => [name, attributes[name]]));
  if (attributes.href?.startsWith("https://")) kept.href = attributes.href;
  if (attributes.src?.startsWith("data:image/svg+xml,")) kept.src = attributes.src;
  return make(tag, kept, ...inside.map(grow));
}
