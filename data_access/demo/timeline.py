"""The days the demo covers: 2021Q3 to a running 2022Q4 whose newest day is 2022-12-20."""

from datetime import UTC, date, datetime
from typing import Any

import chinese_calendar
import numpy as np
import numpy.typing as npt

from supervision.periods import Quarter

FIRST_DAY = date(2021, 7, 1)
CUTOFF = date(2022, 12, 20)
NEWEST_MOMENT = datetime(2022, 12, 20, 13, 30, tzinfo=UTC)
QUARTERS = tuple(Quarter(2021, 3).shifted(step) for step in range(6))
FUNDS_RULE_ON = date(2022, 4, 1)
"""From this month on prepaid fees of every institution are supervised, not only of academic ones (facts §0.7)."""

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

NO_DAY = np.datetime64("NaT", "D")
LAST = np.datetime64(CUTOFF, "D")
_LAST_MOMENT = np.datetime64(NEWEST_MOMENT.replace(tzinfo=None), "s")
MONTHS: Days = np.arange("2021-07", "2023-01", dtype="datetime64[M]")
WORKDAYS: Days = np.array(chinese_calendar.get_workdays(FIRST_DAY, CUTOFF), dtype="datetime64[D]")
QUARTER_STARTS: Days = np.array([quarter.starts_on for quarter in QUARTERS], dtype="datetime64[D]")
QUARTER_ENDS: Days = np.array([min(quarter.ends_on, CUTOFF) for quarter in QUARTERS], dtype="datetime64[D]")


def quarter_index(days: Days) -> Numbers:
    """Return the position in QUARTERS of each day (the first or last quarter for days outside)."""
    return np.clip(np.searchsorted(QUARTER_STARTS, days, side="right") - 1, 0, len(QUARTERS) - 1)


def workdays_of(month: np.datetime64) -> Days:
    """Return the working days of a month up to the cut-off, holidays and make-up days respected."""
    return np.asarray(WORKDAYS[WORKDAYS.astype("datetime64[M]") == month])


def at_local_time(days: Days, seconds: Any) -> Days:
    """Return moments in UTC for civil days in Shanghai and seconds after midnight there, never after the cut-off."""
    moments = days.astype("datetime64[s]") + np.asarray(seconds).astype("timedelta64[s]") - np.timedelta64(8, "h")
    return np.asarray(np.minimum(moments, _LAST_MOMENT))


def hide_future(days: Days) -> Days:
    """Return the days with those after the cut-off missing: they have not happened yet."""
    return np.where(days <= LAST, days, NO_DAY)


def random_days(
    draw: np.random.Generator, first: Days | np.datetime64 | date, last: Days | np.datetime64 | date, size: int
) -> Days:
    """Return `size` days drawn evenly between two days, both included."""
    start = np.asarray(first, dtype="datetime64[D]")
    span = (np.asarray(last, dtype="datetime64[D]") - start).astype(np.int64)
    return np.asarray(start + np.floor(draw.random(size) * (np.maximum(span, 0) + 1)).astype("timedelta64[D]"))


def only_where(wanted: Flags, texts: Texts) -> Texts:
    """Return the texts that are wanted, None in the other places."""
    chosen = np.full(len(wanted), None, dtype=object)
    chosen[wanted] = texts[wanted]
    return chosen
