"""What a complaint is at a cut-off: closed on time or late, open, or overdue; the one definition of these words.

`data_access.shared.complaint_states` says the same in SQL, for counts and lists; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervision.scheme import Scheme
from supervision.workdays import workday_after


class ComplaintState(StrEnum):
    """The state of one complaint at the end of a cut-off day."""

    NOT_RECEIVED = "尚未收到"
    OPEN = "在办"
    OVERDUE = "超期未办结"
    OPEN_UNLIMITED = "在办（期限无法推算）"
    ON_TIME = "按期办结"
    LATE = "超期办结"
    CLOSED_UNLIMITED = "已办结（期限无法推算）"

    @property
    def is_open(self) -> bool:
        """Return whether it was not closed at the cut-off."""
        return self in (ComplaintState.OPEN, ComplaintState.OVERDUE, ComplaintState.OPEN_UNLIMITED)


@dataclass(frozen=True)
class Limit:
    """The limit of a complaint whose due day the register does not hold, from the day it was received."""

    days: int
    in_workdays: bool = False

    def day_for(self, received_on: date) -> date | None:
        """Return the last day for closing; None where the calendar of working days does not reach so far."""
        return workday_after(received_on, self.days) if self.in_workdays else received_on + timedelta(days=self.days)


def limit_of(scheme: Scheme) -> Limit:
    """Return the limit a scheme sets, in calendar or in working days."""
    return Limit(scheme.counting.complaint_limit_days, scheme.complaints.limit_in == "工作日")


def limit_day(received_on: date, due_on: date | None, limit: Limit) -> date | None:
    """Return the last day for closing: the register's due day where it has one, else by the scheme's limit."""
    return due_on if due_on is not None else limit.day_for(received_on)


def state_at(
    cutoff: date, *, received_on: date, due_on: date | None, closed_on: date | None, limit: Limit
) -> ComplaintState:
    """Return the state at the end of a day; what happened after it is not known yet.

    The due day itself is on time; a case is overdue when its due day is over before the cut-off day.
    """
    if received_on > cutoff:
        return ComplaintState.NOT_RECEIVED
    last = limit_day(received_on, due_on, limit)
    if closed_on is not None and closed_on <= cutoff:
        if last is None:
            return ComplaintState.CLOSED_UNLIMITED
        return ComplaintState.ON_TIME if closed_on <= last else ComplaintState.LATE
    if last is None:
        return ComplaintState.OPEN_UNLIMITED
    return ComplaintState.OVERDUE if last < cutoff else ComplaintState.OPEN


def days_left(last: date | None, cutoff: date) -> int | None:
    """Return the days left until the last day: 0 on the day itself, negative by how many days it is passed."""
    return None if last is None else (last - cutoff).days


def print_days_left(days: int | None) -> str:
    """Return the days left in words: 余12日, 今日到期, 超期5日."""
    if days is None:
        return "期限无法推算"
    if days == 0:
        return "今日到期"
    return f"余{days}日" if days > 0 else f"超期{-days}日"


def on_time_rate(on_time: float, closed: float, overdue: float) -> float | None:
    """Return the share (0-1) closed on time of those closed and those open past their limit; None where there are none.

    Leaving out the open ones would reward whoever never closes an old case.
    """
    return float(on_time / (closed + overdue)) if closed + overdue > 0 else None


def plain_rate(on_time: float, closed: float) -> float | None:
    """Return the share (0-1) closed on time of those closed, which only ever stands beside the rate above."""
    return float(on_time / closed) if closed > 0 else None
