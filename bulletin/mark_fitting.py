"""发文机关标志 sized by the length of the office's name, where staff have not set a size of their own."""

from docx.document import Document
from docx.oxml.ns import qn

from bulletin.layout.documents import LETTERS_OF_OFFICE
from bulletin.layout.measures import mark_half_points, mark_line

STYLE_NAME = "发文机关标志"


def fit_mark(document: Document, office_name: str) -> None:
    """Give the style of the red name the size at which the name fills its line, in place.

    A smaller size that staff chose in the template stays; one at which the name would not fit does not.
    """
    style = next((style for style in document.styles if style.name == STYLE_NAME), None)
    if style is None or style.element.rPr is None:
        return
    fitting = mark_half_points(len(office_name))
    sizes = [style.element.rPr.find(qn(tag)) for tag in ("w:sz", "w:szCs")]
    current = int(sizes[0].get(qn("w:val"))) if sizes[0] is not None else 0
    if current != mark_half_points(LETTERS_OF_OFFICE) and current <= fitting:
        return
    for size in sizes:
        if size is not None:
            size.set(qn("w:val"), str(fitting))
    spacing = style.element.pPr.find(qn("w:spacing")) if style.element.pPr is not None else None
    if spacing is not None:
        spacing.set(qn("w:line"), str(mark_line(fitting)))
