"""The province 31 times over: what a database for the whole country would hold, built from the full demo's rows.

Every county, unit, school and case stands there 31 times under one root, each copy with codes and names of areas of its
own; so sums and findings stay sound, and every relation is 31 times as long.
"""

import shutil
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Table, create_engine, text

from data_access.shared.indexes import INDEXES
from data_access.shared.tables import RELATIONS, metadata

COPIES = range(11, 41)
"""The first two digits of the copies' codes; the original's are 41."""
ROOT_CODE = "410000"


def make_national_sqlite(source: Path, target: Path) -> str:
    """Copy a full demo and multiply it; returns the URL. A file that is there already is taken as it is."""
    url = f"sqlite:///{target}"
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        shutil.copy(source, unfinished)
        engine = create_engine(f"sqlite:///{unfinished}")
        with engine.connect() as connection:
            for setting in ("journal_mode=off", "synchronous=off", "cache_size=-1000000", "temp_store=memory"):
                connection.execute(text(f"pragma {setting}"))
            multiply(connection)
            connection.execute(text("analyze"))
            connection.commit()
        engine.dispose()
        unfinished.rename(target)
    return url


def make_national_postgres(engine: Engine) -> None:
    """Multiply the full demo that a PostgreSQL database holds."""
    with engine.connect() as connection:
        connection.execute(text("set synchronous_commit = off"))
        connection.execute(text("set maintenance_work_mem = '1GB'"))
        multiply(connection)
        connection.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))


def multiply(connection: Connection) -> None:
    """Add the copies to every relation; the indexes are made anew afterwards, which is quicker."""
    for index in INDEXES:
        index.drop(connection, checkfirst=True)
    prefixes = " union all ".join(f"select '{prefix}' as prefix" for prefix in COPIES)
    for relation in RELATIONS:
        names = ", ".join(column.name for column in relation.c)
        values = ", ".join(_copied(column) for column in relation.c)
        # Names of the contract and our own digits; nothing here comes from outside.
        connection.execute(text(f"create temporary table origin as select * from {relation.name}"))  # noqa: S608
        connection.execute(
            text(
                f"insert into {relation.name} ({names}) select {values} from origin cross join ({prefixes}) as copies"  # noqa: S608
                f"{_but_the_root(relation)}"
            )
        )
        connection.execute(text("drop table origin"))
    metadata.create_all(connection)
    for index in INDEXES:
        index.create(connection, checkfirst=True)


def _copied(column: Column[object]) -> str:
    """Return what stands in a copy's column: codes of areas and keys of rows get the copy's digits."""
    if column.name in ("area_code", "map_code", "parent_code"):
        return f"case when {column.name} = '{ROOT_CODE}' then {column.name} else prefix || substr({column.name}, 3) end"
    if column.table.name == "area" and column.name in ("name", "short_name"):
        return f"{column.name} || prefix"
    if column.name.endswith("_id") or column.name == "duplicate_of":
        return f"{column.name} || '-' || prefix"
    return column.name


def _but_the_root(relation: Table) -> str:
    return f" where area_code <> '{ROOT_CODE}'" if "area_code" in relation.c else ""
