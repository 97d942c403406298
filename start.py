"""Set the course up and open it.

    python3 start.py                    open the course (the first time it installs itself)
    python3 start.py test               run every test; words after `test` go to pytest
    python3 start.py handouts           write a handout of every notebook to handouts/
    python3 start.py --wheels FOLDER    install from a folder of wheels, without internet

On Windows write `py` instead of `python3`. Other options, such as --no-browser or
--port=9000, go to JupyterLab. Everything is installed into .venv, beside this file.
"""

# Only the standard library, and nothing that Python 3.6 cannot read:
# who starts this with an old Python is to see a sentence, not a SyntaxError.

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

OLDEST, TOO_NEW = (3, 11), (3, 14)
WORDS = ("start", "test", "handouts")
FIRST_PAGE = "notebooks/00_start_here.ipynb"
LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
NO_TEST = 5  # what pytest ends with when no test was chosen
STAMP = VENV / "installed.json"
LOG = VENV / "install-log.txt"

SAID = {
    "environment": "Making the folder .venv for the libraries",
    "libraries": "Installing JupyterLab and the other libraries (one to five minutes)",
    "project": "Installing the course",
}
# What pip says when it cannot reach its index.
NETWORK_SIGNS = ("Connection", "Timeout", "timed out", "ProxyError", "SSLError", "Max retries")


class HaltError(Exception):
    """A reason to stop, as a sentence for the reader."""


class Request(NamedTuple):
    """What the command line asks for."""

    word: str
    wheels: "Path | None"
    rest: "list[str]"


def read_words(words: "list[str]") -> Request:
    """Return what the words on the command line ask for."""
    words, wheels = list(words), None
    at = next((n for n, word in enumerate(words) if word.split("=")[0] == "--wheels"), None)
    if at is not None:
        _, equals, given = words.pop(at).partition("=")
        if not equals:
            given = words.pop(at) if at < len(words) else ""
        if not given or not Path(given).is_dir():
            raise HaltError(f"--wheels needs the name of a folder, and “{given}” is not one.")
        wheels = Path(given).resolve()
    word = words.pop(0) if words and not words[0].startswith("-") else "start"
    unknown = [each for each in words if not each.startswith("-") or word == "handouts"]
    if word not in WORDS:
        unknown = [word]
    if unknown and word != "test":
        raise HaltError(f"“{unknown[0]}” is not a known word: use start, test or handouts.")
    return Request(word, wheels, words)


def check_python(version: "tuple[int, int]") -> None:
    """Halt if the course cannot run on this version of Python."""
    mine = "{}.{}".format(*version)
    if version < OLDEST:
        raise HaltError(
            f"The course needs Python 3.11, 3.12 or 3.13, and this is Python {mine}: "
            "install a newer one from python.org, then start again."
        )
    if version >= TOO_NEW:
        raise HaltError(
            f"The course is made for Python 3.11 to 3.13, and this is Python {mine}: install "
            "Python 3.13 from python.org beside it, then type `python3.13 start.py` "
            "(on Windows `py -3.13 start.py`)."
        )


def check_parts(version: "tuple[int, int]", find: "Callable[[str], object]") -> None:
    """Halt if this Python came without the parts that make a virtual environment."""
    if find("venv") is None or find("ensurepip") is None:
        raise HaltError(without_venv(version))


def without_venv(version: "tuple[int, int]") -> str:
    """Return the sentence for a Python that cannot make virtual environments."""
    package = "python{}.{}-venv".format(*version)
    return (
        "This Python came without its part `venv`: on Debian or Ubuntu type "
        f"`sudo apt install {package}`, then start again."
    )


def check_folder(folder: Path) -> None:
    """Halt if nothing can be written into the folder."""
    try:
        tempfile.TemporaryFile(dir=str(folder)).close()
    except OSError:
        raise HaltError(
            f"Nothing can be written into {folder}: move the course's folder to a place "
            "of your own, such as Documents, then start again."
        ) from None


