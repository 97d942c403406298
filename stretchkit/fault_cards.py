"""The common faults of a stretch as a card: what is seen, what to say, wrong beside right."""

from html import escape

from stretchkit import facts
from stretchkit.card_parts import Shown, card, sentence, table
from stretchkit.drawing.fault_pictures import compared
from stretchkit.drawing.figure import Figure
from stretchkit.facts.records import Fault

# Pictures stand beside each other: three on a wide page, two on a phone.
_ROW = "display:flex;flex-wrap:wrap;gap:0.5em 1em"
_CELL = "flex:0 1 max(8em,30%);max-width:15em"
_WIDE = 240


class FaultCard(Shown):
    """The faults of a stretch; those that a body can show have a picture beside the right one."""

    def __init__(self, stretch: str) -> None:
        self._stretch = facts.stretch(stretch)

    def words(self) -> str:
        told = [f"{fault.see} Say: {fault.say}" for fault in self._stretch.faults]
        return "\n".join([f"Faults to look for in {self._stretch.name}:", *told])

    def html(self) -> str:
        rows: dict[tuple[str, str, str], list[Fault]] = {}
        unseen = []
        for fault in self._stretch.faults:
            if shown := fault.picture:
                rows.setdefault((shown.right, shown.seen, shown.near), []).append(fault)
            else:
                unseen.append(fault)
        pictures = (_row(faults) for faults in rows.values())
        title = f"Stretch {self._stretch.number}: what to look for"
        return card(title, *pictures, _table(unseen))


def faults(stretch: str) -> FaultCard:
    """Return the common faults of a stretch: what you see, what to say, and how it looks.

    Raises
    ------
    KeyError
        If there is no such stretch; the message names the closest keys.

    Examples
    --------
    >>> print(str(faults("clasp_and_reach")).splitlines()[1])
    Lifting the shoulders to the ears. Say: Let your shoulders drop, then reach.
    """
    return FaultCard(stretch)


def _row(faults: list[Fault]) -> str:
    right, wrong = compared(faults)
    pose = right.alt.removeprefix("This way: ")
    cells = [_cell("✓", "This way", right, f"<p>{escape(sentence(pose))}</p>")]
    for fault, figure in zip(faults, wrong, strict=True):
        cells.append(_cell("✕", "Fault", figure, _said(fault)))
    return f'<div style="{_ROW}">{"".join(cells)}</div>'


def _cell(mark: str, title: str, figure: Figure, below: str) -> str:
    head = f'<p><b><span aria-hidden="true">{mark}</span> {title}</b></p>'
    return f'<div style="{_CELL}">{head}<p>{figure.html(_WIDE)}</p>{below}</div>'


def _said(fault: Fault) -> str:
    return f"<p><b>You see.</b> {escape(fault.see)}<br><b>Say.</b> “{escape(fault.say)}”</p>"


def _table(faults: list[Fault]) -> str:
    rows = ((fault.see, f"“{fault.say}”") for fault in faults)
    return f"<p><b>And what no picture shows</b></p>{table(('You see', 'Say'), rows)}"
