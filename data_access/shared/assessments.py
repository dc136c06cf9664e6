"""The one way from the shared database to an Assessment; screens and the command line both come through here."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Engine

from data_access.shared.areas import read_areas
from data_access.shared.counts import read_closing_days, read_counted
from data_access.shared.quarters import read_has_data
from data_access.shared.reading import connected
from data_access.shared.reported import Reports, read_reported
from supervision.assessing import Counts, assess
from supervision.assessment import Assessment
from supervision.comparing import compare
from supervision.explaining import AsReported
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
    if not with_previous or not read_has_data(connection, quarter.previous):
        return _read_one(connection, quarter, cutoff)
    earlier = same_cutoff_in(quarter, quarter.previous, cutoff)
    # Both quarters at once, each on a connection of its own: a database answers while Python waits.
    with ThreadPoolExecutor(max_workers=1) as aside:
        previous = aside.submit(_read_apart, connection.engine, quarter.previous, earlier)
        assessment = _read_one(connection, quarter, cutoff)
        return compare(assessment, previous.result())


def read_as_reported(connection: Connection, quarter: Quarter, cutoff: date) -> AsReported:
    """Return the assessment of a quarter with all reports, without late revisions, and with timely reports only.

    Raises what `read_assessment` raises. Where no report came late the three are one and the same.
    """
    if not read_has_data(connection, quarter):
        raise NoData(f"数据库中没有{quarter.name}的数据。请改选其他季度，或先录入、导入本季度数据。")
    counts, scheme, areas = (
        _read_counts(connection, quarter, cutoff),
        scheme_for(quarter),
        read_areas(connection, cutoff),
    )
    final = assess(counts, areas, scheme, quarter, cutoff)
    others = []
    for which in (Reports.UNREVISED, Reports.ON_TIME):
        reported = read_reported(connection, quarter, scheme, which)
        is_same = reported.equals(counts.reported)
        others.append(final if is_same else assess(replace(counts, reported=reported), areas, scheme, quarter, cutoff))
    return AsReported(final, *others)


def _read_apart(engine: Engine, quarter: Quarter, cutoff: date) -> Assessment:
    with connected(engine) as connection:
        return _read_one(connection, quarter, cutoff)


def _read_one(connection: Connection, quarter: Quarter, cutoff: date) -> Assessment:
    counts = _read_counts(connection, quarter, cutoff)
    return assess(counts, read_areas(connection, cutoff), scheme_for(quarter), quarter, cutoff)


def _read_counts(connection: Connection, quarter: Quarter, cutoff: date) -> Counts:
    scheme = scheme_for(quarter)
    return Counts(
        counted=read_counted(connection, quarter, cutoff, scheme),
        reported=read_reported(connection, quarter, scheme),
        closing_days=read_closing_days(connection, quarter, cutoff, scheme),
    )
