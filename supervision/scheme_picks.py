"""The part of a scheme file about the cases that a bulletin may tell as examples."""

from pydantic import Field

from supervision.scheme_parts import Row


class Picks(Row):
    """How many records are put before staff to choose from, and which are good enough."""

    most: int = Field(gt=0)
    """Records offered of each kind."""
    most_in_county: int = Field(gt=0)
    """Of them, those of one county."""
    days_early: int = Field(ge=0)
    """A rectification made at least so many days before its last day, and held at the look-back, is good practice."""
    source: str
