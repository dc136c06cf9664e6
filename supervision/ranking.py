"""Competition ranks inside peer groups, on unrounded values."""

import pandas as pd

EQUAL_WITHIN = 9
"""Decimals beyond which two values differ only by binary arithmetic; far finer than anything printed."""


def rank_within(values: pd.Series, groups: pd.Series, *, best_is_high: bool = True) -> pd.DataFrame:
    """Return rank, rank_n and tied for each value in its group; best is 1, ties share the best rank (14, 14, 16).

    Missing values and missing groups are not ranked and do not count in n.
    Columns: rank (float, missing where not ranked), rank_n (int), tied (bool); index as given.
    """
    grouped = values.round(EQUAL_WITHIN).where(groups.notna()).groupby(groups)
    ranks = grouped.rank(method="min", ascending=not best_is_high)
    shared = ranks.groupby([groups, ranks]).transform("size")
    return pd.DataFrame(
        {
            "rank": ranks,
            "rank_n": grouped.transform("count").fillna(0).astype(int),
            "tied": (shared > 1).fillna(False).astype(bool),
        },
        index=values.index,
    )
