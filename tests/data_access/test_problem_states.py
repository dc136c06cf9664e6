"""The definition in SQL says of every row what the pure one says, on both databases."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import select

from data_access.shared import problem_states as sql
from data_access.shared.counts.window import one_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import problem
from supervision.problem_states import ProblemDays, ProblemState, problem_state
from tests.data_access.conftest import a_problem

CUTOFF = date(2022, 12, 20)
STEPS = ("rectified_on", "accepted_on", "look_back_on")


def generated_rows(number: int) -> list[dict[str, object]]:
    """Return rows whose days lie close to each other and to the cut-off, out of order too."""
    draw = random.Random(20221220)  # noqa: S311 - rows of a test
    rows = []
    for place in range(number):
        raised = CUTOFF - timedelta(days=draw.choice([-1, 0, 1, 30, 60, 90]))
        day, found = raised, {}
        for name in STEPS:
            day += timedelta(days=draw.choice([-3, 0, 1, 14, 29, 30, 31]))
            found[name] = day if draw.random() < 0.8 else None
        due = raised + timedelta(days=draw.choice([0, 1, 15, 30, 59, 60, 89, 90, 120]))
        row = a_problem(f"p{place}", raised.isoformat(), due.isoformat(), **found)
        rows.append(row | {"look_back_result": draw.choice(["巩固", "反弹", "反弹", None])})
    return rows


@pytest.fixture
def rows(write) -> list[dict[str, object]]:
    generated = generated_rows(400)
    write(problem, *generated)
    return generated


def judged_by_sql(connection) -> pd.DataFrame:
    query = select(
        problem.c.problem_id,
        sql.state(CUTOFF).label("state"),
        sql.term(CUTOFF).label("term"),
        sql.opened_on(CUTOFF).label("opened_on"),
        one_where("open", sql.is_open(CUTOFF)),
        one_where("overdue", sql.is_overdue(CUTOFF)),
        one_where("on_time", sql.is_on_time(CUTOFF)),
        one_where("reopened", sql.is_reopened(CUTOFF)),
    )
    return read_frame(connection, query).set_index("problem_id")


def test_sql_and_the_pure_definition_agree_on_every_row(rows, connection):
    judged = judged_by_sql(connection)
    seen = set()
    for row in rows:
        days = ProblemDays(row["raised_on"], row["due_on"], *(row[name] for name in STEPS), row["look_back_result"])
        found, state = judged.loc[row["problem_id"]], problem_state(days, CUTOFF)
        assert found["state"] == state.value
        assert found["term"] == days.term(CUTOFF)
        assert found["opened_on"] == days.opened_on(CUTOFF)
        assert bool(found["open"]) == days.is_open(CUTOFF)
        assert bool(found["overdue"]) == days.is_overdue(CUTOFF)
        assert bool(found["on_time"]) == days.is_on_time(CUTOFF)
        assert bool(found["reopened"]) == days.is_reopened(CUTOFF)
        seen.add(state)
    # The rows would prove nothing if they were all of one kind.
    assert seen == set(ProblemState)
