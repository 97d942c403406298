"""The entries of a log as a view that is never saved: its rows go by custom message alone."""

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from stretchkit.painlog import PainLog, table
from stretchkit.widgets.base import CourseWidget

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LogTable", "PainLog"]  # with the log comes the view of its entries

_MOST = 60


class LogTable(CourseWidget):
    """The rows of a log in the page; what is saved of them is a placeholder."""

    kind: ClassVar[str] = "entries"
    lives_offline: ClassVar[bool] = False

    def __init__(self, rows: "pd.DataFrame | None" = None) -> None:
        self._rows = rows
        super().__init__()
        self.on_msg(lambda _widget, message, _buffers: self.send(self._handle(message)))

    def _handle(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return the last rows as texts, with their ids."""
        if self._rows is None:
            return {"request": message.get("request"), "head": [], "rows": [], "left_out": 0}
        shown = self._rows.tail(_MOST)
        rows = [[_text(cell) for cell in row] for row in shown.itertuples(name=None)]
        return {
            "request": message.get("request"),
            "head": [str(shown.index.name or ""), *(str(name) for name in shown.columns)],
            "rows": rows,
            "left_out": len(self._rows) - len(shown),
        }

    def arguments(self) -> dict[str, Any]:
        """Return nothing: what is in the log stays there."""
        return {}

    def twin(self) -> str:
        """Return a placeholder: the rows are personal and are not saved."""
        return f'<div class="sk-twin"><p>{escape(table.PLACEHOLDER)}</p></div>'

    def words(self) -> str:
        """Return one line that says what this is."""
        return table.PLACEHOLDER


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, tuple):
        return "; ".join(str(word) for word in cell)
    return "" if cell is None or cell != cell else str(cell)  # a missing text is not itself


table.Unsaved.live = LogTable
