"""What a document's figures are, kept inside the file: every figure by name, and the hash of what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from bulletin.blocks import Block
from bulletin.cleaning import clean_text
from bulletin.figures import Figure

# Not read when the program runs: the limited process that fills a template starts without them.
if TYPE_CHECKING:
    import pandas as pd

    from supervision.assessment import Assessment

NAMESPACE = "urn:shuangjian:bulletin:figures:1"
HASH_PROPERTY = "DataSnapshotSHA256"
TEMPLATE_PROPERTY = "TemplateSHA256"
"""The beginning of the hash of the template that the file was made from."""
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Prefixes are said: left out, they depend on which other libraries the process has loaded, and so would the file.
_NO_PROPERTIES = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"/>'
_NO_FIGURES = f'<figures xmlns="{NAMESPACE}"/>'
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ITEM_ID = "{6B1B9E5A-4C0D-4E0B-9C61-2F1C5B0E7A11}"


def hash_snapshot(assessment: Assessment) -> str:
    """Return the SHA-256 of everything an assessment says, the same for the same data, scheme, quarter and cut-off."""
    digest = hashlib.sha256(f"{assessment.scheme.id}/{assessment.quarter}#{assessment.cutoff}".encode())
    for frame in (assessment.indicators, assessment.categories, assessment.totals, assessment.counts):
        digest.update(_as_text(frame).encode())
    return digest.hexdigest()


def _as_text(frame: pd.DataFrame) -> str:
    # Twelve digits: finer than anything printed, coarser than the order in which sums were added.
    ordered = frame.reindex(columns=sorted(map(str, frame.columns)))
    return str(ordered.to_csv(float_format="%.12g", lineterminator="\n"))


def write_manifest(assessment: Assessment, figures: Iterable[Figure], kind: str = "", area_code: str = "") -> bytes:
    """Return the list of figures as XML: name, value, unit, text as printed, and the two counts where it has them.

    The kind of document, and the place of 一市一单, say how to make it again from today's data.
    """
    root = etree.fromstring(_NO_FIGURES)
    root.set("kind", kind)
    root.set("area", area_code)
    root.set("scheme", assessment.scheme.id)
    root.set("quarter", str(assessment.quarter))
    root.set("cutoff", assessment.cutoff.isoformat())
    root.set("snapshot", hash_snapshot(assessment))
    for figure in figures:
        entry = etree.SubElement(root, f"{{{NAMESPACE}}}figure")
        for name, value in _entries(figure):
            entry.set(name, value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _entries(figure: Figure) -> list[tuple[str, str]]:
    found = [("name", figure.name), ("value", repr(float(figure.value))), ("unit", figure.unit), ("text", figure.text)]
    counts = (("numerator", figure.numerator), ("denominator", figure.denominator))
    found += [(name, repr(float(count))) for name, count in counts if count is not None]
    return [(name, clean_text(value)) for name, value in found]


def origin_of(manifest: bytes) -> str:
    """Return the part of a name that all figures of the document share: /2022Q4#2022-12-20."""
    root = etree.fromstring(manifest)
    return f"/{root.get('quarter')}#{root.get('cutoff')}"


def with_text(manifest: bytes, blocks: Iterable[Block]) -> bytes:
    """Return the list with the text around its figures, so that each is found again where the tags were lost."""
    root = etree.fromstring(manifest)
    text = etree.SubElement(root, f"{{{NAMESPACE}}}text")
    for block in blocks:
        if any(sign.isdigit() for sign in block.text):
            _add_block(text, block)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_block(text: etree._Element, block: Block) -> None:
    element = etree.SubElement(text, f"{{{NAMESPACE}}}block")
    element.text, end = block.text, len(block.text)
    for mark in reversed(block.marks):
        shown = element.makeelement(f"{{{NAMESPACE}}}shown", {"name": mark.tag})
        shown.text, shown.tail = block.text[mark.start : mark.end], block.text[mark.end : end]
        element.insert(0, shown)
        element.text, end = block.text[: mark.start], mark.start


def attach_manifest(document: Document, manifest: bytes) -> None:
    """Put the list into a document, and the hash of its data where File → Info shows it, in place.

    Templates that Word or WPS saved may hold parts of both kinds already; those stay.
    """
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(number for number in range(1, 1000) if f"/customXml/item{number}.xml" not in taken)
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", manifest, package)
    described = PackURI(f"/customXml/itemProps{number}.xml")
    item.relate_to(Part(described, _ITEM_TYPE, _item_properties(), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    _set_property(package, HASH_PROPERTY, etree.fromstring(manifest).get("snapshot") or "")


def name_template(document: Document, short_hash: str) -> None:
    """Say in a document which template it was made from, where File → Info shows it, in place."""
    _set_property(document.part.package, TEMPLATE_PROPERTY, short_hash)


def _set_property(package: Package, name: str, text: str) -> None:
    """Set a custom property of a file, beside those it has."""
    found = [rel.target_part for rel in package.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]
    root = etree.fromstring(found[0].blob if found else _NO_PROPERTIES)
    for old in [entry for entry in root if entry.get("name") == name]:
        root.remove(old)
    numbers = [int(entry.get("pid") or 1) for entry in root]
    entry = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT_ID)
    entry.set("pid", str(max(numbers, default=1) + 1))
    entry.set("name", name)
    etree.SubElement(entry, f"{{{_TYPES}}}lpwstr", nsmap={"vt": _TYPES}).text = text
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if found:
        found[0]._blob = written
        return
    part = Part(PackURI("/docProps/custom.xml"), _PROPERTIES_TYPE, written, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _item_properties() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_CUSTOM_XML}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
