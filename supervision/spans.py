"""The stretch of time that coverage is shown for: one month of a quarter, or all its months begun by the cut-off."""

from dataclasses import dataclass
from datetime import date

from supervision.periods import Quarter, month_end, months_until, print_month


@dataclass(frozen=True)
class Span:
    """Months of a quarter up to a cut-off."""

    quarter: Quarter
    cutoff: date
    months: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.months[0]

    @property
    def last(self) -> date:
        """Return the last day that counts."""
        return min(month_end(self.months[-1]), self.cutoff)

    @property
    def is_whole_quarter(self) -> bool:
        return self.code == str(self.quarter)

    @property
    def is_provisional(self) -> bool:
        """Return whether the last month has not ended by the cut-off."""
        return self.cutoff < month_end(self.months[-1])

    @property
    def code(self) -> str:
        """Return the text of the span in a link: 2022-12, or 2022Q4 for the quarter."""
        return f"{self.first:%Y-%m}" if len(self.months) == 1 else str(self.quarter)

    @property
    def name(self) -> str:
        """Return the name as people read it: 2022年12月, 2022年第四季度."""
        return print_month(self.first) if len(self.months) == 1 else self.quarter.name

    @property
    def unit(self) -> str:
        """Return the unit of what is due: schools in a month, school-months in a quarter."""
        return "所" if len(self.months) == 1 else "校月"


def spans_of(quarter: Quarter, cutoff: date) -> tuple[Span, ...]:
    """Return the months begun by the cut-off, and then all of them together where they are several."""
    months = months_until(quarter, cutoff)
    single = tuple(Span(quarter, cutoff, (month,)) for month in months)
    return (*single, Span(quarter, cutoff, months)) if len(months) > 1 else single
