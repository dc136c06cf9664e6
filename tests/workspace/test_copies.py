"""Backup and restore of every row, never over rows that are there, never of a damaged file; a process killed."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from data_access.__main__ import main
from data_access.workspace.copies import back_up, restore
from data_access.workspace.decisions import record_decision
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.tables import TABLES, decision, draft_text
from data_access.workspace.transactions import reading, writing
from supervision.faults import InputRejected
from tests.workspace.conftest import NOON
from tests.workspace.rows import add_a_row_to_each
from tests.workspace.test_decisions import ADOPTED

WRITE_WITHOUT_END = """
import sys
from datetime import datetime
from sqlalchemy import insert
from data_access.shared.types import SHANGHAI
from data_access.workspace.engine import open_workspace
from data_access.workspace.tables import draft_text
from data_access.workspace.transactions import writing
engine = open_workspace(sys.argv[1])
row = dict(quarter="2022Q4", kind="circular", area_code="", place="p", basis="{}", edited_by="",
           edited_at=datetime.now(SHANGHAI), content="字" * 20000)
for pair in range(1, 1000000):
    with writing(engine) as connection:
        connection.execute(insert(draft_text).values(row | {"version": 2 * pair - 1}))
        connection.execute(insert(draft_text).values(row | {"version": 2 * pair}))
    print(pair, flush=True)
