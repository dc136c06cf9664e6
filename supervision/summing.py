"""Counts summed upwards: a city is the sum of its counties, the province the sum of its units."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from supervision.areas import Areas
from supervision.periods import Quarter
from supervision.scheme import Indicator, Scheme


@dataclass(frozen=True, eq=False)
class AreaCounts:
    """Counts of every area as they came in, before any sum."""

    counted: pd.DataFrame
    """Areas × counted measures; zero where no row was found."""
    reported: pd.DataFrame
    """Areas × reported measures; missing where not reported."""
    carried_from: pd.Series
    """Per area the code of the earlier quarter whose reported counts are used, else None."""

    @property
    def wide(self) -> pd.DataFrame:
        """Return areas × all measures."""
        return self.counted.join(self.reported)


@dataclass(frozen=True, eq=False)
class Sums:
    """Numerators and denominators of every area and indicator, each areas × indicator ids."""

    numerators: pd.DataFrame
    denominators: pd.DataFrame
    reporting: pd.DataFrame
    """How many places at the lowest reporting level are in the sum."""
    expected: pd.DataFrame
    """How many should be."""
    carried: pd.DataFrame
    """How many of those in the sum stand with an earlier quarter's report."""
    own: pd.DataFrame
    """True where the area's own reported figure is used because none of its counties reported."""
    faulty: pd.DataFrame
    """True where an area's own counts are impossible (more in the part than in the whole) and were left out."""


def gather(counted: pd.DataFrame, reported: pd.DataFrame, areas: Areas, scheme: Scheme, quarter: Quarter) -> AreaCounts:
    """Return the counts of each area, choosing between this quarter's reports and earlier ones.

    `counted`: area_code, measure, value. `reported`: area_code, measure, value, quarter (one row per area, quarter and
    measure). An area that has reported anything for the quarter is never mixed with its earlier figures.
    """
    codes = [area.area_code for area in areas.all]
    counted_wide = _pivot(counted, codes, [measure.code for measure in scheme.counted_measures]).fillna(0.0)
    newest = reported.groupby("area_code")["quarter"].transform("max")
    current = reported.loc[reported["quarter"] == newest]
    reported_wide = _pivot(current, codes, [measure.code for measure in scheme.reported_measures])
    source = current.groupby("area_code")["quarter"].first().reindex(codes).astype(object)
    carried = source.where(source.notna() & (source != str(quarter)), None)
    return AreaCounts(counted_wide, reported_wide, carried)


def _pivot(counts: pd.DataFrame, codes: list[str], measures: list[str]) -> pd.DataFrame:
    # A count left empty is missing, and a pivot would add it up to zero.
    sound = counts["area_code"].isin(codes) & counts["measure"].isin(measures) & counts["value"].notna()
    known = counts.loc[sound]
    wide = known.pivot_table(index="area_code", columns="measure", values="value", aggfunc="sum", dropna=False)
    return wide.reindex(index=codes, columns=measures).astype(float)


def sum_measures(counts: AreaCounts, areas: Areas) -> pd.DataFrame:
    """Return areas × measures summed upwards; missing where nobody below reported."""
    counted = _roll_up(counts.counted, areas, own_adds=True)
    return counted.join(_roll_up(counts.reported, areas, own_adds=False))


def sum_indicators(counts: AreaCounts, areas: Areas, scheme: Scheme, indicators: tuple[Indicator, ...]) -> Sums:
    """Return numerators and denominators summed over the places where both are known."""
    wide = counts.wide
    numerators = pd.DataFrame({i.id: wide[list(i.numerator)].sum(axis=1, skipna=False) for i in indicators})
    denominators = pd.DataFrame({i.id: wide[list(i.denominator)].sum(axis=1, skipna=False) for i in indicators})
    part_of_whole = np.array([i.kind == "share" for i in indicators])
    faulty = (numerators > denominators) & part_of_whole
    known = numerators.notna() & denominators.notna() & ~faulty
    numerators, denominators = numerators.where(known), denominators.where(known)
    counted = [i.id for i in indicators if scheme.measures[i.measures[0]].origin == "counted"]
    reported = [i.id for i in indicators if i.id not in counted]
    return Sums(
        numerators=_roll_up_both(numerators, areas, counted, reported),
        denominators=_roll_up_both(denominators, areas, counted, reported),
        **_completeness(known, counts.carried_from.notna(), areas, reported),
        faulty=faulty,
    )


