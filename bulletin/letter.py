"""A letter of the office (通知): title, recipients and paragraphs in the frame of the quarterly documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.context import DEMO_MARK, DRAFT_MARK
from bulletin.fields import PersonFields
from bulletin.rendering import render
from bulletin.templates.chosen import Templates, find_template
from bulletin.titles import break_title
from supervision.scheme import Office

LETTER_TEMPLATE = "letter.docx"


@dataclass(frozen=True)
class Letter:
    """What a letter says; the rest is the template's."""

    title: tuple[str, ...]
    """Pieces of meaning, none of which is split between lines; the issuing office first."""
    recipients: str
    paragraphs: Sequence[str]
    fields: PersonFields


def render_letter(letter: Letter, office: Office, *, is_demo: bool, templates: Path | Templates) -> bytes:
    """Return the .docx of a letter; raises TemplateBroken where the template cannot be used."""
    template = find_template(templates, LETTER_TEMPLATE.removesuffix(".docx"))
    return render(template, letter_context(letter, office, is_demo=is_demo), ())


def letter_context(letter: Letter, office: Office, *, is_demo: bool) -> dict[str, Any]:
    """Return the values of the letter's template by name; see bulletin_templates/README.md."""
    fields = letter.fields
    marks = ((DRAFT_MARK, fields.is_open), (DEMO_MARK, is_demo))
    return {
        "title": "".join(letter.title),
        "title_lines": break_title(letter.title),
        "office_name": office.name,
        "document_number": fields.document_number,
        "issue_date": fields.issue_date,
        "printing_date": fields.printing_date,
        "recipients": letter.recipients,
        "paragraphs": tuple(letter.paragraphs),
        "is_demo": is_demo,
        "is_draft": fields.is_open,
        "page_mark": "　".join(mark for mark, is_due in marks if is_due),
    }
