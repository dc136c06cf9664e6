"""Bring a store to the tables of this program; the first to open it does, under a lock, in one transaction."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from data_access.workspace.engine import quoted
from data_access.workspace.transactions import writing
from supervision.faults import ContractBroken

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_LOCK_NUMBER = 2_107_241
"""Of the lock that PostgreSQL keeps while a store is migrated; any number that nothing else uses (24 July 2021)."""


def migrate(engine: Engine) -> str:
    """Bring the store to the newest tables and return its revision; nothing happens where it has them.

    Raises ContractBroken where the store is newer than this program, DatabaseAway where it does not answer.
    """
    wanted = newest_revision()
    with writing(engine) as connection:
        _wait_for_others(connection)
        found = MigrationContext.configure(connection).get_current_revision()
        if found == wanted:
            return wanted
        if found is not None and found not in _known_revisions():
            raise ContractBroken("工作库由更新版本的程序建立，本程序不能使用，请升级程序或改用备份。")
        command.upgrade(_config(connection), "head")
    return wanted


def newest_revision() -> str:
    """Return the revision of the tables that this program uses."""
    return str(_scripts().get_current_head())


def _known_revisions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _wait_for_others(connection: Connection) -> None:
    """Let one process at a time migrate; on SQLite the transaction itself holds the writer's lock already."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
    schema: Any = connection.get_execution_options()["workspace_schema"]
    is_there = text("select exists (select 1 from pg_namespace where nspname = :schema)")
    # Not `create schema if not exists` alone: that asks for a right which an account given a ready schema has not.
    if not connection.execute(is_there, {"schema": schema}).scalar():
        connection.exec_driver_sql(f"create schema {quoted(schema)}")
