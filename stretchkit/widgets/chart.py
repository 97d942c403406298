"""A chart of a log as a view that is never saved: its picture goes by custom message alone."""

from base64 import b64encode
from html import escape
from typing import Any, ClassVar

import traitlets

from stretchkit.painlog import (
    PainLog,
    PainLogError,
    default_log,
    figure_svg,
    following_dark,
    kinds_in,
    left_out,
    of_one_kind,
    of_the_course,
    pain_figure,
    pain_words,
)
from stretchkit.widgets.base import CourseWidget

PLACEHOLDER = "This chart of your pain log shows when the notebook runs. It is not saved here."
_EMPTY = "Your log is empty. Save a score in the pain diary, and the chart will show here."


def check_log(log: object) -> PainLog | None:
    """Return the log, or None for the reader's own; raise a TypeError for anything else."""
    if log is None or isinstance(log, PainLog):
        return log
    raise TypeError(f"a {type(log).__name__} is not a pain log; make one with sk.PainLog()")


def picture(log: PainLog, asked: object = None) -> dict[str, Any]:
    """Return the chart of a log as `src`, a data address, and `alt`, its words.

    With it go `kind`, the kind of number shown (the one asked for, or else the one with most
    entries), `kinds`, all that have entries, and `left_out`, what is not in the chart.
    """
    table = log.entries()
    kinds = kinds_in(table)
    if not kinds:
        alt = _EMPTY if table.empty else pain_words(table)
        return {"src": "", "alt": alt, "kind": "", "kinds": [], "left_out": ""}
    named = next((key for key in kinds if key == asked), None)
    kind = of_one_kind(of_the_course(table), named)[0]
    svg = following_dark(figure_svg(pain_figure(table, kind)))
    data = b64encode(svg).decode()
    return {
        "src": f"data:image/svg+xml;base64,{data}",
        "alt": pain_words(table, kind),
        "kind": kind,
        "kinds": [(key, words.capitalize()) for key, words in kinds.items()],
        "left_out": left_out(table, kind),
    }


class PainChart(CourseWidget):
    """A chart of a log; `plot_pain` makes it."""

    kind: ClassVar[str] = "chart"
    lives_offline: ClassVar[bool] = False
    title = traitlets.Unicode("Chart of your pain log").tag(sync=True)

    def __init__(self, chart: str = "pain", log: PainLog | None = None) -> None:
        if chart != "pain":
            raise ValueError(f"chart is {chart!r}; accepted: 'pain'")
        self._chart = chart
        self._log = check_log(log)
        super().__init__()
        self.on_msg(lambda _widget, message, _buffers: self.send(self._handle(message)))

    def _handle(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a message of the page."""
        request = {"request": message.get("request")}
        try:
            log = default_log() if self._log is None else self._log
            return {**request, "picture": picture(log, message.get("asked"))}
        except (PainLogError, OSError) as error:
            return {**request, "error": str(error)}

    def arguments(self) -> dict[str, Any]:
        """Return which chart this is; nothing of the log."""
        return {"chart": self._chart}

    def twin(self) -> str:
        """Return a placeholder: the chart is personal and is not saved."""
        return f'<div class="sk-twin"><p>{escape(PLACEHOLDER)}</p></div>'

    def words(self) -> str:
        """Return one line that says what this is."""
        return "Chart of a pain log (shown when the notebook runs, never saved)"


def plot_pain(log: PainLog | None = None) -> PainChart:
    """Show the scores of a log over time, on a fixed scale from 0 to 10.

    The chart is in the page only: what is saved in the notebook is a placeholder.

    Parameters
    ----------
    log : PainLog, optional
        The log; your own if not given.

    Raises
    ------
    TypeError
        If it is not a pain log.

    Examples
    --------
    >>> from stretchkit.painlog import PainLog
    >>> plot_pain(PainLog(":memory:"))
    Chart of a pain log (shown when the notebook runs, never saved)
    """
    return PainChart(log=log)
