"""A finished .docx as readable text: what a person sees, in order, tables row by row."""

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


def lines_of(docx: bytes) -> list[str]:
    """Return the body's paragraphs and table rows as lines; a picture shows as its description."""
    return [line for block in Document(io.BytesIO(docx)).iter_inner_content() for line in _block(block) if line]


def _block(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (" | ".join(cell_text(cell) for cell in row.cells) for row in block.rows)
        return
    for properties in block._p.xpath(".//wp:docPr"):
        yield f"[图：{properties.get('descr')}]"
    yield text_of(block)


def cell_text(cell: _Cell) -> str:
    """Return what a cell shows, its content controls too."""
    return "\n".join(text_of(paragraph) for paragraph in cell.paragraphs)


def text_of(paragraph: Paragraph) -> str:
    """Return what a paragraph shows; python-docx's own `text` leaves out content controls."""
    runs = paragraph._p.iter(qn("w:r"))
    return "".join(str(run.text) for run in runs if not any(True for _ in run.iterancestors(qn("w:txbxContent"))))


def header_text(docx: bytes) -> str:
    """Return the text of the first section's header."""
    return "".join(paragraph.text for paragraph in Document(io.BytesIO(docx)).sections[0].header.paragraphs)


def footer_texts(docx: bytes) -> str:
    """Return the text of all footers, tables included."""
    sections = Document(io.BytesIO(docx)).sections
    footers = [footer for section in sections for footer in (section.footer, section.even_page_footer)]
    return "\n".join(line for footer in footers for block in footer.iter_inner_content() for line in _block(block))
