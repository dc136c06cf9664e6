"""Counts of visits to schools."""

from sqlalchemy import ColumnElement, Label, and_, or_

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.soundness import is_sound
from data_access.shared.tables import CHECK_RESULTS, school, visit


def is_valid_visit() -> ColumnElement[bool]:
    """Return the condition that a sound visit found its sound school open; needs `school` joined."""
    return and_(
        is_sound(visit),
        is_sound(school),
        school.c.opened_on <= visit.c.visited_on,
        or_(school.c.closed_on.is_(None), school.c.closed_on > visit.c.visited_on),
    )


def visit_family(window: Window) -> Family:
    """Return the rows of visits of the window of the school, a column per visit measure."""
    inspected = visit.c.level.in_(("city", "province"))
    checks = [
        *_checks("design", visit.c.homework_design),
        *_checks("time", visit.c.homework_time),
        *_checks("after_school", visit.c.after_school),
        *_checks("quality", visit.c.after_school_quality),
    ]
    return Family(
        relation=visit,
        area_code=school.c.area_code,
        source=visit.join(school, school.c.school_id == visit.c.school_id),
        where=(
            window.holds(visit.c.visited_on),
            is_valid_visit(),
        ),
        amounts=(
            one_where("visits", visit.c.school_id.is_not(None)),
            one_where("visits_month_end", visit.c.visited_on.in_(window.last_days_of_months)),
            one_where("visits_inspected", inspected),
            one_where("visits_unannounced", inspected, visit.c.unannounced.is_(True)),
            *checks,
        ),
    )


def _checks(name: str, found: ColumnElement[str]) -> tuple[Label[int], Label[int]]:
    passed = CHECK_RESULTS[0]
    return (
        one_where(f"visits_{name}_checked", found.in_(CHECK_RESULTS)),
        one_where(f"visits_{name}_ok", found == passed),
    )
