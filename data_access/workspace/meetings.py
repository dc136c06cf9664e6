"""The weekly meetings: one runs at a time, and a closed one leaves the state that the next is compared with."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from data_access.workspace.tables import meeting, meeting_closing
from data_access.workspace.transactions import let_one_at_a_time
from supervision.faults import InputRejected
from supervision.meeting.records import ClosedMeeting, OpenMeeting
from supervision.periods import Quarter, check_cutoff


def start_meeting(connection: Connection, quarter: Quarter, cutoff: date, at: datetime) -> int:
    """Start a meeting on a quarter and cut-off and return its number, from 1.

    Raises InputRejected where one is running, or the cut-off lies outside its quarter.
    """
    let_one_at_a_time(connection, "meeting")
    running = read_open_meeting(connection)
    if running is not None:
        raise InputRejected(f"没有开始：第{running.number}次例会尚未结束，请先结束该次例会。")
    number = int(connection.execute(select(func.coalesce(func.max(meeting.c.meeting_number), 0))).scalar_one()) + 1
    row = {
        "meeting_number": number,
        "quarter": str(quarter),
        "cutoff": check_cutoff(quarter, cutoff),
        "started_at": at,
    }
    connection.execute(insert(meeting).values(row))
    return number


def close_meeting(
    connection: Connection,
    number: int,
    quarter: Quarter,
    cutoff: date,
    snapshot: str,
    standing: Mapping[str, object],
    at: datetime,
) -> None:
    """Close the running meeting and keep what the next one is compared with.

    `snapshot` is the SHA-256 of the assessment on the wall. Raises InputRejected where that meeting is not running.
    """
    let_one_at_a_time(connection, "meeting")
    running = read_open_meeting(connection)
    if running is None or running.number != number:
        raise InputRejected(f"没有结束：第{number}次例会已经结束或尚未开始，请刷新页面。")
    row = {
        "meeting_number": number,
        "quarter": str(quarter),
        "cutoff": check_cutoff(quarter, cutoff),
        "snapshot": snapshot,
        "standing": json.dumps(standing, ensure_ascii=False, sort_keys=True),
        "closed_at": at,
    }
    connection.execute(insert(meeting_closing).values(row))


def read_open_meeting(connection: Connection) -> OpenMeeting | None:
    """Return the meeting that was started and not closed; None where none runs."""
    is_closed = select(meeting_closing.c.meeting_number)
    query = select(meeting).where(meeting.c.meeting_number.not_in(is_closed)).order_by(meeting.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return OpenMeeting(row["meeting_number"], row["started_at"], Quarter.parse(row["quarter"]), row["cutoff"])


def read_last_closed(connection: Connection, before: datetime) -> ClosedMeeting | None:
    """Return the last meeting that was closed before a moment; None where there was none."""
    # Closings follow each other in number; the moment is compared here since SQLite keeps it as text.
    found = connection.execute(select(meeting_closing).order_by(meeting_closing.c.meeting_number.desc())).mappings()
    for row in found:
        if row["closed_at"] < before:
            found.close()
            return ClosedMeeting(
                row["meeting_number"],
                row["closed_at"],
                Quarter.parse(row["quarter"]),
                row["cutoff"],
                row["snapshot"],
                json.loads(row["standing"]),
            )
    return None
