"""Invented deliveries of the 28 units: measures taken, quarterly reports, the yearly report."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.areas import PROVINCE
from data_access.demo.plan import Plan
from data_access.demo.timeline import CUTOFF, NO_DAY, QUARTERS, Days, at_local_time

_PERIODS: tuple[tuple[str, str, date], ...] = (
    *(("季度情况", str(quarter), quarter.ends_on + timedelta(days=7)) for quarter in QUARTERS),
    ("落实举措", "2022", date(2022, 3, 26)),
    ("年度报告", "2022", date(2022, 12, 5)),
)
_LATE_ON = {
    ("411100", "2022Q3"): "2022-10-12",
    ("411700", "2022Q3"): "2022-10-17",
    ("411100", "2022"): "2022-12-09",
}


def make_submissions(plan: Plan) -> pd.DataFrame:
    """Return the rows of relation `submission`; what is not due yet has not been received."""
    own = plan.counties["parent_code"] == PROVINCE
    codes = plan.counties["area_code"].where(own, plan.counties["parent_code"])
    units = codes.groupby(plan.counties["unit"]).first()
    skill = pd.Series(plan.skill.mean(axis=1)).groupby(plan.counties["unit"]).mean().to_numpy()
    parts = [_one(plan, units, skill, *period) for period in _PERIODS]
    return pd.concat(parts, ignore_index=True).sort_values(["period", "kind", "area_code"], ignore_index=True)


def _one(plan: Plan, units: pd.Series, skill: np.ndarray, kind: str, period: str, due: date) -> pd.DataFrame:
    draw = plan.stream(f"submission/{kind}/{period}")
    size, limit = len(units), np.datetime64(due)
    early = limit - draw.integers(0, 5, size).astype("timedelta64[D]")
    late = limit + draw.integers(1, 6, size).astype("timedelta64[D]")
    punctual = draw.random(size) < np.clip(0.86 + 0.2 * skill, 0, 1)
    received = np.where(punctual, early, late)
    story = (
        units.isin(stories.LATE_CITIES.area_codes).to_numpy() & (period in ("2022Q3", "2022")) & (kind != "落实举措")
    )
    planned = np.array([_LATE_ON.get((code, period), "NaT") for code in units], dtype="datetime64[D]")
    received = np.where(story, planned, received)
    if due > CUTOFF:
        received = np.full(size, NO_DAY)
    return _rows(units, kind, period, due, received, draw)


def _rows(
    units: pd.Series, kind: str, period: str, due: date, received: Days, draw: np.random.Generator
) -> pd.DataFrame:
    there = ~np.isnat(received)
    moments = np.where(there, at_local_time(received, draw.integers(9 * 3600, 18 * 3600, len(units))), NO_DAY)
    return pd.DataFrame(
        {
            "area_code": units.to_numpy(),
            "kind": kind,
            "period": period,
            "due_on": pd.Timestamp(due),
            "received_at": moments.astype("datetime64[s]"),
            "status": np.where(there, "已报", "未报").astype(object),
        }
    )
