"""Makes a rendered document well-formed by the book: children in schema order, grids that fit, ids that are unique."""

from collections.abc import Iterable

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

# The sequences of ECMA-376 part 1, chapter 17, for the elements that docxtpl writes children into.
_ORDERS = {
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath"
    ),
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:trPr": (
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
    ),
    "w:tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
}
_PLACES = {
    qn(parent): {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
    for parent, order in _ORDERS.items()
}
_STYLES_OF_WORD_2007 = "stylesWithEffects"


def canonicalise(document: Document) -> None:
    """Put a document into canonical form, in place."""
    for root in story_roots(document):
        _order_children(root)
        _fit_grids(root)
        _drop_empty_runs(root)
    _number_drawings(document)
    _drop_parts(document)


def story_roots(document: Document) -> Iterable[etree._Element]:
    """Yield the root elements of the text: body, headers and footers."""
    yield document.element
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element


def _order_children(root: etree._Element) -> None:
    for tag, places in _PLACES.items():
        for parent in root.iter(tag):
            children = list(parent)
            ordered = sorted(children, key=lambda child: places.get(child.tag, len(places)))
            if ordered != children:
                parent[:] = ordered


def _fit_grids(root: etree._Element) -> None:
    """Give each table the grid that its cells ask for: rendering may have repeated a column, or kept none."""
    for table in root.iter(qn("w:tbl")):
        rows = [row.findall(qn("w:tc")) for row in table.iterchildren(qn("w:tr"))]
        widths = [_width(cell) for cell in max(rows, key=len, default=[])]
        grid, total = table.find(qn("w:tblGrid")), table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}")
        if grid is None or total is None or not all(widths) or next(table.iter(qn("w:gridSpan")), None) is not None:
            continue
        grid[:] = [grid.makeelement(qn("w:gridCol"), {qn("w:w"): str(width)}) for width in widths]
        total.set(qn("w:w"), str(sum(widths)))


def _width(cell: etree._Element) -> int:
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(width.get(qn("w:w"), 0)) if width is not None else 0


def _drop_empty_runs(root: etree._Element) -> None:
    """Remove the empty runs that inserting a picture leaves around it."""
    for run in list(root.iter(qn("w:r"))):
        contents = [child for child in run if child.tag != qn("w:rPr")]
        parent = run.getparent()
        if parent is not None and all(child.tag == qn("w:t") and not child.text for child in contents):
            parent.remove(run)


def _number_drawings(document: Document) -> None:
    """Number the drawings of all parts in one sequence: ids must be unique in a document, not only in a part."""
    number = 0
    for root in story_roots(document):
        for properties in root.iter(qn("wp:docPr")):
            number += 1
            properties.set("id", str(number))


def _drop_parts(document: Document) -> None:
    """Remove the copy of the styles that Word 2007 kept; it contradicts the styles themselves."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(f"/{_STYLES_OF_WORD_2007}"):
            document.part.drop_rel(key)
