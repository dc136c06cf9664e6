"""Days and moments of PostgreSQL that Python has none for: read as empty, as unreadable text is on SQLite."""

from collections.abc import Callable
from typing import Any

from psycopg import DataError
from psycopg.abc import Buffer
from psycopg.types.datetime import DateLoader, TimestampLoader, TimestamptzLoader
from sqlalchemy import Engine, event


def read_what_is_readable(engine: Engine) -> None:
    """Let an infinite day, or one outside the years 1 to 9999, be empty: one such row must not end a whole list."""
    event.listen(engine, "connect", _prepare)


def _prepare(connection: Any, _record: Any) -> None:
    for name, loader in _LOADERS.items():
        connection.adapters.register_loader(name, loader)


class _Date(DateLoader):
    def load(self, data: Buffer) -> Any:
        return _or_none(super().load, data)


class _Timestamp(TimestampLoader):
    def load(self, data: Buffer) -> Any:
        return _or_none(super().load, data)


class _Timestamptz(TimestamptzLoader):
    def load(self, data: Buffer) -> Any:
        return _or_none(super().load, data)


_LOADERS = {"date": _Date, "timestamp": _Timestamp, "timestamptz": _Timestamptz}


def _or_none(load: Callable[[Buffer], Any], data: Buffer) -> Any:
    try:
        return load(data)
    except DataError:
        return None
