"""Decisions and contests: what is recorded is read back, in order, as of a cut-off."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data_access.workspace.contests import ContestEvent, read_contest_steps, read_contests, record_contest_event
from data_access.workspace.decisions import Decision, read_decisions, record_decision
from supervision.contesting import ContestStep
from supervision.faults import InputRejected
from supervision.periods import Quarter
from tests.workspace.conftest import NOON

FOURTH = Quarter(2022, 4)
CUTOFF = date(2022, 12, 20)
ADOPTED = Decision(
    "约谈建议", "410300", FOURTH, CUTOFF, ("complaints.rate", "甲\"'"), "采纳", "举报连续两季度升高", "f" * 64
)
FILED = ContestEvent(
    "指标", "3.1", "410300", FOURTH, ContestStep.FILED, date(2022, 12, 1), "漏报三所学校", due_on=date(2022, 12, 16)
)


def test_a_decision_is_read_back_as_it_was_made(ask, tell):
    number = tell(record_decision, replace(ADOPTED, decided_by=" 督导处 "), datetime(2022, 12, 21, 4, tzinfo=UTC))
    (row,) = ask(read_decisions, FOURTH, CUTOFF).to_dict("records")
    assert row == {
        "id": number,
        "subject_kind": "约谈建议",
        "area_code": "410300",
        "quarter": "2022Q4",
        "cutoff": CUTOFF,
        "rule_ids": ("complaints.rate", "甲\"'"),
        "choice": "采纳",
        "reason": "举报连续两季度升高",
        "decided_by": "督导处",
        "decided_at": NOON,
        "snapshot": "f" * 64,
    }
    assert row["decided_at"].isoformat() == "2022-12-21T12:00:00+08:00"


def test_decisions_are_told_apart_by_place_kind_quarter_and_cutoff(ask, tell):
    for other in (
        ADOPTED,
        replace(ADOPTED, area_code="410400"),
        replace(ADOPTED, subject_kind="通报建议"),
        replace(ADOPTED, quarter=Quarter(2022, 3), cutoff=date(2022, 9, 20)),
        replace(ADOPTED, cutoff=date(2022, 12, 31)),
    ):
        tell(record_decision, other, NOON)
    assert len(ask(read_decisions, FOURTH, CUTOFF)) == 3
    assert len(ask(read_decisions, FOURTH, date(2022, 12, 31))) == 4
    assert len(ask(read_decisions, FOURTH, date(2022, 11, 30))) == 0
    assert list(ask(read_decisions, FOURTH, CUTOFF, subject_kind="约谈建议")["area_code"]) == ["410300", "410400"]
    assert list(ask(read_decisions, FOURTH, CUTOFF, area_code="410300")["subject_kind"]) == ["约谈建议", "通报建议"]


def test_a_second_decision_stands_beside_the_first(ask, tell):
    tell(record_decision, ADOPTED, NOON)
    tell(record_decision, replace(ADOPTED, choice="不采纳", reason="已整改"), NOON)
    assert list(ask(read_decisions, FOURTH, CUTOFF)["choice"]) == ["采纳", "不采纳"]


@pytest.mark.parametrize("missing", [{"reason": "  "}, {"choice": ""}, {"cutoff": date(2023, 1, 1)}])
def test_an_incomplete_decision_is_not_recorded(ask, tell, missing):
    with pytest.raises(InputRejected):
        tell(record_decision, replace(ADOPTED, **missing), NOON)
    assert ask(read_decisions, FOURTH, CUTOFF).empty


def _go_on(tell, contest_id, *steps):
    for step, day in steps:
        tell(record_contest_event, replace(FILED, contest_id=contest_id, event=step, filed_on=day, due_on=None), NOON)


def test_a_contest_stands_as_it_stood_on_the_cutoff_day(ask, tell):
    contest_id = tell(record_contest_event, FILED, NOON)
    _go_on(tell, contest_id, (ContestStep.ACCEPTED, date(2022, 12, 5)))
    upheld = replace(FILED, contest_id=contest_id, event=ContestStep.UPHELD, filed_on=date(2022, 12, 12), due_on=None)
    tell(record_contest_event, replace(upheld, changed_value=0.975, reason="经核查属实"), NOON)
    assert ask(read_contests, date(2022, 11, 30)).empty
    assert [ask(read_contests, date(2022, 12, day))["state"][0] for day in (1, 4, 5, 11, 12)] == [
        "提出",
        "提出",
        "受理",
        "受理",
        "成立",
    ]
    (row,) = ask(read_contests, CUTOFF, quarter=FOURTH, area_code="410300").to_dict("records")
    assert row == {
        "contest_id": contest_id,
        "subject_kind": "指标",
        "subject_id": "3.1",
        "area_code": "410300",
        "quarter": "2022Q4",
        "state": "成立",
        "raised_on": date(2022, 12, 1),
        "filed_on": date(2022, 12, 12),
        "due_on": date(2022, 12, 16),
        "changed_value": 0.975,
        "reason": "经核查属实",
    }
    assert list(ask(read_contest_steps, date(2022, 12, 5), contest_id)["event"]) == ["提出", "受理"]


def test_contests_of_other_places_and_quarters_are_told_apart(ask, tell):
    first = tell(record_contest_event, FILED, NOON)
    second = tell(record_contest_event, replace(FILED, area_code="410400"), NOON)
    third = tell(record_contest_event, replace(FILED, quarter=Quarter(2022, 3)), NOON)
    assert len({first, second, third}) == 3
    assert set(ask(read_contests, CUTOFF, quarter=FOURTH)["contest_id"]) == {first, second}
    assert list(ask(read_contests, CUTOFF, area_code="410400")["contest_id"]) == [second]


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ([], ContestStep.UPHELD),
        ([ContestStep.ACCEPTED], ContestStep.FILED),
        ([ContestStep.WITHDRAWN], ContestStep.ACCEPTED),
        ([ContestStep.ACCEPTED, ContestStep.REFUSED], ContestStep.UPHELD),
    ],
)
def test_steps_that_may_not_follow_are_refused(ask, tell, steps, refused):
    contest_id = tell(record_contest_event, FILED, NOON)
    _go_on(tell, contest_id, *((step, date(2022, 12, 2)) for step in steps))
    with pytest.raises(InputRejected):
        _go_on(tell, contest_id, (refused, date(2022, 12, 3)))
    assert ask(read_contests, CUTOFF)["state"][0] == (steps[-1] if steps else ContestStep.FILED)


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"subject_kind": "心情"}, {"changed_value": 0.5}, {"event": ContestStep.ACCEPTED}],
)
def test_a_first_step_that_is_not_complete_is_refused(ask, tell, wrong):
    with pytest.raises(InputRejected):
        tell(record_contest_event, replace(FILED, **wrong), NOON)
    assert ask(read_contests, CUTOFF).empty


@pytest.mark.parametrize("wrong", [{"area_code": "410400"}, {"subject_id": "3.2"}, {"filed_on": date(2022, 11, 30)}])
def test_a_later_step_speaks_of_the_same_contest_and_never_before_it(tell, wrong):
    contest_id = tell(record_contest_event, FILED, NOON)
    with pytest.raises(InputRejected):
        tell(record_contest_event, replace(FILED, contest_id=contest_id, event=ContestStep.ACCEPTED, **wrong), NOON)
