"""assess(): counts in, one frozen Assessment out. Nothing else in the product computes a figure."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

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
    """area_code, measure, value, quarter, revision, is_late (after the deadline): reported; an absent row is 未报."""
    closing_days: pd.DataFrame
    """area_code, days, cases: complaints closed in the quarter by days taken."""


def assess(counts: Counts, areas: Areas, scheme: Scheme, quarter: Quarter, cutoff: date) -> Assessment:
    """Return the assessment of a quarter at a cut-off, without changes (see `comparing.compare`).

    Raises InputRejected where the cut-off lies outside the quarter.
    """
    check_cutoff(quarter, cutoff)
    definitions = {indicator.id: indicator for indicator in scheme.indicators(quarter)}
    gathered = gather(counts.counted, counts.reported, areas, scheme, quarter)
    groups = peer_groups(areas)
    indicators = _assess_indicators(gathered, counts.closing_days, areas, scheme, definitions, groups)
    categories = _finish(score_categories(indicators, scheme, definitions), groups, scheme, by="category_id")
    totals = _finish(score_totals(categories, pd.Series(scheme.weights), scheme), groups, scheme, by=None)
    return Assessment(
        quarter=quarter,
        cutoff=cutoff,
        scheme=scheme,
        areas=areas,
        indicators=indicators.loc[:, list(INDICATOR_COLUMNS)],
        categories=categories.loc[:, list(CATEGORY_COLUMNS)],
        totals=totals.loc[:, list(TOTAL_COLUMNS)],
        counts=sum_measures(gathered, areas),
        revised_late=_revised_late(counts.reported, quarter),
    )


def peer_groups(areas: Areas) -> pd.Series:
    """Return each area's peer group by area code; None for the province, which has no peers."""
    return pd.Series({area.area_code: area.peer_group for area in areas.all}, dtype=object)


def _revised_late(reported: pd.DataFrame, quarter: Quarter) -> tuple[str, ...]:
    """Return the areas whose second or later revision came after the deadline of the quarter's report."""
    late = (reported["quarter"] == str(quarter)) & (reported["revision"] > 1) & reported["is_late"]
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
    sums = _long_sums(sum_indicators(gathered, areas, scheme, summable))
    medians = _median_rows(median_days(closing_days, areas), definitions)
    indicators = pd.concat([sums, *medians], ignore_index=True)
    of = _Parameters(indicators["indicator_id"], definitions, scheme)
    value = value_of(indicators["numerator"], indicators["denominator"], of.per, of.is_count)
    indicators["value"] = indicators["median"].where(of.is_median, value)
    state = state_of(indicators["numerator"], indicators["denominator"], of.minimum)
    indicators["state"] = state.mask((state == State.UNREPORTED.value) & indicators["faulty"], State.FAULTY.value)
    indicators["points"] = points_of(indicators["value"], of.floor, of.target)
    indicators["source"] = _sources(indicators, of.is_reported)
    indicators = indicators.join(_rank_indicators(indicators, of.sign, groups))
    return indicators.assign(change=np.nan, comparison=Comparison.NO_PREVIOUS.value)


class _Parameters:
    """What the scheme says of each row's indicator, as columns; goalposts are missing where it is not judged."""

    def __init__(self, ids: pd.Series, definitions: dict[str, Indicator], scheme: Scheme) -> None:
        def column(value: Callable[[Indicator], object]) -> pd.Series:
            return ids.map({key: value(indicator) for key, indicator in definitions.items()})

        least = scheme.scoring.minimum_denominator
        reported = {measure.code for measure in scheme.reported_measures}
        self.per = column(lambda i: i.per)
        self.is_count = column(lambda i: i.kind == "count")
        self.is_median = column(lambda i: i.kind == "median")
        # A count of places is what it is, however small; it has no sample to be too small.
        self.minimum = column(lambda i: 0 if i.kind == "count" else least if i.minimum is None else i.minimum)
        self.floor = column(lambda i: i.floor if i.judged else None).astype(float)
        self.target = column(lambda i: i.target if i.judged else None).astype(float)
        self.sign = column(lambda i: {"up": 1.0, "down": -1.0, "none": np.nan}[i.direction])
        self.is_reported = column(lambda i: bool(reported & set(i.measures)))


def _long_sums(sums: Sums) -> pd.DataFrame:
    """Return the sums as one row per area and indicator, with a column per field of `Sums`."""
    wide = {field.name: getattr(sums, field.name) for field in fields(Sums)}
    codes, ids = sums.numerators.index, sums.numerators.columns
    named = {"numerators": "numerator", "denominators": "denominator"}
    long = {named.get(name, name): frame[ids].to_numpy().ravel(order="F") for name, frame in wide.items()}
    keys = {"area_code": np.tile(codes, len(ids)), "indicator_id": np.repeat(ids.to_numpy(), len(codes))}
    return pd.DataFrame({**keys, **long, "median": np.nan})


def _median_rows(medians: pd.DataFrame, definitions: dict[str, Indicator]) -> list[pd.DataFrame]:
    """Return rows like those of `_long_sums` for the indicators that are medians; their counts are the cases."""
    cases = medians["cases"].to_numpy()
    return [
        pd.DataFrame(
            {
                "area_code": medians.index,
                "indicator_id": indicator.id,
                "numerator": cases,
                "denominator": cases,
                "reporting": 1,
                "expected": 1,
                "carried": 0,
                "own": False,
                "faulty": False,
                "median": medians["median"].to_numpy(),
            }
        )
        for indicator in definitions.values()
        if indicator.kind == "median"
    ]


def _rank_indicators(indicators: pd.DataFrame, sign: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Return ranks of each indicator in each peer group; small samples and indicators without direction have none."""
    ranked = (indicators["value"] * sign).where(indicators["state"] == State.AVAILABLE.value)
    return rank_within(ranked, _grouped_by(indicators["area_code"].map(groups), indicators["indicator_id"]))


def _grouped_by(group: pd.Series, key: pd.Series) -> pd.Series:
    """Return one group label per peer group and key, missing where there is no peer group."""
    return (group.astype(str) + "/" + key.astype(str)).where(group.notna())


def _sources(indicators: pd.DataFrame, is_reported: pd.Series) -> pd.Series:
    known = indicators["numerator"].notna()
    own = is_reported & (indicators["own"] | (indicators["expected"] == 1))
    names = np.select(
        [~known, own, is_reported],
        [Source.NONE.value, Source.OWN.value, Source.COUNTIES.value],
        Source.ROWS.value,
    )
    return pd.Series(names, index=indicators.index)


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
