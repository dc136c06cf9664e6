"""The words on time, late, open and overdue, by examples and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.complaint_states import (
    ComplaintState,
    Limit,
    days_left,
    limit_day,
    limit_of,
    on_time_rate,
    plain_rate,
    print_days_left,
    state_at,
)
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.workdays import CALENDAR_YEARS

CUTOFF, SIXTY = date(2022, 12, 20), Limit(60)
days = st.dates(date(2022, 1, 1), date(2022, 12, 31))


def state(received: str, due: str | None, closed: str | None, limit: Limit = SIXTY) -> ComplaintState:
    read = [None if text is None else date.fromisoformat(text) for text in (received, due, closed)]
    return state_at(CUTOFF, received_on=read[0], due_on=read[1], closed_on=read[2], limit=limit)


@pytest.mark.parametrize(
    ("received", "due", "closed", "expected"),
    [
        ("2022-10-01", "2022-11-30", "2022-11-30", "按期办结"),
        ("2022-10-01", "2022-11-30", "2022-12-01", "超期办结"),
        ("2022-10-01", "2022-12-20", None, "在办"),
        ("2022-10-01", "2022-12-19", None, "超期未办结"),
        ("2022-10-01", "2022-12-19", "2022-12-21", "超期未办结"),  # closed, but not yet at the cut-off
        ("2022-10-01", "2022-12-20", "2022-12-21", "在办"),
        ("2022-10-21", None, None, "在办"),  # the sixtieth day is the cut-off
        ("2022-10-20", None, None, "超期未办结"),
        ("2022-12-21", None, None, "尚未收到"),
        ("2022-12-20", "2022-12-20", "2022-12-20", "按期办结"),
    ],
)
def test_a_state_is_that_of_the_end_of_the_cutoff_day(received, due, closed, expected):
    assert state(received, due, closed).value == expected


def test_the_due_day_of_the_register_goes_before_the_limit():
    received = date(2022, 10, 1)
    assert limit_day(received, date(2022, 10, 31), SIXTY) == date(2022, 10, 31)
    assert limit_day(received, None, SIXTY) == date(2022, 11, 30)


def test_a_limit_in_working_days_runs_longer_than_in_calendar_days():
    received = date(2022, 9, 30)
    assert Limit(5, in_workdays=True).day_for(received) == date(2022, 10, 12)
    assert Limit(5).day_for(received) == date(2022, 10, 5)


def test_a_limit_in_an_unknown_year_is_said_to_be_unknown():
    last = date(CALENDAR_YEARS[1], 12, 20)
    limit = Limit(60, in_workdays=True)
    open_one = state_at(last, received_on=last, due_on=None, closed_on=None, limit=limit)
    closed_one = state_at(last, received_on=last, due_on=None, closed_on=last, limit=limit)
    assert (open_one, closed_one) == (ComplaintState.OPEN_UNLIMITED, ComplaintState.CLOSED_UNLIMITED)
    assert print_days_left(days_left(None, last)) == "期限无法推算"


@pytest.mark.parametrize(("days", "printed"), [(12, "余12日"), (0, "今日到期"), (-5, "超期5日")])
def test_days_left_are_said_in_words(days: int, printed: str):
    assert print_days_left(days) == printed


def test_only_overdue_open_cases_are_none_on_time_and_neither_blank_nor_all():
    assert on_time_rate(0, 0, 3) == 0.0
    assert plain_rate(0, 0) is None


def test_no_cases_have_no_rate():
    assert on_time_rate(0, 0, 0) is None


def test_the_plain_rate_hides_what_the_rate_shows():
    assert on_time_rate(9, 10, 10) == 0.45
    assert plain_rate(9, 10) == 0.9


def test_the_scheme_counts_calendar_days():
    assert limit_of(scheme_for(Quarter(2022, 4))) == Limit(60, in_workdays=False)


@given(received=days, due=st.none() | days, closed=st.none() | days, cutoff=days)
def test_open_or_closed_is_one_of_two_and_days_left_agree_with_the_state(received, due, closed, cutoff):
    found = state_at(cutoff, received_on=received, due_on=due, closed_on=closed, limit=SIXTY)
    left = days_left(limit_day(received, due, SIXTY), cutoff)
    if found is ComplaintState.NOT_RECEIVED:
        assert received > cutoff
    else:
        assert found.is_open == (closed is None or closed > cutoff)
    assert (found is ComplaintState.OVERDUE) <= (left < 0)
    assert (found is ComplaintState.OPEN) <= (left >= 0)


@given(received=days, due=st.none() | days, closed=st.none() | days, cutoff=days)
def test_a_closed_case_stays_what_it_was(received, due, closed, cutoff):
    later = cutoff + timedelta(days=30)
    states = [state_at(day, received_on=received, due_on=due, closed_on=closed, limit=SIXTY) for day in (cutoff, later)]
    if states[0] in (ComplaintState.ON_TIME, ComplaintState.LATE):
        assert states[1] is states[0]
