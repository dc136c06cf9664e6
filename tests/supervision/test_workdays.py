"""Working days: holidays, weekends worked in their place, and years that nobody has named holidays of yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.workdays import (
    CALENDAR_YEARS,
    is_workday,
    unknown_calendar_text,
    workday_after,
    workday_before,
    workdays_between,
)

known_days = st.dates(date(2019, 1, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2022-10-01", False),  # National Day, a Saturday
        ("2022-10-05", False),  # a Wednesday of the same holiday
        ("2022-10-08", True),  # the Saturday worked in its place
        ("2022-10-10", True),
        ("2022-10-15", False),
    ],
)
def test_holidays_rest_and_weekends_in_their_place_are_worked(day: str, worked: bool):
    assert is_workday(date.fromisoformat(day)) is worked


def test_working_days_run_over_a_holiday():
    # The weekend of 8 and 9 October is worked in place of the holiday.
    assert workday_after(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert workday_after(date(2022, 9, 30), 2) == date(2022, 10, 9)
    assert workdays_between(date(2022, 9, 30), date(2022, 10, 10)) == 3


def test_a_year_without_a_calendar_is_unknown_and_not_guessed():
    unknown = date(CALENDAR_YEARS[1] + 1, 3, 1)
    assert is_workday(unknown) is None
    assert workday_after(unknown, 5) is None
    assert workday_after(date(CALENDAR_YEARS[1], 12, 20), 30) is None
    assert workday_before(unknown, 1) is None
    assert workdays_between(date(CALENDAR_YEARS[1], 12, 20), unknown) is None
    assert str(CALENDAR_YEARS[1]) in unknown_calendar_text()


@given(known_days, st.integers(1, 60))
def test_the_day_found_is_worked_and_has_so_many_before_it(day: date, number: int):
    found = workday_after(day, number)
    assert is_workday(found)
    assert workdays_between(day, found) == number


@given(known_days, st.integers(1, 60))
def test_who_waits_since_the_day_found_has_waited_just_long_enough(day: date, number: int):
    newest = workday_before(day, number)
    assert workdays_between(newest, day) == number
    assert workdays_between(newest + timedelta(days=1), day) < number


@given(known_days, st.integers(-10, 800))
def test_working_days_between_are_those_counted_one_by_one(first: date, days: int):
    last = first + timedelta(days=days)
    each = [is_workday(first + timedelta(days=step)) for step in range(1, days + 1)]
    assert workdays_between(first, last) == (None if None in each else sum(each))


def test_the_edges_of_the_known_calendar_are_known():
    first, last = CALENDAR_YEARS
    eve, end = date(first - 1, 12, 31), date(last, 12, 31)
    assert workdays_between(eve, date(first, 1, 31)) == sum(is_workday(date(first, 1, day)) for day in range(1, 32))
    assert workdays_between(eve - timedelta(days=1), date(first, 1, 31)) is None
    assert workdays_between(date(last, 12, 1), end) is not None
    assert workdays_between(date(last, 12, 1), end + timedelta(days=1)) is None
