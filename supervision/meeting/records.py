"""What a weekly meeting leaves behind: the state it closed on, and what it resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from supervision.periods import Quarter


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

    def is_overdue(self, on: date) -> bool:
        """Return whether it is open although its day has passed; on the day itself it is in time."""
        return self.state is ResolutionState.OPEN and on > self.due_on


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
