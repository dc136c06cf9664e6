"""Scores over quarters: small enough to keep, for lines and trends beside today's figures."""

from collections.abc import Sequence

import pandas as pd

from supervision.assessment import Assessment

TOTAL = "total"


def score_history(assessments: Sequence[Assessment]) -> pd.DataFrame:
    """Return the scores of every place of the newest assessment over quarters, oldest first.

    Index area_code; columns (shown, quarter) with shown `total` or a category id as text; missing where a place did not
    exist yet or was not rated.
    """
    codes = [area.area_code for area in assessments[-1].areas.all]
    series: dict[tuple[str, str], pd.Series[float]] = {}
    for assessment in assessments:
        totals = assessment.totals.set_index("area_code")["score"]
        scores = assessment.categories.pivot(index="area_code", columns="category_id", values="score")
        wide = scores.rename(columns=str).assign(**{TOTAL: totals}).reindex(codes)
        series |= {(str(shown), str(assessment.quarter)): wide[shown] for shown in wide}
    return pd.DataFrame(series, index=codes)


def scores_of(history: pd.DataFrame, area_code: str, shown: str) -> list[float | None]:
    """Return one score of a place over the quarters, oldest first; None where there is none."""
    own = zip(history.columns.get_level_values(0), history.loc[area_code], strict=True)
    return [None if pd.isna(score) else float(score) for of, score in own if of == shown]
