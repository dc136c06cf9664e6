"""Counts of papers that units owe the office."""

from datetime import timedelta

import pandas as pd
from sqlalchemy import Connection, and_, select

from data_access.shared.counts.window import Window, count_where
from data_access.shared.reading import read_frame
from data_access.shared.tables import submission
from data_access.shared.types import civil_day

RETURNED = "退回"


def read_submission_counts(connection: Connection, window: Window) -> pd.DataFrame:
    """Return papers whose deadline fell in the window and those received by it, one row per area that owes them."""
    c = submission.c
    received = and_(c.received_at.is_not(None), c.received_at < window.ends_before, c.status != RETURNED)
    query = (
        select(
            c.area_code,
            count_where("submissions_due", c.kind.is_not(None)),
            count_where("submissions_on_time", received, civil_day(c.received_at) <= c.due_on),
        )
        # A paper due on the cut-off day itself is not late before that day is over.
        .where(c.due_on.between(window.first, window.cutoff - timedelta(days=1)))
        .group_by(c.area_code)
        .order_by(c.area_code)
    )
    return read_frame(connection, query)
