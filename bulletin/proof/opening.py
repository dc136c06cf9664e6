"""A Word file from anywhere, opened with care: its text, and the list of figures that was put into it."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from docx.oxml.ns import qn
from lxml import etree

from bulletin.blocks import Block, Mark, read_blocks
from bulletin.manifest import NAMESPACE
from bulletin.tagging import lengthen
from supervision.faults import InputRejected
from supervision.periods import Quarter

MOST_BYTES = 20_000_000
MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 200_000_000
_NOT_WORD = "所选文件不是可用的 Word（.docx）文件，请另存为 .docx 后再核对。"


@dataclass(frozen=True)
class Listed:
    """A figure as the list inside the file has it."""

    name: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class FigureList:
    """What a file says of its own figures when it was made."""

    kind: str
    area_code: str
    scheme_id: str
    quarter: Quarter
    cutoff: date
    snapshot: str
    figures: dict[str, Listed]
    blocks: tuple[Block, ...]
    """The text around the figures as it was written; tags are full names."""


@dataclass(frozen=True)
class WrittenFile:
    """A Word file as it is now."""

    listed: FigureList
    blocks: tuple[Block, ...]
    """Its text now; tags are full names, or gone where a program dropped them."""


def open_document(docx: bytes) -> WrittenFile:
    """Return a file's text and its list of figures.

    Raises InputRejected where it is no Word file, is too large, or holds no list: then it is not one of ours.
    """
    with _unzipped(docx) as package:
        roots = list(_roots(package))
    listed = next((_read_list(root) for _, root in roots if root.tag == f"{{{NAMESPACE}}}figures"), None)
    body = next((root.find(qn("w:body")) for _, root in roots if root.tag == qn("w:document")), None)
    if body is None:
        raise InputRejected(_NOT_WORD)
    if listed is None:
        raise InputRejected("文件中没有数字清单：不是本系统生成的文件，或清单已被其他软件删去，无法核对。")
    origin = f"/{listed.quarter}#{listed.cutoff.isoformat()}"
    return WrittenFile(listed, tuple(_with_names(block, origin) for block in read_blocks(body)))


def read_headers(docx: bytes) -> str:
    """Return what stands at the top of the pages, all headers together; raises InputRejected as `open_document`."""
    with _unzipped(docx) as package:
        parts = [part for part in package.infolist() if part.filename.startswith("word/header")]
        roots = [_parsed(package, part) for part in parts]
    return "".join(text.text or "" for root in roots for text in root.iter(qn("w:t")))


def _unzipped(docx: bytes) -> zipfile.ZipFile:
    if len(docx) > MOST_BYTES:
        raise InputRejected(f"文件超过{MOST_BYTES // 1_000_000} MB，不予核对。")
    try:
        package = zipfile.ZipFile(io.BytesIO(docx))
    except (zipfile.BadZipFile, ValueError, OSError) as cause:
        raise InputRejected(_NOT_WORD) from cause
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise InputRejected("文件解开后过大，不予核对。")
    return package


def _roots(package: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield the parts that may hold the text or the list; entities are not resolved and nothing is fetched."""
    for part in package.infolist():
        is_list = part.filename.startswith("customXml/item") and part.filename.endswith(".xml")
        if is_list or part.filename == "word/document.xml":
            yield part.filename, _parsed(package, part)


def _parsed(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(package.read(part), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as cause:
        raise InputRejected(_NOT_WORD) from cause


def _read_list(root: etree._Element) -> FigureList:
    try:
        quarter, cutoff = Quarter.parse(root.get("quarter", "")), date.fromisoformat(root.get("cutoff", ""))
        figures = {entry.name: entry for entry in map(_listed, root.iter(f"{{{NAMESPACE}}}figure"))}
    except (InputRejected, ValueError) as cause:
        raise InputRejected("文件中的数字清单已损坏，无法核对。") from cause
    origin = f"/{quarter}#{cutoff.isoformat()}"
    return FigureList(
        kind=root.get("kind", ""),
        area_code=root.get("area", ""),
        scheme_id=root.get("scheme", ""),
        quarter=quarter,
        cutoff=cutoff,
        snapshot=root.get("snapshot", ""),
        figures=figures,
        blocks=tuple(_with_names(_block(element), origin) for element in root.iter(f"{{{NAMESPACE}}}block")),
    )


def _listed(entry: etree._Element) -> Listed:
    return Listed(
        entry.get("name", ""), float(entry.get("value", "nan")), entry.get("unit", ""), entry.get("text", "")
    )  # fmt: skip


def _block(element: etree._Element) -> Block:
    text, marks = element.text or "", []
    for shown in element:
        start = len(text)
        text += shown.text or ""
        marks.append(Mark(start, len(text), shown.get("name", "")))
        text += shown.tail or ""
    return Block(text, tuple(marks))


def _with_names(block: Block, origin: str) -> Block:
    return Block(block.text, tuple(Mark(m.start, m.end, lengthen(m.tag, origin)) for m in block.marks if m.tag))
