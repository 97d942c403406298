"""What the lessons show as charts: a neck movement shared out, the model's check, the evidence."""

from __future__ import annotations

import re
import textwrap
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from stretchkit import facts
from stretchkit.body import check
from stretchkit.body.data import NECK_JOINTS, neck_shares
from stretchkit.card_parts import table
from stretchkit.facts.causes_records import Trial
from stretchkit.facts.citations import cite_list, cite_short
from stretchkit.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Points: on a chart this narrow (inches) they are still 13 pixels high on a phone of 390.
_WIDE, _WORDS = 4.9, 12
_MOVEMENTS = ("Turn", "Tilt", "Chin down, look up")

# The scales of the evidence, one panel each: a number of one says nothing on another. With each,
# the ends of its axis (at the right the numbers have their room), its marks, and its decimals.
_SCALES = {
    "points of 10": ("Pain, in points of 10", (-2.6, 3), (-2, -1, 0), 1),
    "SMD": ("Pain or function, in SMD", (-1.5, 1.8), (-1, -0.5, 0), 2),
    "Hedges g": ("Pain, in Hedges g", (-2.6, 4), (-2, -1, 0), 2),
}
_LINE, _LETTERS = 0.21, 50


class Chart:
    """A chart that shows itself as an image with its words, and what stands below it as HTML."""

    def __init__(self, figure: Figure, alt: str, below: str = "") -> None:
        self.figure = figure
        self.alt = alt
        self.below = below

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        import matplotlib

        from stretchkit.painlog import figure_svg

        # Words as words and tenths of a pixel: a third of the size, in the reader's own font.
        # The words themselves keep all their digits.
        with matplotlib.rc_context({"svg.fonttype": "none"}):
            svg = re.sub(rb"<[^>]*>", _in_tenths, figure_svg(self.figure))
        data = b64encode(svg).decode()
        width = round(self.figure.get_figwidth() * 96)
        source = f"data:image/svg+xml;base64,{data}"
        image = f'<img alt="{escape(self.alt)}" width="{width}" src="{source}">'
        return {"text/html": f"{image}{self.below}", "text/plain": self.alt}


def _in_tenths(tag: re.Match[bytes]) -> bytes:
    return re.sub(rb"(\d\.\d)\d+", rb"\1", tag[0])


def plot_neck_shares() -> Chart:
    """Show how the joints of the neck share a movement of the head, in per cent of the whole.

    The shares are those of the model (Vasavada1998), rounded; people differ.

    Examples
    --------
    >>> plot_neck_shares().alt[:66]
    'How the neck shares a movement of the head, joint by joint. Turn: '
    """
    shares = 100 * neck_shares()
    joints = [f"{joint[:2]}–{joint[2:]}" for joint in NECK_JOINTS]
    told = []
    figure = _figure(7.4)
    for place, (name, column) in enumerate(zip(_MOVEMENTS, shares.T[::-1], strict=True)):
        axes = figure.add_axes((0.17, 0.71 - 0.325 * place, 0.74, 0.235))
        most = column.round() == column.round().max()
        colours = [LIGHT["accent" if is_most else "line"] for is_most in most]
        axes.barh(joints, column, color=colours, height=0.78)
        for row, share in enumerate(column):
            axes.text(share + 1, row, f"{share:.0f}", va="center", fontsize=_WORDS - 2,
                      color=LIGHT["ink"])  # fmt: skip
        axes.set_xlim(0, 60)
        axes.set_xticks([])
        axes.set_title(f"{name}, per cent", loc="left", fontsize=_WORDS + 1, weight="bold",
                       color=LIGHT["ink"])  # fmt: skip
        _calm(axes)
        leaders = " and ".join(
            joint for joint, is_most in zip(joints, most, strict=True) if is_most
        )
        told.append(f"{name}: most in {leaders}, {column.max():.0f} per cent")
    alt = "How the neck shares a movement of the head, joint by joint. "
    return Chart(figure, f"{alt}{'; '.join(told)}.")


