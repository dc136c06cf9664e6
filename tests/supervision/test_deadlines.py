"""The calendar of the plan, and what a paper is at a cut-off."""

from datetime import date

import pandas as pd
import pytest

from supervision.deadlines import dates_of_year, newest_of_units, print_countdown
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.submission_states import (
    SubmissionState,
    count_states,
    counted_in_quarter,
    lateness,
    registered,
    state_at,
    states_for,
    states_of,
)

SCHEME, CUTOFF = scheme_for(Quarter(2022, 4)), date(2022, 12, 20)


def papers(*rows: tuple[str, str, str, str, str | None, str]) -> pd.DataFrame:
    names = ["area_code", "kind", "period", "due_on", "received_on", "status"]
    read = [(*row[:3], date.fromisoformat(row[3]), row[4] and date.fromisoformat(row[4]), row[5]) for row in rows]
    return pd.DataFrame(read, columns=names, dtype=object)


def test_the_year_of_the_plan_has_its_dates_in_order_and_the_report_of_january():
    dates = dates_of_year(SCHEME, 2022)
    assert [(due.code, due.due_on.isoformat()) for due in dates] == [
        ("季度情况-2021Q4", "2022-01-07"),
        ("季度通报-2022Q1", "2022-03-25"),
        ("落实举措-2022", "2022-03-26"),
        ("季度情况-2022Q1", "2022-04-07"),
        ("季度通报-2022Q2", "2022-06-25"),
        ("季度情况-2022Q2", "2022-07-07"),
        ("季度通报-2022Q3", "2022-09-25"),
        ("季度情况-2022Q3", "2022-10-07"),
        ("年度报告-2022", "2022-12-05"),
        ("季度通报-2022Q4", "2022-12-25"),
        ("季度情况-2022Q4", "2023-01-07"),
    ]
    assert [due.is_of_units for due in dates[:2]] == [True, False]


def test_dates_before_the_scheme_are_none():
    assert [due.code for due in dates_of_year(SCHEME, 2021)] == [
        "季度通报-2021Q3",
        "季度情况-2021Q3",
        "季度通报-2021Q4",
        "季度情况-2021Q4",
    ]
    assert dates_of_year(SCHEME, 2020) == ()


def test_a_date_is_named_as_documents_name_it():
    due = dates_of_year(SCHEME, 2022)[-1]
    assert due.paper == "2022年第四季度开展“双减”督导工作情况"
    assert due.days_left(CUTOFF) == 18


@pytest.mark.parametrize(("days", "printed"), [(18, "还有18天"), (0, "今天到期"), (-15, "已过15天")])
def test_a_countdown_is_said_in_words(days: int, printed: str):
    assert print_countdown(days) == printed


def test_the_paper_shown_first_is_the_one_due_last():
    assert newest_of_units(dates_of_year(SCHEME, 2022), CUTOFF).code == "年度报告-2022"
    assert newest_of_units(dates_of_year(SCHEME, 2022), date(2022, 1, 3)).code == "季度情况-2021Q4"
    assert newest_of_units((), CUTOFF) is None


@pytest.mark.parametrize(
    ("due", "received", "status", "state"),
    [
        ("2022-12-05", "2022-12-05", "已报", "已报"),
        ("2022-12-05", "2022-12-06", "已报", "迟报"),
        ("2022-12-05", None, "未报", "未报"),
        ("2022-12-05", "2022-12-21", "已报", "未报"),  # came after the cut-off: not yet
        ("2022-12-20", None, "未报", "未到期"),  # the day is not over
        ("2022-12-19", None, "未报", "未报"),
        ("2023-01-07", None, "未报", "未到期"),
        ("2023-01-07", "2022-12-20", "已报", "已报"),
        ("2022-12-05", "2022-12-01", "退回", "退回"),
        ("2022-12-05", "2022-12-21", "退回", "未报"),  # came, and was returned, after the cut-off
    ],
)
def test_a_paper_is_what_it_was_at_the_end_of_the_cutoff_day(due, received, status, state):
    came = None if received is None else date.fromisoformat(received)
    assert state_at(CUTOFF, due_on=date.fromisoformat(due), received_on=came, status=status).value == state


def test_a_unit_without_a_row_is_not_registered_rather_than_missing():
    states = states_of(papers(("410100", "年度报告", "2022", "2022-12-05", None, "未报")), CUTOFF)
    found = states_for(states, "年度报告", "2022", ["410100", "410200"])
    assert found["state"].tolist() == [SubmissionState.MISSING, SubmissionState.UNKNOWN]
    assert found["days_late"].tolist()[0] == 15
    assert count_states(found["state"])[SubmissionState.UNKNOWN] == 1


def test_the_register_tells_every_paper_as_it_is_told_one_by_one():
    states = states_of(
        papers(
            ("410100", "年度报告", "2022", "2022-12-05", None, "未报"),
            ("410100", "年度报告", "2022", "2022-12-05", "2022-12-01", "已报"),  # decoy: a second row of the same paper
            ("410200", "季度情况", "2022Q3", "2022-10-07", "2022-10-10", "已报"),
        ),
        CUTOFF,
    )
    units = ["410100", "410200"]
    for kind, period in (("年度报告", "2022"), ("季度情况", "2022Q3"), ("季度情况", "2021Q3")):
        told = [registered(states).get((kind, period, code), SubmissionState.UNKNOWN) for code in units]
        assert told == states_for(states, kind, period, units)["state"].tolist()


def test_history_counts_what_was_due_before_the_cutoff_and_nothing_else():
    states = states_of(
        papers(
            ("410100", "季度情况", "2022Q3", "2022-10-07", "2022-10-10", "已报"),
            ("410100", "年度报告", "2022", "2022-12-05", None, "未报"),
            ("410100", "季度情况", "2022Q4", "2023-01-07", None, "未报"),  # decoy: not due yet
            ("410200", "季度情况", "2022Q3", "2022-10-07", "2022-10-07", "已报"),
            ("999999", "季度情况", "2022Q3", "2022-10-07", None, "未报"),  # decoy: no unit
        ),
        CUTOFF,
    )
    found = lateness(states, ["410100", "410200"], CUTOFF).set_index("area_code")
    assert found.columns.tolist()[:2] == ["季度情况 2022Q3", "年度报告 2022"]
    assert found.loc["410100", ["due", "on_time", "late", "missing", "returned"]].tolist() == [2, 0, 1, 1, 0]
    assert found.loc["410200", ["due", "on_time", "late", "missing", "returned"]].tolist() == [1, 1, 0, 0, 0]
    assert pd.isna(found.loc["410200", "年度报告 2022"])


def test_no_papers_at_all_are_no_history_and_no_count():
    states = states_of(papers(), CUTOFF)
    assert lateness(states, ["410100"], CUTOFF)["due"].tolist() == [0]
    assert counted_in_quarter(states, date(2022, 10, 1), CUTOFF) == (0, 0)
