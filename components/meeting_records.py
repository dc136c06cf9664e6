"""The meeting's door to our own store: what runs, what was closed, and the 议定事项 as they stand."""

from datetime import date

from components import workspace_store
from data_access.workspace import meetings
from data_access.workspace import resolutions as kept
from supervision.meeting.records import ClosedMeeting, OpenMeeting, Resolution, ResolutionState
from supervision.periods import Quarter


def running_meeting() -> OpenMeeting | None:
    """Return the meeting that was started and not closed; raises DatabaseAway where our own store is away."""
    return workspace_store.read(meetings.read_open_meeting)


def last_closed() -> ClosedMeeting | None:
    """Return the last meeting that was closed; None before the first."""
    return workspace_store.read(meetings.read_last_closed, workspace_store.now())


def resolutions() -> tuple[Resolution, ...]:
    """Return every 议定事项 as it now stands, in the order they were made."""
    return workspace_store.read(kept.read_resolutions)


def start(quarter: Quarter, cutoff: date) -> int:
    """Start a meeting and return its number; raises InputRejected where one is running."""
    return workspace_store.write(meetings.start_meeting, quarter, cutoff, workspace_store.now())


def close(number: int, quarter: Quarter, cutoff: date, snapshot: str, standing: dict[str, object]) -> None:
    """Close the running meeting with what the next is compared with; raises InputRejected where it is not running."""
    workspace_store.write(meetings.close_meeting, number, quarter, cutoff, snapshot, standing, workspace_store.now())


def resolve(meeting: int, text: str, unit: str, due_on: date) -> str:
    """Record a new 议定事项 of the running meeting and return its id; raises InputRejected where it is not complete."""
    made = Resolution("", meeting, text, unit, due_on, workspace_store.now(), ResolutionState.OPEN)
    return workspace_store.write(kept.record_resolution, made)


def change(changed: Resolution) -> int:
    """Record how a 议定事项 went on; raises ChangedMeanwhile where another did since `changed.version`."""
    return workspace_store.write(kept.change_resolution, changed, workspace_store.now())
