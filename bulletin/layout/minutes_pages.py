"""The template of 会议纪要: the red mark, the number, three numbered parts; no addressee, no sign-off, no imprint."""

from bulletin.layout.markup import DECLARATION, NAMESPACES, blank, each, only_if, paragraph
from bulletin.layout.measures import mark_half_points
from bulletin.layout.package import write_package
from bulletin.layout.sections import PORTRAIT, page_parts, section
from bulletin.layout.styles import write_font_table, write_styles


def build_minutes(letters_of_mark: int) -> bytes:
    """Return the .docx template of minutes, sized for a mark of so many letters."""
    body = "".join((_head(), _text(), section(PORTRAIT)))
    return write_package(
        f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        write_styles(mark_half_points(letters_of_mark)),
        write_font_table(),
        page_parts(has_copies=False, has_wide_pages=False),
        "{{ title }}",
    )


def _head() -> str:
    mark, number = paragraph("{{ mark }}", "OfficeMark"), paragraph("{{ number }}", "DocumentNumber")
    return mark + blank() + blank() + number + blank("RedRule") + blank()


def _text() -> str:
    return "".join(
        (
            only_if("is_demo", paragraph("（演示数据，不得作为工作依据）", "TitleNote")),
            each("line in opening", paragraph("{{ line }}", "BodyText")),
            each(
                "part in parts",
                paragraph("{{ part.heading }}", "Heading1")
                + each("line in part.lines", paragraph("{{ line }}", "BodyText")),
            ),
        )
    )
