"""Counts from rows: every counted measure of the scheme, one query per relation family."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from data_access.shared.counts.cases import read_closing_days, read_complaint_counts, read_problem_counts
from data_access.shared.counts.institutions import (
    read_enforcement_counts,
    read_institution_counts,
    read_repeat_counts,
    read_violation_counts,
)
from data_access.shared.counts.schools import read_inspector_counts, read_school_counts, read_school_month_counts
from data_access.shared.counts.submissions import read_submission_counts
from data_access.shared.counts.visits import read_visit_counts
from data_access.shared.counts.window import Window
from supervision.periods import Quarter
from supervision.scheme import Scheme

__all__ = ["QUERIES", "read_closing_days", "read_counted"]

QUERIES = (
    read_school_counts,
    read_inspector_counts,
    read_school_month_counts,
    read_visit_counts,
    read_institution_counts,
    read_enforcement_counts,
    read_violation_counts,
    read_repeat_counts,
    read_problem_counts,
    read_complaint_counts,
    read_submission_counts,
)
"""Each takes a connection and a window and returns one row per area with a column per measure."""


def read_counted(connection: Connection, quarter: Quarter, cutoff: date, scheme: Scheme) -> pd.DataFrame:
    """Return every counted measure of the scheme from the quarter's first day to the end of the cut-off day.

    Columns: area_code (as the row names it; nothing is summed upwards here), measure, value (float, never negative).
    An area without rows is absent and stands for zero. Rows that break the contract are left out (see the check).
    """
    window = Window(quarter, cutoff, scheme)
    frames = [
        read(connection, window).melt(id_vars="area_code", var_name="measure", value_name="value") for read in QUERIES
    ]
    counts = pd.concat(frames, ignore_index=True).dropna()
    return counts.astype({"value": float})
