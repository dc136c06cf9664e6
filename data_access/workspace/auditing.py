"""The audit log in the workspace: events are added at the end of one chain, found again, and the chain is walked."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, RowMapping, Text, func, insert, or_, select, type_coerce

from data_access.shared.reading import Query, read_frame
from data_access.shared.types import SHANGHAI
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import audit_event
from data_access.workspace.transactions import let_one_at_a_time
from supervision.auditing import FIRST_PREVIOUS, Event, Kind, chain_hash

_AT_ONCE = 1000
_LOCK = "audit"


def append_event(connection: Connection, event: Event) -> int:
    """Add an event at the end of the chain and return its number, from 1 without gaps.

    Whoever else adds one waits for this transaction to end, so call it last in a transaction that writes more.
    """
    (number,) = append_events(connection, [event])
    return number


def append_events(connection: Connection, events: Sequence[Event]) -> list[int]:
    """Add events at the end of the chain, in their order, and return their numbers; as `append_event`."""
    let_one_at_a_time(connection, _LOCK)
    columns = audit_event.c
    last = connection.execute(select(columns.id, columns.hash).order_by(columns.id.desc()).limit(1)).one_or_none()
    before, previous = (0, FIRST_PREVIOUS) if last is None else (int(last.id), str(last.hash))
    numbers = range(before + 1, before + 1 + len(events))
    rows: list[dict[str, Any]] = []
    for number, event in zip(numbers, events, strict=True):
        rows.append(_row(number, event, previous))
        previous = rows[-1]["hash"]
    connection.execute(insert(audit_event), rows)
    return list(numbers)


def _row(number: int, event: Event, previous: str) -> dict[str, Any]:
    return {
        "id": number,
        "happened_at": event.happened_at,
        "subject": event.subject,
        "name": event.name,
        "roles": event.roles,
        "kind": str(event.kind),
        "what": event.what,
        "detail": event.detail,
        "result": str(event.result),
        "previous_hash": previous,
        "hash": chain_hash(number, event, previous),
    }


@dataclass(frozen=True)
class Search:
    """What is looked for in the log; None and empty texts do not narrow it."""

    first: date | None = None
    last: date | None = None
    account: str = ""
    """A part of the account's identifier or shown name."""
    kind: Kind | None = None
    text: str = ""
    """A part of what it was about, or of the detail."""


def read_events(connection: Connection, search: Search, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """Return the events looked for, newest first.

    Columns: id, happened_at (Shanghai), subject, name, roles, kind, what, detail, result, hash.
    """
    columns = [column for column in audit_event.c if column.name != "previous_hash"]
    query: Query = select(*columns).where(*_conditions(search)).order_by(audit_event.c.id.desc())
    found = read_frame(connection, query.limit(limit).offset(offset))
    return found.assign(happened_at=in_shanghai(found["happened_at"]))


def count_events(connection: Connection, search: Search) -> int:
    """Return how many events are looked for."""
    query = select(func.count()).select_from(audit_event).where(*_conditions(search))
    return int(connection.execute(query).scalar_one())


def _conditions(search: Search) -> Iterator[ColumnElement[bool]]:
    columns = audit_event.c
    if search.first is not None:
        yield columns.happened_at >= datetime.combine(search.first, time(), SHANGHAI)
    if search.last is not None:
        yield columns.happened_at < datetime.combine(search.last + timedelta(days=1), time(), SHANGHAI)
    if search.kind is not None:
        yield columns.kind == str(search.kind)
    if search.account:
        yield or_(*(each.icontains(search.account, autoescape=True) for each in (columns.subject, columns.name)))
    if search.text:
        yield or_(*(each.icontains(search.text, autoescape=True) for each in (columns.what, columns.detail)))


@dataclass(frozen=True)
class Chain:
    """What a walk along the whole log found."""

    events: int
    first_at: datetime | None
    last_at: datetime | None
    head: str
    """The last row's hash; 64 zeros where there is no row."""
    broken: int | None = None
    """The number of the first row that does not fit; where rows are missing at the end, the first one missing."""
    fault: str = ""
    after_noted: int | None = None
    """How many rows have come since the head that was noted elsewhere; None where none was given or it is not there."""


def verify_chain(connection: Connection, noted: str = "") -> Chain:
    """Return what a walk along the chain finds, up to the first row that was changed, removed, added or moved.

    `noted` is a head that was noted outside the store: only by it can one see that rows at the end are missing, or that
    somebody wrote the whole chain anew.
    """
    number, previous, first_at, last_at, noted_at = 0, FIRST_PREVIOUS, None, None, None
    if noted == FIRST_PREVIOUS:
        noted_at = 0
    with closing(_rows(connection)) as rows:
        for row in rows:
            event = _event(row)
            first_at, fault = first_at or event.happened_at, _fault(row, event, number, previous)
            if fault:
                broken = min(number + 1, int(row["id"]))
                return Chain(number, first_at, last_at, previous, broken=broken, fault=fault)
            number, previous, last_at = int(row["id"]), str(row["hash"]), event.happened_at
            if previous == noted:
                noted_at = number
    if noted and noted_at is None:
        fault = "链上没有另存的链尾校验值：末尾的记录已被删去，或全部记录被重写"
        return Chain(number, first_at, last_at, previous, broken=number + 1, fault=fault)
    since = None if noted_at is None else number - noted_at
    return Chain(number, first_at, last_at, previous, after_noted=since)


def _rows(connection: Connection) -> Generator[RowMapping, None, None]:
    # Moments as the driver has them: a row that was changed must be found, not stumble the walk.
    columns = [type_coerce(each, Text) if each.name == "happened_at" else each for each in audit_event.c]
    query = select(*columns).order_by(audit_event.c.id)
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
        yield from found.mappings()


def _event(row: RowMapping) -> Event:
    texts = {name: str(row[name]) for name in ("subject", "name", "roles", "kind", "what", "detail", "result")}
    return Event(_moment(row["happened_at"]), **texts)  # type: ignore[arg-type]


def _moment(stored: object) -> datetime:
    """Return a moment as it was kept; one that is none is the beginning of time, which fits no hash."""
    try:
        found = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
        return found.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=SHANGHAI)


def _fault(row: RowMapping, event: Event, number: int, previous: str) -> str:
    """Return how a row does not follow the one before; empty where it does."""
    if int(row["id"]) != number + 1:
        return f"第{number + 1}行缺失或编号被改动"
    if row["previous_hash"] != previous:
        return "与前一行不相连：此前有记录被删去、插入或调换"
    if row["hash"] != chain_hash(number + 1, event, previous):
        return "内容与校验值不符：记录被改动"
    return ""
