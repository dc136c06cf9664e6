"""What places reported: the revision that counts, for a quarter and those it may fall back on."""

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from data_access.shared.reading import Query, read_frame
from data_access.shared.tables import reported_count
from supervision.periods import Quarter
from supervision.scheme import Scheme

RETURNED = "退回"


def read_reported(connection: Connection, quarter: Quarter, scheme: Scheme) -> pd.DataFrame:
    """Return the counting revision of each reported count of a quarter and of the quarters that may be carried.

    One row per area, quarter and measure; columns area_code, measure, value (float, missing where left empty), quarter,
    revision, reported_at (UTC), status. Left out: returned revisions, measures the scheme does not know, and values
    that are no whole numbers from 0 up (the check lists those).
    """
    back = range(scheme.scoring.carried_quarters + 1)
    quarters = [str(quarter.shifted(-step)) for step in back]
    frame = read_frame(connection, _counting_revisions(quarters))
    frame = frame.loc[frame["measure"].isin([measure.code for measure in scheme.reported_measures])]
    values = pd.to_numeric(frame["value"], errors="coerce")
    sound = frame["value"].isna() | ((values >= 0) & (values % 1 == 0))
    return frame.assign(value=values.astype(float)).loc[sound].reset_index(drop=True)


def _counting_revisions(quarters: list[str]) -> Query:
    keys = (reported_count.c.area_code, reported_count.c.quarter, reported_count.c.measure)
    newest = (
        select(*keys, func.max(reported_count.c.revision).label("revision"))
        .where(reported_count.c.quarter.in_(quarters), reported_count.c.status != RETURNED)
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
            reported_count.c.reported_at,
            reported_count.c.status,
        )
        .join(newest, counts)
        .order_by(reported_count.c.area_code, reported_count.c.quarter, reported_count.c.measure)
    )
