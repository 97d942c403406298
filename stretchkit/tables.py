"""The facts as DataFrames, one row each, indexed by `key`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stretchkit import facts
from stretchkit.facts.records import Keyed

if TYPE_CHECKING:
    import pandas as pd


def muscles() -> pd.DataFrame:
    """Return the muscles: names, attachments, nerve, actions, antagonists, doubts, sources.

    `actions`, `antagonists` and `nerve` are keys; `referral` is the traditional map of trigger
    points and `upper_crossed` the role in Janda's proposal, neither an established fact.

    Examples
    --------
    >>> muscles().loc["levator_scapulae", "plain_label"]
    'shoulder-blade lifter'
    """
    return _table(facts.muscles())


def joints() -> pd.DataFrame:
    """Return the joints of neck, upper back and shoulder girdle, and of the low back to compare.

    `how_many` counts both sides together, so that sums can be taken.

    Examples
    --------
    >>> table = joints()
    >>> low_back = table["region"] == "low_back"
    >>> int(table.loc[low_back, "how_many"].sum())
    15
    """
    return _table(facts.joints())


def stretches() -> pd.DataFrame:
    """Return the stretches: names, variations, muscles that lengthen and shorten, sources.

    Examples
    --------
    >>> stretches().loc["clasp_and_reach", "variations"]
    'clasp, hug'
    """
    return _table(facts.stretches())


def red_flags() -> pd.DataFrame:
    """Return the signs that say "get help": level, box of the handout, text, sources.

    Examples
    --------
    >>> red_flags().loc["past_cancer", "level"]
    'this_week'
    """
    return _table(facts.red_flags())


def causes() -> pd.DataFrame:
    """Return what may lie behind the pain: course, scans, what to do, doubts, sources.

    `get_help` are the levels at which to get help, and `contested` keys of ideas that people
    disagree on.

    Examples
    --------
    >>> causes().loc["disc", "get_help"]
    'emergency, today, this_week'
    """
    return _table(facts.causes())


def evidence() -> pd.DataFrame:
    """Return what trials and reviews found, one result a row.

    Less than zero is less pain or trouble; for a hazard ratio, less than one is. Only where
    `measure` is "between groups" is `effect` the effect of what was done. `low` and `high` are
    the ends of its 95 % confidence interval, in the `unit` of the row.

    Examples
    --------
    >>> row = evidence().loc["stretch_office_pain"]
    >>> float(row["effect"]), row["unit"]
    (-1.4, 'points of 10')
    """
    return _table(facts.trials())


def _table(found: Mapping[str, Keyed]) -> pd.DataFrame:
    import pandas as pd

    rows = [{name: _cell(value) for name, value in record} for record in found.values()]
    return pd.DataFrame(rows).set_index("key")


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(item.key if isinstance(item, Keyed) else item for item in value)
    return value
