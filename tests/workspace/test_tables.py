"""The store as migrations make it: equal to the tables in code, only growing, made once by however many open it."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from data_access.workspace.auditing import append_event
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate, newest_revision
from data_access.workspace.tables import TABLES, decision, metadata
from data_access.workspace.transactions import reading, writing
from data_access.workspace.versions import read_workspace_version
from supervision.auditing import Kind, Result, event_of
from supervision.faults import ContractBroken, DatabaseAway, InputRejected
from tests.workspace.conftest import NOON
from tests.workspace.rows import add_a_row_to_each

OPEN_AND_MIGRATE = """
import sys
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
engine = open_workspace(sys.argv[1])
print(migrate(engine))
engine.dispose()
"""


def test_migrations_make_exactly_the_tables_of_the_code(store):
    options = {"compare_type": True, "include_name": lambda name, kind, parents: name != "alembic_version"}
    with reading(store) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_every_column_says_what_it_holds_and_postgresql_keeps_it(store):
    assert [column for table in TABLES for column in table.columns if not column.comment] == []
    if store.dialect.name == "postgresql":
        kept = {column["name"]: column["comment"] for column in inspect(store).get_columns("decision")}
        assert kept == {column.name: column.comment for column in decision.columns}


def test_migrating_again_changes_nothing(store):
    assert migrate(store) == migrate(store) == newest_revision()


def test_six_processes_that_open_a_new_store_at_once_all_find_it_ready(workspace_url):
    command = [sys.executable, "-c", OPEN_AND_MIGRATE, workspace_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
    said = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [(out.decode().strip(), code) for out, _, code in said] == [(newest_revision(), 0)] * 6, said


def test_a_store_of_a_newer_program_is_left_alone(store):
    with writing(store) as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(ContractBroken, match="更新版本的程序"):
        migrate(store)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
@pytest.mark.parametrize("statement", ["update {table} set id = id", "delete from {table}"])
def test_rows_are_neither_changed_nor_deleted(store, table, statement):
    add_a_row_to_each(store)
    with pytest.raises(InputRejected), writing(store) as connection:
        connection.execute(text(statement.format(table=table)))
    with reading(store) as connection:
        assert connection.execute(text(f"select count(*) from {table}")).scalar() == 1  # noqa: S608 - our own names


def test_tables_are_not_emptied_and_rows_not_replaced(store):
    add_a_row_to_each(store)
    statement = {
        "postgresql": "truncate decision",
        "sqlite": "insert or replace into decision select * from decision",
    }[store.dialect.name]
    with pytest.raises(InputRejected), writing(store) as connection:
        connection.execute(text(statement))


def test_the_version_changes_with_a_row_of_any_table_but_the_audit_log(store, ask):
    before = ask(read_workspace_version)
    assert ask(read_workspace_version) == before
    add_a_row_to_each(store)
    after = ask(read_workspace_version)
    assert [old == new for old, new in zip(before.split("/"), after.split("/"), strict=True)] == [False] * (
        len(TABLES) - 1
    )
    with writing(store) as connection:
        append_event(connection, event_of(None, Kind.DETAIL, "清单", "", Result.ALLOWED, NOON))
    assert ask(read_workspace_version) == after


def test_what_fails_half_way_leaves_nothing(store, ask):
    before = ask(read_workspace_version)

    def fail_half_way(connection):
        connection.execute(text("update alembic_version set version_num = '9999'"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(store) as connection:
        fail_half_way(connection)
    assert (ask(read_workspace_version), migrate(store)) == (before, newest_revision())


def test_a_sqlite_store_is_durable(tmp_path):
    engine = open_workspace(f"sqlite:///{tmp_path / 'store.sqlite'}")
    settings = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with reading(engine) as connection:
        found = [connection.execute(text(f"pragma {name}")).scalar() for name in settings]
    engine.dispose()
    assert found == ["wal", 2, 1, 4000]


def test_a_postgresql_store_stays_in_its_own_schema(postgres_url):
    engine = open_workspace(postgres_url, 'we"ird schema')
    migrate(engine)
    tables = set(inspect(engine).get_table_names(schema='we"ird schema'))
    elsewhere = inspect(engine).get_table_names(schema="public")
    engine.dispose()
    assert tables == {*metadata.tables, "alembic_version"}
    assert elsewhere == []


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "sqlite:////proc/nowhere/store.sqlite"])
def test_an_address_that_cannot_be_used_names_the_setting(url):
    with pytest.raises(DatabaseAway, match="DASHBOARD_WORKSPACE_URL"):
        open_workspace(url)


def test_a_store_that_is_away_says_that_nothing_was_saved():
    engine = open_workspace("postgresql://nobody@127.0.0.1:9/nowhere")
    with pytest.raises(DatabaseAway, match="没有保存"), writing(engine):
        pass
    engine.dispose()
