"""What a place may contest beside a figure: one problem of the list, as it is known at a cut-off."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import problem


def read_problems_by_id(connection: Connection, problem_ids: Sequence[str], cutoff: date) -> pd.DataFrame:
    """Return the problems of some ids raised by a cut-off, one row each, in order of their ids.

    Columns: problem_id, area_code, category_code, severity, summary (without personal data), raised_on, due_on.
    """
    c = problem.c
    query = (
        select(c.problem_id, c.area_code, c.category_code, c.severity, c.summary, c.raised_on, c.due_on)
        .where(is_sound(problem), c.problem_id.in_(list(problem_ids)), c.raised_on <= cutoff)
        .order_by(c.problem_id)
    )
    return read_frame(connection, query)
