"""What people decided on proposals such as 约谈建议: each decision a row that stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection, insert, select

from data_access.shared.reading import read_frame
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import decision
from supervision.faults import InputRejected
from supervision.periods import Quarter, check_cutoff


@dataclass(frozen=True)
class Decision:
    """One decision on one proposal; `snapshot` is the hash of the assessment that was on the screen."""

    subject_kind: str
    area_code: str
    quarter: Quarter
    cutoff: date
    rule_ids: tuple[str, ...]
    choice: str
    reason: str
    snapshot: str
    decided_by: str = ""
    """An office or a function (督导处), never invented; empty where nobody typed one."""


def record_decision(connection: Connection, made: Decision, at: datetime) -> int:
    """Add a decision made at a moment and return its number; a later one on the same proposal replaces none.

    Raises InputRejected where the choice or the reason is empty, or the cut-off lies outside its quarter.
    """
    if not made.choice.strip() or not made.reason.strip():
        raise InputRejected("没有保存：请填写决定和理由。")
    row = {
        "subject_kind": made.subject_kind,
        "area_code": made.area_code,
        "quarter": str(made.quarter),
        "cutoff": check_cutoff(made.quarter, made.cutoff),
        "rule_ids": json.dumps(made.rule_ids, ensure_ascii=False),
        "choice": made.choice.strip(),
        "reason": made.reason.strip(),
        "decided_by": made.decided_by.strip(),
        "decided_at": at,
        "snapshot": made.snapshot,
    }
    return int(connection.execute(insert(decision).values(row).returning(decision.c.id)).scalar_one())


def read_decisions(
    connection: Connection,
    quarter: Quarter,
    cutoff: date,
    *,
    subject_kind: str | None = None,
    area_code: str | None = None,
) -> pd.DataFrame:
    """Return the decisions of a quarter made on figures of this cut-off or an earlier one, in the order they were made.

    Columns: those of the table `decision`; rule_ids is a tuple of texts, cutoff a date, decided_at a Shanghai moment.
    """
    wanted: Mapping[str, str | None] = {"subject_kind": subject_kind, "area_code": area_code}
    query = select(decision).where(decision.c.quarter == str(quarter), decision.c.cutoff <= cutoff)
    for column, value in wanted.items():
        if value is not None:
            query = query.where(decision.c[column] == value)
    found = read_frame(connection, query.order_by(decision.c.id))
    ids = found["rule_ids"].map(lambda written: tuple(json.loads(written)))
    return found.assign(rule_ids=ids, decided_at=in_shanghai(found["decided_at"]))