"""


def everything(engine):
    with reading(engine) as connection:
        return {table.name: connection.execute(select(table).order_by(table.c.id)).all() for table in TABLES}


def change(path, *statements):
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def other(tmp_path):
    """Return the engine of an empty SQLite store."""
    engine = open_workspace(f"sqlite:///{tmp_path / 'other.sqlite'}")
    yield engine
    engine.dispose()


def test_a_backup_holds_every_row_in_one_file_and_restores_to_the_same(store, other, tmp_path):
    add_a_row_to_each(store)
    out = tmp_path / "backup.sqlite"
    assert back_up(store, out) == {table.name: 1 for table in TABLES}
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.sqlite"]
    before = out.read_bytes()
    restore(out, other)
    assert everything(other) == everything(store)
    assert out.read_bytes() == before


def test_a_backup_of_sqlite_goes_to_postgresql_and_counts_on(other, tmp_path, postgres_url):
    migrate(other)
    add_a_row_to_each(other)
    back_up(other, tmp_path / "backup.sqlite")
    production = open_workspace(postgres_url)
    restore(tmp_path / "backup.sqlite", production)
    assert everything(production) == everything(other)
    with production.begin() as connection:
        assert record_decision(connection, ADOPTED, NOON) == 2
    production.dispose()


def test_a_restore_never_touches_a_store_that_holds_rows(store, tmp_path):
    add_a_row_to_each(store)
    back_up(store, tmp_path / "backup.sqlite")
    before = everything(store)
    with pytest.raises(InputRejected, match="已有内容"):
        restore(tmp_path / "backup.sqlite", store)
    assert everything(store) == before


def test_a_backup_never_replaces_a_file(store, tmp_path):
    (tmp_path / "kept.sqlite").write_text("kept")
    with pytest.raises(InputRejected, match="已存在"):
        back_up(store, tmp_path / "kept.sqlite")
    assert (tmp_path / "kept.sqlite").read_text() == "kept"


@pytest.mark.parametrize("damage", ["text", "other database", "cut", "missing", "a letter", "a row", "no seal"])
def test_what_is_no_sound_backup_is_refused(other, tmp_path, damage):
    migrate(other)
    add_a_row_to_each(other)
    path = tmp_path / "backup.sqlite"
    back_up(other, path)
    if damage == "text":
        path.write_text("就是一段文字")
    elif damage == "other database":
        path.unlink()
        sqlite3.connect(path).execute("create table decision (id integer)").connection.close()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:20_000])
    elif damage == "a letter":
        # SQLite itself finds this file sound.
        path.write_bytes(path.read_bytes().replace(b"2022-12-21 12:00", b"2022-12-21 13:00"))
    elif damage == "a row":
        change(path, "drop trigger resolution_delete", "delete from resolution")
    elif damage == "no seal":
        change(path, "drop table backup_seal")
    else:
        path.unlink()
    fresh = open_workspace(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    with pytest.raises(InputRejected):
        restore(path, fresh)
    fresh.dispose()


@pytest.fixture
def writer(store, workspace_url):
    """Start a process that writes pairs of rows without end; it is there until the test is over."""
    child = subprocess.Popen([sys.executable, "-c", WRITE_WITHOUT_END, workspace_url], stdout=subprocess.PIPE)
    child.stdout.readline()
    yield child
    child.kill()
    child.communicate(timeout=60)


def test_a_backup_taken_while_others_write_holds_whole_transactions(store, writer, other, tmp_path):
    for number in range(3):
        out = tmp_path / f"{number}.sqlite"
        assert back_up(store, out)["draft_text"] % 2 == 0
    assert writer.poll() is None
    restore(out, other)
    versions = [row.version for row in everything(other)["draft_text"]]
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) >= 2


def test_a_backup_that_cannot_be_written_leaves_nothing_behind_and_says_so(store, workspace_url, tmp_path):
    add_a_row_to_each(store)
    folder = tmp_path / "full"
    folder.mkdir()
    command = [sys.executable, "-m", "data_access", "workspace", "backup", folder / "b.sqlite", "--url", workspace_url]
    # A disk that is full looks the same to SQLite as a process that may write no larger file.
    done = subprocess.run(["prlimit", "--fsize=30000", *command], capture_output=True, text=True)
    assert done.returncode == 1
    assert "没有备份" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


def test_postgresqls_own_dump_brings_rows_chain_and_triggers_back(postgres_url, tmp_path):
    store, dump = open_workspace(postgres_url), tmp_path / "workspace.dump"
    migrate(store)
    add_a_row_to_each(store)
    before = everything(store)
    url = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    assert shutil.which("pg_dump"), "PostgreSQL is not installed; `make test` says what to install."
    subprocess.run(["pg_dump", "--format=custom", "--schema=workspace", "--file", dump, url], check=True)
    store.dispose()
    owner = create_engine(postgres_url)
    with owner.begin() as connection:
        connection.execute(text("drop schema workspace cascade"))
    owner.dispose()
    restoring = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--dbname", url, dump]
    subprocess.run(restoring, check=True)
    assert everything(store) == before
    assert main(["workspace", "verify", "--url", postgres_url]) == 0
    with pytest.raises(InputRejected), writing(store) as connection:
        connection.execute(text("delete from audit_event"))
    store.dispose()


def test_a_broken_chain_is_restored_and_said(other, tmp_path, capsys):
    migrate(other)
    add_a_row_to_each(other)
    change(other.url.database, "drop trigger audit_event_update", "update audit_event set what = '别的'")
    out, fresh = tmp_path / "backup.sqlite", f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    assert main(["workspace", "backup", str(out), "--url", str(other.url)]) == 1
    assert "断链：第1行" in capsys.readouterr().out
    assert main(["workspace", "restore", str(out), "--url", fresh]) == 1
    assert "断链：第1行" in capsys.readouterr().out
    restored = open_workspace(fresh)
    assert everything(restored) == everything(other)
    restored.dispose()


def test_the_commands_make_back_up_and_restore(tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    engine = open_workspace(url)
    assert main(["workspace", "migrate", "--url", url]) == 0
    add_a_row_to_each(engine)
    assert main(["workspace", "backup", str(tmp_path / "backup.sqlite"), "--url", url]) == 0
    assert main(["workspace", "restore", str(tmp_path / "backup.sqlite"), "--url", url]) == 1
    second = open_workspace(f"sqlite:///{tmp_path / 'second.sqlite'}")
    assert main(["workspace", "restore", str(tmp_path / "backup.sqlite"), "--url", str(second.url)]) == 0
    assert everything(second) == everything(engine)
    printed = capsys.readouterr()
    assert f"共{len(TABLES)}张表、{len(TABLES)}行" in printed.out
    assert "已有内容" in printed.err
    engine.dispose()
    second.dispose()


@pytest.mark.parametrize("after", [0.02, 0.11, 0.23])
def test_a_writer_killed_at_any_moment_leaves_whole_transactions(store, workspace_url, after):
    child = subprocess.Popen([sys.executable, "-c", WRITE_WITHOUT_END, workspace_url], stdout=subprocess.PIPE)
    child.stdout.readline()
    time.sleep(after)
    os.kill(child.pid, signal.SIGKILL)
    told = [b"1", *child.communicate(timeout=60)[0].split()]
    with reading(store) as connection:
        versions = list(connection.execute(select(draft_text.c.version).order_by(draft_text.c.id)).scalars())
        if store.dialect.name == "sqlite":
            assert connection.execute(text("pragma integrity_check")).scalar() == "ok"
    # Both rows of a pair or neither; and nothing that the writer was told is stored is missing.
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) % 2 == 0
    assert len(versions) // 2 >= int(told[-1])
    with store.begin() as connection:
        assert record_decision(connection, ADOPTED, NOON) == 1


def test_stored_json_is_plain(store, tell):
    tell(record_decision, ADOPTED, NOON)
    with reading(store) as connection:
        written = connection.execute(select(decision.c.rule_ids)).scalar_one()
    assert json.loads(written) == list(ADOPTED.rule_ids)
    assert "甲" in written
