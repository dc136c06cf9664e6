"""Write a bulletin: the one way in for pages and for the command line."""

import re
from pathlib import Path

from bulletin.background import Background
from bulletin.contents import Contents, compose
from bulletin.context import build_context
from bulletin.facts import Facts
from bulletin.fields import PersonFields, open_fields
from bulletin.gate.printed import pass_gate
from bulletin.gate.rules import find_faults
from bulletin.gate.stamp import stamp
from bulletin.kinds import Kind
from bulletin.manifest import write_manifest
from bulletin.pictures import print_own_pictures, print_pictures
from bulletin.rendering import render
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates, find_template
from bulletin.unit_contents import compose_unit
from supervision.areas import Area
from supervision.assessment import Assessment
from supervision.faults import InputRejected

__all__ = [
    "TEMPLATE_FOLDER",
    "name_file",
    "render_bulletin",
    "render_contents",
    "render_unit",
    "write_bulletin",
    "write_file",
]


def render_bulletin(
    assessment: Assessment,
    kind: Kind,
    *,
    is_demo: bool,
    fields: PersonFields | None = None,
    background: Background | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx of a bulletin on an assessment; fields only a person may fill stay placeholders where not given.

    Raises TemplateBroken where the template cannot be used.
    """
    contents = compose(assessment, kind, is_demo=is_demo, background=background)
    return render_contents(contents, fields=fields, templates=templates)


def render_unit(
    facts: Facts,
    area_code: str,
    *,
    is_demo: bool,
    fields: PersonFields | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
) -> bytes:
    """Return the .docx for one reporting unit (一市一单), with its own details only.

    Raises InputRejected where no unit has this code, TemplateBroken where the template cannot be used.
    """
    try:
        contents = compose_unit(facts, area_code, is_demo=is_demo)
    except KeyError as cause:
        raise InputRejected(f"“{area_code}”不是报送单位。一市一单只发省辖市、示范区和省直管县（市）。") from cause
    entered = fields or open_fields(facts.assessment.scheme.office, facts.assessment.cutoff.year, Kind.UNIT)
    pictures = print_own_pictures(facts, contents.area)
    manifest = write_manifest(facts.assessment, contents.figures(), Kind.UNIT, area_code)
    docx = render(find_template(templates, Kind.UNIT), contents.context(entered), pictures, manifest)
    return pass_gate(docx, contents)


def render_contents(
    contents: Contents,
    *,
    fields: PersonFields | None = None,
    templates: Path | Templates = TEMPLATE_FOLDER,
    stamps_faults: bool = False,
) -> bytes:
    """Return the .docx of contents already composed.

    Raises TemplateBroken as `render_bulletin` does, and GateClosed where the contents contradict themselves;
    `stamps_faults` then makes a file for mending instead, which says so on every page and lists where.
    """
    assessment = contents.facts.assessment
    entered = fields or open_fields(assessment.scheme.office, assessment.cutoff.year, contents.kind)
    faults = find_faults(contents)
    context = build_context(contents, entered)
    if faults and stamps_faults:
        context = stamp(context, faults)
    manifest = write_manifest(assessment, contents.figures(), contents.kind)
    docx = render(find_template(templates, contents.kind), context, print_pictures(contents.facts), manifest)
    return docx if faults and stamps_faults else pass_gate(docx, contents)


def write_bulletin(
    assessment: Assessment, kind: Kind, *, is_demo: bool, out: Path, background: Background | None = None
) -> Path:
    """Write the .docx of a bulletin to a file and return its path."""
    return write_file(out, render_bulletin(assessment, kind, is_demo=is_demo, background=background))


def write_file(out: Path, contents: bytes) -> Path:
    """Write a file and return its path; it appears whole or not at all."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    unfinished.write_bytes(contents)
    return unfinished.replace(out)


def name_file(assessment: Assessment, kind: Kind, area: Area | None = None) -> str:
    """Return a file name that tells quarter, kind, place and cut-off apart."""
    matter = "约谈" if kind is Kind.SUMMONS else "问题整改"
    place = f"{_safe(assessment.areas.full_name(area.area_code))}{matter}" if area else ""
    return f"{assessment.quarter.name}双减督导{place}{kind.word}（数据截止{assessment.cutoff.isoformat()}）送审稿.docx"


def _safe(name: str) -> str:
    """Return a place's name as part of a file name: nothing that a file system or an archive reads as a path."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f.]+', "_", name)[:40] or "_"
