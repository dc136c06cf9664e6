"""The watermark of a Word file: who fetched it and when, slantwise behind the text of every page, as Word makes one.

It is put on the file that leaves, never on one that is kept: what was issued stays byte by byte, and a file that comes
back to be issued loses it again.
"""

import io
import re
import zipfile
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import _BaseHeaderFooter
from lxml import etree

from bulletin.cleaning import clean_text

_NAME = "PowerPlusWaterMarkObject"
"""How Word, WPS and LibreOffice know a watermark by the name of its shape, and can take it off."""
_OURS = f"{_NAME}Dashboard"
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_ENDS_WITH_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}$")
_WIDTH, _HIGHEST = 440.0, 48.0
"""In points: slanted by 45° it fits the text of A4 upright and lying; a short text is not blown up."""
_WIDE = 0x2E80
"""From here on a sign is as wide as high; others take about half."""
# The shape type of WordArt on a straight line, as Word writes it.
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles>'
    '<v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
    "</v:shapetype>"
)


def mark_pages(docx: bytes, text: str) -> bytes:
    """Return a Word file with the text behind every page; an earlier mark of ours gives way to it."""
    opened = Document(io.BytesIO(unmark_pages(docx)))
    shown = clean_text(text)
    for number, header in enumerate(_headers(opened), 1):
        header.paragraphs[0]._p.append(parse_xml(_run(shown, number)))
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def mark_archive(archive: bytes, text: str) -> bytes:
    """Return an archive in which every Word file has the text behind its pages."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, mark_pages(content, text) if part.filename.endswith(".docx") else content)
    return written.getvalue()


def unmark_pages(docx: bytes) -> bytes:
    """Return a Word file without our mark; the very same bytes where it has none. Watermarks of others stay."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [(part, package.read(part)) for part in package.infolist()]
    cleaned = [(part, _unmarked(content) if "header" in part.filename else content) for part, content in parts]
    if cleaned == parts:
        return docx
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in cleaned:
            package.writestr(part, content)
    return written.getvalue()


def _headers(opened: Opened) -> list[_BaseHeaderFooter]:
    """Return the headers that some page shows, each once; where the first section has none, it gets an empty one."""
    has_first = any(section.different_first_page_header_footer for section in opened.sections)
    found: list[_BaseHeaderFooter] = []
    for place, section in enumerate(opened.sections):
        wanted: list[_BaseHeaderFooter] = [section.header]
        wanted += [section.even_page_header] if opened.settings.odd_and_even_pages_header_footer else []
        wanted += [section.first_page_header] if has_first else []
        for header in wanted:
            if not header.is_linked_to_previous:
                found.append(header)
            elif place == 0:
                header.is_linked_to_previous = False
                # The empty header names a style that the file need not have.
                header.paragraphs[0]._p._remove_pPr()
                found.append(header)
    return list({str(header.part.partname): header for header in found}.values())


def _run(text: str, number: int) -> str:
    """Return the run that holds the shape of a text; texts without a sign of their own take no place."""
    ems = sum(1.0 if ord(sign) >= _WIDE else 0.55 for sign in text) or 1.0
    height = min(_WIDTH / ems * 1.15, _HIGHEST)
    width = min(_WIDTH, height * ems / 1.15)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.0f}pt;height:{height:.0f}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r xmlns:w="{qn("w:r")[1:-2]}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}">'
        f"<w:rPr><w:noProof/></w:rPr><w:pict>{_SHAPE_TYPE}"
        f'<v:shape id="{_OURS}{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" style="{style}" '
        'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f"<v:textpath style=\"font-family:'仿宋_GB2312';font-size:1pt\" string={quoteattr(text)}/>"
        "</v:shape></w:pict></w:r>"
    )


def _unmarked(header: bytes) -> bytes:
    """Return a header without our shape."""
    try:
        root = etree.fromstring(header, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        # Part of a relationship's name, or broken: whoever opens the file will say so.
        return header
    shapes = [shape for shape in root.iter(f"{{{_VML}}}shape") if _is_ours(shape)]
    for shape in shapes:
        run = next(shape.iterancestors(qn("w:r")), None)
        parent = run.getparent() if run is not None else None
        if run is not None and parent is not None:
            parent.remove(run)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if shapes else header


def _is_ours(shape: etree._Element) -> bool:
    name = shape.get("id") or ""
    said = "".join(path.get("string") or "" for path in shape.iter(f"{{{_VML}}}textpath"))
    # Word may name a shape anew when it saves; that it ends with a minute says that it is ours.
    return name.startswith(_OURS) or (name.startswith(_NAME) and _ENDS_WITH_TIME.search(said) is not None)
