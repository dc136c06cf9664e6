"""Texts that try to do something, and copies of the demo and of a workspace that hold them wherever words may stand."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, create_engine, select, update

from data_access.shared import tables
from data_access.workspace.contests import ContestEvent, record_contest_event
from data_access.workspace.decisions import Decision, record_decision
from data_access.workspace.engine import open_workspace
from data_access.workspace.meetings import start_meeting
from data_access.workspace.migrating import migrate
from data_access.workspace.resolutions import record_resolution
from data_access.workspace.transactions import writing
from supervision.contesting import ContestStep
from supervision.meeting.records import Resolution, ResolutionState
from supervision.periods import Quarter

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
FOREIGN = "http://foreign.test"
"""The host that a text which works would ask."""
MARKUP = f"<img src={FOREIGN}/h onerror=window.ran=1><script>window.ran=2</script>'\"&amp;"
PICTURE = f"![图]({FOREIGN}/m.png)[点](javascript:window.ran=3)"
SHORTCUTS = ":material/home: :smile: :red[红] $x^2$ ~~a~~ -> --"
TEMPLATE = "{{ 7*7 }}{% raw %}{_{x}_}${window.ran=4}"
EXPRESSION = "'];window.ran=5;//\"]+datum.value"
WORD = f'</w:t></w:r><w:fldSimple w:instr="INCLUDETEXT {FOREIGN}/w"/>'
FORMULA = f'=HYPERLINK("{FOREIGN}/x","点")'
ADDRESS = f"{FOREIGN}/a"
QUERY = "';drop table school;--%_"
FULL_WIDTH = "＝１＋１＠＜ｓｃｒｉｐｔ＞＆"
CONTROL = "控\x00\x01\x07\x08\x0b\x0c\x1b\x85\u2028\ufdd0\ufffe制\t\r\n尾"
TURNING = "\u202e转向\u202c\u2066右左\u2069\u200f العربية עברית"
FOUR_BYTES = "𠮷𡈽田😀👨‍👩‍👧"
LONG, UNBROKEN = "长" * 10_000, "W" * 10_000
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
    QUERY,
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
    """Return the URL of a copy of a SQLite demo in which each free text is one of `TEXTS` in turn, with a number."""
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for table, columns in FREE.items():
            _overwrite(connection, table, columns)
    engine.dispose()
    return f"sqlite:///{path}"


def _overwrite(connection: Connection, table: Table, columns: tuple[str, ...]) -> None:
    keys = list(table.primary_key.columns)
    rows = connection.execute(select(*keys).order_by(*keys)).all()
    found = [
        {f"key_{key.name}": value for key, value in zip(keys, row, strict=True)}
        # The columns of a row begin at different texts, and each keeps the order of all.
        | {name: f"{TEXTS[(number + 5 * place) % len(TEXTS)]}{number}" for place, name in enumerate(columns)}
        for number, row in enumerate(rows)
    ]
    statement = update(table).where(*(key == bindparam(f"key_{key.name}") for key in keys))
    connection.execute(statement.values({name: bindparam(name) for name in columns}), found)


def fill_workspace(url: str, area_code: str) -> None:
    """Start a meeting that resolves each text the store takes, and decide on and contest a place with each of them."""
    engine = open_workspace(url)
    migrate(engine)
    at = datetime(2022, 12, 20, 9, tzinfo=UTC)
    with writing(engine) as connection:
        meeting = start_meeting(connection, QUARTER, CUTOFF, at)
        for number, text in enumerate(TEXTS):
            made = Decision("约谈建议", area_code, QUARTER, CUTOFF, ("behind",), "约谈", text, "0" * 64, text)
            record_decision(connection, made, at)
            event = ContestEvent("指标", "3.3", area_code, QUARTER, ContestStep.FILED, CUTOFF, text)
            record_contest_event(connection, event, at)
            if text.isprintable() and len(text) <= 200:
                unit = text[:40]
                record_resolution(
                    connection,
                    Resolution(str(number), meeting, text, unit, date(2022, 12, 30), at, ResolutionState.OPEN, text),
                )
    engine.dispose()
