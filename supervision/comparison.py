"""One figure beside another's: all places of a group by one score or indicator, and a few places side by side."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from supervision.areas import Area
from supervision.assessment import Assessment, Comparison, Rating, State
from supervision.kept import once
from supervision.scheme import Indicator

TOTAL = "total"
FUNNEL_DEVIATIONS = 1.96
"""Half-width of the funnel in standard errors: one place in twenty lies outside by chance alone."""
FIGURE_COLUMNS = (
    "area_code",  # str
    "value",  # float score 0-100, share 0-1, rate, count or days; missing where there is none or it may not be ranked
    "previous",  # float, the comparable value of the quarter before; missing where there is none
    "change",  # float, value − previous
    "comparison",  # Comparison
    "numerator",  # float; missing for scores
    "denominator",  # float; missing for scores
    "rank",  # float
    "rank_n",  # int
    "tied",  # bool
    "reason",  # str, why there is no value; empty where there is one
    "low",  # float, lower funnel limit of a share; missing otherwise
    "high",  # float, upper funnel limit
    "is_outside",  # bool, a share outside its funnel
)


@dataclass(frozen=True)
class Extremes:
    """The best and the most improved places of a group, and those whose change cannot be told."""

    best: pd.DataFrame
    improved: pd.DataFrame
    not_comparable: tuple[str, ...]
    """Area codes with a value but without a comparable quarter before."""


@once
def compare_group(assessment: Assessment, members: tuple[Area, ...], shown: str) -> pd.DataFrame:
    """Return one row per member for the total, a category (`3`) or an indicator (`3.2`), in the members' order.

    Columns: FIGURE_COLUMNS. Funnel limits are those of the group's own share (sum of counts) at each denominator.
    """
    codes = [area.area_code for area in members]
    if "." in shown:
        rows = assessment.indicators.loc[assessment.indicators["indicator_id"] == shown]
        indicator = assessment.scheme.indicator_in(shown, assessment.quarter)
        table = _with_funnel(_indicator_rows(rows, codes), indicator)
    else:
        rows = assessment.totals
        if shown != TOTAL:
            rows = assessment.categories.loc[assessment.categories["category_id"] == int(shown)]
        table = _score_rows(rows, codes)
    return table.assign(previous=table["value"] - table["change"]).loc[:, list(FIGURE_COLUMNS)]


def _indicator_rows(rows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    table = rows.set_index("area_code").reindex(codes).reset_index()
    ranked = table["state"] == State.AVAILABLE.value
    return table.assign(
        value=table["value"].where(ranked),
        change=table["change"].where(ranked),
        reason=table["state"].where(~ranked, ""),
    )


def _score_rows(rows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    table = rows.set_index("area_code").reindex(codes).reset_index()
    ranked = table["rating"] == Rating.RATED.value
    return table.assign(
        value=table["score"].where(ranked),
        change=table["change"].where(ranked),
        numerator=np.nan,
        denominator=np.nan,
        reason=table["rating"].where(~ranked, ""),
        low=np.nan,
        high=np.nan,
        is_outside=False,
    )


def _with_funnel(table: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the rows with funnel limits; only a share has them."""
    known = table["value"].notna()
    whole = float(table.loc[known, "denominator"].sum())
    if indicator.kind != "share" or whole == 0:
        return table.assign(low=np.nan, high=np.nan, is_outside=False)
    share = float(table.loc[known, "numerator"].sum()) / whole
    half = FUNNEL_DEVIATIONS * np.sqrt(share * (1 - share) / table["denominator"].where(known))
    low, high = (share - half).clip(lower=0.0), (share + half).clip(upper=1.0)
    outside = known & ((table["value"] < low) | (table["value"] > high))
    return table.assign(low=low, high=high, is_outside=outside)


def order_rows(table: pd.DataFrame, direction: str) -> pd.DataFrame:
    """Return the rows best first (largest first where there is no better), those without a value last."""
    return table.sort_values(
        "value", ascending=direction == "down", na_position="last", kind="stable", ignore_index=True
    )


def direction_of(assessment: Assessment, shown: str) -> str:
    """Return `up`, `down` or `none` for what is shown; scores are better when higher."""
    if "." not in shown:
        return "up"
    return assessment.scheme.indicator_in(shown, assessment.quarter).direction


def find_extremes(table: pd.DataFrame, direction: str, count: int = 5) -> Extremes:
    """Return the best and the most improved rows, so many each (ties at the edge included), in order.

    Only a rise (a fall where less is better) counts as improvement.
    """
    sign = -1.0 if direction == "down" else 1.0
    worth = table["value"] * sign
    gain = (table["change"] * sign).where(table["comparison"] == Comparison.COMPARABLE.value).round(9)
    best = table.loc[worth.rank(method="min", ascending=False) <= count]
    improved = table.loc[(gain.rank(method="min", ascending=False) <= count) & (gain > 0)]
    untold = table.loc[table["value"].notna() & gain.isna(), "area_code"]
    return Extremes(
        order_rows(best, direction),
        improved.loc[gain[improved.index].sort_values(ascending=False, kind="stable").index].reset_index(drop=True),
        tuple(untold),
    )
