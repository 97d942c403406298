"""Which file is the log, whose choice that was, and a plain sentence that says so."""

import os
from pathlib import Path

import platformdirs

NAME = "pain_log.sqlite3"


def default_path() -> Path:
    """Return the file of the log where no other is named; `STRETCHKIT_DATA` moves its folder."""
    moved = os.environ.get("STRETCHKIT_DATA")
    folder = moved or platformdirs.user_data_dir("stretchkit", appauthor=False)
    return Path(folder).expanduser().resolve() / NAME


def sentence(path: Path, named: bool) -> str:
    """Say where the file is, without the name of the user or a folder of the machine.

    What a notebook shows is saved with it, so the home folder is written as `~`.
    """
    if any(name.startswith("BINDER_") for name in os.environ):
        return (
            "Your log is a file on a borrowed computer. It goes when this session ends. "
            "Download it before you leave."
        )
    if named:
        return f"Your log is in the file you named, {path.name}."
    if os.environ.get("STRETCHKIT_DATA"):
        return (
            f"Your log is in the file {path.name}, in the folder that was set on this computer for "
            "what you keep of the course. Whoever set up the course knows where it is."
        )
    home = Path.home().resolve()
    shown = Path("~") / path.relative_to(home) if path.is_relative_to(home) else path.name
    return f"Your log is on this computer, in the file {shown}. No one else reads it."
