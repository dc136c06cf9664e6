"""Relations in which a key stands more than once: what they hold may be counted twice."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Inspector, Table, func, inspect, select
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from data_access.shared import tables as t
from data_access.shared.reading import Query, explain, read_frame

_PLACED_OTHERWISE = (t.area, t.reported_count)
"""Of these one row of a key counts, or none (docs/database.md)."""


def select_repeated(table: Table, *columns: ColumnElement[Any]) -> Query:
    """Return a query of some columns for each key that stands more than once; a row without a key never counts.

    `columns`: of the key, or figures over the rows that share it.
    """
    keys = list(table.primary_key.columns)
    there = [key.is_not(None) for key in keys]
    return select(*columns).where(*there).group_by(*keys).having(func.count() > 1)


def read_repeated_keys(connection: Connection) -> dict[str, int]:
    """Return how many keys stand more than once, by relation; one that has none is not among them.

    A relation whose keys the database itself keeps unique is not read: of tables that is usual, of views it cannot be
    known. A relation that is missing repeats nothing; it is named where its rows are missed. Raises ContractBroken
    where a key's column is missing, DatabaseAway where the database does not answer.
    """
    found = {table.name: _count_repeated(connection, table) for table in _that_can_repeat(connection)}
    return {name: count for name, count in found.items() if count}


def _that_can_repeat(connection: Connection) -> Iterator[Table]:
    inspector = inspect(connection)
    for table in t.RELATIONS:
        if table not in _PLACED_OTHERWISE and _can_repeat(inspector, table):
            yield table


def _can_repeat(inspector: Inspector, table: Table) -> bool:
    """Return whether the relation is there and nothing in the database keeps its keys unique."""
    keys = {column.name for column in table.primary_key.columns}
    try:
        unique: list[Sequence[str | None]] = [inspector.get_pk_constraint(table.name)["constrained_columns"]]
        unique += [each["column_names"] for each in inspector.get_unique_constraints(table.name)]
        unique += [each["column_names"] for each in inspector.get_indexes(table.name) if _is_unique(each)]
    except NoSuchTableError:
        return False
    except DBAPIError as cause:
        raise explain(cause) from cause
    return not any(columns and set(columns) <= keys for columns in unique)


def _is_unique(index: ReflectedIndex) -> bool:
    is_partial = any(name.endswith("_where") for name in index.get("dialect_options", {}))
    return index["unique"] and not is_partial


def _count_repeated(connection: Connection, table: Table) -> int:
    # Only the key is asked for, so that the index of a table behind a view may answer.
    repeated = select_repeated(table, *table.primary_key.columns).subquery()
    counted = read_frame(connection, select(func.count().label("repeated")).select_from(repeated))
    return int(counted["repeated"].sum())
