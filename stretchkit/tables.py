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


def _table(found: Mapping[str, Keyed]) -> pd.DataFrame:
    import pandas as pd

    rows = [{name: _cell(value) for name, value in record} for record in found.values()]
    return pd.DataFrame(rows).set_index("key")


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(item.key if isinstance(item, Keyed) else item for item in value)
    return value
