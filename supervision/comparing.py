"""An assessment beside the previous quarter's: changes, but only of figures defined alike."""

from dataclasses import replace

import numpy as np
import pandas as pd

from supervision.assessment import Assessment, Comparison
from supervision.scheme import Scheme


def compare(assessment: Assessment, previous: Assessment) -> Assessment:
    """Return the assessment with changes against a previous one and the status colours that follow from them."""
    now, before = definitions(assessment), definitions(previous)
    redefined = {key for key, definition in now.items() if before.get(key) != definition}
    redefined |= set(before) - set(now)
    scheme = assessment.scheme
    judged = {i.id: i.category for i in scheme.indicators(assessment.quarter) if i.judged}
    judged |= {i.id: i.category for i in previous.scheme.indicators(previous.quarter) if i.judged}
    broken_categories = {judged[key] for key in redefined if key in judged}
    categories = _score_changes(
        assessment.categories, previous.categories, ["area_code", "category_id"], broken_categories
    )
    totals = _score_changes(assessment.totals, previous.totals, ["area_code"], broken_categories)
    least = {category.id: category.minimum_change for category in scheme.category}
    return replace(
        assessment,
        indicators=_indicator_changes(assessment.indicators, previous.indicators, redefined),
        categories=categories.assign(status=_statuses(categories, categories["category_id"].map(least), scheme)),
        totals=totals.assign(status=_statuses(totals, pd.Series(min(least.values()), index=totals.index), scheme)),
        previous_cutoff=previous.cutoff,
    )


def definitions(assessment: Assessment) -> dict[str, tuple[object, ...]]:
    """Return per indicator what must be equal for two values to be comparable."""
    standards = assessment.scheme.fields_with_standard(assessment.cutoff)
    return {
        indicator.id: (
            indicator.version,
            indicator.numerator,
            indicator.denominator,
            indicator.floor,
            indicator.target,
            standards if indicator.scope == "standards" else (),
        )
        for indicator in assessment.scheme.indicators(assessment.quarter)
    }


def _indicator_changes(current: pd.DataFrame, previous: pd.DataFrame, redefined: set[str]) -> pd.DataFrame:
    keys = ["area_code", "indicator_id"]
    before = current[keys].merge(previous[[*keys, "value"]], on=keys, how="left")["value"]
    before.index = current.index
    comparison = np.select(
        [
            current["indicator_id"].isin(redefined),
            (current["carried"] > 0) & (current["carried"] >= current["reporting"]),
            current["value"].notna() & before.notna(),
        ],
        [Comparison.NOT_COMPARABLE.value, Comparison.CARRIED.value, Comparison.COMPARABLE.value],
        Comparison.NOT_COMPARABLE.value,
    )
    change = (current["value"] - before).where(comparison == Comparison.COMPARABLE.value)
    return current.assign(change=change, comparison=comparison)


def _score_changes(
    current: pd.DataFrame, previous: pd.DataFrame, keys: list[str], broken_categories: set[int]
) -> pd.DataFrame:
    before = current[keys].merge(previous[[*keys, "score"]], on=keys, how="left")["score"]
    before.index = current.index
    if "category_id" in keys:
        broken = current["category_id"].isin(broken_categories)
    else:
        broken = pd.Series(bool(broken_categories), index=current.index)
    comparable = current["score"].notna() & before.notna() & ~broken
    return current.assign(
        change=(current["score"] - before).where(comparable),
        comparison=np.where(comparable, Comparison.COMPARABLE.value, Comparison.NOT_COMPARABLE.value),
    )


def _statuses(scores: pd.DataFrame, least: pd.Series, scheme: Scheme) -> pd.Series:
    """Return the colour name of each score from the scheme's band × change table; None where not comparable."""
    table = {row.band: row for row in scheme.status}
    colours = [
        None if pd.isna(change) else _colour(table[band], float(change), float(minimum))
        for band, change, minimum in zip(scores["band"], scores["change"], least, strict=True)
    ]
    return pd.Series(colours, index=scores.index, dtype=object)


def _colour(row: object, change: float, minimum: float) -> str:
    movement = "rising" if change >= minimum else "falling" if change <= -minimum else "steady"
    return str(getattr(row, movement))
