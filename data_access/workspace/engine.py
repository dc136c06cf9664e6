"""The engine of the workspace: durable on SQLite, a schema of its own on PostgreSQL."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from data_access import settings
from data_access.shared.cutting import CONNECT_SECONDS, limit_waiting
from data_access.shared.engine import QUEUE_SECONDS
from supervision.faults import DatabaseAway

BUSY_SECONDS = 4
"""How long a writer waits for another one; who adds an event may stand behind one who does, eight seconds in all."""
STATEMENT_MILLISECONDS = 8000
WRITES = "workspace_writes"
"""Execution option of an engine whose transactions write; on SQLite they take the writer's lock at once."""


def open_workspace(url: str | None = None, schema: str | None = None) -> Engine:
    """Return an engine for the workspace; `migrating.migrate` makes its tables.

    Raises DatabaseAway where the URL is unusable or the folder of a SQLite file cannot be made.
    """
    target = _parse(url or settings.workspace_url())
    if target.get_backend_name() == "sqlite":
        return _open_sqlite(target)
    return _open_postgresql(target, schema or settings.workspace_schema())


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
        if target.drivername == "postgresql":
            target = target.set(drivername="postgresql+psycopg")
        target.get_dialect()
    except (ArgumentError, ImportError) as cause:
        raise DatabaseAway("工作库地址无法识别，请核对 DASHBOARD_WORKSPACE_URL 的设置。") from cause
    return target


def _open_sqlite(target: URL) -> Engine:
    if not target.database:
        raise DatabaseAway("工作库地址没有写明文件，请核对 DASHBOARD_WORKSPACE_URL 的设置。")
    path = Path(target.database).resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise DatabaseAway("工作库所在的文件夹无法建立，请核对 DASHBOARD_WORKSPACE_URL 的设置和权限。") from cause
    engine = create_engine(target.set(database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


def _make_durable(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver would begin and commit on its own, and leave CREATE TABLE outside of transactions; `_begin` does it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    # With WAL, only FULL keeps a committed row through a loss of power.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # Without it, REPLACE would delete a row past the triggers.
    connection.execute("PRAGMA recursive_triggers=ON")


def _begin(connection: Connection) -> None:
    # A writer that begins as a reader could find, half way through, that another one was quicker.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(target: URL, schema: str) -> Engine:
    options = f"-c statement_timeout={STATEMENT_MILLISECONDS} -c TimeZone=Asia/Shanghai"
    arguments = {"connect_timeout": CONNECT_SECONDS, "options": options}
    engine = create_engine(
        target, pool_pre_ping=True, pool_recycle=300, pool_timeout=QUEUE_SECONDS, connect_args=arguments
    )
    limit_waiting(engine, STATEMENT_MILLISECONDS / 1000)

    @event.listens_for(engine, "connect")
    def _look_in_schema(connection: Any, _record: Any) -> None:
        connection.execute("select set_config('search_path', %s, false)", (quoted(schema),))
        connection.commit()

    return engine.execution_options(workspace_schema=schema)


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever signs it holds."""
    return '"' + name.replace('"', '""') + '"'
