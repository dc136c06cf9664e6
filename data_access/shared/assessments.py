"""The one way from the shared database to an Assessment; screens and the command line both come through here."""

from datetime import date

from sqlalchemy import Connection

from data_access.shared.areas import read_areas
from data_access.shared.counts import read_closing_days, read_counted
from data_access.shared.quarters import read_has_data
from data_access.shared.reported import read_reported
from supervision.assessing import Counts, assess
from supervision.assessment import Assessment
from supervision.comparing import compare
from supervision.faults import NoData
from supervision.periods import Quarter, same_cutoff_in
from supervision.scheme import scheme_for


def read_assessment(
    connection: Connection, quarter: Quarter, cutoff: date, *, with_previous: bool = True
) -> Assessment:
    """Return the assessment of a quarter at a cut-off, compared with the same days of the quarter before if asked.

    Raises NoData where the database holds nothing of the quarter, SchemeBroken where no scheme applies to it,
    InputRejected for a cut-off outside it, DatabaseAway and ContractBroken as reading does.
    """
    if not read_has_data(connection, quarter):
        raise NoData(f"数据库中没有{quarter.name}的数据。请改选其他季度，或先录入、导入本季度数据。")
    assessment = _read_one(connection, quarter, cutoff)
    if with_previous and read_has_data(connection, quarter.previous):
        earlier = same_cutoff_in(quarter, quarter.previous, cutoff)
        return compare(assessment, _read_one(connection, quarter.previous, earlier))
    return assessment


def _read_one(connection: Connection, quarter: Quarter, cutoff: date) -> Assessment:
    scheme = scheme_for(quarter)
    counts = Counts(
        counted=read_counted(connection, quarter, cutoff, scheme),
        reported=read_reported(connection, quarter, scheme),
        closing_days=read_closing_days(connection, quarter, cutoff, scheme),
    )
    return assess(counts, read_areas(connection, cutoff), scheme, quarter, cutoff)
