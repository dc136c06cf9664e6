"""Counts of schools, pupils, inspectors and of the months in which schools were due and were visited."""

from datetime import date

from sqlalchemy import ColumnElement, Label, Subquery, and_, case, func, or_, select

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, number_where, one_where
from data_access.shared.soundness import is_sound
from data_access.shared.tables import SCHOOL_STAGES, inspector, school, visit
from supervision.periods import month_end

TEACHING_POINT = "教学点"
_SCHOOLS = tuple(stage for stage in SCHOOL_STAGES if stage != TEACHING_POINT)


def is_school() -> ColumnElement[bool]:
    """Return the condition for a school in the sense of the counts: teaching points stand apart."""
    return school.c.stage.in_(_SCHOOLS)


def is_point() -> ColumnElement[bool]:
    """Return the condition for a teaching point."""
    return school.c.stage == TEACHING_POINT


def school_name() -> ColumnElement[str]:
    """Return the name of a school, as `name`; its id where the register has none."""
    return func.coalesce(func.nullif(func.trim(school.c.name), ""), school.c.school_id).label("name")


def is_due(month: date, cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a school is due a visit in a month: open on its first day, not closed by its end."""
    until = min(month_end(month), cutoff)
    return and_(
        is_sound(school), school.c.opened_on <= month, or_(school.c.closed_on.is_(None), school.c.closed_on > until)
    )


def school_family(window: Window) -> Family:
    """Return the rows of schools, teaching points and pupils open at the cut-off."""
    return Family(
        relation=school,
        area_code=school.c.area_code,
        source=school,
        where=(
            is_sound(school),
            school.c.opened_on <= window.cutoff,
            window.is_open(school.c.closed_on),
        ),
        amounts=(
            one_where("schools_registered", is_school()),
            one_where("points_registered", is_point()),
            number_where("pupils_registered", school.c.pupils, school.c.stage.in_(SCHOOL_STAGES)),
        ),
    )


def inspector_family(window: Window) -> Family:
    """Return the rows of inspectors in office at the cut-off."""
    return Family(
        relation=inspector,
        area_code=inspector.c.area_code,
        source=inspector,
        where=(
            is_sound(inspector),
            inspector.c.appointed_on <= window.cutoff,
            window.is_open(inspector.c.ended_on),
        ),
        amounts=(one_where("inspectors"),),
    )


def school_month_family(window: Window) -> Family:
    """Return the rows of school-months due and visited and schools never visited."""
    visited = _visited_months(window)
    due = [is_due(month, window.cutoff) for month in window.months]
    seen = [visited.c[_flag(month)] == 1 for month in window.months]
    both = [and_(is_due_then, is_seen) for is_due_then, is_seen in zip(due, seen, strict=True)]
    return Family(
        relation=school,
        area_code=school.c.area_code,
        source=school.outerjoin(visited, visited.c.school_id == school.c.school_id),
        where=(
            is_sound(school),
            school.c.opened_on <= window.cutoff,
            or_(school.c.closed_on.is_(None), school.c.closed_on > window.first),
        ),
        amounts=(
            _count_months("school_months_due", is_school(), due),
            _count_months("school_months_visited", is_school(), both),
            _count_months("point_months_due", is_point(), due),
            _count_months("point_months_visited", is_point(), both),
            one_where("schools_due", is_school(), or_(*due)),
            one_where("schools_never_visited", is_school(), or_(*due), visited.c.school_id.is_(None)),
        ),
    )


def _flag(month: date) -> str:
    return f"in_{month:%Y_%m}"


def _visited_months(window: Window) -> Subquery:
    """Return per school with a visit in the window, 1 or 0 for each month.

    No join with the school is needed here: a school that is due in a month is open on each of its days.
    """
    flags = [
        func.max(case((visit.c.visited_on.between(month, min(month_end(month), window.cutoff)), 1), else_=0))
        for month in window.months
    ]
    return (
        select(
            visit.c.school_id,
            *[flag.label(_flag(m)) for flag, m in zip(flags, window.months, strict=True)],
        )
        .where(window.holds(visit.c.visited_on), is_sound(visit))
        .group_by(visit.c.school_id)
        .subquery("visited")
    )


def _count_months(measure: str, kind: ColumnElement[bool], months: list[ColumnElement[bool]]) -> Label[int]:
    """Return the months of a school of one kind for which a condition holds."""
    each = [case((and_(kind, month), 1), else_=0) for month in months]
    return sum(each[1:], start=each[0]).label(measure)
