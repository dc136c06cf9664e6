"""The part of a scheme file about the weekly meeting: which slides, in which order, and how much on each."""

from typing import Literal

from pydantic import Field, field_validator

from supervision.scheme_parts import Row

SlideName = Literal[
    "week",
    "decided",
    "deadlines",
    "coverage",
    "scores",
    "complaints",
    "problems",
    "warnings",
    "summons",
    "decisions",
    "resolved",
]


class Meeting(Row):
    """How the slides of the weekly meeting are made."""

    slides: tuple[SlideName, ...] = Field(min_length=1)
    """Those to be shown, in this order."""
    rows: int = Field(gt=0, le=12)
    """Rows of a table at most; the page behind it has them all."""
    horizon_days: int = Field(gt=0)
    """Days ahead in which a date is told."""
    seconds: int = Field(gt=4)
    """How long the timer leaves a slide."""
    source: str

    @field_validator("slides")
    @classmethod
    def _once(cls, slides: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(slides)) != len(slides):
            raise ValueError("同一张幻灯片只能列一次")
        return slides
