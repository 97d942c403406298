"""What every widget of the course shares: its module, its twin and its stable saved form."""

import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget

from stretchkit.palette import DARK, LIGHT, css_variables
from stretchkit.widgets.live import MIME, remember

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\./[\w./-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) )", re.M)


def module_text(stem: str) -> str:
    """Return a widget's JavaScript as one ES module, the shared pieces it names joined in.

    The page then imports and fetches nothing, so the same text runs in JupyterLab and offline.
    """
    pieces: list[str] = []
    seen: set[Path] = set()

    def add(path: Path) -> None:
        if path in seen:
            return
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        for name in _IMPORT.findall(text):
            add((path.parent / name).resolve())
        text = _IMPORT.sub("", text)
        pieces.append(_EXPORT.sub("", text) if path.parent.name == "shared" else text)

    add((_HERE / f"{stem}.js").resolve())
    return "\n".join(pieces)


def style_text() -> str:
    """Return the style sheet of all widgets, the palette filled in."""
    sheets = sorted((_HERE / "shared").glob("*.css"))
    rules = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    light, dark = css_variables(LIGHT), css_variables(DARK)
    return (
        f".sk-root {{ {light} }}\n"
        f'[data-jp-theme-light="false"] .sk-root {{ {dark} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ .sk-page .sk-root {{ {dark} }} }}\n"
        f"@media print {{ .sk-root.sk-root.sk-root {{ {light} }} }}\n"
        f"{rules}"
    )


class CourseWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """A widget with a static twin: what shows where no kernel and no script runs.

    A subclass names its `kind` (the stem of its .js file) and writes `arguments`,
    the constructor arguments that make it again, `twin`, the HTML, and `words`, one line of text.
    """

    kind: ClassVar[str] = ""
    lives_offline: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Not for the class that anywidget derives on the fly to hold a widget's own traits.
        if "kind" in vars(cls):
            cls._esm = module_text(cls.kind)
            cls._css = style_text()
        super().__init_subclass__(**kwargs)

    def arguments(self) -> dict[str, Any]:
        """Return the constructor arguments that make this widget again; nothing personal."""
        raise NotImplementedError

    def offline_state(self) -> dict[str, Any]:
        """Return traits that only a page without Python needs; they go into handouts alone."""
        return {}

    def offline_blobs(self) -> dict[str, str]:
        """Return what such a page needs by name; what widgets share stands in it once."""
        return {}

    def twin(self) -> str:
        """Return the HTML that stands in for the widget on paper and in a saved notebook."""
        raise NotImplementedError

    def paper(self) -> str:
        """Return the twin of a handout, which has more room than a saved notebook."""
        return self.twin()

    def sheet_name(self) -> str:
        """Return the name of its own sheet at the end of a printed handout; most have none."""
        return ""

    def words(self) -> str:
        """Return one line that says what this is."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.words()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        remember(self.model_id)
        saved = {"kind": self.kind, "arguments": self.arguments()}
        return {**data, "text/plain": self.words(), "text/html": self.twin(), MIME: saved}, metadata