def _roll_up_both(values: pd.DataFrame, areas: Areas, counted: list[str], reported: list[str]) -> pd.DataFrame:
    summed = _roll_up(values[counted], areas, own_adds=True).join(_roll_up(values[reported], areas, own_adds=False))
    return summed[list(values.columns)]


Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Level:
    """The areas of one level that are sums, and whose."""

    places: NDArray[np.intp]
    """Their positions among all areas."""
    children: Numbers
    """Places × all areas: 1 where the area is summed into the place, else 0."""


def _levels(areas: Areas) -> list[_Level]:
    """Return the levels that are sums, lowest first: cities, then the province."""
    parents = np.array([area.parent_code for area in areas.all], dtype=object)
    levels = []
    for name in ("city", "province"):
        places = [place for place, area in enumerate(areas.all) if area.level == name]
        codes = [areas.all[place].area_code for place in places]
        children = np.array([parents == code for code in codes], dtype=float).reshape(len(places), len(parents))
        levels.append(_Level(np.array(places, dtype=np.intp), children))
    return levels


def _roll_up(values: pd.DataFrame, areas: Areas, *, own_adds: bool) -> pd.DataFrame:
    """Return the values with every city and the province replaced by sums of their children.

    With `own_adds` rows that name the city itself are added where they are possible; without, they serve only where
    no child has a value.
    """
    totals = values.to_numpy(dtype=float, copy=True)
    for level in _levels(areas):
        known = ~np.isnan(totals)
        sums = level.children @ np.where(known, totals, 0.0)
        has_child, own = (level.children @ known) > 0, totals[level.places]
        has_own = known[level.places]
        if own_adds:
            both = np.where(has_child, sums, 0.0) + np.where(has_own, own, 0.0)
            totals[level.places] = np.where(has_child | has_own, both, np.nan)
        else:
            totals[level.places] = np.where(has_child, sums, own)
    return pd.DataFrame(totals, index=values.index, columns=values.columns)


def _completeness(
    known: pd.DataFrame, carries: pd.Series, areas: Areas, reported: list[str]
) -> dict[str, pd.DataFrame]:
    """Return `reporting`, `expected`, `carried` (places in each sum, that should be, with old reports) and `own`."""
    is_reported = np.array([column in reported for column in known.columns])
    is_known = known.to_numpy(dtype=bool)
    reporting, expected = is_known.astype(float), np.ones(known.shape)
    carried = (is_known & is_reported & carries.to_numpy(dtype=bool)[:, None]).astype(float)
    own = np.zeros(known.shape, dtype=bool)
    for level in _levels(areas):
        at = level.places
        below, wanted, old = (level.children @ places for places in (reporting, expected, carried))
        alone = is_known[at] & (below == 0) & (is_reported | (wanted == 0))
        own[at] = alone
        reporting[at] = np.where(alone, 1.0, below)
        expected[at] = np.where(alone | (wanted == 0), 1.0, wanted)
        carried[at] = np.where(alone, carried[at], old)
    places = {"reporting": reporting.astype(int), "expected": expected.astype(int), "carried": carried.astype(int)}
    return {name: pd.DataFrame(table, known.index, known.columns) for name, table in {**places, "own": own}.items()}


def median_days(closing_days: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return per area the median of days to close and the number of cases; columns `median`, `cases`, index area_code.

    A median cannot be summed, so each area's cases are put together first. `closing_days`: area_code, days, cases.
    """
    known = closing_days.loc[closing_days["area_code"].isin(areas.by_code) & (closing_days["days"] >= 0)]
    cases = known.loc[known.index.repeat(known["cases"].astype(int)), ["area_code", "days"]]
    spread = cases.merge(owners_of(areas), on="area_code")
    grouped = spread.groupby("owner")["days"]
    codes = [area.area_code for area in areas.all]
    return pd.DataFrame(
        {"median": grouped.median().reindex(codes), "cases": grouped.size().reindex(codes).fillna(0.0)}
    ).astype(float)


def owners_of(areas: Areas) -> pd.DataFrame:
    """Return every area with each area it is summed into, itself included; columns area_code, owner."""
    pairs = []
    for area in areas.all:
        owner, seen = area, set[str]()
        while owner and owner.area_code not in seen:
            seen.add(owner.area_code)
            pairs.append((area.area_code, owner.area_code))
            owner = areas.parent(owner.area_code)  # type: ignore[assignment]
    return pd.DataFrame(pairs, columns=["area_code", "owner"])
