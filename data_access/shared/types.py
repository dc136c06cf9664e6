"""Column types that mean the same on SQLite and PostgreSQL, and three date expressions spelled for each."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, Date, DateTime, Dialect, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, TypeEngine

SHANGHAI = ZoneInfo("Asia/Shanghai")
Spelled = TypeVar("Spelled", bound=GenericFunction[Any])
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


def _spelled(**spellings: str) -> Callable[[type[Spelled]], type[Spelled]]:
    """Say how a function is written for each dialect; {0}, {1} are its arguments."""

    def register(function: type[Spelled]) -> type[Spelled]:
        for dialect, spelling in spellings.items():
            compiles(function, dialect)(partial(_fill, spelling))
        return function

    return register


def _fill(spelling: str, element: GenericFunction[Any], compiler: Any, **options: Any) -> str:
    return spelling.format(*(compiler.process(part, **options) for part in element.clauses))


@_spelled(
    sqlite="CAST(julianday({1}) - julianday({0}) AS INTEGER)",
    # An infinite day cannot be subtracted, and a condition beside this one may be asked later.
    postgresql="(CASE WHEN isfinite(({0})::date) AND isfinite(({1})::date) THEN ({1})::date - ({0})::date END)",
)
class days_between(GenericFunction[int]):  # noqa: N801 - an SQL function is written in lower case
    """Whole days from one civil date to a later one (negative when it is earlier)."""

    type = Integer()
    inherit_cache = True


@_spelled(sqlite="date({0}, '+8 hours')", postgresql="(({0} AT TIME ZONE 'Asia/Shanghai')::date)")
class civil_day(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The civil date in Shanghai of an `_at` column."""

    type = CivilDate()
    inherit_cache = True


@_spelled(sqlite="date({0}, ({1}) || ' days')", postgresql="(({0})::date + ({1})::integer)")
class days_after(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The civil date so many days after a civil date."""

    type = CivilDate()
    inherit_cache = True


@_spelled(sqlite="date({0}, 'start of month')", postgresql="(date_trunc('month', {0})::date)")
class month_of(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The first day of a civil date's month."""

    type = CivilDate()
    inherit_cache = True


@_spelled(sqlite="date({0}, '+1 month', '-1 day')", postgresql="(({0} + interval '1 month' - interval '1 day')::date)")
class last_of_month(GenericFunction[date]):  # noqa: N801 - an SQL function is written in lower case
    """The last day of a month, from its first."""

    type = CivilDate()
    inherit_cache = True


# A day less at both ends, so that a moment has a civil day in every time zone.
@_spelled(postgresql="({0} IS NULL OR {0} BETWEEN '0001-01-02' AND '9999-12-30')")
class is_readable(GenericFunction[bool]):  # noqa: N801 - an SQL function is written in lower case
    """Whether a day or moment is one that Python knows, or empty: of the years 1 to 9999, nothing infinite."""

    type = Boolean()
    inherit_cache = True


@compiles(is_readable, "sqlite")
def _is_readable_sqlite(element: GenericFunction[bool], compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    read = "datetime" if isinstance(column.type, UtcTime) else "date"
    return _fill(f"({{0}} IS {read}({{0}}))", element, compiler, **options)
