"""The part of a scheme file about visits to schools: how they are judged, and where to go next."""

from pydantic import Field

from supervision.scheme_parts import Row


class NextVisits(Row):
    """When a school is put on the list of schools to visit next, and how many are drawn at random."""

    schools: int = Field(gt=0)
    random_share: float = Field(ge=0, le=1)
    unvisited_at_least: int = Field(gt=0)
    """任务重: so many schools of the school's inspector are still due in the month."""
    complaint_days: int = Field(gt=0)
    complaints_at_least: int = Field(gt=0)
    """投诉多: so many complaints about the school in so many days up to the cut-off."""
    gap_days: int = Field(gt=0)
    overdue_at_least: int = Field(gt=0)
    """工作落后: longer than so many days without a visit, or so many problems past their limit."""
    source: str


class Visiting(Row):
    """How visits to schools are judged beside their number."""

    points_count: bool
    """Whether teaching points count among the schools that an inspector must reach."""
    entry_days: int = Field(ge=0)
    month_end_days: int = Field(gt=0)
    inspector_schools: int = Field(gt=0)
    gap_edges: tuple[int, int, int]
    next: NextVisits
    source: str
