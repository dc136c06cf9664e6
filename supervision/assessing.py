"""assess(): counts in, one frozen Assessment out. Nothing else in the product computes a figure."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from supervision.areas import Areas
from supervision.assessment import (
    CATEGORY_COLUMNS,
    INDICATOR_COLUMNS,
    TOTAL_COLUMNS,
    Assessment,
    Comparison,
    Rating,
    Source,
    State,
)
from supervision.periods import Quarter, check_cutoff
from supervision.ranking import rank_within
from supervision.scheme import Indicator, Scheme
from supervision.scoring import band_of, points_of, score_categories, score_totals, state_of, value_of
from supervision.summing import AreaCounts, Sums, gather, median_days, sum_indicators, sum_measures


@dataclass(frozen=True, eq=False)
class Counts:
    """The counts an assessment is made of, as data_access reads them."""

    counted: pd.DataFrame
    """area_code, measure, value: counted from rows that name the area; an absent row is a zero."""
    reported: pd.DataFrame
    """area_code, measure, value, quarter, revision, reported_at (UTC): reported; an absent row is 未报."""
    closing_days: pd.DataFrame
    """area_code, days, cases: complaints closed in the quarter by days taken."""


def assess(counts: Counts, areas: Areas, scheme: Scheme, quarter: Quarter, cutoff: date) -> Assessment:
    """Return the assessment of a quarter at a cut-off, without changes (see `comparing.compare`).

    Raises InputRejected where the cut-off lies outside the quarter.
    """
    check_cutoff(quarter, cutoff)
    definitions = {indicator.id: indicator for indicator in scheme.indicators(quarter)}
    gathered = gather(counts.counted, counts.reported, areas, scheme, quarter)
    groups = pd.Series({area.area_code: area.peer_group for area in areas.all}, dtype=object)
    indicators = _assess_indicators(gathered, counts.closing_days, areas, scheme, definitions, groups)
    categories = _finish(score_categories(indicators, scheme, definitions), groups, scheme, by="category_id")
    totals = _finish(score_totals(categories, scheme), groups, scheme, by=None)
    return Assessment(
        quarter=quarter,
        cutoff=cutoff,
        scheme=scheme,
        areas=areas,
        indicators=indicators.loc[:, list(INDICATOR_COLUMNS)],
        categories=categories.loc[:, list(CATEGORY_COLUMNS)],
        totals=totals.loc[:, list(TOTAL_COLUMNS)],
        counts=sum_measures(gathered, areas),
        revised_late=_revised_late(counts.reported, scheme, quarter),
    )


def _revised_late(reported: pd.DataFrame, scheme: Scheme, quarter: Quarter) -> tuple[str, ...]:
    """Return the areas whose second or later revision came after the deadline of the quarter's report."""
    days = scheme.deadline_for("季度情况").days_after_quarter or 0
    deadline = pd.Timestamp(quarter.ends_on + timedelta(days=days + 1), tz="Asia/Shanghai")
    moments = pd.to_datetime(reported["reported_at"], utc=True)
    late = (reported["quarter"] == str(quarter)) & (reported["revision"] > 1) & (moments >= deadline)
    return tuple(sorted(set(reported.loc[late, "area_code"])))


def _assess_indicators(
    gathered: AreaCounts,
    closing_days: pd.DataFrame,
    areas: Areas,
    scheme: Scheme,
    definitions: dict[str, Indicator],
    groups: pd.Series,
) -> pd.DataFrame:
    summable = tuple(indicator for indicator in definitions.values() if indicator.kind != "median")
    sums = sum_indicators(gathered, areas, scheme, summable)
    medians = median_days(closing_days, areas)
    frames = []
    for indicator in definitions.values():
        if indicator.kind == "median":
            frame = _median_frame(medians, indicator, _minimum(indicator, scheme))
        else:
            frame = _ratio_frame(sums, indicator, scheme)
        frames.append(frame.assign(indicator_id=indicator.id, points=_points(frame["value"], indicator)))
    indicators = pd.concat(frames).rename_axis("area_code").reset_index()
    indicators = indicators.join(_rank_indicators(indicators, definitions, groups))
    return indicators.assign(change=np.nan, comparison=Comparison.NO_PREVIOUS.value)


