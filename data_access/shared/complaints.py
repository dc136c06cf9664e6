"""Complaints for the page 举报: numbers by place, channel and category, one page of cases, and a season's cases."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Label, and_, case, func, or_, select

from data_access.shared.complaint_states import (
    is_closed_by,
    is_due_within,
    is_open_at,
    is_past_limit,
    is_to_urge,
    is_transferred_by,
    is_unique,
    last_day,
)
from data_access.shared.counts.complaints import complaint_family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import complaint
from data_access.shared.types import civil_day, start_of_day
from supervision.complaint_states import limit_of


class CaseList(StrEnum):
    """A list of cases; the value is its column in `read_complaint_numbers`, so that list and number agree."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    URGE = "urge"
    PRIORITY = "priority"


NUMBERS = ("received", "raw", "transferred", "closed", "on_time", *(each.value for each in CaseList))


def _conditions(window: Window) -> dict[CaseList, ColumnElement[bool]]:
    """Return which cases stand on each list; duplicates stand on none."""
    cutoff, limit, rules = window.cutoff, limit_of(window.scheme), window.scheme.complaints
    is_open = and_(is_unique(), is_open_at(cutoff))
    return {
        CaseList.OPEN: is_open,
        CaseList.OVERDUE: and_(is_open, is_past_limit(cutoff, limit)),
        CaseList.SOON: and_(is_open, is_due_within(cutoff, rules.due_soon_days, limit)),
        CaseList.URGE: and_(is_open, is_to_urge(cutoff, rules.remind_workdays)),
        CaseList.PRIORITY: and_(
            is_unique(), complaint.c.priority, or_(is_open_at(cutoff), window.holds(complaint.c.closed_on))
        ),
    }


def read_complaint_numbers(connection: Connection, window: Window) -> pd.DataFrame:
    """Return the numbers of complaints, one row per county, channel and category.

    Columns: area_code, channel, category_code, and NUMBERS (int): received, closed and on_time of the quarter are those
    of the scheme's measures; raw counts duplicates too; transferred of those received; the rest is as of the cut-off.
    """
    family = complaint_family(window)
    received = family.amount("complaints_received")
    amounts: tuple[Label[int], ...] = (
        received.label("received"),
        family.amount("complaints_received_raw").label("raw"),
        case((is_transferred_by(window.cutoff), received), else_=0).label("transferred"),
        family.amount("complaints_closed").label("closed"),
        family.amount("complaints_on_time").label("on_time"),
        *(one_where(name, condition) for name, condition in _conditions(window).items()),
    )
    keys = (complaint.c.area_code, complaint.c.channel, complaint.c.category_code)
    query = (
        select(*keys, *(func.sum(amount.element).label(amount.name) for amount in amounts))
        .where(*family.where)
        .group_by(*keys)
        .order_by(*keys)
    )
    return read_frame(connection, query)


def read_cases(
    connection: Connection, which: CaseList, area_codes: Sequence[str], window: Window, *, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return some cases of a list in some areas, those open longest past their last day first.

    Columns: complaint_id, area_code, channel, category_code, subject, received_on, due_on (the register's; None where
    it has none), last_on (the last day for closing), transferred_on, closed_on, outcome (each None where it happened
    after the cut-off), priority (bool). Nothing that the complainant wrote is among them.
    """
    c, cutoff = complaint.c, window.cutoff
    last_on = last_day(cutoff, limit_of(window.scheme)).label("last_on")
    query = (
        select(
            c.complaint_id,
            c.area_code,
            c.channel,
            c.category_code,
            c.subject,
            civil_day(c.received_at).label("received_on"),
            c.due_on,
            last_on,
            case((is_transferred_by(cutoff), c.transferred_on)).label("transferred_on"),
            case((is_closed_by(cutoff), c.closed_on)).label("closed_on"),
            case((is_closed_by(cutoff), c.outcome)).label("outcome"),
            c.priority,
        )
        .where(*complaint_family(window).where, _conditions(window)[which], c.area_code.in_(list(area_codes)))
        .order_by(case((is_open_at(cutoff), 0), else_=1), last_on.asc().nulls_last(), c.complaint_id)
        .limit(limit)
        .offset(offset)
    )
    return read_frame(connection, query)


def read_received(connection: Connection, first: date, last: date) -> pd.DataFrame:
    """Return the complaints received from one day to another, duplicates left out: area_code, category_code, cases."""
    c = complaint.c
    query = (
        select(c.area_code, c.category_code, func.count().label("cases"))
        .where(
            is_sound(complaint),
            is_unique(),
            c.received_at >= start_of_day(first),
            c.received_at < start_of_day(last + timedelta(days=1)),
        )
        .group_by(c.area_code, c.category_code)
        .order_by(c.area_code, c.category_code)
    )
    return read_frame(connection, query)


def read_first_received(connection: Connection, not_before: date) -> date | None:
    """Return the day of the first complaint on or after a day; None where there is none."""
    first = func.min(complaint.c.received_at)
    query = select(civil_day(first).label("first_on")).where(
        is_sound(complaint), complaint.c.received_at >= start_of_day(not_before)
    )
    found = read_frame(connection, query)["first_on"].iloc[0]
    return found if isinstance(found, date) else None
