"""Write 约谈建议材料 on one place: the way in for pages, the archive and the command line."""

from pathlib import Path

from bulletin.facts import Facts
from bulletin.fields import PersonFields, open_fields
from bulletin.gate.printed import pass_gate
from bulletin.kinds import Kind
from bulletin.manifest import write_manifest
from bulletin.rendering import render
from bulletin.summons_contents import Kept, compose_summons
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates, find_template


def render_summons(
    facts: Facts,
    area_code: str,
    *,
    is_demo: bool,
    kept: Kept | None = None,
    fields: PersonFields | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx on one place; fields only a person may fill stay placeholders where not given.

    Raises InputRejected where the rules do not put the place forward, TemplateBroken where the template cannot be
    used, GateClosed where the document contradicts itself.
    """
    contents = compose_summons(facts, area_code, is_demo=is_demo, kept=kept)
    assessment = facts.assessment
    entered = fields or open_fields(assessment.scheme.office, assessment.cutoff.year, Kind.SUMMONS)
    manifest = write_manifest(assessment, contents.figures(), Kind.SUMMONS, area_code)
    docx = render(find_template(templates, Kind.SUMMONS), contents.context(entered), (), manifest)
    return pass_gate(docx, contents)
