"""Papers of units: the states agree with what indicator 1.4 counts, on both databases."""

import random
from datetime import date, timedelta

import pytest

from data_access.shared.counts import read_counted
from data_access.shared.submissions import read_submissions
from data_access.shared.tables import submission
from data_access.shared.types import start_of_day
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.submission_states import SubmissionState, counted_in_quarter, states_of

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)

pytestmark = pytest.mark.usefixtures("places")


def generated_rows(number: int) -> list[dict[str, object]]:
    draw = random.Random(14)  # noqa: S311 - rows of a test
    rows = []
    for place in range(number):
        due = draw.choice([date(2022, 9, 30), date(2022, 10, 1), date(2022, 12, 5), date(2022, 12, 19), CUTOFF])
        came = due + timedelta(days=draw.choice([-3, 0, 1, 2, 16, 30]))
        moment = start_of_day(came) + timedelta(seconds=draw.choice([0, 30_000, 86_399]))
        status = draw.choice(["已报", "已报", "未报", "退回"])
        row = {"area_code": "410181", "kind": "季度情况", "period": f"P{place}", "due_on": due, "status": status}
        rows.append(row | {"received_at": None if status == "未报" else moment})
    return rows


def test_papers_counted_on_time_and_due_are_those_of_the_states(write, connection):
    write(submission, *generated_rows(120))
    states = states_of(read_submissions(connection, date(2023, 1, 31)), CUTOFF)
    counted = read_counted(connection, QUARTER, CUTOFF, scheme_for(QUARTER)).set_index("measure")["value"]
    on_time, due = counted_in_quarter(states, QUARTER.starts_on, CUTOFF)
    assert (on_time, due) == (counted["submissions_on_time"], counted["submissions_due"])
    assert 0 < on_time < due
    assert set(states["state"]) == set(SubmissionState) - {SubmissionState.UNKNOWN}


def test_papers_are_read_up_to_a_due_day_with_the_day_they_came_in_shanghai(write, connection):
    row = {"area_code": "410181", "kind": "年度报告", "period": "2022", "due_on": date(2022, 12, 5), "status": "已报"}
    late = row | {"period": "2023", "due_on": date(2023, 12, 5), "received_at": None}
    write(submission, row | {"received_at": start_of_day(date(2022, 12, 6)) - timedelta(seconds=1)}, late)
    found = read_submissions(connection, date(2023, 1, 31))
    assert found["period"].tolist() == ["2022"]
    assert found["received_on"].tolist() == [date(2022, 12, 5)]
