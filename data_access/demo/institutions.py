"""Invented training institutions: the register of July 2021, what became of each, and those registered later."""

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.names import brand_names
from data_access.demo.plan import Plan, even_lots
from data_access.demo.sizes import Sizes
from data_access.demo.timeline import (
    FUNDS_RULE_ON,
    NO_DAY,
    Days,
    Flags,
    Numbers,
    Texts,
    hide_future,
    only_where,
    random_days,
)

_NON_ACADEMIC_PER_ACADEMIC = 3.0
_HIGH_SCHOOL_SHARE = 0.12
_PERMITTED_BEFORE = 0.7
"""Share of those permitted in the end that held a permit of the earlier kind when their standard was issued."""
_ONLINE = 4
_ONLINE_COUNTY = "410105"
_FIELDS = ("文化艺术", "体育", "科技", "其他")
_STANDARDS = {"体育": "2022-03-31", "文化艺术": "2022-06-30", "科技": "2022-09-15", "其他": "2022-09-15"}
_WORDS = {"文化艺术": "艺术", "体育": "体育", "科技": "科技", "其他": "素质"}
# Share of all reductions that had been made by the end of each quarter: most before the end of 2021
# (88.26 % of the province's institutions by 2021-12-24).
_PACE = np.array([0.35, 0.95, 0.97, 0.985, 0.995, 1.0])
_BOUNDS = np.array(
    ["2021-08-01", "2021-10-01", "2022-01-01", "2022-04-01", "2022-07-01", "2022-10-01", "2022-12-19"],
    dtype="datetime64[D]",
)


def make_institutions(plan: Plan, sizes: Sizes) -> pd.DataFrame:
    """Return the rows of relation `institution`: academic of compulsory and high school, online, non-academic."""
    high = np.round(sizes.baseline * _HIGH_SCHOOL_SHARE).astype(np.int64)
    other = np.round(sizes.baseline * _NON_ACADEMIC_PER_ACADEMIC).astype(np.int64)
    parts = [
        _academic(plan, sizes.baseline, "义务教育"),
        _academic(plan, high, "高中"),
        _online(plan),
        _non_academic(plan, other),
    ]
    everything = pd.concat(parts, ignore_index=True).sort_values("place", kind="stable", ignore_index=True)
    area_codes = plan.codes[everything["place"]]
    within = everything.groupby("place").cumcount() + 1
    everything["institution_id"] = [f"{code}J{number:04d}" for code, number in zip(area_codes, within, strict=True)]
    everything["area_code"] = area_codes
    everything["name"] = _names(plan, everything)
    return _plant(everything.drop(columns="place"))


def _academic(plan: Plan, numbers: Numbers, stage: str) -> pd.DataFrame:
    """Return offline academic institutions of the register: closed, converted, kept as non-profit, or not treated."""
    draw = plan.stream(f"institution/academic/{stage}")
    place = np.repeat(np.arange(numbers.size), numbers)
    unit = plan.unit_of(place)
    spread = even_lots(unit, draw)
    reduced = plan.share("reduction", 0.76, 0.965)[:, -1]
    until = reduced[:, None] * _PACE
    step = (spread[:, None] >= until[place]).sum(axis=1)
    gone = np.where(step < len(_PACE), _day_in_step(draw, step), NO_DAY)
    is_reduced = step < len(_PACE)
    converted = is_reduced & (draw.random(place.size) < 0.22)
    kept = ~is_reduced
    fields = np.array(_FIELDS, dtype=object)[draw.choice(4, size=place.size, p=[0.6, 0.1, 0.2, 0.1])]
    frame = pd.DataFrame({"place": place, "kind": "学科类", "field": only_where(converted, fields)})
    frame["in_baseline"] = True
    frame["registered_on"] = random_days(draw, np.datetime64("2009-03-01"), np.datetime64("2021-05-31"), place.size)
    frame["closed_on"] = np.where(is_reduced & ~converted, gone, NO_DAY)
    frame["converted_on"] = np.where(converted, gone, NO_DAY)
    frame["nonprofit_on"] = _nonprofit_days(plan, place, kept, draw)
    frame = frame.assign(online=False, stage=stage, licence_only=False)
    frame["permit_on"] = frame["registered_on"]
    return _finish(plan, frame, draw)


def _day_in_step(draw: np.random.Generator, step: Numbers) -> Days:
    inside = np.minimum(step, len(_PACE) - 1)
    return random_days(draw, _BOUNDS[inside], _BOUNDS[inside + 1] - 1, step.size)


