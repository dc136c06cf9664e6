"""What happened in a week and in the week before it, county by county."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, select

from data_access.shared import problem_states as states
from data_access.shared.counts.visits import is_valid_visit
from data_access.shared.counts.window import count_where
from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import complaint, problem, school, visit
from data_access.shared.types import civil_day

DAYS = 7
EVENTS = ("received", "closed", "visits", "raised", "rectified", "relapsed")
"""Complaints received and closed (repeated ones left out), visits, problems raised and rectified, relapses found."""


def read_weeks(connection: Connection, last: date) -> pd.DataFrame:
    """Return what happened in the seven days up to a day and in the seven before them, a row per county.

    Columns: area_code, and for each of EVENTS two ints: its name (this week) and its name with `_before`. A county
    without any of them has no row. What happened after that day is unknown, also where the register holds it.
    """
    parts = [_read(connection, *event, last) for event in _events(last)]
    joined = reduce(lambda left, right: left.merge(right, on="area_code", how="outer"), parts)
    return joined.fillna(0).astype({name: int for name in joined.columns if name != "area_code"})


Event = tuple[str, ColumnElement[Any], FromClause, ColumnElement[Any], ColumnElement[bool]]


def _events(last: date) -> Iterator[Event]:
    """Yield each event: its name, the column of its county, its relation, its day and what must hold besides."""
    first = and_(is_sound(complaint), complaint.c.duplicate_of.is_(None))
    yield "received", complaint.c.area_code, complaint, civil_day(complaint.c.received_at), first
    yield "closed", complaint.c.area_code, complaint, complaint.c.closed_on, first
    visited = visit.join(school, school.c.school_id == visit.c.school_id)
    yield "visits", school.c.area_code, visited, visit.c.visited_on, is_valid_visit()
    of_problem, sound = (problem.c.area_code, problem), is_sound(problem)
    yield "raised", *of_problem, problem.c.raised_on, sound & states.is_raised_by(last)
    yield "rectified", *of_problem, problem.c.rectified_on, sound & states.is_raised_by(last)
    yield "relapsed", *of_problem, problem.c.look_back_on, sound & states.is_reopened(last)


def _read(
    connection: Connection,
    name: str,
    county: ColumnElement[Any],
    relation: FromClause,
    day: ColumnElement[Any],
    holds: ColumnElement[bool],
    last: date,
) -> pd.DataFrame:
    begins, before = last - timedelta(days=DAYS - 1), last - timedelta(days=2 * DAYS - 1)
    query = (
        select(
            county.label("area_code"),
            count_where(name, day >= begins),
            count_where(f"{name}_before", day < begins),
            func.count().label("every"),
        )
        .select_from(relation)
        .where(and_(county.is_not(None), day >= before, day <= last, holds))
        .group_by(county)
        .order_by(county)
    )
    # Without a row the columns have no type of their own.
    return read_frame(connection, query).drop(columns="every").astype({name: int, f"{name}_before": int})
