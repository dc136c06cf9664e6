"""The one door to the audit log: events are added in the moment they happen, and read by who may."""

import hashlib

import pandas as pd

from components import selection, workspace_store
from components.sign_in import current, require
from data_access.workspace import auditing
from data_access.workspace.auditing import Chain, Search
from supervision.auditing import Kind, Result, event_of
from supervision.faults import DatabaseAway
from supervision.permissions import Account, Act

NOT_RECORDED = (
    "审计记录暂时无法写入。按规定，不能记录的明细不显示、文件不导出；其他页面可以照常查看。"
    "请稍后重试，如持续出现，请联系系统管理员。"
)
_SEEN, MOST_SEEN = "audit_seen", 300
"""Views of a session that have been recorded; when there are more, the oldest are forgotten and recorded again."""


def record(kind: Kind, what: str, detail: str = "", *, is_allowed: bool = True, by: Account | None = None) -> None:
    """Add an event of the account of this visit, or of another one that is given, to the log.

    Raises DatabaseAway where it cannot be kept: what is to be recorded then does not happen.
    """
    result = Result.ALLOWED if is_allowed else Result.REFUSED
    event = event_of(by or current(), kind, what, detail, result, workspace_store.now())
    try:
        workspace_store.append(event)
    except DatabaseAway as away:
        raise DatabaseAway(NOT_RECORDED) from away


def record_view(what: str, detail: str = "") -> None:
    """Record that rows are looked at, once for each distinct view of a session; call it before they are read.

    Raises DatabaseAway where it cannot be kept.
    """
    somebody = current()
    told = f"{somebody.subject if somebody else ''}\n{what}\n{detail}"
    view = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    kept = selection.recall(_SEEN)
    seen: tuple[str, ...] = kept if isinstance(kept, tuple) else ()
    if view in seen:
        return
    record(Kind.DETAIL, what, detail)
    selection.remember(_SEEN, (*seen, view)[-MOST_SEEN:])


def events(search: Search, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """Return the events looked for, newest first; columns as `auditing.read_events`.

    Raises AccessRefused where the account may not read the log.
    """
    require(Act.READ_AUDIT)
    return workspace_store.read(auditing.read_events, search, limit=limit, offset=offset)


def number_of(search: Search) -> int:
    """Return how many events are looked for; raises AccessRefused where the account may not read the log."""
    require(Act.READ_AUDIT)
    return workspace_store.read(auditing.count_events, search)


def verify() -> Chain:
    """Return what a walk along the whole chain finds; raises AccessRefused where the account may not read the log."""
    require(Act.READ_AUDIT)
    return workspace_store.read(auditing.verify_chain)