def _nonprofit_days(plan: Plan, place: Numbers, kept: Flags, draw: np.random.Generator) -> Days:
    """Return when a kept institution became non-profit: mostly by the end of 2021, late or never in weak places."""
    done = plan.share("nonprofit", 0.72, 1.05)
    days, unit = np.full(place.size, NO_DAY), plan.unit_of(place)
    spread = even_lots(unit[kept], draw)
    by_quarter = done[place[kept]] * np.array([0.1, 0.92, 0.95, 0.97, 0.99, 1.0])
    step = (spread[:, None] >= by_quarter).sum(axis=1)
    days[kept] = np.where(step < len(_PACE), _day_in_step(draw, step), NO_DAY)
    return days


def _online(plan: Plan) -> pd.DataFrame:
    """Return the four online institutions of the register, all closed (省教育厅, 2021-12-24)."""
    draw = plan.stream("institution/online")
    place = np.repeat(plan.of(_ONLINE_COUNTY), _ONLINE)
    frame = pd.DataFrame({"place": place, "kind": "学科类", "field": None, "in_baseline": True})
    frame["registered_on"] = random_days(draw, np.datetime64("2016-03-01"), np.datetime64("2020-12-31"), _ONLINE)
    frame["closed_on"] = random_days(draw, np.datetime64("2021-10-08"), np.datetime64("2021-12-20"), _ONLINE)
    frame = frame.assign(converted_on=NO_DAY, nonprofit_on=NO_DAY, online=True, stage="义务教育", licence_only=False)
    return _finish(plan, frame.assign(permit_on=frame["registered_on"]), draw)


def _non_academic(plan: Plan, numbers: Numbers) -> pd.DataFrame:
    draw = plan.stream("institution/non_academic")
    place = np.repeat(np.arange(numbers.size), numbers)
    size, unit = place.size, plan.unit_of(place)
    field = np.array(_FIELDS, dtype=object)[draw.choice(4, size=size, p=[0.58, 0.24, 0.11, 0.07])]
    frame = pd.DataFrame({"place": place, "kind": "非学科类", "field": field})
    late = draw.random(size) < 0.12
    frame["registered_on"] = np.where(
        late,
        random_days(draw, np.datetime64("2021-08-01"), np.datetime64("2022-11-30"), size),
        random_days(draw, np.datetime64("2010-03-01"), np.datetime64("2021-06-30"), size),
    )
    frame["in_baseline"] = ~late
    closing = random_days(draw, np.datetime64("2021-09-01"), np.datetime64("2022-12-19"), size)
    closing = np.where(closing > frame["registered_on"].to_numpy(dtype="datetime64[D]"), closing, NO_DAY)
    frame = frame.assign(converted_on=NO_DAY, nonprofit_on=NO_DAY, online=False)
    frame["stage"] = np.array(["不限", "学前", "义务教育"], dtype=object)[draw.choice(3, size=size, p=[0.8, 0.1, 0.1])]
    licence_only = ~late & (even_lots(unit, draw) < 0.16)
    settled = np.zeros(size, dtype=bool)
    settled[licence_only] = (
        even_lots(unit[licence_only], draw) < (plan.share("licence", 0.73, 1.03)[place[licence_only], -1])
    )
    shut = settled & (draw.random(size) < 0.4)
    frame["closed_on"] = np.where(~licence_only & (draw.random(size) < 0.06), closing, NO_DAY)
    frame["closed_on"] = np.where(shut, _settling_days(draw, size), frame["closed_on"])
    frame["licence_only"] = licence_only
    frame["permit_on"] = _permit_days(plan, frame, draw, granted=settled & ~shut)
    return _finish(plan, frame, draw)


def _settling_days(draw: np.random.Generator, size: int) -> Days:
    """Return when licence-only institutions were dealt with: permitted or shut."""
    return random_days(draw, np.datetime64("2021-08-10"), np.datetime64("2022-04-30"), size)


def _permit_days(plan: Plan, frame: pd.DataFrame, draw: np.random.Generator, granted: Flags) -> Days:
    """Return when a permit was granted: after the field's standard was issued, or on settling a licence-only case."""
    place = frame["place"].to_numpy()
    start = frame["field"].map(_STANDARDS).to_numpy(dtype="datetime64[D]")
    registered = frame["registered_on"].to_numpy(dtype="datetime64[D]")
    done = even_lots(plan.unit_of(place), draw) < plan.share("permit", 0.74, 1.03)[place, -1]
    wait = draw.gamma(1.2, 25, len(frame)).astype("timedelta64[D]")
    before = (draw.random(len(frame)) < _PERMITTED_BEFORE) & (registered < start)
    by_standard = np.where(done, np.where(before, registered, np.maximum(start, registered) + wait), NO_DAY)
    settled = _settling_days(draw, len(frame))
    licence_only = frame["licence_only"].to_numpy()
    days = np.where(licence_only, np.where(granted, settled, NO_DAY), by_standard)
    closed = frame["closed_on"].to_numpy(dtype="datetime64[D]")
    return hide_future(np.where(closed < days, NO_DAY, days))


