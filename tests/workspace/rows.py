"""Rows for the store's tables, made by hand."""

from datetime import date

from sqlalchemy import Engine, insert

from data_access.workspace.auditing import append_event
from data_access.workspace.tables import TABLES, audit_event
from data_access.workspace.transactions import writing
from supervision.auditing import Kind, Result, event_of
from tests.workspace.conftest import NOON

_VALUES = {
    "cutoff": date(2022, 12, 20),
    "filed_on": date(2022, 12, 1),
    "due_on": date(2022, 12, 30),
    "meeting_number": 1,
    "standing": "{}",
    "issued_on": date(2022, 12, 26),
    "changed_value": None,
    "supersedes": None,
    "content": None,
    "frozen_id": 1,
    "template_id": 1,
    "version": 1,
    "figures": b"\x00\xff",
    "docx": b"PK",
    "quarter": "2022Q4",
}


def add_a_row_to_each(store: Engine) -> None:
    """Add one row to every table; texts that no rule reads hold their column's name."""
    with writing(store) as connection:
        for table in TABLES:
            if table is audit_event:
                continue  # Below, so that the chain is one.
            row = {c.name: NOON if c.name.endswith("_at") else _VALUES.get(c.name, c.name) for c in table.columns}
            del row["id"]
            connection.execute(insert(table).values(row))
        append_event(connection, event_of(None, Kind.DETAIL, "清单", "", Result.ALLOWED, NOON))
