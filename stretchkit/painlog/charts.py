"""A log as a chart: a fixed 0 to 10, one kind of number, a gap where nothing was written."""

import io
import math
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from stretchkit.painlog.entry import HIGHEST, LOWEST
from stretchkit.painlog.summary import (
    ENOUGH_DAYS,
    GAPS,
    KINDS,
    NO_ENTRIES,
    count,
    days_of,
    of_one_kind,
    of_the_course,
    too_early,
)
from stretchkit.palette import DARK, DARK_PAIN_SCALE, LIGHT, PAIN_SCALE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

# Inches and points: this narrow, 12-point words are still 13 pixels high on a phone of 390.
_WIDE, _HIGH = 4.9, 4.2
_WORDS = 12
BEFORE = "\N{WHITE CIRCLE} before a stretch"


def pain_figure(entries: "pd.DataFrame", asked: str | None = None) -> "Figure":
    """Return the chart of a log, on light paper.

    Parameters
    ----------
    entries
        A log's entries, as `PainLog.entries()` gives them.
    asked
        The kind of number to show; the one with most entries if not given.

    Examples
    --------
    >>> from stretchkit.painlog import PainLog
    >>> figure = pain_figure(PainLog(":memory:").entries())
    >>> [text.get_text() for text in figure.texts]
    ['Pain log', 'No entries yet.']
    """
    from matplotlib.figure import Figure

    kind, shown = of_one_kind(of_the_course(entries), asked)
    figure = Figure(figsize=(_WIDE, _HIGH), facecolor=LIGHT["paper"])
    axes = figure.add_axes((0.095, 0.265, 0.875, 0.595))
    _scale(axes)
    if shown.empty:
        axes.set_xticks([])
        _title(figure, KINDS[kind] if len(entries) else "Pain log", NO_ENTRIES)
        return figure
    days = days_of(shown)
    places = len(shown[["region", "side"]].drop_duplicates())
    _days(axes, min(days), max(days))
    _points(axes, shown, kind, joined=len(set(days)) >= ENOUGH_DAYS and places == 1)
    entered = count(len(shown), "entry", "entries")
    together = f", {places} places together" if places > 1 else ""
    _title(figure, KINDS[kind], f"{entered} on {count(len(set(days)), 'day', 'days')}{together}")
    _caveats(figure, days)
    return figure


def figure_svg(figure: "Figure") -> bytes:
    """Return a figure as SVG, the same bytes for the same figure."""
    import matplotlib

    out = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "stretchkit"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def following_dark(svg: bytes) -> bytes:
    """Return the SVG of a chart with a style that turns its colours where the screen is dark.

    A picture in a page follows the colour scheme of the place it stands in.
    """
    names = ("paper", "ink", "quiet", "line")
    turned = {LIGHT[name]: DARK[name] for name in names}
    turned |= dict(zip(PAIN_SCALE, DARK_PAIN_SCALE, strict=True))
    rules = "".join(
        f'[style*="{what}: {light}"] {{ {what}: {dark} !important; }} '
        for light, dark in turned.items()
        for what in ("fill", "stroke")
    )
    style = f"<style>@media screen and (prefers-color-scheme: dark) {{ {rules}}}</style>"
    return svg.replace(b"</svg>", f"{style}</svg>".encode())


def _scale(axes: Any) -> None:
    """Draw the fixed scale with its two anchor words."""
    axes.set_facecolor(LIGHT["paper"])
    axes.set_ylim(-0.9, 11.1)
    axes.set_yticks(range(0, 11, 2))
    axes.tick_params(colors=LIGHT["ink"], labelsize=_WORDS, length=0, pad=9)
    axes.hlines(range(0, 11, 2), 0, 1, transform=axes.get_yaxis_transform(),
                color=LIGHT["line"], linewidth=0.7, zorder=0)  # fmt: skip
    for spine in axes.spines.values():
        spine.set_visible(False)
    for score, colour in enumerate(PAIN_SCALE):
        axes.bar(-0.012, 1, 0.014, score - 0.5, transform=axes.get_yaxis_transform(),
                 color=colour, clip_on=False)  # fmt: skip
    for height, side, words in ((10.2, "bottom", HIGHEST), (-0.2, "top", LOWEST)):
        axes.text(0.01, height, words, transform=axes.get_yaxis_transform(), va=side,
                  fontsize=_WORDS - 1, color=LIGHT["quiet"])  # fmt: skip