def _rank_indicators(indicators: pd.DataFrame, definitions: dict[str, Indicator], groups: pd.Series) -> pd.DataFrame:
    """Return ranks of each indicator in each peer group; small samples and indicators without direction have none."""
    signs = {"up": 1.0, "down": -1.0, "none": np.nan}
    sign = indicators["indicator_id"].map({key: signs[i.direction] for key, i in definitions.items()})
    ranked = (indicators["value"] * sign).where(indicators["state"] == State.AVAILABLE.value)
    return rank_within(ranked, _grouped_by(indicators["area_code"].map(groups), indicators["indicator_id"]))


def _grouped_by(group: pd.Series, key: pd.Series) -> pd.Series:
    """Return one group label per peer group and key, missing where there is no peer group."""
    return (group.astype(str) + "/" + key.astype(str)).where(group.notna())


def _minimum(indicator: Indicator, scheme: Scheme) -> int:
    return scheme.scoring.minimum_denominator if indicator.minimum is None else indicator.minimum


def _points(value: pd.Series, indicator: Indicator) -> pd.Series:
    if not indicator.judged or indicator.floor is None or indicator.target is None:
        return pd.Series(np.nan, index=value.index)
    return points_of(value, indicator.floor, indicator.target)


def _ratio_frame(sums: Sums, indicator: Indicator, scheme: Scheme) -> pd.DataFrame:
    numerator, denominator = sums.numerators[indicator.id], sums.denominators[indicator.id]
    state = state_of(numerator, denominator, indicator, _minimum(indicator, scheme))
    state = state.mask((state == State.UNREPORTED.value) & sums.faulty[indicator.id], State.FAULTY.value)
    reported = scheme.measures[indicator.measures[0]].origin == "reported"
    return pd.DataFrame(
        {
            "numerator": numerator,
            "denominator": denominator,
            "value": value_of(numerator, denominator, indicator),
            "state": state,
            "source": _sources(sums, indicator, reported=reported),
            "reporting": sums.reporting[indicator.id],
            "expected": sums.expected[indicator.id],
            "carried": sums.carried[indicator.id],
        }
    )


def _sources(sums: Sums, indicator: Indicator, *, reported: bool) -> pd.Series:
    known = sums.numerators[indicator.id].notna()
    own = sums.own[indicator.id] | (sums.expected[indicator.id] == 1)
    names = np.select(
        [~known, own if reported else ~known, known & reported],
        [Source.NONE.value, Source.OWN.value, Source.COUNTIES.value],
        Source.ROWS.value,
    )
    return pd.Series(names, index=known.index)


def _median_frame(medians: pd.DataFrame, indicator: Indicator, minimum: int) -> pd.DataFrame:
    cases = medians["cases"]
    return pd.DataFrame(
        {
            "numerator": cases,
            "denominator": cases,
            "value": medians["median"],
            "state": state_of(cases, cases, indicator, minimum),
            "source": Source.ROWS.value,
            "reporting": 1,
            "expected": 1,
            "carried": 0,
        }
    )


def _finish(scores: pd.DataFrame, groups: pd.Series, scheme: Scheme, by: str | None) -> pd.DataFrame:
    """Return the scores with band, rank and the columns that only a comparison can fill."""
    group = scores["area_code"].map(groups)
    if by:
        group = _grouped_by(group, scores[by])
    ranked = scores["score"].where(scores["rating"] == Rating.RATED.value)
    bands = pd.Series([band_of(score, scheme.band) for score in scores["score"]], index=scores.index, dtype=object)
    return scores.join(rank_within(ranked, group)).assign(
        band=bands, status=None, change=np.nan, comparison=Comparison.NO_PREVIOUS.value
    )
