"""The part of a scheme file about papers that units owe the office."""

from pydantic import Field

from supervision.scheme_parts import Row


class Reporting(Row):
    """How late papers are asked for."""

    urge_workdays: int = Field(gt=0)
    """A letter asks for a late paper within so many working days."""
    source: str
