"""Working days of the public calendar: its holidays, and the weekends worked in their place (chinesecalendar)."""

from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate

import chinese_calendar
from chinese_calendar.constants import holidays

CALENDAR_YEARS = (min(holidays).year, max(holidays).year)
"""The first and the last year whose holidays the library knows; the State Council names them a year at a time."""


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool | None:
    """Return whether a day is worked; None for a year whose holidays are not known."""
    first, last = CALENDAR_YEARS
    return bool(chinese_calendar.is_workday(day)) if first <= day.year <= last else None


def workday_after(day: date, number: int) -> date | None:
    """Return the working day so many working days after a day; None where the way leads through an unknown year."""
    passed = 0
    while passed < number:
        day += timedelta(days=1)
        worked = is_workday(day)
        if worked is None:
            return None
        passed += worked
    return day


def workday_before(day: date, number: int) -> date | None:
    """Return the newest day from which so many working days have passed by the end of `day`; None as above.

    A case received on it or before has been waiting for so many working days.
    """
    passed = 0
    while passed < number:
        worked = is_workday(day)
        if worked is None:
            return None
        passed += worked
        day -= timedelta(days=1)
    return day


def workdays_between(first: date, last: date) -> int | None:
    """Return the working days after `first` up to and with `last` (0 where none); None where a year is unknown."""
    if last <= first:
        return 0
    passed = _passed_days()
    start = date(CALENDAR_YEARS[0], 1, 1).toordinal() - 1
    if first.toordinal() < start or last.toordinal() - start >= len(passed):
        return None
    return passed[last.toordinal() - start] - passed[first.toordinal() - start]


@cache
def _passed_days() -> tuple[int, ...]:
    """Return for each day of the known years how many working days have passed by its end; before the first, 0."""
    first, last = CALENDAR_YEARS
    days = date(last, 12, 31).toordinal() - date(first, 1, 1).toordinal() + 1
    worked = (bool(is_workday(date(first, 1, 1) + timedelta(days=step))) for step in range(days))
    return tuple(accumulate(worked, initial=0))


def unknown_calendar_text() -> str:
    """Return the sentence for days whose calendar is not known."""
    first, last = CALENDAR_YEARS
    return f"工作日历只有{first}年至{last}年的节假日安排，其他年份的工作日无法推算。"
