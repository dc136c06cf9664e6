"""议定事项: what a meeting resolved and how it went on; every version stays, the newest counts."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select

from data_access.workspace.meetings import read_open_meeting
from data_access.workspace.tables import resolution
from data_access.workspace.transactions import let_one_at_a_time
from supervision.faults import ChangedMeanwhile, InputRejected
from supervision.meeting.records import Resolution, ResolutionState, check_resolution


def record_resolution(connection: Connection, made: Resolution) -> str:
    """Add a new resolution of the running meeting and return its id; `made.id` and `made.version` are not read.

    Raises InputRejected where it is not complete, or the meeting of its number is not running.
    """
    check_resolution(made)
    running = read_open_meeting(connection)
    if running is None or running.number != made.meeting:
        raise InputRejected("没有保存：例会尚未开始或已经结束，请先开始例会。")
    resolution_id = secrets.token_hex(8)
    _add(connection, resolution_id, 1, made, made.decided_at)
    return resolution_id


def change_resolution(connection: Connection, changed: Resolution, at: datetime) -> int:
    """Add the next version of a resolution, in which `changed.version` was on the screen, and return its number.

    Raises InputRejected where it is not complete or there is no such resolution, ChangedMeanwhile with the other's
    state and progress where somebody saved after the version that was seen.
    """
    check_resolution(changed)
    let_one_at_a_time(connection, f"resolution/{changed.id}")
    newest = next((each for each in read_resolutions(connection) if each.id == changed.id), None)
    if newest is None:
        raise InputRejected("没有保存：找不到这一议定事项，请刷新页面。")
    if newest.version != changed.version:
        theirs = f"{newest.state.value}　{newest.progress}".strip()
        raise ChangedMeanwhile("没有保存：他人刚刚修改了同一议定事项，请对照后再保存。", theirs)
    _add(connection, changed.id, newest.version + 1, changed, at)
    return newest.version + 1


def _add(connection: Connection, resolution_id: str, version: int, made: Resolution, at: datetime) -> None:
    row = {
        "resolution_id": resolution_id,
        "version": version,
        "meeting_number": made.meeting,
        "matter": made.text.strip(),
        "unit": made.unit.strip(),
        "due_on": made.due_on,
        "state": made.state.value,
        "progress": made.progress.strip(),
        "recorded_at": at,
    }
    connection.execute(insert(resolution).values(row))


def read_resolutions(connection: Connection) -> tuple[Resolution, ...]:
    """Return every resolution as it now stands, in the order they were made."""
    by_id = resolution.c.resolution_id
    newest = func.max(resolution.c.version).over(partition_by=by_id).label("newest")
    every = select(resolution, newest).order_by(resolution.c.id)
    rows = connection.execute(every).mappings().all()
    first = {row["resolution_id"]: row["recorded_at"] for row in rows if row["version"] == 1}
    last = {row["resolution_id"]: row for row in rows if row["version"] == row["newest"]}
    return tuple(_resolution(last[each], decided_at) for each, decided_at in first.items())


def _resolution(row: RowMapping, decided_at: datetime) -> Resolution:
    return Resolution(
        row["resolution_id"],
        row["meeting_number"],
        row["matter"],
        row["unit"],
        row["due_on"],
        decided_at,
        ResolutionState(row["state"]),
        row["progress"],
        row["version"],
    )