def _days(axes: Any, first: date, last: date) -> None:
    """Lay the writer's days along the bottom, from the first entry's to the last one's."""
    length = (last - first).days + 1
    axes.set_xlim(_place(first) - 0.5, _place(last) + 0.5)
    step = next(s for s in (1, 2, 7, 14, 28, 56, 91, 182, 364, 728) if length / s <= 7 or s == 728)
    ticks = [first + timedelta(days=n) for n in range(0, length, step)]
    axes.set_xticks([_place(day) for day in ticks])
    axes.set_xticklabels([_tick(day, ticks[i - 1] if i else None) for i, day in enumerate(ticks)])


def _tick(day: date, before: date | None) -> str:
    month = f"\n{day:%b}" if before is None or before.month != day.month else ""
    year = f" {day.year}" if before is None or before.year != day.year else ""
    return f"{day.day}{month}{year}"


def _place(day: date) -> float:
    """Return where a day lies along the bottom."""
    return float(day.toordinal())


def _points(axes: Any, shown: "pd.DataFrame", kind: str, joined: bool) -> None:
    """Draw a point an entry, an empty one for pain now, before a stretch.

    What is asked of a day stands at the day, pain now at its hour. A line joins neighbouring days,
    never across a missing one, and never moments or places, which it would make look like a course.
    """
    rows = [
        (
            _place(felt.date()) + (_hour(felt) if kind == "now" else 0),
            int(score),
            kind == "now" and moment == "before",
        )
        for felt, score, moment in zip(shown.felt_at, shown.score, shown.moment, strict=True)
    ]
    rows.sort()
    if joined and kind != "now":
        for (x, y, _), (next_x, next_y, _) in pairwise(rows):
            if next_x - x <= 1:
                axes.plot([x, next_x], [y, next_y], color=PAIN_SCALE[4], linewidth=1.1, zorder=1)
    size, ring = next(
        look
        for most, look in ((30, (46, 0.9)), (90, (26, 0.9)), (math.inf, (11, 0.5)))
        if len(rows) <= most
    )
    axes.scatter(
        [x for x, _, _ in rows],
        [score for _, score, _ in rows],
        s=size,
        c=[LIGHT["paper"] if is_before else PAIN_SCALE[score] for _, score, is_before in rows],
        edgecolors=PAIN_SCALE[10],
        linewidths=ring,
        zorder=2,
        clip_on=False,
    )
    if any(is_before for *_, is_before in rows):
        axes.text(0.99, -0.2, BEFORE, transform=axes.get_yaxis_transform(), va="top",
                  ha="right", fontsize=_WORDS - 1, color=LIGHT["quiet"])  # fmt: skip


def _hour(moment: datetime) -> float:
    """Return how far a moment lies from noon, in days."""
    return (moment.hour + moment.minute / 60) / 24 - 0.5


def _title(figure: "Figure", title: str, line: str) -> None:
    figure.text(0.02, 0.955, title.capitalize(), fontsize=_WORDS + 3, weight="bold",
                va="center", color=LIGHT["ink"])  # fmt: skip
    figure.text(0.02, 0.895, line, fontsize=_WORDS, va="center", color=LIGHT["quiet"])


def _caveats(figure: "Figure", days: list[date]) -> None:
    lines = []
    if len(set(days)) < ENOUGH_DAYS:
        lines.append(too_early(len(set(days))))
    if len(set(days)) <= (max(days) - min(days)).days:
        lines.append(GAPS)
    figure.text(0.02, 0.125, "\n".join(lines), fontsize=_WORDS - 1.5, va="top",
                linespacing=1.4, color=LIGHT["quiet"])  # fmt: skip
