"""Invented visits to schools: about one a month and school, made in whole columns, never row by row."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.plan import Plan, even_lots
from data_access.demo.schools import closed_school_row
from data_access.demo.timeline import (
    LAST,
    MONTHS,
    Days,
    Flags,
    Numbers,
    Shares,
    Texts,
    at_local_time,
    only_where,
    quarter_index,
    workdays_of,
)

CHECKS = {
    # column: (topic, lowest and highest share that passes, share of visits that look at it)
    "homework_design": ("design", 0.83, 0.985, 0.75),
    "homework_time": ("time", 0.77, 0.97, 0.80),
    "after_school": ("after_school", 0.81, 0.985, 0.70),
    "after_school_quality": ("quality", 0.79, 0.95, 0.55),
}
"""Rules on paper pass in 83-98 % of visits, outcomes such as finishing on time in 70-96 %: less than is reported."""

_SUMMER = 0.88
_UNDER_WAY = 0.88
"""In July and August fewer visits are made; on the 20th some of the month's visits are still to come."""
_CITY_SHARE, _PROVINCE_SHARE = 0.035, 0.006


@dataclass(frozen=True, eq=False)
class _Site:
    """The schools as columns, in the order of the school frame."""

    place: Numbers
    opened: Days
    closed: Days
    point: Flags
    reach: Shares
    """How easily a school is visited: a few remote ones are left out again and again."""


