"""Fields that only a person may fill; software leaves a placeholder that nobody overlooks."""

from dataclasses import astuple, dataclass

from bulletin.kinds import Kind
from supervision.areas import Area
from supervision.scheme import Office

PLACEHOLDER = "×"


@dataclass(frozen=True)
class PersonFields:
    """What the office enters by hand; a value with × is still open."""

    document_number: str
    signer: str
    issue_date: str
    printing_date: str

    @property
    def is_open(self) -> bool:
        """Return whether anything is still to be entered, so that the file is a draft for review."""
        return any(PLACEHOLDER in value for value in astuple(self))


def open_fields(office: Office, year: int) -> PersonFields:
    """Return placeholders in the form the standard asks for: 豫政教督办〔2022〕×号, ××××年×月×日."""
    day = f"{year}年×月×日"
    return PersonFields(f"{office.document_prefix}〔{year}〕×号", "×××", day, day)


RECIPIENTS = {
    Kind.REPORT: "省委、省政府",
    Kind.CIRCULAR: "各省辖市、济源示范区、省直管县（市）人民政府办公室、政府教育督导委员会办公室",
}
"""主送: a circular goes to government offices, never to governments (公文处理条例16(二))."""


def recipients_of(area: Area) -> str:
    """Return the 主送 of a document for one place: its government's offices; a zone has a committee instead."""
    if area.kind == "示范区":
        return f"{area.name}管委会办公室、教育督导委员会办公室"
    return f"{area.name}人民政府办公室、政府教育督导委员会办公室"


COPIES = "国务院教育督导委员会办公室，省委办公厅、省政府办公厅"
"""抄送 of a circular; a report upwards is never copied to lower organs (条例15(一))."""
