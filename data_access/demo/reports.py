"""Invented quarterly reports of the counties: nearly everything at 97 to 100 %, as real self-reports are."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from data_access.demo import stories
from data_access.demo.plan import Plan
from data_access.demo.reported_cases import count_complaints, count_institutions
from data_access.demo.timeline import QUARTERS, Days, Flags, Numbers, at_local_time

Cells = dict[str, Numbers]
"""Measure → counties × quarters."""

_BEFORE_DEADLINE, _AFTER_DEADLINE = np.timedelta64(4, "D"), np.timedelta64(18, "D")
"""Days after the end of a quarter; its reports are due within seven."""

_SCHOOL_SHARES = {
    # measure: how much the weakest place was missing in 2021Q3
    "schools_homework_design": 0.09,
    "schools_homework_public": 0.05,
    "schools_homework_time_ok": 0.07,
    "schools_no_parent_homework": 0.03,
    "schools_after_school": 0.04,
    "schools_own_plan": 0.09,
}
_COUNTY_FLAGS = {
    # measure: skill from which a county has it
    "counties_with_mechanism": 0.0,
    "counties_with_office": 0.1,
    "counties_after_school_funding": 0.10,
    "counties_advert_control": 0.02,
    "department_named": 0.12,
}


def make_reported_counts(
    plan: Plan, schools: pd.DataFrame, institutions: pd.DataFrame, complaints: pd.DataFrame
) -> pd.DataFrame:
    """Return the rows of relation `reported_count`: revision 1 of each quarter, revisions 2, and returned ones."""
    days = _reporting_days(plan)
    cells = _first_report(plan, days, schools, institutions, complaints)
    first = _long(plan, cells, days, revision=1)
    parts = [first.loc[_is_reported(plan, first)], *_revisions(plan, cells)]
    everything = pd.concat(parts, ignore_index=True)
    keys = ["quarter", "place", "measure", "revision"]
    ordered = everything.sort_values(keys, kind="stable", ignore_index=True)
    return ordered.assign(area_code=plan.codes[ordered["place"]]).drop(columns="place")


def _reporting_days(plan: Plan) -> Days:
    """Return the day each county first reports each quarter: from the 12th to the 19th of its third month."""
    thirds = np.array([quarter.months[2] for quarter in QUARTERS], dtype="datetime64[D]")
    offset = plan.stream("reported_count/days").integers(11, 19, (len(plan.counties), len(QUARTERS)))
    return np.asarray(thirds + offset.astype("timedelta64[D]"))


def _first_report(
    plan: Plan, days: Days, schools: pd.DataFrame, institutions: pd.DataFrame, complaints: pd.DataFrame
) -> Cells:
    perfect = np.zeros(days.shape, dtype=bool)
    perfect[plan.of(*stories.PERFECT_REPORT.area_codes)] = True
    cells = _register(plan, days, schools)
    cells |= _flags(plan, perfect)
    cells |= _school_counts(plan, cells["schools"], perfect)
    cells |= _pupil_counts(plan, cells["pupils"], perfect)
    cells |= count_institutions(plan, days, institutions, perfect)
    cells |= count_complaints(plan, days, complaints)
    broken = plan.of(*stories.BROKEN_IDENTITY.area_codes)
    cells["baseline_reported"][broken, -1] += 3
    return cells


def _register(plan: Plan, days: Days, schools: pd.DataFrame) -> Cells:
    """Return schools (teaching points left out) and pupils as the register held them on the day of the report."""
    place = plan.position(schools["area_code"])
    opened = schools["opened_on"].to_numpy(dtype="datetime64[D]")
    closed = schools["closed_on"].to_numpy(dtype="datetime64[D]")
    is_school = (schools["stage"] != "教学点").to_numpy()
    there = (opened[:, None] <= days[place]) & ~(closed[:, None] <= days[place])
    pupils = there * schools["pupils"].to_numpy()[:, None]
    return {
        "counties": np.ones(days.shape, dtype=np.int64),
        "schools": _sum_by_place(there & is_school[:, None], place, days.shape),
        "pupils": _sum_by_place(pupils, place, days.shape),
    }


def _sum_by_place(values: Numbers | Flags, place: Numbers, shape: tuple[int, ...]) -> Numbers:
    sums = np.zeros(shape, dtype=np.int64)
    np.add.at(sums, place, values)
    return sums


def _flags(plan: Plan, perfect: Flags) -> Cells:
    flags = {}
    for measure, needed in _COUNTY_FLAGS.items():
        luck = plan.stream(f"reported_count/{measure}").normal(0, 0.12, len(plan.counties))
        flags[measure] = ((plan.skill + luck[:, None] >= needed) | perfect).astype(np.int64)
    return flags


def _lacking(plan: Plan, measure: str, whole: Numbers, most: float) -> Numbers:
    """Return how many a county reports as not yet done: none in half of them, fewer from quarter to quarter."""
    draw = plan.stream(f"reported_count/{measure}")
    counties = len(plan.counties)
    honest = (draw.random(counties) < 0.5) * draw.uniform(0.3, 1.0, counties)
    fading = np.linspace(1.0, 0.5, len(QUARTERS))
    share = most * honest[:, None] * fading * np.clip(1.25 - plan.skill, 0.2, 1.2)
    # One lot per county decides the rounding of all quarters, so that small counties do not jump to and fro.
    lot = np.where(honest > 0, draw.random(counties), 0.0)
    return np.asarray(np.floor(whole * share + lot[:, None] * (share > 0)).astype(np.int64))


def _school_counts(plan: Plan, schools: Numbers, perfect: Flags) -> Cells:
    cells = {}
    for measure, most in _SCHOOL_SHARES.items():
        cells[measure] = schools - np.where(perfect, 0, _lacking(plan, measure, schools, most))
    offering = cells["schools_after_school"]
    short = np.where(perfect, 0, _lacking(plan, "schools_after_school_full", offering, 0.10))
    return cells | {"schools_after_school_full": offering - short}


def _pupil_counts(plan: Plan, pupils: Numbers, perfect: Flags) -> Cells:
    """Return pupils in after-school service and the answers of pupils and parents."""
    draw = plan.stream("reported_count/pupils_after_school")
    taking_part = np.clip(0.80 + 0.16 * plan.skill + draw.normal(0, 0.02, pupils.shape), 0.6, 0.99)
    answers = np.round(pupils * plan.stream("reported_count/survey_answers").uniform(0.04, 0.12, pupils.shape))
    pleased = plan.share("satisfied", 0.74, 0.965)
    return {
        "pupils_after_school": np.where(perfect, pupils, np.round(pupils * taking_part)).astype(np.int64),
        "survey_answers": answers.astype(np.int64),
        "survey_satisfied": np.where(perfect, answers, np.floor(answers * pleased)).astype(np.int64),
    }


def _long(plan: Plan, cells: Cells, days: Days, revision: int) -> pd.DataFrame:
    """Return one row per county, quarter and measure; `place` is the position of the county."""
    draw = plan.stream(f"reported_count/at/{revision}")
    moments = at_local_time(days, draw.integers(9 * 3600, 18 * 3600, days.shape))
    place, quarter = (axis.ravel() for axis in np.indices(days.shape))
    codes = np.array([str(each) for each in QUARTERS], dtype=object)
    status = np.where(quarter == len(QUARTERS) - 1, "已报", "已核").astype(object)
    parts = [
        pd.DataFrame(
            {
                "place": place,
                "quarter": codes[quarter],
                "measure": measure,
                "revision": revision,
                "value": values.ravel(),
                "reported_at": moments.ravel(),
                "status": status,
            }
        )
        for measure, values in cells.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _is_reported(plan: Plan, rows: pd.DataFrame) -> pd.Series:
    """Return which rows came in: not 濮阳's counties in 2021Q3, not the two late cities' counties in 2022Q4."""
    quarter = rows["quarter"]
    by_city = rows["place"].isin(plan.of(*stories.CITY_REPORTS.area_codes)) & (quarter == str(QUARTERS[0]))
    late = rows["place"].isin(plan.of(*stories.LATE_CITIES.area_codes)) & (quarter == str(QUARTERS[-1]))
    return ~(by_city | late)


def _revisions(plan: Plan, cells: Cells) -> list[pd.DataFrame]:
    """Return later revisions: small corrections within the deadline, one after it, and a few that were returned."""
    ends = np.array([quarter.ends_on for quarter in QUARTERS], dtype="datetime64[D]")
    draw = plan.stream("reported_count/revision")
    days = ends + draw.integers(1, 7, (len(plan.counties), len(QUARTERS))).astype("timedelta64[D]")
    chosen = draw.random(days.shape) < 0.08
    chosen[:, -1] = False
    for story in (stories.CITY_REPORTS, stories.LATE_REVISION, stories.RETURNED_REVISION, stories.PERFECT_REPORT):
        chosen[plan.of(*story.area_codes)] = False
    late = _last_closed_quarter_of(plan, stories.LATE_REVISION, days.shape)
    returned = _last_closed_quarter_of(plan, stories.RETURNED_REVISION, days.shape)
    return [
        _chosen(plan, _one_more(cells), days, chosen, "已核"),
        _chosen(plan, _everything(cells), np.broadcast_to(ends + _AFTER_DEADLINE, days.shape), late, "已报"),
        _chosen(plan, _everything(cells), np.broadcast_to(ends + _BEFORE_DEADLINE, days.shape), returned, "退回"),
    ]


def _last_closed_quarter_of(plan: Plan, story: stories.Story, shape: tuple[int, ...]) -> Flags:
    chosen = np.zeros(shape, dtype=bool)
    chosen[plan.of(*story.area_codes), -2] = True
    return chosen


def _chosen(plan: Plan, cells: Cells, days: Days, chosen: Flags, status: str) -> pd.DataFrame:
    rows = _long(plan, cells, days, revision=2)
    wanted = np.tile(chosen.ravel(), len(cells))
    return rows.loc[wanted].assign(status=status)


def _raised(cells: Cells, change: Callable[[Numbers, Numbers], Numbers]) -> Cells:
    revised = {measure: change(cells[measure], cells["schools"]) for measure in _SCHOOL_SHARES}
    full = change(cells["schools_after_school_full"], revised["schools_after_school"])
    return cells | revised | {"schools_after_school_full": np.minimum(full, revised["schools_after_school"])}


def _one_more(cells: Cells) -> Cells:
    """Return the report with one more school on every line that was not yet complete."""
    return _raised(cells, lambda value, whole: np.minimum(value + 1, whole))


def _everything(cells: Cells) -> Cells:
    """Return the report with every school on every line."""
    return _raised(cells, lambda _, whole: whole)
