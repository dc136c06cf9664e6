"""The rules of the contract as queries: each yields the keys and values of the rows that break it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Table,
    cast,
    exists,
    func,
    inspect,
    or_,
    select,
)
from sqlalchemy.exc import DBAPIError

from data_access.shared import tables as t
from data_access.shared.reading import explain
from data_access.shared.types import CivilDate, UtcTime, civil_day
from supervision.findings import Finding, Severity

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Check:
    """One rule: the query selects the key columns and, last, the offending value."""

    relation: str
    column: str
    rule: str
    query: Query
    needs: frozenset[str]
    """Names of the relations that must be sound for the rule to be asked."""


@dataclass(frozen=True)
class BrokenRelations:
    """Relations that are missing or lack columns, and the findings that say so."""

    names: frozenset[str]
    findings: tuple[Finding, ...] = field(default=())


def broken_relations(connection: Connection) -> BrokenRelations:
    """Return which relations of the contract cannot be read as it says."""
    try:
        inspector = inspect(connection)
        present = set(inspector.get_table_names()) | set(inspector.get_view_names())
        present |= set(inspector.get_materialized_view_names()) if connection.dialect.name == "postgresql" else set()
        columns = {name: {c["name"] for c in inspector.get_columns(name)} for name in present}
    except DBAPIError as cause:
        raise explain(cause) from cause
    findings = []
    for table in t.RELATIONS:
        if table.name not in columns:
            findings.append(_missing(table.name, "（全部）", "缺少约定的表或视图"))
            continue
        lacking = [column.name for column in table.c if column.name not in columns[table.name]]
        findings += [_missing(table.name, name, "缺少约定的列") for name in lacking]
    return BrokenRelations(frozenset(finding.relation for finding in findings), tuple(findings))


def _missing(relation: str, column: str, rule: str) -> Finding:
    return Finding(Severity.FAULT, relation, "—", column, "—", rule)


def checks(dialect: str) -> Iterator[Check]:
    """Yield every rule, relation by relation."""
    for table in t.RELATIONS:
        yield from _shape_checks(table, dialect)
    yield from _place_checks()
    yield from _order_checks()
    yield from _link_checks()


def _check(
    table: Table, column: ColumnElement[Any], rule: str, *where: ColumnElement[bool], needs: tuple[Table, ...] = ()
) -> Check:
    keys = list(table.primary_key.columns)
    query = select(*keys, cast(column, String).label("value_found")).where(*where).order_by(*keys)
    name = getattr(column, "name", "—")
    return Check(table.name, name, rule, query, frozenset({table.name, *(other.name for other in needs)}))


def _shape_checks(table: Table, dialect: str) -> Iterator[Check]:
    """Yield what each column must be: present, readable, known, not too long or negative; and that keys are unique."""
    keys = list(table.primary_key.columns)
    repeated = select(*keys, func.count()).group_by(*keys).having(func.count() > 1).order_by(*keys)
    yield Check(table.name, "、".join(key.name for key in keys), "主键重复", repeated, frozenset({table.name}))
    for column in table.c:
        yield from _column_checks(table, column, dialect)


def _column_checks(table: Table, column: Column[Any], dialect: str) -> Iterator[Check]:
    if not column.nullable:
        yield _check(table, column, "不应为空", column.is_(None))
    if codes := column.info.get("codes"):
        yield _check(table, column, f"应为：{'、'.join(codes)}", column.is_not(None), column.not_in(codes))
    if longest := column.info.get("longest"):
        yield _check(table, column, f"不应超过{longest}字，超过的显示时截短", func.length(column) > longest)
    if isinstance(column.type, Integer):
        yield _check(table, column, "不应为负数", column < 0)
    if dialect == "sqlite":
        yield from _text_checks(table, column)


def _text_checks(table: Table, column: Column[Any]) -> Iterator[Check]:
    """Yield what SQLite does not see to by itself: numbers that are text, dates that are none."""
    if isinstance(column.type, Integer):
        yield _check(table, column, "应为整数", func.typeof(column).not_in(("integer", "null")))
    for kind, readable, form in ((CivilDate, func.date, "2022-03-05"), (UtcTime, func.datetime, "2022-03-05 08:00:00")):
        if isinstance(column.type, kind):
            as_text, read = cast(column, String), readable(cast(column, String), type_=String)
            yield _check(table, column, f"日期应写作 {form}", column.is_not(None), or_(read.is_(None), read != as_text))


def _place_checks() -> Iterator[Check]:
    """Yield that area codes are known, and at county level where rows are counted."""
    counties = (t.school, t.inspector, t.institution, t.violation, t.enforcement, t.complaint, t.problem)
    for table in counties:
        known = exists().where(t.area.c.area_code == table.c.area_code, t.area.c.level == "county")
        yield _check(table, table.c.area_code, "应为区划表中的县（市、区）代码", ~known, needs=(t.area,))
    for table in (t.warning_notice, t.interview, t.accountability, t.reported_count, t.submission):
        known = exists().where(t.area.c.area_code == table.c.area_code)
        yield _check(table, table.c.area_code, "应为区划表中的代码", ~known, needs=(t.area,))
    parent = t.area.alias("parent")
    orphan = ~exists().where(parent.c.area_code == t.area.c.parent_code)
    yield _check(t.area, t.area.c.parent_code, "上级应在区划表中", t.area.c.parent_code.is_not(None), orphan)
    rootless = (t.area.c.parent_code.is_(None), t.area.c.level != "province")
    yield _check(t.area, t.area.c.parent_code, "省以下单位应有上级", *rootless)


_ORDERS = (
    (t.area.c.valid_from, t.area.c.valid_to),
    (t.school.c.opened_on, t.school.c.closed_on),
    (t.inspector.c.appointed_on, t.inspector.c.ended_on),
    (t.school_inspector.c.from_on, t.school_inspector.c.to_on),
    (t.institution.c.registered_on, t.institution.c.closed_on),
    (t.institution.c.registered_on, t.institution.c.converted_on),
    (t.violation.c.found_on, t.violation.c.handled_on),
    (t.complaint.c.transferred_on, t.complaint.c.closed_on),
    (t.problem.c.raised_on, t.problem.c.rectified_on),
    (t.problem.c.rectified_on, t.problem.c.accepted_on),
    (t.problem.c.accepted_on, t.problem.c.look_back_on),
    (t.warning_notice.c.issued_on, t.warning_notice.c.acknowledged_on),
    (t.interview.c.held_on, t.interview.c.notified_on),
)


def _order_checks() -> Iterator[Check]:
    """Yield that dates stand in the order in which things happen."""
    for earlier, later in _ORDERS:
        yield _check(later.table, later, f"不应早于“{earlier.comment}”", later < earlier)
    # An empty day is in no order: what presupposes it is asked for apart.
    for needed, later in (
        (t.problem.c.rectified_on, t.problem.c.accepted_on),
        (t.problem.c.accepted_on, t.problem.c.look_back_on),
    ):
        yield _check(later.table, later, f"应先有“{needed.comment}”", later.is_not(None), needed.is_(None))
    closed, received = t.complaint.c.closed_on, t.complaint.c.received_at
    yield _check(t.complaint, closed, "不应早于“收到时间”", closed < civil_day(received))
    yield _check(
        t.visit, t.visit.c.recorded_at, "不应早于“到校日期”", civil_day(t.visit.c.recorded_at) < t.visit.c.visited_on
    )


def _link_checks() -> Iterator[Check]:
    """Yield that rows which point at others point at something sound."""
    visit, school, complaint, institution = t.visit, t.school, t.complaint, t.institution
    visited = exists().where(school.c.school_id == visit.c.school_id)
    yield _check(visit, visit.c.school_id, "所到学校不在学校表中", ~visited, needs=(school,))
    was_open = exists().where(
        school.c.school_id == visit.c.school_id,
        school.c.opened_on <= visit.c.visited_on,
        or_(school.c.closed_on.is_(None), school.c.closed_on > visit.c.visited_on),
    )
    yield _check(visit, visit.c.visited_on, "到校当日学校尚未开办或已关闭", visited, ~was_open, needs=(school,))
    first = complaint.alias("first")
    known = exists().where(first.c.complaint_id == complaint.c.duplicate_of)
    pointing = complaint.c.duplicate_of.is_not(None)
    yield _check(complaint, complaint.c.duplicate_of, "重复件所指的举报不存在", pointing, ~known)
    chained = exists().where(first.c.complaint_id == complaint.c.duplicate_of, first.c.duplicate_of.is_not(None))
    yield _check(complaint, complaint.c.duplicate_of, "重复件不应再指向重复件", pointing, chained)
    both = (institution.c.converted_on.is_not(None), institution.c.nonprofit_on.is_not(None))
    rule = "同一机构不应既转为非学科类又登记为营转非留存（基数不平衡）"
    yield _check(institution, institution.c.nonprofit_on, rule, *both)
    for table in (t.violation, complaint, t.problem):
        owner = exists().where(institution.c.institution_id == table.c.institution_id)
        missing = (table.c.institution_id.is_not(None), ~owner)
        yield _check(table, table.c.institution_id, "所涉机构不在机构表中", *missing, needs=(institution,))
