import { Kernel } from "./shared/kernel.js";
import { keepKeysInside } from "./shared/keys.js";
import { make, makeButton } from "./shared/dom.js";
import { pageOf, whenInPage } from "./shared/page.js";
import { ChartView } from "./shared/picture.js";

const SILENT =
  "The kernel is not answering. The chart shows when it is free; after a restart, run the cells again.";

function render({ model, el }) {
  const kernel = new Kernel(model);
  const chart = new ChartView(() => show("Drawn."));
  const status = make("p", { class: "sk-quiet", role: "status", part: "status" });
  const root = make(
    "div",
    { class: "sk-root sk-chart", role: "group", "aria-label": model.get("title") },
    chart.element,
    make("div", { class: "sk-row" }, makeButton("Draw again", () => show("Drawn again.")), status),
  );
  const show = async (done) => {
    status.textContent = "Drawing…";
    const { picture, error } = await kernel.ask({ act: "chart", asked: chart.asked },
      () => (status.textContent = SILENT));
    if (picture) chart.show(picture);
    status.textContent = error ?? done;
  };
  keepKeysInside(root);
  el.append(root);
  let page;
  const logged = () => show("");
  const giveUp = whenInPage(root, () => {
    page = pageOf(root);
    page.addEventListener("sk-log", logged);
    show("");
  });
  return () => {
    giveUp();
    page?.removeEventListener("sk-log", logged);
    kernel.close();
  };
}

export default { render };
