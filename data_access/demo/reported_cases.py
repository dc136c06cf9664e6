"""What counties report about institutions and complaints, counted from the invented rows of the same places."""

import numpy as np
import pandas as pd

from data_access.demo.plan import Plan
from data_access.demo.timeline import QUARTER_STARTS, QUARTERS, Days, Flags, Numbers

Cells = dict[str, Numbers]


def count_institutions(plan: Plan, days: Days, institutions: pd.DataFrame, perfect: Flags) -> Cells:
    """Return the institution lines of each county's report; the register's identity holds in each of them."""
    academic = institutions.loc[(institutions["kind"] == "学科类") & (institutions["stage"] == "义务教育")]
    offline = _baseline(plan, days, academic.loc[~academic["online"]])
    online = _standing(plan, days, academic.loc[academic["online"]])
    draw = plan.stream("reported_count/holiday_training_found")
    found = draw.binomial(offline["academic_offline_reported"], 0.08)
    slow = draw.random(days.shape) < np.clip(0.9 - plan.skill, 0, 0.5)
    total = offline["academic_offline_reported"] + online
    return offline | {
        "academic_reported": total,
        "academic_online_reported": online,
        "online_approved_reported": np.zeros(days.shape, dtype=np.int64),
        "holiday_training_found": found,
        "holiday_training_cleared": np.where(slow & ~perfect, np.maximum(found - 1, 0), found),
        **_most(plan, total, perfect),
        "adverts_punished": plan.stream("reported_count/adverts_punished").poisson(0.8, days.shape),
    }


def _baseline(plan: Plan, days: Days, offline: pd.DataFrame) -> Cells:
    """Return the register of July 2021 split into closed, converted, kept as non-profit and not yet treated."""
    place = plan.position(offline["area_code"])
    closed, converted, nonprofit = (
        offline[column].to_numpy(dtype="datetime64[D]")[:, None] <= days[place]
        for column in ("closed_on", "converted_on", "nonprofit_on")
    )
    converted = converted & ~closed
    kept = nonprofit & ~closed & ~converted
    sums = {
        "baseline_reported": np.ones_like(closed),
        "closed_reported": closed,
        "converted_reported": converted,
        "retained_reported": kept,
        "untreated_reported": ~(closed | converted | kept),
    }
    cells = {measure: _sum(flags, place, days.shape) for measure, flags in sums.items()}
    reduced = cells["closed_reported"] + cells["converted_reported"]
    return cells | {
        "academic_offline_reported": cells["baseline_reported"] - reduced,
        "nonprofit_reported": cells["retained_reported"].copy(),
        "reduced_reported": reduced,
    }


def _standing(plan: Plan, days: Days, online: pd.DataFrame) -> Numbers:
    place = plan.position(online["area_code"])
    closed = online["closed_on"].to_numpy(dtype="datetime64[D]")[:, None] <= days[place]
    return _sum(~closed, place, days.shape)


def _most(plan: Plan, total: Numbers, perfect: Flags) -> Cells:
    """Return lines on which nearly all institutions are reported as compliant."""
    cells = {}
    for measure in ("contracts_reported", "guide_price_reported", "prepaid_controlled_reported"):
        draw = plan.stream(f"reported_count/{measure}")
        lacking = draw.binomial(total, np.clip(0.10 - 0.08 * plan.skill, 0.0, 0.1))
        cells[measure] = np.where(perfect, total, total - lacking)
    return cells


def count_complaints(plan: Plan, days: Days, complaints: pd.DataFrame) -> Cells:
    """Return complaints received in the quarter until the day of the report, duplicates left out, and those closed."""
    single = complaints.loc[complaints["duplicate_of"].isna()]
    place = plan.position(single["area_code"])
    local = single["received_at"].to_numpy(dtype="datetime64[s]") + np.timedelta64(8, "h")
    received = local.astype("datetime64[D]")
    closed = single["closed_on"].to_numpy(dtype="datetime64[D]")
    received_cells = np.zeros(days.shape, dtype=np.int64)
    closed_cells = np.zeros(days.shape, dtype=np.int64)
    for quarter in range(len(QUARTERS)):
        until = days[place, quarter]
        inside = (received >= QUARTER_STARTS[quarter]) & (received < until)
        received_cells[:, quarter] = np.bincount(place[inside], minlength=len(days))
        done = inside & (closed < until)
        closed_cells[:, quarter] = np.bincount(place[done], minlength=len(days))
    return {"complaints_reported": received_cells, "complaints_closed_reported": closed_cells}


def _sum(flags: Flags, place: Numbers, shape: tuple[int, ...]) -> Numbers:
    sums = np.zeros(shape, dtype=np.int64)
    np.add.at(sums, place, flags.astype(np.int64))
    return sums
