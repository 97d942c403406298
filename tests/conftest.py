"""Every test keeps its log in a temporary folder; the reader's own is proved untouched."""

import os
import tempfile
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

os.environ["STRETCHKIT_DATA"] = tempfile.mkdtemp(prefix="stretchkit-test-")

# Properties are checked without a stopwatch: a busy machine is no fault of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_OWN_FOLDER = Path(platformdirs.user_data_dir("stretchkit", appauthor=False))


def _own_files() -> dict[str, tuple[int, int]]:
    files = _OWN_FOLDER.rglob("*") if _OWN_FOLDER.exists() else ()
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


_BEFORE = _own_files()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if any test touched the log of whoever runs the tests."""
    if _own_files() != _BEFORE:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nFAILED: a test changed the reader's own log folder {_OWN_FOLDER}")
