"""The counts from which the list of schools to visit next is chosen, school by school."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection, Subquery, func, select

from data_access.shared.counts.schools import is_due, is_school, school_name
from data_access.shared.inspectors import inspector_months
from data_access.shared.problem_states import is_overdue
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import complaint, problem, school
from data_access.shared.types import days_between, start_of_day
from data_access.shared.visiting import cutoff_column, inspector_of, is_open_on, last_visit
from supervision.scheme_visiting import Visiting


def read_visit_candidates(
    connection: Connection, area_codes: Sequence[str], cutoff: date, rule: Visiting
) -> pd.DataFrame:
    """Return the schools of some areas that are open and due at the cut-off, one row each, in order of their ids.

    Columns: school_id, area_code, name, stage, inspector_id, last_visited_on, and those of
    `supervision.visit_list.CANDIDATE_COLUMNS`.
    """
    month = cutoff.replace(day=1)
    own = inspector_of(cutoff)
    last = last_visit(cutoff)
    schools = (
        select(
            school.c.school_id,
            school.c.area_code,
            school_name(),
            school.c.stage,
            own.label("inspector_id"),
            last.label("last_visited_on"),
        )
        .where(school.c.area_code.in_(list(area_codes)), is_open_on(cutoff), is_due(month, cutoff), is_school())
        .subquery("schools")
    )
    each = inspector_months(month, cutoff, rule.points_count, area_codes)
    complaints, overdue = _complaints(cutoff, rule.next.complaint_days), _overdue(cutoff)
    query = (
        select(
            *schools.c,
            days_between(schools.c.last_visited_on, cutoff_column(cutoff)).label("gap_days"),
            func.coalesce(each.c.due - each.c.reached, 0).label("inspector_unvisited"),
            func.coalesce(complaints.c.number, 0).label("complaints"),
            func.coalesce(overdue.c.number, 0).label("overdue"),
        )
        .outerjoin(each, each.c.inspector_id == schools.c.inspector_id)
        .outerjoin(complaints, complaints.c.school_id == schools.c.school_id)
        .outerjoin(overdue, overdue.c.school_id == schools.c.school_id)
        .order_by(schools.c.school_id)
    )
    return read_frame(connection, query).astype({"gap_days": float})


def _complaints(cutoff: date, days: int) -> Subquery:
    """Return the complaints about each school in so many days up to the cut-off, repeated ones left out."""
    since = start_of_day(cutoff - timedelta(days=days - 1))
    return (
        select(complaint.c.school_id, func.count().label("number"))
        .where(
            is_sound(complaint),
            complaint.c.school_id.is_not(None),
            complaint.c.duplicate_of.is_(None),
            complaint.c.received_at >= since,
            complaint.c.received_at < start_of_day(cutoff + timedelta(days=1)),
        )
        .group_by(complaint.c.school_id)
        .subquery("complaints")
    )


def _overdue(cutoff: date) -> Subquery:
    """Return the problems of each school past their limit and not rectified by the cut-off."""
    return (
        select(problem.c.school_id, func.count().label("number"))
        .where(is_sound(problem), problem.c.school_id.is_not(None), is_overdue(cutoff))
        .group_by(problem.c.school_id)
        .subquery("overdue")
    )
