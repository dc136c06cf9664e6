"""Engines for the shared database: one that cannot write for the dashboard, one that can for the commands."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from data_access import settings
from data_access.shared.cutting import CONNECT_SECONDS, PING_SECONDS, limit_waiting
from data_access.shared.loading import read_what_is_readable
from supervision.faults import DatabaseAway

FILE_SECONDS = 3
"""How long a reader of a SQLite file waits for a writer."""
SOONER_MILLISECONDS = 200
"""The server ends a slow query a little before we do, and keeps the connection."""
LOCK_MILLISECONDS = 2000
QUEUE_SECONDS = 4
"""How long a reader waits for one of the connections; when all of them hang, it is told."""
_LIVELINESS = {"tcp_user_timeout": 5000, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}
# Per connection. Four times as much made no query of a scale-1 quarter faster and the process 118 MB larger.
_SQLITE_CACHE_KIB = 16_000


def open_database(url: str | None = None, schema: str | None = None) -> Engine:
    """Return a read-only engine for a contract database; no connection is made yet.

    On SQLite the file is opened with mode=ro; on PostgreSQL every transaction is read only and limited in time.
    Raises DatabaseAway where the URL is unusable or the SQLite file is not there.
    """
    url = url or settings.database_url()
    target = _parse(url)
    schema = schema or settings.database_schema()
    if target.get_backend_name() == "sqlite":
        return _open_sqlite_read_only(target, _named_by(url))
    seconds = settings.statement_seconds()
    options = (
        "-c default_transaction_read_only=on"
        f" -c statement_timeout={seconds * 1000 - SOONER_MILLISECONDS:.0f}"
        f" -c lock_timeout={LOCK_MILLISECONDS} -c TimeZone=Asia/Shanghai"
    )
    engine = _open_postgresql(target, schema, options)
    # With a second more for pinging, and one for giving the connection back, a reader waits 8 seconds at most.
    limit_waiting(engine, seconds, reader_seconds=seconds + PING_SECONDS)
    return engine


def open_writer(url: str, schema: str | None = None) -> Engine:
    """Return an engine that may write, for the demo and import commands only; the dashboard never calls this."""
    target = _parse(url)
    if target.get_backend_name() == "sqlite":
        engine = create_engine(target)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return _open_postgresql(target, schema or settings.database_schema(), "-c TimeZone=Asia/Shanghai")


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
        if target.drivername == "postgresql":
            target = target.set(drivername="postgresql+psycopg")
        target.get_dialect()
    except (ArgumentError, ImportError) as cause:
        raise DatabaseAway(f"数据库地址无法识别，请核对{_named_by(url)}。") from cause
    return target


def _named_by(url: str) -> str:
    """Return who named the database: the setting, or else whoever gave another address to a command."""
    return " DASHBOARD_DATABASE_URL 的设置" if url == settings.database_url() else "用 --url 给出的地址"


def _open_sqlite_read_only(target: URL, named_by: str) -> Engine:
    if not target.database or not Path(target.database).is_file():
        raise DatabaseAway(f"数据库文件不存在，请核对{named_by}，或先生成演示数据。")
    path = Path(target.database).resolve()

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False, timeout=FILE_SECONDS)

    engine = create_engine("sqlite://", creator=connect, pool_size=5, max_overflow=15, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute(f"PRAGMA cache_size=-{_SQLITE_CACHE_KIB}")
    connection.execute("PRAGMA temp_store=MEMORY")


def _open_postgresql(target: URL, schema: str | None, options: str) -> Engine:
    engine = create_engine(
        target,
        pool_size=5,
        max_overflow=15,
        pool_pre_ping=True,
        pool_recycle=300,
        pool_timeout=QUEUE_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": options, **_LIVELINESS},
    )
    read_what_is_readable(engine)
    if schema:
        event.listen(engine, "connect", _look_in(schema))
    return engine


def _look_in(schema: str) -> Callable[[Any, Any], None]:
    """Return what sets a new connection's search path; the name is bound, never pasted into SQL."""

    def prepare(connection: Any, _record: Any) -> None:
        quoted = '"' + schema.replace('"', '""') + '"'
        connection.execute("select set_config('search_path', %s, false)", (quoted,))
        connection.commit()

    return prepare
