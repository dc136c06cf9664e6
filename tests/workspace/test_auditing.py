"""The audit log in the store: one chain however many write, found again, and every way of breaking it is noticed."""

import ast
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from data_access.__main__ import main
from data_access.workspace.auditing import Search, append_event, count_events, read_events, verify_chain
from data_access.workspace.copies import back_up, restore
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.tables import audit_event
from data_access.workspace.transactions import reading, writing
from supervision.auditing import FIRST_PREVIOUS, Event, Kind, Result, event_of
from supervision.faults import InputRejected
from supervision.permissions import Account, Role
from tests.workspace.conftest import NOON

STAFF = Account("idp|7", "督导处", frozenset({Role.DRAFT}))
ROOT = Path(__file__).resolve().parents[2]
APPEND = """
import sys
import time
from datetime import datetime
from data_access.shared.types import SHANGHAI
from data_access.workspace.auditing import append_event
from data_access.workspace.engine import open_workspace
from data_access.workspace.transactions import writing
from supervision.auditing import Kind, Result, event_of
engine = open_workspace(sys.argv[1])
print("ready", flush=True)
input()
for number in range(25):
    with writing(engine) as connection:
        made = event_of(None, Kind.DETAIL, sys.argv[2], str(number), Result.ALLOWED, datetime.now(SHANGHAI))
        append_event(connection, made)
    # Long enough for another one to come in between.
    time.sleep(0.005)
"""


def event(what: str = "问题清单", *, days: int = 0, kind: Kind = Kind.DETAIL, by: Account | None = STAFF) -> Event:
    return event_of(by, kind, what, "410000", Result.ALLOWED, NOON + timedelta(days=days))


def fill(store, number: int = 6) -> list[str]:
    """Add events and return their hashes."""
    for place in range(number):
        with writing(store) as connection:
            append_event(connection, event(f"清单{place}", days=place))
    with reading(store) as connection:
        return list(connection.execute(select(audit_event.c.hash).order_by(audit_event.c.id)).scalars())


def test_events_are_numbered_without_gaps_and_chained(store, ask):
    hashes = fill(store)
    found = ask(read_events, Search(), limit=10)
    assert found["id"].tolist() == [6, 5, 4, 3, 2, 1]
    assert found["hash"].tolist() == hashes[::-1]
    chain = ask(verify_chain)
    assert (chain.events, chain.broken, chain.head) == (6, None, hashes[-1])
    assert (chain.first_at, chain.last_at) == (NOON, NOON + timedelta(days=5))


def test_what_is_rolled_back_leaves_no_gap(store, ask):
    fill(store, 2)

    def fail_afterwards(connection):
        append_event(connection, event())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(store) as connection:
        fail_afterwards(connection)
    fill(store, 1)
    assert ask(read_events, Search(), limit=9)["id"].tolist() == [3, 2, 1]
    assert ask(verify_chain).broken is None


