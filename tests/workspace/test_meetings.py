"""Weekly meetings: one at a time, what it closed on is read back, and resolutions keep every version."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_access.workspace.meetings import close_meeting, read_last_closed, read_open_meeting, start_meeting
from data_access.workspace.resolutions import change_resolution, read_resolutions, record_resolution
from data_access.workspace.tables import resolution
from data_access.workspace.transactions import reading, writing
from supervision.faults import ChangedMeanwhile, InputRejected
from supervision.meeting.records import Resolution, ResolutionState
from supervision.periods import Quarter
from tests.workspace.conftest import NOON

FOURTH, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
STANDING = {"逾期未办结": {"410300": 2}, "甲": [1, None, "\"'"]}
LATER = NOON + timedelta(minutes=5)
MADE = Resolution("", 1, "三日内完成逾期举报办理", "洛阳市", date(2022, 12, 26), NOON, ResolutionState.OPEN)


def test_a_meeting_that_was_closed_is_read_back_with_its_standing(ask, tell):
    assert tell(start_meeting, FOURTH, CUTOFF, NOON) == 1
    assert ask(read_open_meeting).started_at == NOON
    assert ask(read_last_closed, LATER) is None
    tell(close_meeting, 1, FOURTH, CUTOFF, "f" * 64, STANDING, LATER)
    assert ask(read_open_meeting) is None
    assert ask(read_last_closed, LATER) is None
    closed = ask(read_last_closed, LATER + timedelta(seconds=1))
    assert (closed.number, closed.quarter, closed.cutoff, closed.snapshot) == (1, FOURTH, CUTOFF, "f" * 64)
    assert (closed.closed_at.isoformat(), closed.standing) == ("2022-12-21T12:05:00+08:00", STANDING)
    assert tell(start_meeting, FOURTH, CUTOFF, LATER) == 2


def test_one_meeting_runs_at_a_time_and_is_closed_once(ask, tell):
    tell(start_meeting, FOURTH, CUTOFF, NOON)
    with pytest.raises(InputRejected, match="第1次例会尚未结束"):
        tell(start_meeting, FOURTH, CUTOFF, LATER)
    tell(close_meeting, 1, FOURTH, CUTOFF, "f" * 64, {}, LATER)
    with pytest.raises(InputRejected, match="已经结束"):
        tell(close_meeting, 1, FOURTH, CUTOFF, "0" * 64, {}, LATER)
    assert ask(read_last_closed, LATER + timedelta(days=1)).snapshot == "f" * 64


def test_a_resolution_comes_back_as_it_last_stood(ask, tell):
    tell(start_meeting, FOURTH, CUTOFF, NOON)
    known = replace(MADE, id=tell(record_resolution, MADE))
    assert ask(read_resolutions) == (known,)
    moved = replace(known, state=ResolutionState.DONE, progress="已全部办结")
    assert tell(change_resolution, moved, LATER) == 2
    assert ask(read_resolutions) == (replace(moved, version=2),)


def test_the_second_of_two_who_change_one_resolution_is_told_and_nothing_is_lost(ask, tell):
    tell(start_meeting, FOURTH, CUTOFF, NOON)
    seen = replace(MADE, id=tell(record_resolution, MADE))
    tell(change_resolution, replace(seen, progress="甲所写"), LATER)
    with pytest.raises(ChangedMeanwhile) as told:
        tell(change_resolution, replace(seen, progress="乙所写"), LATER)
    assert told.value.theirs == "办理中　甲所写"
    assert [each.progress for each in ask(read_resolutions)] == ["甲所写"]


def test_of_four_who_change_one_resolution_at_once_one_is_saved(store, ask, tell):
    tell(start_meeting, FOURTH, CUTOFF, NOON)
    seen = replace(MADE, id=tell(record_resolution, MADE))

    def change(who: int) -> bool:
        try:
            with writing(store) as connection:
                change_resolution(connection, replace(seen, progress=f"第{who}人"), LATER)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(change, range(4))) == [False, False, False, True]
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(resolution)).scalar_one() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": " "}, "请填写议定事项"),
        ({"unit": ""}, "请填写责任单位"),
        ({"text": "字" * 201}, "不超过200字，现为201字"),
        ({"unit": "洛阳市\n教育局"}, "不可见字符"),
        ({"due_on": date(2022, 12, 20)}, "早于议定的日期"),
        ({"meeting": 2}, "尚未开始或已经结束"),
    ],
)
def test_what_is_not_complete_is_not_recorded(ask, tell, wrong, said):
    tell(start_meeting, FOURTH, CUTOFF, NOON)
    with pytest.raises(InputRejected, match=said):
        tell(record_resolution, replace(MADE, **wrong))
    assert ask(read_resolutions) == ()
