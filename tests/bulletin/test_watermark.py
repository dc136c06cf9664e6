"""The watermark of a Word file: valid, on every page, whatever the name holds, and taken off without a trace."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_SECTION

from bulletin.checking import check_document
from bulletin.kinds import Kind
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document, read_headers
from bulletin.watermark import mark_archive, mark_pages, unmark_pages
from bulletin.writing import render_bulletin
from tests.bulletin.conftest import Province

SCRIPTS = Path(sys.executable).parent
MARK = "督导处　2022-12-20 14:05"
HOSTILE = "处<b>&\"'{{x}}{% raw %}\x00\x0b]]>　2022-12-20 14:05"
TEXT = "{urn:schemas-microsoft-com:vml}textpath"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render_bulletin(Province().assess(), Kind.CIRCULAR, is_demo=False)


def marks(docx: bytes) -> list[str]:
    """Return what the marks of all headers say."""
    sections = Document(io.BytesIO(docx)).sections
    parts = {h.part.partname: h for s in sections for h in (s.header, s.even_page_header, s.first_page_header)}
    return [
        path.get("string") for header in parts.values() for path in header._element.iter(TEXT) if path.get("string")
    ]


@pytest.mark.parametrize("text", [MARK, HOSTILE], ids=["plain", "hostile"])
def test_a_marked_file_passes_the_validators_and_our_own_checks(plain: bytes, text: str, tmp_path: Path):
    path = tmp_path / "marked.docx"
    path.write_bytes(mark_pages(plain, text))
    audit = subprocess.run(
        [SCRIPTS / "openxml-audit", "-f", "office2019", "-o", "json", path], capture_output=True, text=True, check=True
    )
    (found,) = json.loads(audit.stdout)
    assert (found["error_count"], found["warning_count"]) == (0, 0)
    whole = [SCRIPTS / "ooxml-integrity", "check", "--json", "--fail-on", "warn", path]
    assert subprocess.run(whole, capture_output=True, check=False).returncode == 0
    assert check_document(path.read_bytes()) == ()


def test_odd_and_even_pages_bear_the_mark_once(plain: bytes):
    marked = mark_pages(mark_pages(plain, "他人　2022-12-19 08:00"), MARK)
    assert marks(plain) == []
    assert marks(marked) == [MARK, MARK]


def test_the_figures_of_a_marked_file_still_stand(plain: bytes):
    assert check_file(open_document(mark_pages(plain, MARK))).findings == ()
    assert read_headers(mark_pages(plain, MARK)) == read_headers(plain)


def test_the_mark_comes_off_and_leaves_an_unmarked_file_byte_by_byte(plain: bytes):
    assert unmark_pages(plain) is plain
    cleaned = unmark_pages(mark_pages(plain, MARK))
    assert marks(cleaned) == []
    assert open_document(cleaned) == open_document(plain)


def test_a_mark_that_word_has_named_anew_comes_off_and_the_offices_own_stays(plain: bytes):
    with zipfile.ZipFile(io.BytesIO(mark_pages(plain, MARK))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    own = mark_pages(plain, "内部资料")
    renamed = io.BytesIO()
    with zipfile.ZipFile(renamed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content.replace(b"ObjectDashboard", b"Object357"))
    assert marks(unmark_pages(renamed.getvalue())) == []
    with zipfile.ZipFile(io.BytesIO(own)) as package:
        assert any(b"\xe5\x86\x85\xe9\x83\xa8" in package.read(name) for name in package.namelist() if "header" in name)


def test_a_file_without_headers_or_with_another_first_page_is_marked_on_each():
    opened = Document()
    opened.sections[0].different_first_page_header_footer = True
    opened.add_section(WD_SECTION.NEW_PAGE)
    saved = io.BytesIO()
    opened.save(saved)
    assert marks(mark_pages(saved.getvalue(), MARK)) == [MARK, MARK]


def test_every_file_of_an_archive_is_marked_and_keeps_its_name(plain: bytes):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一市一单/01.docx", plain)
        archive.writestr("通报.docx", plain)
    with zipfile.ZipFile(io.BytesIO(mark_archive(packed.getvalue(), MARK))) as archive:
        assert archive.namelist() == ["一市一单/01.docx", "通报.docx"]
        assert [marks(archive.read(name)) for name in archive.namelist()] == [[MARK, MARK]] * 2