def model_check() -> Chart:
    """Show the body's numbers beside those of the reference models, with every miss and its reason.

    Each point is a muscle in a pose: the reference's change of length along the bottom
    (Mortensen2018, Seth2019), ours upwards. Hollow points belong to poses that were held back
    while the anatomy was improved.

    Examples
    --------
    >>> model_check().alt[:39]
    'The model beside two reference models: '
    """
    cells = check.cells()
    near = [cell for cell in cells if cell.near and cell.sign_right]
    figure = _figure(5.2)
    axes = figure.add_axes((0.15, 0.115, 0.81, 0.795))
    edge = np.linspace(-50, 60, 23)  # its two bends, at 20, are on it
    room = np.maximum(check.NEAR_POINTS, check.NEAR_SHARE * np.abs(edge))
    axes.fill_between(edge, edge - room, edge + room, color=LIGHT["panel"], zorder=0)
    axes.plot(edge, edge, color=LIGHT["line"], linewidth=1, zorder=1)
    for some, colour, marker in (
        (near, LIGHT["accent"], "o"),
        (check.misses(), LIGHT["ink"], "s"),
    ):
        for holdout in (False, True):
            own = [cell for cell in some if cell.pose.holdout == holdout]
            axes.plot(
                [cell.reference for cell in own],
                [cell.ours for cell in own],
                linestyle="",
                marker=marker,
                markersize=4.7 if marker == "o" else 6,
                markerfacecolor=LIGHT["paper"] if holdout else colour,
                markeredgecolor=colour,
                zorder=2 if marker == "o" else 3,
            )
    axes.set_xlim(-50, 50)
    axes.set_ylim(-60, 80)
    axes.set_xlabel("Reference models, per cent", fontsize=_WORDS, color=LIGHT["ink"])
    axes.set_ylabel("This model, per cent", fontsize=_WORDS, color=LIGHT["ink"])
    axes.set_title("Longer (+) and shorter (−) than at rest", loc="left", fontsize=_WORDS,
                   color=LIGHT["quiet"])  # fmt: skip
    axes.axhline(0, color=LIGHT["line"], linewidth=0.7, zorder=0.5)
    axes.axvline(0, color=LIGHT["line"], linewidth=0.7, zorder=0.5)
    _calm(axes)
    alt = (
        f"The model beside two reference models: of {len(cells)} numbers "
        f"{len(near)} are near, {len(check.misses())} are not; rank correlation "
        f"{check.spearman(cells):.2f}."
    )
    return Chart(figure, alt, _misses())


def plot_evidence(*keys: str) -> Chart:
    """Show what trials and reviews found against another group, each with its interval.

    Points of 10, SMD and Hedges g each have a panel of their own, as they cannot be compared.
    Results that are changes within one group, or that have no interval, are not in it.

    Parameters
    ----------
    *keys
        The results to show, by their keys in `sk.evidence()`; every one if none is named.

    Raises
    ------
    KeyError
        If there is no such result; the message names the closest keys.
    ValueError
        If a result cannot be drawn; the message names those that can.

    Examples
    --------
    >>> plot_evidence().alt[:51]
    'What trials and reviews found; below zero is less. '
    """
    chosen = _drawable(keys)
    panels = {unit: [row for row in chosen if row.unit == unit] for unit in _SCALES}
    panels = {unit: rows for unit, rows in panels.items() if rows}
    heights = [_LINE * (3.6 + sum(map(_lines_of, rows))) for rows in panels.values()]
    high = sum(heights)
    figure = _figure(high)
    top, told = high, []
    for (unit, rows), height in zip(panels.items(), heights, strict=True):
        top -= height
        room = (top + 1.7 * _LINE) / high, (height - 3.6 * _LINE) / high
        axes = figure.add_axes((0.04, room[0], 0.92, room[1]))
        _forest(axes, unit, rows)
        results = "; ".join(f"{_compared(row)}: {_result(row)}" for row in rows)
        told.append(f"{_SCALES[unit][0]}. {results}.")
    alt = "What trials and reviews found; below zero is less. "
    return Chart(figure, alt + " ".join(told), _each_in_words(chosen, len(panels), bool(keys)))


def _drawable(keys: tuple[str, ...]) -> list[Trial]:
    found = {
        key: row
        for key, row in facts.trials().items()
        if row.unit in _SCALES and row.measure == "between groups" and row.low is not None
    }
    for key in keys:
        if facts.look_up(facts.trials(), key, "result").key not in found:
            raise ValueError(f"{key} cannot be drawn here; these can: {', '.join(found)}")
    return [row for key, row in found.items() if not keys or key in keys]


def _compared(row: Trial) -> str:
    """Return what was done, what for, and with whom it was compared."""
    outcome = "" if row.outcome == "pain" else f"{row.outcome}, "
    people = f"{row.n:,} people" if row.n else ""
    # A review counts the people of all its trials, not of the one line.
    who = people and (f", in a review of {people}" if row.trials else f", {people}")
    return f"{row.what_was_done}; {outcome}against {row.comparison}{who}"


