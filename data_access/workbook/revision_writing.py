"""Reported counts into the database: each import is a new revision, an earlier one is never touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from data_access.shared.reading import explain
from data_access.shared.reported import read_reported
from data_access.shared.tables import reported_count
from data_access.workbook.reports import AreaReport
from supervision.faults import Fault, InputRejected
from supervision.periods import Quarter
from supervision.scheme import Scheme

Standing = dict[str, dict[str, int | None]]
"""Area → measure → count; None where the standing revision leaves it empty."""

REPORTED = "已报"
_LOCK = 2022_0001
"""Any number, as long as all imports of one database take the same one."""
_WAIT = "10s"


@dataclass(frozen=True)
class Written:
    """One area's new revision and how many counts it holds."""

    area_code: str
    revision: int
    counts: int


@contextmanager
def one_import(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction of an import, in which no other import can write; all of it is kept, or nothing.

    Raises InputRejected where another program wrote the same revision or holds the table, DatabaseAway and
    ContractBroken as reading does.
    """
    try:
        with engine.begin() as connection:
            _lock(connection)
            yield connection
    except DBAPIError as cause:
        raise _explain(cause) from cause


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.execute(select(func.set_config("lock_timeout", _WAIT, True)))
    connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _explain(cause: DBAPIError) -> Fault:
    told = str(cause.orig).lower()
    if isinstance(cause, IntegrityError):
        return InputRejected("另一程序同时写入了同一地区、同一季度的修订，本次未写入任何数据，请重新导入。")
    if isinstance(cause, OperationalError) and ("locked" in told or "lock timeout" in told):
        return InputRejected("另一次导入正在进行，本次未写入任何数据，请稍后重新导入。")
    denied = "readonly" in told or "read-only" in told or "permission denied" in told
    if isinstance(cause, OperationalError | ProgrammingError) and denied:
        return InputRejected("当前数据库账号没有写入报送数的权限，未写入任何数据。请用有写入权限的地址（--url）。")
    return explain(cause)


def read_standing(connection: Connection, quarter: Quarter, scheme: Scheme) -> Standing:
    """Return per area the counts that now count for the quarter itself, nothing carried from an earlier one."""
    reported = read_reported(connection, quarter, scheme)
    current = reported.loc[reported["quarter"] == str(quarter)]
    standing: Standing = {}
    for area_code, measure, value in current[["area_code", "measure", "value"]].itertuples(index=False, name=None):
        standing.setdefault(str(area_code), {})[str(measure)] = None if pd.isna(value) else int(value)
    return standing


def write_revisions(
    connection: Connection, quarter: Quarter, reports: list[AreaReport], reported_at: datetime
) -> tuple[Written, ...]:
    """Insert each report as revision highest + 1 of its area and quarter; returned revisions count as taken."""
    highest = _highest_revisions(connection, quarter)
    rows, written = [], []
    for report in reports:
        revision = highest.get(report.area_code, 0) + 1
        written.append(Written(report.area_code, revision, len(report.entries)))
        rows += [
            {
                "area_code": report.area_code,
                "quarter": str(quarter),
                "measure": entry.measure,
                "revision": revision,
                "value": entry.value,
                "reported_at": reported_at,
                "status": REPORTED,
            }
            for entry in report.entries
        ]
    if rows:
        connection.execute(insert(reported_count), rows)
    return tuple(written)


def _highest_revisions(connection: Connection, quarter: Quarter) -> dict[str, int]:
    query = (
        select(reported_count.c.area_code, func.max(reported_count.c.revision).label("revision"))
        .where(reported_count.c.quarter == str(quarter))
        .group_by(reported_count.c.area_code)
    )
    return {str(row.area_code): int(row.revision) for row in connection.execute(query)}
