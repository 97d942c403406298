"""start.py from end to end, on a small stand-in for the course, without internet."""

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import start

# Stands in for hatchling: builds an editable wheel with nothing in it but its name.
BACKEND = """
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "stretchkit-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        info = "stretchkit-0.1.0.dist-info/"
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: stretchkit\\nVersion: 0.1.0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""  # noqa: E501
LAB = "import os, sys\nprint('LAB', os.getcwd(), *sys.argv[1:])\n"


def make_wheel(folder: Path) -> str:
    """Write a wheel that stands in for JupyterLab and the build backend; return its lock line."""
    path = folder / "standin-1.0-py3-none-any.whl"
    info = "standin-1.0.dist-info"
    files = {
        "jupyterlab/__main__.py": LAB,
        "standin_backend.py": BACKEND,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: standin\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            record.append(f"{name},sha256={digest.decode().rstrip('=')},{len(text)}")
        wheel.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return f"standin==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Course:
    """A folder like an unpacked ZIP of the course, in a path with spaces and accents."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "cours d'étirement ✓"
        self.wheels = folder / "roues à part"
        for place in (self.root / "stretchkit", self.wheels):
            place.mkdir(parents=True)
        shutil.copy(start.__file__, self.root)
        lock = make_wheel(self.wheels)
        (self.root / start.LOCK).write_text(lock, encoding="utf-8")
        (self.root / start.TEST_LOCK).write_text(lock, encoding="utf-8")
        (self.root / "stretchkit" / "__init__.py").write_text("", encoding="utf-8")
        backend = '[build-system]\nrequires = []\nbuild-backend = "standin_backend"\n'
        (self.root / "pyproject.toml").write_text(backend, encoding="utf-8")

    def start(self, *words: str) -> subprocess.CompletedProcess[str]:
        # An index that nobody answers, whatever this machine's own settings of pip are.
        nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
        nowhere |= {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
        return subprocess.run(
            [sys.executable, "start.py", *words],
            cwd=self.root,
            env=os.environ | nowhere | {"PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(tmp_path_factory.mktemp("course"))


def test_without_internet_it_says_so_in_one_line(course: Course) -> None:
    done = course.start()
    assert done.returncode == 1
    assert done.stderr.startswith("The internet could not be reached")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_it_installs_from_wheels_then_starts_at_once(course: Course) -> None:
    first = course.start("--wheels", str(course.wheels), "--port=9000")
    assert first.returncode == 0, first.stderr
    assert [line[:6] for line in first.stdout.splitlines() if " of 3" in line] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
    ]
    lab = next(line for line in first.stdout.splitlines() if line.startswith("LAB"))
    assert str(course.root) in lab
    assert start.FIRST_PAGE in lab
    assert "--port=9000" in lab

    second = course.start()
    assert second.returncode == 0
    assert " of " not in second.stdout
    assert "LAB" in second.stdout


def test_an_interrupted_installation_is_done_again(course: Course) -> None:
    course.start("--wheels", str(course.wheels))
    # Asks for the test libraries, fails half-way, and must not be taken for whole afterwards.
    (course.root / start.TEST_LOCK).write_text("missing==1.0 --hash=sha256:00\n", encoding="utf-8")
    assert course.start("test").returncode == 1
    again = course.start("--wheels", str(course.wheels))
    assert again.returncode == 0
    assert "1 of 3" in again.stdout
    assert "LAB" in again.stdout


def test_a_mistyped_word_installs_nothing(tmp_path: Path) -> None:
    shutil.copy(start.__file__, tmp_path)
    done = subprocess.run(
        [sys.executable, "start.py", "tset"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "“tset” is not a known word: use start, test or handouts.\n"
    assert not (tmp_path / ".venv").exists()


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_jupyterlab_passes_over_a_taken_port(
    taken_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    command = start.lab_command(["--no-browser", "--allow-root", f"--port={taken_port}"])
    env = os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    with subprocess.Popen(command, env=env, cwd=tmp_path, stderr=subprocess.DEVNULL) as lab:
        try:
            for _ in range(600):
                if lab.poll() is not None or (found := list(tmp_path.glob("jpserver-*.json"))):
                    break
                time.sleep(0.1)
            assert lab.poll() is None
            assert f":{taken_port}/" not in found[0].read_text(encoding="utf-8")
        finally:
            lab.terminate()
