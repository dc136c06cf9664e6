"""What was frozen and what was issued: rows that no one changes, files that come back byte by byte."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection, Table, func, insert, select

from data_access.shared.reading import read_frame
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import frozen_assessment, issued_bulletin
from data_access.workspace.transactions import let_one_at_a_time
from supervision.faults import ContractBroken, InputRejected, NoData
from supervision.periods import Quarter

OPEN = "×"
"""Sign of a field that nobody has filled in yet."""


@dataclass(frozen=True)
class Frozen:
    """An assessment to be kept: `figures` is what `supervision.freezing.freeze` returned."""

    quarter: Quarter
    cutoff: date
    scheme_id: str
    snapshot: str
    figures: bytes
    frozen_by: str = ""


@dataclass(frozen=True)
class Issue:
    """A Word file to be kept as issued."""

    quarter: Quarter
    cutoff: date
    kind: str
    number: str
    issued_on: date
    docx: bytes
    frozen_id: int
    area_code: str = ""
    issued_by: str = ""


def freeze_assessment(connection: Connection, frozen: Frozen, at: datetime) -> int:
    """Keep an assessment and return its number; the same state of the data is kept once."""
    let_one_at_a_time(connection, f"freeze/{frozen.quarter}")
    columns = frozen_assessment.c
    is_same = (columns.quarter == str(frozen.quarter)) & (columns.snapshot == frozen.snapshot)
    kept = select(columns.id).where(is_same, columns.cutoff == frozen.cutoff)
    if (number := connection.execute(kept).scalar_one_or_none()) is not None:
        return int(number)
    row = {
        "quarter": str(frozen.quarter),
        "cutoff": frozen.cutoff,
        "scheme_id": frozen.scheme_id,
        "snapshot": frozen.snapshot,
        # Without the moment of packing, so that the same figures are the same bytes.
        "figures": gzip.compress(frozen.figures, mtime=0),
        "figures_hash": hashlib.sha256(frozen.figures).hexdigest(),
        "frozen_by": frozen.frozen_by.strip(),
        "frozen_at": at,
    }
    return _added(connection, frozen_assessment, row)


def _added(connection: Connection, table: Table, row: dict[str, object]) -> int:
    return int(connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def read_frozen(connection: Connection, quarter: Quarter) -> pd.DataFrame:
    """Return the frozen assessments of a quarter, oldest first, without their figures.

    Columns: id, cutoff, scheme_id, snapshot, frozen_by, frozen_at (Shanghai).
    """
    columns = frozen_assessment.c
    query = select(
        columns.id, columns.cutoff, columns.scheme_id, columns.snapshot, columns.frozen_by, columns.frozen_at
    )
    found = read_frame(connection, query.where(columns.quarter == str(quarter)).order_by(columns.id))
    return found.assign(frozen_at=in_shanghai(found["frozen_at"]))


def read_frozen_snapshot(connection: Connection, frozen_id: int) -> str:
    """Return the hash of the data that were frozen; raises NoData where there is no assessment of that number."""
    query = select(frozen_assessment.c.snapshot).where(frozen_assessment.c.id == frozen_id)
    snapshot = connection.execute(query).scalar_one_or_none()
    if snapshot is None:
        raise NoData("工作库中没有这份定稿。")
    return str(snapshot)


def read_frozen_figures(connection: Connection, frozen_id: int) -> bytes:
    """Return the figures of a frozen assessment as they were given.

    Raises NoData where there is none of that number, ContractBroken where the bytes are no longer those.
    """
    query = select(frozen_assessment).where(frozen_assessment.c.id == frozen_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NoData("工作库中没有这份定稿。")
    figures = gzip.decompress(row["figures"])
    if hashlib.sha256(figures).hexdigest() != row["figures_hash"]:
        raise ContractBroken("定稿的考评结果与登记时的校验值不符，请从备份恢复工作库。")
    return figures


def issue_bulletin(connection: Connection, issue: Issue, at: datetime) -> int:
    """Keep a file as issued and return its number; it replaces the one issued before for the same receiver, if any.

    Raises InputRejected where the number of the document is open or taken, or the very same file was issued.
    """
    let_one_at_a_time(connection, "issue")
    if not issue.number.strip() or OPEN in issue.number:
        raise InputRejected("没有登记：发文字号尚未填写。")
    columns = issued_bulletin.c
    content_hash = hashlib.sha256(issue.docx).hexdigest()
    same_number = select(columns.id).where(columns.number == issue.number.strip())
    if connection.execute(same_number).first() is not None:
        raise InputRejected(f"没有登记：发文字号“{issue.number.strip()}”已用于另一份印发件。")
    row = {
        "kind": issue.kind,
        "area_code": issue.area_code,
        "quarter": str(issue.quarter),
        "cutoff": issue.cutoff,
        "number": issue.number.strip(),
        "content_hash": content_hash,
        "docx": issue.docx,
        "frozen_id": issue.frozen_id,
        "supersedes": _current(connection, issue),
        "issued_by": issue.issued_by.strip(),
        "issued_on": issue.issued_on,
        "issued_at": at,
    }
    return _added(connection, issued_bulletin, row)


def _current(connection: Connection, issue: Issue) -> int | None:
    """Return the number of the file that stands issued for the same quarter, kind and place."""
    columns = issued_bulletin.c
    query = select(func.max(columns.id)).where(
        columns.quarter == str(issue.quarter), columns.kind == issue.kind, columns.area_code == issue.area_code
    )
    found = connection.execute(query).scalar_one()
    return None if found is None else int(found)


def read_issued(connection: Connection, until: Quarter) -> pd.DataFrame:
    """Return the files issued for quarters up to one, newest first, without the files themselves.

    Columns: id, kind, area_code, quarter (text), cutoff, number, content_hash, frozen_id, supersedes (missing: the
    first), issued_by, issued_on, issued_at (Shanghai), is_current (bool: nothing has replaced it).
    """
    columns = [column for column in issued_bulletin.c if column.name != "docx"]
    # Codes such as 2022Q4 sort in time.
    is_wanted = issued_bulletin.c.quarter <= str(until)
    query = select(*columns).where(is_wanted).order_by(issued_bulletin.c.quarter.desc(), issued_bulletin.c.id.desc())
    found = read_frame(connection, query)
    replaced = set(found["supersedes"].dropna().astype(int))
    return found.assign(
        issued_at=in_shanghai(found["issued_at"]),
        is_current=[number not in replaced for number in found["id"]],
    )


def read_issued_file(connection: Connection, issued_id: int) -> bytes:
    """Return an issued file byte by byte.

    Raises NoData where there is none of that number, ContractBroken where the bytes are no longer those.
    """
    query = select(issued_bulletin).where(issued_bulletin.c.id == issued_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NoData("工作库中没有这份印发件。")
    docx = bytes(row["docx"])
    if hashlib.sha256(docx).hexdigest() != row["content_hash"]:
        raise ContractBroken("印发件与登记时的校验值不符，请从备份恢复工作库。")
    return docx
