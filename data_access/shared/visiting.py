"""When schools were visited and since when they were not, county by county."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Subquery, and_, case, func, literal, or_, select

from data_access.shared.counts.schools import is_school, school_name
from data_access.shared.counts.visits import is_valid_visit
from data_access.shared.counts.window import count_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.summary_tables import LONGEST_ENTRY, may_stand_for_rows, visit_day
from data_access.shared.tables import school, school_inspector, visit
from data_access.shared.types import civil_day, days_between


def is_timely(entry_days: int) -> ColumnElement[bool]:
    """Return the condition that a visit was entered within so many days after its day, never before it."""
    return days_between(visit.c.visited_on, civil_day(visit.c.recorded_at)).between(0, entry_days)


def read_visit_days(connection: Connection, first: date, last: date, entry_days: int) -> pd.DataFrame:
    """Return the valid visits of some days, one row per county and day that has one.

    Columns: area_code, visited_on (date), and ints visits, entered_in_time, inspected (by city or province),
    unannounced (of those).
    """
    if entry_days <= LONGEST_ENTRY and may_stand_for_rows(connection):
        return _read_visit_days_summed(connection, first, last, entry_days)
    inspected = visit.c.level.in_(("city", "province"))
    query = (
        select(
            school.c.area_code,
            visit.c.visited_on,
            func.count().label("visits"),
            count_where("entered_in_time", is_timely(entry_days)),
            count_where("inspected", inspected),
            count_where("unannounced", inspected, visit.c.unannounced.is_(True)),
        )
        .select_from(visit.join(school, school.c.school_id == visit.c.school_id))
        .where(visit.c.visited_on.between(first, last), is_valid_visit())
        .group_by(school.c.area_code, visit.c.visited_on)
        .order_by(school.c.area_code, visit.c.visited_on)
    )
    return read_frame(connection, query)


def _read_visit_days_summed(connection: Connection, first: date, last: date, entry_days: int) -> pd.DataFrame:
    d = visit_day.c
    query = (
        select(
            d.area_code,
            d.visited_on,
            func.sum(d.visits).label("visits"),
            func.sum(case((d.entered_after.between(0, entry_days), d.visits), else_=0)).label("entered_in_time"),
            func.sum(d.visits_inspected).label("inspected"),
            func.sum(d.visits_unannounced).label("unannounced"),
        )
        .where(d.visited_on.between(first, last))
        .group_by(d.area_code, d.visited_on)
        .order_by(d.area_code, d.visited_on)
    )
    return read_frame(connection, query)


def read_visits_of_county(
    connection: Connection, area_code: str, first: date, last: date, entry_days: int
) -> pd.DataFrame:
    """Return the valid visits of a county on some days, one row each, in order of days.

    Columns: visit_id, school_id, name, visited_on, recorded_on (dates), is_timely (1 or 0), level, unannounced,
    inspector_id.
    """
    query = (
        select(
            visit.c.visit_id,
            visit.c.school_id,
            school_name(),
            visit.c.visited_on,
            civil_day(visit.c.recorded_at).label("recorded_on"),
            case((is_timely(entry_days), 1), else_=0).label("is_timely"),
            visit.c.level,
            visit.c.unannounced,
            visit.c.inspector_id,
        )
        .select_from(visit.join(school, school.c.school_id == visit.c.school_id))
        .where(school.c.area_code == area_code, visit.c.visited_on.between(first, last), is_valid_visit())
        .order_by(visit.c.visited_on, visit.c.visit_id)
    )
    return read_frame(connection, query)


def is_open_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a school is open on a day."""
    return and_(
        is_sound(school), school.c.opened_on <= day, or_(school.c.closed_on.is_(None), school.c.closed_on > day)
    )


def last_visit(cutoff: date) -> ColumnElement[date]:
    """Return the day of a school's last visit while it was open, up to the cut-off; empty where there is none."""
    return (
        select(func.max(visit.c.visited_on))
        .where(visit.c.school_id == school.c.school_id, visit.c.visited_on <= cutoff, is_valid_visit())
        .correlate(school)
        .scalar_subquery()
    )


