"""The reports behind a reported figure: which places are in the sum, with what number, revision and when."""

import pandas as pd
from sqlalchemy import Connection, select

from data_access.shared.reading import read_frame
from data_access.shared.reported import read_reported
from data_access.shared.tables import reported_count
from supervision.areas import Areas
from supervision.periods import Quarter
from supervision.scheme import Scheme

COLUMNS = ("area_code", "quarter", "value", "revision", "status", "reported_at")
HEADINGS = {name: str(reported_count.c[name].comment).split("，")[0].split("（")[0] for name in COLUMNS}


def read_reported_rows(
    connection: Connection, measure: str, area_code: str, areas: Areas, quarter: Quarter, scheme: Scheme
) -> pd.DataFrame:
    """Return the reports whose values add up to a reported measure of a place, one row per place that reported.

    Columns: area_code, quarter (an earlier one where it is carried), value (float), revision, status, reported_at
    (UTC). A place stands with its own report only where none below it reported; an empty value is no report.
    """
    reported = read_reported(connection, quarter, scheme)
    newest = reported.groupby("area_code")["quarter"].transform("max")
    mine = reported.loc[(reported["quarter"] == newest) & (reported["measure"] == measure) & reported["value"].notna()]
    inside = _contributors(area_code, areas, set(mine["area_code"]))
    counting = mine.loc[mine["area_code"].isin(inside), ["area_code", "quarter", "value", "revision"]]
    about = _read_status(connection, measure, sorted(set(counting["quarter"])))
    return counting.merge(about, on=["area_code", "quarter", "revision"], how="left")[list(COLUMNS)]


def _read_status(connection: Connection, measure: str, quarters: list[str]) -> pd.DataFrame:
    """Return when each revision of one measure came and how it stands; the sums need neither and do not read them."""
    c = reported_count.c
    query = select(c.area_code, c.quarter, c.revision, c.status, c.reported_at)
    return read_frame(connection, query.where(c.measure == measure, c.quarter.in_(quarters)))


def _contributors(area_code: str, areas: Areas, reporting: set[str]) -> list[str]:
    below = [code for child in areas.children(area_code) for code in _contributors(child.area_code, areas, reporting)]
    return below or [area_code] * (area_code in reporting)
