"""Fields that only a person may fill; software leaves a placeholder that nobody overlooks."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date

from bulletin.kinds import Kind
from supervision.areas import Area
from supervision.periods import print_date
from supervision.scheme import Office

PLACEHOLDER = "×"


FIELD_NAMES = {
    "document_number": "发文字号",
    "signer": "签发人",
    "issue_date": "成文日期",
    "printing_date": "印发日期",
    "recipients": "主送",
    "approval": "经省政府同意",
    "secrecy": "密级和保密期限",
}
"""What the office enters, by the name it is kept under."""
DATES = ("issue_date", "printing_date")
APPROVED = "经省政府同意，"
"""Said in the first sentence where the office states it: a department may not instruct governments alone (16(二))."""


@dataclass(frozen=True)
class PersonFields:
    """What the office enters by hand; a value with × is still open."""

    document_number: str
    signer: str
    issue_date: str
    printing_date: str
    recipients: str = ""
    """Empty: the usual ones of the kind."""
    approval: str = ""
    secrecy: str = ""
    """密级 with its term, as 秘密★1年; empty on the many documents that have none."""

    @property
    def is_open(self) -> bool:
        """Return whether anything is still to be entered, so that the file is a draft for review."""
        return any(PLACEHOLDER in value for value in astuple(self))


def open_fields(office: Office, year: int, kind: Kind | None = None) -> PersonFields:
    """Return placeholders in the form the standard asks for: 豫政教督办〔2022〕×号, ××××年×月×日.

    A document downwards has no signer.
    """
    day = f"{year}年×月×日"
    signer = "" if kind is not None and kind.goes_down else "×××"
    return PersonFields(f"{office.document_prefix}〔{year}〕×号", signer, day, day)


def fill_fields(entered: Mapping[str, str], office: Office, year: int, kind: Kind) -> PersonFields:
    """Return the fields as entered, by name (dates as 2022-12-26); what nobody entered stays a placeholder."""
    known = {name: _as_printed(name, text) for name, text in entered.items() if name in FIELD_NAMES and text}
    if known.get("approval"):
        known["approval"] = APPROVED
    return replace(open_fields(office, year, kind), **known)


def _as_printed(name: str, text: str) -> str:
    return print_date(date.fromisoformat(text)) if name in DATES else text


RECIPIENTS = {
    Kind.REPORT: "省委、省政府",
    Kind.SUMMONS: "省人民政府教育督导委员会",
    Kind.CIRCULAR: "各省辖市、济源示范区、省直管县（市）人民政府办公室、政府教育督导委员会办公室",
}
"""主送: a circular goes to government offices, never to governments (公文处理条例16(二))."""


def recipients_of(area: Area) -> str:
    """Return the 主送 of a document for one place: its government's offices; a zone has a committee instead."""
    if area.kind == "示范区":
        return f"{area.name}管委会办公室、教育督导委员会办公室"
    return f"{area.name}人民政府办公室、政府教育督导委员会办公室"


def usual_recipients(kind: Kind, area: Area | None = None) -> str:
    """Return the 主送 of a document where the office names no other; `area` of 一市一单."""
    return RECIPIENTS[kind] if area is None or kind in RECIPIENTS else recipients_of(area)


COPIES = "国务院教育督导委员会办公室，省委办公厅、省政府办公厅"
"""抄送 of a circular; a report upwards is never copied to lower organs (条例15(一))."""