def _ages(cutoff: date) -> Subquery:
    """Return the schools open at the cut-off with the days since their last visit, ordered within their county."""
    last = (
        select(school.c.school_id, school.c.area_code, school_name(), last_visit(cutoff).label("last_on"))
        .where(is_open_on(cutoff), is_school())
        .subquery("last")
    )
    order = (last.c.last_on.desc(), last.c.school_id.desc())
    return (
        select(
            *last.c,
            days_between(last.c.last_on, cutoff_column(cutoff)).label("days"),
            func.row_number().over(partition_by=last.c.area_code, order_by=order).label("place"),
            func.count().over(partition_by=last.c.area_code).label("visited"),
        )
        .where(last.c.last_on.is_not(None))
        .subquery("ages")
    )


def cutoff_column(cutoff: date) -> ColumnElement[date]:
    """Return a day as a bound value of the type that dates have in the database."""
    return literal(cutoff, visit.c.visited_on.type)


def read_gaps(connection: Connection, cutoff: date) -> pd.DataFrame:
    """Return the days since the last visit of the schools open at the cut-off, one row per county with a school.

    Columns: area_code, schools, never_visited (ints), median_days (float; missing where none was ever visited),
    worst_days, worst_name (the school visited longest ago; those never visited are counted apart).
    """
    ages = _ages(cutoff)
    # The middle place of an odd number, the two middle places of an even one.
    is_middle = (ages.c.place * 2).between(ages.c.visited, ages.c.visited + 2)
    is_worst = ages.c.place == ages.c.visited
    found = (
        select(
            ages.c.area_code,
            func.max(ages.c.visited).label("visited"),
            func.avg(case((is_middle, ages.c.days * 1.0))).label("median_days"),
            func.max(case((is_worst, ages.c.days))).label("worst_days"),
            func.max(case((is_worst, ages.c.name))).label("worst_name"),
        )
        .group_by(ages.c.area_code)
        .subquery("found")
    )
    schools = (
        select(school.c.area_code, func.count().label("schools"))
        .where(is_open_on(cutoff), is_school())
        .group_by(school.c.area_code)
        .subquery("schools")
    )
    query = (
        select(
            schools.c.area_code,
            schools.c.schools,
            (schools.c.schools - func.coalesce(found.c.visited, 0)).label("never_visited"),
            found.c.median_days,
            found.c.worst_days,
            found.c.worst_name,
        )
        .outerjoin(found, found.c.area_code == schools.c.area_code)
        .order_by(schools.c.area_code)
    )
    return read_frame(connection, query).astype({"median_days": float, "worst_days": float})


def inspector_of(day: date) -> ColumnElement[str]:
    """Return the id of a school's inspector on a day, the first by id where there are several; empty without one."""
    return (
        select(func.min(school_inspector.c.inspector_id))
        .where(
            is_sound(school_inspector),
            school_inspector.c.school_id == school.c.school_id,
            school_inspector.c.from_on <= day,
            or_(school_inspector.c.to_on.is_(None), school_inspector.c.to_on >= day),
        )
        .correlate(school)
        .scalar_subquery()
    )


def read_school_gaps(connection: Connection, area_code: str, cutoff: date) -> pd.DataFrame:
    """Return the schools of a county open at the cut-off, never visited first, then the longest ago, one row each.

    Columns: school_id, name, stage, inspector_id, last_visited_on (date or None), gap_days (missing if never).
    As many as `schools` of `read_gaps`.
    """
    last = last_visit(cutoff)
    query = (
        select(
            school.c.school_id,
            school_name(),
            school.c.stage,
            inspector_of(cutoff).label("inspector_id"),
            last.label("last_visited_on"),
            days_between(last, cutoff_column(cutoff)).label("gap_days"),
        )
        .where(school.c.area_code == area_code, is_open_on(cutoff), is_school())
        .order_by(last.asc().nulls_first(), school.c.name, school.c.school_id)
    )
    return read_frame(connection, query).astype({"gap_days": float})
