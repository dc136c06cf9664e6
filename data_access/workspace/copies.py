"""Backup and restore: every row of a store, whichever database it is in, into one sealed SQLite file and back."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, LargeBinary, Table, func, insert, select, text

from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.tables import TABLES
from data_access.workspace.transactions import reading, writing
from supervision.faults import DatabaseAway, InputRejected

_AT_ONCE = 500
_SEAL = "backup_seal"
"""The table in which a backup bears the hash of everything in it: SQLite's own check looks at pages, not at what they
say, so that a letter or a bulletin changed on the way would go unseen."""


def back_up(store: Engine, out: Path) -> dict[str, int]:
    """Write every row of a store to a new SQLite file and return the number of rows by table.

    The file holds one state of the store, appears whole or not at all, and is itself a store that can be opened.
    Raises InputRejected where the file exists, DatabaseAway where the store cannot be read or the file not be written.
    """
    if out.exists():
        raise InputRejected(f"备份文件 {out.name} 已存在，请换一个文件名。")
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        _remove(unfinished)
        copied = _write_copy(store, unfinished)
        unfinished.replace(out)
    except (DatabaseAway, sqlite3.Error, OSError) as cause:
        raise DatabaseAway(
            f"没有备份：工作库无法读取，或备份文件 {out.name} 无法写入（请核对所在文件夹的权限和磁盘空间）。"
        ) from cause
    finally:
        _remove(unfinished)
    return copied


def _write_copy(store: Engine, target: Path) -> dict[str, int]:
    copy = open_workspace(f"sqlite:///{target}")
    try:
        migrate(copy)
        copied = _copy(store, copy)
        _close_up(copy)
    finally:
        copy.dispose()
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute(f"create table {_SEAL} (sha256 text not null)")
        connection.execute(f"insert into {_SEAL} values (?)", (_hash_of(connection),))  # noqa: S608 - our own name
    return copied


def _remove(unfinished: Path) -> None:
    for name in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + name).unlink(missing_ok=True)


def _close_up(copy: Engine) -> None:
    """Bring everything into the one file: a backup is carried away without its -wal file."""
    with copy.connect() as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        raw.execute("PRAGMA journal_mode=DELETE")  # type: ignore[union-attr]


def _hash_of(connection: sqlite3.Connection) -> str:
    """Return the SHA-256 of every table and trigger, and of every row in order, of a backup but its seal."""
    said = b""
    parts = "select type, name, sql from sqlite_master where name <> ? and sql is not null order by type, name"
    for part in connection.execute(parts, (_SEAL,)).fetchall():
        said = _hash_after(said, part)
        if part[0] == "table":
            # Names of tables cannot be bound; these are the file's own.
            name = part[1].replace('"', '""')
            for row in connection.execute(f'select * from "{name}" order by rowid'):  # noqa: S608
                said = _hash_after(said, row)
    return said.hex()


def _hash_after(said: bytes, row: tuple[object, ...]) -> bytes:
    # A file's bytes written out would be four times as many.
    values = [hashlib.sha256(value).digest() if isinstance(value, bytes) else value for value in row]
    return hashlib.sha256(said + repr(values).encode(errors="surrogatepass")).digest()


def restore(backup: Path, store: Engine) -> dict[str, int]:
    """Put every row of a backup into an empty store and return the number of rows by table.

    Raises InputRejected where the file is no sound backup or the store holds rows: a restore never mixes two stores and
    never overwrites one. ContractBroken where the backup is of a newer program.
    """
    with opened_backup(backup) as source:
        migrate(store)
        return _copy(source, store)


@contextmanager
def opened_backup(backup: Path) -> Iterator[Engine]:
    """Open a copy of a backup, brought to this program's tables; the file stays as it is.

    Raises InputRejected where the file is no sound backup, ContractBroken where it is of a newer program.
    """
    _check_backup(backup)
    with TemporaryDirectory() as folder:
        # Opening a store may change its file; a backup stays as it is, and one of an older program is migrated here.
        own = shutil.copyfile(backup, Path(folder) / "backup.sqlite")
        source = open_workspace(f"sqlite:///{own}")
        try:
            migrate(source)
            yield source
        finally:
            source.dispose()


def _check_backup(backup: Path) -> None:
    if not backup.is_file():
        raise InputRejected(f"找不到备份文件 {backup.name}。")
    try:
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            is_sound = connection.execute("pragma integrity_check").fetchone() == ("ok",)
            connection.execute("select version_num from alembic_version").fetchone()
            seal = connection.execute(f"select sha256 from {_SEAL}").fetchone()  # noqa: S608 - our own name
            is_sound = is_sound and seal == (_hash_of(connection),)
    except sqlite3.DatabaseError as cause:
        raise InputRejected(f"文件 {backup.name} 不是工作库的备份，或已损坏。") from cause
    if not is_sound:
        raise InputRejected(f"备份文件 {backup.name} 已损坏或被改动，没有使用。")


def _copy(source: Engine, target: Engine) -> dict[str, int]:
    """Copy every row in one transaction on either side, keys as they are."""
    isolated = source
    if source.dialect.name == "postgresql":
        # Elsewhere each query would see its own moment, and an issued bulletin might come without its assessment.
        isolated = source.execution_options(isolation_level="REPEATABLE READ")
    with reading(isolated) as old, writing(target) as new:
        _refuse_unless_empty(new)
        copied = {table.name: _copy_table(old, new, table) for table in TABLES}
        _count_on(new)
    return copied


def _refuse_unless_empty(new: Connection) -> None:
    counts = [new.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]
    if any(counts):
        raise InputRejected("目标工作库中已有内容，没有恢复。请先移走原库（或换一个空库），再恢复。")


def _copy_table(old: Connection, new: Connection, table: Table) -> int:
    # Files one by one: what is under way stays small, and no statement outlasts the store's own limit.
    at_once = 1 if any(isinstance(column.type, LargeBinary) for column in table.columns) else _AT_ONCE
    copied = 0
    query = select(table).order_by(table.c.id)
    with old.execute(query, execution_options={"yield_per": at_once}) as found:
        for some in found.mappings().partitions():
            rows = [dict(row) for row in some]
            new.execute(insert(table), rows)
            copied += len(rows)
    return copied


def _count_on(new: Connection) -> None:
    """Let PostgreSQL give out numbers above those that came with the rows; SQLite does so by itself."""
    if new.dialect.name != "postgresql":
        return
    for table in TABLES:
        highest = select(func.coalesce(func.max(table.c.id), 0) + 1)
        number = new.execute(highest).scalar_one()
        sequence = text("select setval(pg_get_serial_sequence(:name, 'id'), :number, false)")
        new.execute(sequence, {"name": table.name, "number": number})
