"""How long every muscle is in a pose, and by how much that is more or less than at rest."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from stretchkit.body.data import Array
from stretchkit.body.muscles import fibre_lengths, muscle_names, starts
from stretchkit.body.pose import SIDES, Pose
from stretchkit.body.segments import Body, place

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Lengths:
    """Lengths of the muscles of one side, in the order of `muscles`.

    `length_mm` is the mean over a muscle's fibres; the changes are per cent of each fibre's
    length at rest, or at the start of a stretch: mean, least and most over the fibres.
    `fibres_pct` has every fibre.
    """

    muscles: tuple[str, ...]
    length_mm: Array
    change_pct: Array
    min_pct: Array
    max_pct: Array
    fibres_pct: Array

    def fibre(self, muscle: str, number: int) -> float:
        """Return the change of one fibre of a muscle, in per cent."""
        index = self.muscles.index(muscle)
        own = np.split(self.fibres_pct, starts()[1:])[index]
        return float(own[number])

    def change(self, muscle: str) -> float:
        """Return the mean change of a muscle, in per cent."""
        return float(self.change_pct[self.muscles.index(muscle)])


@cache
def _rest() -> Array:
    return fibre_lengths(place(Pose()), "right")


def measure(body: Body, start: Body | None = None) -> dict[str, Lengths]:
    """Return the lengths of both sides of a posed body, by side.

    The changes are from `start`, from standing at rest where none is given.
    """
    before = {side: fibre_lengths(start, side) if start else _rest() for side in SIDES}
    return {side: _summary(fibre_lengths(body, side), before[side]) for side in SIDES}


def _summary(fibres: Array, before: Array) -> Lengths:
    first = starts()
    count = np.diff([*first, len(fibres)])
    change = 100 * (fibres / before - 1)
    return Lengths(
        muscles=muscle_names(),
        length_mm=1000 * np.add.reduceat(fibres, first) / count,
        change_pct=np.add.reduceat(change, first) / count,
        min_pct=np.minimum.reduceat(change, first),
        max_pct=np.maximum.reduceat(change, first),
        fibres_pct=change,
    )


def muscle_lengths(pose: Pose) -> "pd.DataFrame":
    """Return how long every muscle is in a pose.

    Parameters
    ----------
    pose : Pose
        The pose to look at.

    Returns
    -------
    pandas.DataFrame
        One row a muscle and side (`muscle`, `side`). `length_mm` is the mean over the muscle's
        fibres; `change_pct`, `min_pct` and `max_pct` are the mean, the least and the most change
        over its fibres, in per cent of their length standing with arms hanging. It is geometry:
        not tissue strain, and not proof of benefit.

    Examples
    --------
    >>> table = muscle_lengths(Pose(neck_tilt_left=30))
    >>> bool(table.loc[("levator_scapulae", "right"), "change_pct"] > 0)
    True
    """
    import pandas as pd

    columns = ("length_mm", "change_pct", "min_pct", "max_pct")
    parts = {
        side: pd.DataFrame({word: getattr(found, word) for word in columns}, index=found.muscles)
        for side, found in measure(place(pose)).items()
    }
    return pd.concat(parts, names=["side", "muscle"]).swaplevel().loc[list(muscle_names())]
