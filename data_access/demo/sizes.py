"""How many schools, pupils and institutions each place has, from published totals."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.plan import Plan
from data_access.demo.timeline import Numbers, Shares

SCHOOLS, POINTS, PUPILS = 21_000, 8_900, 14_710_100
"""2.11万 schools, 0.89万 teaching points, 1471.01万 pupils: education_scale_henan, 2023."""
BASELINE = 6_694
"""Offline academic institutions of July 2021: 省教育厅, 2021-12-24."""

_PUBLISHED_SCHOOLS = {"410100": 1_439, "410300": 952, "410900": 926}
_PUBLISHED_BASELINE = {"410100": 1_344, "410300": 484, "410900": 118}
_PUBLISHED_PUPILS = {"410100": 1_749_900}

# 第七次全国人口普查（2020）常住人口，万人: only the proportions between places are used.
_POPULATION = {
    "4101": 1260, "4102": 482, "4103": 706, "4104": 499, "4105": 548, "4106": 157, "4107": 625, "4108": 352,
    "4109": 377, "4110": 438, "4111": 237, "4112": 203, "4113": 971, "4114": 782, "4115": 623, "4116": 903,
    "4117": 701, "4190": 73,
}  # fmt: skip
_WEIGHT_OF_KIND = {
    "市辖区": 0.75,
    "功能区": 0.4,
    "县": 1.1,
    "县级市": 1.2,
    "省直管县": 1.5,
    "省直管市": 1.5,
    "示范区": 1.0,
}
_POINTS_OF_KIND = {"市辖区": 0.2, "功能区": 0.1}


@dataclass(frozen=True, eq=False)
class Sizes:
    """Numbers per county at the plan's scale, and pupils per school at any scale."""

    schools: Numbers
    points: Numbers
    pupils_per_school: Shares
    baseline: Numbers
    weight: Shares
    """Share of the province's people, summing to 1."""


def make_sizes(plan: Plan) -> Sizes:
    """Return the sizes of every county; even a small demo has five schools and two institutions in each."""
    counties, draw = plan.counties, plan.stream("sizes")
    weight = _population_weights(counties, draw)
    units = counties["unit"]
    pupils = _by_unit(counties, weight, PUPILS, _PUBLISHED_PUPILS)
    schools = _by_unit(counties, weight, SCHOOLS, _PUBLISHED_SCHOOLS)
    rural = counties["kind"].map(_POINTS_OF_KIND).fillna(1.0).to_numpy() * schools
    numbers = apportion(SCHOOLS * plan.scale, schools, at_least=5)
    # One inspector for more than five schools takes more than five schools.
    few = plan.of(*stories.FEW_INSPECTORS.area_codes)
    numbers[few] = np.maximum(numbers[few], 8)
    unit_pupils = pd.Series(pupils).groupby(units).transform("sum") / pd.Series(schools).groupby(units).transform("sum")
    return Sizes(
        schools=numbers,
        points=apportion(POINTS * plan.scale, rural, at_least=0),
        pupils_per_school=unit_pupils.to_numpy(dtype=float),
        baseline=apportion(
            BASELINE * plan.scale, _by_unit(counties, weight, BASELINE, _PUBLISHED_BASELINE), at_least=2
        ),
        weight=weight,
    )


def _population_weights(counties: pd.DataFrame, draw: np.random.Generator) -> Shares:
    cities = counties["area_code"].str.slice(0, 4)
    raw = counties["kind"].map(_WEIGHT_OF_KIND).to_numpy(dtype=float) * draw.lognormal(0, 0.25, len(counties))
    inside = pd.Series(raw) / pd.Series(raw).groupby(cities).transform("sum")
    people = (inside * cities.map(_POPULATION)).to_numpy(dtype=float)
    return np.asarray(people / people.sum())


def _by_unit(counties: pd.DataFrame, weight: Shares, total: int, published: dict[str, int]) -> Shares:
    """Return the total shared out by weight, after the units whose own figure was published got theirs."""
    city = counties["parent_code"].map(published)
    known = city.notna().to_numpy()
    shared = np.where(known, 0.0, weight)
    rest = total - sum(published.values())
    inside = pd.Series(weight).groupby(counties["parent_code"]).transform("sum").to_numpy()
    return np.asarray(np.where(known, city.fillna(0).to_numpy() * weight / inside, rest * shared / shared.sum()))


def apportion(total: float, weights: Shares, at_least: int) -> Numbers:
    """Return whole numbers in proportion to the weights; they add up to the total unless the minimum lifts some."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    missing = round(total) - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:missing]] += 1
    return np.asarray(np.maximum(whole, at_least))
