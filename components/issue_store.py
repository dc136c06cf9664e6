"""The cached door to drafts, frozen assessments and issued files; the rules of `workspace_store` hold here too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from bulletin.manifest import hash_snapshot
from components.outage_store import require_live
from components.sign_in import signed_as
from components.store import KEEP_SECONDS, narrowed
from components.workspace_store import now, read, version, write
from data_access.shared.reading import Connection
from data_access.workspace import drafts, issuing
from data_access.workspace.drafts import Draft, Edit
from data_access.workspace.issuing import Frozen, Issue
from supervision.assessment import Assessment
from supervision.faults import InputRejected
from supervision.freezing import freeze, thaw
from supervision.periods import Quarter
from supervision.permissions import account_mark


def draft(of: Draft) -> pd.DataFrame:
    """Return what was typed into a draft, place by place; columns as `drafts.read_draft`."""
    return _draft(version(), str(of.quarter), of.kind, of.area_code)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=32, show_spinner=False)
def _draft(version: str, quarter: str, kind: str, area_code: str) -> pd.DataFrame:
    return read(drafts.read_draft, Draft(Quarter.parse(quarter), kind, area_code))


def draft_history(of: Draft, place: str) -> pd.DataFrame:
    """Return every version of one place of a draft, oldest first; columns as `drafts.read_draft`."""
    return read(drafts.read_draft_history, of, place)


def save(edit: Edit) -> int:
    """Save what was typed and return its version; raises ChangedMeanwhile where somebody was quicker."""
    return write(drafts.save_draft, _signed(edit), now())


def save_together(edits: Sequence[Edit]) -> None:
    """Save several places at once, all or none; raises ChangedMeanwhile where somebody was quicker at one of them."""
    write(_save_all, [_signed(edit) for edit in edits])


def _signed(edit: Edit) -> Edit:
    return replace(edit, edited_by=signed_as(edit.edited_by))


def _save_all(connection: Connection, edits: Sequence[Edit]) -> None:
    at = now()
    for edit in edits:
        drafts.save_draft(connection, edit, at)


def issued(until: Quarter) -> pd.DataFrame:
    """Return the files issued for quarters up to one, newest first; columns as `issuing.read_issued`."""
    return _issued(version(), str(until))


def issued_to(until: Quarter, cutoff: date) -> pd.DataFrame:
    """Return the same; to an account held to an area only the files addressed to its places."""
    return narrowed(lambda: _issued(version(), str(until)), cutoff)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=16, show_spinner=False)
def _issued(version: str, until: str) -> pd.DataFrame:
    return read(issuing.read_issued, Quarter.parse(until))


def issued_file(issued_id: int) -> bytes:
    """Return an issued file byte by byte."""
    return read(issuing.read_issued_file, issued_id)


def frozen_snapshot(frozen_id: int) -> str:
    """Return the hash of the data that were frozen under a number."""
    return _frozen_snapshot(version(), frozen_id)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=32, show_spinner=False)
def _frozen_snapshot(version: str, frozen_id: int) -> str:
    return read(issuing.read_frozen_snapshot, frozen_id)


def frozen_assessment(frozen_id: int) -> Assessment:
    """Return the assessment that a file was issued on, as it was frozen."""
    return _frozen(version(), frozen_id)


@st.cache_resource(ttl=KEEP_SECONDS, max_entries=8, show_spinner="正在读取定稿…")
def _frozen(version: str, frozen_id: int) -> Assessment:
    return thaw(read(issuing.read_frozen_figures, frozen_id))


@dataclass(frozen=True)
class Sending:
    """A document to be issued: its file, and what the office typed about it."""

    kind: str
    area_code: str
    number: str
    issued_on: date
    docx: bytes
    issued_by: str


def freeze_and_issue(assessment: Assessment, sending: Sending) -> int:
    """Freeze the assessment and keep the file as issued, both or neither; return the file's number.

    Raises InputRejected where the number of the document is open or taken, or the same account wrote in its draft.
    """
    require_live("印发")
    return write(_freeze_and_issue, assessment, replace(sending, issued_by=signed_as(sending.issued_by)))


def refuse_own_draft(of: Draft) -> None:
    """Raise InputRejected where the account of this visit wrote something into a draft: a second person issues."""
    _refuse_own(draft(of), signed_as(""))


def _refuse_own(texts: pd.DataFrame, signature: str) -> None:
    mark = account_mark(signature)
    if mark and any(account_mark(by) == mark for by in texts["edited_by"]):
        raise InputRejected("不能登记：本文件由当前账号起草或修改，须由另一账号核对后登记印发。")


def _freeze_and_issue(connection: Connection, assessment: Assessment, sending: Sending) -> int:
    at = now()
    of = Draft(assessment.quarter, sending.kind, sending.area_code)
    _refuse_own(drafts.read_draft(connection, of), sending.issued_by)
    frozen = Frozen(
        quarter=assessment.quarter,
        cutoff=assessment.cutoff,
        scheme_id=assessment.scheme.id,
        snapshot=hash_snapshot(assessment),
        figures=freeze(assessment),
        frozen_by=sending.issued_by,
    )
    issue = Issue(
        quarter=assessment.quarter,
        cutoff=assessment.cutoff,
        kind=sending.kind,
        number=sending.number,
        issued_on=sending.issued_on,
        docx=sending.docx,
        frozen_id=issuing.freeze_assessment(connection, frozen, at),
        area_code=sending.area_code,
        issued_by=sending.issued_by,
    )
    return issuing.issue_bulletin(connection, issue, at)
