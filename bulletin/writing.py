"""Write a bulletin: the one way in for pages and for the command line."""

from pathlib import Path

from bulletin.background import Background
from bulletin.contents import Contents, compose
from bulletin.context import build_context
from bulletin.fields import PersonFields, open_fields
from bulletin.kinds import Kind
from bulletin.pictures import print_pictures
from bulletin.rendering import render
from supervision.assessment import Assessment

TEMPLATE_FOLDER = Path(__file__).resolve().parent.parent / "bulletin_templates"


def render_bulletin(
    assessment: Assessment,
    kind: Kind,
    *,
    is_demo: bool,
    fields: PersonFields | None = None,
    background: Background | None = None,
    templates: Path = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx of a bulletin on an assessment; fields only a person may fill stay placeholders where not given.

    Raises TemplateBroken where the template cannot be used.
    """
    contents = compose(assessment, kind, is_demo=is_demo, background=background)
    return render_contents(contents, fields=fields, templates=templates)


def render_contents(
    contents: Contents, *, fields: PersonFields | None = None, templates: Path = TEMPLATE_FOLDER
) -> bytes:
    """Return the .docx of contents already composed; raises TemplateBroken as `render_bulletin` does."""
    assessment = contents.facts.assessment
    entered = fields or open_fields(assessment.scheme.office, assessment.cutoff.year)
    context = build_context(contents, entered)
    return render(templates / f"{contents.kind}.docx", context, print_pictures(contents.facts))


def write_bulletin(assessment: Assessment, kind: Kind, *, is_demo: bool, out: Path) -> Path:
    """Write the .docx of a bulletin to a file and return its path; the file appears whole or not at all."""
    docx = render_bulletin(assessment, kind, is_demo=is_demo)
    unfinished = out.with_name(f".{out.name}.unfinished")
    unfinished.write_bytes(docx)
    return unfinished.replace(out)


def name_file(assessment: Assessment, kind: Kind) -> str:
    """Return a file name that tells quarter, kind and cut-off apart."""
    return f"{assessment.quarter.name}双减督导{kind.word}（数据截止{assessment.cutoff.isoformat()}）送审稿.docx"
