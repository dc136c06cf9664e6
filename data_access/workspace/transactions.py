"""How the workspace is read and written: in one transaction, whole or not at all, driver errors as faults."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from data_access.workspace.engine import WRITES
from supervision.faults import DatabaseAway, InputRejected

_AWAY = "工作库（存放决定、申辩和通报草稿）暂时无法{what}，{kept}请稍后重试；如持续出现，请联系系统管理员。"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection that sees one state of the store; raises DatabaseAway where it does not answer."""
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, PoolTimeout) as cause:
        raise DatabaseAway(_AWAY.format(what="读取", kept="")) from cause


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes: all of it is in the store afterwards, or nothing where anything is raised.

    Raises InputRejected where a rule of the store refuses the row, DatabaseAway where the store does not answer.
    """
    try:
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection
    except IntegrityError as cause:
        raise InputRejected("没有保存：所填内容与工作库中已有的内容冲突，请刷新页面后重试。") from cause
    except (DBAPIError, PoolTimeout) as cause:
        raise DatabaseAway(_AWAY.format(what="写入", kept="本次内容没有保存，")) from cause


def let_one_at_a_time(connection: Connection, name: str) -> None:
    """Let those who write about one thing come one after the other, to the end of their transactions.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
