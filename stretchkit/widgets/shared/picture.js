import { make } from "./dom.js";

// Shows a chart that Python drew, { src, alt }, or only its words when there is nothing to draw.
export function showPicture(holder, { src, alt }) {
  const what = src ? make("img", { class: "sk-picture", src, alt }) : make("p", {}, alt);
  holder.replaceChildren(what);
}