def fingerprint(*patterns: str) -> str:
    """Return a short text that changes when any of these files of the project changes."""
    files = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def wished(lock: str, version: "tuple[int, int]") -> "dict[str, list[str]]":
    """Return what a finished installation of this lock writes into its stamp."""
    # Everything in the start lock is in the test lock too, so the larger one serves both.
    locks = [LOCK] if lock == LOCK else [TEST_LOCK, LOCK]
    return {
        # A moved folder or another Python needs a new environment.
        "environment": [str(ROOT), "{}.{}".format(*version)],
        "libraries": [fingerprint(name) for name in locks],
        "project": [fingerprint("pyproject.toml", "stretchkit/__init__.py", "jupyter-*/*.json")],
    }


def steps_to_do(wish: "dict[str, list[str]]", stamp: "dict[str, list[str]]") -> "list[str]":
    """Return the steps that lead from what the stamp says is there to what is wished."""
    missing = [step for step in SAID if not set(wish[step]) <= set(stamp.get(step, []))]
    return list(SAID) if "environment" in missing else missing


def read_stamp() -> "dict[str, list[str]]":
    """Return what the last finished installation wrote; nothing if there was none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if Path(PYTHON).exists() and isinstance(stamp, dict) else {}


def step_command(step: str, lock: str, wheels: "Path | None") -> "list[str]":
    """Return the command of one step of the installation."""
    if step == "environment":
        return [sys.executable, "-m", "venv", "--clear", str(VENV)]
    pip = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    if step == "project":
        # What builds the project is in the lock: nothing is fetched here.
        return [*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    only_wheels = ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    # Most of what is installed is never imported; Python compiles the rest when it first needs it.
    return [*pip, *only_wheels, "--no-compile", *source, "--requirement", lock]


def failure(step: str, said: str, wheels: "Path | None") -> str:
    """Return the sentence for an installation that failed, from what the command said."""
    if "No space left" in said or "not enough space" in said:
        return "The disk is full: the course needs about 600 MB, free some and start again."
    if step == "environment" and "ensurepip is not" in said:
        return without_venv(sys.version_info[:2])
    if step == "environment":
        last = "".join(said.strip().splitlines()[-1:])
        return (
            "The folder .venv could not be made: close every program that uses it, "
            f"delete it, then start again. Python said: {last}"
        )
    if "DO NOT MATCH THE HASHES" in said:
        return "A library is not the one the course was tested with, so nothing was installed."
    if step == "libraries" and wheels:
        return (
            f"The folder {wheels} does not hold every library for this system and "
            f"Python {sys.version_info[0]}.{sys.version_info[1]}: see “Without internet” "
            f"in README.md; the details are in {LOG}."
        )
    if step == "libraries" and any(sign in said for sign in NETWORK_SIGNS):
        return (
            "The internet could not be reached: check the connection, then start again; "
            "for a room without internet see README.md."
        )
    return f"The installation did not finish: start again, and if it fails again, look at {LOG}."


def child_environment() -> "dict[str, str]":
    """Return the environment for what is started: nothing from other Pythons leaks in."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "PYTHONUTF8": "1", "PIP_USER": "0"}


