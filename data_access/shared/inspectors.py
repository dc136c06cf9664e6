"""Responsible inspectors: whether each reached all their schools in a month, and how many schools each has."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, and_, case, exists, func, or_, select, true

from data_access.shared.counts.schools import is_due, is_school
from data_access.shared.counts.window import count_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import inspector, school, school_inspector, visit
from data_access.shared.visiting import is_open_on
from supervision.periods import month_end


def _in_office(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition that an inspector was in office from the first to the last day."""
    return and_(
        is_sound(inspector),
        inspector.c.appointed_on <= first,
        or_(inspector.c.ended_on.is_(None), inspector.c.ended_on > last),
    )


def _assigned(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition that a school was an inspector's from the first to the last day."""
    return and_(
        is_sound(school_inspector),
        school_inspector.c.from_on <= first,
        or_(school_inspector.c.to_on.is_(None), school_inspector.c.to_on >= last),
    )


def _counted(points_count: bool) -> ColumnElement[bool]:
    return true() if points_count else is_school()


def inspector_months(
    month: date, cutoff: date, points_count: bool, area_codes: Sequence[str] | None = None
) -> Subquery:
    """Return the inspectors with a school due all month: inspector_id, area_code, due, reached (by themselves).

    An inspector answers for a school that was theirs, and for the month that they were in office, from its first day
    to its last (or the cut-off); a visit by somebody else is not theirs. `area_codes`: None for all areas.
    """
    last = min(month_end(month), cutoff)
    visited = (
        exists()
        .where(
            visit.c.school_id == school_inspector.c.school_id,
            visit.c.inspector_id == school_inspector.c.inspector_id,
            visit.c.visited_on.between(month, last),
            is_sound(visit),
        )
        .correlate(school_inspector)
    )
    return (
        select(
            inspector.c.inspector_id,
            inspector.c.area_code,
            func.count().label("due"),
            count_where("reached", visited),
        )
        .select_from(_schools_of_inspectors())
        .where(
            _in_office(month, last),
            _assigned(month, last),
            is_due(month, cutoff),
            _counted(points_count),
            _within(area_codes),
        )
        .group_by(inspector.c.inspector_id, inspector.c.area_code)
        .subquery("inspector_months")
    )


def _schools_of_inspectors() -> FromClause:
    return inspector.join(school_inspector, school_inspector.c.inspector_id == inspector.c.inspector_id).join(
        school, school.c.school_id == school_inspector.c.school_id
    )


def _within(area_codes: Sequence[str] | None) -> ColumnElement[bool]:
    return true() if area_codes is None else inspector.c.area_code.in_(list(area_codes))


def read_inspector_reach(connection: Connection, month: date, cutoff: date, points_count: bool) -> pd.DataFrame:
    """Return inspectors with a school due in a month and those who reached all of them, one row per county.

    Columns: area_code, inspectors_due, inspectors_reached (ints).
    """
    each = inspector_months(month, cutoff, points_count)
    query = (
        select(
            each.c.area_code,
            func.count().label("inspectors_due"),
            count_where("inspectors_reached", each.c.reached == each.c.due),
        )
        .group_by(each.c.area_code)
        .order_by(each.c.area_code)
    )
    return read_frame(connection, query)


def read_inspectors_of_month(
    connection: Connection, area_code: str, month: date, cutoff: date, points_count: bool
) -> pd.DataFrame:
    """Return the inspectors of a county with a school due in a month, those with most not reached first.

    Columns: inspector_id, due, reached (ints); as many rows as `inspectors_due` of `read_inspector_reach`.
    """
    each = inspector_months(month, cutoff, points_count, [area_code])
    query = select(each.c.inspector_id, each.c.due, each.c.reached).order_by(
        (each.c.due - each.c.reached).desc(), each.c.inspector_id
    )
    return read_frame(connection, query)


def _loads(cutoff: date, points_count: bool, area_codes: Sequence[str] | None = None) -> Subquery:
    """Return the inspectors in office at the cut-off with the number of open schools they then have."""
    return (
        select(inspector.c.inspector_id, inspector.c.area_code, func.count().label("schools"))
        .select_from(_schools_of_inspectors())
        .where(
            _in_office(cutoff, cutoff),
            _assigned(cutoff, cutoff),
            is_open_on(cutoff),
            _counted(points_count),
            _within(area_codes),
        )
        .group_by(inspector.c.inspector_id, inspector.c.area_code)
        .subquery("loads")
    )


def read_loads(connection: Connection, cutoff: date, limit: int, points_count: bool) -> pd.DataFrame:
    """Return how many inspectors have schools and how many have more than the limit, one row per county.

    Columns: area_code, inspectors, inspectors_over, most_schools (ints).
    """
    loads = _loads(cutoff, points_count)
    query = (
        select(
            loads.c.area_code,
            func.count().label("inspectors"),
            func.sum(case((loads.c.schools > limit, 1), else_=0)).label("inspectors_over"),
            func.max(loads.c.schools).label("most_schools"),
        )
        .group_by(loads.c.area_code)
        .order_by(loads.c.area_code)
    )
    return read_frame(connection, query)


def read_overloaded(
    connection: Connection, area_code: str, cutoff: date, limit: int, points_count: bool
) -> pd.DataFrame:
    """Return the inspectors of a county with more schools than the limit, most first; inspector_id, schools."""
    loads = _loads(cutoff, points_count, [area_code])
    query = (
        select(loads.c.inspector_id, loads.c.schools)
        .where(loads.c.schools > limit)
        .order_by(loads.c.schools.desc(), loads.c.inspector_id)
    )
    return read_frame(connection, query)
