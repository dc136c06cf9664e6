"""Whether the finished file says what it was given: its text and tables, and the numbers inside its charts."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from bulletin.gate.rules import Document, find_faults
from bulletin.proof.opening import WrittenFile, open_document
from supervision.faults import Fault

MOST_TOLD = 5
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class GateClosed(Fault):
    """A document contradicts itself; it is not exported, and the sentence lists where."""


def pass_gate(docx: bytes, document: Document) -> bytes:
    """Return a finished file unchanged.

    Raises GateClosed where the document contradicts itself, or the file differs from what it was made from.
    """
    faults = (*find_faults(document), *find_printing_faults(docx, document))
    if faults:
        more = f"等{len(faults)}处" if len(faults) > MOST_TOLD else ""
        raise GateClosed(f"未通过校验，没有生成文件：{'；'.join(faults[:MOST_TOLD])}{more}。")
    return docx


def find_printing_faults(docx: bytes, document: Document) -> tuple[str, ...]:
    """Return a sentence per figure that the file prints otherwise than given, and per number of a chart in no table."""
    written = open_document(docx)
    return (*_wrongly_printed(written, document), *_wrongly_drawn(docx, written))


def _wrongly_printed(written: WrittenFile, document: Document) -> Iterator[str]:
    given: defaultdict[str, set[str]] = defaultdict(set)
    for figure in document.occurrences():
        given[figure.name].add(figure.text)
    for block in written.blocks:
        for mark in block.marks:
            text = block.text[mark.start : mark.end]
            if text not in given[mark.tag]:
                yield f"文件中印出的“{text}”不是所给的数字（{mark.tag}）"


def _wrongly_drawn(docx: bytes, written: WrittenFile) -> Iterator[str]:
    """Yield numbers of charts that no row of the tables has beside the same name.

    A template may leave the tables out; then there is nothing to hold a chart against.
    """
    rows = [set(block.text.split("\t")) for block in written.blocks if "\t" in block.text]
    for name, number in _drawn(docx):
        beside = [row for row in rows if name in row]
        if beside and not any(number in row for row in beside):
            yield f"图中{name}的{number}与表格不一致"


def _drawn(docx: bytes) -> Iterator[tuple[str, str]]:
    """Yield each number of each chart as printed, with the name its row bears: of a place, or of a line."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for part in package.namelist():
            if part.startswith("word/charts/chart"):
                yield from _points(etree.fromstring(package.read(part)))


def _points(chart: etree._Element) -> Iterator[tuple[str, str]]:
    is_bar = chart.find(f".//{_CHART}barChart") is not None
    for series in chart.iter(f"{_CHART}ser"):
        line = "".join(series.findtext(f"{_CHART}tx//{_CHART}v") or "")
        labels = {point.get("idx"): point.findtext(f"{_CHART}v") or "" for point in series.iterfind(_path("cat"))}
        for point in series.iterfind(_path("val")):
            # A bar's label is rank and name; a line bears its own name.
            name = labels[point.get("idx")].rpartition("　")[2] if is_bar else line
            yield name, f"{float(point.findtext(f'{_CHART}v') or 'nan'):.1f}"


def _path(side: str) -> str:
    return f"{_CHART}{side}//{_CHART}pt"
