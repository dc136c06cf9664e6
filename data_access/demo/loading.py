"""Frames into tables, fast: executemany on SQLite, COPY on PostgreSQL."""

from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Boolean, Column, Connection, Integer, Table

from data_access.shared.types import CivilDate, UtcTime

_ROWS_PER_CHUNK = 50_000


def load(connection: Connection, table: Table, rows: pd.DataFrame) -> None:
    """Insert rows whose columns are those of the table (in any order); days and moments may be missing."""
    columns = list(table.columns)
    if set(rows.columns) != {column.name for column in columns}:
        raise ValueError(f"{table.name}: {sorted(set(rows.columns) ^ {column.name for column in columns})}")
    for start in range(0, len(rows), _ROWS_PER_CHUNK):
        chunk = rows.iloc[start : start + _ROWS_PER_CHUNK]
        values = [_written(column, chunk[column.name], connection.dialect.name) for column in columns]
        if connection.dialect.name == "postgresql":
            _copy(connection, table, values)
        else:
            _insert(connection, table, values)


def _written(column: Column[object], values: pd.Series, dialect: str) -> list[object]:
    """Return the values as the database stores them (see `data_access.shared.types`), missing ones as None."""
    if isinstance(column.type, CivilDate):
        return _text_or_none(np.datetime_as_string(values.to_numpy(dtype="datetime64[D]"), unit="D"))
    if isinstance(column.type, UtcTime):
        moments = np.datetime_as_string(values.to_numpy(dtype="datetime64[s]"), unit="s")
        suffix = "+00" if dialect == "postgresql" else ""
        return [None if moment == "NaT" else moment.replace("T", " ") + suffix for moment in moments.tolist()]
    if isinstance(column.type, Boolean):
        return [int(value) for value in values.tolist()]
    if isinstance(column.type, Integer):
        return [None if value != value else int(value) for value in values.tolist()]
    return [None if value is None or value != value else value for value in values.tolist()]


def _text_or_none(texts: np.ndarray) -> list[object]:
    return [None if text == "NaT" else text for text in texts.tolist()]


def _insert(connection: Connection, table: Table, values: list[list[object]]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - names of our own tables
        list(zip(*values, strict=True)),
    )


def _copy(connection: Connection, table: Table, values: list[list[object]]) -> None:
    columns = {column.name: pd.Series(cells, dtype=object) for column, cells in zip(table.columns, values, strict=True)}
    names = ", ".join(f'"{name}"' for name in columns)
    text = StringIO()
    pd.DataFrame(columns).to_csv(text, index=False, header=False)
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT csv)') as copy:
        copy.write(text.getvalue())
