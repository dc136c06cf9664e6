"""A part of the demo in which nothing is wrong, in tables that refuse nothing: what damaged databases begin with."""

# ruff: noqa: S608 - statements are put together from the contract's own names

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, Table, create_engine, text

from data_access.shared.indexes import INDEXES
from data_access.shared.tables import RELATIONS

KEPT = ("410100", "410600", "419001", "410181")
"""Units kept of the demo: two cities with their counties, 济源 and a province-direct county."""
SINCE, SINCE_QUARTER = "2022-07-01", "2022Q3"
ROW = "row_no"


def sound_copy(demo_url: str, folder: Path) -> Path:
    """Return a small SQLite database without constraints in which nothing is wrong, made from a demo."""
    path = folder / "sound.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    engine = create_engine(f"sqlite:///{path}")
    rebuild(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum"))
    engine.dispose()
    return path


def rebuild(engine: Engine) -> None:
    """Keep of a demo what a test can count quickly, in tables that refuse nothing; the indexes stand as before."""
    with engine.begin() as connection:
        for relation, condition in _kept().items():
            connection.execute(text(f"delete from {relation} where not ({condition})"))
        # There are few of these, so they go to a place that is kept.
        for relation in ("warning_notice", "interview", "accountability"):
            moved = f"update {relation} set area_code = '410102' where area_code not in (select area_code from area)"
            connection.execute(text(moved))
        for relation, column in (("complaint", "duplicate_of"), ("problem", "school_id"), ("complaint", "school_id")):
            connection.execute(text(f"update {relation} set {column} = null"))
        for table in RELATIONS:
            _rebuild(connection, table)
        for index in INDEXES:
            index.create(connection)


def _kept() -> dict[str, str]:
    """Return by relation which rows are kept, those that others name first."""
    units = ", ".join(f"'{code}'" for code in KEPT)
    inside = "area_code in (select area_code from area)"
    of_school = "school_id in (select school_id from school)"
    return {
        "area": f"level = 'province' or area_code in ({units}) or parent_code in ({units})",
        "school": inside,
        "inspector": inside,
        "school_inspector": of_school,
        "visit": f"{of_school} and visited_on >= '{SINCE}'",
        "institution": inside,
        "violation": f"{inside} and found_on >= '{SINCE}'",
        "enforcement": f"{inside} and acted_on >= '{SINCE}'",
        "complaint": f"{inside} and received_at >= '{SINCE}'",
        "problem": f"{inside} and raised_on >= '{SINCE}'",
        "warning_notice": "1 = 1",
        "interview": "1 = 1",
        "accountability": "1 = 1",
        "reported_count": f"{inside} and quarter >= '{SINCE_QUARTER}'",
        "submission": f"{inside} and due_on >= '{SINCE}'",
    }


def _rebuild(connection: Connection, table: Table) -> None:
    is_numeric = connection.dialect.name == "postgresql"
    columns = [
        f"{c.name}::numeric as {c.name}" if is_numeric and isinstance(c.type, Integer) else c.name for c in table.c
    ]
    keys = ", ".join(column.name for column in table.primary_key.columns)
    number = f"row_number() over (order by {keys}) as {ROW}"
    connection.execute(text(f"create table rebuilt as select {', '.join(columns)}, {number} from {table.name}"))
    connection.execute(text(f"drop table {table.name}"))
    connection.execute(text(f"alter table rebuilt rename to {table.name}"))
