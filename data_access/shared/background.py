"""What documents say beside an assessment: earlier quarters, and the cases long overdue, one by one."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from data_access.shared.assessments import read_assessment
from data_access.shared.counted_rows import read_rows
from data_access.shared.quarters import read_has_data
from supervision.assessment import Assessment
from supervision.periods import Quarter, same_cutoff_in

OVERDUE_MEASURES = ("problems_open_overdue", "complaints_open_overdue")
MOST_ROWS = 50_000
"""Far above any province's overdue cases; a list longer than this is no list any more."""


def read_history(connection: Connection, quarter: Quarter, cutoff: date, quarters: int = 4) -> tuple[Assessment, ...]:
    """Return up to so many quarters before this one on the same days of theirs, oldest first, without changes.

    Quarters without data are left out. Raises what `read_assessment` raises.
    """
    earlier = [quarter.shifted(-back) for back in range(quarters, 0, -1)]
    return tuple(
        read_assessment(connection, each, same_cutoff_in(quarter, each, cutoff), with_previous=False)
        for each in earlier
        if read_has_data(connection, each)
    )


def read_overdue(connection: Connection, assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Return the rows behind problems_open_overdue and complaints_open_overdue of the whole province, by measure.

    Columns as in docs/database.md, and adds; their sum is the count of the assessment.
    """
    codes = [area.area_code for area in assessment.areas.all]
    quarter, cutoff, scheme = assessment.quarter, assessment.cutoff, assessment.scheme
    return {
        measure: read_rows(connection, measure, codes, quarter, cutoff, scheme, limit=MOST_ROWS)
        for measure in OVERDUE_MEASURES
    }
