"""Counts of complaints: received, closed, closed on time, open past their limit."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, and_, case, func, or_, select

from data_access.shared.complaint_states import is_closed_in_time, is_open_at, is_past_limit, is_unique
from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import complaint
from data_access.shared.types import civil_day, days_between
from supervision.complaint_states import limit_of
from supervision.periods import Quarter
from supervision.scheme import Scheme


def complaint_family(window: Window) -> Family:
    """Return the rows of complaints received, closed, closed on time and open past their limit."""
    c = complaint.c
    unique, limit = is_unique(), limit_of(window.scheme)
    received = c.received_at >= window.begins_at
    closed = and_(unique, window.holds(c.closed_on))
    overdue = and_(unique, is_open_at(window.cutoff), is_past_limit(window.cutoff, limit))
    return Family(
        relation=complaint,
        area_code=c.area_code,
        source=complaint,
        where=(
            is_sound(complaint),
            c.received_at < window.ends_before,
            or_(received, c.closed_on.is_(None), c.closed_on >= window.first),
        ),
        amounts=(
            one_where("complaints_received", unique, received),
            one_where("complaints_received_raw", received),
            one_where("complaints_closed", closed),
            one_where("complaints_on_time", closed, is_closed_in_time(window.cutoff, limit)),
            one_where("complaints_open_overdue", overdue),
            one_where("complaints_answerable", or_(closed, overdue)),
        ),
    )


def read_closing_days(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return how many complaints (duplicates left out) closed in the quarter took how many days.

    One row per county and number of days; columns area_code, days (int, from 0), cases (int).
    """
    window = Window(quarter, cutoff, scheme)
    days = days_between(civil_day(complaint.c.received_at), complaint.c.closed_on).label("days")
    query = (
        select(
            complaint.c.area_code,
            days,
            func.count().label("cases"),
        )
        .where(is_sound(complaint), complaint.c.duplicate_of.is_(None), window.holds(complaint.c.closed_on), days >= 0)
        .group_by(complaint.c.area_code, days)
        .order_by(complaint.c.area_code, days)
    )
    return read_frame(connection, query)


def read_complaints_by_category(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return the complaints received in the quarter by place and category, duplicates left out.

    Columns: area_code, category_code, received (int, sums to measure complaints_received), confirmed (int, found true
    or partly true by the cut-off).
    """
    window = Window(quarter, cutoff, scheme)
    family = complaint_family(window)
    received = family.amount("complaints_received")
    found = and_(window.is_done(complaint.c.closed_on), complaint.c.outcome.in_(("属实", "部分属实")))
    code = complaint.c.category_code
    query = (
        select(
            family.area_code,
            code,
            func.sum(received).label("received"),
            func.sum(case((found, received), else_=0)).label("confirmed"),
        )
        .where(*family.where)
        .group_by(family.area_code, code)
        .having(func.sum(received) > 0)
        .order_by(family.area_code, code)
    )
    return read_frame(connection, query)
