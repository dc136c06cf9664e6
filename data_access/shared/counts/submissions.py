"""Counts of papers that units owe the office."""

from datetime import timedelta

from sqlalchemy import and_

from data_access.shared.counts.family import Family
from data_access.shared.counts.window import Window, one_where
from data_access.shared.soundness import is_sound
from data_access.shared.tables import submission
from data_access.shared.types import civil_day

RETURNED = "退回"


def submission_family(window: Window) -> Family:
    """Return the rows of papers whose deadline fell in the window and those received by it."""
    c = submission.c
    received = and_(c.received_at.is_not(None), c.received_at < window.ends_before, c.status != RETURNED)
    return Family(
        relation=submission,
        area_code=c.area_code,
        source=submission,
        # A paper due on the cut-off day itself is not late before that day is over.
        where=(
            is_sound(submission),
            c.due_on.between(window.first, window.cutoff - timedelta(days=1)),
        ),
        amounts=(
            one_where("submissions_due", c.kind.is_not(None)),
            one_where("submissions_on_time", received, civil_day(c.received_at) <= c.due_on),
        ),
    )
