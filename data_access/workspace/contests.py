"""Contests (申辩) against a problem or an indicator, step by step; what stands is worked out from the steps."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from data_access.shared.reading import read_frame
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import contest_event
from data_access.workspace.transactions import let_one_at_a_time
from supervision.contesting import ContestStep, check_step
from supervision.faults import InputRejected
from supervision.periods import Quarter

SUBJECT_KINDS = ("问题", "指标")


@dataclass(frozen=True)
class ContestEvent:
    """One step of a contest; the first has no `contest_id` yet, and `changed_value` belongs to 成立 only."""

    subject_kind: str
    subject_id: str
    area_code: str
    quarter: Quarter
    event: ContestStep
    filed_on: date
    reason: str
    contest_id: str | None = None
    due_on: date | None = None
    changed_value: float | None = None


def record_contest_event(connection: Connection, event: ContestEvent, at: datetime) -> str:
    """Add a step recorded at a moment and return the contest's id, a new one for 提出.

    Raises InputRejected where the step may not follow the last one, is dated before it, speaks of another subject, or
    something is not filled in.
    """
    _check_filled_in(event)
    contest_id = event.contest_id or secrets.token_hex(8)
    let_one_at_a_time(connection, f"contest/{contest_id}")
    steps = _steps_of(connection, contest_id)
    last = None if steps.empty else steps.iloc[-1]
    check_step(None if last is None else ContestStep(last["event"]), event.event)
    if last is not None:
        _check_same_subject(event, last)
    row = {
        "contest_id": contest_id,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "area_code": event.area_code,
        "quarter": str(event.quarter),
        "event": event.event.value,
        "filed_on": event.filed_on,
        "due_on": event.due_on,
        "changed_value": event.changed_value,
        "reason": event.reason.strip(),
        "recorded_at": at,
    }
    connection.execute(insert(contest_event).values(row))
    return contest_id


def _check_filled_in(event: ContestEvent) -> None:
    if event.subject_kind not in SUBJECT_KINDS:
        raise InputRejected(f"没有保存：申辩只针对{'或'.join(SUBJECT_KINDS)}。")
    if not event.reason.strip():
        raise InputRejected("没有保存：请填写理由。")
    if event.changed_value is not None and event.event is not ContestStep.UPHELD:
        raise InputRejected("没有保存：只有申辩成立才改数。")


def _check_same_subject(event: ContestEvent, last: pd.Series) -> None:
    said = (event.subject_kind, event.subject_id, event.area_code, str(event.quarter))
    if said != tuple(last[["subject_kind", "subject_id", "area_code", "quarter"]]):
        raise InputRejected("没有保存：这一步与原申辩的对象不一致。")
    if event.filed_on < last["filed_on"]:
        raise InputRejected(f"没有保存：日期早于上一步“{last['event']}”。")


def _steps_of(connection: Connection, contest_id: str) -> pd.DataFrame:
    is_step = contest_event.c.contest_id == contest_id
    return read_frame(connection, select(contest_event).where(is_step).order_by(contest_event.c.id))


def read_contest_steps(connection: Connection, cutoff: date, contest_id: str) -> pd.DataFrame:
    """Return the steps of a contest up to a cut-off, in order; columns of the table `contest_event`."""
    is_wanted = (contest_event.c.contest_id == contest_id) & (contest_event.c.filed_on <= cutoff)
    found = read_frame(connection, select(contest_event).where(is_wanted).order_by(contest_event.c.id))
    moments = in_shanghai(found["recorded_at"])
    return found.assign(changed_value=found["changed_value"].astype(float), recorded_at=moments)


def read_contests(
    connection: Connection, cutoff: date, *, quarter: Quarter | None = None, area_code: str | None = None
) -> pd.DataFrame:
    """Return a row per contest as it stood on a cut-off day, in the order they were filed.

    Columns: contest_id, subject_kind, subject_id, area_code, quarter, state (its last step by then, 提出…撤回),
    raised_on (the day of 提出), filed_on and reason (of the last step), due_on (may be missing), changed_value (missing
    unless 成立 gave one). Steps dated after the cut-off are not known yet.
    """
    known = select(contest_event).where(contest_event.c.filed_on <= cutoff)
    if quarter is not None:
        known = known.where(contest_event.c.quarter == str(quarter))
    if area_code is not None:
        known = known.where(contest_event.c.area_code == area_code)
    steps = known.subquery()
    last = func.max(steps.c.id).over(partition_by=steps.c.contest_id)
    first_day = func.min(steps.c.filed_on, type_=steps.c.filed_on.type).over(partition_by=steps.c.contest_id)
    term = func.max(steps.c.due_on, type_=steps.c.due_on.type).over(partition_by=steps.c.contest_id)
    ranked = select(steps, last.label("last_id"), first_day.label("raised_on"), term.label("term_on")).subquery()
    wanted = ("contest_id", "subject_kind", "subject_id", "area_code", "quarter")
    query = (
        select(
            *(ranked.c[name] for name in wanted),
            ranked.c.event.label("state"),
            ranked.c.raised_on,
            ranked.c.filed_on,
            ranked.c.term_on.label("due_on"),
            ranked.c.changed_value,
            ranked.c.reason,
        )
        .where(ranked.c.id == ranked.c.last_id)
        .order_by(ranked.c.raised_on, ranked.c.contest_id)
    )
    found = read_frame(connection, query)
    return found.assign(changed_value=found["changed_value"].astype(float))
