"""Quarters, cut-off dates and the windows in which flows are counted."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from supervision.faults import InputRejected

_ORDINALS = "一二三四"
_CODE = re.compile(r"(20\d\d)Q([1-4])")


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A calendar quarter; sorts in time, prints as its code (`2022Q1`)."""

    year: int
    number: int

    @classmethod
    def parse(cls, code: str) -> "Quarter":
        """Return the quarter of a code such as `2022Q1`.

        Raises InputRejected where the text is no such code.
        """
        match = _CODE.fullmatch(code)
        if not match:
            raise InputRejected(f"季度“{code}”无法识别，应写作 2022Q1 这样的形式。")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that holds a day."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def __lt__(self, other: "Quarter") -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def shifted(self, quarters: int) -> "Quarter":
        """Return the quarter so many quarters later (earlier when negative)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        return self.shifted(-1)

    @property
    def starts_on(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def ends_on(self) -> date:
        return self.shifted(1).starts_on - timedelta(days=1)

    @property
    def months(self) -> tuple[date, date, date]:
        """Return the first days of its three months."""
        first = self.starts_on
        return first, first.replace(month=first.month + 1), first.replace(month=first.month + 2)

    @property
    def name(self) -> str:
        """Return the name as documents write it: 2022年第一季度."""
        return f"{self.year}年第{_ORDINALS[self.number - 1]}季度"

    @property
    def short_name(self) -> str:
        """Return the name for axes and narrow columns: 22年四季度."""
        return f"{self.year % 100}年{_ORDINALS[self.number - 1]}季度"


def month_end(first_day: date) -> date:
    """Return the last day of the month that starts on `first_day`."""
    following = (first_day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def months_until(quarter: Quarter, cutoff: date) -> tuple[date, ...]:
    """Return the first days of the quarter's months that have begun by the cut-off."""
    return tuple(month for month in quarter.months if month <= cutoff)


def default_cutoff(quarter: Quarter, day_of_third_month: int, today: date) -> date:
    """Return the cut-off a bulletin of this quarter uses: that day of its third month, or today if earlier.

    A quarter that has not begun gets its first day, so that the value always lies inside the quarter.
    """
    usual = quarter.months[2].replace(day=day_of_third_month)
    return max(quarter.starts_on, min(usual, today))


def same_cutoff_in(quarter: Quarter, earlier: Quarter, cutoff: date) -> date:
    """Return the day of an earlier quarter that stands as far into it as the cut-off does: month by month, then day.

    The end of a month meets the end of the other month, so a complete quarter is compared with a complete one.
    """
    position = len(months_until(quarter, cutoff)) - 1
    month = earlier.months[position]
    if cutoff == month_end(quarter.months[position]):
        return month_end(month)
    return month.replace(day=min(cutoff.day, month_end(month).day))


def check_cutoff(quarter: Quarter, cutoff: date) -> date:
    """Return the cut-off unchanged, or raise InputRejected when it lies outside its quarter."""
    if not quarter.starts_on <= cutoff <= quarter.ends_on:
        raise InputRejected(f"数据截止日{print_date(cutoff)}不在{quarter.name}之内。")
    return cutoff


def print_date(day: date) -> str:
    """Return a date as documents write it, without leading zeros: 2022年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def print_month(day: date) -> str:
    """Return a month as documents write it: 2022年3月."""
    return f"{day.year}年{day.month}月"
