"""核对稿: the same document with a comment on every figure: whose it is, what it counts, where its rows are."""

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.text.run import Run

from bulletin.cleaning import clean_text
from bulletin.figures import Figure
from bulletin.gate.rules import Document as Written
from bulletin.proof.describing import describe, find_indicator
from bulletin.tagging import lengthen
from supervision.assessment import Assessment
from supervision.printing import print_count

AUTHOR, INITIALS = "系统", "核"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = (
    f'<w:style {_WORD} w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:uiPriority w:val="99"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>',
    f'<w:style {_WORD} w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
    '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>',
)


def annotate(docx: bytes, written: Written) -> bytes:
    """Return a finished file of a document with a comment on each of its figures."""
    opened = Document(io.BytesIO(docx))
    _define_styles(opened)
    assessment = written.facts.assessment
    origin = f"/{assessment.quarter}#{assessment.cutoff.isoformat()}"
    figures = {figure.name: figure for figure in written.occurrences()}
    for run, tag in _tagged_runs(opened):
        name = lengthen(tag, origin)
        if name in figures:
            opened.add_comment(run, clean_text(say_of(figures[name], assessment)), AUTHOR, INITIALS)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def _define_styles(opened: Opened) -> None:
    """Define the styles of comments, which python-docx uses and does not bring along."""
    known = {style.style_id for style in opened.styles}
    for markup in _STYLES:
        style = parse_xml(markup)
        if style.get(qn("w:styleId")) not in known:
            opened.styles.element.append(style)


def _tagged_runs(opened: Opened) -> Iterator[tuple[Run, str]]:
    for control in list(opened.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        run = control.find(f"{qn('w:sdtContent')}/{qn('w:r')}")
        if tag is not None and run is not None:
            yield Run(run, opened._body), tag.get(qn("w:val")) or ""


def say_of(figure: Figure, assessment: Assessment) -> str:
    """Return what stands behind a figure: whose, of what, its counts and measures, its evidence, its name."""
    parts = [f"{describe(figure.name, assessment)}：{figure.text}", f"数值 {figure.value:.12g}"]
    indicator = find_indicator(figure.name, assessment)
    if figure.numerator is not None and figure.denominator is not None:
        parts.append(f"{print_count(figure.numerator)}÷{print_count(figure.denominator)}")
    if indicator is not None:
        measures = assessment.scheme.measures
        sides = (indicator.numerator, indicator.denominator)
        names = ["＋".join(measures[code].name for code in codes) for codes in sides]
        parts.append("口径 " + "÷".join(filter(None, names)))
        parts.append(f"依据 {indicator.evidence}；逐件数据见“明细”页，指标 {indicator.id}")
    return "；".join([*parts, f"名称 {figure.name}"])
