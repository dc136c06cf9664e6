"""States of a problem at a cut-off: by hand, day by day, and as properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.problem_states import OPEN, ProblemDays, ProblemState, print_term, problem_state

WHOLE = ProblemDays(
    raised_on=date(2022, 9, 1),
    due_on=date(2022, 9, 30),
    rectified_on=date(2022, 10, 5),
    accepted_on=date(2022, 10, 10),
    look_back_on=date(2022, 11, 20),
    look_back_result="反弹",
)
"""Rectified late, accepted, and found again."""


@pytest.mark.parametrize(
    ("cutoff", "state"),
    [
        ("2022-08-31", ProblemState.NOT_RAISED),
        ("2022-09-01", ProblemState.RECTIFYING),
        ("2022-09-30", ProblemState.RECTIFYING),  # the last day itself is not late
        ("2022-10-01", ProblemState.OVERDUE),
        ("2022-10-04", ProblemState.OVERDUE),
        ("2022-10-05", ProblemState.RECTIFIED),
        ("2022-10-10", ProblemState.ACCEPTED),
        ("2022-11-19", ProblemState.ACCEPTED),
        ("2022-11-20", ProblemState.RELAPSED),
    ],
)
def test_one_problem_passes_through_every_state_in_order(cutoff: str, state: ProblemState):
    assert problem_state(WHOLE, date.fromisoformat(cutoff)) is state


def test_a_relapse_is_open_again_without_a_limit_until_a_new_one_is_set():
    day = date(2022, 12, 20)
    assert WHOLE.is_open(day)
    assert WHOLE.term(day) is None
    assert not WHOLE.is_overdue(day)
    assert WHOLE.opened_on(day) == date(2022, 11, 20)
    anew = ProblemDays(**WHOLE.__dict__ | {"due_on": date(2022, 12, 19)})
    assert problem_state(anew, day) is ProblemState.OVERDUE
    assert problem_state(anew, date(2022, 12, 19)) is ProblemState.RELAPSED


def test_a_rectification_that_relapsed_is_no_longer_on_time():
    quick = ProblemDays(**WHOLE.__dict__ | {"rectified_on": date(2022, 9, 30)})
    assert quick.is_on_time(date(2022, 11, 19))
    assert not quick.is_on_time(date(2022, 11, 20))
    assert not WHOLE.is_on_time(date(2022, 11, 19))


def test_a_look_back_before_acceptance_changes_no_state():
    day = date(2022, 12, 20)
    early = ProblemDays(**WHOLE.__dict__ | {"look_back_on": date(2022, 10, 9)})
    assert problem_state(early, day) is ProblemState.ACCEPTED
    never = ProblemDays(**WHOLE.__dict__ | {"accepted_on": None})
    assert problem_state(never, day) is ProblemState.RECTIFIED
    held = ProblemDays(**WHOLE.__dict__ | {"look_back_result": "巩固"})
    assert problem_state(held, day) is ProblemState.HELD


def test_days_left_are_said_in_words():
    day = date(2022, 12, 20)
    assert [print_term(term, day) for term in (None, day, date(2022, 12, 22), date(2022, 12, 15))] == [
        "未重定期限",
        "今日到期",
        "余2日",
        "超期5日",
    ]


DAYS = st.integers(0, 60).map(lambda number: date(2022, 11, 1) + timedelta(days=number))
PROBLEMS = st.builds(
    ProblemDays,
    raised_on=DAYS,
    due_on=DAYS,
    rectified_on=st.none() | DAYS,
    accepted_on=st.none() | DAYS,
    look_back_on=st.none() | DAYS,
    look_back_result=st.sampled_from([None, "巩固", "反弹"]),
)


@given(PROBLEMS, DAYS)
def test_a_problem_is_in_one_state_that_says_whether_it_is_open(days: ProblemDays, cutoff: date):
    state = problem_state(days, cutoff)
    assert (state in OPEN) == days.is_open(cutoff)
    assert (state is ProblemState.OVERDUE) == days.is_overdue(cutoff)
    assert not (days.is_on_time(cutoff) and days.is_open(cutoff))
    assert (state is ProblemState.NOT_RAISED) == (days.raised_on > cutoff)


@given(PROBLEMS, DAYS)
def test_nothing_after_the_cutoff_changes_a_state(days: ProblemDays, cutoff: date):
    known = {
        name: day if day is not None and day <= cutoff else None
        for name in ("rectified_on", "accepted_on", "look_back_on")
        if (day := getattr(days, name)) or True
    }
    assert problem_state(ProblemDays(**days.__dict__ | known), cutoff) is problem_state(days, cutoff)
