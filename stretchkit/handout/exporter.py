"""`jupyter nbconvert --to handout`, and "Handout" in JupyterLab's Save and Export menu."""

from datetime import date
from html import escape
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import TraitError, Unicode, default, validate

from stretchkit.handout.contents import read
from stretchkit.handout.page import render


class HandoutExporter(Exporter):  # type: ignore[misc]
    """Make one offline HTML file of a notebook: no code, live widgets, a twin of each on paper.

    Examples
    --------
    jupyter nbconvert --to handout notebooks/06_stretch_3_neck_tilt.ipynb
    """

    export_from_notebook = "Offline handout (HTML)"
    output_mimetype = "text/html"

    date = Unicode(help="The date on the page, as 2026-11-23; by default today.").tag(config=True)
    language = Unicode("en", help="The language of the notebook, as in HTML.").tag(config=True)

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".html"

    @default("date")  # type: ignore[untyped-decorator]
    def _date_default(self) -> str:
        return date.today().isoformat()

    @validate("date")  # type: ignore[untyped-decorator]
    def _a_real_date(self, proposal: dict[str, Any]) -> str:
        try:
            return date.fromisoformat(proposal["value"]).isoformat()
        except ValueError as error:
            raise TraitError(f"not a date like 2026-11-23: {proposal['value']}") from error

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        contents = read(nb, resources["metadata"].get("path", ""), self.log.warning)
        if not any(cell.get("outputs") for cell in nb.cells):
            self.log.warning("The notebook has no outputs: run it first, or add --execute.")
        contents.title = contents.title or escape(resources["metadata"].get("name", "Handout"))
        return render(contents, date.fromisoformat(self.date), self.language), resources
