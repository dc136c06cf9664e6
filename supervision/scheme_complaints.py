"""The part of a scheme file about complaints: limits, reminders, comparison, small cells, and the seasons of a year."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from supervision.scheme_parts import Row


def _check_day(text: str) -> str:
    # A leap year: the 29th of February is a day of some years, and no season may start on it.
    day = date.fromisoformat(f"2024-{text}")
    if (day.month, day.day) == (2, 29):
        raise ValueError("日期不能为2月29日")
    return text


MonthDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_check_day)]


class Season(Row):
    """A stretch of the year in which complaints of some kinds have risen before: a holiday or examinations."""

    name: str
    kind: Literal["假期", "考试"]
    starts: MonthDay
    ends: MonthDay
    watch: str
    """What to look out for, as a warning says it."""
    source: str

    @model_validator(mode="after")
    def _check(self) -> "Season":
        if self.starts > self.ends:
            raise ValueError(f"时段“{self.name}”的起止日期颠倒；跨年的时段请分两行填写")
        return self

    def first_in(self, year: int) -> date:
        """Return its first day in a year."""
        return date.fromisoformat(f"{year}-{self.starts}")

    def last_in(self, year: int) -> date:
        """Return its last day in a year."""
        return date.fromisoformat(f"{year}-{self.ends}")


class Surge(Row):
    """How a season is compared with the days before it, and when the page speaks of it."""

    ahead_days: int = Field(gt=0)
    """So many days before a season begins the page shows it."""
    baseline_days: int = Field(gt=0)
    """It is compared with so many days before it."""
    years: int = Field(gt=0)
    """So many earlier years make a pattern; with fewer the page says that they are few."""
    least_cases: int = Field(gt=0)
    """A place with fewer complaints in the days before gets no ratio of its own."""
    rise_at_least: float = Field(gt=0)
    """A rise of the daily mean by this share (0.2: by a fifth) is called one."""
    source: str

    @property
    def baseline(self) -> timedelta:
        return timedelta(days=self.baseline_days)


class Complaints(Row):
    """How complaints are judged beside their number."""

    limit_in: Literal["自然日", "工作日"]
    limit_source: str
    remind_workdays: int = Field(gt=0)
    """Open for so many working days: to be urged."""
    due_soon_days: int = Field(ge=0)
    least_cases: int = Field(gt=0)
    """Places with fewer complaints are not put in order by their number per head or by their speed."""
    cell_at_least: int = Field(gt=1)
    """Smaller numbers of a county are merged or withheld in files."""
    source: str
    surge: Surge
    season: tuple[Season, ...]
