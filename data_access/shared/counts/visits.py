"""Counts of visits to schools."""

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Label, and_, case, func, or_, select

from data_access.shared.counts.family import Family, read_counts
from data_access.shared.counts.window import Window, one_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.summary_tables import VISIT_SUMS, may_stand_for_rows, visit_day
from data_access.shared.tables import CHECK_RESULTS, school, visit


def is_valid_visit() -> ColumnElement[bool]:
    """Return the condition that a sound visit found its sound school open; needs `school` joined."""
    return and_(
        is_sound(visit),
        is_sound(school),
        school.c.opened_on <= visit.c.visited_on,
        or_(school.c.closed_on.is_(None), school.c.closed_on > visit.c.visited_on),
    )


def visit_amounts() -> tuple[Label[int], ...]:
    """Return what a valid visit adds to every visit measure but the one that asks for the last days of months."""
    inspected = visit.c.level.in_(("city", "province"))
    return (
        one_where("visits", visit.c.school_id.is_not(None)),
        one_where("visits_inspected", inspected),
        one_where("visits_unannounced", inspected, visit.c.unannounced.is_(True)),
        *_checks("design", visit.c.homework_design),
        *_checks("time", visit.c.homework_time),
        *_checks("after_school", visit.c.after_school),
        *_checks("quality", visit.c.after_school_quality),
    )


def visit_family(window: Window) -> Family:
    """Return the rows of visits of the window of the school, a column per visit measure."""
    return Family(
        relation=visit,
        area_code=school.c.area_code,
        source=visit.join(school, school.c.school_id == visit.c.school_id),
        where=(
            window.holds(visit.c.visited_on),
            is_valid_visit(),
        ),
        amounts=(
            *visit_amounts(),
            one_where("visits_month_end", visit.c.visited_on.in_(window.last_days_of_months)),
        ),
    )


def read_visit_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the counts of `visit_family`: from the days' summary where it may stand for the rows, else from them."""
    if not may_stand_for_rows(connection):
        return read_counts(connection, visit_family(window))
    d = visit_day.c
    in_last_days = case((d.visited_on.in_(window.last_days_of_months), d.visits), else_=0)
    query = (
        select(
            d.area_code,
            *[func.sum(d[name]).label(name) for name in VISIT_SUMS],
            func.sum(in_last_days).label("visits_month_end"),
        )
        .where(window.holds(d.visited_on))
        .group_by(d.area_code)
        .order_by(d.area_code)
    )
    return read_frame(connection, query)


def _checks(name: str, found: ColumnElement[str]) -> tuple[Label[int], Label[int]]:
    passed = CHECK_RESULTS[0]
    return (
        one_where(f"visits_{name}_checked", found.in_(CHECK_RESULTS)),
        one_where(f"visits_{name}_ok", found == passed),
    )
