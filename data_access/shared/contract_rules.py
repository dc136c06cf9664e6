"""The rules of the contract as queries: each yields the keys and values of the rows that break it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    Text,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)

from data_access.shared import tables as t
from data_access.shared.counts.window import MOST
from data_access.shared.repeated_keys import select_repeated
from data_access.shared.soundness import NEEDED, ORDERS, category_codes, day_of
from data_access.shared.types import CivilDate, UtcTime, is_readable
from supervision.scheme import every_scheme

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


def checks(dialect: str) -> Iterator[Check]:
    """Yield every rule, relation by relation."""
    for table in t.RELATIONS:
        yield from _shape_checks(table, dialect)
    yield from _place_checks()
    yield from _area_checks()
    yield from _code_checks()
    yield from _order_checks()
    yield from _link_checks()


def _check(
    table: Table, column: ColumnElement[Any], rule: str, *where: ColumnElement[bool], needs: tuple[Table, ...] = ()
) -> Check:
    keys = list(table.primary_key.columns)
    query = select(*_as_text(keys), cast(column, String).label("value_found")).where(*where).order_by(*keys)
    name = getattr(column, "name", "—")
    return Check(table.name, name, rule, query, frozenset({table.name, *(other.name for other in needs)}))


def _as_text(keys: Sequence[Column[Any]]) -> list[ColumnElement[str]]:
    # A key may be unreadable as what it should be.
    return [cast(key, String).label(f"key_{place}") for place, key in enumerate(keys)]


def _shape_checks(table: Table, dialect: str) -> Iterator[Check]:
    """Yield what each column must be: present, readable, known, not too long or negative; and that keys are unique."""
    keys = list(table.primary_key.columns)
    repeated = select_repeated(table, *_as_text(keys), func.count()).order_by(*keys)
    yield Check(table.name, "、".join(key.name for key in keys), "主键重复", repeated, frozenset({table.name}))
    for column in table.c:
        yield from _column_checks(table, column, dialect)


def _column_checks(table: Table, column: Column[Any], dialect: str) -> Iterator[Check]:
    codes = column.info.get("codes")
    if not column.nullable:
        yield _check(table, column, "不应为空", column.is_(None))
    if codes:
        yield _check(table, column, f"应为：{'、'.join(codes)}", column.is_not(None), column.not_in(codes))
    elif isinstance(column.type, Text) and not column.nullable:
        yield _check(table, column, "不应为空", func.trim(column) == "")
    if longest := column.info.get("longest"):
        yield _check(table, column, f"不应超过{longest}字，超过的显示时截短", func.length(column) > longest)
    if isinstance(column.type, Integer):
        whole = func.typeof(column) == "integer" if dialect == "sqlite" else func.round(column) == column
        yield _check(table, column, "应为整数", column.is_not(None), ~whole)
        yield _check(table, column, "不应为负数", column < 0)
        yield _check(table, column, "不应大于10亿", whole, column > MOST)
    if isinstance(column.type, Boolean):
        yield _check(table, column, "应为0或1", column.is_not(None), column.not_in((True, False)))
    for kind, form in ((CivilDate, "2022-03-05"), (UtcTime, "2022-03-05 08:00:00")):
        if isinstance(column.type, kind):
            yield _check(table, column, f"日期应写作 {form}", ~is_readable(column))


def _place_checks() -> Iterator[Check]:
    """Yield that area codes are known, and at county level where rows are counted."""
    counties = (t.school, t.inspector, t.institution, t.violation, t.enforcement, t.complaint, t.problem)
    for table in counties:
        known = exists().where(t.area.c.area_code == table.c.area_code, t.area.c.level == "county")
        yield _check(table, table.c.area_code, "应为区划表中的县（市、区）代码", ~known, needs=(t.area,))
    for table in (t.warning_notice, t.interview, t.accountability, t.reported_count, t.submission):
        known = exists().where(t.area.c.area_code == table.c.area_code)
        yield _check(table, table.c.area_code, "应为区划表中的代码", ~known, needs=(t.area,))


def _area_checks() -> Iterator[Check]:
    """Yield that areas lead up to one province, step by step: where levels only rise there is no circle."""
    area, parent = t.area, t.area.alias("parent")
    code, level = area.c.parent_code, area.c.level
    above = exists().where(parent.c.area_code == code)
    yield _check(area, code, "上级应在区划表中", code.is_not(None), ~above)
    yield _check(area, code, "省以下单位应有上级", code.is_(None), level != "province")
    rises = or_(
        and_(level == "county", parent.c.level.in_(("city", "province"))),
        and_(level == "city", parent.c.level == "province"),
    )
    rule = "上级应高一级（县的上级为市或省，市的上级为省），不应循环"
    yield _check(area, code, rule, above, ~exists().where(parent.c.area_code == code, rises))
    other = area.alias("other")
    second = exists().where(other.c.level == "province", other.c.area_code != area.c.area_code)
    yield _check(area, level, "省级单位应只有一个", level == "province", second)
    later = exists().where(
        other.c.area_code == area.c.area_code,
        other.c.valid_from > area.c.valid_from,
        or_(area.c.valid_to.is_(None), area.c.valid_to >= other.c.valid_from),
    )
    yield _check(area, area.c.valid_to, "同一代码的有效期不应重叠", later)


def _code_checks() -> Iterator[Check]:
    """Yield that codes which the schemes and the calendar define are theirs."""
    for table in (t.complaint, t.problem, t.warning_notice):
        column = table.c.category_code
        yield _check(table, column, "应为评分方案中的类别代码", column.not_in(category_codes()))
    measure, quarter, period = t.reported_count.c.measure, t.reported_count.c.quarter, t.submission.c.period
    known = {each.code for scheme in every_scheme() for each in scheme.reported_measures}
    yield _check(t.reported_count, measure, "应为评分方案中由各地报送的计数代码", measure.not_in(sorted(known)))
    years = [str(year) for year in range(2000, 2100)]
    quarters = [f"{year}Q{number}" for year in years for number in (1, 2, 3, 4)]
    yield _check(t.reported_count, quarter, "季度应写作 2022Q1", quarter.not_in(quarters))
    yield _check(t.submission, period, "时期应写作 2022 或 2022Q1", period.not_in((*years, *quarters)))


def _order_checks() -> Iterator[Check]:
    """Yield that days stand in the order in which things happen."""
    for earlier, later in ORDERS:
        yield _check(later.table, later, f"不应早于“{earlier.comment}”", day_of(later) < day_of(earlier))
    for needed, later in NEEDED:
        yield _check(later.table, later, f"应先有“{needed.comment}”", later.is_not(None), needed.is_(None))


def _link_checks() -> Iterator[Check]:
    """Yield that rows which point at others point at something sound."""
    visit, school, complaint, institution = t.visit, t.school, t.complaint, t.institution
    yield from _points_at(t.school, "所到学校不在学校表中", visit)
    visited = exists().where(school.c.school_id == visit.c.school_id)
    was_open = exists().where(
        school.c.school_id == visit.c.school_id,
        school.c.opened_on <= visit.c.visited_on,
        or_(school.c.closed_on.is_(None), school.c.closed_on > visit.c.visited_on),
    )
    yield _check(visit, visit.c.visited_on, "到校当日学校尚未开办或已关闭", visited, ~was_open, needs=(school,))
    yield from _points_at(school, "挂牌学校不在学校表中", t.school_inspector)
    yield from _points_at(t.inspector, "责任督学不在督学表中", t.school_inspector, visit)
    yield from _points_at(school, "所涉学校不在学校表中", complaint, t.problem)
    yield from _points_at(institution, "所涉机构不在机构表中", t.violation, complaint, t.problem)
    first = complaint.alias("first")
    known = exists().where(first.c.complaint_id == complaint.c.duplicate_of)
    pointing = complaint.c.duplicate_of.is_not(None)
    yield _check(complaint, complaint.c.duplicate_of, "重复件所指的举报不存在", pointing, ~known)
    chained = exists().where(first.c.complaint_id == complaint.c.duplicate_of, first.c.duplicate_of.is_not(None))
    yield _check(complaint, complaint.c.duplicate_of, "重复件不应再指向重复件", pointing, chained)
    both = (institution.c.converted_on.is_not(None), institution.c.nonprofit_on.is_not(None))
    rule = "同一机构不应既转为非学科类又登记为营转非留存（基数不平衡）"
    yield _check(institution, institution.c.nonprofit_on, rule, *both)


def _points_at(target: Table, rule: str, *tables: Table) -> Iterator[Check]:
    """Yield that the target's key, where a row of these tables names it, is there."""
    (key,) = target.primary_key.columns
    for table in tables:
        column = table.c[key.name]
        missing = (column.is_not(None), ~exists().where(key == column))
        yield _check(table, column, rule, *missing, needs=(target,))
