"""Contract databases as an office's views may leave them: without constraints, and damaged row by row.

A damaged database is a small copy of the demo whose tables are rebuilt without keys; each row has a number, so that a
damage names its row even where its key is gone. On PostgreSQL numbers are `numeric`, as other systems' views have them.
"""
# ruff: noqa: S608 - statements are put together from the contract's own names

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, Table, text

from data_access.shared.soundness import ORDERS
from data_access.shared.tables import RELATIONS, area, metadata
from data_access.shared.types import CivilDate, UtcTime
from tests.sound_copy import ROW

OUT, STANDS, UNCOUNTED, UNSAID = "left out", "stands", "its number is left out", "not said here"
_STANDING = {
    "school": {"name"},
    "school_inspector": set[str](),
    "visit": {"visit_id", "inspector_id", "recorded_at", "patrol", "lesson", "survey", "interview", "visit_type",
              "minutes", "evidence_count", "problems_found"},
    "institution": {"name", "on_platform_on"},
    "enforcement": {"people", "source"},
    "complaint": {"school_id", "institution_id"},
    "problem": {"school_id", "institution_id", "summary"},
    "submission": {"period"},
    "area": {"name", "short_name", "sort_order"},
}  # fmt: skip
"""Columns by which no figure of the relation is made."""
_ADDED_UP = {("school", "pupils"), ("enforcement", "institutions_checked"), ("reported_count", "value")}
_UNSAID = {
    ("problem", "look_back_on", "不应早于"),
    ("violation", "institution_id", "所涉机构不在机构表中"),
    ("complaint", "duplicate_of", "所指的举报不存在"),
}
"""The row stands without what the bad value says of it."""
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
    fate: str = OUT
    """What becomes of the row: OUT, STANDS, UNCOUNTED (its number adds nothing), or UNSAID."""


@dataclass(frozen=True)
class Damage:
    """One kind done to one row."""

    kind: Kind
    row: int


def spread(kinds: Sequence[Kind], rows: Mapping[str, int], first: int) -> list[Damage]:
    """Return each kind done to a row of its own, spread over its relation from a first row on.

    The province's own row, the first, has tests of its own. Raises ValueError where a relation has too few rows.
    """
    of_relation: dict[str, list[Kind]] = {}
    for kind in kinds:
        of_relation.setdefault(kind.relation, []).append(kind)
    done = []
    for relation, own in of_relation.items():
        there = rows[relation] - 1
        if len(own) > there:
            raise ValueError(f"{relation}: {len(own)} kinds for {there} rows")
        step = there // len(own)
        done += [Damage(kind, 2 + (first + place * step) % there) for place, kind in enumerate(own)]
    return done


def kinds(dialect: str) -> tuple[Kind, ...]:
    """Return every way to damage a row of every relation on an engine."""
    found = [kind for table in RELATIONS for column in table.c for kind in _column_kinds(table, column, dialect)]
    return (*found, *_order_kinds(), *_repeat_kinds(), *_area_kinds())


def _set(table: Table, rule: str, column: str, **values: str) -> Kind:
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    statement = f"update {table.name} set {changes} where {ROW} = :row"
    return Kind(table.name, statement, column, rule, _fate(table.name, column, rule))


def _fate(relation: str, column: str, rule: str) -> str:
    if column in _STANDING.get(relation, ()):
        # A key names the row in the next sum, so only a paper without any period stands.
        return OUT if column == "period" and rule == EMPTY else STANDS
    if (relation, column) in _ADDED_UP:
        return UNCOUNTED
    if relation == "area" or (relation, column, rule) in _UNSAID:
        return UNSAID
    return OUT


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
        if isinstance(earlier.type, UtcTime) or isinstance(later.type, UtcTime):
            continue
        values = {earlier.name: f"'{LATER}'", later.name: f"'{EARLIER}'"}
        yield _set(later.table, "不应早于", later.name, **values)
    tables = metadata.tables
    late = f"'{LATER} 08:00:00'"
    yield _set(tables["complaint"], "不应早于", "closed_on", received_at=late, closed_on=f"'{EARLIER}'")
    yield _set(tables["complaint"], "不应早于", "due_on", received_at=late, due_on=f"'{EARLIER}'")
    yield _set(tables["visit"], "不应早于", "recorded_at", recorded_at="'2021-01-01 08:00:00'")


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
            yield Kind(table.name, statement, "、".join(keys), "主键重复", UNSAID)


def _area_kinds() -> Iterator[Kind]:
    def to(rule: str, **values: str) -> Kind:
        return _set(area, rule, next(iter(values)), **values)

    yield to("上级应高一级", parent_code="area_code")
    yield to("上级应高一级", parent_code="(select min(b.area_code) from area b where b.level = 'county')")
    yield to("上级应高一级", parent_code="'410102'", level="'city'")


def key_of(connection: Connection, damaged: Damage) -> str:
    """Return the key of a damaged row as the check writes it."""
    keys = metadata.tables[damaged.kind.relation].primary_key.columns
    names = ", ".join(f"cast({key.name} as varchar)" for key in keys)
    found = connection.execute(
        text(f"select {names} from {damaged.kind.relation} where {ROW} = :row"), {"row": damaged.row}
    )
    return "/".join(str(part) for part in found.one())


def areas_of(connection: Connection, damaged: Damage) -> set[str]:
    """Return the areas that a damaged row names; of a repeated key also those of the rows its copy may be made of."""
    relation = damaged.kind.relation
    if relation in ("visit", "school_inspector"):
        query = f"select s.area_code from {relation} v join school s on s.school_id = v.school_id where v.{ROW}"
    else:
        query = f"select area_code from {relation} where {ROW}"
    others = "-1" if relation == "area" else "1, 2"
    rows = connection.execute(text(f"{query} in (:row, {others})"), {"row": damaged.row})
    return {code for (code,) in rows if code}


def rows_of(connection: Connection) -> dict[str, int]:
    """Return how many rows each relation holds, by its name."""
    return {
        table.name: int(connection.execute(text(f"select count(*) from {table.name}")).scalar_one())
        for table in RELATIONS
    }


def repair(connection: Connection, damages: Sequence[Damage]) -> None:
    """Do to a sound database what the damages should come to: rows gone, numbers gone, or nothing."""
    for each in damages:
        relation, column = each.kind.relation, each.kind.column
        nothing = "null" if relation == "reported_count" else "0"
        statement = {
            OUT: f"delete from {relation} where {ROW} = :row",
            UNCOUNTED: f"update {relation} set {column} = {nothing} where {ROW} = :row",
        }.get(each.kind.fate)
        if statement:
            connection.execute(text(statement), {"row": each.row})


def damage(connection: Connection, damages: Sequence[Damage]) -> None:
    """Do the damages."""
    for each in damages:
        connection.execute(text(each.kind.statement), {"row": each.row})


def add_areas(connection: Connection, number: int, level: str, kind: str) -> None:
    """Add areas that nothing is counted for, below the first of the cities or, as cities, below the province."""
    parent = "410100" if level == "county" else "410000"
    rows = [
        {"code": f"9{place:05d}", "name": f"第{place}号{kind}", "level": level, "kind": kind, "parent": parent}
        for place in range(number)
    ]
    names = "area_code, name, short_name, level, kind, parent_code, sort_order, valid_from"
    values = ":code, :name, :name, :level, :kind, :parent, 9, '2014-01-01'"
    connection.execute(text(f"insert into area ({names}) values ({values})"), rows)
