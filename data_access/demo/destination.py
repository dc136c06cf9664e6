"""Where a demo is built: all or nothing, and never over data that are not an earlier demo's."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.schema import CreateTable

from data_access.demo.notice import demo_notice
from data_access.shared.engine import open_writer
from data_access.shared.indexes import INDEXES
from data_access.shared.reading import explain
from data_access.shared.tables import RELATIONS
from supervision.faults import InputRejected

_CONTRACT = {table.name for table in RELATIONS}


@contextmanager
def open_destination(url: str) -> Iterator[Connection]:
    """Give a connection to empty contract tables; what was written stays only when the block ends without a fault.

    SQLite: a file beside the target, moved into its place at the end. PostgreSQL: one transaction.
    Raises InputRejected where there are rows that are not a demo's, DatabaseAway where the database does not answer.
    """
    try:
        database = make_url(url)
    except ArgumentError as cause:
        raise InputRejected("数据库地址无法识别，应写作 sqlite:///文件 或 postgresql://用户@主机/库名。") from cause
    building = _new_file(database.database) if database.get_backend_name() == "sqlite" else _transaction(url)
    try:
        with building as connection:
            yield connection
    except DBAPIError as cause:
        raise explain(cause) from cause


@contextmanager
def _new_file(database: str | None) -> Iterator[Connection]:
    if not database or database == ":memory:":
        raise InputRejected("演示数据须写入文件，不能写入内存数据库。")
    target = Path(database)
    if target.exists():
        _check_file(target)
    unfinished = _file_beside(target)
    engine = open_writer(f"sqlite:///{unfinished}")
    try:
        with engine.connect() as connection:
            # Nothing is lost when this fails half-way: the file is thrown away.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            _create_tables(connection, set())
            yield connection
            connection.commit()
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        engine.dispose()
        _move(unfinished, target)
    finally:
        engine.dispose()
        unfinished.unlink(missing_ok=True)


def _file_beside(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".unfinished", dir=target.parent)
    except OSError as cause:
        raise InputRejected(f"无法写入 {target.name}，请核对所在目录是否可写、空间是否足够。") from cause
    os.close(handle)
    return Path(name)


def _move(unfinished: Path, target: Path) -> None:
    # A log left by the old file must not be taken for the new file's.
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    unfinished.chmod(0o644)
    unfinished.replace(target)


def _check_file(target: Path) -> None:
    engine = open_writer(f"sqlite:///{target}")
    try:
        with engine.connect() as connection:
            found = _tables(connection)
            if demo_notice.name in found:
                return
            if foreign := sorted(found - _CONTRACT):
                raise InputRejected(
                    f"该文件另有数据表（{'、'.join(foreign[:3])}），不能用演示数据替换。请另指定一个文件。"
                )
            _refuse_rows(connection, found)
    finally:
        engine.dispose()


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    engine: Engine = open_writer(url)
    try:
        with engine.begin() as connection:
            found = _tables(connection)
            if demo_notice.name not in found:
                _refuse_rows(connection, found)
            _empty(connection, found)
            _create_tables(connection, found)
            yield connection
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # VACUUM too: only then are the covering indexes read without the table.
            connection.execute(text("VACUUM (ANALYZE)"))
    finally:
        engine.dispose()


def _tables(connection: Connection) -> set[str]:
    """Return the tables there; raises InputRejected where a relation of the contract is a view."""
    inspector = inspect(connection)
    # The schema is asked for: SQLAlchemy remembers the one from before a search path was set.
    schema = None if connection.dialect.name == "sqlite" else connection.scalar(select(func.current_schema()))
    if views := sorted(_CONTRACT & set(inspector.get_view_names(schema=schema))):
        raise InputRejected(f"“{views[0]}”是视图，演示数据只能写入数据表。请另指定一个空的数据库。")
    return set(inspector.get_table_names(schema=schema))


def _refuse_rows(connection: Connection, found: set[str]) -> None:
    for table in RELATIONS:
        if table.name in found and connection.execute(select(table).limit(1)).first() is not None:
            raise InputRejected(
                f"数据库的“{table.name}”表中已有数据，且不是演示数据，不能覆盖。请另指定一个空的数据库。"
            )


def _empty(connection: Connection, found: set[str]) -> None:
    """Empty the tables but keep them, with the rights that were granted on them."""
    for index in INDEXES:
        connection.exec_driver_sql(f'DROP INDEX IF EXISTS "{index.name}"')
    if there := sorted(found & _CONTRACT):
        names = ", ".join(f'"{name}"' for name in there)
        connection.exec_driver_sql(f"TRUNCATE {names}")


def _create_tables(connection: Connection, found: set[str]) -> None:
    """Create what is missing, without indexes: they are quicker to make when the rows are there."""
    for table in RELATIONS:
        if table.name not in found:
            connection.execute(CreateTable(table))


def create_indexes(connection: Connection) -> None:
    """Create the indexes of the contract."""
    for index in INDEXES:
        index.create(connection)
