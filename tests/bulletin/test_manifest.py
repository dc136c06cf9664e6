"""The list of figures inside a file, and the hash of the data it was made from."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from docx import Document
from lxml import etree

from bulletin.contents import Contents
from bulletin.manifest import (
    HASH_PROPERTY,
    NAMESPACE,
    TEMPLATE_PROPERTY,
    attach_manifest,
    hash_snapshot,
    write_manifest,
)
from bulletin.templates.chosen import TEMPLATE_FOLDER, read_template
from supervision.assessment import Assessment
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of


def _part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def _entries(docx: bytes) -> dict[str, dict[str, str]]:
    found = _part(docx, "customXml/item1.xml").iter(f"{{{NAMESPACE}}}figure")
    return {str(entry.get("name")): {str(key): str(value) for key, value in entry.attrib.items()} for entry in found}


def test_every_figure_is_listed_with_its_value_unit_and_counts(docx: bytes, contents: Contents) -> None:
    entries = _entries(docx)
    assert list(entries) == [figure.name for figure in contents.figures()]
    for figure in contents.figures():
        entry = entries[figure.name]
        assert (float(entry["value"]), entry["unit"]) == (figure.value, figure.unit)
        assert ("numerator" in entry) is (figure.numerator is not None)
    assert sum("denominator" in entry for entry in entries.values()) > 20


def test_every_listed_number_is_printed(docx: bytes) -> None:
    text = "\n".join(lines_of(docx))
    for name, entry in _entries(docx).items():
        number = "".join(re.findall(r"[\d.,]+", entry["text"]))
        assert number in text, name


def test_file_says_what_it_was_made_from(docx: bytes, assessment: Assessment) -> None:
    root = _part(docx, "customXml/item1.xml")
    assert (root.get("scheme"), root.get("quarter"), root.get("cutoff")) == ("henan-2022-v1", "2022Q4", "2022-12-20")
    snapshot = hash_snapshot(assessment)
    assert root.get("snapshot") == snapshot
    properties = _part(docx, "docProps/custom.xml")
    template = read_template(TEMPLATE_FOLDER / f"{root.get('kind')}.docx")
    said = {p.get("name"): "".join(p.itertext()) for p in properties}
    assert said == {HASH_PROPERTY: snapshot, TEMPLATE_PROPERTY: template.short_hash}


def test_hash_is_of_the_data_and_of_nothing_else(assessment: Assessment) -> None:
    assert hash_snapshot(Province().assess()) == hash_snapshot(assessment)
    one_more = Province(replaced={("410300", "schools"): 121.0}).assess()
    assert hash_snapshot(one_more) != hash_snapshot(assessment)
    counts = assessment.counts.copy()
    counts.iloc[0, 0] += 1
    assert hash_snapshot(replace(assessment, counts=counts)) != hash_snapshot(assessment)


def test_parts_that_a_template_brings_along_stay(docx: bytes, assessment: Assessment, tmp_path: Path) -> None:
    # A file made once and taken as a template has a list and a property already.
    document = Document(io.BytesIO(docx))
    manifest = write_manifest(assessment, ())
    attach_manifest(document, manifest)
    document.save(str(tmp_path / "again.docx"))
    written = (tmp_path / "again.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        names = package.namelist()
    assert len(names) == len(set(names))
    assert {"customXml/item1.xml", "customXml/item2.xml", "customXml/itemProps2.xml"} <= set(names)
    assert _part(written, "customXml/item1.xml").get("snapshot") == hash_snapshot(assessment)
    named = sorted(entry.get("name", "") for entry in _part(written, "docProps/custom.xml"))
    assert named == [HASH_PROPERTY, TEMPLATE_PROPERTY]
