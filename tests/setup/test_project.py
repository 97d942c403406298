"""What the files at the root promise each other."""

import re
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import start
import stretchkit
from stretchkit.facts import red_flags

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS: tuple[dict[str, str], ...] = (
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
)
MACHINES = [
    {"python_version": python, "python_full_version": f"{python}.9", **system}
    for python, system in product(PYTHONS, SYSTEMS)
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str, machine: dict[str, str]) -> dict[str, str]:
    """Return what a lock installs on a machine: name and version."""
    found: dict[str, str] = {}
    for line in read(lock).splitlines():
        if line.startswith(" "):
            continue
        requirement = Requirement(line.removesuffix("\\"))
        if requirement.marker is None or requirement.marker.evaluate(machine):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{lock} pins {name} twice for {machine}"
            found[name] = str(requirement.specifier).removeprefix("==")
    return found


def wanted(lock: str) -> list[Requirement]:
    lines = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["lock"]
    if lock == start.TEST_LOCK:
        lines = lines + PROJECT["project"]["optional-dependencies"]["test"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", [start.LOCK, start.TEST_LOCK])
def test_a_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = read(lock)
    assert "://" not in text
    assert "--index-url" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"\S+==\S+( ; .+)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", [start.LOCK, start.TEST_LOCK])
def test_a_lock_satisfies_pyproject_on_every_system(lock: str) -> None:
    for machine in MACHINES:
        installed = pins(lock, machine)
        for requirement in wanted(lock):
            version = installed[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), (requirement, version, machine)


def test_the_test_lock_holds_the_start_lock() -> None:
    for machine in MACHINES:
        assert pins(start.LOCK, machine).items() <= pins(start.TEST_LOCK, machine).items()


def test_the_lock_builds_the_project() -> None:
    group = PROJECT["dependency-groups"]["lock"]
    assert set(PROJECT["build-system"]["requires"]) <= set(group)


def test_start_pyproject_and_conda_name_the_same_pythons() -> None:
    spoken = SpecifierSet(PROJECT["project"]["requires-python"])
    oldest, too_new = ("{}.{}".format(*each) for each in (start.OLDEST, start.TOO_NEW))
    assert spoken == SpecifierSet(f">={oldest},<{too_new}")
    assert [each for each in PYTHONS if each not in spoken] == []

    conda = yaml.safe_load(read("environment.yml"))
    python, *others = conda["dependencies"]
    name, _, versions = python.partition(" ")
    assert (name, SpecifierSet(versions)) == ("python", spoken)
    # All libraries come as pyproject names them: conda itself gives only pip.
    assert others == ["pip", {"pip": ["-e ."]}]
    assert conda["name"] == PROJECT["project"]["name"]
    assert conda["channels"] == ["conda-forge", "nodefaults"]


def test_the_version_is_the_same_everywhere() -> None:
    assert yaml.safe_load(read("CITATION.cff"))["version"] == stretchkit.__version__
    newest = re.search(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.M)
    assert newest
    assert newest[1] == stretchkit.__version__


def test_the_citation_file_has_what_the_format_asks() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"]
    assert citation["title"].startswith("stretchkit")
    assert citation["authors"] == [{"name": "The stretchkit authors"}]
    assert " AND ".join(citation["license"]) == PROJECT["project"]["license"]


def test_commit_hooks_fetch_nothing() -> None:
    repos = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["language"] for hook in repos[0]["hooks"]} == {"system"}


def test_import_is_light() -> None:
    code = "import stretchkit, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "stretchkit" in loaded
    assert not loaded & {"matplotlib", "pandas", "jupyterlab", "numpy", "anywidget", "pybtex"}


def test_no_file_names_a_machine_or_a_package_host() -> None:
    # Written in pieces, so that this file does not find itself.
    folders = "|".join(("work", "root", "farm", "home"))
    hosts = "|".join((r"pypi\.o" + "rg", r"python" + "hosted"))
    pattern = re.compile(rf"(?<![\w.])/(?:{folders})/|{hosts}".encode())
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: what is tracked is not known")
    names = [name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file()]
    assert "start.py" in names
    found = {
        name: match[0].decode()
        for name in names
        if (match := pattern.search((ROOT / name).read_bytes()))
    }
    assert found == {}


def test_the_readme_names_every_emergency_in_the_words_of_the_safety_check() -> None:
    words = " ".join(read("README.md").split())
    for sign in red_flags().values():
        if sign.box == "A":
            assert sign.text in words
