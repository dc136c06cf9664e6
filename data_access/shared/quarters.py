"""What the database holds: quarters with data, its newest day, whether it is a demo, and its version."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, inspect, or_, select
from sqlalchemy.exc import DBAPIError

from data_access.shared.reading import explain, read_frame
from data_access.shared.tables import complaint, enforcement, problem, reported_count, submission, violation, visit
from data_access.shared.types import SHANGHAI, start_of_day
from supervision.faults import DatabaseAway
from supervision.periods import Quarter
from supervision.scheme import has_scheme

DEMO_RELATION = "demo_notice"
_OLDEST = date(2015, 1, 1)
"""Nothing of 双减 is older; an earlier date is a slip of the pen and must not open a hundred empty quarters."""
_NEVER = start_of_day(date(9999, 1, 1))
"""Offices write an endless day so or as infinity; it would hide every later change."""
_DAYS = (visit.c.visited_on, problem.c.raised_on, violation.c.found_on, enforcement.c.acted_on)
_MOMENTS = (complaint.c.received_at, submission.c.received_at, visit.c.recorded_at, reported_count.c.reported_at)


def read_newest_day(connection: Connection) -> date | None:
    """Return the newest civil day any relation speaks of, none later than today; None for an empty database."""
    today = datetime.now(SHANGHAI).date()
    days = [_scalar(func.max(column), and_(column >= _OLDEST, column <= today)) for column in _DAYS]
    until = datetime.now(SHANGHAI)
    moments = [_scalar(func.max(c), and_(c >= start_of_day(_OLDEST), c <= until)) for c in _MOMENTS]
    row = read_frame(connection, select(*[found.label(f"at_{n}") for n, found in enumerate([*days, *moments])]))
    found = [_civil(value) for value in row.iloc[0].dropna()]
    return max(found, default=None)


def _scalar(value: ColumnElement[object], where: ColumnElement[bool]) -> ColumnElement[object]:
    # One subquery per extreme: SQLite answers a lone min or max from the index, but not two in one select.
    return select(value).where(where).scalar_subquery()


def _civil(value: object) -> date:
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else date.fromisoformat(str(value))


def read_quarters(connection: Connection) -> tuple[Quarter, ...]:
    """Return the quarters of which the database holds visits, complaints, problems or reports, oldest first.

    One that no scheme applies to is left out, as long as there are others: a slip of the pen in one day does not bring
    up a quarter that nothing can be said of.
    """
    newest = read_newest_day(connection)
    if newest is None:
        return ()
    last = Quarter.of(newest)
    candidates = [last.shifted(-back) for back in range((last.year - _OLDEST.year) * 4 + last.number)]
    row = read_frame(connection, select(*[_has_data(quarter).label(str(quarter)) for quarter in candidates])).iloc[0]
    held = sorted(quarter for quarter in candidates if row[str(quarter)])
    return tuple(quarter for quarter in held if has_scheme(quarter)) or tuple(held)


def read_has_data(connection: Connection, quarter: Quarter) -> bool:
    """Return whether the database holds visits, complaints, problems or reports of a quarter."""
    return bool(read_frame(connection, select(_has_data(quarter).label("found"))).iloc[0, 0])


def _has_data(quarter: Quarter) -> ColumnElement[bool]:
    first, last = quarter.starts_on, quarter.ends_on
    following = start_of_day(quarter.shifted(1).starts_on)
    return or_(
        _has_any(visit.c.visited_on, visit.c.visited_on.between(first, last)),
        _has_any(reported_count.c.quarter, reported_count.c.quarter == str(quarter)),
        _has_any(
            complaint.c.received_at,
            and_(complaint.c.received_at >= start_of_day(first), complaint.c.received_at < following),
        ),
        _has_any(problem.c.raised_on, problem.c.raised_on.between(first, last)),
    )


def _has_any(column: Column[Any], where: ColumnElement[bool]) -> ColumnElement[bool]:
    # By the extreme, which comes from the index. Asked whether there is any row, PostgreSQL reads the relation from its
    # beginning and expects one soon: measured, seconds where the quarter stands at the end of 29 million rows.
    return _scalar(func.max(column), where).is_not(None)


def read_is_demo(connection: Connection) -> bool:
    """Return whether the database marks itself as invented (relation `demo_notice`)."""
    try:
        return bool(inspect(connection).has_table(DEMO_RELATION))
    except DBAPIError as cause:
        raise explain(cause) from cause


def read_data_version(connection: Connection) -> str:
    """Return a short text that changes when the data change.

    SQLite: size and time of the file and its write-ahead log. PostgreSQL: the newest moments of the relations that are
    written most; a change that leaves them all alone shows when the caches' time runs out. Raises DatabaseAway where
    the file is not there any more.
    """
    if connection.dialect.name == "sqlite":
        return _file_version(connection)
    newest = [_scalar(func.max(c), c < _NEVER).label(f"at_{n}") for n, c in enumerate(_MOMENTS)]
    return "/".join(str(value) for value in read_frame(connection, select(*newest)).iloc[0])


def _file_version(connection: Connection) -> str:
    (_, _, name) = connection.exec_driver_sql("PRAGMA database_list").one()
    if not Path(name).is_file():
        # Open connections go on reading what was moved away or replaced.
        raise DatabaseAway("数据库文件不在原处，请数据库管理员检查。")
    states = [path.stat() for path in (Path(name), Path(f"{name}-wal")) if path.is_file()]
    return "/".join(f"{state.st_mtime_ns}:{state.st_size}" for state in states)
