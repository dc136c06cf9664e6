"""A document as its readers take it in: paragraph by paragraph and table row by row, with the figures in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

_CONTENT, _TAG = qn("w:sdtContent"), f"{qn('w:sdtPr')}/{qn('w:tag')}"
_SKIPPED = {qn(name) for name in ("w:drawing", "w:pict", "w:object", "w:sdtPr", "w:pPr", "w:rPr", "w:tblPr", "w:tcPr")}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(frozen=True)
class Mark:
    """Where a figure stands in its block's text, and the tag of its control."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True)
class Block:
    """One paragraph, or one row of a table with a tab between its cells."""

    text: str
    marks: tuple[Mark, ...] = ()


def read_blocks(body: etree._Element) -> tuple[Block, ...]:
    """Return the blocks of a document's body in order; pictures, text boxes and deleted text are not in them."""
    return tuple(block for element in _paragraphs_and_rows(body) if (block := _read(element)).text.strip())


def _paragraphs_and_rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tr")):
            yield child
        elif child.tag in (qn("w:tbl"), qn("w:sdt"), _CONTENT, qn("w:ins"), qn("w:customXml")):
            yield from _paragraphs_and_rows(child)


def _read(element: etree._Element) -> Block:
    pieces: list[str] = []
    marks: list[Mark] = []
    _collect(element, pieces, marks)
    return Block("".join(pieces), tuple(marks))


def _collect(element: etree._Element, pieces: list[str], marks: list[Mark]) -> None:
    """Add the text below an element to the pieces, and the figures in it to the marks."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif child.tag == qn("w:sdt"):
            start = _length(pieces)
            _collect(child, pieces, marks)
            tag = child.find(_TAG)
            if tag is not None:
                marks.append(Mark(start, _length(pieces), tag.get(qn("w:val")) or ""))
        else:
            if child.tag == qn("w:tc") and child.getprevious() is not None and pieces:
                pieces.append("\t")
            _collect(child, pieces, marks)


def _length(pieces: list[str]) -> int:
    return sum(map(len, pieces))
