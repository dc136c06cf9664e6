"""What stands between figures and a judgement on a place: gaps in its data, scores that rest on few cases."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from supervision.assessment import Assessment, Rating, State
from supervision.attention import UNBALANCED, Attention


def why_incomplete(assessment: Assessment, attention: Iterable[Attention]) -> pd.Series:
    """Return what makes each area's data incomplete, by area code; None where nothing does.

    Only judged indicators count. `attention`: the matters of the same assessment; a report that contradicts itself
    makes its county and the unit it is summed into doubtful.
    """
    judged = [indicator.id for indicator in assessment.scheme.indicators(assessment.quarter) if indicator.judged]
    values = assessment.indicators.loc[assessment.indicators["indicator_id"].isin(judged)]
    marks = pd.DataFrame(
        {
            "unreported": values["state"] == State.UNREPORTED.value,
            "faulty": values["state"] == State.FAULTY.value,
            "carried": values["carried"] > 0,
            "partial": values["reporting"] < values["expected"],
        }
    )
    found = marks.groupby(values["area_code"]).any()
    found["faulty"] |= found.index.isin(list(_doubted(assessment, attention)))
    words = np.select(
        [found["unreported"], found["faulty"], found["carried"], found["partial"]],
        ["有指标未报", "报送数有误，有待核实", "沿用上期数", "所辖县（市、区）报送不完整"],
        "",
    )
    return pd.Series([str(word) or None for word in words], index=found.index, dtype=object)


def _doubted(assessment: Assessment, attention: Iterable[Attention]) -> set[str]:
    """Return the areas with reports that contradict themselves, and the units these are summed into."""
    codes = {matter.area_code for matter in attention if matter.kind == UNBALANCED}
    return codes | {assessment.areas.unit_of(code).area_code for code in codes}


def small_weights(assessment: Assessment) -> pd.Series:
    """Return the share (0-1) of each total's weight that rests on samples too small to be ranked, by area code.

    1 where no category is rated: nothing firm is known.
    """
    indicators = assessment.scheme.indicators(assessment.quarter)
    frame = assessment.indicators.loc[assessment.indicators["points"].notna()]
    keys = [frame["area_code"], frame["indicator_id"].map({each.id: each.category for each in indicators})]
    weight = frame["indicator_id"].map({each.id: each.weight for each in indicators}).astype(float)
    whole = weight.groupby(keys).sum()
    thin = weight.where(frame["state"] == State.SMALL_SAMPLE.value, 0.0).groupby(keys).sum()
    rated = assessment.categories.loc[assessment.categories["rating"] != Rating.NOT_RATED.value]
    own = rated["category_id"].map(assessment.scheme.weights).astype(float)
    places = pd.MultiIndex.from_frame(rated[["area_code", "category_id"]])
    shares = (thin / whole).reindex(places)
    # A category without weight has no points to rest on anything; it drops out of both sums.
    own = own.where(shares.notna().to_numpy(), 0.0)
    small = (own * shares.fillna(0.0).to_numpy()).groupby(rated["area_code"]).sum()
    total = own.groupby(rated["area_code"]).sum()
    codes = [area.area_code for area in assessment.areas.all]
    return (small / total.where(total > 0)).reindex(codes).fillna(1.0)
