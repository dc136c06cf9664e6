"""What the days of visits say of a place: entered in time, unannounced, and months with visits only at their end."""

from datetime import date, timedelta

import pandas as pd

from supervision.periods import month_end
from supervision.spans import Span


def sum_visit_days(days: pd.DataFrame, span: Span, month_end_days: int) -> pd.DataFrame:
    """Return the visits of a span, one row per county that has one.

    Columns: area_code, visits, entered_in_time, inspected, unannounced (ints), end_months (the months all of whose
    visits fall on their last days, as 10月、11月; empty where there is none).
    `days`: columns of `data_access.shared.visiting.read_visit_days`. A month that has not ended is not judged.
    """
    inside = days.loc[[span.first <= day <= span.last for day in days["visited_on"]]]
    numbers = ["visits", "entered_in_time", "inspected", "unannounced"]
    summed = inside.groupby("area_code", as_index=False)[numbers].sum()
    flagged = {code: _end_months(group, span, month_end_days) for code, group in inside.groupby("area_code")}
    words = ["、".join(flagged[code]) for code in summed["area_code"]]
    return summed.assign(end_months=pd.Series(words, index=summed.index, dtype=str))


def _end_months(days: pd.DataFrame, span: Span, month_end_days: int) -> list[str]:
    visited = set(days["visited_on"])
    return [f"{month.month}月" for month in span.months if _is_at_end(visited, month, span.cutoff, month_end_days)]


def _is_at_end(visited: set[date], month: date, cutoff: date, month_end_days: int) -> bool:
    last = month_end(month)
    of_month = [day for day in visited if month <= day <= last]
    return bool(of_month) and last <= cutoff and min(of_month) > last - timedelta(days=month_end_days)
