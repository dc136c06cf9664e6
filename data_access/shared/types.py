"""Column types that mean the same on SQLite and PostgreSQL, and three date expressions spelled for each."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Dialect, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, TypeEngine

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SECONDS = "%Y-%m-%d %H:%M:%S"


class CivilDate(TypeDecorator[date]):
    """A civil date in Asia/Shanghai: DATE on PostgreSQL, ISO text on SQLite.

    Unreadable text reads as None, so that one bad row cannot stop a list; the check command reports it.
    """

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                return None
        return value if isinstance(value, date) else None


class UtcTime(TypeDecorator[datetime]):
    """A moment: TIMESTAMP WITH TIME ZONE on PostgreSQL, UTC text on SQLite; None if unreadable."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).strftime(_SECONDS)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value).replace(tzinfo=UTC)
            except ValueError:
                return None
        return value if isinstance(value, datetime) else None


def start_of_day(day: date) -> datetime:
    """Return the moment a civil day begins in Shanghai, for comparing with `_at` columns."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


class days_between(GenericFunction[int]):  # noqa: N801 - an SQL function is written in lower case
    """Whole days from one civil date to a later one (negative when it is earlier)."""

    type = Integer()
    inherit_cache = True


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: ColumnElement[int], compiler: Any, **options: Any) -> str:
    first, last = element.clauses
    begin, end = compiler.process(first, **options), compiler.process(last, **options)
    return f"CAST(julianday({end}) - julianday({begin}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _days_between_postgresql(element: ColumnElement[int], compiler: Any, **options: Any) -> str:
    first, last = element.clauses
    begin, end = f"({compiler.process(first, **options)})::date", f"({compiler.process(last, **options)})::date"
    # An infinite day cannot be subtracted, and a condition beside this one may be asked later.
    return f"(CASE WHEN isfinite({begin}) AND isfinite({end}) THEN {end} - {begin} END)"


class civil_day(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The civil date in Shanghai of an `_at` column."""

    type = CivilDate()
    inherit_cache = True


@compiles(civil_day, "sqlite")
def _civil_day_sqlite(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (moment,) = element.clauses
    return f"date({compiler.process(moment, **options)}, '+8 hours')"


@compiles(civil_day, "postgresql")
def _civil_day_postgresql(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (moment,) = element.clauses
    return f"(({compiler.process(moment, **options)} AT TIME ZONE 'Asia/Shanghai')::date)"


class days_after(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The civil date so many days after a civil date."""

    type = CivilDate()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _days_after_sqlite(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    day, number = (compiler.process(part, **options) for part in element.clauses)
    return f"date({day}, ({number}) || ' days')"


@compiles(days_after, "postgresql")
def _days_after_postgresql(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    day, number = (compiler.process(part, **options) for part in element.clauses)
    return f"(({day})::date + ({number})::integer)"


class is_readable(GenericFunction[bool]):  # noqa: N801 - an SQL function is written in lower case
    """Whether a day or moment is one that Python knows, or empty: of the years 1 to 9999, nothing infinite."""

    type = Boolean()
    inherit_cache = True


@compiles(is_readable, "sqlite")
def _is_readable_sqlite(element: ColumnElement[bool], compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    read = "datetime" if isinstance(column.type, UtcTime) else "date"
    text = compiler.process(column, **options)
    return f"({text} IS {read}({text}))"


@compiles(is_readable, "postgresql")
def _is_readable_postgresql(element: ColumnElement[bool], compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    day = compiler.process(column, **options)
    # A day less at both ends, so that a moment has a civil day in every time zone.
    return f"({day} IS NULL OR {day} BETWEEN '0001-01-02' AND '9999-12-30')"


class month_of(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The first day of a civil date's month."""

    type = CivilDate()
    inherit_cache = True


@compiles(month_of, "sqlite")
def _month_of_sqlite(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (day,) = element.clauses
    return f"date({compiler.process(day, **options)}, 'start of month')"


@compiles(month_of, "postgresql")
def _month_of_postgresql(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (day,) = element.clauses
    return f"(date_trunc('month', {compiler.process(day, **options)})::date)"


class last_of_month(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The last day of a month, from its first."""

    type = CivilDate()
    inherit_cache = True


@compiles(last_of_month, "sqlite")
def _last_of_month_sqlite(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (month,) = element.clauses
    return f"date({compiler.process(month, **options)}, '+1 month', '-1 day')"


@compiles(last_of_month, "postgresql")
def _last_of_month_postgresql(element: ColumnElement[date], compiler: Any, **options: Any) -> str:
    (month,) = element.clauses
    return f"(({compiler.process(month, **options)} + interval '1 month' - interval '1 day')::date)"
