"""Invented complaints: skewed between places, with peaks in the holidays, closed late here and there."""

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.pick import pick_institutions, pick_schools
from data_access.demo.plan import Plan, even_lots
from data_access.demo.sizes import Sizes
from data_access.demo.timeline import (
    MONTHS,
    NO_DAY,
    Days,
    Flags,
    Numbers,
    at_local_time,
    hide_future,
    only_where,
    quarter_index,
)

_COMPLAINTS = 200_000
_SEASON = np.array([1.6, 1.7, 1.3, 0.8, 0.8, 0.9, 1.5, 1.2, 1.1, 0.8, 0.8, 0.9, 1.7, 1.7, 1.2, 0.8, 0.8, 0.6])
"""Weight of each month from July 2021: summer and winter holidays and the start of terms."""
_LIMIT = 60
_CATEGORIES = {
    "1": 0.01,
    "2": 0.05,
    "3": 0.24,
    "4": 0.13,
    "5": 0.10,
    "6": 0.08,
    "7": 0.15,
    "8": 0.05,
    "9": 0.06,
    "10": 0.13,
}
_CHANNELS = {"省级平台": 0.22, "省级电话": 0.1, "信访转办": 0.13, "市县邮箱": 0.13, "市县电话": 0.36, "上级转办": 0.06}
SCHOOL_CATEGORIES, INSTITUTION_CATEGORIES = ("2", "3", "4", "5"), ("6", "7", "8", "9", "10")


def make_complaints(plan: Plan, sizes: Sizes, schools: pd.DataFrame, institutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `complaint` in order of time; about one in sixteen repeats an earlier one."""
    draw = plan.stream("complaint")
    place, received = _places_and_moments(plan, sizes, draw)
    day, size = received.astype("datetime64[D]"), place.size
    complaints = pd.DataFrame({"complaint_id": np.char.mod("C%07d", np.arange(1, size + 1)).astype(object)})
    complaints["area_code"] = plan.codes[place]
    complaints["channel"] = draw.choice(np.array(list(_CHANNELS), dtype=object), size=size, p=list(_CHANNELS.values()))
    category = draw.choice(np.array(list(_CATEGORIES), dtype=object), size=size, p=list(_CATEGORIES.values()))
    complaints["category_code"] = category
    about_school, about_institution = np.isin(category, SCHOOL_CATEGORIES), np.isin(category, INSTITUTION_CATEGORIES)
    complaints["subject"] = np.select([about_school, about_institution], ["学校", "机构"], default="其他").astype(
        object
    )
    named = draw.random(size)
    complaints["school_id"] = pick_schools(plan, "complaint", schools, place, about_school & (named < 0.92))
    complaints["institution_id"] = pick_institutions(
        plan, "complaint", institutions, place, day, about_institution & (named < 0.75)
    )
    complaints["received_at"] = at_local_time(day, (received - day).astype(np.int64))
    moved = day + draw.integers(0, 5, size).astype("timedelta64[D]")
    complaints["transferred_on"] = hide_future(np.where(draw.random(size) < 0.94, moved, NO_DAY))
    complaints["due_on"] = np.where(draw.random(size) < 0.95, day + _LIMIT, NO_DAY)
    complaints["closed_on"] = _closing_days(plan, place, day, draw)
    closed = complaints["closed_on"].notna().to_numpy()
    outcome = draw.choice(np.array(["属实", "部分属实", "不属实"], dtype=object), size=size, p=[0.34, 0.3, 0.36])
    complaints["outcome"] = only_where(closed, outcome)
    complaints["priority"] = draw.random(size) < 0.03
    return _repeat(complaints, place, day, draw.random(size) < 0.065)


def _places_and_moments(plan: Plan, sizes: Sizes, draw: np.random.Generator) -> tuple[Numbers, Days]:
    """Return county and local time of each complaint, in order of time. A few places hold most."""
    weight = sizes.weight * draw.lognormal(0, 0.75, sizes.weight.size)
    wanted = _COMPLAINTS * plan.scale * np.outer(weight / weight.sum(), _SEASON / _SEASON.sum())
    numbers = draw.poisson(wanted + 0.25)
    place, month = (np.repeat(axis.ravel(), numbers.ravel()) for axis in np.indices(numbers.shape))
    first = MONTHS.astype("datetime64[D]")
    length = (np.append(first[1:], np.datetime64("2022-12-21")) - first).astype(np.int64)
    day = first[month] + np.floor(draw.random(place.size) * length[month]).astype("timedelta64[D]")
    moment = day.astype("datetime64[s]") + draw.integers(8 * 3600, 21 * 3600, day.size).astype("timedelta64[s]")
    order = np.lexsort((place, moment))
    return place[order], moment[order]


def _closing_days(plan: Plan, place: Numbers, day: Days, draw: np.random.Generator) -> Days:
    on_time = plan.share("complaints", 0.81, 1.01)
    on_time[plan.of(*stories.LATE_CLOSING.area_codes)] = 0.35
    quick = np.minimum(np.ceil(draw.gamma(2.4, 9.5, place.size)) + 1, _LIMIT)
    slow = _LIMIT + 1 + np.floor(draw.gamma(1.4, 12, place.size))
    never = draw.random(place.size) < 0.02
    quarter = quarter_index(day)
    in_time = even_lots(place * 6 + quarter, draw) < on_time[place, quarter]
    taken = np.where(in_time, quick, slow).astype("timedelta64[D]")
    return hide_future(np.where(~in_time & never, NO_DAY, day + taken))


def _repeat(complaints: pd.DataFrame, place: Numbers, day: Days, again: Flags) -> pd.DataFrame:
    """Return the complaints with some made duplicates of the county's latest earlier one within 45 days."""
    ids = complaints["complaint_id"].where(~again)
    earlier = ids.groupby(place).ffill().where(again)
    original = complaints.set_index("complaint_id").reindex(earlier)
    gap = day - original["received_at"].to_numpy(dtype="datetime64[D]")
    repeats = again & earlier.notna().to_numpy() & (gap <= np.timedelta64(45, "D"))
    repeated = complaints.assign(duplicate_of=earlier.where(repeats, None).astype(object))
    for column in ("category_code", "subject", "school_id", "institution_id", "outcome"):
        repeated[column] = np.where(repeats, original[column].to_numpy(dtype=object), repeated[column])
    closed = original["closed_on"].to_numpy(dtype="datetime64[D]")
    repeated["closed_on"] = np.where(
        repeats, np.maximum(closed, day), repeated["closed_on"].to_numpy(dtype="datetime64[D]")
    )
    repeated["transferred_on"] = (
        repeated[["transferred_on", "closed_on"]].min(axis=1, skipna=True).where(repeated["transferred_on"].notna())
    )
    return _plant(repeated)


def _plant(complaints: pd.DataFrame) -> pd.DataFrame:
    """Return the complaints with one duplicate that points at a duplicate: the county's last two."""
    here = complaints.loc[complaints["area_code"].isin(stories.DOUBLE_DUPLICATE.area_codes)]
    first, second, third = here.index[-3:]
    planted = complaints.copy()
    about = ["category_code", "subject", "school_id", "institution_id"]
    planted.loc[[second, third], about] = planted.loc[[first, first], about].to_numpy(dtype=object)
    original = planted.loc[first, "duplicate_of"]
    planted.loc[second, "duplicate_of"] = planted.loc[first, "complaint_id"] if pd.isna(original) else original
    planted.loc[third, "duplicate_of"] = planted.loc[second, "complaint_id"]
    return planted
