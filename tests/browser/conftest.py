"""A real JupyterLab in a real Chromium: `lab` opens notebooks, `browser` opens pages."""

import ast
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
WINDOWED = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# The build without windows opens a page twice as fast.
NAMES = ("chromium-headless-shell", *WINDOWED)


def find_chromium(names: tuple[str, ...] = NAMES) -> str | None:
    """Return where the first of these browsers is, or None."""
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        words = "no Chromium found: the browser tests did NOT run"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Lab:
    """A running JupyterLab and the browser that looks at it."""

    url: str
    token: str
    folder: Path
    browser: Browser
    context: BrowserContext
    tab: Page | None = None

    def page(self) -> Page:
        """Return the tab of JupyterLab that stays open from test to test, or a new one."""
        if self.tab is None or self.tab.is_closed():
            self.tab = self.context.new_page()
        return self.tab

    def open(self, name: str, page: Page | None = None, **options: Any) -> Page:
        """Open a notebook and wait until its kernel answers; see `show`."""
        page = self.show(name, page, **options)
        self.wait_ready(page)
        return page

    def show(self, name: str, page: Page | None = None, **options: Any) -> Page:
        """Open a notebook and wait until its outputs are on the screen.

        Without a page or its options it opens in the tab that is there, as a reader opens one
        notebook after another: JupyterLab is not loaded again. What was open is closed unsaved.
        """
        page = page or (self.browser.new_page(**options) if options else self.page())
        if page.url.startswith(self.url):
            _patiently(
                page,
                f"""
                jupyterapp.shell.currentWidget?.dispose();
                await jupyterapp.commands.execute('docmanager:open', {{path: {json.dumps(name)}}});
                """,
            )
        else:
            page.goto(f"{self.url}/doc/tree/{name}?token={self.token}&reset")
        self.wait_shown(page)
        return page

    def wait_shown(self, page: Page) -> None:
        page.wait_for_function(
            "window.jupyterapp?.shell.currentWidget?.sessionContext", timeout=60_000
        )
        _patiently(
            page,
            """
            await jupyterapp.restored;
            const widget = jupyterapp.shell.currentWidget;
            await widget.context.ready; await widget.revealed;
            """,
        )

    def wait_ready(self, page: Page) -> None:
        self.wait_shown(page)
        _patiently(
            page,
            """
            const widget = jupyterapp.shell.currentWidget;
            await widget.sessionContext.ready;
            await widget.sessionContext.session.kernel.info;
            """,
        )

    def run_all(self, page: Page) -> list[str]:
        """Run every cell and return the errors, after seeing that each cell did run."""
        found: dict[str, Any] = _patiently(
            page,
            """
            await jupyterapp.commands.execute('notebook:run-all-cells');
            const cells = [...jupyterapp.shell.currentWidget.content.model.cells]
              .filter(cell => cell.type === 'code');
            return {
              counts: cells.map(cell => cell.executionCount),
              errors: cells.flatMap(cell => cell.outputs.toJSON()
                .filter(output => output.output_type === 'error')
                .map(output => output.evalue)),
            };
            """,
        )
        assert None not in found["counts"], "a cell did not run"
        return list(found["errors"])

    def command(self, page: Page, name: str) -> None:
        """Run a command of JupyterLab, such as `docmanager:save`."""
        _patiently(page, f"await jupyterapp.commands.execute({json.dumps(name)});")

    def forget(self) -> None:
        """Close the tab if a reader answered in it: answers hold for the whole page."""
        answered = """() => {
          const {safety, told} = document.body[Symbol.for('stretchkit')] ?? {};
          return Boolean(safety?.ticked.length || safety?.none || told?.size);
        }"""
        if self.tab and not self.tab.is_closed() and self.tab.evaluate(answered):
            self.tab.close()

    def cell_count(self, page: Page) -> int:
        return int(page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length"))

    def python(self, page: Page, code: str) -> None:
        """Run code in the notebook's kernel, outside its cells."""
        _patiently(
            page,
            f"""
            const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const {{content}} = await kernel.requestExecute({{code: {json.dumps(code)}}}).done;
            if (content.status === 'error') throw new Error(content.evalue);
            """,
        )

    def value(self, page: Page, expression: str) -> Any:
        """Return what an expression is worth in the notebook's kernel, as JSON has it.

        It is not printed: what is printed while a widget speaks may go to the widget.
        """
        wanted = f"__import__('json').dumps({expression})"
        written = _patiently(
            page,
            f"""
            const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const asked = {{code: '', user_expressions: {{value: {json.dumps(wanted)}}}}};
            const {{value}} = (await kernel.requestExecute(asked).done).content.user_expressions;
            if (value.status === 'error') throw new Error(value.evalue);
            return value.data['text/plain'];
            """,
        )
        return json.loads(ast.literal_eval(written))

    def write(self, name: str, *sources: str) -> str:
        """Write a small notebook into the server's folder and return its name."""
        cells = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(sources)
        ]
        notebook = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "cells": cells,
        }
        (self.folder / name).write_text(json.dumps(notebook), encoding="utf-8")
        return name


def _patiently(page: Page, script: str, seconds: int = 90) -> Any:
    """Run an async script in the page, which by itself would wait for ever."""
    return page.evaluate(
        f"""() => Promise.race([
          (async () => {{ {script} }})(),
          new Promise((_, fail) => setTimeout(
            () => fail(new Error('no answer in {seconds} s')), {seconds * 1000})),
        ])"""
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(folder: Path) -> None:
    chosen: dict[str, dict[str, Any]] = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for name, values in chosen.items():
        path = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("jupyter")
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(NOTEBOOKS, folder / "notebooks")
    places = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "STRETCHKIT_DATA": home / "log",
    }
    _settings(home / "settings")
    port, token = _free_port(), "a-token-for-tests"
    with (home / "server.log").open("w") as said:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                f"--port={port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={folder}",
                "--LabApp.expose_app_in_browser=True",
            ],
            env=os.environ | {name: str(path) for name, path in places.items()},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        url = f"http://localhost:{port}"
        try:
            _wait_for_server(f"{url}/api/status?token={token}", server, home / "server.log")
            yield Lab(url, token, folder, browser, browser.new_context())
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(autouse=True)
def _answers_stay_in_their_test(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "lab" in request.fixturenames:
        request.getfixturevalue("lab").forget()


def _wait_for_server(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{said.read_text(encoding='utf-8')[-2000:]}")
