"""What all widgets share: one module without imports, one sheet, a stable saved form."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from stretchkit import widgets
from stretchkit.palette import DARK, LIGHT
from stretchkit.widgets import KINDS, rebuild
from stretchkit.widgets.base import CourseWidget, module_text, style_text
from stretchkit.widgets.live import MIME

FOLDER = Path(widgets.__file__).parent
TOP_NAME = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.M)


class Plain(CourseWidget):
    kind = "question"

    def arguments(self) -> dict[str, str]:
        return {"key": "any"}

    def twin(self) -> str:
        return "<p>On paper</p>"

    def words(self) -> str:
        return "Plain: any"


@pytest.mark.parametrize("kind", KINDS)
def test_a_module_imports_and_fetches_nothing(kind: str) -> None:
    text = module_text(kind)
    assert not re.search(r"^\s*import\b|\bimport\(|\bfetch\(|XMLHttpRequest", text, re.M)
    assert re.findall(r"^export .*", text, re.M) == ["export default { render };"]
    named = set(re.findall(r"https?:\\?/\\?/\w[^\"'` ]*", text))
    assert named <= {"http://www.w3.org/2000/svg"}, "the name of SVG is no request"


@pytest.mark.parametrize("kind", KINDS)
def test_joined_files_do_not_use_a_name_twice(kind: str) -> None:
    names = TOP_NAME.findall(module_text(kind))
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_class_and_its_script(kind: str) -> None:
    module, name = KINDS[kind].split(":")
    assert getattr(import_module(module), name).kind == kind
    assert (FOLDER / f"{kind}.js").is_file()


def test_the_sheet_has_both_sets_of_colours_and_fetches_nothing() -> None:
    sheet = style_text()
    for colours in (LIGHT, DARK):
        assert f"--sk-ink: {colours['ink']};" in sheet
    assert "url(" not in sheet and "@import" not in sheet
    assert "rem" not in re.findall(r"\d(rem)\b", sheet), "presentation mode grows em, not rem"
    assert sheet.count("{") == sheet.count("}")


def test_the_sheet_names_no_colour_of_its_own() -> None:
    rules = (FOLDER / "shared" / "course.css").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*\})|rgba?\(|hsl", rules)


def test_a_widget_is_shown_live_and_as_its_twin() -> None:
    data, _ = Plain()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == repr(Plain()) == "Plain: any"
    assert data["text/html"] == "<p>On paper</p>"
    assert data[MIME] == {"kind": "question", "arguments": {"key": "any"}}


def test_what_is_saved_makes_the_widget_again() -> None:
    saved = {"kind": "player", "arguments": {"stretch": "neck_tilt", "hold_s": 15}}
    data, _ = rebuild(saved)._repr_mimebundle_()
    assert json.loads(json.dumps(data[MIME])) == saved


@pytest.mark.parametrize("saved", [{}, {"kind": "sundial", "arguments": {}}])
def test_an_unknown_kind_is_named(saved: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no widget of kind .* there are player, safety"):
        rebuild(saved)
