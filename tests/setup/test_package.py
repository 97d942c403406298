"""The built package: sdist, wheel, and an empty environment far from the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER_CONFIG = "etc/jupyter/jupyter_server_config.d/stretchkit.json"


def run(*command: str, cwd: Path, **environment: str) -> str:
    # PYTHONPATH could bring the checkout in by another door.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the sdist built from this folder."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), ".", cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has the wheel, and the libraries (but not the checkout) of this one."""
    folder = tmp_path_factory.mktemp("empty place")
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    places = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    found = str(Path(places["scripts"]) / "python")
    run(found, "-m", "pip", "install", "--no-index", "--no-deps", str(wheel), cwd=folder)
    libraries = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    # As code in ASCII: a path with accents in a .pth file is read wrongly by some Pythons.
    line = f"import sys; sys.path.extend({libraries!a})\n"
    (Path(places["purelib"]) / "libraries_of_the_tests.pth").write_text(line, encoding="ascii")
    return found


def say(python: str, code: str, folder: Path) -> str:
    return run(python, "-c", f"import stretchkit as sk\n{code}", cwd=folder).strip()


def test_the_package_in_use_is_the_wheel(python: str, tmp_path: Path) -> None:
    prefix = Path(python).parent.parent
    home = Path(say(python, "print(sk.__file__)", tmp_path))
    assert home.is_relative_to(prefix)
    assert (home.parent / "data" / "references.bib").is_file()
    assert (prefix / SERVER_CONFIG).is_file()


def test_the_wheel_gives_a_table(python: str, tmp_path: Path) -> None:
    keys = say(python, "print(*sk.stretches().index)", tmp_path).split()
    assert {"cross_arm_knee_press", "clasp_and_reach", "neck_tilt"} <= set(keys)


def test_the_wheel_gives_a_card(python: str, tmp_path: Path) -> None:
    shown = "DisplayFormatter().format(sk.stretch('neck_tilt'))[0]['text/html']"
    code = f"from IPython.core.formatters import DisplayFormatter\nprint({shown})"
    card = say(python, code, tmp_path)
    assert card.startswith("<")
    assert "tilt" in card.lower()


def test_the_wheel_gives_a_handout(python: str, tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# A small lesson\n\nSit tall.")]
    )
    nbformat.write(notebook, tmp_path / "small.ipynb")
    run(
        *(python, "-m", "nbconvert", "--to", "handout", "small.ipynb"),
        cwd=tmp_path,
        # nbconvert's own templates lie beside the libraries.
        JUPYTER_PATH=str(Path(sys.prefix) / "share" / "jupyter"),
    )
    page = (tmp_path / "small.html").read_text(encoding="utf-8")
    assert "A small lesson" in page
    assert "Content-Security-Policy" in page


def test_an_editable_install_carries_the_server_setting_and_no_second_data(tmp_path: Path) -> None:
    code = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    run(sys.executable, "-c", code, cwd=ROOT)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as built:
        names = built.namelist()
        links = [built.read(name).decode("ascii") for name in names if name.endswith(".pth")]
    assert any(name.endswith(f".data/data/{SERVER_CONFIG}") for name in names)
    assert not [name for name in names if name.startswith("stretchkit/")]
    # The path of the checkout, perhaps with accents, is not in the .pth file.
    assert links == ["import _editable_impl_stretchkit"]
