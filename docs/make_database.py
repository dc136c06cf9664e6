"""Write the generated blocks of docs/database.md from the code: `make documents`.

The text between `<!-- begin NAME -->` and `<!-- end NAME -->` comes from data_access; the rest is written by hand.
A test compares the file with what this writes, so the two cannot drift apart.
"""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Column, Index, Table

from data_access.shared.indexes import INDEXES
from data_access.shared.soundness import judged_columns
from data_access.shared.tables import RELATIONS, area
from data_access.shared.types import CivilDate, UtcTime

TARGET = Path(__file__).resolve().parent / "database.md"
_TYPES = {CivilDate: "date", UtcTime: "timestamp with time zone"}
_PLAIN = {"TEXT": "text", "INTEGER": "integer", "BOOLEAN": "boolean"}


def render(text: str) -> str:
    """Return the text with every generated block renewed; raises KeyError for a block nobody writes."""
    pattern = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)
    return pattern.sub(lambda found: f"{found[1]}\n{_BLOCKS[found[2]]()}\n\n{found[3]}", text)


def _relations() -> str:
    return "\n\n".join(map(_relation, RELATIONS))


def _relation(table: Table) -> str:
    head = f"### {table.name}\n\n{table.comment}\n\n| column | type | NULL | meaning |\n| --- | --- | --- | --- |"
    return "\n".join([head, *map(_row, table.columns)])


def _row(column: Column[object]) -> str:
    name = f"**{column.name}**" if column.primary_key else column.name
    codes = "、".join(f"`{code}`" for code in column.info.get("codes", ()))
    longest = f"，不超过{column.info['longest']}字" if "longest" in column.info else ""
    meaning = f"{column.comment}{longest}" + (f"：{codes}" if codes else "")
    return f"| {name} | {_type(column)} | {'yes' if column.nullable else ''} | {meaning} |"


def _type(column: Column[object]) -> str:
    return _TYPES.get(type(column.type)) or _PLAIN[str(column.type)]


def _views() -> str:
    return _sql("\n\n".join(map(_view, RELATIONS)))


def _view(table: Table) -> str:
    columns = ",\n  ".join(column.name for column in table.columns)
    head = f"create view reporting.{table.name} with (security_barrier = true) as select"
    return f"{head}\n  {columns}\nfrom office.{table.name};"


def _indexes() -> str:
    return _sql("\n".join(map(_index, INDEXES)))


def _index(index: Index) -> str:
    columns = ", ".join(column.name for column in index.columns)
    return f"create index {index.name} on office.{index.table.name} ({columns});"


def _sql(text: str) -> str:
    return f"```sql\n{text}\n```"


def _judged() -> str:
    # Areas are judged one by one where they are put together (`supervision/areas.py`).
    rows = [f"| {table.name} | {'、'.join(judged_columns(table))} |" for table in RELATIONS if table is not area]
    return "\n".join(["| relation | columns |", "| --- | --- |", *rows])


_BLOCKS: dict[str, Callable[[], str]] = {
    "relations": _relations,
    "judged": _judged,
    "views": _views,
    "indexes": _indexes,
}


if __name__ == "__main__":
    TARGET.write_text(render(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
