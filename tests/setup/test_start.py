"""start.py: what is judged and decided before anything is installed."""

import ast
import importlib.util
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import start

ROOT = Path(start.__file__).parent


def test_an_old_python_can_read_it() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_supported_pythons_pass(version: tuple[int, int]) -> None:
    start.check_python(version)


@pytest.mark.parametrize(
    ("version", "advice"), [((3, 6), "python.org"), ((3, 10), "python.org"), ((3, 14), "py -3.13")]
)
def test_other_pythons_are_named_with_what_to_do(version: tuple[int, int], advice: str) -> None:
    with pytest.raises(start.HaltError, match=r"this is Python 3\.") as caught:
        start.check_python(version)
    assert advice in str(caught.value)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_without_venv_the_debian_package_is_named(missing: str) -> None:
    with pytest.raises(start.HaltError, match=r"apt install python3\.12-venv"):
        start.check_parts((3, 12), lambda name: None if name == missing else object())
    start.check_parts((3, 12), importlib.util.find_spec)


def test_a_folder_without_write_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.check_folder(tmp_path)

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(start.HaltError, match="Nothing can be written into") as caught:
        start.check_folder(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_words_are_understood(tmp_path: Path) -> None:
    assert start.read_words([]) == ("start", None, [])
    assert start.read_words(["--no-browser"]) == ("start", None, ["--no-browser"])
    assert start.read_words(["handouts"]) == ("handouts", None, [])
    assert start.read_words(["test", "-k", "log", "tests/facts"]) == (
        "test",
        None,
        ["-k", "log", "tests/facts"],
    )
    folder = tmp_path / "mes roues à moi"
    folder.mkdir()
    for words in (["--wheels", str(folder), "test"], ["test", f"--wheels={folder}"]):
        assert start.read_words(words) == ("test", folder, [])


@pytest.mark.parametrize("words", [["tset"], ["start", "now"], ["handouts", "--pdf"], [""]])
def test_an_unknown_word_is_named_beside_the_known_ones(words: list[str]) -> None:
    with pytest.raises(start.HaltError, match="start, test or handouts") as caught:
        start.read_words(words)
    assert f"“{words[-1]}”" in str(caught.value)


@pytest.mark.parametrize("words", [["--wheels"], ["--wheels="], ["--wheels", "no such folder"]])
def test_wheels_needs_a_folder(words: list[str]) -> None:
    with pytest.raises(start.HaltError, match="--wheels needs the name of a folder"):
        start.read_words(words)


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=20), max_size=5))
def test_any_words_are_understood_or_refused_with_a_sentence(words: list[str]) -> None:
    try:
        request = start.read_words(words)
    except start.HaltError as reason:
        assert str(reason)
    else:
        assert request.word in start.WORDS
        assert set(request.rest) <= set(words)


def test_only_what_is_missing_is_installed() -> None:
    runtime = start.wished(start.LOCK, (3, 11))
    everything = start.wished(start.TEST_LOCK, (3, 11))
    assert start.steps_to_do(runtime, {}) == ["environment", "libraries", "project"]
    assert start.steps_to_do(runtime, runtime) == []
    assert start.steps_to_do(everything, runtime) == ["libraries"]
    assert start.steps_to_do(runtime, everything) == []
    assert start.steps_to_do(runtime, runtime | {"project": ["older"]}) == ["project"]
    moved = runtime | {"environment": ["elsewhere", "3.11"]}
    assert start.steps_to_do(runtime, moved) == ["environment", "libraries", "project"]
    assert start.steps_to_do(start.wished(start.LOCK, (3, 12)), runtime)[0] == "environment"


def test_nothing_comes_without_its_hash_or_needs_a_compiler() -> None:
    libraries = start.step_command("libraries", start.LOCK, None)
    assert {"--require-hashes", "--only-binary"} <= set(libraries)
    assert "--no-index" not in libraries
    assert "--no-index" in start.step_command("libraries", start.LOCK, ROOT)
    project = start.step_command("project", start.LOCK, None)
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(project)


@pytest.mark.parametrize(
    ("step", "said", "wheels", "sentence"),
    [
        ("libraries", "NewConnectionError: getaddrinfo failed", None, "internet could not"),
        ("libraries", "ReadTimeoutError: Read timed out.", None, "internet could not"),
        ("libraries", "ERROR: No matching distribution found", ROOT, "does not hold every"),
        ("libraries", "OSError: [Errno 28] No space left on device", None, "disk is full"),
        ("libraries", "PACKAGES DO NOT MATCH THE HASHES", None, "not the one"),
        ("libraries", "something new", None, "did not finish"),
        ("environment", "Access is denied", None, "Access is denied"),
        ("environment", "because ensurepip is not\navailable.", None, "without its part `venv`"),
        ("project", "something new", None, "did not finish"),
    ],
)
def test_a_failed_installation_is_put_in_a_sentence(
    step: str, said: str, wheels: Path | None, sentence: str
) -> None:
    assert sentence in start.failure(step, said, wheels)


@pytest.mark.parametrize(
    ("together", "alone", "failed"),
    [
        (0, 0, []),
        (1, 0, ["two"]),
        (0, 1, ["alone"]),
        (0, 5, []),
        (5, 0, []),
        (5, 5, ["two", "alone"]),
    ],
)
def test_words_after_test_may_choose_from_one_group_but_must_choose_something(
    together: int, alone: int, failed: list[str]
) -> None:
    codes = {"style": 0, "two (pytest)": together, "alone (pytest)": alone}
    assert start.failures(codes) == [f"{name} (pytest)" for name in failed]
    assert "style" in start.failures({**codes, "style": 1})


def test_each_test_runs_in_one_of_the_two_groups() -> None:
    groups = [words for words in start.check_commands([]).values() if "pytest" in words]
    assert ["-m=not alone" in words for words in groups] == [True, False]
    assert ["-m=alone" in words for words in groups] == [False, True]
    tests = Path(start.ROOT, "tests")
    sources = {path: path.read_text("utf-8") for path in tests.glob("*/test_*.py")}
    marked = [path for path, source in sources.items() if "\n@pytest.mark.alone" in source]
    found = {path.parent.name for path in marked}
    assert found == {"browser"}, "the second group is looked for there"


def test_other_pythons_do_not_leak_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert "PYTHONPATH" not in start.child_environment()
