"""The states of a complaint in SQL: what `supervision.complaint_states` defines, for counts and for lists alike."""

from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import CTE, ColumnElement, Select, and_, case, column, false, func, or_, select, values

from data_access.shared.tables import complaint
from data_access.shared.types import CivilDate, civil_day, days_after, days_between, start_of_day
from supervision.complaint_states import Limit
from supervision.workdays import workday_before

_CALENDAR_REACH = timedelta(days=1100)
"""Days before a cut-off whose limit is looked up where it runs in working days; an older case is long overdue."""


def is_unique() -> ColumnElement[bool]:
    """Return the condition that a row counts: it is no duplicate of another."""
    return complaint.c.duplicate_of.is_(None)


def is_open_at(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a complaint was not closed by the end of a day."""
    return or_(complaint.c.closed_on.is_(None), complaint.c.closed_on > cutoff)


def is_transferred_by(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a complaint had been transferred by the end of a day."""
    return and_(complaint.c.transferred_on.is_not(None), complaint.c.transferred_on <= cutoff)


def is_past_limit(cutoff: date, limit: Limit) -> ColumnElement[bool]:
    """Return the condition that the last day for closing lies before a day; without a due day the limit counts."""
    return or_(
        and_(complaint.c.due_on.is_not(None), complaint.c.due_on < cutoff),
        and_(complaint.c.due_on.is_(None), complaint.c.received_at < start_of_day(_first_not_past(cutoff, limit))),
    )


def is_due_within(cutoff: date, days: int, limit: Limit) -> ColumnElement[bool]:
    """Return the condition that the last day for closing is a day or one of so many days after it."""
    return and_(~is_past_limit(cutoff, limit), is_past_limit(cutoff + timedelta(days=days + 1), limit))


def is_closed_in_time(cutoff: date, limit: Limit) -> ColumnElement[bool]:
    """Return the condition that a complaint closed by a cut-off was closed on its last day or before."""
    return or_(
        and_(complaint.c.due_on.is_not(None), complaint.c.closed_on <= complaint.c.due_on),
        and_(complaint.c.due_on.is_(None), _is_within_limit(cutoff, limit)),
    )


def _is_within_limit(cutoff: date, limit: Limit) -> ColumnElement[bool]:
    if limit.in_workdays:
        return complaint.c.closed_on <= _limit_in_calendar(cutoff, limit)
    return days_between(civil_day(complaint.c.received_at), complaint.c.closed_on) <= limit.days


def is_to_urge(cutoff: date, workdays: int) -> ColumnElement[bool]:
    """Return the condition that an open complaint has waited so many working days; false in an unknown year."""
    newest = workday_before(cutoff, workdays)
    return complaint.c.received_at < start_of_day(newest + timedelta(days=1)) if newest else false()


def last_day(cutoff: date, limit: Limit) -> ColumnElement[date]:
    """Return the last day for closing: the register's due day, else by the limit; empty where the calendar ends."""
    by_limit: ColumnElement[date] = (
        _limit_in_calendar(cutoff, limit)
        if limit.in_workdays
        else days_after(civil_day(complaint.c.received_at), limit.days)
    )
    return case((complaint.c.due_on.is_not(None), complaint.c.due_on), else_=by_limit)


def is_closed_by(cutoff: date) -> ColumnElement[bool]:
    """Return the condition that a complaint was closed by the end of a day."""
    return and_(complaint.c.closed_on.is_not(None), complaint.c.closed_on <= cutoff)


@lru_cache(maxsize=64)
def _first_not_past(cutoff: date, limit: Limit) -> date:
    """Return the first day of receipt whose limit does not lie before the cut-off; earlier ones are past it.

    Limits never run backwards, so that one day parts the two; in an unknown year no limit is past.
    """
    if not limit.in_workdays:
        return cutoff - timedelta(days=limit.days)
    day = cutoff
    while (last := limit.day_for(day - timedelta(days=1))) is None or last >= cutoff:
        day -= timedelta(days=1)
    return day


def _limit_in_calendar(cutoff: date, limit: Limit) -> ColumnElement[date]:
    """Return the last day in working days, looked up by the day of receipt."""
    calendar = _calendar(cutoff, limit)
    lookup: Select[tuple[date]] = select(func.max(calendar.c.last_on, type_=CivilDate)).where(
        calendar.c.received_on == civil_day(complaint.c.received_at)
    )
    return lookup.correlate(complaint).scalar_subquery()


@lru_cache(maxsize=16)
def _calendar(cutoff: date, limit: Limit) -> CTE:
    """Return the last day for each day of receipt up to the cut-off, those in an unknown year left out.

    Kept, because a query that looks it up twice must name one and the same table.
    """
    received = (cutoff - timedelta(days=back) for back in range(_CALENDAR_REACH.days))
    days = [(day, last) for day in received if (last := limit.day_for(day)) is not None]
    rows = values(column("received_on", CivilDate), column("last_on", CivilDate), name="calendar_days")
    return rows.data(days).cte(f"calendar_{cutoff:%Y%m%d}")
