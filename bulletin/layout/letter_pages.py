"""The template of a letter: the head and the imprint of the quarterly documents around a plain text."""

from bulletin.layout.markup import DECLARATION, NAMESPACES, blank, each, only_if, paragraph
from bulletin.layout.measures import mark_half_points
from bulletin.layout.package import write_package
from bulletin.layout.sections import IMPRINT, PORTRAIT, ending, page_parts, section
from bulletin.layout.styles import write_font_table, write_styles


def build_letter(letters_of_office: int) -> bytes:
    """Return the .docx template of a letter, sized for an office's name of so many letters."""
    body = "".join((_head(), _text(), _closing(), blank(), section(IMPRINT, starts="evenPage")))
    return write_package(
        f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        write_styles(mark_half_points(letters_of_office)),
        write_font_table(),
        page_parts(has_copies=False, has_wide_pages=False),
        "{{ title }}",
    )


def _head() -> str:
    mark, number = paragraph("{{ office_name }}", "OfficeMark"), paragraph("{{ document_number }}", "DocumentNumber")
    return mark + blank() + blank() + number + blank("RedRule")


def _text() -> str:
    return "".join(
        (
            blank(),
            blank(),
            each("line in title_lines", paragraph("{{ line }}", "BulletinTitle")),
            only_if("is_demo", paragraph("（演示数据，不得作为工作依据）", "TitleNote")),
            blank(),
            paragraph("{{ recipients }}：", "Recipients"),
            each("paragraph in paragraphs", paragraph("{{ paragraph }}", "BodyText")),
        )
    )


def _closing() -> str:
    """Return the office and the date under the text; they never stand alone on a page."""
    return "".join(
        (
            paragraph("", "Normal", "<w:keepNext/>") * 2,
            paragraph("{{ office_name }}", "SignOff"),
            paragraph("{{ issue_date }}", "IssueDate"),
            ending(section(PORTRAIT)),
        )
    )
