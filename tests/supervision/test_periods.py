"""Quarters, cut-offs and dates as documents write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.faults import InputRejected
from supervision.periods import (
    Quarter,
    default_cutoff,
    months_until,
    print_date,
    same_cutoff_in,
)

quarters = st.builds(Quarter, st.integers(2000, 2098), st.integers(1, 4))


@given(quarters)
def test_a_quarter_is_read_back_from_its_code_and_holds_its_own_days(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    assert Quarter.of(quarter.starts_on) == Quarter.of(quarter.ends_on) == quarter
    assert quarter.previous.ends_on < quarter.starts_on


@pytest.mark.parametrize("code", ["2022Q5", "2022q1", "22Q1", "", "2022Q1 ", "2022Q1; drop table"])
def test_a_wrong_code_is_refused_in_chinese(code):
    with pytest.raises(InputRejected, match="无法识别"):
        Quarter.parse(code)


def test_the_default_cutoff_is_the_20th_of_the_third_month_or_today_if_earlier():
    quarter = Quarter(2022, 4)
    assert default_cutoff(quarter, 20, date(2026, 1, 1)) == date(2022, 12, 20)
    assert default_cutoff(quarter, 20, date(2022, 11, 3)) == date(2022, 11, 3)
    assert default_cutoff(quarter, 20, date(2021, 1, 1)) == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("cutoff", "earlier"),
    [
        (date(2022, 12, 20), date(2022, 9, 20)),
        (date(2022, 12, 31), date(2022, 9, 30)),
        (date(2022, 11, 30), date(2022, 8, 31)),
        (date(2022, 12, 30), date(2022, 9, 30)),
        (date(2022, 10, 1), date(2022, 7, 1)),
    ],
)
def test_a_partial_quarter_meets_the_same_days_of_the_earlier_one(cutoff, earlier):
    quarter = Quarter(2022, 4)
    assert same_cutoff_in(quarter, quarter.previous, cutoff) == earlier


def test_only_months_that_have_begun_by_the_cutoff_count():
    assert months_until(Quarter(2022, 4), date(2022, 11, 1)) == (date(2022, 10, 1), date(2022, 11, 1))


def test_dates_have_no_leading_zeros():
    assert print_date(date(2022, 3, 5)) == "2022年3月5日"
    assert Quarter(2022, 1).name == "2022年第一季度"
