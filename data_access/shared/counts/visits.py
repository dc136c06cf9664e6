"""Counts of visits to schools."""

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Label, or_, select

from data_access.shared.counts.window import Window, count_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import CHECK_RESULTS, school, visit


def is_valid_visit() -> ColumnElement[bool]:
    """Return the condition that a visit found its school open; needs `school` joined."""
    return (school.c.opened_on <= visit.c.visited_on) & or_(
        school.c.closed_on.is_(None), school.c.closed_on > visit.c.visited_on
    )


def read_visit_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return visits of the window, one row per county of the school, a column per visit measure."""
    inspected = visit.c.level.in_(("city", "province"))
    checks = [
        *_checks("design", visit.c.homework_design),
        *_checks("time", visit.c.homework_time),
        *_checks("after_school", visit.c.after_school),
        *_checks("quality", visit.c.after_school_quality),
    ]
    query = (
        select(
            school.c.area_code,
            count_where("visits", visit.c.school_id.is_not(None)),
            count_where("visits_month_end", visit.c.visited_on.in_(window.last_days_of_months)),
            count_where("visits_inspected", inspected),
            count_where("visits_unannounced", inspected, visit.c.unannounced.is_(True)),
            *checks,
        )
        .join(school, school.c.school_id == visit.c.school_id)
        .where(window.holds(visit.c.visited_on), is_valid_visit())
        .group_by(school.c.area_code)
        .order_by(school.c.area_code)
    )
    return read_frame(connection, query)


def _checks(name: str, found: ColumnElement[str]) -> tuple[Label[int], Label[int]]:
    passed = CHECK_RESULTS[0]
    return (
        count_where(f"visits_{name}_checked", found.in_(CHECK_RESULTS)),
        count_where(f"visits_{name}_ok", found == passed),
    )
