"""The definition in SQL says of every row what the pure one says, on both databases and for both kinds of limit."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import select

from data_access.shared.complaint_states import (
    is_closed_by,
    is_closed_in_time,
    is_due_within,
    is_open_at,
    is_past_limit,
    is_to_urge,
    last_day,
)
from data_access.shared.counts.window import one_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import complaint
from data_access.shared.types import SHANGHAI, start_of_day
from supervision.complaint_states import ComplaintState, Limit, limit_day, state_at
from supervision.workdays import workdays_between
from tests.data_access.conftest import a_complaint

CUTOFF = date(2022, 12, 20)
LIMITS = [Limit(60), Limit(40, in_workdays=True)]


def generated_rows(number: int) -> list[dict[str, object]]:
    """Return rows whose days lie close to each other, to their limits and to the cut-off; half without a due day."""
    draw = random.Random(20221220)  # noqa: S311 - rows of a test
    rows = []
    for place in range(number):
        received = CUTOFF - timedelta(days=draw.choice([0, 1, 20, 21, 22, 55, 58, 59, 60, 61, 62, 70, 400]))
        moment = start_of_day(received) + timedelta(seconds=draw.choice([0, 1, 40_000, 86_399]))
        due = received + timedelta(days=draw.choice([0, 30, 60])) if draw.random() < 0.5 else None
        closed = received + timedelta(days=draw.choice([0, 1, 30, 59, 60, 61, 90]))
        row = a_complaint(f"c{place}", "2022-12-01 00:00:00", received_at=moment, due_on=due)
        rows.append(row | {"closed_on": closed if draw.random() < 0.6 else None})
    return rows


@pytest.fixture
def rows(write) -> list[dict[str, object]]:
    generated = generated_rows(250)
    write(complaint, *generated)
    return generated


def judged_by_sql(connection, limit: Limit) -> pd.DataFrame:
    past, in_time = is_past_limit(CUTOFF, limit), is_closed_in_time(CUTOFF, limit)
    query = select(
        complaint.c.complaint_id,
        last_day(CUTOFF, limit).label("last_on"),
        one_where("overdue", is_open_at(CUTOFF), past),
        one_where("open", is_open_at(CUTOFF)),
        one_where("on_time", is_closed_by(CUTOFF), in_time),
        one_where("closed", is_closed_by(CUTOFF)),
        one_where("soon", is_due_within(CUTOFF, 7, limit)),
        one_where("urged", is_to_urge(CUTOFF, 15)),
    )
    return read_frame(connection, query).set_index("complaint_id")


@pytest.mark.parametrize("limit", LIMITS, ids=["calendar days", "working days"])
def test_sql_and_the_pure_definition_agree_on_every_row(rows, connection, limit: Limit):
    judged = judged_by_sql(connection, limit)
    seen = set()
    for row in rows:
        received = row["received_at"].astimezone(SHANGHAI).date()
        known = {"received_on": received, "due_on": row["due_on"], "closed_on": row["closed_on"]}
        state = state_at(CUTOFF, **known, limit=limit)
        last = limit_day(received, row["due_on"], limit)
        found = judged.loc[row["complaint_id"]]
        assert found["last_on"] == last
        assert bool(found["open"]) == state.is_open
        assert bool(found["overdue"]) == (state is ComplaintState.OVERDUE)
        assert bool(found["closed"]) == (state in (ComplaintState.ON_TIME, ComplaintState.LATE))
        assert bool(found["on_time"]) == (state is ComplaintState.ON_TIME)
        assert bool(found["soon"]) == (CUTOFF <= last <= CUTOFF + timedelta(days=7))
        assert bool(found["urged"]) == (workdays_between(received, CUTOFF) >= 15)
        seen.add(state)
    # The rows would prove nothing if they were all of one kind.
    assert {ComplaintState.OPEN, ComplaintState.OVERDUE, ComplaintState.ON_TIME, ComplaintState.LATE} <= seen