def _finish(plan: Plan, frame: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """Return the institutions with platform, department and fund dates, none after the institution's end."""
    size, place = len(frame), frame["place"].to_numpy()
    closed = frame["closed_on"].to_numpy(dtype="datetime64[D]")
    converted = frame["converted_on"].to_numpy(dtype="datetime64[D]")
    registered = frame["registered_on"].to_numpy(dtype="datetime64[D]")
    academic = (frame["kind"] == "学科类").to_numpy()
    frame["prepaid"] = draw.random(size) < np.where(academic, 0.92, 0.8)
    frame["on_platform_on"] = _reached(
        draw, registered, closed, draw.random(size) < 0.9, np.datetime64("2021-11-01"), np.datetime64("2022-06-30")
    )
    assigned = even_lots(plan.unit_of(place), draw) < plan.share("department", 0.73, 1.03)[place, -1]
    needs = ~academic | ~np.isnat(converted)
    since = np.where(academic, converted, registered)
    frame["department_on"] = _reached(
        draw, since, closed, assigned & needs, np.datetime64("2021-08-05"), np.datetime64("2022-02-28")
    )
    supervised = even_lots(plan.unit_of(place), draw) < plan.share("funds", 0.73, 1.03)[place, -1]
    frame["funds_supervised_on"] = _fund_days(draw, frame, supervised, only_academic=academic & np.isnat(converted))
    return frame


def _reached(
    draw: np.random.Generator, since: Days, closed: Days, done: Flags, first: np.datetime64, last: np.datetime64
) -> Days:
    """Return a day between two days for what was done, not before `since` and not after closing."""
    days = np.fmax(random_days(draw, first, last, since.size), since)
    return hide_future(np.where(done & ~(closed < days), days, NO_DAY))


def _fund_days(draw: np.random.Generator, frame: pd.DataFrame, supervised: Flags, *, only_academic: Flags) -> Days:
    """Return when prepaid fees came under supervision: academic from 2021, all others from April 2022 on."""
    size = len(frame)
    closed = frame["closed_on"].to_numpy(dtype="datetime64[D]")
    registered = frame["registered_on"].to_numpy(dtype="datetime64[D]")
    early = random_days(draw, np.datetime64("2021-09-01"), np.datetime64("2022-02-28"), size)
    rule = np.datetime64(FUNDS_RULE_ON)
    late = np.maximum(rule, registered) + draw.gamma(1.3, 45, size).astype("timedelta64[D]")
    days = np.where(only_academic, early, late)
    prepaid = frame["prepaid"].to_numpy()
    return hide_future(np.where(supervised & prepaid & ~(closed < days), days, NO_DAY))


def _names(plan: Plan, frame: pd.DataFrame) -> Texts:
    """Return names such as 杞县晨帆教育培训学校 and 杞县云桥艺术培训中心."""
    draw = plan.stream("institution/name")
    brands = np.array(brand_names(draw, len(frame)), dtype=object)
    prefix = plan.counties["full_name"].to_numpy(dtype=object)[frame["place"]]
    academic = (frame["kind"] == "学科类").to_numpy()
    word = np.where(academic, "教育", frame["field"].map(_WORDS).to_numpy(dtype=object))
    online = np.where(frame["online"].to_numpy(), "在线", "")
    return np.asarray(prefix + brands + online + word + np.where(academic, "培训学校", "培训中心").astype(object))


def _plant(institutions: pd.DataFrame) -> pd.DataFrame:
    """Return the institutions with one that was converted and kept as non-profit at once, which cannot be."""
    here = institutions["area_code"].isin(stories.BROKEN_INSTITUTION.area_codes)
    chosen = here & institutions["in_baseline"] & (institutions["stage"] == "义务教育")
    row = int(np.flatnonzero(chosen.to_numpy() & (institutions["kind"] == "学科类").to_numpy())[0])
    planted = institutions.copy()
    planted.loc[row, ["closed_on", "department_on", "funds_supervised_on"]] = pd.NaT
    planted.loc[row, "converted_on"] = pd.Timestamp("2022-03-15")
    planted.loc[row, "nonprofit_on"] = pd.Timestamp("2022-05-20")
    planted.loc[row, "field"] = "科技"
    return planted
