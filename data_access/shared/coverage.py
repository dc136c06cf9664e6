"""Monthly coverage: schools due a visit and schools visited, county by county."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, Subquery, select

from data_access.shared.counts.schools import is_due, is_point, is_school
from data_access.shared.counts.window import count_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.summary_tables import COVERED, coverage_month, may_stand_for_rows
from data_access.shared.tables import school, visit
from supervision.periods import month_end


def visited_schools(month: date, cutoff: date) -> Subquery:
    """Return the schools with a visit in a month up to the cut-off, one row each."""
    days = visit.c.visited_on.between(month, min(month_end(month), cutoff))
    return select(visit.c.school_id).where(days, is_sound(visit)).group_by(visit.c.school_id).subquery("visited")


def read_coverage(connection: Connection, month: date, cutoff: date) -> pd.DataFrame:
    """Return schools due and visited in the month that starts on `month`, one row per county with a school due.

    Columns: area_code, schools_due, schools_visited, points_due, points_visited (ints; teaching points apart).
    """
    if month_end(month) <= cutoff and may_stand_for_rows(connection):
        whole = _read_whole_month(connection, month)
        # A month without any visit is not in the summary.
        if not whole.empty:
            return whole
    visited = visited_schools(month, cutoff)
    seen = visited.c.school_id.is_not(None)
    query = (
        select(
            school.c.area_code,
            count_where("schools_due", is_school()),
            count_where("schools_visited", is_school(), seen),
            count_where("points_due", is_point()),
            count_where("points_visited", is_point(), seen),
        )
        .outerjoin(visited, visited.c.school_id == school.c.school_id)
        .where(is_due(month, cutoff))
        .group_by(school.c.area_code)
        .order_by(school.c.area_code)
    )
    return read_frame(connection, query)


def _read_whole_month(connection: Connection, month: date) -> pd.DataFrame:
    c = coverage_month.c
    query = select(c.area_code, *[c[name] for name in COVERED]).where(c.month == month).order_by(c.area_code)
    return read_frame(connection, query)
