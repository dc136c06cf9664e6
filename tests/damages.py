"""Contract databases as an office's views may leave them: without constraints, and damaged row by row.

A damaged database is a small copy of the demo whose tables are rebuilt without keys; each row has a number, so that a
damage names its row even where its key is gone. On PostgreSQL numbers are `numeric`, as other systems' views have them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Integer, Table

from data_access.shared.contract_rules import ORDERS
from data_access.shared.tables import RELATIONS, area, metadata
from data_access.shared.types import CivilDate, UtcTime

KEPT = ("410100", "410600", "419001", "410181")
"""Units kept of the demo: two cities with their counties, 济源 and a province-direct county."""
SINCE, SINCE_QUARTER = "2022-07-01", "2022Q3"
ROW = "row_no"
MANY = 3000
EARLIER, LATER = "2022-11-10", "2022-11-20"

EMPTY, CODE, WHOLE, NEGATIVE, LARGE, DAY, MOMENT = (
    "不应为空",
    "应为：",
    "应为整数",
    "不应为负数",
    "不应大于",
    "日期应写作",
    "日期应写作",
)
_NUMBERS = (("-1", NEGATIVE), ("1.5", WHOLE), ("4611686018427387904", LARGE))
_SQLITE_NUMBERS = (("'很多'", WHOLE), ("9e999", WHOLE))
_POSTGRES_NUMBERS = (("'NaN'", LARGE), ("'Infinity'", LARGE))
_SQLITE_DAYS = ("2022-13-45", "", "2022/3/1", "9月", "infinity", "0000-00-00")
_POSTGRES_DAYS = ("infinity", "-infinity", "20000-01-01", "0044-03-15 BC")
_SQLITE_MOMENTS = ("昨天", "", "2022-12-01T08:00:00", "2022-12-01 25:00:00")
_POSTGRES_MOMENTS = ("infinity", "-infinity", "20000-01-01 00:00:00+00", "0044-03-15 00:00:00+00 BC")
_LINKS = {
    ("school_inspector", "school_id"): "学校不在学校表中",
    ("school_inspector", "inspector_id"): "督学不在督学表中",
    ("visit", "school_id"): "所到学校不在学校表中",
    ("visit", "inspector_id"): "督学不在督学表中",
    ("violation", "institution_id"): "所涉机构不在机构表中",
    ("complaint", "school_id"): "所涉学校不在学校表中",
    ("complaint", "institution_id"): "所涉机构不在机构表中",
    ("complaint", "duplicate_of"): "所指的举报不存在",
    ("problem", "school_id"): "所涉学校不在学校表中",
    ("problem", "institution_id"): "所涉机构不在机构表中",
    ("area", "parent_code"): "上级应在区划表中",
    ("complaint", "category_code"): "应为评分方案中的类别代码",
    ("problem", "category_code"): "应为评分方案中的类别代码",
    ("warning_notice", "category_code"): "应为评分方案中的类别代码",
    ("reported_count", "measure"): "应为评分方案中由各地报送的计数代码",
    ("reported_count", "quarter"): "季度应写作 2022Q1",
    ("submission", "period"): "时期应写作 2022 或 2022Q1",
}


@dataclass(frozen=True)
class Kind:
    """One way in which a row can be bad, and by which words the check must name it."""

    relation: str
    statement: str
    """SQL with `:row` for the number of the row."""
    column: str
    """The column in which the check finds it."""
    rule: str

    def __repr__(self) -> str:
        return f"{self.relation}: {self.statement}"


@dataclass(frozen=True)
class Damage:
    """One kind done to one row."""

    kind: Kind
    row: int


def kinds(dialect: str) -> tuple[Kind, ...]:
    """Return every way to damage a row of every relation on an engine."""
    found = [kind for table in RELATIONS for column in table.c for kind in _column_kinds(table, column, dialect)]
    return (*found, *_order_kinds(), *_repeat_kinds(), *_area_kinds(), *_count_kinds())


def _set(table: Table, rule: str, column: str, **values: str) -> Kind:
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    return Kind(table.name, f"update {table.name} set {changes} where {ROW} = :row", column, rule)


def _column_kinds(table: Table, column: Column[object], dialect: str) -> Iterator[Kind]:
    def to(value: str, rule: str) -> Kind:
        return _set(table, rule, column.name, **{column.name: value})

    is_sqlite = dialect == "sqlite"
    if not column.nullable:
        yield to("null", EMPTY)
    if column.info.get("codes"):
        yield from (to(value, CODE) for value in ("'不明'", "''"))
    elif column.name in ("name", "short_name", "title", "summary"):
        yield from (to(value, EMPTY) for value in ("''", "'  '"))
    if rule := _LINKS.get((table.name, column.name)):
        yield to("'nowhere'", rule)
    elif column.name == "area_code" and table is not area:
        yield from (to(value, "应为区划表中的") for value in ("'nowhere'", "''"))
    if isinstance(column.type, Integer):
        numbers = (*_NUMBERS, *(_SQLITE_NUMBERS if is_sqlite else _POSTGRES_NUMBERS))
        yield from (to(value, rule) for value, rule in numbers)
    if isinstance(column.type, Boolean) and is_sqlite:
        yield from (to(value, "应为0或1") for value in ("'是'", "7"))
    days = {CivilDate: (_SQLITE_DAYS, _POSTGRES_DAYS), UtcTime: (_SQLITE_MOMENTS, _POSTGRES_MOMENTS)}
    for values in days.get(type(column.type), ((), ()))[:1] if is_sqlite else days.get(type(column.type), ((), ()))[1:]:
        yield from (to(f"'{value}'", DAY) for value in values)


def _order_kinds() -> Iterator[Kind]:
    for earlier, later in ORDERS:
        values = {earlier.name: f"'{LATER}'", later.name: f"'{EARLIER}'"}
        yield _set(later.table, "不应早于", later.name, **values)
    tables = metadata.tables
    late = f"'{LATER} 08:00:00'"
    yield _set(tables["complaint"], "不应早于", "closed_on", received_at=late, closed_on=f"'{EARLIER}'")
    yield _set(tables["complaint"], "不应早于", "due_on", received_at=late, due_on=f"'{EARLIER}'")
    yield _set(tables["visit"], "不应早于", "recorded_at", visited_on=f"'{LATER}'", recorded_at=f"'{EARLIER} 08:00:00'")


def _repeat_kinds() -> Iterator[Kind]:
    for table in RELATIONS:
        keys = [column.name for column in table.primary_key.columns]
        names = [column.name for column in table.c]
        columns = ", ".join([*names, ROW])
        again = ", ".join([*names, "-:row"])
        whole = f"insert into {table.name} ({columns}) select {again} from {table.name} where {ROW} = :row"
        mixed = ", ".join(f"{'a' if name in keys else 'b'}.{name}" for name in names)
        other = f"{ROW} = case when :row > 1 then 1 else 2 end"
        pair = f"from {table.name} a, {table.name} b where a.{ROW} = :row and b.{other}"
        for statement in (whole, f"insert into {table.name} ({columns}) select {mixed}, -:row {pair}"):
            yield Kind(table.name, statement, "、".join(keys), "主键重复")


def _area_kinds() -> Iterator[Kind]:
    def to(rule: str, **values: str) -> Kind:
        return _set(area, rule, next(iter(values)), **values)

    yield to("上级关系", parent_code="area_code")
    yield to("上级", parent_code="(select min(b.area_code) from area b where b.parent_code = area.area_code)")
    yield to("上级关系", parent_code="(select min(b.area_code) from area b where b.level = 'county')", level="'county'")


def _count_kinds() -> Iterator[Kind]:
    """Yield reports of more in the part than in the whole."""
    reported = metadata.tables["reported_count"]
    part = {"measure": "'schools_after_school'", "value": "999999"}
    yield _set(reported, LARGE, "value", **part)
