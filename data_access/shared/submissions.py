"""Papers that units owe the office: one row per unit, kind and period."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from data_access.shared.reading import read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import submission
from data_access.shared.types import civil_day


def read_submissions(connection: Connection, last_due: date) -> pd.DataFrame:
    """Return the papers due up to a day, by due day, kind and area.

    Columns: area_code, kind, period, due_on, received_on (civil day in Shanghai; None where nothing came), status. What
    they are at a cut-off says `supervision.submission_states`. A row without a readable due day is left out (see the
    check).
    """
    c = submission.c
    query = (
        select(c.area_code, c.kind, c.period, c.due_on, civil_day(c.received_at).label("received_on"), c.status)
        .where(is_sound(submission), c.due_on <= last_due)
        .order_by(c.due_on, c.kind, c.area_code, c.period)
    )
    found = read_frame(connection, query)
    return found.loc[found["due_on"].notna()].reset_index(drop=True)
