"""build_demo(): invented data for all of Henan into an empty database, or in place of an earlier demo."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    inspect,
    make_url,
    select,
    text,
)

from data_access.demo import accountability, areas, complaints, enforcement, institutions, problems, reports, schools
from data_access.demo.loading import load
from data_access.demo.plan import make_plan
from data_access.demo.sizes import make_sizes
from data_access.demo.submissions import make_submissions
from data_access.demo.visits import make_visits
from data_access.shared.tables import RELATIONS, metadata
from data_access.shared.types import UtcTime
from supervision.faults import InputRejected

Progress = Callable[[str, float], None]

NOTICE = (
    "演示数据：除区划代码、名称和引用的公开总数外，学校、机构、到校督导、举报等均为虚构，不反映任何地方的真实情况。"
)
_BUILT_AT = datetime(2022, 12, 20, 13, 30, tzinfo=UTC)
"""The newest moment in the data, not the clock, so that one seed always gives the same database."""

demo_notice = Table(
    "demo_notice",
    MetaData(),
    Column("notice", Text, nullable=False, comment="说明"),
    Column("seed", Integer, nullable=False, comment="随机种子"),
    Column("scale", Float, nullable=False, comment="规模，1为全省"),
    Column("built_at", UtcTime, nullable=False, comment="数据最新时刻"),
    comment="只有演示库才有的标记，一行",
)


def build_demo(url: str, *, scale: float = 0.1, seed: int = 2022, progress: Progress | None = None) -> dict[str, int]:
    """Fill the database with invented data and return the number of rows per relation.

    SQLite: built in a file beside and moved into place at the end. PostgreSQL: one transaction.
    Raises InputRejected where the scale is impossible or the database holds rows that are not an earlier demo's.
    """
    if not 0 < scale <= 10:
        raise InputRejected(f"演示数据规模应大于0、不超过10，现为{scale}。")
    told = progress or (lambda step, share: None)
    if make_url(url).get_backend_name() == "sqlite":
        return _build_file(url, scale, seed, told)
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            _make_room(connection)
            rows = _fill(connection, scale, seed, told)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    finally:
        engine.dispose()
    told("完成", 1.0)
    return rows


def _build_file(url: str, scale: float, seed: int, told: Progress) -> dict[str, int]:
    database = make_url(url).database
    if not database or database == ":memory:":
        raise InputRejected("演示数据须写入文件，不能写入内存数据库。")
    target = Path(database)
    if target.exists():
        _check_replaceable(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{unfinished}")
    try:
        with engine.connect() as connection:
            # Nothing is lost when this fails half-way: the file is thrown away.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            rows = _fill(connection, scale, seed, told)
            connection.commit()
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        engine.dispose()
        for suffix in ("-wal", "-shm", "-journal"):
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        unfinished.replace(target)
    finally:
        engine.dispose()
        unfinished.unlink(missing_ok=True)
    told("完成", 1.0)
    return rows


def _check_replaceable(url: str) -> None:
    engine: Engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = set(inspect(connection).get_table_names())
            known = {table.name for table in RELATIONS}
            if demo_notice.name in found:
                return
            if found - known:
                raise InputRejected(f"该文件另有数据表（{'、'.join(sorted(found - known)[:3])}），不能用演示数据替换。")
            _refuse_rows(connection, found)
    finally:
        engine.dispose()


def _refuse_rows(connection: Connection, found: set[str]) -> None:
    for table in RELATIONS:
        if table.name in found and connection.execute(select(table).limit(1)).first() is not None:
            raise InputRejected(
                f"数据库的“{table.name}”表中已有数据，且不是演示数据，不能覆盖。请另指定一个空的数据库。"
            )


def _make_room(connection: Connection) -> None:
    """Empty an earlier demo, or make sure that there is nothing to lose."""
    inspector = inspect(connection)
    found = set(inspector.get_table_names())
    if views := set(inspector.get_view_names()) & {table.name for table in RELATIONS}:
        raise InputRejected(f"“{sorted(views)[0]}”是视图，演示数据只能写入数据表。请另指定一个空的数据库。")
    if demo_notice.name not in found:
        _refuse_rows(connection, found)
    for table in (*reversed(RELATIONS), demo_notice):
        if table.name in found:
            connection.exec_driver_sql(f'DROP TABLE "{table.name}"')


def _fill(connection: Connection, scale: float, seed: int, told: Progress) -> dict[str, int]:
    metadata.create_all(connection)
    demo_notice.create(connection)
    counts: dict[str, int] = {}
    for name, rows, share in _families(scale, seed):
        table = metadata.tables[name]
        told(table.comment or name, share)
        load(connection, table, rows)
        counts[name] = len(rows)
    notice = {"notice": NOTICE, "seed": seed, "scale": scale, "built_at": _BUILT_AT}
    connection.execute(demo_notice.insert(), [notice])
    return counts


def _families(scale: float, seed: int) -> Iterator[tuple[str, pd.DataFrame, float]]:
    """Yield relation, rows and how far the build is, in the order in which one needs another."""
    area_rows = areas.make_areas()
    plan = make_plan(area_rows, seed, scale)
    sizes = make_sizes(plan)
    yield "area", area_rows, 0.0
    school_rows = schools.make_schools(plan, sizes)
    yield "school", school_rows, 0.02
    inspector_rows = schools.make_inspectors(plan, sizes)
    yield "inspector", inspector_rows, 0.04
    held = schools.make_school_inspectors(plan, school_rows, inspector_rows)
    yield "school_inspector", held, 0.05
    institution_rows = institutions.make_institutions(plan, sizes)
    yield "institution", institution_rows, 0.07
    yield "violation", enforcement.make_violations(plan, sizes, institution_rows), 0.10
    yield "enforcement", enforcement.make_enforcement(plan, sizes, institution_rows), 0.12
    complaint_rows = complaints.make_complaints(plan, sizes, school_rows, institution_rows)
    yield "complaint", complaint_rows, 0.15
    yield "problem", problems.make_problems(plan, sizes, school_rows, institution_rows), 0.25
    yield "warning_notice", accountability.make_warnings(plan), 0.30
    yield "interview", accountability.make_interviews(plan), 0.31
    yield "accountability", accountability.make_accountability(plan), 0.31
    yield "reported_count", reports.make_reported_counts(plan, school_rows, institution_rows, complaint_rows), 0.33
    yield "submission", make_submissions(plan), 0.38
    yield "visit", make_visits(plan, school_rows, held), 0.40
