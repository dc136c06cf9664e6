"""Counts of complaints and of problems: received, done in time, overdue, looked back at."""

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from data_access.shared.counts.window import Window, count_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import complaint, problem
from data_access.shared.types import civil_day, days_between, start_of_day
from supervision.periods import Quarter
from supervision.scheme import Scheme


def _limit_day_passed(window: Window) -> ColumnElement[bool]:
    """Return whether a complaint's limit lies before the cut-off day; without a due day the scheme's limit counts."""
    limit = window.scheme.counting.complaint_limit_days
    last_received = start_of_day(window.cutoff - timedelta(days=limit))
    return or_(
        and_(complaint.c.due_on.is_not(None), complaint.c.due_on < window.cutoff),
        and_(complaint.c.due_on.is_(None), complaint.c.received_at < last_received),
    )


def _closed_within_limit(window: Window) -> ColumnElement[bool]:
    """Return whether a closed complaint was closed on its limit day or before."""
    limit = window.scheme.counting.complaint_limit_days
    taken = days_between(civil_day(complaint.c.received_at), complaint.c.closed_on)
    return or_(
        and_(complaint.c.due_on.is_not(None), complaint.c.closed_on <= complaint.c.due_on),
        and_(complaint.c.due_on.is_(None), taken <= limit),
    )


def read_complaint_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return complaints received, closed, closed on time and open past their limit, one row per county."""
    c = complaint.c
    unique = c.duplicate_of.is_(None)
    received = c.received_at >= window.begins_at
    closed = and_(unique, window.holds(c.closed_on))
    overdue = and_(unique, window.is_open(c.closed_on), _limit_day_passed(window))
    query = (
        select(
            c.area_code,
            count_where("complaints_received", unique, received),
            count_where("complaints_received_raw", received),
            count_where("complaints_closed", closed),
            count_where("complaints_on_time", closed, _closed_within_limit(window)),
            count_where("complaints_open_overdue", overdue),
            count_where("complaints_answerable", or_(closed, overdue)),
        )
        .where(c.received_at < window.ends_before, or_(received, c.closed_on.is_(None), c.closed_on >= window.first))
        .group_by(c.area_code)
        .order_by(c.area_code)
    )
    return read_frame(connection, query)


def read_closing_days(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return how many complaints (duplicates left out) closed in the quarter took how many days.

    One row per county and number of days; columns area_code, days (int, from 0), cases (int).
    """
    window = Window(quarter, cutoff, scheme)
    days = days_between(civil_day(complaint.c.received_at), complaint.c.closed_on).label("days")
    query = (
        select(complaint.c.area_code, days, func.count().label("cases"))
        .where(complaint.c.duplicate_of.is_(None), window.holds(complaint.c.closed_on), days >= 0)
        .group_by(complaint.c.area_code, days)
        .order_by(complaint.c.area_code, days)
    )
    return read_frame(connection, query)


def read_problem_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return problems due, rectified in time, overdue, looked back at and relapsed, one row per county."""
    c = problem.c
    since = window.quarter.shifted(1 - window.scheme.counting.relapse_quarters).starts_on
    overdue = and_(window.is_open(c.rectified_on), c.due_on < window.cutoff)
    done = and_(window.is_done(c.rectified_on), c.due_on <= window.cutoff)
    # Due in the window, or due before it and still open when it began.
    of_window = or_(c.due_on >= window.first, window.is_open(c.rectified_on), c.rectified_on >= window.first)
    looked_back = window.holds(c.look_back_on)
    accepted = c.accepted_on.between(since, window.cutoff)
    query = (
        select(
            c.area_code,
            count_where("problems_due", of_window, or_(done, overdue)),
            count_where("problems_on_time", of_window, done, c.rectified_on <= c.due_on),
            count_where("problems_open_overdue", overdue),
            count_where("look_backs", looked_back, c.look_back_result.is_not(None)),
            count_where("look_backs_ok", looked_back, c.look_back_result == "巩固"),
            count_where("problems_accepted", accepted),
            count_where("problems_relapsed", accepted, c.look_back_result == "反弹", c.look_back_on <= window.cutoff),
        )
        .where(c.raised_on <= window.cutoff)
        .group_by(c.area_code)
        .order_by(c.area_code)
    )
    return read_frame(connection, query)
