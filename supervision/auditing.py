"""The audit log's words: what kinds of events there are, what one holds, and the hash that chains it to the last.

An event says who did what when and with which result. It never holds what people wrote (reasons, edited paragraphs,
complaints): who may read the log need not be one who may read those.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervision.permissions import Account, Act, Role
from supervision.texts import shorten

FIRST_PREVIOUS = "0" * 64
"""What stands for the hash before the first event."""
LONGEST = {"subject": 200, "name": 80, "what": 300, "detail": 600}
"""Signs of each text; what is longer is cut and says so, so that nobody can flood the log with one row."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Kind(StrEnum):
    """What kind of event it is."""

    SIGN_IN = "登录"
    SIGN_OUT = "退出"
    REFUSED = "拒绝"
    DETAIL = "查看明细"
    EXPORT = "导出"
    EDIT = "修改"
    ISSUE = "印发"
    TEMPLATE = "模板"


class Result(StrEnum):
    """What became of it."""

    ALLOWED = "允许"
    REFUSED = "拒绝"
    FAILED = "未成功"


KIND_OF: Mapping[Act, Kind] = {
    Act.EXPORT: Kind.EXPORT,
    Act.DRAFT: Kind.EDIT,
    Act.DECIDE: Kind.EDIT,
    Act.CONTEST: Kind.EDIT,
    Act.MEET: Kind.EDIT,
    Act.UPLOAD_TEMPLATE: Kind.TEMPLATE,
    Act.ACTIVATE_TEMPLATE: Kind.TEMPLATE,
    Act.ISSUE: Kind.ISSUE,
    Act.READ_AUDIT: Kind.DETAIL,
}


@dataclass(frozen=True)
class Event:
    """One event; its texts are as `visible` makes them, its moment is in Shanghai to the second."""

    happened_at: datetime
    subject: str
    """The account's lasting identifier; empty where nobody had signed in."""
    name: str
    roles: str
    kind: Kind
    what: str
    detail: str
    result: Result


def visible(text: str, longest: int) -> str:
    """Return a text on one line in which every control, direction or line-breaking sign is written out (\\u000a)."""
    shown = "".join(_written_out(sign) for sign in text)
    return shorten(shown, longest)


def _written_out(sign: str) -> str:
    if sign == "\\":
        return "\\\\"
    if unicodedata.category(sign) in _UNSEEN:
        return f"\\u{ord(sign):04x}"
    return sign


def event_of(
    somebody: Account | None, kind: Kind, what: str, detail: str, result: Result, happened_at: datetime
) -> Event:
    """Return an event of an account, ready to be kept; None is somebody who has not signed in."""
    texts = {
        "subject": somebody.subject if somebody else "",
        "name": somebody.name if somebody else "未登录",
        "what": what,
        "detail": detail,
    }
    shown = {name: visible(text, LONGEST[name]) for name, text in texts.items()}
    roles = "、".join(role for role in Role if role in somebody.roles) if somebody else ""
    return Event(happened_at.replace(microsecond=0), roles=roles, kind=kind, result=result, **shown)


def chain_hash(number: int, event: Event, previous: str) -> str:
    """Return the SHA-256 of an event with its number and the hash of the one before: every column takes part.

    The columns are written as a JSON array, so that no text can pass for the end of one and the start of the next.
    """
    columns = [
        number,
        event.happened_at.isoformat(sep=" "),
        event.subject,
        event.name,
        event.roles,
        str(event.kind),
        event.what,
        event.detail,
        str(event.result),
        previous,
    ]
    written = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
