"""What people typed into a draft: edited paragraphs and fields that only a person fills; every version stays."""

import json
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, insert, select

from data_access.shared.reading import Query, read_frame
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import draft_text
from data_access.workspace.transactions import let_one_at_a_time
from supervision.faults import ChangedMeanwhile
from supervision.periods import Quarter


@dataclass(frozen=True)
class Draft:
    """A document being prepared: of a quarter, a kind (circular, report, unit) and, for a unit, its place."""

    quarter: Quarter
    kind: str
    area_code: str = ""


@dataclass(frozen=True)
class Edit:
    """What one person typed in one place of a draft, having seen a version of it."""

    draft: Draft
    place: str
    """paragraph/overview/2 or field/number."""
    content: str | None
    """None gives the place back to the text written by rule."""
    seen_version: int
    """The version that was on the screen; 0 where nobody had typed anything."""
    basis: dict[str, str] = field(default_factory=dict)
    """Figures of the text by name, as printed when it was typed; `text` is what the rules had written."""
    edited_by: str = ""


def save_draft(connection: Connection, edit: Edit, at: datetime) -> int:
    """Save what was typed and return its version.

    Raises ChangedMeanwhile, with the other's text, where somebody saved after the version that was seen.
    """
    let_one_at_a_time(connection, f"draft/{edit.draft}/{edit.place}")
    is_place = _is_of(edit.draft) & (draft_text.c.place == edit.place)
    newest = select(draft_text).where(is_place).order_by(draft_text.c.version.desc()).limit(1)
    last = connection.execute(newest).mappings().one_or_none()
    version = 0 if last is None else int(last["version"])
    if version != edit.seen_version:
        theirs = None if last is None else last["content"]
        raise ChangedMeanwhile("没有保存：他人刚刚修改了同一处，请对照两份文字后再保存。", theirs)
    row = {
        "quarter": str(edit.draft.quarter),
        "kind": edit.draft.kind,
        "area_code": edit.draft.area_code,
        "place": edit.place,
        "version": version + 1,
        "content": edit.content,
        "basis": json.dumps(edit.basis, ensure_ascii=False, sort_keys=True),
        "edited_by": edit.edited_by.strip(),
        "edited_at": at,
    }
    connection.execute(insert(draft_text).values(row))
    return version + 1


def _is_of(draft: Draft) -> ColumnElement[bool]:
    columns = draft_text.c
    is_kind = (columns.quarter == str(draft.quarter)) & (columns.kind == draft.kind)
    return is_kind & (columns.area_code == draft.area_code)


def read_draft(connection: Connection, draft: Draft) -> pd.DataFrame:
    """Return the newest version of every place of a draft where somebody typed, by place.

    Columns: place, version, content (None: given back to the rules), basis (dict of texts by figure name), edited_by,
    edited_at (Shanghai).
    """
    newest = func.max(draft_text.c.version).over(partition_by=draft_text.c.place).label("newest")
    every = select(draft_text, newest).where(_is_of(draft)).subquery()
    return _read(connection, select(every).where(every.c.version == every.c.newest).order_by(every.c.place))


def read_draft_history(connection: Connection, draft: Draft, place: str) -> pd.DataFrame:
    """Return every version of one place of a draft, oldest first; columns as `read_draft`."""
    is_place = _is_of(draft) & (draft_text.c.place == place)
    return _read(connection, select(draft_text).where(is_place).order_by(draft_text.c.version))


def _read(connection: Connection, query: Query) -> pd.DataFrame:
    found = read_frame(connection, query)
    wanted = found[["place", "version", "content", "basis", "edited_by", "edited_at"]]
    return wanted.assign(basis=found["basis"].map(json.loads), edited_at=in_shanghai(found["edited_at"]))
