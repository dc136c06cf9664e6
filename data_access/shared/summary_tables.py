"""Summaries of visits that the owner of a large database may keep beside the contract; the dashboard never makes them.

They say exactly what the rows say, at any cut-off. Triggers on the relations they are made from note every change in
`summary_change` within the change's own transaction, and only a refresh clears it; while a note stands, or where they
were made by other rules than this program's, the rows themselves are counted. So a summary can be late, but never
silently wrong. docs/scaling.md tells how to set them up.
"""

from enum import StrEnum

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, exists, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from data_access.shared.reading import explain, read_frame
from data_access.shared.types import CivilDate

metadata = MetaData()
LONGEST_ENTRY = 30
"""Visits entered later than so many days after them stand together, with those entered before them, under -1."""
VISIT_SUMS = (
    "visits",
    "visits_inspected",
    "visits_unannounced",
    "visits_design_checked",
    "visits_design_ok",
    "visits_time_checked",
    "visits_time_ok",
    "visits_after_school_checked",
    "visits_after_school_ok",
    "visits_quality_checked",
    "visits_quality_ok",
)
COVERED = ("schools_due", "schools_visited", "points_due", "points_visited")

visit_day = Table(
    "visit_day",
    metadata,
    Column("area_code", Text, primary_key=True),
    Column("visited_on", CivilDate, primary_key=True),
    Column("entered_after", Integer, primary_key=True, autoincrement=False),
    *[Column(name, Integer, nullable=False) for name in VISIT_SUMS],
    comment="有效到校督导，每县每日每个录入间隔（天）一行",
)
coverage_month = Table(
    "coverage_month",
    metadata,
    Column("area_code", Text, primary_key=True),
    Column("month", CivilDate, primary_key=True),
    *[Column(name, Integer, nullable=False) for name in COVERED],
    comment="整月的应督导与已督导学校，每县每月一行",
)
summary_change = Table(
    "summary_change",
    metadata,
    Column("change", Integer, primary_key=True),
    comment="上次刷新汇总以来的变动；有记录时汇总不采用",
)
summary_definition = Table(
    "summary_definition",
    metadata,
    Column("definition", Text, primary_key=True),
    comment="汇总按哪一版规则建立，一行",
)
DEFINITION = "4610acbdce05f71c"
"""What says how this program counts: a hash of the SQL that makes the summaries. A test fails where the two part."""
SUMMARIES = (visit_day, coverage_month, summary_change, summary_definition)
_READABLE = text(
    """
    select count(*) = count(relation) and bool_and(has_table_privilege(relation, 'SELECT'))
    from (select to_regclass(name) as relation from unnest(cast(:names as text[])) as name) as named
    """
)


class SummaryState(StrEnum):
    """Whether the summaries may stand for the rows."""

    ABSENT = "未设置"
    FOREIGN = "须重建"
    OUTDATED = "待刷新"
    CURRENT = "在用"


def read_summary_state(connection: Connection) -> SummaryState:
    """Return whether there are summaries that this account may read, made by these rules, and with every change."""
    if not _are_readable(connection):
        return SummaryState.ABSENT
    definition = select(func.max(summary_definition.c.definition)).scalar_subquery()
    has_changes = exists(select(summary_change.c.change))
    found = read_frame(connection, select(definition.label("definition"), has_changes.label("changed"))).iloc[0]
    if found["definition"] != DEFINITION:
        return SummaryState.FOREIGN
    return SummaryState.OUTDATED if found["changed"] else SummaryState.CURRENT


def _are_readable(connection: Connection) -> bool:
    names = [table.name for table in SUMMARIES]
    if connection.dialect.name == "sqlite":
        return set(names) <= set(inspect(connection).get_table_names())
    try:
        return bool(connection.execute(_READABLE, {"names": names}).scalar_one())
    except DBAPIError as cause:
        raise explain(cause) from cause


def may_stand_for_rows(connection: Connection) -> bool:
    """Return whether the summaries are there, made by these rules, and hold every change."""
    return read_summary_state(connection) is SummaryState.CURRENT
