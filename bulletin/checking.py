"""Checks of a finished file that no validator makes: leftovers of the template, drawing ids, sums of spans."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TEXTS = (qn("w:t"), qn("w:instrText"), qn("w:delText"))


def check_document(docx: bytes) -> tuple[str, ...]:
    """Return a sentence per fault of a finished document; nothing where it has none."""
    faults: list[str] = []
    drawing_ids: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if not name.endswith(".xml"):
                continue
            root = etree.fromstring(package.read(name))
            faults += [f"{name}：残留模板标记“{text}”" for text in _leftovers(root)]
            faults += [f"{name}：{fault}" for fault in _uneven_rows(root)]
            drawing_ids.update(properties.get("id", "") for properties in root.iter(qn("wp:docPr")))
    faults += [f"图形编号{number}重复{times}次" for number, times in drawing_ids.items() if times > 1]
    return tuple(faults)


def _leftovers(root: etree._Element) -> Iterator[str]:
    """Yield texts with template marks, paragraph by paragraph, since a mark may be split over runs."""
    in_paragraphs = {id(text) for paragraph in root.iter(qn("w:p")) for text in paragraph.iter(*_TEXTS)}
    texts = ["".join(text.text or "" for text in p.iter(*_TEXTS)) for p in root.iter(qn("w:p"))]
    texts += [e.text or "" for e in root.iter() if isinstance(e.tag, str) and id(e) not in in_paragraphs]
    yield from (text[:60] for text in texts if _LEFTOVER.search(text))


def _uneven_rows(root: etree._Element) -> Iterator[str]:
    """Yield tables with a row whose cells do not fill its grid."""
    for table in root.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for place, row in enumerate(table.findall(qn("w:tr")), 1):
            filled = sum(_span(cell) for cell in row.findall(qn("w:tc")))
            if filled != columns:
                yield f"表格第{place}行占{filled}列，表格为{columns}列"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(span.get(qn("w:val"), 1)) if span is not None else 1
