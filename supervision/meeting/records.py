"""What a weekly meeting leaves behind: the state it closed on, and what it resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from supervision.faults import InputRejected
from supervision.periods import Quarter

LONGEST = {"议定事项": 200, "责任单位": 40, "进展": 200}
"""Signs of what is typed: a longer text does not fit the slide that shows it next week."""


class ResolutionState(StrEnum):
    """Where an 议定事项 stands; whether it is overdue follows from its day, see `Resolution.is_overdue`."""

    OPEN = "办理中"
    DONE = "已办结"
    WITHDRAWN = "已撤销"


@dataclass(frozen=True)
class Resolution:
    """One 议定事项 as it stands: what is to be done, by which unit, by which day."""

    id: str
    meeting: int
    """Number of the meeting that resolved it, from 1."""
    text: str
    unit: str
    """责任单位: an office or a place, never a person."""
    due_on: date
    decided_at: datetime
    state: ResolutionState
    progress: str = ""
    """What was last said of it, empty where nothing was."""
    version: int = 1
    """How often it was written down; whoever changes it says which version was on the screen."""

    def is_overdue(self, on: date) -> bool:
        """Return whether it is open although its day has passed; on the day itself it is in time."""
        return self.state is ResolutionState.OPEN and on > self.due_on


def check_resolution(made: Resolution) -> None:
    """Check what was typed; raises InputRejected naming the first thing that is wrong."""
    typed = {"议定事项": made.text.strip(), "责任单位": made.unit.strip(), "进展": made.progress.strip()}
    for name, text in typed.items():
        if not text and name != "进展":
            raise InputRejected(f"没有保存：请填写{name}。")
        if len(text) > LONGEST[name]:
            raise InputRejected(f"没有保存：{name}不超过{LONGEST[name]}字，现为{len(text)}字。")
        if not text.isprintable():
            raise InputRejected(f"没有保存：{name}中有换行或不可见字符，请删去。")
    if made.due_on < made.decided_at.date():
        raise InputRejected("没有保存：完成时限早于议定的日期。")


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting that was started and not closed yet, with the quarter and cut-off it was started on."""

    number: int
    started_at: datetime
    quarter: Quarter
    cutoff: date


@dataclass(frozen=True)
class ClosedMeeting:
    """The state of the data that a meeting saw when it was closed; the next meeting is compared with it."""

    number: int
    closed_at: datetime
    quarter: Quarter
    cutoff: date
    snapshot: str
    """SHA-256 of the assessment that was on the wall."""
    standing: Mapping[str, object]
    """What `supervision.meeting.since_last` wrote down to compare with, as JSON can hold it."""
