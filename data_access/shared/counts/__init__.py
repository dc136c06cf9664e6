"""Counts from rows: every counted measure of the scheme, one query per relation family."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from data_access.shared.counts.cases import complaint_family, problem_family, read_closing_days
from data_access.shared.counts.family import Family, read_counts
from data_access.shared.counts.institutions import (
    enforcement_family,
    institution_family,
    repeat_family,
    violation_family,
)
from data_access.shared.counts.schools import inspector_family, school_family, school_month_family
from data_access.shared.counts.submissions import submission_family
from data_access.shared.counts.visits import visit_family
from data_access.shared.counts.window import Window
from supervision.periods import Quarter
from supervision.scheme import Scheme

__all__ = ["FAMILIES", "family_of", "read_closing_days", "read_counted"]

FAMILIES = (
    school_family,
    inspector_family,
    school_month_family,
    visit_family,
    institution_family,
    enforcement_family,
    violation_family,
    repeat_family,
    problem_family,
    complaint_family,
    submission_family,
)
"""Each takes a window and returns the rows of some measures and what each row adds to them."""


def family_of(measure: str, window: Window) -> Family:
    """Return the family that counts a measure; raises KeyError for a measure that is not counted from rows."""
    for make in FAMILIES:
        family = make(window)
        if measure in family.measures:
            return family
    raise KeyError(measure)


def read_counted(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return every counted measure of the scheme from the quarter's first day to the end of the cut-off day.

    Columns: area_code (as the row names it; nothing is summed upwards here), measure, value (float, never negative).
    An area without rows is absent and stands for zero. Rows that break the contract are left out (see the check).
    """
    window = Window(quarter, cutoff, scheme)
    frames = [
        read_counts(connection, make(window)).melt(id_vars="area_code", var_name="measure", value_name="value")
        for make in FAMILIES
    ]
    counts = pd.concat(frames, ignore_index=True).dropna()
    return counts.astype({"value": float})
