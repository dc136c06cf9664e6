"""Column types of the workspace that mean the same on SQLite and PostgreSQL, and how its columns are written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Column, DateTime, Dialect, Float, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from data_access.shared.types import SHANGHAI, CivilDate


class ShanghaiTime(TypeDecorator[datetime]):
    """A moment in Shanghai time: TIMESTAMP WITH TIME ZONE on PostgreSQL, text with +08:00 on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(SHANGHAI).isoformat(sep=" ", timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(SHANGHAI)


def in_shanghai(moments: pd.Series) -> pd.Series:
    """Return moments as read into a frame, which turns them into UTC, in Shanghai time again."""
    return pd.to_datetime(moments, utc=True).dt.tz_convert(SHANGHAI)


def number_key() -> Column[int]:
    """Return the key of a row: given by the store, rising, never used again."""
    return Column("id", Integer, primary_key=True, comment="编号")


def text(name: str, comment: str, *, null: bool = False, codes: Sequence[str] = ()) -> Column[str]:
    """Return a column of text; `codes` are the values it may hold, where they are few."""
    return Column(name, Text, nullable=null, comment=comment, info={"codes": tuple(codes)})


def whole(name: str, comment: str) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=False, comment=comment)


def number(name: str, comment: str) -> Column[float]:
    """Return a column of numbers that may be missing."""
    return Column(name, Float, nullable=True, comment=comment)


def stored_bytes(name: str, comment: str) -> Column[bytes]:
    """Return a column that holds a file."""
    return Column(name, LargeBinary, nullable=False, comment=comment)


def day(name: str, comment: str, *, null: bool = False) -> Column[Any]:
    """Return a column of civil dates."""
    return Column(name, CivilDate, nullable=null, comment=comment)


def moment(name: str, comment: str) -> Column[Any]:
    """Return a column of moments in Shanghai time."""
    return Column(name, ShanghaiTime, nullable=False, comment=comment)
