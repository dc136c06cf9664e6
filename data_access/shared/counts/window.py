"""The span of days a count looks at, and the spelling of a conditional count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Label, and_, case, func, null, or_, true

from data_access.shared.types import start_of_day
from supervision.periods import Quarter, month_end, months_until
from supervision.scheme import Scheme

MOST = 1_000_000_000
"""Larger than any sound count; a text in a number column compares above it on SQLite and so drops out."""


@dataclass(frozen=True)
class Window:
    """From the first day of a quarter to the end of the cut-off day."""

    quarter: Quarter
    cutoff: date
    scheme: Scheme

    @property
    def first(self) -> date:
        return self.quarter.starts_on

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first days of the months begun by the cut-off."""
        return months_until(self.quarter, self.cutoff)

    @property
    def last_days_of_months(self) -> tuple[date, ...]:
        """Return the last two days of each month begun by the cut-off."""
        return tuple(month_end(month) - timedelta(days=back) for month in self.months for back in (1, 0))

    @property
    def begins_at(self) -> datetime:
        return start_of_day(self.first)

    @property
    def ends_before(self) -> datetime:
        """Return the moment the day after the cut-off begins; `_at` columns count below it."""
        return start_of_day(self.cutoff + timedelta(days=1))

    def holds(self, day: ColumnElement[date]) -> ColumnElement[bool]:
        """Return the condition that a civil date lies in the window."""
        return day.between(self.first, self.cutoff)

    def is_done(self, day: ColumnElement[date]) -> ColumnElement[bool]:
        """Return the condition that something was done by the cut-off; an empty date was not."""
        return and_(day.is_not(None), day <= self.cutoff)

    def is_open(self, day: ColumnElement[date]) -> ColumnElement[bool]:
        """Return the condition that something was not yet done at the cut-off."""
        return or_(day.is_(None), day > self.cutoff)


def count_where(measure: str, *conditions: ColumnElement[bool]) -> Label[int]:
    """Return a column that counts the rows for which all conditions hold."""
    return func.sum(case((and_(*conditions), 1), else_=0)).label(measure)


def sum_where(measure: str, number: ColumnElement[int], *conditions: ColumnElement[bool]) -> Label[int]:
    """Return a column that adds up a number over the rows for which all conditions hold; unsound numbers drop out."""
    return func.sum(case((and_(number.between(0, MOST), *conditions), number), else_=0)).label(measure)


def one_where(measure: str, *conditions: ColumnElement[bool]) -> Label[int]:
    """Return what one row adds to a measure: 1 where all conditions hold, else 0."""
    return case((and_(true(), *conditions), 1), else_=0).label(measure)


def number_where(measure: str, number: ColumnElement[int], *conditions: ColumnElement[bool]) -> Label[int]:
    """Return what one row adds to a measure: its number where all conditions hold, else 0; unsound numbers add 0."""
    return case((and_(_is_count(number), *conditions), number), else_=0).label(measure)


def sound_number(number: ColumnElement[int]) -> ColumnElement[int | None]:
    """Return a number of the register to be shown under its own name; empty where it is unsound."""
    return case((_is_count(number), number), else_=null()).label(number.key)


def _is_count(number: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(number.between(0, MOST), func.round(number) == number)
