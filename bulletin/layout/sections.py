"""Pages: sections with their margins, page numbers, header and imprint."""

from dataclasses import dataclass

from bulletin.layout.markup import DECLARATION, NAMESPACES, cell, field, paragraph, row, run, table
from bulletin.layout.measures import (
    BINDING,
    BOTTOM,
    EMU_PER_MM,
    FOOTER_DISTANCE,
    HEADER_DISTANCE,
    IMPRINT_DISTANCE,
    LINE_PITCH,
    OUTER,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    TOP,
)


@dataclass(frozen=True)
class Edges:
    """The parts a section's pages carry, by the name of their file."""

    odd_footer: str
    even_footer: str


PORTRAIT = Edges("footer_odd", "footer_even")
LANDSCAPE = Edges("footer_wide_odd", "footer_wide_even")
IMPRINT = Edges("footer_imprint_odd", "footer_imprint_even")
HEADERS = ("header_odd", "header_even")


def section(edges: Edges, *, is_landscape: bool = False, starts: str = "nextPage") -> str:
    """Return the properties of a section; the margins of a landscape page are those of the sheet turned."""
    references = "".join(
        f'<w:{kind}Reference w:type="{side}" r:id="{name}"/>'
        for kind, side, name in (
            ("header", "default", HEADERS[0]),
            ("header", "even", HEADERS[1]),
            ("footer", "default", edges.odd_footer),
            ("footer", "even", edges.even_footer),
        )
    )
    footer, grid = FOOTER_DISTANCE, f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/>'
    if edges is IMPRINT:
        footer = IMPRINT_DISTANCE
    size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
    top, right, bottom, left = TOP, OUTER, BOTTOM, BINDING
    if is_landscape:
        size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        top, right, bottom, left = BINDING, TOP, OUTER, BOTTOM
        # Its number stands in a box at the side; a footer and a grid of lines would push the tables down.
        footer, grid = HEADER_DISTANCE, ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{starts}"/>{size}'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{HEADER_DISTANCE}" w:footer="{footer}" w:gutter="0"/>'
        f"{grid}</w:sectPr>"
    )


def ending(section_properties: str) -> str:
    """Return the paragraph that ends a section; it takes no room of its own."""
    tiny = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{tiny}{section_properties}</w:pPr></w:p>'


def page_parts(*, has_copies: bool, has_wide_pages: bool) -> dict[str, str]:
    """Return headers and footers by name."""
    wide = {
        LANDSCAPE.odd_footer: _part("ftr", _turned_number("OddNumber", 1)),
        LANDSCAPE.even_footer: _part("ftr", _turned_number("EvenNumber", 2)),
    }
    return {
        **{name: _part("hdr", paragraph("{{ page_mark }}", "PageMark")) for name in HEADERS},
        PORTRAIT.odd_footer: _part("ftr", _number("OddNumber")),
        PORTRAIT.even_footer: _part("ftr", _number("EvenNumber")),
        **(wide if has_wide_pages else {}),
        IMPRINT.odd_footer: _part("ftr", _imprint(has_copies=has_copies)),
        IMPRINT.even_footer: _part("ftr", _imprint(has_copies=has_copies)),
    }


def _part(root: str, content: str) -> str:
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def _number(style: str) -> str:
    return paragraph(run("— ") + field("PAGE", "1") + run(" —"), style)


def _turned_number(style: str, drawing_id: int) -> str:
    """Return the number in a box at the left of a landscape page: where it stands when the sheet is held upright.

    The box is wrapped square, which changes nothing (no text comes near it): with no wrapping LibreOffice loses its
    place where a wide section starts on an even page.
    """
    left, top = round(22.2 * EMU_PER_MM), 28 * EMU_PER_MM
    width, height = 8 * EMU_PER_MM, 156 * EMU_PER_MM
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_number(style)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/></wps:wsp></a:graphicData></a:graphic>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="bothSides"/>'
        f'<wp:docPr id="{drawing_id}" name="页码{drawing_id}"/><wp:cNvGraphicFramePr/>{graphic}</wp:anchor>'
    )
    return paragraph(f"<w:r><w:drawing>{anchor}</w:drawing></w:r>", "OddNumber")


def _imprint(*, has_copies: bool) -> str:
    """Return the 版记: 抄送 (never in a report upwards) over 印发, between two thick rules."""
    thick, thin = ('w:val="single" w:sz="8" w:space="0" w:color="000000"', 'w:val="single" w:sz="6" w:space="0"')
    borders = (
        f'<w:tblBorders><w:top {thick}/><w:left w:val="nil"/><w:bottom {thick}/><w:right w:val="nil"/>'
        f'<w:insideH {thin} w:color="000000"/><w:insideV w:val="nil"/></w:tblBorders>'
    )
    rows = [row([cell("抄送：{{ copies_to }}。", TEXT_WIDTH, "Imprint")])] if has_copies else []
    rows.append(row([cell("{{ office_name }}\t{{ printing_date }}印发", TEXT_WIDTH, "Imprint")]))
    last = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return table(rows, [TEXT_WIDTH], borders) + f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{last}</w:pPr></w:p>'
