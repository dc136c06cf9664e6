"""Texts that try to do something, and a copy of the demo that holds them wherever the contract allows free text."""

import shutil
from itertools import count, cycle
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, create_engine, select, update

from data_access.shared import tables

FOREIGN = "http://foreign.test"
"""The host that a text which works would ask."""
MARKUP = f"<img src={FOREIGN}/h onerror=window.ran=1><script>window.ran=2</script>'\"&amp;</p>"
PICTURE = f"![图]({FOREIGN}/m.png)[点](javascript:window.ran=3)"
SHORTCUTS = ":material/home: :smile: :red[红] $x^2$ ~~a~~ -> --"
TEMPLATE = "{{ 7*7 }}{% raw %}{_{x}_}${window.ran=4}"
EXPRESSION = "'];window.ran=5;//\"]+datum.value"
WORD = f'</w:t></w:r><w:fldSimple w:instr="INCLUDETEXT &quot;{FOREIGN}/w&quot;"/>'
FORMULA = f'=HYPERLINK("{FOREIGN}/x","点")'
ADDRESS = f"{FOREIGN}/a"
FULL_WIDTH = "＝１＋１＠＜ｓｃｒｉｐｔ＞＆"
CONTROL = "控\x00\x01\x07\x08\x0b\x0c\x1b\x85\u2028\ufdd0\ufffe制\t\r\n尾"
TURNING = "\u202e转向\u202c\u2066右左\u2069\u200f العربية עברית"
FOUR_BYTES = "𠮷𡈽田😀👨‍👩‍👧"
LONGEST = 10_000
LONG = "长" * LONGEST
UNBROKEN = "W" * LONGEST
TEXTS = (
    MARKUP,
    PICTURE,
    SHORTCUTS,
    TEMPLATE,
    EXPRESSION,
    WORD,
    FORMULA,
    "+1+cmd|' /C calc'!A0",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    ADDRESS,
    FULL_WIDTH,
    CONTROL,
    TURNING,
    FOUR_BYTES,
    LONG,
    UNBROKEN,
)
FREE = {
    table: names
    for table in tables.RELATIONS
    if (names := tuple(column.name for column in table.c if "longest" in column.info))
}
"""The columns of the contract that hold words instead of a code, a kind or a key."""


def with_hostile_texts(demo_url: str, path: Path) -> str:
    """Return the URL of a copy of a SQLite demo in which every free text is the next of `TEXTS`, with a number."""
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for table, columns in FREE.items():
            _overwrite(connection, table, columns)
    engine.dispose()
    return f"sqlite:///{path}"


def _overwrite(connection: Connection, table: Table, columns: tuple[str, ...]) -> None:
    keys = [column.name for column in table.primary_key]
    rows = connection.execute(select(*table.primary_key).order_by(*table.primary_key)).all()
    texts, numbers = cycle(TEXTS), count(1)
    found = [
        {f"key_{name}": value for name, value in zip(keys, row, strict=True)}
        | {name: f"{next(texts)}{next(numbers)}" for name in columns}
        for row in rows
    ]
    statement = update(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    connection.execute(statement.values({name: bindparam(name) for name in columns}), found)
