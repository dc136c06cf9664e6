"""What each rule of warning sees at a place, quarter by quarter: a value, or nothing where it cannot be judged.

Not judged are small samples, missing values, reports carried over from an earlier quarter, and quarters in which the
indicator was defined otherwise than in the newest one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from supervision.areas import Area, Areas
from supervision.assessment import Assessment, State
from supervision.comparing import definitions
from supervision.periods import Quarter
from supervision.scheme import Scheme
from supervision.scheme_warnings import Warning
from supervision.trends import Trend, trend_of


@dataclass(frozen=True)
class Sound:
    """A sound value of an indicator, with the counts under it."""

    value: float
    numerator: float
    denominator: float


@dataclass(frozen=True, eq=False)
class QuarterView:
    """One quarter up to its cut-off, as the rules look at it."""

    quarter: Quarter
    cutoff: date
    indicators: pd.DataFrame
    """indicator_id, area_code, numerator, denominator, value, state: those of the assessment."""
    cases: Mapping[str, pd.DataFrame]
    """举报 and 问题 of the quarter: area_code (county), category (int), cases (int)."""
    definitions: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """As `comparing.definitions`: what must be equal for two values of an indicator to be comparable."""

    @classmethod
    def of(cls, assessment: Assessment, scheme: Scheme, cases: Mapping[str, pd.DataFrame]) -> "QuarterView":
        """Return what the rules of a scheme look at in a quarter; what was carried over says nothing of it."""
        asked = [rule.indicator for rule in scheme.warning if rule.indicator is not None]
        rows = assessment.indicators
        carried = (rows["carried"] > 0) & (rows["carried"] >= rows["reporting"])
        names = ["indicator_id", "area_code", "numerator", "denominator", "value", "state"]
        wanted = rows.loc[rows["indicator_id"].isin(asked) & ~carried, names]
        return cls(assessment.quarter, assessment.cutoff, wanted, cases, definitions(assessment))

    @cached_property
    def values(self) -> dict[tuple[str, str], Sound]:
        """Return each sound indicator by indicator and area."""
        sound = self.indicators.loc[self.indicators["state"] == State.AVAILABLE.value]
        names = ("indicator_id", "area_code", "value", "numerator", "denominator")
        return {
            (i, a): Sound(float(v), float(n), float(d))
            for i, a, v, n, d in zip(*(sound[c] for c in names), strict=True)
        }

    @cached_property
    def numbers(self) -> dict[tuple[str, int, str], int]:
        """Return the number of cases of a county, by kind, category and area."""
        return {
            (kind, int(category), area): int(number)
            for kind, rows in self.cases.items()
            for area, category, number in zip(rows["area_code"], rows["category"], rows["cases"], strict=True)
        }


def signals(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    """Return what a rule sees at a place in each of some quarters that follow each other, oldest first."""
    seen = _SEEN[rule.kind](rule, area, areas, views)
    # Rounded, so that a value of exactly the limit is not lost to binary arithmetic.
    return [None if value is None else round(value, 9) for value in seen]


def figures(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    """Return the plain figure under a signal in each quarter: the indicator's value, or the number of cases."""
    if rule.indicator is not None:
        return [None if each is None else each.value for each in sound_values(rule, area, views)]
    codes = areas.codes_within(area.area_code)
    return [float(sum(_cases(rule, code, view) for code in codes)) for view in views]


def sound_values(rule: Warning, area: Area, views: Sequence[QuarterView]) -> list[Sound | None]:
    """Return the indicator of a rule in each quarter; None throughout for a rule on cases."""
    return [view.values.get((rule.indicator or "", area.area_code)) for view in views]


def _cases(rule: Warning, code: str, view: QuarterView) -> int:
    return view.numbers.get((rule.cases or "", rule.category, code), 0)


def _threshold(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    if rule.indicator is None:
        return figures(rule, area, areas, views)
    return _sound(rule, area, views)


def _sound(rule: Warning, area: Area, views: Sequence[QuarterView]) -> list[float | None]:
    """Return the indicator where enough stands under it and it was defined as in the newest quarter."""
    now = views[-1].definitions.get(rule.indicator or "")
    return [
        each.value
        if each is not None and each.denominator >= rule.minimum and view.definitions.get(rule.indicator or "") == now
        else None
        for each, view in zip(sound_values(rule, area, views), views, strict=True)
    ]


def _change(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    counted = [number or 0.0 for number in figures(rule, area, areas, views)]
    earlier = [None] * rule.back + counted[: len(counted) - rule.back]
    return [
        now / then - 1 if then is not None and then >= rule.minimum else None
        for now, then in zip(counted, earlier, strict=False)
    ]


def _widespread(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    codes = areas.codes_within(area.area_code)
    return [float(sum(_cases(rule, code, view) >= rule.minimum for code in codes)) for view in views]


def _trend(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[float | None]:
    of_cases = rule.indicator is None
    points = figures(rule, area, areas, views) if of_cases else _sound(rule, area, views)
    found: list[float | None] = []
    for place in range(len(points)):
        run = points[max(0, place + 1 - rule.quarters) : place + 1]
        known = [point for point in run if point is not None]
        found.append(_slope(known, rule) if len(known) == rule.quarters else None)
    return found


def _slope(points: Sequence[float], rule: Warning) -> float | None:
    """Return the least-squares slope a quarter; of cases as a share of their mean, None where they are few.

    0 where it is no trend by the rule of the house (`trends.RULE`): one quarter alone makes no slope.
    """
    mean = float(np.mean(points))
    if rule.indicator is None and mean < rule.minimum:
        return None
    if trend_of(points) is Trend.NONE:
        return 0.0
    places = np.arange(len(points)) - (len(points) - 1) / 2
    slope = float(places @ np.array(points) / (places @ places))
    return slope if rule.indicator is not None else slope / mean


_SEEN: dict[str, Callable[[Warning, Area, Areas, Sequence[QuarterView]], list[float | None]]] = {
    "阈值": _threshold,
    "变化": _change,
    "普遍性": _widespread,
    "趋势性": _trend,
}
