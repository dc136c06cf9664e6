"""Counts from rows: every counted measure of the scheme, one query per relation family."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
from sqlalchemy import Connection

from data_access.shared.counts.complaints import complaint_family, read_closing_days
from data_access.shared.counts.family import Family, read_counts
from data_access.shared.counts.institutions import (
    enforcement_family,
    institution_family,
    repeat_family,
    violation_family,
)
from data_access.shared.counts.problems import problem_family
from data_access.shared.counts.schools import inspector_family, school_family, school_month_family
from data_access.shared.counts.submissions import submission_family
from data_access.shared.counts.visits import read_visit_counts, visit_family
from data_access.shared.counts.window import Window
from data_access.shared.reading import Read
from supervision.periods import Quarter
from supervision.scheme import Scheme

__all__ = ["FAMILIES", "family_of", "join_counts", "read_closing_days", "read_counted", "reads_of_counts"]

FAMILIES = (
    visit_family,
    school_month_family,
    problem_family,
    complaint_family,
    institution_family,
    school_family,
    inspector_family,
    enforcement_family,
    violation_family,
    repeat_family,
    submission_family,
)
"""Each takes a window and returns the rows of some measures and what each row adds to them; the slow ones first."""


def family_of(measure: str, window: Window) -> Family:
    """Return the family that counts a measure; raises KeyError for a measure that is not counted from rows."""
    for make in FAMILIES:
        family = make(window)
        if measure in family.measures:
            return family
    raise KeyError(measure)


def reads_of_counts(quarter: Quarter, cutoff: date, scheme: Scheme) -> list[Read]:
    """Return the reads of every counted measure from the quarter's first day to the end of the cut-off day."""
    window = Window(quarter, cutoff, scheme)
    rest = [partial(read_counts, family=make(window)) for make in FAMILIES if make is not visit_family]
    return [partial(read_visit_counts, window=window), *rest]


def join_counts(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return what `reads_of_counts` read as one frame.

    Columns: area_code (as the row names it; nothing is summed upwards here), measure, value (float, never negative).
    An area without rows is absent and stands for zero. Rows that break the contract are left out (see the check).
    """
    long = [frame.melt(id_vars="area_code", var_name="measure", value_name="value") for frame in frames]
    counts = pd.concat(long, ignore_index=True).dropna()
    return counts.astype({"value": float})


def read_counted(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return every counted measure of the scheme up to the cut-off; columns as `join_counts`."""
    return join_counts([read(connection) for read in reads_of_counts(quarter, cutoff, scheme)])
