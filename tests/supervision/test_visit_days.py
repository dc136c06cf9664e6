"""Months visited only on their last days, and sums over a span."""

from datetime import date

import pandas as pd
import pytest

from supervision.periods import Quarter
from supervision.spans import spans_of
from supervision.visit_days import sum_visit_days

QUARTER = Quarter(2022, 4)


def days_of(*days: date) -> pd.DataFrame:
    return pd.DataFrame(
        {"area_code": "A", "visited_on": days, "visits": 2, "entered_in_time": 1, "inspected": 1, "unannounced": 0}
    )


@pytest.mark.parametrize(
    ("days", "months"),
    [
        ([date(2022, 10, 30), date(2022, 10, 31)], "10月"),
        ([date(2022, 10, 29), date(2022, 10, 31)], ""),
        ([date(2022, 10, 31), date(2022, 11, 29)], "10月、11月"),
        # December has not ended: what its last days hold is not known yet.
        ([date(2022, 11, 28), date(2022, 12, 30)], ""),
    ],
)
def test_only_months_that_ended_and_were_visited_on_their_last_two_days_alone_are_named(days, months):
    whole = spans_of(QUARTER, date(2022, 12, 30))[-1]
    assert sum_visit_days(days_of(*days), whole, 2)["end_months"].tolist() == [months]


def test_days_outside_the_span_do_not_count():
    october, november, december, whole = spans_of(QUARTER, date(2022, 12, 20))
    days = days_of(date(2022, 10, 31), date(2022, 11, 1), date(2022, 12, 20), date(2022, 12, 21))
    sums = [int(sum_visit_days(days, span, 2)["visits"].sum()) for span in (october, november, december, whole)]
    assert sums == [2, 2, 2, 6]
    assert sum_visit_days(days.iloc[:0], whole, 2).empty


def test_the_spans_of_a_quarter_are_its_begun_months_and_then_all_of_them():
    spans = spans_of(QUARTER, date(2022, 11, 15))
    assert [span.code for span in spans] == ["2022-10", "2022-11", "2022Q4"]
    assert [span.is_provisional for span in spans] == [False, True, True]
    assert [span.code for span in spans_of(QUARTER, date(2022, 10, 31))] == ["2022-10"]
    assert not spans_of(QUARTER, date(2022, 10, 31))[0].is_provisional
