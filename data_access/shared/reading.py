"""The one place where a query is run: rows as a frame, driver errors as faults with a sentence."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

import pandas as pd
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, Select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from data_access.shared.cutting import begin_anew, spent
from supervision.faults import ContractBroken, DatabaseAway, Fault

Query = Select[*tuple[Any, ...]]
RETRY_SECONDS = 1.0
"""What failed sooner is asked once more on a new connection; what waited long is not waited for twice."""
EARLY_SECONDS = 4.0
"""A reader that has waited longer is not sent to a new connection, which may be as slow as the one it lost."""
_MISSING = ("no such table", "no such column", "does not exist", "permission denied")
_UNCONNECTED = "connection failed"
"""What the driver says where a server, a database or an account is not there; nothing of the contract is missing."""


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """Open a connection for reading; raises DatabaseAway where none can be had."""
    began = time.monotonic()
    try:
        with engine.connect() as connection:
            begin_anew(connection, time.monotonic() - began)
            yield connection
    except (DBAPIError, PoolTimeout) as cause:
        raise explain(cause) from cause


def read_frame(connection: Connection, query: Query) -> pd.DataFrame:
    """Return the rows of a query, columns named and typed as in the contract.

    Raises ContractBroken where a relation or column is missing, DatabaseAway where the database does not answer.
    """
    # Not read_sql: it first asks the database whether the query is the name of a table, which is sent and fails.
    # Asked before: a connection that was lost would be replaced by the question.
    is_early = spent(connection) < EARLY_SECONDS
    began = time.monotonic()
    try:
        return pd.read_sql_query(query, connection)
    except (DBAPIError, pd.errors.DatabaseError) as cause:
        if not connection.invalidated or not is_early or time.monotonic() - began > RETRY_SECONDS:
            raise _explained(cause) from cause
    # The server went away between two statements: another one, or the same after its restart, may answer at once.
    try:
        connection.rollback()
        return pd.read_sql_query(query, connection)
    except (DBAPIError, pd.errors.DatabaseError) as cause:
        raise _explained(cause) from cause


def _explained(cause: BaseException) -> Fault:
    # pandas wraps what the driver raised.
    return explain((cause.__cause__ or cause) if isinstance(cause, pd.errors.DatabaseError) else cause)


Read = Callable[[Connection], pd.DataFrame]


def read_together(connection: Connection, reads: Sequence[Read]) -> list[pd.DataFrame]:
    """Return what each read returns, in their order; run on this connection and on a second one at the same time.

    Python waits while a database counts, so two answer sooner than one. Raises what the reads raise; both connections
    wait for the one reader, so that its time is not given twice, and where one fails the other takes up nothing more.
    """
    began_with = spent(connection)
    waiting: SimpleQueue[int] = SimpleQueue()
    for place in range(len(reads)):
        waiting.put(place)
    found: dict[int, pd.DataFrame] = {}
    over = Event()

    def work(own: Connection) -> None:
        while not over.is_set():
            try:
                place = waiting.get_nowait()
            except Empty:
                return
            found[place] = reads[place](own)

    def work_apart() -> None:
        try:
            with connected(connection.engine) as second:
                begin_anew(second, began_with + spent(second))
                work(second)
        finally:
            over.set()

    with ThreadPoolExecutor(max_workers=1) as aside:
        other = aside.submit(work_apart)
        try:
            work(connection)
        finally:
            over.set()
        other.result()
    return [found[place] for place in range(len(reads))]


def explain(cause: BaseException) -> Fault:
    """Return the fault that tells an officer what a driver error means; the error itself is for the log."""
    text = str(cause).splitlines()[0].lower()
    is_missing = any(word in text for word in _MISSING) and _UNCONNECTED not in text
    if isinstance(cause, OperationalError | ProgrammingError) and is_missing:
        return ContractBroken(f"数据库缺少约定的表或列（{_missing_name(text)}），请数据库管理员核对数据约定。")
    if isinstance(cause, DatabaseError) and "not a database" in text:
        return ContractBroken("数据库文件已损坏或不是数据库文件，请数据库管理员检查。")
    return DatabaseAway(f"{_reason(cause, text)}，请稍后重试；如持续出现，请联系数据库管理员。")


def _reason(cause: BaseException, text: str) -> str:
    """Return in words why the database does not answer."""
    if isinstance(cause, PoolTimeout) or "timeout" in text or "locked" in text:
        return "数据库响应超时"
    return "数据库暂时无法连接或连接中断"


def _missing_name(text: str) -> str:
    """Return the name the driver says is missing: `no such table: visit`, `relation "visit" does not exist`."""
    if '"' in text:
        return text.split('"')[1]
    return text.rsplit(":", 1)[-1].split("[")[0].strip() or "名称未知"
