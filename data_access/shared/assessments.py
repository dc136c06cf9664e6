"""The one way from the shared database to an Assessment; screens and the command line both come through here."""

from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import Connection

from data_access.shared.areas import read_areas
from data_access.shared.counts import join_counts, read_closing_days, reads_of_counts
from data_access.shared.quarters import read_has_data
from data_access.shared.reading import Read, read_together
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
    moments = [(quarter, cutoff)]
    if with_previous and read_has_data(connection, quarter.previous):
        moments.append((quarter.previous, same_cutoff_in(quarter, quarter.previous, cutoff)))
    read = _read_counts(connection, moments)
    assessed = [
        assess(counts, read_areas(connection, day), scheme_for(each), each, day)
        for counts, (each, day) in zip(read, moments, strict=True)
    ]
    return compare(*assessed) if len(assessed) > 1 else assessed[0]


def read_as_reported(connection: Connection, quarter: Quarter, cutoff: date) -> AsReported:
    """Return the assessment of a quarter with all reports, without late revisions, and with timely reports only.

    Raises what `read_assessment` raises. Where no report came late the three are one and the same.
    """
    if not read_has_data(connection, quarter):
        raise NoData(f"数据库中没有{quarter.name}的数据。请改选其他季度，或先录入、导入本季度数据。")
    scheme, areas = scheme_for(quarter), read_areas(connection, cutoff)
    (counts,) = _read_counts(connection, [(quarter, cutoff)])
    final = assess(counts, areas, scheme, quarter, cutoff)
    others = []
    for which in (Reports.UNREVISED, Reports.ON_TIME):
        reported = read_reported(connection, quarter, scheme, which)
        is_same = reported.equals(counts.reported)
        others.append(final if is_same else assess(replace(counts, reported=reported), areas, scheme, quarter, cutoff))
    return AsReported(final, *others)


def _read_counts(connection: Connection, moments: list[tuple[Quarter, date]]) -> list[Counts]:
    """Return the counts of some quarters at their cut-offs, all read together."""
    reads: list[Read] = []
    for quarter, cutoff in moments:
        scheme = scheme_for(quarter)
        reads += reads_of_counts(quarter, cutoff, scheme)
        reads.append(partial(read_reported, quarter=quarter, scheme=scheme))
        reads.append(partial(read_closing_days, quarter=quarter, cutoff=cutoff, scheme=scheme))
    frames = read_together(connection, reads)
    each = len(reads) // len(moments)
    parts = [frames[start : start + each] for start in range(0, len(frames), each)]
    return [Counts(counted=join_counts(part[:-2]), reported=part[-2], closing_days=part[-1]) for part in parts]
