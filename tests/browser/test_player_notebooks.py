"""What was answered to Stop, in several notebooks of one JupyterLab, over reload and restart."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from stretchkit.facts import stop_answers
from tests.browser.conftest import Lab

PLAYER = """import stretchkit as sk
sk.StretchPlayer("{stretch}", hold_s=1, repetitions=1)"""
NERVE = stop_answers()["nerve_or_dizzy"]


def shown(page: Page) -> Locator:
    """Return the player of the notebook that is in front."""
    return page.locator(".jp-NotebookPanel:visible .sk-player")


def open_beside(lab: Lab, page: Page, name: str) -> None:
    """Open a notebook in a tab of its own and run it, the others left open."""
    page.evaluate(f"jupyterapp.commands.execute('docmanager:open', {{path: {json.dumps(name)}}})")
    lab.wait_ready(page)
    assert lab.run_all(page) == []


@contextmanager
def unheard_by(kernel: int) -> Iterator[None]:
    """Keep a kernel, by the number of its process, from hearing anything."""
    os.kill(kernel, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(kernel, signal.SIGCONT)


def test_an_answer_to_stop_stands_in_every_notebook_and_over_reload_and_restart(lab: Lab) -> None:
    first = lab.write("answered.ipynb", PLAYER.format(stretch="neck_tilt"))
    second = lab.write("beside.ipynb", PLAYER.format(stretch="clasp_and_reach"))
    page = lab.open(first)
    assert lab.run_all(page) == []
    shown(page).get_by_role("button", name="Start", exact=True).click()
    kernel = lab.value(page, "__import__('os').getpid()")
    with unheard_by(kernel):
        shown(page).get_by_role("button", name="Stop", exact=True).click()
        expect(shown(page)).to_contain_text("You can answer now.")
        shown(page).get_by_role("button", name=NERVE.felt).click()
        lab.command(page, "docmanager:save")
        assert NERVE.key not in (lab.folder / first).read_text(encoding="utf-8")
        page.reload()
    lab.wait_ready(page)
    expect(shown(page)).to_contain_text(NERVE.answer, timeout=30_000)
    expect(shown(page)).to_have_attribute("data-state", "stopped")

    open_beside(lab, page, second)
    start = shown(page).get_by_role("button", name="Start", exact=True)
    expect(shown(page)).to_contain_text(NERVE.felt)
    expect(shown(page)).to_contain_text("in another notebook")
    expect(start).to_be_hidden()

    page.evaluate("jupyterapp.shell.currentWidget.dispose()")
    open_beside(lab, page, first)
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lab.wait_ready(page)
    assert lab.run_all(page) == []
    expect(shown(page)).to_contain_text(NERVE.answer)
    expect(start).to_be_hidden()