def _result(row: Trial) -> str:
    decimals = _SCALES[str(row.unit)][3]
    effect, low, high = (f"{number:.{decimals}f}" for number in (row.effect, row.low, row.high))
    return f"{effect} ({low} to {high})".replace("-", "−")


def _label(row: Trial) -> list[str]:
    """Return the lines above an interval: what was compared, and the numbers."""
    words = _compared(row)
    return textwrap.wrap(words[0].upper() + words[1:], _LETTERS)


def _lines_of(row: Trial) -> float:
    return len(_label(row)) + 1.9


def _forest(axes: Any, unit: str, rows: list[Trial]) -> None:
    """Draw one panel, its words above each interval; one line of words is one unit upwards."""
    title, ends, marks, _ = _SCALES[unit]
    look = {"transform": axes.get_yaxis_transform(), "va": "center", "fontsize": _WORDS - 1,
            "color": LIGHT["ink"]}  # fmt: skip
    below = 0.0
    for row in rows:
        label = _label(row)
        for number, line in enumerate(label):
            axes.text(0, below - number - 0.5, line, **look)
        place = below - len(label) - 0.6
        axes.plot([row.low, row.high], [place, place], color=LIGHT["accent"], linewidth=2.2)
        axes.plot([row.effect], [place], "s", color=LIGHT["accent"], markersize=7)
        axes.text(1, place, _result(row), ha="right", weight="bold", **look)
        axes.plot([0, 0], [place + 0.5, place - 0.5], color=LIGHT["line"], linewidth=1, zorder=0)
        below -= _lines_of(row)
    axes.set_ylim(below, 0)
    axes.set_xlim(*ends)
    axes.set_yticks([])
    axes.set_xticks(marks, [f"{mark:g}".replace("-", "−") for mark in marks])
    axes.set_title(title, loc="left", fontsize=_WORDS + 1, weight="bold", color=LIGHT["ink"])
    _calm(axes)


def _each_in_words(rows: list[Trial], panels: int, picked: bool) -> str:
    """Return how the chart is to be read, and each result in plain words with its certainty."""
    items = "".join(
        f"<li>{escape(row.plain)} Certainty: {escape(row.certainty)}. "
        f"({escape(cite_short(row.cite))})"
        f"{f' {escape(row.doubt)}' if row.doubt else ''}</li>"
        for row in rows
    )
    every = len(facts.trials())
    care = (
        "The panels have different scales and other people: do not compare a number of one with a "
        "number of another."
        if panels > 1
        else "Lines of different studies are of other people too: two lines are no race."
    )
    others = (
        f"These are {len(rows)} of the {every} results of the course. Notebook 03 shows more."
        if picked
        else f"{every - len(rows)} more results are not in this chart: they are changes within "
        "one group, have another scale, or no number."
    )
    return (
        "<p>Square: the effect. Line: where the true one is likely to lie. Left of 0: less pain "
        f"or trouble. At 0 there is no difference. {care}</p><p>{others}</p>"
        f"<details><summary>Each result in words</summary><ul>{items}</ul></details>"
        "<details><summary>Sources</summary>"
        f"{cite_list(dict.fromkeys(row.cite for row in rows))}</details>"
    )


def _misses() -> str:
    """Return how the points are to be read, and the misses, line by line, each with its reason."""
    rows = []
    for (model, name), line in check.reference_lines().items():
        own = [c for c in check.misses() if (c.pose.model, c.line) == (model, name)]
        where = "; ".join(
            f"{c.pose.words} ({c.reference:+.0f}, ours {c.ours:+.1f})".replace("-", "−")
            for c in own
        )
        if own:
            rows.append((name.replace("_", " "), where, line.if_far))
    return (
        "<p>Round: near, that is within 8 points or 40 per cent, whichever is larger; where the "
        "reference is 0, ours is under 1. Square: not near. Hollow: from poses that were held back "
        "while the anatomy was improved.</p>"
        "<details class='on-paper'><summary>Every miss, and why</summary>"
        f"{table(('Line of the reference', 'Where', 'Why'), rows)}</details>"
    )


def _figure(high: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(_WIDE, high), facecolor=LIGHT["paper"])


def _calm(axes: Any) -> None:
    axes.set_facecolor(LIGHT["paper"])
    axes.tick_params(colors=LIGHT["ink"], labelsize=_WORDS - 1, length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
