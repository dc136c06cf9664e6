"""What places reported: the revision that counts, for a quarter and those it may fall back on."""

from datetime import timedelta
from enum import Enum, auto

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from data_access.shared.counts.window import MOST
from data_access.shared.reading import Query, read_frame
from data_access.shared.soundness import is_sound
from data_access.shared.tables import reported_count
from data_access.shared.types import start_of_day
from supervision.periods import Quarter
from supervision.scheme import Scheme

RETURNED = "退回"


class Reports(Enum):
    """Which reports count, by the quarter's deadline for them."""

    ALL = auto()
    """The highest revision, whenever it came: what every figure is made of."""
    UNREVISED = auto()
    """Late first reports count, but no revision made after the deadline."""
    ON_TIME = auto()
    """Only what had come by the deadline."""


def read_reported(
    connection: Connection, quarter: Quarter, scheme: Scheme, which: Reports = Reports.ALL
) -> pd.DataFrame:
    """Return the counting revision of each reported count of a quarter and of the quarters that may be carried.

    One row per area, quarter and measure; columns area_code, measure, value (float, missing where left empty), quarter,
    revision, is_late (came after the quarter's deadline). Left out: returned revisions, measures the scheme does not
    know, values that are no whole numbers from 0 up, and counts that stand there twice (the check lists those).
    """
    back = range(scheme.scoring.carried_quarters + 1)
    quarters = [str(quarter.shifted(-step)) for step in back]
    in_time = _came_in_time(quarter, scheme)
    frame = read_frame(connection, _counting_revisions(quarters, _revision(in_time, which), in_time))
    frame = frame.loc[frame["measure"].isin([measure.code for measure in scheme.reported_measures])]
    values = pd.to_numeric(frame["value"], errors="coerce")
    sound = frame["value"].isna() | (values.between(0, MOST) & (values % 1 == 0))
    # Which of two is the count, only the place knows; their sum is not.
    sound &= ~frame.duplicated(["area_code", "quarter", "measure"], keep=False)
    revisions = pd.to_numeric(frame["revision"], errors="coerce").fillna(0).astype(int)
    counting = frame.assign(value=values.astype(float), revision=revisions, is_late=frame["is_late"].astype(bool))
    return counting.loc[sound].reset_index(drop=True)


def _came_in_time(quarter: Quarter, scheme: Scheme) -> ColumnElement[bool]:
    """Return the condition that a report had come by the end of the quarter's deadline."""
    days = scheme.deadline_for("季度情况").days_after_quarter or 0
    return reported_count.c.reported_at < start_of_day(quarter.ends_on + timedelta(days=days + 1))


def _revision(in_time: ColumnElement[bool], which: Reports) -> ColumnElement[int]:
    """Return the aggregate that picks the counting revision of a count; NULL where none counts."""
    revision = reported_count.c.revision
    if which is Reports.ALL:
        return func.max(revision)
    newest_in_time = func.max(case((in_time, revision)))
    if which is Reports.ON_TIME:
        return newest_in_time
    return func.coalesce(newest_in_time, func.min(revision))


def _counting_revisions(quarters: list[str], revision: ColumnElement[int], in_time: ColumnElement[bool]) -> Query:
    keys = (reported_count.c.area_code, reported_count.c.quarter, reported_count.c.measure)
    newest = (
        select(*keys, revision.label("revision"))
        .where(
            is_sound(reported_count),
            reported_count.c.quarter.in_(quarters),
            reported_count.c.status != RETURNED,
            reported_count.c.revision.between(1, MOST),
            func.round(reported_count.c.revision) == reported_count.c.revision,
        )
        .group_by(*keys)
        .subquery()
    )
    counts = and_(*[newest.c[key.name] == key for key in keys], newest.c.revision == reported_count.c.revision)
    return (
        select(
            reported_count.c.area_code,
            reported_count.c.measure,
            reported_count.c.value,
            reported_count.c.quarter,
            reported_count.c.revision,
            # A moment a row would take longer to read than all the counts.
            case((in_time, 0), else_=1).label("is_late"),
        )
        .join(newest, counts)
        .where(is_sound(reported_count))
        .order_by(reported_count.c.area_code, reported_count.c.quarter, reported_count.c.measure)
    )