def test_several_processes_that_append_at_once_make_one_chain(store, workspace_url, ask):
    command = [sys.executable, "-c", APPEND, workspace_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    running = [subprocess.Popen([*command, f"进程{n}"], **pipes) for n in range(4)]
    for process in running:
        process.stdout.readline()
    for process in running:
        process.stdin.write(b"\n")
        process.stdin.flush()
    said = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert [code for _, code in said] == [0] * 4, said
    assert (ask(verify_chain).events, ask(verify_chain).broken) == (100, None)
    order = ask(read_events, Search(), limit=100)["what"].tolist()
    # They did write between each other, so the lock was put to the test.
    assert sum(one != other for one, other in pairwise(order)) > 3


def test_the_log_is_searched_by_time_account_kind_and_text_newest_first(store, tell, ask):
    other = Account("idp|8", "研究室_1", frozenset({Role.LOOK}))
    tell(append_event, event("甲清单", days=0))
    tell(append_event, event("乙%清单", days=1, kind=Kind.EXPORT, by=other))
    tell(append_event, event("丙清单", days=2, by=other))

    def what(**search: object) -> list[str]:
        found = ask(read_events, Search(**search), limit=10)
        assert ask(count_events, Search(**search)) == len(found)
        return found["what"].tolist()

    day = date(2022, 12, 21)
    assert what() == ["丙清单", "乙%清单", "甲清单"]
    assert what(first=day + timedelta(days=1)) == ["丙清单", "乙%清单"]
    assert what(last=day) == ["甲清单"]
    assert what(first=day + timedelta(days=1), last=day + timedelta(days=1)) == ["乙%清单"]
    assert what(account="室_") == ["丙清单", "乙%清单"]
    assert what(account="IDP|7") == ["甲清单"]
    assert what(kind=Kind.EXPORT) == ["乙%清单"]
    # Signs of a pattern are letters here.
    assert what(text="%") == ["乙%清单"]
    assert ask(read_events, Search(), limit=1, offset=1)["what"].tolist() == ["乙%清单"]


def test_hostile_texts_are_kept_as_one_visible_line(store, tell, ask):
    hostile = "甲\n2022-12-21 管理员 登录 允许\x00'); drop table audit_event; --\u202e"
    tell(append_event, event(hostile, by=Account(hostile, hostile, frozenset())))
    (row,) = ask(read_events, Search(), limit=5).to_dict("records")
    for column in ("subject", "name", "what"):
        assert row[column].isprintable()
        assert row[column].startswith("甲\\u000a2022-12-21 管理员 登录 允许\\u0000'); drop table")
    assert ask(verify_chain).broken is None


# What somebody with the database file could do, once the triggers are gone; and which row is then named.
BREACHES = {
    "changed": ("update audit_event set what = '别的' where id = 3", 3),
    "time changed": ("update audit_event set happened_at = '2022-12-20 12:00:00+08:00' where id = 3", 3),
    "result changed": ("update audit_event set result = '拒绝' where id = 6", 6),
    "changed into nonsense": ("update audit_event set happened_at = '明天' where id = 3", 3),
    "hash changed": ("update audit_event set hash = 'a' where id = 3", 3),
    "first removed": ("delete from audit_event where id = 1", 1),
    "removed": ("delete from audit_event where id = 3", 3),
    "removed and closed up": (
        "delete from audit_event where id = 3; update audit_event set id = id - 1 where id > 3",
        3,
    ),
    "inserted": (
        "update audit_event set id = id + 100 where id > 2; update audit_event set id = id - 99 where id > 2;"
        "insert into audit_event select 3, happened_at, subject, name, roles, kind, what, detail, result,"
        " previous_hash, hash from audit_event where id = 2",
        3,
    ),
    "added at the end": (
        "insert into audit_event select 7, happened_at, subject, name, roles, kind, what, detail, result,"
        " hash, hash from audit_event where id = 6",
        7,
    ),
    "reordered": (
        "update audit_event set id = 99 where id = 3; update audit_event set id = 3 where id = 4;"
        "update audit_event set id = 4 where id = 99",
        3,
    ),
}


@pytest.fixture
def broken_into(tmp_path):
    """Return a store on SQLite with six events, and a function that runs statements past its triggers."""
    path = tmp_path / "store.sqlite"
    engine = open_workspace(f"sqlite:///{path}")
    migrate(engine)
    hashes = fill(engine)
    engine.dispose()

    def run(statements: str) -> None:
        connection = sqlite3.connect(path)
        connection.executescript(f"drop trigger audit_event_update; drop trigger audit_event_delete; {statements}")
        connection.close()

    return f"sqlite:///{path}", hashes, run


@pytest.mark.parametrize("breach", BREACHES)
def test_every_breach_is_found_with_the_number_of_the_row(broken_into, capsys, breach: str):
    url, _, run = broken_into
    statements, number = BREACHES[breach]
    assert main(["workspace", "verify", "--url", url]) == 0
    run(statements)
    capsys.readouterr()
    assert main(["workspace", "verify", "--url", url]) == 1
    assert f"断链：第{number}行" in capsys.readouterr().out


def test_rows_missing_at_the_end_are_found_by_a_head_that_was_noted_elsewhere(broken_into, capsys):
    url, hashes, run = broken_into
    assert main(["workspace", "verify", "--url", url, "--head", hashes[3]]) == 0
    said = capsys.readouterr().out
    assert f"链尾校验值 {hashes[-1]}" in said
    assert "其后新增2行" in said
    assert "共6行，2022-12-21 12:00:00 至 2022-12-26 12:00:00" in said
    run("delete from audit_event where id > 4")
    # Without the noted head a shorter chain is whole; that is why the command prints it.
    assert main(["workspace", "verify", "--url", url]) == 0
    capsys.readouterr()
    assert main(["workspace", "verify", "--url", url, "--head", hashes[-1]]) == 1
    assert "断链：第5行" in capsys.readouterr().out


def test_a_chain_written_anew_from_the_start_is_found_by_the_noted_head(broken_into, tmp_path, capsys):
    _, hashes, _ = broken_into
    other = open_workspace(f"sqlite:///{tmp_path / 'forged.sqlite'}")
    migrate(other)
    fill(other, 9)
    with reading(other) as connection:
        assert verify_chain(connection, hashes[2]).broken is None
        assert verify_chain(connection, "a" * 64).broken == 10
    other.dispose()


def test_an_empty_log_is_whole(store, ask):
    chain = ask(verify_chain, FIRST_PREVIOUS)
    assert (chain.events, chain.head, chain.broken, chain.after_noted) == (0, FIRST_PREVIOUS, None, 0)


def test_a_backup_carries_the_chain_and_is_verified_as_a_file(store, tmp_path, capsys, ask):
    hashes = fill(store)
    out = tmp_path / "backup.sqlite"
    back_up(store, out)
    before = out.read_bytes()
    assert main(["workspace", "verify", str(out), "--head", hashes[-1]]) == 0
    assert hashes[-1] in capsys.readouterr().out
    assert out.read_bytes() == before
    other = open_workspace(f"sqlite:///{tmp_path / 'other.sqlite'}")
    restore(out, other)
    with writing(other) as connection:
        assert append_event(connection, event()) == 7
    with reading(other) as connection:
        assert (verify_chain(connection).events, verify_chain(connection).broken) == (7, None)
    other.dispose()


def test_a_file_that_is_no_backup_is_not_verified(tmp_path, capsys):
    (tmp_path / "text.sqlite").write_text("就是一段文字")
    assert main(["workspace", "verify", str(tmp_path / "text.sqlite")]) == 1
    assert "不是工作库的备份" in capsys.readouterr().err


def test_an_event_older_than_180_days_can_neither_be_deleted_nor_changed(store, ask):
    with writing(store) as connection:
        append_event(connection, event(days=-400))
    for statement in ("delete from audit_event", "update audit_event set what = ''"):
        with pytest.raises(InputRejected), writing(store) as connection:
            connection.execute(text(statement))
    assert ask(count_events, Search()) == 1


def test_no_code_of_ours_deletes_from_the_store_or_empties_it():
    """Rows are kept for good, so for 180 days too: nothing in data_access/workspace even names such a statement."""
    for path in (ROOT / "data_access" / "workspace").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        used |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert used.isdisjoint({"delete", "update", "drop_table", "drop_all", "bulk_update_mappings"}), path
        if path.name == "appending.py":
            continue
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        said = " ".join(each.lower() for each in texts if isinstance(each, str))
        assert not any(word in said for word in ("delete from", "truncate ", "drop table", "update audit")), path


def test_a_row_that_skips_the_door_breaks_the_chain(store, ask):
    fill(store, 2)
    row = {c.name: NOON if c.name == "happened_at" else "x" for c in audit_event.columns} | {"id": 3}
    with writing(store) as connection:
        connection.execute(insert(audit_event).values(row))
    assert ask(verify_chain).broken == 3
