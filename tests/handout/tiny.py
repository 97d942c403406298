"""Two small widgets for the tests of the exporter: one that works, one whose module breaks."""

from typing import Any

import traitlets

from stretchkit.widgets.base import CourseWidget

_COUNTS = """
function render({ model, el }) {
  const button = document.createElement("button");
  const show = () => (button.textContent = `Count ${model.get("count")} of ${model.get("name")}`);
  button.onclick = () => {
    model.set("count", model.get("count") + 1);
    model.save_changes();
    model.send({ act: "counted" });
  };
  model.on("change:count", show);
  show();
  el.append(button);
}
export default { render };
"""


class Tiny(CourseWidget):
    """Count the presses of a button."""

    name = traitlets.Unicode().tag(sync=True)
    count = traitlets.Int(3).tag(sync=True)
    secret = traitlets.Unicode("not synced")

    def __init__(self, name: str = "tiny") -> None:
        super().__init__(name=name)

    def arguments(self) -> dict[str, Any]:
        return {"name": self.name}

    def twin(self) -> str:
        return '<div class="sk-twin"><p>The twin of tiny.</p></div>'

    def words(self) -> str:
        return "Tiny"


class Broken(Tiny):
    """A widget that cannot start in the page."""

    def twin(self) -> str:
        return '<div class="sk-twin"><p>The twin of broken.</p></div>'


# Set here, not in the class bodies: a kind named there is read from a file of the package.
Tiny.kind, Tiny._esm = "tiny", _COUNTS
Broken.kind, Broken._esm = "broken", 'throw new Error("broken on purpose");'

KINDS = {"tiny": "tests.handout.tiny:Tiny", "broken": "tests.handout.tiny:Broken"}
