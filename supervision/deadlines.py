"""The calendar of the plan: every date the scheme fixes in a year, with the days that are left until it."""

from dataclasses import dataclass
from datetime import date, timedelta

from supervision.periods import Quarter
from supervision.scheme import Deadline, Scheme


@dataclass(frozen=True)
class DueDate:
    """One date of one year: what is owed for which period, by whom, until when."""

    deadline: Deadline
    period: str
    """As in relation `submission`: `2022`, or `2022Q1`."""
    due_on: date

    @property
    def kind(self) -> str:
        return self.deadline.kind

    @property
    def code(self) -> str:
        """Return the text of the date in a link: 季度情况-2022Q3."""
        return f"{self.kind}-{self.period}"

    @property
    def is_of_units(self) -> bool:
        """Return whether units owe it to the office; else it is the office's own date."""
        return self.deadline.owner == "报送单位"

    @property
    def period_name(self) -> str:
        """Return the period as documents write it: 2022年, 2022年第一季度."""
        return Quarter.parse(self.period).name if "Q" in self.period else f"{self.period}年"

    @property
    def paper(self) -> str:
        """Return what is owed, as a text names it."""
        return self.deadline.paper.replace("{period}", self.period_name)

    def days_left(self, cutoff: date) -> int:
        """Return the days left at a cut-off; 0 on the day itself, negative after it."""
        return (self.due_on - cutoff).days


def dates_of_year(scheme: Scheme, year: int) -> tuple[DueDate, ...]:
    """Return every date of a calendar year, and the ones its last quarter owes in January, in order of time.

    A date for a period in which the scheme does not apply is none.
    """
    found = [each for deadline in scheme.deadline for each in _dates_of(deadline, year)]
    valid = [each for each in found if scheme.valid_from <= _quarter_of(each) <= scheme.valid_to]
    order = {deadline.kind: place for place, deadline in enumerate(scheme.deadline)}
    return tuple(sorted(valid, key=lambda each: (each.due_on, order[each.kind])))


def _dates_of(deadline: Deadline, year: int) -> list[DueDate]:
    if deadline.month is not None and deadline.day is not None:
        return [DueDate(deadline, str(year), date(year, deadline.month, deadline.day))]
    quarters = [Quarter(year, number) for number in range(1, 5)]
    if deadline.days_after_quarter is not None:
        days = timedelta(days=deadline.days_after_quarter)
        # The last quarter of the year before is owed in this year's January.
        return [DueDate(deadline, str(each), each.ends_on + days) for each in (Quarter(year - 1, 4), *quarters)]
    if deadline.month_of_quarter is not None and deadline.day is not None:
        place, day = deadline.month_of_quarter - 1, deadline.day
        return [DueDate(deadline, str(each), each.months[place].replace(day=day)) for each in quarters]
    return []


def _quarter_of(due: DueDate) -> Quarter:
    """Return the quarter a period belongs to, for a year its first one."""
    return Quarter.parse(due.period) if "Q" in due.period else Quarter(int(due.period), 1)


def newest_of_units(dates: tuple[DueDate, ...], cutoff: date) -> DueDate | None:
    """Return the units' date that was due last, else the next one; None where units owe nothing."""
    owed = [each for each in dates if each.is_of_units]
    past = [each for each in owed if each.due_on <= cutoff]
    return past[-1] if past else next(iter(owed), None)


def print_countdown(days: int) -> str:
    """Return the days left until a date in words: 还有5天, 今天到期, 已过12天."""
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"已过{-days}天"