def run_step(step: str, command: "list[str]", wheels: "Path | None") -> None:
    """Run one step with a dot for each library, and halt with a sentence if it fails."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if step == "libraries" and line.startswith(("Collecting ", "Processing ")):
                print(".", end="", flush=True)
    if step == "libraries":
        print()
    said = "".join(lines)
    if VENV.is_dir():
        with LOG.open("a", encoding="utf-8") as log:
            log.write(said)
    if process.returncode != 0:
        raise HaltError(failure(step, said, wheels))


def install(lock: str, wheels: "Path | None") -> None:
    """Bring the environment to what this lock wishes; do nothing if it is there."""
    version = sys.version_info[:2]
    wish = wished(lock, version)
    steps = steps_to_do(wish, read_stamp())
    if not steps:
        return
    check_parts(version, importlib.util.find_spec)
    check_folder(ROOT)
    # Without a stamp the next start begins anew, so a half-done installation is never used.
    if STAMP.exists():
        STAMP.unlink()
    for number, step in enumerate(steps, 1):
        print(f"{number} of {len(steps)}  {SAID[step]}", flush=True)
        run_step(step, step_command(step, lock, wheels), wheels)
    STAMP.write_text(json.dumps(wish), encoding="utf-8")


def call(command: "list[str]", **environment: str) -> int:
    """Run a command in the reader's window; Ctrl+C is the command's to answer."""
    with subprocess.Popen(
        command, cwd=str(ROOT), env={**child_environment(), **environment}
    ) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def lab_command(rest: "list[str]") -> "list[str]":
    """Return the command that opens JupyterLab; a taken port is passed over for the next."""
    page = f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}"
    calm = ["--log-level=ERROR", "--LabApp.log_level=ERROR"]
    return [PYTHON, "-m", "jupyterlab", page, *calm, *rest]


def check_commands(rest: "list[str]") -> "dict[str, list[str]]":
    """Return the checks by the name that is shown for each."""
    pytest = [PYTHON, "-m", "pytest", "--nbval", "--nbval-current-env"]
    # The cells of a notebook run one after another, so a file stays with one process.
    # In the order of their names: by count, the slow files of few tests would come last, alone.
    order = ["--dist=loadfile", "--no-loadscope-reorder"]
    together = ["--numprocesses=2", *order, "-m=not alone"]
    # All of these open a page: nothing else is read for them again.
    alone = ["-m=alone", *(rest or ["tests/browser"])]
    return {
        "style (ruff check)": [PYTHON, "-m", "ruff", "check"],
        "layout (ruff format)": [PYTHON, "-m", "ruff", "format", "--check"],
        "types (mypy)": [PYTHON, "-m", "mypy"],
        "tests and notebooks, two at a time (pytest)": [*pytest, *together, *rest],
        "tests that measure time, with nothing beside them (pytest)": [*pytest, *alone],
    }


def failures(codes: "dict[str, int]") -> "list[str]":
    """Return the checks that failed; words after `test` may leave one of the two without a test."""
    none_chosen = [name for name, code in codes.items() if code == NO_TEST]
    excused = none_chosen if len(none_chosen) == 1 else []
    return [name for name, code in codes.items() if code != 0 and name not in excused]


def run_tests(rest: "list[str]") -> int:
    """Run every check, with a log of its own that is thrown away, and say which failed."""
    codes = {}
    commands = check_commands(rest)
    with tempfile.TemporaryDirectory(prefix="stretchkit-test-") as folder:
        for number, (name, command) in enumerate(commands.items(), 1):
            print(f"{number} of {len(commands)}  {name}", flush=True)
            codes[name] = call(command, STRETCHKIT_DATA=folder)
    failed = failures(codes)
    passed = "Nothing failed of what was chosen." if rest else "All tests passed."
    print("Failed: " + ", ".join(failed) if failed else passed)
    return 1 if failed else 0


def write_handouts() -> int:
    """Write one HTML file for each notebook."""
    print("Writing the handouts into the folder handouts", flush=True)
    notebooks = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("notebooks/*.ipynb"))
    nbconvert = [PYTHON, "-m", "nbconvert", "--log-level=WARN", "--to", "handout"]
    code = call([*nbconvert, "--output-dir", str(ROOT / "handouts"), *notebooks])
    if code == 0:
        print(f"Done: {len(notebooks)} files are in the folder handouts.")
    return code


def start_lab(rest: "list[str]") -> int:
    """Open JupyterLab at the first page and wait until it is closed."""
    opens = "gives its address below" if "--no-browser" in rest else "opens in your browser"
    print(f"JupyterLab {opens}. To close it, press Ctrl+C here twice.", flush=True)
    return call(lab_command(rest))


def main(words: "list[str]") -> int:
    """Do what the words ask for and return the exit code."""
    if {"-h", "--help", "help"} & set(words[:1]):
        print(__doc__)
        return 0
    try:
        check_python(sys.version_info[:2])
        request = read_words(words)
        install(TEST_LOCK if request.word == "test" else LOCK, request.wheels)
        if request.word == "test":
            return run_tests(request.rest)
        return write_handouts() if request.word == "handouts" else start_lab(request.rest)
    except HaltError as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again whenever you like.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A folder's name may hold letters that an old Windows window cannot show.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