def make_visits(plan: Plan, schools: pd.DataFrame, school_inspectors: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `visit` in order of time, up to the cut-off."""
    site = _site(plan, schools)
    draw = plan.stream("visit/plan")
    reached = _reach_by_county(plan)
    extra = np.where(draw.random(len(plan.counties)) < 0.6, 0.3, 2.1)
    months = [_visits_of_month(site, month, reached, extra, draw) for month in range(len(MONTHS))]
    rows = pd.DataFrame(np.concatenate([part[0] for part in months]), columns=["school"])
    rows["visited_on"] = np.concatenate([part[1] for part in months])
    rows["level"] = np.concatenate([part[2] for part in months])
    rows = _plant(plan, schools, site, rows).sort_values(["visited_on", "school"], kind="stable", ignore_index=True)
    return _fill(plan, site, rows, schools, school_inspectors)


def _site(plan: Plan, schools: pd.DataFrame) -> _Site:
    draw = plan.stream("visit/reach")
    point = (schools["stage"] == "教学点").to_numpy()
    remote = draw.random(len(schools)) < np.where(point, 0.06, 0.03)
    reach = np.where(remote, 0.25, 1.0) * np.where(point, 0.8, 1.0)
    opened = schools["opened_on"].to_numpy(dtype="datetime64[D]")
    closed = schools["closed_on"].to_numpy(dtype="datetime64[D]")
    return _Site(plan.position(schools["area_code"]), opened, closed, point, reach)


def _reach_by_county(plan: Plan) -> Shares:
    reached = plan.share("coverage", 0.86, 1.03).clip(0, 1)
    reached[plan.of(*stories.NEVER_VISITED.area_codes)] = 0.0
    return reached


def _visits_of_month(
    site: _Site, month: int, reached: Shares, extra: Shares, draw: np.random.Generator
) -> tuple[Numbers, Days, Texts]:
    """Return school positions, days and levels of one month's visits."""
    first = MONTHS[month].astype("datetime64[D]")
    days = workdays_of(MONTHS[month])
    season = _SUMMER if month % 12 in (0, 1) else _UNDER_WAY if month == len(MONTHS) - 1 else 1.0
    open_now = (site.opened <= first) & ~(site.closed <= first)
    chance = reached[site.place, month // 3] * site.reach * season
    visited = open_now & (draw.random(chance.size) < chance)
    times = visited * (1 + draw.poisson(extra[site.place] * season))
    inspected = open_now & (chance > 0)
    levels = {
        "county": np.repeat(np.arange(times.size), times),
        "city": np.flatnonzero(inspected & (draw.random(times.size) < _CITY_SHARE * season)),
        "province": np.flatnonzero(inspected & (draw.random(times.size) < _PROVINCE_SHARE * season)),
    }
    school = np.concatenate(list(levels.values()))
    level = np.concatenate([np.full(chosen.size, name, dtype=object) for name, chosen in levels.items()])
    visited_on = days[draw.integers(0, days.size, school.size)]
    still_open = ~(site.closed[school] <= visited_on)
    return school[still_open], visited_on[still_open], level[still_open]


def _plant(plan: Plan, schools: pd.DataFrame, site: _Site, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the visits with one county's moved to the end of the month and one made after its school had closed."""
    draw = plan.stream("visit/stories")
    moved = np.isin(site.place[rows["school"]], plan.of(*stories.MONTH_END.area_codes))
    month = rows["visited_on"].to_numpy(dtype="datetime64[M]")
    last_two = (month + 1).astype("datetime64[D]") - 1 - draw.integers(0, 2, len(rows)).astype("timedelta64[D]")
    days = np.where(moved, last_two, rows["visited_on"].to_numpy(dtype="datetime64[D]"))
    possible = (days <= LAST) & ~(site.closed[rows["school"]] <= days)
    kept = rows.assign(visited_on=days).loc[possible]
    after = pd.DataFrame({"school": [closed_school_row(schools)], "visited_on": ["2022-12-06"], "level": ["county"]})
    return pd.concat([kept, after.astype({"visited_on": kept["visited_on"].dtype})], ignore_index=True)


def _fill(
    plan: Plan, site: _Site, rows: pd.DataFrame, schools: pd.DataFrame, school_inspectors: pd.DataFrame
) -> pd.DataFrame:
    """Return the visits with everything that was recorded about them."""
    draw, size = plan.stream("visit/record"), len(rows)
    school = rows["school"].to_numpy()
    days = rows["visited_on"].to_numpy(dtype="datetime64[D]")
    county = (rows["level"] == "county").to_numpy()
    filled = pd.DataFrame({"visit_id": np.char.mod("V%08d", np.arange(1, size + 1)).astype(object)})
    filled["school_id"] = schools["school_id"].to_numpy(dtype=object)[school]
    filled["inspector_id"] = only_where(county, _inspectors(schools, school_inspectors, school, days))
    filled["level"] = rows["level"].to_numpy()
    filled["visited_on"] = days
    lag = np.where(draw.random(size) < 0.85, 0, draw.integers(1, 7, size)).astype("timedelta64[D]")
    filled["recorded_at"] = at_local_time(days + lag, draw.integers(15 * 3600, 21 * 3600, size))
    for method, often in {"patrol": 0.95, "lesson": 0.6, "survey": 0.35, "interview": 0.5}.items():
        filled[method] = draw.random(size) < often
    filled["visit_type"] = np.array(["经常性", "专项", "综合"], dtype=object)[
        draw.choice(3, size=size, p=[0.85, 0.12, 0.03])
    ]
    filled["unannounced"] = draw.random(size) < np.where(county, 0.3, 0.72)
    filled["minutes"] = np.where(draw.random(size) < 0.03, np.nan, draw.normal(95, 30, size).clip(20, 300).round())
    filled["evidence_count"] = np.where(draw.random(size) < 0.05, np.nan, draw.poisson(3.5, size))
    return _check(plan, filled, site.place[school], quarter_index(days))


def _inspectors(schools: pd.DataFrame, held: pd.DataFrame, school: Numbers, days: Days) -> Texts:
    """Return the inspector responsible for each school on the day."""
    first = held.drop_duplicates("school_id", keep="first").set_index("school_id").reindex(schools["school_id"])
    last = held.drop_duplicates("school_id", keep="last").set_index("school_id").reindex(schools["school_id"])
    changed = days > first["to_on"].to_numpy(dtype="datetime64[D]")[school]
    ids = np.where(
        changed,
        last["inspector_id"].to_numpy(dtype=object)[school],
        first["inspector_id"].to_numpy(dtype=object)[school],
    )
    return np.asarray(ids, dtype=object)


def _check(plan: Plan, filled: pd.DataFrame, place: Numbers, quarter: Numbers) -> pd.DataFrame:
    """Return the visits with the four results and the number of problems they gave rise to."""
    perfect = plan.of(*stories.PERFECT_REPORT.area_codes)
    failed = np.zeros(len(filled), dtype=np.int64)
    for column, (topic, low, high, often) in CHECKS.items():
        draw = plan.stream(f"visit/{column}")
        passes = plan.share(topic, low, high)
        passes[perfect] = 0.70
        looked = draw.random(len(filled)) < often
        passed = even_lots((place * 6 + quarter) * 2 + looked, draw) < passes[place, quarter]
        filled[column] = np.select([looked & passed, looked], ["达标", "不达标"], default="")
        filled[column] = filled[column].astype(object).mask(~looked, None)
        failed += looked & ~passed
    return filled.assign(problems_found=failed + (plan.stream("visit/problems").random(len(filled)) < 0.1))
